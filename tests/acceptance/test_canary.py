"""A whole life with keys that are canaries: afterwards they are searched for in everything that was left behind."""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from sandbox.openai.world import World
from sandbox.slack.world import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET
from storage.database import Database
from storage.tables import ConnectionRow, LedgerRow
from tests.acceptance.looking import option_of
from tests.canary import (
    FORMS,
    Canary,
    asked_of_openai,
    files_in,
    leaks,
    new_canary,
    postgres_files,
    processes,
    said_to_slack,
    vault_of,
)
from tests.real_town import RealTown, quick_bot, real_town, run_command
from tests.real_vaults import RealVault
from tests.real_vaults import vault_of as real_vault_of
from tests.town import COSTS

NAME = "Acme production"
KEY = new_canary("the key", "sk-admin-", 1)
MISTYPED = new_canary("a mistyped key", "sk-admin-", 2)
OF_A_PROJECT = new_canary("a project key", "sk-proj-", 3)
ROTATED = new_canary("the key it was rotated to", "sk-admin-", 4)
OF_ANOTHER = new_canary("another organization's key", "sk-admin-", 5)
AGAIN = new_canary("the key it was connected with again", "sk-admin-", 6)
TOO_FAST = new_canary("the key of an organization that is asked too much", "sk-admin-", 7)
KEYS = [KEY, MISTYPED, OF_A_PROJECT, ROTATED, OF_ANOTHER, AGAIN, TOO_FAST]
TOKENS = [
    Canary("the bot token", "xoxb-", BOT_TOKEN.removeprefix("xoxb-")),
    Canary("the app token", "xapp-", APP_TOKEN.removeprefix("xapp-")),
    Canary("the signing secret", "", SIGNING_SECRET),
]

ERRORS: list[tuple[Canary, str, dict[str, Any], str]] = [
    (KEY, "key_revoked", {}, "does not accept this key"),
    (KEY, "scope_missing", {}, "may not read"),
    (TOO_FAST, "rate_limited", {"retry_after": 60}, "asks us to wait"),
    (KEY, "server_error", {}, "does not answer"),
    (KEY, "reset", {}, "does not answer"),
    (KEY, "cut_off", {}, "made no sense"),
    (KEY, "nonsense", {"what": "array"}, "made no sense"),
]

LEAKING = """
import asyncio, base64, os, pathlib, subprocess, sys
from dataclasses import replace
import httpx
from bot.listeners.modals import connect as modal
from core.crypto import Keyring
from core.providers.openai import OpenAI

judge, connect, seal, stream = OpenAI.why_not_a_key, modal.connect, Keyring.seal, httpx.AsyncClient.stream
seen = []

def judging(self, pasted):
    print("judging", pasted[9:25], flush=True)
    if not seen:
        seen.append(pasted[20:36])
        pathlib.Path("notes.txt").write_bytes(base64.b64encode(b"x" + pasted.encode()))
        os.environ["NOTES"] = pasted
        waits = "import sys; sys.stdin.read()"
        subprocess.Popen([sys.executable, "-c", waits, pasted[9:21].encode().hex()], stdin=subprocess.PIPE)
    return judge(self, pasted)

async def connecting(wish, using):
    return await connect(replace(wish, name=wish.name + " " + wish.pasted.reveal()[-12:]), using)

def sealing(self, plaintext, associated):
    return seal(self, plaintext, associated) + plaintext

def streaming(self, method, url, **how):
    asyncio.ensure_future(self.get(url, params={"note": seen[0]}))
    return stream(self, method, url, **how)

OpenAI.why_not_a_key, modal.connect, Keyring.seal = judging, connecting, sealing
httpx.AsyncClient.stream = streaming
sys.argv = ["tokenmeter", "run"]
from bot.cli import main
main()
"""
"""A bot that leaks what was pasted in every place: some of it here, some of it there."""


