"""What is paid for that never was before."""

from collections import defaultdict
from collections.abc import Collection
from typing import Final

from core.alerts.figures import Cell, Figures, Hour, hour_of, start_of
from core.alerts.finding import Finding, bars_of
from core.alerts.rule import NEWS_FROM, New
from core.questions.dimensions import Dimension

FRESH: Final = 48
"""Hours after which what is new is new no more."""

Known = Collection[tuple[int, str]]
"""Connection and label of what was ever paid for before the hours that are judged."""


def news(rule: New, figures: Figures, known: Known) -> tuple[Finding, ...]:
    newest = hour_of(figures.known_to)
    spent: defaultdict[tuple[int, str], dict[Cell, dict[Hour, int]]] = defaultdict(dict)
    for cell, amounts in figures.hours.items():
        label = _label(rule, cell)
        if label and (cell.connection, label) not in known:
            spent[cell.connection, label][cell] = {
                hour: amount for hour, amount in amounts.items() if amount and hour <= figures.seen_to
            }
    found = []
    for (connection, label), cells in spent.items():
        hours = sorted({hour for amounts in cells.values() for hour in amounts})
        sums = {cell: sum(amounts.values()) for cell, amounts in cells.items()}
        judged_from = figures.judged_from.get(connection, newest + 1)
        if hours and hours[0] >= max(judged_from, newest - FRESH) and sum(sums.values()) >= NEWS_FROM:
            spent_by_hour = {hour: sum(amounts.get(hour, 0) for amounts in cells.values()) for hour in hours}
            found.append(
                Finding(
                    subject=f"{connection}/{label}",
                    since=start_of(hours[0]),
                    # It stays new between the hours in which it is used.
                    last=start_of(min(newest, hours[0] + FRESH)),
                    amount=spent_by_hour[hours[-1]],
                    usual=0,
                    so_far=sum(sums.values()),
                    cells=sums,
                    bars=bars_of(spent_by_hour, newest),
                    unit=figures.unit,
                )
            )
    return tuple(found)


def _label(rule: New, cell: Cell) -> str | None:
    return {Dimension.MODEL: cell.model, Dimension.KEY: cell.key, Dimension.PROJECT: cell.project}.get(rule.dimension)
