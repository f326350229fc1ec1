"""Reading a period: what people type, as UTC days."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from core import amounts
from core.questions.days import ISO, MONTH, MONTHS, NAMED, NoDay, day_of, month_number, read_day, read_days
from core.questions.question import Period
from core.weeks import WeekStart, week_of

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LONGEST_DAYS: Final = 3653
"""Ten years: nothing older is asked for in earnest."""


@dataclass(frozen=True, slots=True)
class NoPeriod:
    """A period that was meant, but cannot be."""

    why: str
    """A whole sentence of ours."""
    instead: Period | None = None


Reading = Period | NoPeriod
_Reader = Callable[[re.Match[str], date, WeekStart], Reading]

_WEEKDAY: Final = "|".join(WEEKDAYS) + "|mon|tues?|wed|thur?s?|fri|sat|sun"
_UNIT: Final = "(?:week|month|quarter|year)"
_DAY: Final = rf"{ISO}|{NAMED}"
_TO: Final = r"(?:-| ?\.{2,3} ?| to | till | until )"
_TO_NAMED: Final = r"(?: | ?\.{2,3} ?| to | till | until )"
"""A dash between words is a blank by now."""


def last_days(number: int, today: date) -> Period:
    """`number` days: today and those before it."""
    title = "last 1 day" if number == 1 else f"last {number} days"
    return Period(today - timedelta(days=number - 1), _after(today), title, title)


def month_to_date(today: date) -> Period:
    return Period(today.replace(day=1), _after(today), "month to date", "month to date", is_month=True)


def single_day(day: date) -> Period:
    return Period(day, _after(day), amounts.day(day, year=True), day.isoformat())


def read_period(text: str, today: date, week_start: WeekStart = WeekStart.MONDAY) -> tuple[Reading, int] | None:
    """The period `text` begins with, and the number of words it takes; None when it begins with none.

    `text` is lower-case words with one blank between them.
    """
    for pattern, reader in _READERS:
        if match := pattern.match(text):
            try:
                reading = reader(match, today, week_start)
            except NoDay as error:
                reading = NoPeriod(str(error))
            return reading, match.group().count(" ") + 1
    return None


def _today(match: re.Match[str], today: date) -> Reading:
    return Period(today, _after(today), "today", "today")


def _yesterday(match: re.Match[str], today: date) -> Reading:
    return Period(today - timedelta(days=1), today, "yesterday", "yesterday")


def _weekday(match: re.Match[str], today: date) -> Reading:
    """The last one that is over."""
    number = next(at for at, name in enumerate(WEEKDAYS) if name.startswith(match["weekday"][:3]))
    day = today - timedelta(days=(today.weekday() - number - 1) % 7 + 1)
    name = WEEKDAYS[number]
    return Period(day, _after(day), f"{name.title()} {amounts.day(day)}", name)


def _last_days(match: re.Match[str], today: date) -> Reading:
    digits = match["number"].lstrip("0")
    if not digits:
        return NoPeriod("A period has at least one day.", last_days(1, today))
    if len(digits) > 5 or int(digits) > LONGEST_DAYS:
        return NoPeriod("That is more than ten years.", last_days(365, today))
    return last_days(int(digits), today)


def _other_units(match: re.Match[str], today: date) -> Reading:
    days = {"h": 1, "w": 7, "m": 30, "q": 90, "y": 365}[match["unit"][0]]
    number = int(match["number"][:4]) if match["unit"][0] != "h" else -(-int(match["number"][:4]) // 24)
    near = last_days(min(max(1, number * days), LONGEST_DAYS), today)
    return NoPeriod("I count back in days only.", near)


def _calendar(match: re.Match[str], today: date, week_start: WeekStart) -> Reading:
    which = "last" if match["which"] in ("last", "previous") else "this"
    first = _first_of(match["unit"], today, week_start)
    title, is_month = f"{which} {match['unit']}", match["unit"] == "month"
    if which == "this":
        return _so_far(match["unit"], title, today, week_start)
    return Period(_first_of(match["unit"], first - timedelta(days=1), week_start), first, title, title, is_month)


def _to_date(match: re.Match[str], today: date, week_start: WeekStart) -> Reading:
    unit = {"w": "week", "m": "month", "q": "quarter", "y": "year"}[match.group().removeprefix("this ")[0]]
    return _so_far(unit, f"{unit} to date", today, week_start)


def _so_far(unit: str, title: str, today: date, week_start: WeekStart) -> Period:
    first = _first_of(unit, today, week_start)
    week_ends = first + timedelta(days=7) if unit == "week" else None
    return Period(first, _after(today), title, title, unit == "month", week_ends)


def _named_month(match: re.Match[str], today: date) -> Reading:
    month = month_number(match["month"])
    if match["year"]:
        return _whole_month(int(match["year"]), month, today)
    return _whole_month(_latest_year_of(month, today), month, today)


def _iso_month(match: re.Match[str], today: date) -> Reading:
    return _whole_month(int(match["year"]), int(match["month"]), today)


def _iso_year(match: re.Match[str], today: date) -> Reading:
    year = int(match.group())
    if year == 0:
        return NoPeriod("There is no year 0.")
    end = _after(today) if year >= today.year else date(year + 1, 1, 1)
    return _checked(Period(date(year, 1, 1), end, str(year), str(year)), today)


def _one_day(match: re.Match[str], today: date) -> Reading:
    day = read_day(match["day"], today)
    return _not_begun(today) if day > today else _checked(single_day(day), today)


def _range(match: re.Match[str], today: date) -> Reading:
    first, last = read_days(match["first"], match["last"], today)
    if last < first:
        return NoPeriod("This period ends before it starts.", _from_to(last, first) if first <= today else None)
    if first > today:
        return _not_begun(today)
    if last > today:
        return NoPeriod("This period ends in the future.", _since(first, today))
    return _checked(_from_to(first, last), today)


def _since_then(match: re.Match[str], today: date, week_start: WeekStart) -> Reading:
    """From the first day of another period on."""
    found = read_period(match["then"], today, week_start)
    if found is None or isinstance(found[0], NoPeriod):
        return found[0] if found else _not_begun(today)
    return _checked(_since(found[0].first, today), today)


def _future(match: re.Match[str], today: date) -> Reading:
    return _not_begun(today)


def _whole_month(year: int, month: int, today: date) -> Reading:
    try:
        first = day_of(year, month, 1)
    except NoDay as error:
        return NoPeriod(str(error) if year and month < 100 else "There is no such month.")
    if first > today:
        return _not_begun(today)
    end = min(_month_after(first), _after(today))
    return _checked(Period(first, end, f"{MONTHS[month - 1].title()} {year}", f"{first:%Y-%m}", is_month=True), today)


def _from_to(first: date, last: date) -> Period:
    if first == last:
        return single_day(first)
    is_month = first.day == 1 and _after(last) == _month_after(first)
    return Period(first, _after(last), amounts.days(first, last, year=True), f"{first}..{last}", is_month)


def _since(first: date, today: date) -> Period:
    return Period(first, _after(today), f"since {amounts.day(first, year=True)}", f"since {first}")


def _checked(period: Period, today: date) -> Reading:
    if period.first > today:
        return _not_begun(today)
    if (today - period.first).days >= LONGEST_DAYS:
        return NoPeriod("That is more than ten years back.", last_days(365, today))
    return period


def _not_begun(today: date) -> NoPeriod:
    return NoPeriod("This period has not begun yet.", last_days(30, today))


def _first_of(unit: str, day: date, week_start: WeekStart) -> date:
    match unit:
        case "week":
            return week_of(day, week_start)
        case "month":
            return day.replace(day=1)
        case "quarter":
            return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
        case _:
            return day.replace(month=1, day=1)


def _month_after(first: date) -> date:
    """The first day of the month after one that begins with `first`."""
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


def _latest_year_of(month: int, today: date) -> int:
    """The year of the most recent such month that has begun."""
    return today.year if month <= today.month else today.year - 1


def _after(day: date) -> date:
    return day + timedelta(days=1)


def _reader(pattern: str, reader: Callable[[re.Match[str], date], Reading]) -> tuple[re.Pattern[str], _Reader]:
    return _by_weeks(pattern, lambda match, today, week_start: reader(match, today))


def _by_weeks(pattern: str, reader: _Reader) -> tuple[re.Pattern[str], _Reader]:
    """For what depends on the day that weeks start on."""
    return re.compile(rf"(?:{pattern})(?= |$)"), reader


_READERS: Final = (
    _reader(r"today", _today),
    _reader(r"yesterday", _yesterday),
    _reader(rf"(?:last )?(?P<weekday>{_WEEKDAY})", _weekday),
    _reader(r"(?:(?:last|past|previous) )?(?P<number>[0-9]+) ?(?:d|days?)", _last_days),
    _reader(
        r"(?:(?:last|past|previous) )?(?P<number>[0-9]+) ?"
        r"(?P<unit>h|hours?|w|weeks?|months?|quarters?|y|years?)",
        _other_units,
    ),
    _by_weeks(rf"mtd|ytd|wtd|qtd|(?:this )?{_UNIT} (?:to date|so far)", _to_date),
    _by_weeks(rf"(?P<which>this|current|last|previous) (?P<unit>{_UNIT})", _calendar),
    _reader(rf"(?:from )?(?P<first>{_DAY}){_TO}(?P<last>{_DAY})", _range),
    _reader(rf"between (?P<first>{_DAY}) and (?P<last>{_DAY})", _range),
    _reader(rf"(?:from )?(?P<first>{NAMED}|[0-9]{{1,2}}){_TO_NAMED}(?P<last>{NAMED})", _range),
    _reader(rf"(?P<first>(?:{MONTH}) [0-9]{{1,2}}){_TO_NAMED}(?P<last>[0-9]{{1,2}}(?: [0-9]{{4}})?)", _range),
    _by_weeks(rf"(?:since|from) (?P<then>{_DAY}|[0-9]{{4}}-[0-9]{{1,2}}|(?:{MONTH})(?: [0-9]{{4}})?)", _since_then),
    _by_weeks(rf"since (?P<then>yesterday|(?:last )?(?:{_WEEKDAY})|(?:this|last) {_UNIT})", _since_then),
    _reader(rf"(?P<day>{_DAY})", _one_day),
    _reader(rf"(?P<month>{MONTH})(?: (?P<year>[0-9]{{4}}))?", _named_month),
    _reader(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})", _iso_month),
    _reader(r"[0-9]{4}", _iso_year),
    _reader(rf"tomorrow|next {_UNIT}", _future),
)