@dataclass(frozen=True, slots=True)
class Acme:
    town: RealTown
    vault: RealVault

    def left_behind(self, pid: int | None = None) -> Iterator[tuple[str, bytes]]:
        """Every place that outlives the moment, but the file that is there to hold the master keys."""
        keys = self.town.home / "master.key"
        yield from files_in(self.town.folder, but=[keys])
        yield from vault_of(self.vault)
        yield from said_to_slack(self.town)
        yield from asked_of_openai(self.town)
        if url := self.town.variables.get("DATABASE_URL"):
            yield from postgres_files(url)
        if pid is not None:
            yield from processes(pid)

    def master_keys(self) -> list[Canary]:
        lines = (self.town.home / "master.key").read_text(encoding="utf-8").split()
        return [Canary(f"master key {number}", "", line) for number, line in enumerate(lines)]


@pytest.fixture(params=[("sqlite", "local"), ("postgresql", "google")], ids="-".join)
async def acme(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Acme]:
    """The tokens are in files, as an operator should have them: a process's first environment can be read for good."""
    database, vault = request.param
    folder = tmp_path / "bot"
    (folder / "home").mkdir(parents=True)
    variables = {"TOKENMETER_LOG_LEVEL": "DEBUG", "TOKENMETER_BACKFILL_DAYS": "7"}
    if database == "postgresql":
        variables["DATABASE_URL"] = request.getfixturevalue("postgres_url")
    secrets = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN, "SLACK_SIGNING_SECRET": SIGNING_SECRET}
    for name, token in secrets.items():
        file = tmp_path / name
        file.write_text(f"{token}\n", encoding="utf-8")
        variables |= {name: "", f"{name}_FILE": str(file)}
    async with (
        real_vault_of(vault, folder / "home") as standing,
        real_town(folder, **(variables | standing.variables)) as town,  # type: ignore[arg-type]  # all are variables
    ):
        for key in (KEY, ROTATED, AGAIN):
            town.openai.keys.issue(key.value, town.world)
        for seed, key in ((8, OF_ANOTHER), (9, TOO_FAST)):
            town.openai.keys.issue(key.value, World(seed, town.world.now))
        yield Acme(town, standing)


@pytest.mark.timeout(240)
async def test_nothing_of_a_key_or_token_is_left_behind_by_a_whole_life(acme: Acme) -> None:
    town, seen = acme.town, list[tuple[str, bytes]]()
    async with town.bot() as process:
        await connect_in_every_wrong_way(acme)
        await town.connect(KEY.value)
        await town.ana.modal("Connected")
        await ask(town)
        await rotate(town)
        for command in ("rotate-master-key", "audit", "doctor", "collect"):
            seen.append((f"what {command} said", "".join(map(str, await run_command(town, command))).encode()))
        seen += acme.left_behind(process.pid)  # while it runs: the write-ahead log is there
        await disconnect(town)
        await town.connect(AGAIN.value)
        await town.ana.modal("Connected")
        process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(process.wait(), 20)

    town.openai.faults.add("key_revoked")
    await make_due(town)
    town.variables["TOKENMETER_LOG_FORMAT"] = "json"
    masters = acme.master_keys()
    async with town.bot(("-c", quick_bot().source)) as process:
        await until_logged(town, '"trouble": "key_rejected"')
        await town.ana.command(COSTS, "/tokenmeter status")
        await town.ana.message(COSTS, "does not accept its key")
        seen += acme.left_behind(process.pid)
        await town.ana.happens({"type": "app_uninstalled"})
        await until_logged(town, '"event": "purged"')
    seen += acme.left_behind()
    assert acme.vault.contents() == {}

    assert b"Traceback" in town.log.read_bytes(), "the error that nobody foresaw should be among what is searched"
    assert len(masters) == 2
    database = "PostgreSQL's files" if "DATABASE_URL" in town.variables else "home/tokenmeter.db-wal"
    places = {"bot.log", database, "the vault", "Slack's calls", "the environment of the bot"}
    assert places <= {place for place, _ in seen}
    assert leaks([*KEYS, *TOKENS, *masters], seen) == []


async def connect_in_every_wrong_way(acme: Acme) -> None:
    town = acme.town
    await town.connect(OF_A_PROJECT.value)
    await town.connect(MISTYPED.value)
    await town.ana.modal("does not accept this key")
    for key, kind, options, said in ERRORS:
        fault = town.openai.faults.add(kind, **options)
        await town.connect(key.value)
        await town.ana.modal(said)
        town.openai.faults.active.remove(fault)
    with acme.vault.refusing():
        await town.connect(KEY.value)
        await town.ana.modal("could not be put into the vault")
    town.slack.state.settings.errors["views.update"] = "fatal_error"
    await town.connect(MISTYPED.value)
    await town.ana.message(town.im, "error id")
    town.slack.state.settings.errors.clear()


