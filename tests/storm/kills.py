"""kill -9 in the middle of an import, again and again: then every figure must be OpenAI's own, and nothing twice."""

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_EVEN
from pathlib import Path
from random import Random
from typing import Final, TypeVar

from sqlalchemy import text, update

from bot.collection.backfill import IMPORT
from core.connection import Connection
from core.figures import Counted
from core.questions import Dimension
from sandbox.openai.keys import DEFAULT_KEY
from sandbox.openai.world import World
from sandbox.slack.person import NotSeen, text_of
from sandbox.slack.state import TEAM
from storage.connections import Connections
from storage.database import Database
from storage.deliveries import Deliveries
from storage.reports import Reports
from storage.tables import ConnectionRow
from storage.usage import UsageStore
from tests.forked import Program
from tests.real_town import RUN, RealTown, kill, real_town

T = TypeVar("T")

DAYS: Final = 180
LATENCY: Final = 100
"""Milliseconds an answer of OpenAI's takes: the import lasts a few seconds."""
LONGEST_LIFE: Final = 2.0
"""Seconds after it is ready within which the bot is killed."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What one import came to that was killed several times."""

    seed: int
    database: str
    kills: tuple[int, ...]
    """How many of the 360 days (180 of costs, 180 of usage) stood in the ledger at each kill."""
    connects: int
    """How often the key had to be connected: killed before it was stored, the person does it again."""
    messages: int
    """How many messages showed the import. A kill between posting one and recording it makes the next start post
    another: better two than none, and Slack gives no way to know."""
    wrong: tuple[str, ...]
    """What was not as it should be."""
    seconds: float


class Moment:
    """A clock that stands at the moment the current trial began, so that what OpenAI reports stands too."""

    def __init__(self) -> None:
        self.at = datetime.now(UTC)

    def now(self) -> datetime:
        return self.at


async def trial(
    folder: Path, database_url: str, seed: int, most_kills: int, world: World, program: Sequence[str] | Program = RUN
) -> Trial:
    """Import `DAYS` days with at most `most_kills` kills at random moments, then let it end and look at everything.

    `database_url` "" is SQLite in the bot's home.
    """
    random, began = Random(seed), time.monotonic()
    days = {"TOKENMETER_BACKFILL_DAYS": str(DAYS), "DATABASE_URL": database_url}
    async with real_town(folder, world=world, **days) as town:
        town.openai.faults.add("slow", ms=LATENCY)
        killed: list[int] = []
        recorded: set[str] = set()
        connects = 0
        while len(killed) < most_kills and not is_shown(town):
            async with town.bot(program) as process:
                connects += await connect_if_needed(town)
                await asyncio.sleep(random.uniform(0, LONGEST_LIFE))
                await kill(process)
            killed.append(await lines_in_ledger(town))
            recorded |= await message_recorded(town)
            await let_claims_run_out(town)
        async with town.bot(program):
            connects += await connect_if_needed(town)
            wrong = await what_came_of_it(town)
            recorded |= await message_recorded(town)
    if len(recorded) != 1:
        wrong.append(f"{len(recorded)} messages were recorded")
    kind = "PostgreSQL" if database_url else "SQLite"
    messages = len(town.slack.state.channels[town.im].messages)
    return Trial(seed, kind, tuple(killed), connects, messages, tuple(wrong), time.monotonic() - began)


async def connect_if_needed(town: RealTown) -> int:
    """Ana connects the key unless it is connected; how often she had to (0 or 1)."""
    if await connection_of(town) is not None:
        return 0
    await town.connect(DEFAULT_KEY)
    return 1


def is_shown(town: RealTown) -> bool:
    """Whether the first chart is there: nothing is left to be killed."""
    return "last 30 days" in text_of(town.slack.state.channels[town.im].messages)


async def connection_of(town: RealTown) -> Connection | None:
    database = Database(town.database)
    try:
        return next(iter(await Connections(database).of(TEAM)), None)
    finally:
        await database.close()


