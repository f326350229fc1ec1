"""The hours in which nobody is told by DM of what can wait."""

from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

NIGHT: Final = (time(22), time(7))
"""By each one's own clocks."""


def morning(now: datetime, zone: str) -> datetime | None:
    """When the night ends that it is in this zone (IANA's name); None by day."""
    local = now.astimezone(ZoneInfo(zone))
    if NIGHT[1] <= local.time() < NIGHT[0]:
        return None
    day = local.date() + timedelta(days=1 if local.time() >= NIGHT[0] else 0)
    return datetime.combine(day, NIGHT[1], tzinfo=ZoneInfo(zone)).astimezone(UTC)