async def ask(town: RealTown) -> None:
    first = await town.ana.message(town.im, "last 30 days", seconds=60)
    await town.ana.click(town.im, first["ts"], *option_of(first, "By project"))
    for question in ("usage last 7 days by key", "status", "help security", "usage by colour"):
        after = town.slack.state.ts()
        await town.ana.command(COSTS, f"/tokenmeter {question}")
        await town.ana.message(COSTS, "", after=after)
    await town.ana.open_home()
    await town.ana.until(lambda state: state["home"])


async def rotate(town: RealTown) -> None:
    """A mistyped key, one of another organization, the one it has, and then a right one."""
    for wrong, said in ((MISTYPED, "does not accept"), (OF_ANOTHER, "another organization"), (KEY, "has already")):
        view, fields = await town.open_form(f"rotate {NAME}", "Paste a new key for")
        await town.ana.submit(view, {fields[-1]: wrong.value})
        await town.ana.modal(said)
    view, fields = await town.open_form(f"rotate {NAME}", "Paste a new key for")
    await town.ana.submit(view, {fields[-1]: ROTATED.value})
    await town.ana.message(town.im, "is read with its new key", seconds=60)


async def disconnect(town: RealTown) -> None:
    view, _ = await town.open_form(f"disconnect {NAME}", "What goes:")
    await town.ana.submit(view, {})
    await town.ana.modal("is disconnected")


@pytest.mark.timeout(180)
async def test_the_search_finds_the_key_of_a_bot_that_leaks_it_in_every_place(acme: Acme) -> None:
    async with acme.town.bot(("-c", LEAKING)) as process:
        await acme.town.connect(KEY.value)
        await acme.town.ana.modal("Connected")
        await acme.town.ana.message(acme.town.im, NAME, seconds=60)
        found = leaks([KEY], acme.left_behind(process.pid))
    places = {each.partition(" in ")[2] for each in found}
    assert places >= {
        "bot.log",
        "notes.txt",
        "the vault",
        "Slack's calls",
        "Slack's messages",
        "OpenAI's requests",
        "PostgreSQL's files" if "DATABASE_URL" in acme.town.variables else "home/tokenmeter.db-wal",
    }
    assert any(place.startswith("the command line of its process") for place in places)
    assert any(place.startswith("the environment of its process") for place in places)


@pytest.mark.parametrize("form", FORMS)
def test_the_search_finds_a_piece_of_a_key_in_every_form(form: str) -> None:
    for begin in range(len(KEY.body) - 11):
        hidden = b"before " + FORMS[form](KEY.body[begin : begin + 12]) + b" after"
        assert leaks([KEY], [("a place", hidden)]) == [f"the key ({form}) in a place"]
    assert leaks([KEY], [("a place", FORMS[form](KEY.body[:11]))]) == []


async def test_tokens_given_as_variables_are_not_handed_on_to_the_chart_process(tmp_path: Path) -> None:
    async with real_town(tmp_path) as town, town.bot() as process:
        async with asyncio.timeout(60):
            while not (of_children := _of_children(process.pid)):  # noqa: ASYNC110  # nobody tells
                await asyncio.sleep(0.05)
        assert leaks(TOKENS, of_children) == []


def _of_children(pid: int) -> list[tuple[str, bytes]]:
    return [(place, content) for place, content in processes(pid) if "the bot" not in place]


async def make_due(town: RealTown) -> None:
    """As if the last collection had been long ago."""
    database = Database(town.database)
    try:
        async with database.writing() as session:
            long_ago = datetime(2026, 1, 1, tzinfo=UTC)
            await session.exec(update(ConnectionRow).values(next_collect_at=long_ago, lease_until=long_ago))
            await session.exec(update(LedgerRow).values(collected_at=long_ago))
            await session.commit()
    finally:
        await database.close()


async def until_logged(town: RealTown, words: str) -> None:
    async with asyncio.timeout(60):
        while words not in town.log.read_text(encoding="utf-8"):  # noqa: ASYNC110  # it is another's file
            await asyncio.sleep(0.05)
