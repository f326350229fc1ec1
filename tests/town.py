"""A small town for tests: the bot in this process, the sandbox's Slack and OpenAI around it, a clock that stands."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from bot import composition
from bot.app import running
from bot.deps import Deps
from bot.due import ticker
from bot.house import House
from bot.settings import Settings, load
from bot.slack.turns import Turns
from sandbox.openai.server import build_app
from sandbox.openai.state import SANDBOX, Sandbox
from sandbox.openai.world import World
from sandbox.serve import start
from sandbox.slack.person import Person, person_at
from sandbox.slack.server import SmallSlack, start_slack
from sandbox.slack.state import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET
from sandbox.slack.towards_bot import SignedHttp
from tests.conftest import FixedClock
from tests.ports import free_port

SPEED = 1_000
"""How many times as fast as Slack's the limits are that Slack has for the bot, and the bot for itself."""

HOURS: Final = 3600
"""Seconds between two ticks: what is due begins when the bot starts, and then when a test asks for it, else what a test
does by hand is done by the bot at the same time, on a machine that is slow enough.
"""

COSTS, GENERAL, LEADS, PARTNER = "C0COSTS", "C0GENERAL", "C0LEADS", "C0PARTNER"


@dataclass(frozen=True)
class Town:
    slack: SmallSlack
    world: World
    openai: Sandbox
    openai_url: str
    house: House
    deps: Deps
    settings: Settings
    home: Path
    address: str
    """Where the bot listens for HTTP."""
    ana: Person
    """An admin."""
    ben: Person
    """A member."""
    gus: Person
    """A guest."""

    @asynccontextmanager
    async def another_bot(self) -> AsyncIterator[tuple[House, Deps]]:
        """The bot started once more on the same database and tokens: from now on Slack turns to this one."""
        async with running(self.settings.model_copy(update={"port": 0}), self.deps.clock) as house:
            yield house, await house.installed.deps_of(self.deps.workspace)

    def im(self, person: Person) -> str:
        """The person's DM with the bot."""
        return self.slack.state.im(person.user).id

    async def open_form(self, person: Person) -> dict[str, Any]:
        """The Connect form, just opened; what this person had open before is closed."""
        before = (await person.sees())["modal"]
        if before is not None:
            await person.close(before["id"])
        await person.command(COSTS, "/tokenmeter connect")
        return await person.modal("TokenMeter reads")

    async def connect(self, key: str, name: str = "Acme production") -> None:
        """Ana connects a key; what the form says then is for the test to look at."""
        modal = await self.open_form(self.ana)
        await self.ana.submit(modal["id"], filled(modal, name, key))

    async def connect_and_import(self, key: str) -> None:
        """Ana connects a key and waits for the first chart."""
        await self.connect(key)
        await self.ana.modal("Connected")
        await self.ana.message(self.im(self.ana), "last 30 days", seconds=60)


def filled(modal: dict[str, Any], name: str, key: str) -> dict[str, str]:
    """What is typed into the Connect form, by block."""
    blocks = modal["blocks"]
    fields = [block["block_id"] for block in blocks if block["type"] == "input"]
    return dict(zip(fields, (name, key), strict=True))


@asynccontextmanager
async def town(
    home: Path, database_url: str, clock: FixedClock, *, http: bool = False, world: World | None = None, **settings: str
) -> AsyncIterator[Town]:
    """`http`: signed requests instead of Socket Mode. `settings`: more of the contract's variables."""
    world = world or World(7, clock.now)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    by_http = SignedHttp(f"{address}/slack/events", now=lambda: clock.now().timestamp())
    async with AsyncExitStack() as stack:
        slack = await start_slack(bot=by_http if http else None)
        stack.push_async_callback(slack.running.close)
        slack.state.settings.file_delay = 0.0  # a picture is still unprocessed at the first look
        slack.state.settings.speed = SPEED
        stack.enter_context(patch.object(composition, "Turns", partial(Turns, SPEED)))
        stack.enter_context(patch.object(ticker, "TICK", HOURS))
        openai = await start(build_app(world))
        stack.push_async_callback(openai.close)
        environ = {
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_SIGNING_SECRET" if http else "SLACK_APP_TOKEN": SIGNING_SECRET if http else APP_TOKEN,
            "SLACK_API_URL": slack.api_url,
            "OPENAI_BASE_URL": f"{openai.url}/v1",
            "DATABASE_URL": database_url,
            "TOKENMETER_HOME": str(home),
            "TOKENMETER_SUPPORT": "#help-finops",
            "PORT": str(port),
            **settings,
        }
        read = load(environ, home)
        house = await stack.enter_async_context(running(read, clock))
        (workspace,) = await house.bots.all()
        deps = await house.installed.deps_of(workspace)
        people = [await stack.enter_async_context(person_at(slack.url, user)) for user in ("U0ANA", "U0BEN", "U0GUS")]
        yield Town(slack, world, openai.app[SANDBOX], openai.url, house, deps, read, home, address, *people)
