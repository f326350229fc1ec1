"""On which day weeks start: one setting of a workspace, so that two people who read an answer read the same figures."""

from datetime import date, timedelta
from enum import IntEnum


class WeekStart(IntEnum):
    """As `date.weekday` counts."""

    MONDAY = 0
    SATURDAY = 5
    SUNDAY = 6

    @property
    def title(self) -> str:
        """ "Monday"."""
        return self.name.title()


def week_of(day: date, start: WeekStart) -> date:
    """The first day of the week that `day` is in."""
    return day - timedelta(days=(day.weekday() - start) % 7)
