"""The bot's way in, whole: gate, server, Bolt, listeners and the memory of what was taken; its work only counts."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TextIO, cast

from bot import log
from bot.bots import Bot, OneBot
from bot.house import House
from bot.metrics.instruments import Metrics
from bot.redact import Redactor
from bot.shared import Shared
from bot.slack.bolt import new_bolt
from bot.slack.listen import Body, listen_anywhere
from bot.slack.request import Request
from bot.slack.server import build_server
from bot.slack.taking import Taking
from bot.work import InFlight
from core.secret import Secret
from sandbox.serve import start
from storage.database import Database
from storage.migrate import upgrade
from storage.seen import Seen
from tests.storm.genuine import ACTION, COMMAND, EVENT, MODAL, SECRET, TEAM, UNINSTALLED, mark_of

NOW: Final = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Now:
    def now(self) -> datetime:
        return NOW


@dataclass(frozen=True, slots=True)
class NeededByListen:
    """The part of what a process has that `listen` itself needs."""

    clock: Now
    seen: Seen
    in_flight: InFlight


@dataclass(frozen=True, slots=True)
class Target:
    url: str
    effects: Counter[str]
    """How often the work of the payload with this mark was done."""
    in_flight: InFlight


@asynccontextmanager
async def target(folder: Path, written: TextIO) -> AsyncIterator[Target]:
    """A bot that listens to one of each kind. `written` takes its log, at DEBUG."""
    log.configure("DEBUG", "console", Redactor([SECRET]), written)
    url = Secret(f"sqlite:///{folder / 'storm.db'}")
    upgrade(url)
    database, in_flight, effects = Database(url), InFlight(lambda: "0a1b2c3d"), Counter[str]()
    shared = cast("Shared", NeededByListen(Now(), Seen(database), in_flight))
    bots = OneBot(Bot(TEAM, "Acme", Secret("xoxb-" + "test-" * 4)))
    house = House(shared, bots, *(cast("Any", None) for _ in range(6)))

    async def work(request: Request, body: Body) -> None:
        effects[mark_of(body)] += 1

    bolt = new_bolt(bots.has)
    surface = (bolt.command(COMMAND), bolt.action(ACTION), bolt.view(MODAL), bolt.event(EVENT), bolt.event(UNINSTALLED))
    for register in surface:
        listen_anywhere(register, house, "count", work)
    running = await start(build_server(bolt, SECRET, Now(), Taking(Metrics(), lambda: "0a1b2c3d"), pages=()))
    try:
        yield Target(running.url, effects, in_flight)
    finally:
        await in_flight.drain(10.0)
        await running.close()
        await database.close()
