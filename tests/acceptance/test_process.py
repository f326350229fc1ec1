"""The real process: how it starts, what it says about bad settings, and how it ends."""

import asyncio
import json
import os
import re
import signal
import socket
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path

import httpx
import pytest

from sandbox.client import new_client
from sandbox.openai.keys import DEFAULT_KEY
from sandbox.slack.person import text_of
from sandbox.slack.state import BOT_TOKEN
from storage.migrate import locked
from tests.acceptance.looking import headline_of
from tests.ports import free_port
from tests.postgres import run_sql
from tests.real_town import RealTown, children_of, kill, quick_bot, real_town, run_command
from tests.town import COSTS

BLOCKED = """
from pathlib import Path
from bot.slack.socket_mode import SocketMode

connect = SocketMode.connect

async def blocked(self):
    while not Path("open").exists():
        await asyncio.sleep(0.02)
    await connect(self)

SocketMode.connect = blocked
"""


@pytest.fixture
async def acme(tmp_path: Path) -> AsyncIterator[RealTown]:
    async with real_town(tmp_path, TOKENMETER_BACKFILL_DAYS="7") as built:
        yield built


async def test_sigterm_lets_what_was_asked_be_answered_and_ends_with_zero(acme: RealTown) -> None:
    async with acme.bot() as process:
        await acme.connect(DEFAULT_KEY)
        await acme.ana.message(acme.im, "last 30 days", seconds=60)
        acme.slack.state.settings.latency = 0.15
        await acme.ana.command(COSTS, "/tokenmeter usage last 7 days by model")
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 15) == 0
    assert headline_of(acme.slack.state.channels[COSTS].messages[-1]).startswith("$")
    log = acme.log.read_text()
    assert "stopped" in log
    assert "Traceback" not in log
    assert "never" not in log, "a coroutine was not awaited, or a task's exception not retrieved"


async def test_sigterm_in_an_import_ends_soon_and_the_next_start_goes_on(tmp_path: Path) -> None:
    async with real_town(tmp_path, TOKENMETER_BACKFILL_DAYS="60") as acme:
        async with acme.bot(quick_bot()) as process:
            await acme.connect(DEFAULT_KEY)
            await acme.ana.modal("Connected")
            slow = acme.openai.faults.add("slow", ms=5_000)
            await acme.ana.message(acme.im, "Importing 60 days")
            process.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(process.wait(), 15) == 0
        assert "Traceback" not in acme.log.read_text()
        acme.openai.faults.active.remove(slow)
        async with acme.bot(quick_bot()):
            first = await acme.ana.message(acme.im, "last 30 days", seconds=60)
        messages = acme.slack.state.channels[acme.im].messages
        assert [each["ts"] for each in messages] == [first["ts"]]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_a_start_that_waits_for_slack(acme: RealTown, number: signal.Signals) -> None:
    acme.slack.state.settings.latency = 60
    process = await acme.begun(quick_bot())
    await takes_signals(process.pid)
    process.send_signal(number)
    assert await asyncio.wait_for(process.wait(), 15) == 0
    assert "stopped before it had started" in acme.log.read_text()
    assert "Traceback" not in acme.log.read_text()


async def test_a_signal_ends_a_start_that_waits_for_another_process_migration(acme: RealTown) -> None:
    with locked(acme.database):
        process = await acme.begun(quick_bot())
        await takes_signals(process.pid)
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 15) == 0


async def takes_signals(pid: int) -> None:
    """Return once it handles SIGTERM itself."""
    async with asyncio.timeout(30):
        while not caught_by(pid) >> (signal.SIGTERM - 1) & 1:  # noqa: ASYNC110  # nobody tells us
            await asyncio.sleep(0.05)


