"""Each way in which secrets were seen to get out of the libraries that TokenMeter uses, and that it is closed.

Where it can be shown, the same without the defence is shown to leak: finding nothing would prove nothing otherwise.
"""

import io
import logging
import os
import pickle
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import httpx
import pytest
from aiohttp import web
from pydantic import ValidationError
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.web.async_client import AsyncWebClient

from bot import log
from bot.due.ticker import start_ticking
from bot.redact import Redactor
from bot.settings import BadSettings, Settings, load
from bot.slack.bolt import new_bolt
from core.secret import Secret
from sandbox.serve import Running, start

CANARY = "canary-canary-canary"
"""Looks like no secret: no shape gives it away."""


@pytest.fixture
async def anybody() -> AsyncIterator[Running]:
    """A server that answers everything with what nobody else may read."""

    async def answer(_: web.Request) -> web.Response:
        return web.json_response({"ok": True, "what_was_typed": CANARY})

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    running = await start(app)
    yield running
    await running.close()


async def by_httpx(url: str) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        await client.get(url, params={"key": CANARY}, headers={"X-Key": CANARY})


async def by_slack_client(url: str) -> None:
    client = AsyncWebClient("xoxb-" + "test-" * 4, base_url=f"{url}/api/")
    await client.views_update(view_id="V1", view={"type": "modal", "private_metadata": CANARY, "blocks": []})


async def by_bolt(url: str) -> None:
    """A body that nothing listens to, and one that cannot be read."""
    from slack_bolt.request.async_request import AsyncBoltRequest

    async def is_installed(workspace: str) -> bool:
        return True

    async def fail(ack: object) -> None:
        raise ValueError(CANARY)

    bolt = new_bolt(is_installed)
    bolt.view("form")(fail)
    for callback_id in (CANARY, "form"):
        view = {"type": "modal", "callback_id": callback_id, "id": "V1"}
        body = {"type": "view_submission", "team": {"id": "T1"}, "user": {"id": "U1"}, "view": view}
        await bolt.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=body))


USES = [by_httpx, by_slack_client, by_bolt]


@pytest.mark.parametrize("use", USES)
async def test_what_a_library_sends_and_gets_is_not_in_the_log_even_at_debug(
    use: Callable[[str], Awaitable[None]], anybody: Running
) -> None:
    stream = io.StringIO()
    log.configure("DEBUG", "console", Redactor([]), stream)
    await use(anybody.url)
    assert CANARY not in stream.getvalue()


@pytest.mark.parametrize("use", USES[:2])
async def test_the_same_library_with_an_ordinary_log_says_it_all(
    use: Callable[[str], Awaitable[None]], anybody: Running
) -> None:
    stream = io.StringIO()
    root = logging.getLogger()
    root.handlers[:] = [logging.StreamHandler(stream)]
    root.setLevel("DEBUG")
    await use(anybody.url)
    assert CANARY in stream.getvalue()


async def test_the_logger_of_socket_mode_is_among_the_silent_ones() -> None:
    client = SocketModeClient(app_token="xapp-test")
    assert client.logger.name.startswith(log.QUIET)
    await client.close()  # type: ignore[no-untyped-call]  # slack_sdk leaves it untyped


async def test_bolt_with_slack_s_variables_would_keep_tokens_in_clear_text_and_ours_never_sees_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"):
        monkeypatch.setenv(name, "xoxb-" + "test-" * 4)

    async def is_installed(workspace: str) -> bool:
        return False

    assert AsyncApp().installation_store is not None
    with pytest.raises(BadSettings):
        load(os.environ, tmp_path)
    bolt = new_bolt(is_installed)
    assert bolt.installation_store is None
    assert bolt.oauth_flow is None


def test_a_setting_that_is_refused_is_not_in_the_errors_text() -> None:
    with pytest.raises(ValidationError) as refused:
        Settings.model_validate({"SLACK_BOT_TOKEN": CANARY, "PORT": CANARY, "TOKENMETER_MASTER_KEY": CANARY})
    assert refused.value.error_count() >= 3
    assert CANARY not in str(refused.value) + repr(refused.value)


