"""The ledger's line: one UTC day of one endpoint, as it was last collected."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from core.providers.contract import Width

SETTLES_AFTER = timedelta(hours=48)
SAME_FOR = timedelta(hours=24)
SETTLED_ON_SIGHT = timedelta(days=7)
"""A day that had ended this long before it was first collected counts as settled at once: otherwise nothing could be
compared on the day of connecting, and days older than those we collect again would never settle."""


@dataclass(frozen=True, slots=True)
class LedgerDay:
    endpoint: str
    day: date
    width: Width
    grouping: tuple[str, ...]
    collected_at: datetime
    """When it was last collected."""
    total: int
    """What stands in it: nano-dollars for costs (all currencies), tokens, requests and whatever else was used: a
    check sum."""
    same_since: datetime
    """The first of the unbroken run of collections that found this total."""


def end_of(day: date) -> datetime:
    """The instant the UTC day is over."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1)


def is_settled(line: LedgerDay) -> bool:
    """Whether the day's costs are final, as the contract defines it, judged by its last collection."""
    if line.collected_at < end_of(line.day) + SETTLES_AFTER:
        return False
    seen_same = line.collected_at - line.same_since >= SAME_FOR
    return seen_same or line.same_since >= end_of(line.day) + SETTLED_ON_SIGHT
