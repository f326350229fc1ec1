"""The lines of a report: the five largest labels and "Other", which add up exactly to its total."""

from collections.abc import Mapping, Sequence
from typing import Final

from core import amounts
from core.questions.dimensions import Measure
from core.reports.labels import Label
from core.reports.report import Change, Line
from core.reports.sums import Sums, added

MOST_LINES: Final = 6


def lines_of(sums: Sums, names: Mapping[Label, str], compared: int) -> tuple[Line, ...]:
    """At most six lines, largest first, "Other" last. `compared`: how many days a change is about, 0 for no changes."""
    ranked = _ranked(sums, names, compared)
    if len(ranked) <= MOST_LINES:
        own, rest = ranked, []
    else:
        own, rest = ranked[: MOST_LINES - 1], ranked[MOST_LINES - 1 :]
    own.sort(key=lambda label: (-sums.of(label), names[label]))
    lines = [_line(sums, label, names[label], compared) for label in own]
    if rest:
        lines.append(_other(sums, rest, compared))
    return _written(lines, sums.unit)


def written(amount: int, unit: str) -> str:
    """An exact amount as people read it; a count without its unit's name."""
    match unit:
        case Measure.TOKENS:
            return amounts.tokens(amount)
        case Measure.REQUESTS:
            return amounts.count(amount)
        case _:
            return amounts.billed(amount, unit)


def _ranked(sums: Sums, names: Mapping[Label, str], compared: int) -> list[Label]:
    """Labels that came to something, and those that came to nothing but did before; credits rank by their size."""

    def counts(label: Label) -> bool:
        return bool(sums.of(label)) or not (_change(sums, label, compared) or Change(0, 0, sums.unit)).as_usual

    def rank(label: Label) -> tuple[int, int, str]:
        return -abs(sums.of(label)), -abs(sums.before(label, compared)), names[label]

    return sorted(filter(counts, sums.labels), key=rank)


def _line(sums: Sums, label: Label, name: str, compared: int) -> Line:
    return Line(label.key, name, sums.of(label), "", sums.by_day(label), _change(sums, label, compared))


def _other(sums: Sums, rest: Sequence[Label], compared: int) -> Line:
    return Line(
        key="",
        name=f"Other ({len(rest)})",
        amount=sum(map(sums.of, rest)),
        shown="",
        by_day=added(map(sums.by_day, rest), len(sums.days)),
        change=_change_of(sums, rest, compared),
        others=len(rest),
    )


def _change(sums: Sums, label: Label, compared: int) -> Change | None:
    return _change_of(sums, [label], compared)


def _change_of(sums: Sums, labels: Sequence[Label], compared: int) -> Change | None:
    if not compared:
        return None
    now = sum(sums.first(label, compared) for label in labels)
    return Change(now, sum(sums.before(label, compared) for label in labels), sums.unit)


def _written(lines: Sequence[Line], unit: str) -> tuple[Line, ...]:
    if unit in (Measure.TOKENS, Measure.REQUESTS):
        shown = [written(line.amount, unit) for line in lines]
    else:
        other = next((at for at, line in enumerate(lines) if line.others), None)
        cents = amounts.lines_in_cents([line.amount for line in lines], other)
        shown = [amounts.billed_in_cents(each, line.amount, unit) for each, line in zip(cents, lines, strict=True)]
    return tuple(
        Line(line.key, line.name, line.amount, text, line.by_day, line.change, line.others)
        for line, text in zip(lines, shown, strict=True)
    )
