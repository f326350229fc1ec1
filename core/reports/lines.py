"""The lines of a report: the five largest labels and "Other", which add up exactly to its total."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from core import amounts
from core.questions.dimensions import Measure
from core.reports.labels import BETWEEN, NOT_SPLIT, Labels, key_of
from core.reports.report import Change, Line
from core.reports.sums import Sums, added

MOST_LINES: Final = 6
MOST_ROWS: Final = 99
"""Lines of a table: the plain one of Slack's has a hundred rows with its head."""

Rests = Mapping[Labels, Sequence[int]]
"""What is used and not billed yet of each label, day by day."""


def lines_of(
    sums: Sums,
    names: Mapping[Labels, str],
    compared: int,
    rests: Rests | None = None,
    billed: bool = True,
    most: int = MOST_LINES,
) -> tuple[Line, ...]:
    """At most so many lines, largest first, "Other" last. `compared`: how many days a change is about, 0 for no
    changes; `billed`: whether anything is, for else the lines show what is not billed yet."""
    rests = rests or {}
    ranked = _ranked(sums, names, compared, rests)
    if len(ranked) <= most:
        own, other = ranked, []
    else:
        own, other = ranked[: most - 1], ranked[most - 1 :]
    own.sort(key=lambda label: (-sums.of(label), -sum(rests.get(label, ())), names[label]))
    lines = [_line(sums, label, names[label], compared, rests) for label in own]
    if other:
        lines.append(_other(sums, other, compared, rests))
    if not billed:
        return tuple(replace(line, shown=f"≈ {amounts.about(line.not_billed, sums.unit)}") for line in lines)
    # Rounding is on what the chart does not name: those that it names read the same there and in the table.
    named = ranked[: MOST_LINES - 1] if len(ranked) > MOST_LINES else ranked
    unnamed = next((at for at, label in enumerate(own) if label not in named), len(own) if other else None)
    shown = all_written([line.amount for line in lines], sums.unit, unnamed)
    return tuple(replace(line, shown=text) for line, text in zip(lines, shown, strict=True))


def about(line: Line, shared: Sequence[int]) -> Line:
    """The same, of an amount that is shared out by what was used: by the labels at these places of its key. What could
    not be shared out by any of them is exact; where there are none, nothing is."""
    parts = line.key.split(BETWEEN)
    exact = bool(shared) and not line.others and all(parts[at] == NOT_SPLIT for at in shared)
    return line if exact else replace(line, shown=f"≈ {line.shown}")


def written(amount: int, unit: str) -> str:
    """An exact amount as people read it; a count without its unit's name."""
    match unit:
        case Measure.TOKENS:
            return amounts.tokens(amount)
        case Measure.REQUESTS:
            return amounts.count(amount)
        case _:
            return amounts.billed(amount, unit)


def all_written(exact: Sequence[int], unit: str, other: int | None = None) -> list[str]:
    """Exact amounts as people read them, which add up to their total as it is written; `other`: which of them takes
    what rounding leaves over, the largest if not given."""
    if unit in (Measure.TOKENS, Measure.REQUESTS):
        return [written(each, unit) for each in exact]
    cents = amounts.lines_in_cents(exact, other)
    return [amounts.billed_in_cents(each, amount, unit) for each, amount in zip(cents, exact, strict=True)]


def _ranked(sums: Sums, names: Mapping[Labels, str], compared: int, rests: Rests) -> list[Labels]:
    """Labels that came to something, and those that came to nothing but did before; credits rank by their size."""

    def size(label: Labels) -> int:
        return abs(sums.of(label)) + sum(rests.get(label, ()))

    def counts(label: Labels) -> bool:
        return bool(size(label)) or not (_change(sums, label, compared) or Change(0, 0, sums.unit)).as_usual

    def rank(label: Labels) -> tuple[int, int, str]:
        return -size(label), -abs(sums.before(label)), names[label]

    return sorted(filter(counts, sums.labels), key=rank)


def _line(sums: Sums, label: Labels, name: str, compared: int, rests: Rests) -> Line:
    rest = tuple(rests.get(label, ()))
    return Line(
        key=key_of(label),
        name=name,
        amount=sums.of(label),
        shown="",
        by_day=sums.by_day(label),
        change=_change(sums, label, compared),
        not_billed=sum(rest),
        not_billed_by_day=rest,
    )


def _other(sums: Sums, labels: Sequence[Labels], compared: int, rests: Rests) -> Line:
    not_billed = [rests[label] for label in labels if label in rests]
    return Line(
        key="",
        name=f"Other ({len(labels)})",
        amount=sum(map(sums.of, labels)),
        shown="",
        by_day=added(map(sums.by_day, labels), len(sums.days)),
        change=_change_of(sums, labels, compared),
        others=len(labels),
        not_billed=sum(map(sum, not_billed)),
        not_billed_by_day=added(not_billed, len(sums.days)) if not_billed else (),
    )


def _change(sums: Sums, label: Labels, compared: int) -> Change | None:
    return _change_of(sums, [label], compared)


def _change_of(sums: Sums, labels: Sequence[Labels], compared: int) -> Change | None:
    if not compared:
        return None
    now = sum(sums.first(label, compared) for label in labels)
    return Change(now, sum(sums.before(label) for label in labels), sums.unit)
