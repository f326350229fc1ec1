"""The clock's tick. APScheduler only ticks: what is due is a query on stored rows."""

from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

TICK = 10
"""Seconds between two looks at what is due."""


def start_ticking(tick: Callable[[], Awaitable[None]]) -> AsyncIOScheduler:
    """Call `tick` every ten seconds from now on. A late tick runs once, and two never run at once."""
    scheduler = AsyncIOScheduler(timezone="UTC")
    scheduler.add_job(
        tick,
        IntervalTrigger(seconds=TICK, timezone="UTC"),
        misfire_grace_time=None,
        coalesce=True,
        max_instances=1,
    )
    scheduler.start()
    return scheduler
