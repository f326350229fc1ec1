"""What is done for the house every now and then, by whoever of its processes is asked first."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import structlog

from bot.bots import Bots
from bot.purging import Purging
from bot.shared import Shared
from core.clock import Clock
from core.keys import TOKENS
from core.sweep import sweep
from storage.chores import ChoreTimes
from storage.installation import Installation
from storage.installs import Installs
from storage.retention import GRACE, Retention

FORGET_AFTER: Final = timedelta(days=2)
"""Slack repeats a request for an hour; a person's request to the managers counts for a day."""

logger = structlog.stdlib.get_logger("tokenmeter")


@dataclass(frozen=True, slots=True)
class Chore:
    name: str
    every: timedelta
    do: Callable[[], Awaitable[None]]
    """May be stopped anywhere and run again, in several processes too."""


class Housekeeping:
    def __init__(self, chores: list[Chore], times: ChoreTimes, clock: Clock) -> None:
        self._chores = {chore.name: chore for chore in chores}
        self._times = times
        self._clock = clock

    async def due(self) -> list[str]:
        """The names of the chores that nobody has begun for long enough."""
        begun, now = await self._times.begun(), self._clock.now()
        return [
            chore.name
            for chore in self._chores.values()
            if (last := begun.get(chore.name)) is None or now - last >= chore.every
        ]

    async def keep(self, name: str) -> None:
        """Do this one, unless somebody else has begun it meanwhile, or another release had it."""
        chore = self._chores.get(name)
        if chore is not None and await self._times.begin(name, chore.every, self._clock.now()):
            await chore.do()


def chores_of(
    shared: Shared, bots: Bots, purging: Purging, installation: Installation, chance: Callable[[], float]
) -> list[Chore]:
    keys, connections, clock = shared.keys, shared.connections, shared.clock
    tokens, installs = keys.of_kind(TOKENS), Installs(shared.database)

    async def sweep_vault() -> None:
        swept = await sweep(keys, connections, tokens, installs, clock.now(), installation.made_at, chance)
        if swept.destroyed or swept.kept or swept.gone:
            logger.warning("swept the vault", destroyed=swept.destroyed, kept=swept.kept, gone=len(swept.gone))

    async def forget_requests() -> None:
        await shared.seen.forget(clock.now() - FORGET_AFTER)

    async def forget_hours() -> None:
        kept = timedelta(days=shared.settings.hourly_days) + GRACE
        rows = await Retention(shared.database).forget_hours((clock.now() - kept).date())
        if rows:
            logger.info("removed hours that outlived their retention", rows=rows)

    return [
        Chore("keep tokens good", timedelta(minutes=1), bots.tend),
        Chore("finish purging", timedelta(minutes=1), purging.finish_all),
        Chore("sweep the vault", timedelta(hours=1), sweep_vault),
        Chore("forget requests", timedelta(hours=1), forget_requests),
        Chore("forget old hours", timedelta(hours=6), forget_hours),
    ]