def test_a_secret_is_not_pickled() -> None:
    """Neither into a job store nor into another process, nor with an exception that holds one."""
    for holds_one in (Secret(CANARY), [Secret(CANARY)], ValueError(Secret(CANARY))):
        with pytest.raises(TypeError, match="not to be pickled"):
            pickle.dumps(holds_one)


def test_a_secret_shows_nothing_however_it_is_printed() -> None:
    secret = Secret(CANARY)
    for shown in (str(secret), repr(secret), f"{secret}", f"{secret!r:>40}", "%s" % secret, repr([secret]), repr(vars)):  # noqa: UP031
        assert "canary" not in shown
    assert not hasattr(secret, "__dict__")


async def test_the_clock_keeps_no_jobs_on_disk() -> None:
    async def tick() -> None:
        return None

    scheduler = start_ticking(tick)
    [job] = scheduler.get_jobs()
    assert type(job._jobstore_alias) is str
    assert type(scheduler._lookup_jobstore("default")).__name__ == "MemoryJobStore"
    assert (job.args, job.kwargs) == ((), {})
    scheduler.shutdown(wait=False)


BY_ITSELF = """
import asyncio, gc, sys, threading, warnings
from bot import log
from bot.redact import Redactor

KEY = "sk-admin-" + "canary-" * 6

class Falls:
    def __del__(self):
        raise ValueError(KEY)

async def fall():
    raise ValueError(KEY)

async def main():
    task = asyncio.create_task(fall())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    del task
    gc.collect()
    asyncio.get_running_loop().call_exception_handler({"message": KEY, "exception": ValueError(KEY)})

def in_thread():
    raise ValueError(KEY)

log.configure("DEBUG", sys.argv[1], Redactor([]))
if sys.argv[2] == "ours":
    log.take_over()
warnings.warn(KEY)
asyncio.run(main(), debug=True)
thread = threading.Thread(target=in_thread)
thread.start()
thread.join()
Falls()
raise ValueError(KEY)
"""


@pytest.mark.parametrize("form", ["console", "json"])
def test_what_python_writes_by_itself_is_redacted_as_well(form: str) -> None:
    """Warnings, tasks that nobody awaits, asyncio's own handler, threads, finalizers, and the last words."""
    written = by_itself(form, "ours")
    assert "canary" not in written
    assert written.count("•••") >= 6
    for what in ("UserWarning", "Task exception", "a thread was stopped", "nobody could catch", "stopped by an error"):
        assert what in written


def test_every_command_logs_so(tmp_path: Path) -> None:
    """Not the bot alone: `doctor`, `purge` and the others use the same libraries."""
    code = "import bot.cli.ending; bot.cli.ending.settings_or_exit(); raise ValueError('sk-admin-' + 'canary-' * 6)"
    given = {"SLACK_BOT_TOKEN": "xoxb-" + "test-" * 4, "SLACK_APP_TOKEN": "xapp-" + "test-" * 4}
    done = subprocess.run(  # noqa: S603 - our own interpreter, our own code
        [sys.executable, "-c", code],
        env=given | {"PYTHONPATH": str(Path(__file__).parents[2]), "TOKENMETER_HOME": str(tmp_path)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "stopped by an error" in done.stderr
    assert "canary" not in done.stderr


def test_by_itself_python_would_write_it_as_it_is() -> None:
    assert by_itself("console", "theirs").count("canary-canary") >= 4


def by_itself(form: str, whose: str) -> str:
    done = subprocess.run(  # noqa: S603 - our own interpreter, our own code
        [sys.executable, "-W", "always", "-c", BY_ITSELF, form, whose], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    return done.stdout + done.stderr


def test_a_process_that_holds_keys_leaves_no_core_dump_and_cannot_be_read_by_others() -> None:
    code = (
        "import ctypes, resource; from bot.harden import refuse_dumps; refuse_dumps();"
        "print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.split("\n")[0] == "(0, 0) 0"
