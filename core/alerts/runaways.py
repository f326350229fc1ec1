"""Runaways: an hour of a key, a project or a whole organization far above what it usually is.

Only what the whole spends more on counts: a key that takes over another's work is no runaway.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from core.alerts.figures import Figures, Hour, Hours, Subject, hour_of, start_of
from core.alerts.finding import Finding, bars_of
from core.alerts.rule import OverUsual
from core.alerts.usual import usual_hour

LOOKED_BACK: Final = 6
"""How many hours before the newest are judged: usage comes in late. What is older is no news."""
_GAP: Final = 2
"""A pause of up to so many hours does not end it."""
_SHARE: Final = 2
"""Half of what a part spends more is to be seen in the whole."""
_LONGEST: Final = 48
"""Hours that its beginning is looked for in."""
_SAME: Final = 3
"""A whole is told apart from its parts only when a third of what it spends more is not theirs."""

Raised = Mapping[str, int]
"""By subject, what somebody has called expected: it is usual there from then on."""


def runaways(rule: OverUsual, figures: Figures, raised: Raised) -> tuple[Finding, ...]:
    """The narrowest subjects that run away: a key before its project, a project before all."""
    sums = figures.sums
    newest = hour_of(figures.known_to)
    found: dict[Subject, Finding] = {}
    for subject in sorted(sums, key=lambda each: (-len(each.parents), each)):
        first = max(newest - LOOKED_BACK, figures.judged_from.get(subject.connection, newest + 1))
        over = [hour for hour in range(first, newest + 1) if _is_over(rule, sums, subject, raised, hour)]
        if not over:
            continue
        last = over[-1]
        excess = _excess(sums[subject], last)
        parts = [part for part in found if subject in part.parents]
        # In the same hour: a part is seen sooner to run away in a new one.
        theirs = sum(_excess(sums[part], last) for part in parts if not set(part.parents) & set(parts))
        if excess - theirs >= excess / _SAME:
            is_over = partial(_is_over, rule, sums, subject, raised)
            since = began(last, figures.judged_from[subject.connection], is_over)
            found[subject] = _finding(figures, subject, since, last, raised)
    return tuple(found.values())


def key_of(subject: Subject) -> str:
    """What a finding is known by."""
    return "/".join(map(str, subject))


def _is_over(rule: OverUsual, sums: Mapping[Subject, Hours], subject: Subject, raised: Raised, hour: Hour) -> bool:
    hours = sums[subject]
    amount = hours.get(hour, 0)
    if amount < rule.floor:
        return False
    usual = _usual(sums, subject, hour, raised)
    if amount * 100 < usual * rule.percent:
        return False
    more = amount - usual
    return all(_excess(sums[parent], hour) * _SHARE >= more for parent in subject.parents)


def _usual(sums: Mapping[Subject, Hours], subject: Subject, hour: Hour, raised: Raised) -> int:
    """What it usually comes to, or is expected to; so are the parts of it."""
    expected = raised.get(key_of(subject), 0)
    parts = [part for part in sums if subject in part.parents and key_of(part) in raised] if raised else []
    theirs = sum(max(0, raised[key_of(part)] - usual_hour(sums[part], hour)) for part in parts)
    return max(usual_hour(sums[subject], hour) + theirs, expected)


def _excess(hours: Hours, hour: Hour) -> int:
    return hours.get(hour, 0) - usual_hour(hours, hour)


def began(last: Hour, judged_from: Hour, is_over: Callable[[Hour], bool]) -> Hour:
    """The first hour of the run that ends with `last`, short pauses included."""
    first = last
    for hour in range(last - 1, max(last - _LONGEST, judged_from) - 1, -1):
        if first - hour > _GAP + 1:
            break
        if is_over(hour):
            first = hour
    return first


def _finding(figures: Figures, subject: Subject, began: Hour, last: Hour, raised: Raised) -> Finding:
    hours = figures.sums[subject]
    cells = {
        cell: spent
        for cell, amounts in figures.hours.items()
        if cell.connection == subject.connection
        and subject.project in ("", cell.project)
        and subject.key in ("", cell.key)
        and (spent := sum(amounts.get(hour, 0) for hour in range(began, last + 1)))
    }
    return Finding(
        subject=key_of(subject),
        since=start_of(began),
        last=start_of(last),
        amount=max(hours.get(hour, 0) for hour in range(max(began, last - 1), last + 1)),
        usual=_usual(figures.sums, subject, last, raised),
        so_far=sum(cells.values()),
        cells=cells,
        bars=bars_of(hours, hour_of(figures.known_to)),
        unit=figures.unit,
    )
