"""Costs by day as they were read last, for as long as nothing of their days is collected again.

An answer, its table, its file's thread, somebody else's click and everybody's Home tab ask for the same ones.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from core.collection.ledger import LedgerDay
from core.figures import DayFigure
from core.narrowing import Narrowing
from core.questions import Dimension
from storage.reports import Reports

MOST: Final = 12
"""Questions whose costs are kept, the newest."""


@dataclass(frozen=True, slots=True)
class _Asked:
    workspace: str
    first: date
    end: date
    by: tuple[Dimension, ...]
    narrowing: Narrowing
    ledgers: Mapping[int, Sequence[LedgerDay]]
    """Every collection writes when it was, in the transaction of what it has found."""


class RememberedCosts:
    def __init__(self, reports: Reports) -> None:
        self._reports = reports
        self._known: list[tuple[_Asked, list[DayFigure]]] = []
        """The newest last."""

    async def by_day(
        self,
        workspace: str,
        first: date,
        end: date,
        by: Sequence[Dimension],
        narrowing: Narrowing,
        ledgers: Mapping[int, Sequence[LedgerDay]],
    ) -> list[DayFigure]:
        """As `Reports.costs_by_day`. `ledgers`: the lines of these days, read before."""
        asked = _Asked(workspace, first, end, tuple(by), narrowing, ledgers)
        for known, figures in self._known:
            if known == asked:
                return figures
        figures = await self._reports.costs_by_day(workspace, first, end, by, narrowing)
        self._known = [*self._known[1 - MOST :], (asked, figures)]
        return figures