def caught_by(pid: int) -> int:
    """A bit for each signal."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("SigCgt:")[2].split()[0], 16)


async def test_the_chart_process_does_not_outlive_a_bot_that_is_killed(acme: RealTown) -> None:
    async with acme.bot() as process:
        while not (charts := children_of(process.pid)):  # noqa: ASYNC110  # nobody tells us
            await asyncio.sleep(0.05)
    async with asyncio.timeout(10):
        while any(is_running(pid) for pid in charts):  # noqa: ASYNC110  # they are not ours to wait for
            await asyncio.sleep(0.05)


def is_running(pid: int) -> bool:
    with suppress(FileNotFoundError, ProcessLookupError):
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        return state != "Z"
    return False


async def newly_started(town: RealTown, *words: str, **variables: str) -> tuple[int, str, str]:
    """As `run_command`, by an interpreter of its own, as an operator starts it."""
    environment = {name: value for name, value in (town.variables | variables).items() if value}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", *words),
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        cwd=town.folder,
    )
    written, complained = await process.communicate()
    return process.returncode or 0, written.decode(), complained.decode()


async def test_all_bad_settings_are_named_at_once_without_their_values_and_nothing_is_touched(acme: RealTown) -> None:
    hidden = "a-value-nobody-should-read"
    secret = acme.folder / "signing"
    secret.write_text(hidden, encoding="utf-8")
    bad = {
        "SLACK_BOT_TOKEN": f"xoxp-{hidden}",
        "SLACK_SIGNING_SECRET": hidden,
        "SLACK_SIGNING_SECRET_FILE": str(secret),
        "DATABASE_URL": f"mysql://user:{hidden}@db/x",
        "TOKENMETER_MASTER_KEY": hidden,
        "TOKENMETER_PLAN": hidden,
        "TOKENMETER_BACKFILL_DAYS": hidden,
        "OPENAI_BASE_URL": f"http://{hidden}.example/v1",
        "PORT": hidden,
    }
    for command in ("run", "migrate"):
        status, written, complained = await newly_started(acme, command, **bad)
        assert (status, written) == (2, "")
        for name in bad.keys() - {"SLACK_SIGNING_SECRET_FILE"}:
            assert len(re.findall(rf"^  {name}\b.*$", complained, re.MULTILINE)) == 1, name
        assert hidden not in complained
        assert "Traceback" not in complained
    status, written, complained = await newly_started(acme, "doctor", "--json", **bad)
    assert (status, complained) == (1, "")
    checks = [json.loads(line) for line in written.splitlines()]
    assert {check["name"].partition(" ")[0] for check in checks} == bad.keys() - {"SLACK_SIGNING_SECRET_FILE"}
    assert not any(check["passed"] for check in checks)
    assert hidden not in written
    assert not acme.home.exists()


async def test_missing_settings_are_named(acme: RealTown) -> None:
    status, _, complained = await newly_started(acme, "run", SLACK_BOT_TOKEN="", SLACK_APP_TOKEN="")
    assert status == 2
    assert "SLACK_BOT_TOKEN: is missing" in complained


async def test_tokens_that_slack_refuses_and_a_port_that_is_taken_are_said_in_a_line(acme: RealTown) -> None:
    status, _, complained = await run_command(acme, "run", SLACK_BOT_TOKEN="xoxb-" + "wrong-" * 4)
    assert status == 1
    assert "Slack refuses the tokens: invalid_auth" in complained.splitlines()[-1]
    assert "wrong-" not in complained
    status, _, complained = await run_command(acme, "run", SLACK_APP_TOKEN="xapp-" + "wrong-" * 4)
    assert status == 1
    assert "Slack refuses the tokens: invalid_auth" in complained.splitlines()[-1]
    assert "wrong-" not in complained
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(acme.variables["PORT"])))
        taken.listen()
        status, _, complained = await run_command(acme, "run")
    assert status == 1
    assert "doctor" in complained.splitlines()[-1]
    assert "Traceback" not in complained


async def test_version_is_said(acme: RealTown) -> None:
    assert await newly_started(acme, "--version") == (0, f"tokenmeter {version('tokenmeter')}\n", "")


async def test_doctor_names_what_fails_with_a_cure_and_passes_once_that_was_done(acme: RealTown) -> None:
    status, written, _ = await run_command(acme, "doctor", "--pre")
    assert status == 0, written

    wrong = {"SLACK_BOT_TOKEN": "xoxb-" + "wrong-" * 4, "OPENAI_BASE_URL": f"http://127.0.0.1:{free_port()}/v1"}
    status, written, _ = await run_command(acme, "doctor", **wrong)
    assert status == 1
    for said in ("invalid_auth", "SLACK_BOT_TOKEN", "Run `tokenmeter migrate`", "does not answer", "3 failed"):
        assert said in written
    assert "wrong-" not in written

    status, written, _ = await run_command(acme, "doctor", "--json", **wrong)
    assert status == 1
    checks = [json.loads(line) for line in written.splitlines()]
    assert all(check["cure"] for check in checks if not check["passed"])
    assert sum(not check["passed"] for check in checks) == 3

    assert (await run_command(acme, "migrate"))[0] == 0
    status, written, _ = await run_command(acme, "doctor", "--json")
    assert status == 0, written
    assert all(json.loads(line)["passed"] for line in written.splitlines())


async def test_readyz_follows_the_database_and_healthz_does_not(tmp_path: Path, postgres_url: str) -> None:
    server, _, name = postgres_url.rpartition("/")
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = "
    async with (
        real_town(tmp_path, DATABASE_URL=postgres_url) as acme,
        acme.bot(quick_bot()),
        new_client(timeout=20) as client,
    ):
        assert (await client.get(f"{acme.url}/readyz")).status_code == 200
        told = ""
        async with asyncio.timeout(30):
            while "tokenmeter_heartbeat_age_seconds" not in told:  # the clock is elected after the start
                told = (await client.get(f"{acme.url}/metrics")).text
        assert "tokenmeter_database_up 1.0" in told
        assert "tokenmeter_workspaces 1.0" in told
        assert BOT_TOKEN not in told
        run_sql(server, f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        run_sql(server, f"{others}'{name}'")
        answer = await client.get(f"{acme.url}/readyz")
        assert (answer.status_code, answer.text) == (503, "the database cannot be reached\n")
        assert (await client.get(f"{acme.url}/healthz")).status_code == 200
        assert "tokenmeter_database_up 0.0" in (await client.get(f"{acme.url}/metrics")).text
        run_sql(server, f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        assert (await client.get(f"{acme.url}/readyz")).status_code == 200


async def test_who_is_not_connected_to_slack_yet_lives_and_is_not_ready(tmp_path: Path) -> None:
    async with real_town(tmp_path) as acme, new_client(timeout=20) as client:
        process = await acme.begun(quick_bot(BLOCKED))
        try:
            answer = await answered(client, f"{acme.url}/readyz", 503)
            assert answer.text == "not connected to Slack yet\n"
            assert (await client.get(f"{acme.url}/healthz")).status_code == 200
            (tmp_path / "open").touch()
            assert (await answered(client, f"{acme.url}/readyz", 200)).text == "ready\n"
        finally:
            await kill(process)


async def answered(client: httpx.AsyncClient, url: str, status: int) -> httpx.Response:
    """The first answer with this status."""
    async with asyncio.timeout(30):
        while True:
            with suppress(httpx.ConnectError):
                answer = await client.get(url)
                if answer.status_code == status:
                    return answer
            await asyncio.sleep(0.02)


async def test_a_demo_without_a_terminal_does_the_job_and_leaves_charts_and_transcript(tmp_path: Path) -> None:
    (tmp_path / ".demo").mkdir()
    left = tmp_path / ".demo" / "of-an-earlier-demo.txt"
    left.write_text("old", encoding="utf-8")
    with somebody_on(8765), somebody_on(3000):
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "bot", "demo"),
            env={"PATH": os.environ["PATH"]},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            cwd=tmp_path,
        )
        async with asyncio.timeout(90):
            written, complained = await process.communicate()
    assert process.returncode == 0, complained.decode()
    steps = written.decode()
    assert re.search(r"\d s  🟢 Connected", steps)
    assert str(tmp_path / ".demo") in steps
    assert not left.exists()
    pictures = list((tmp_path / ".demo").glob("*.png"))
    assert len(pictures) >= 2
    assert all(picture.read_bytes().startswith(b"\x89PNG") for picture in pictures)
    transcript = json.loads((tmp_path / ".demo" / "transcript.json").read_text(encoding="utf-8"))
    asked = next(messages for name, messages in transcript["channels"].items() if COSTS in name)
    assert "last 30 days" in text_of(asked)
    assert DEFAULT_KEY not in (tmp_path / ".demo" / "transcript.json").read_text(encoding="utf-8")


@contextmanager
def somebody_on(port: int) -> Iterator[None]:
    """Somebody listens on this port: us, if nobody else does."""
    with socket.socket() as taken:
        with suppress(OSError):
            taken.bind(("127.0.0.1", port))
            taken.listen()
        yield
