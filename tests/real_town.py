"""A small town around the real bot process: tests that kill it or search it whole."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

import httpx

from core.secret import Secret
from sandbox.client import new_client
from sandbox.openai.server import build_app
from sandbox.openai.state import SANDBOX, Sandbox
from sandbox.openai.world import World
from sandbox.serve import start
from sandbox.slack.person import NotSeen, Person, person_at
from sandbox.slack.server import SmallSlack, start_slack
from sandbox.slack.state import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET
from sandbox.slack.towards_bot import SignedHttp
from tests import forked
from tests.forked import Forked, Program
from tests.ports import free_port

Process = asyncio.subprocess.Process | Forked
RUN: Final = ("-m", "bot", "run")
"""As an operator starts it."""
QUICK: Final = """
import asyncio, sys
from bot.chart_process import ChartProcess

async def nothing(self):
    pass

ChartProcess.start = nothing  # the first chart starts it
{}
sys.argv = ["tokenmeter", "run"]
from bot.cli import main
main()
"""
OVER_HTTP: Final = {"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": SIGNING_SECRET}
PATIENCE: Final = 90.0
TIMES: Final = 5


@dataclass(frozen=True)
class RealTown:
    slack: SmallSlack
    world: World
    """Its clock stands at the moment the town was built; the bot's goes on."""
    openai: Sandbox
    folder: Path
    variables: dict[str, str]
    """The bot's environment, all of it."""
    ana: Person
    """An admin."""
    ben: Person
    """A member."""

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def log(self) -> Path:
        return self.folder / "bot.log"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.variables['PORT']}"

    @property
    def im(self) -> str:
        """Ana's DM with the bot."""
        return self.slack.state.im(self.ana.user).id

    @property
    def database(self) -> Secret:
        return Secret(self.variables.get("DATABASE_URL") or f"sqlite:///{self.home / 'tokenmeter.db'}")

    @asynccontextmanager
    async def bot(self, program: Sequence[str] | Program = RUN) -> AsyncIterator[Process]:
        """The bot, ready. Who leaves it running leaves it to be killed."""
        process = await self.begun(program)
        try:
            await self._until_ready(process)
            yield process
        finally:
            if process.returncode is None:
                await kill(process)

    async def begun(self, program: Sequence[str] | Program, **variables: str) -> Process:
        """A process in the town's environment that writes to the bot's log."""
        environment = self.variables | variables
        if isinstance(program, Program):
            return await forked.start(program, environment, self.folder, self.log, self.log)
        with self.log.open("ab") as log:
            return await asyncio.create_subprocess_exec(
                sys.executable, *program, env=environment, stdout=log, stderr=log, cwd=self.folder
            )

    async def connect(self, key: str, name: str = "Acme production") -> str:
        """Ana opens the form and submits it; the id of its view."""
        view, fields = await self.open_form("connect", "TokenMeter reads")
        await self.ana.submit(view, dict(zip(fields, (name, key), strict=True)))
        return view

    async def open_form(self, command: str, says: str) -> tuple[str, list[str]]:
        """Ana closes what she has open and types the command; the id of the view that says so, and its fields'.

        Slack's trigger is good for three seconds, and on a busy machine the bot may be late: then she types it again.
        """
        seen = await self.ana.sees()
        if seen["modal"] is not None:
            await self.ana.close(seen["modal"]["id"])
        modal = None
        for _ in range(TIMES):
            with suppress(NotSeen):
                while await self.ana.command("C0COSTS", f"/tokenmeter {command}"):  # noqa: ASYNC110
                    await asyncio.sleep(0.05)  # it is up, and not at Slack yet
                modal = await self.ana.modal(says)
                break
        if modal is None:
            raise NotSeen(f"no form that says {says!r}")
        return modal["id"], [block["block_id"] for block in modal["blocks"] if block["type"] == "input"]

    async def _until_ready(self, process: Process) -> None:
        async with new_client(timeout=2.0) as client, asyncio.timeout(PATIENCE):
            while True:
                if process.returncode is not None:
                    raise RuntimeError(f"the bot ended with {process.returncode}:\n{self.log.read_text()[-2000:]}")
                with suppress(httpx.TransportError):
                    if (await client.get(f"{self.url}/readyz")).status_code == 200:
                        return
                await asyncio.sleep(0.02)


@asynccontextmanager
async def real_town(folder: Path, *, world: World | None = None, **variables: str) -> AsyncIterator[RealTown]:
    """The sandbox's Slack and OpenAI; `variables` are added to the bot's environment, "" takes one out of it.

    With `OVER_HTTP` among them Slack sends signed requests.
    """
    now, port, http = datetime.now(UTC), free_port(), OVER_HTTP.items() <= variables.items()
    world = world or World(7, lambda: now)
    async with AsyncExitStack() as stack:
        slack = await start_slack(bot=SignedHttp(f"http://127.0.0.1:{port}/slack/events") if http else None)
        stack.push_async_callback(slack.running.close)
        openai = await start(build_app(world))
        stack.push_async_callback(openai.close)
        given = {
            "PATH": os.environ["PATH"],
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_APP_TOKEN": APP_TOKEN,
            "SLACK_API_URL": slack.api_url,
            "OPENAI_BASE_URL": f"{openai.url}/v1",
            "TOKENMETER_HOME": str(folder / "home"),
            "TOKENMETER_SUPPORT": "#help-finops",
            "PORT": str(port),
        } | variables
        environment = {name: value for name, value in given.items() if value}
        ana, ben = [await stack.enter_async_context(person_at(slack.url, user)) for user in ("U0ANA", "U0BEN")]
        yield RealTown(slack, world, openai.app[SANDBOX], folder, environment, ana, ben)


def quick_bot(change: str = "") -> Program:
    """A bot for who starts many: it draws no chart for nobody at each start. `change` is a program that changes it."""
    return Program(QUICK.format(change))


async def kill(process: Process) -> None:
    """kill -9."""
    process.send_signal(signal.SIGKILL)
    await process.wait()


def children_of(pid: int) -> list[int]:
    """The processes that this one has started, theirs included."""
    own = [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return own + [grandchild for child in own for grandchild in children_of(child)]


async def run_command(town: RealTown, *words: str, **variables: str) -> tuple[int, str, str]:
    """`tokenmeter WORDS` in the town's environment: its exit status, what it wrote, and what it complained about."""
    environment = {name: value for name, value in (town.variables | variables).items() if value}
    with NamedTemporaryFile() as written, NamedTemporaryFile() as complained:
        files = Path(written.name), Path(complained.name)
        process = await forked.start(forked.command(*words), environment, town.folder, *files)
        return await process.wait(), written.read().decode(), complained.read().decode()
