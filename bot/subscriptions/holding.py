"""Holds the claim of a message while it is sent: renewed again and again, so that a claim that stands still is a dead
process's, and can be taken over soon."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import structlog
from sqlalchemy.exc import SQLAlchemyError

from core.clock import Clock
from storage.database import DatabaseDown
from storage.deliveries import Deliveries, Delivery

RENEW: Final = 4.0
"""Seconds between two renewals."""

LOST: Final = timedelta(seconds=15)
"""A claim that could not be renewed for so long is not sent on any more."""

ABANDONED: Final = timedelta(seconds=40)
"""One that was not renewed for so long is taken over: longer than LOST by as much as clocks may differ."""

log = structlog.stdlib.get_logger("tokenmeter.holding")


class ClaimLost(Exception):
    """It may be another process's by now."""


@dataclass
class Held:
    claim: Delivery
    """As it was renewed last."""
    clock: Clock

    def check(self) -> None:
        """Raises ClaimLost when another process may have it by now: a machine that sleeps renews nothing."""
        if self.clock.now() - self.claim.claimed_at > LOST:
            raise ClaimLost


@asynccontextmanager
async def holding(claim: Delivery, deliveries: Deliveries, clock: Clock) -> AsyncIterator[Held]:
    """What is done meanwhile is stopped once the claim is lost: then this raises ClaimLost."""
    held = Held(claim, clock)
    lease = asyncio.timeout(LOST.total_seconds())
    try:
        async with lease:
            renewing = asyncio.create_task(_renew(held, deliveries, lease))
            try:
                yield held
            finally:
                renewing.cancel()
                await asyncio.gather(renewing, return_exceptions=True)
    except TimeoutError as error:
        if lease.expired():
            raise ClaimLost from error
        raise


async def _renew(held: Held, deliveries: Deliveries, lease: asyncio.Timeout) -> None:
    loop = asyncio.get_running_loop()
    while True:
        await asyncio.sleep(RENEW)
        try:
            renewed = await deliveries.renew(held.claim, held.clock.now())
        except (SQLAlchemyError, DatabaseDown, OSError):
            log.warning("a message's claim could not be renewed", what=held.claim.kind, exc_info=True)
            continue
        if renewed is None:
            lease.reschedule(loop.time())
            return
        held.claim = renewed
        lease.reschedule(loop.time() + LOST.total_seconds())
