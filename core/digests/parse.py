"""Understanding what digest is wanted: parts in any order, nothing guessed silently."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from itertools import product
from typing import Final, TypeVar

from core.digests.digest import USUAL_BY, Digest, sentence
from core.digests.schedule import Cadence, Schedule
from core.digests.zones import zone_named, zones
from core.questions.clauses import Clause, Refusal, read_clause
from core.questions.dimensions import Dimension, Measure
from core.questions.filters import Filter, Filters
from core.questions.not_understood import NotUnderstood
from core.questions.periods import WEEKDAYS
from core.questions.support import is_told
from core.questions.words import LONGEST, MOST_WORDS, Typed, Word, read, shortened

USUAL_AT: Final = time(9)
_ANY_DAY: Final = date(2000, 1, 1)
"""Of the clauses of a question, only those that name no day are a digest's."""
_CADENCES: Final = {
    **{each.value: each for each in Cadence},
    **dict.fromkeys(("every day", "each day", "a day"), Cadence.DAILY),
    **dict.fromkeys(("every weekday", "each weekday", "weekday", "every workday", "workdays"), Cadence.WEEKDAYS),
    **dict.fromkeys(("every week", "each week"), Cadence.WEEKLY),
    **dict.fromkeys(("every month", "each month"), Cadence.MONTHLY),
}
_TIME: Final = re.compile(r"(?P<hour>[0-9]{1,2})(?:[:.h](?P<minute>[0-9]{2}))?(?P<half>am|pm)?")
_NAMED_TIMES: Final = {"noon": time(12), "midnight": time(0)}
_DAY: Final = re.compile(r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?")
_FILLERS: Final = frozenset({",", "the", "a", "and", "&", "please", "digest", "me", "us", "post", "send", "here"})
_LEADING: Final = frozenset({"in", "on", "at", "by", "every", "each"})
_BEFORE_A_RANGE: Final = frozenset({"on", "every", "each", "from"})
_BETWEEN_DAYS: Final = frozenset({"to", "..", "through", "thru", "till", "until"})
_MONDAY: Final = WEEKDAYS.index("monday")
_FRIDAY: Final = WEEKDAYS.index("friday")
_MOST_NEAREST: Final = 5
Said = TypeVar("Said")

_LONGEST_ZONE: Final = 6
"""Words that a zone's name is cut into: America/Argentina/Buenos_Aires has two, some of three hyphens more."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was understood."""

    digest: Digest
    filters: Filters

    @property
    def sentence(self) -> str:
        return sentence(self.digest, self.filters)


@dataclass(slots=True)
class _Heard:
    """Of days and times all that are said, for a digest has one of each."""

    cadence: Cadence | None = None
    weekdays: list[int] = field(default_factory=list)
    days: list[int] = field(default_factory=list)
    """Of the month."""
    times: list[time] = field(default_factory=list)
    zones: list[str] = field(default_factory=list)
    by: Dimension | None = None
    waits: list[time] = field(default_factory=list)
    filters: list[Filter] = field(default_factory=list)
    unknown: Word | None = None


def parse(text: str, zone: str, before: Wanted | None = None) -> Wanted | NotUnderstood:
    """What follows `/tokenmeter digest`. Any text gets an answer, never an exception.

    `zone`: that of who asks. `before`: what it said so far, where it is to be changed: what is not said stays.
    """
    typed = read(text)
    if len(typed.text.strip()) > LONGEST or len(typed.words) > MOST_WORDS:
        return NotUnderstood(shortened(typed.text), _usual(zone), "That is longer than a digest's sentence can be.")
    heard, trouble = _understood(typed, before)
    if trouble is None:
        return _wanted(heard, zone)
    corrected = _corrected(typed, heard.unknown, before) if heard.unknown is not None else ()
    return replace(trouble, nearest=corrected or _nearest(heard, zone))


def _understood(typed: Typed, before: Wanted | None) -> tuple[_Heard, NotUnderstood | None]:
    """What was heard, and what stands in the way of a digest."""
    heard = _Heard()
    trouble = _hear_all(typed, heard)
    if before is not None:
        heard = _filled_in(heard, before)
    if trouble is None and heard.cadence is None:
        why = "How often: daily, weekdays, weekly on monday, or monthly on 1?"
        trouble = NotUnderstood(shortened(typed.text), (), why)
    contradiction = _contradiction(heard) if trouble is None else None
    return heard, trouble if contradiction is None else NotUnderstood(shortened(typed.text), (), contradiction)


def _filled_in(heard: _Heard, before: Wanted) -> _Heard:
    """With what it said so far where nothing else is said: its day only in the same rhythm, and its wait only where it
    is still later than its time."""
    digest, schedule = before.digest, before.digest.schedule
    cadence, times = heard.cadence or schedule.cadence, heard.times or [schedule.at]
    stays = cadence is schedule.cadence and not heard.weekdays and not heard.days
    waits = [digest.wait_until] if digest.wait_until is not None and digest.wait_until > max(times) else []
    return replace(
        heard,
        cadence=cadence,
        weekdays=[schedule.on] if stays and cadence is Cadence.WEEKLY else heard.weekdays,
        days=[schedule.on] if stays and cadence is Cadence.MONTHLY else heard.days,
        times=times,
        zones=heard.zones or [schedule.zone],
        by=heard.by or digest.by,
        waits=heard.waits or waits,
        filters=heard.filters or list(before.filters),
    )


def _hear_all(typed: Typed, heard: _Heard) -> NotUnderstood | None:
    """Fill `heard`; the answer is the part that is none of a digest's."""
    at = 0
    while at < len(typed.words):
        found = _part(typed, typed.words[at:], heard)
        if isinstance(found, NotUnderstood):
            return found
        at += found
    return None


def _part(typed: Typed, words: Sequence[Word], heard: _Heard) -> int | NotUnderstood:
    """How many words the part that `words` begin with takes; what it says is in `heard` then."""
    for read_part in (_workdays, _cadence, _wait, _at, _on, _zone):
        found = read_part(typed, words, heard)
        if found:
            return found
    clause = read_clause(typed, words, _ANY_DAY)
    if isinstance(clause, Refusal):
        return NotUnderstood(typed.part(words[: clause.used]), (), clause.why)
    if isinstance(clause, Clause):
        why = _heard_in(clause, heard)
        return NotUnderstood(typed.part(words[: clause.used]), (), why) if why else clause.used
    if words[0].text in _FILLERS:
        return 1
    leads = len(words) > 1 and words[0].text in _LEADING
    heard.unknown = words[leads]
    return NotUnderstood(typed.part(words[: 1 + leads]), ())


def _heard_in(clause: Clause, heard: _Heard) -> str:
    """What of a question's clause a digest does not have, in a sentence; "" where it has all of it."""
    for value in clause.values:
        match value:
            case Dimension.USER | Filter(dimension=Dimension.USER):
                return "A digest names no people: figures by person are for managers, and come by DM."
            case Filter():
                heard.filters.append(value)
            case Dimension() if heard.by in (None, value):
                heard.by = value
            case Dimension():
                return "A digest is split by one thing."
            case Measure.COST:
                pass
            case _:
                return "A digest tells what was spent since the one before, in money."
    return ""


def _workdays(typed: Typed, words: Sequence[Word], heard: _Heard) -> int | NotUnderstood:
    """ "mon-fri", "from monday to friday"."""
    at = 1 if words[0].text in _BEFORE_A_RANGE else 0
    first, *between = words[at : at + 3] or words[:1]
    # Two words of one place were written with a hyphen: "mon fri" may be two days.
    if between and between[0].start == first.start:
        last, used = between[0], at + 2
    elif len(between) == 2 and between[0].text in _BETWEEN_DAYS:
        last, used = between[1], at + 3
    else:
        return 0
    if (_weekday(first.text), _weekday(last.text)) != (_MONDAY, _FRIDAY):
        return 0
    return _hear_cadence(typed, words[:used], Cadence.WEEKDAYS, heard)


def _cadence(typed: Typed, words: Sequence[Word], heard: _Heard) -> int | NotUnderstood:
    for used in (2, 1):
        said = " ".join(word.text for word in words[:used])
        if len(words) < used:
            continue
        weekday = _weekday(said.removeprefix("every ")) if said.startswith("every ") else None
        if weekday is not None:
            _hear(heard.weekdays, weekday)
            return _hear_cadence(typed, words[:used], Cadence.WEEKLY, heard)
        if (cadence := _CADENCES.get(said)) is not None:
            return _hear_cadence(typed, words[:used], cadence, heard)
    return 0


def _hear_cadence(typed: Typed, words: Sequence[Word], cadence: Cadence, heard: _Heard) -> int | NotUnderstood:
    if heard.cadence not in (None, cadence):
        return NotUnderstood(typed.part(words), (), "That is two rhythms: a digest has one.")
    heard.cadence = cadence
    return len(words)


def _wait(typed: Typed, words: Sequence[Word], heard: _Heard) -> int:
    said = [word.text for word in words[:3]]
    used = 2 if said[:2] in (["wait", "until"], ["wait", "till"], ["waits", "until"]) else 0
    if not used or len(words) <= used or (found := _time(words[used:])) is None:
        return 0
    _hear(heard.waits, found[0])
    return used + found[1]


def _at(typed: Typed, words: Sequence[Word], heard: _Heard) -> int:
    before = 1 if words[0].text in ("at", "@") else 0
    found = _time(words[before:])
    # A bare number is no time: it may be a day.
    if found is None or (not before and found[1] == 1 and words[0].text.isdecimal()):
        return 0
    _hear(heard.times, found[0])
    return before + found[1]


def _on(typed: Typed, words: Sequence[Word], heard: _Heard) -> int:
    before = 1 if words[0].text == "on" else 0
    before += len(words) > before and words[before].text == "the"
    if len(words) <= before:
        return 0
    said = words[before].text
    if (weekday := _weekday(said)) is not None:
        _hear(heard.weekdays, weekday)
        heard.cadence = heard.cadence or Cadence.WEEKLY
        return before + 1
    if before and (day := _day(said)) is not None:
        _hear(heard.days, day)
        heard.cadence = heard.cadence or Cadence.MONTHLY
        return before + 1
    return 0


def _zone(typed: Typed, words: Sequence[Word], heard: _Heard) -> int:
    before = 1 if words[0].text == "in" else 0
    for used in range(min(_LONGEST_ZONE, len(words) - before), 0, -1):
        part = words[before : before + used]
        found = zone_named(typed.text[part[0].start : part[-1].end])
        if found is not None:
            _hear(heard.zones, found)
            return before + used
    return 0


def _hear(said: list[Said], value: Said) -> None:
    """What is said twice is said once."""
    if value not in said:
        said.append(value)


def _time(words: Sequence[Word]) -> tuple[time, int] | None:
    """A time of day, and how many words it takes."""
    if not words:
        return None
    if words[0].text in _NAMED_TIMES:
        return _NAMED_TIMES[words[0].text], 1
    for used in (2, 1):
        if used == 2 and words[1:2] and words[1].text not in ("am", "pm"):
            continue  # "1-2pm" is two times
        found = _TIME.fullmatch("".join(word.text for word in words[:used]))
        if found is None:
            continue
        hour, minute = int(found["hour"]), int(found["minute"] or 0)
        if found["half"]:
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (12 if found["half"] == "pm" else 0)
        return (time(hour, minute), min(used, len(words))) if hour < 24 and minute < 60 else None
    return None


def _day(said: str) -> int | None:
    """Of the month: "15", "15th", "first", "last"."""
    if said in ("first", "last"):
        return 1 if said == "first" else 31
    found = _DAY.fullmatch(said)
    return int(found["day"]) if found is not None and 1 <= int(found["day"]) <= 31 else None


def _weekday(said: str) -> int | None:
    names = (name for name in WEEKDAYS if len(said) >= 3 and (name.startswith(said) or f"{name}s" == said))
    name = next(names, None)
    return None if name is None else WEEKDAYS.index(name)


def _contradiction(heard: _Heard) -> str | None:
    """What keeps the parts from going together."""
    if heard.cadence is Cadence.WEEKLY and heard.days:
        return "A weekly digest is on a day of the week: weekly on monday."
    if heard.cadence is Cadence.MONTHLY and heard.weekdays:
        return "A monthly digest is on a day of the month: monthly on 1."
    if heard.cadence in (Cadence.DAILY, Cadence.WEEKDAYS) and (heard.weekdays or heard.days):
        return f"A {heard.cadence} digest has no day of its own."
    if len(heard.weekdays) > 1 or len(heard.days) > 1:
        return "A digest has one day: set two."
    if len(heard.times) > 1 or len(heard.waits) > 1:
        return "A digest has one time: set two."
    if len(heard.zones) > 1:
        return "A digest has one time zone."
    if heard.waits and heard.waits[0] <= (heard.times or [USUAL_AT])[0]:
        return "It can only wait until later than its time, on the same day."
    if heard.by is not None and not is_told(Measure.COST, heard.by):
        return "Costs are not told by that."
    return None


def _wanted(heard: _Heard, zone: str) -> Wanted:
    cadence = heard.cadence or Cadence.DAILY
    on = heard.days or [1] if cadence is Cadence.MONTHLY else heard.weekdays or [0]
    schedule = Schedule(cadence, (heard.times or [USUAL_AT])[0], (heard.zones or [zone])[0], on[0])
    wait_until = heard.waits[0] if heard.waits else None
    return Wanted(Digest(schedule, heard.by or USUAL_BY, wait_until), tuple(dict.fromkeys(heard.filters)))


def _nearest(heard: _Heard, zone: str) -> tuple[str, ...]:
    """Sentences that work, with what was understood."""
    offered = [heard.cadence] if heard.cadence else [Cadence.DAILY, Cadence.WEEKDAYS, Cadence.WEEKLY]
    fitting = [each for cadence in offered for each in _fitting(replace(heard, cadence=cadence))]
    return tuple(f"digest {_wanted(each, zone).sentence}" for each in fitting[:_MOST_NEAREST])


def _fitting(heard: _Heard) -> list[_Heard]:
    """What goes together of it, one for each of its days, times and zones."""
    weekdays = heard.weekdays if heard.cadence is Cadence.WEEKLY else []
    days = heard.days if heard.cadence is Cadence.MONTHLY else []
    parts = _singly(heard.times), _singly(heard.zones), _singly(heard.waits), _singly(weekdays), _singly(days)
    found = [
        replace(heard, times=at, zones=zone, waits=wait, weekdays=weekday, days=day)
        for at, zone, wait, weekday, day in product(*parts)
    ]
    return [each if _contradiction(each) is None else replace(each, waits=[]) for each in found]


def _singly(said: list[Said]) -> list[list[Said]]:
    return [[each] for each in said] or [[]]


def _usual(zone: str) -> tuple[str, ...]:
    return _nearest(_Heard(), zone)


def _corrected(typed: Typed, word: Word, before: Wanted | None) -> tuple[str, ...]:
    """The whole sentence with the nearest known word in the place of this one."""
    known = [*Cadence, *WEEKDAYS, "until", "wait", "monthly", *zones()]
    near = difflib.get_close_matches(word.text, known, n=1, cutoff=0.7) if len(word.text) > 2 else []
    if not near:
        return ()
    better = f"{typed.text[: word.start]}{zones().get(near[0], near[0])}{typed.text[word.end :]}"
    works = _understood(read(better), before)[1] is None
    return (f"digest {' '.join(better.split())}",) if works else ()
