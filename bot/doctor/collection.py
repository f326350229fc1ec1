"""Collecting: how each connection is, whether days are missing, and whether old hours have gone."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from bot.connections.statuses import statuses_of
from bot.doctor.check import Check, Failed, tried
from bot.operating.offline import database_of
from bot.settings import Settings
from bot.views.connection import ConnectionStatus, missing_words, why
from bot.views.text import in_plain, printable
from core.clock import Clock
from core.connection import Connection
from core.health import Light, worst
from core.providers.openai import OpenAI
from storage.connections import Connections
from storage.database import Database
from storage.retention import GRACE, Retention
from storage.rows import day_of

GROUP: Final = "collection"
MANY: Final = 25
"""More connections are not looked at one by one."""


async def checks(settings: Settings, clock: Clock) -> list[Check]:
    async with database_of(settings) as database:
        statuses = statuses_of(database, OpenAI(settings.openai_base_url, clock), clock)
        collected = await Connections(database).collected()
        if len(collected) > MANY:
            found = [
                await tried(GROUP, f"all {len(collected):,} connections are read", partial(_all, collected, clock))
            ]
        else:
            found = [each for one in collected for each in await _of(one, await statuses.one(one), clock.now())]
        old = partial(_old_hours, database, settings.hourly_days, clock.now())
        found.append(await tried(GROUP, "hours that outlived their retention are gone", old))
    nobody = Check(GROUP, "a connection is there", True, "none yet: `/tokenmeter connect` in Slack connects one")
    return found if collected else [nobody, *found]


async def _all(connections: Sequence[Connection], clock: Clock) -> str:
    now = clock.now()
    troubles = [worst(connection, now) for connection in connections]
    lights = Counter(Light.GREEN if each is None else each.light(now) for each in troubles)
    known = [each.collected_at for each in connections if each.collected_at is not None]
    counts = " ".join(f"{lights[light]:,} {light}" for light in Light if lights[light])
    found = f"{counts}, the one that waits longest was last read {_minute(min(known))}" if known else counts
    if lights[Light.RED]:
        raise Failed(found, "`tokenmeter workspaces` lists them, the worst first.")
    return found


async def _of(connection: Connection, status: ConnectionStatus, now: datetime) -> list[Check]:
    name = f"{connection.workspace}/{printable(connection.name)}"
    return [
        await tried(GROUP, f"{name} is read", partial(_light, status, now)),
        await tried(GROUP, f"{name} has no gaps", partial(_gaps, status, now)),
    ]


async def _light(status: ConnectionStatus, now: datetime) -> str:
    connection = status.connection
    last = f"last {_minute(connection.collected_at)}" if connection.collected_at else "not read to the end yet"
    due = connection.next_collect_at
    following = f"next {_minute(due)}" if due is not None and due > now else "next right now"
    found = f"{status.health.light} {last}, {following}"
    if status.health.light is Light.RED:
        raise Failed(found, in_plain(why(status)))
    return found if status.health.light is Light.GREEN else f"{found}. {in_plain(why(status))}"


async def _gaps(status: ConnectionStatus, now: datetime) -> str:
    """While it is due, imported or not read, days are missing for a reason that the light tells."""
    connection, covered = status.connection, status.covered
    days = f"{covered.done} of {covered.days} days are there since {covered.first}"
    is_due = connection.next_collect_at is None or connection.next_collect_at <= now
    if not covered.missing or is_due or connection.collected_at is None or connection.trouble is not None:
        return days
    name = f"{connection.workspace}/{printable(connection.name)}"
    raise Failed(f"{days}, {missing_words(covered)}", f"Run `tokenmeter collect {name!r}`.")


async def _old_hours(database: Database, hourly_days: int, now: datetime) -> str:
    oldest = await Retention(database).oldest_hours()
    if not oldest:
        return "none are kept yet"
    day = day_of(min(oldest.values()))
    found = f"the oldest are of {day}"
    if day < (now - timedelta(days=hourly_days) - GRACE).date() - timedelta(days=1):
        raise Failed(found, "Keep `tokenmeter run` running: it removes them within hours.")
    return found


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