async def lines_in_ledger(town: RealTown) -> int:
    connection = await connection_of(town)
    if connection is None:
        return 0
    database = Database(town.database)
    try:
        return len(await UsageStore(database).ledger(connection))
    finally:
        await database.close()


async def message_recorded(town: RealTown) -> set[str]:
    """The message that shows the import, as far as the database knows of one."""
    connection = await connection_of(town)
    database = Database(town.database)
    try:
        found = await Deliveries(database).find(TEAM, IMPORT, connection.uid) if connection else None
        return {found.ts} if found is not None and found.ts else set()
    finally:
        await database.close()


async def let_claims_run_out(town: RealTown) -> None:
    """As if the seconds had passed for which a killed process keeps its claim."""
    database = Database(town.database)
    try:
        async with database.writing() as session:
            long_ago = datetime(2020, 1, 1, tzinfo=UTC)
            await session.exec(update(ConnectionRow).values(lease_until=long_ago))
            if not database.is_sqlite:
                silent = "UPDATE procrastinate.procrastinate_workers SET last_heartbeat = '2020-01-01'"
                await (await session.connection()).execute(text(silent))
            await session.commit()
    finally:
        await database.close()


async def what_came_of_it(town: RealTown) -> list[str]:
    """Wait for the first chart; what is wrong then."""
    try:
        await town.ana.message(town.im, "last 30 days", seconds=90)
    except NotSeen:
        return ["no first chart", *await what_is_wrong(town)]
    return await what_is_wrong(town)


async def what_is_wrong(town: RealTown) -> list[str]:
    """Everything that is stored, held against what OpenAI reports: nothing, if all is well."""
    connection = await connection_of(town)
    if connection is None:
        return ["no connection"]
    today, first = town.world.now().date(), connection.backfill_from
    days = [first + timedelta(days=number) for number in range((today - first).days + 1)]
    database = Database(town.database)
    try:
        wrong = []
        ledger = Counter((line.endpoint, line.day) for line in await UsageStore(database).ledger(connection))
        gaps = [day for endpoint in ("costs", "completions") for day in days if ledger[endpoint, day] != 1]
        if gaps or len(days) < DAYS:
            wrong.append(f"{len(gaps)} gaps in a ledger of {len(days)} days")
        reports, end = Reports(database), today + timedelta(days=1)
        stored = Counter[tuple[date, str]]()
        for figure in await reports.costs_by_day(TEAM, first, end, [Dimension.ITEM]):
            stored[figure.day, figure.label or ""] += figure.amount
        if billed := differing(stored, costs_of(town.world, days)):
            wrong.append(f"{billed} costs differ")
        for counts, wanted in zip((Counted.TOKENS, Counted.REQUESTS), usage_of(town.world, days), strict=True):
            counted = Counter[date]()
            for figure in await reports.usage_by_day(TEAM, first, end, (), counts):
                counted[figure.day] += figure.amount
            if used := differing(counted, wanted):
                wrong.append(f"{counts} of {used} days differ")
    finally:
        await database.close()
    if len(list((town.home / "vault").iterdir())) < 1:
        wrong.append("no key in the vault")
    return wrong


def costs_of(world: World, days: list[date]) -> Counter[tuple[date, str]]:
    """Nano-dollars by day and line item: each row rounded once, as it is stored."""
    found: Counter[tuple[date, str]] = Counter()
    for day in days:
        for (_, item, _), amount in world.costs(day, world.now()).items():
            found[day, item] += int(amount.scaleb(9).to_integral_value(ROUND_HALF_EVEN))
    return found


def usage_of(world: World, days: list[date]) -> tuple[Counter[date], Counter[date]]:
    """Tokens in and out, and requests, by day."""
    tokens, requests = Counter[date](), Counter[date]()
    for day in days:
        tokens[day], requests[day] = world.all_used(day, world.now())
    return tokens, requests


def differing(one: Counter[T], other: Counter[T]) -> int:
    """How many entries are not the same."""
    return sum(one[key] != other[key] for key in one.keys() | other.keys())
