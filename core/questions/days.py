"""Reading days as people write them: "20 nov", "Nov 20 2026", "2026-11-20"."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

MONTHS: Final = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)

MONTH: Final = "|".join(f"{name}|{name[:3]}" for name in MONTHS) + "|sept"
ISO: Final = r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
NAMED: Final = rf"(?:[0-9]{{1,2}} (?:{MONTH})|(?:{MONTH}) [0-9]{{1,2}})(?: [0-9]{{4}})?"
"""Patterns without groups."""


class NoDay(Exception):
    """There is no such day. The text is a whole sentence of ours."""


@dataclass(frozen=True, slots=True)
class _Written:
    day: int
    month: int | None
    year: int | None


def read_day(text: str, today: date) -> date:
    """`text` has the form of `ISO` or `NAMED`; without a year it is the last such day that has begun. Raises NoDay."""
    return _up_to(_written(text), today)


def read_days(first: str, last: str, today: date) -> tuple[date, date]:
    """Both as they are written; of one that is a mere number, the other says the month. Raises NoDay.

    Without a year the first is the last that has begun, and the last is in the same month, or the next such day.
    """
    begins, ends = _written(first), _written(last)
    begins = replace(begins, month=begins.month or ends.month)
    ends = replace(ends, month=ends.month or begins.month)
    if ends.year is None:
        day = _up_to(begins, today)
        return day, _of_year(ends, day.year) if ends.month == begins.month else _from(ends, day)
    day = _of_year(ends, ends.year)
    return _up_to(begins, day), day


def month_number(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if month.startswith(name[:3]))


def day_of(year: int, month: int, day: int) -> date:
    """Raises NoDay."""
    try:
        return date(year, month, day)
    except ValueError:
        raise NoDay(f"There is no month {month}." if not 1 <= month <= 12 else "There is no such day.") from None


def _written(text: str) -> _Written:
    if "-" in text:
        year, month, day = map(int, text.split("-"))
        return _Written(day, month, year)
    words = text.split()
    name = next((each for each in words if not each.isdigit()), None)
    day, *years = (int(each) for each in words if each.isdigit())
    return _Written(day, month_number(name) if name else None, years[0] if years else None)


def _up_to(written: _Written, latest: date) -> date:
    if written.year is not None:
        return _of_year(written, written.year)
    day = _of_year(written, latest.year)
    return day if day <= latest else _of_year(written, latest.year - 1)


def _from(written: _Written, first: date) -> date:
    day = _of_year(written, first.year)
    return day if day >= first else _of_year(written, first.year + 1)


def _of_year(written: _Written, year: int) -> date:
    return day_of(year, written.month or 0, written.day)
