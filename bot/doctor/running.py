"""Whether anybody is at work, and keeps up with it."""

from datetime import datetime, timedelta
from functools import partial
from typing import Final

from bot.doctor.check import Check, Failed, tried
from bot.operating.offline import database_of
from bot.settings import Settings
from bot.views.text import printable
from core.clock import Clock
from storage.backlog import Backlogs, Waiting
from storage.heartbeat import ASLEEP, Heartbeat, Heartbeats

GROUP: Final = "running"
SECOND: Final = timedelta(seconds=1)
MINUTE: Final = timedelta(minutes=1)


async def checks(settings: Settings, clock: Clock) -> list[Check]:
    """Where nobody looks for what is due, nothing else can be expected."""
    now = clock.now()
    async with database_of(settings) as database:
        last, backlog = await Heartbeats(database).last(), await Backlogs(database).at(now)
    heart = await tried(GROUP, "the scheduler's heart beats", partial(beats, last, now))
    if last is None or not heart.passed:
        return [heart]
    found = [heart]
    if backlog.workers is not None:
        found.append(await tried(GROUP, "workers take what the scheduler hands out", partial(works, backlog.workers)))
    slow = "Start more of `tokenmeter worker` (or `run`), or see in their logs what takes so long."
    refused = "See in the log what Slack answers; it is tried again."
    return [
        *found,
        await tried(GROUP, "connections are collected in time", partial(in_time, backlog.collections, slow)),
        await tried(GROUP, "messages are sent in time", partial(in_time, backlog.deliveries, refused)),
    ]


async def beats(last: Heartbeat | None, now: datetime) -> str:
    if last is None:
        return "not yet: `tokenmeter run` starts it"
    age, who = now - last.at, printable(last.holder)
    if age >= ASLEEP:
        cure = "Start `tokenmeter run`; if it runs, its log says what keeps it."
        raise Failed(f"nobody has looked for what is due since {last.at:%Y-%m-%d %H:%M} UTC; then it was {who}", cure)
    return f"{max(age // SECOND, 0)} s ago, of {who}, who looks for what is due since {last.since:%Y-%m-%d %H:%M} UTC"


async def works(workers: int) -> str:
    if not workers:
        raise Failed("none is alive", "Start `tokenmeter worker`, or `tokenmeter run`, which works too.")
    return f"{workers:,} alive; each process that works has some"


async def in_time(waiting: Waiting, cure: str) -> str:
    if waiting.late:
        raise Failed(f"{waiting.late:,} are late, the first by {waiting.longest // MINUTE:,} min", cure)
    return f"{waiting.count:,} wait, none for long" if waiting.count else "none waits"
