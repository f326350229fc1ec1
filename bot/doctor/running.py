"""Whether anybody is at work: the heartbeat of who looks for what is due."""

from datetime import datetime, timedelta
from functools import partial
from typing import Final

from bot.doctor.check import Check, Failed, tried
from bot.offline import database_of
from bot.settings import Settings
from bot.views.text import printable
from core.clock import Clock
from storage.heartbeat import ASLEEP, Heartbeat, Heartbeats

GROUP: Final = "running"
SECOND: Final = timedelta(seconds=1)


async def checks(settings: Settings, clock: Clock) -> list[Check]:
    async with database_of(settings) as database:
        last = await Heartbeats(database).last()
    return [await tried(GROUP, "the scheduler's heart beats", partial(beats, last, clock.now()))]


async def beats(last: Heartbeat | None, now: datetime) -> str:
    if last is None:
        return "not yet: `tokenmeter run` starts it"
    age, who = now - last.at, printable(last.holder)
    if age >= ASLEEP:
        cure = "Start `tokenmeter run`; if it runs, its log says what keeps it."
        raise Failed(f"nobody has looked for what is due since {last.at:%Y-%m-%d %H:%M} UTC; then it was {who}", cure)
    return f"{max(age // SECOND, 0)} s ago, of {who}, who looks for what is due since {last.since:%Y-%m-%d %H:%M} UTC"
