"""Reads the figures that stand on somebody's Home tab, and says which connections they are of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.asking import Asking
from bot.directory import Person
from bot.reasons import Reasons
from core.clock import Clock
from core.connection import Connection
from core.narrowing import Known, everything, narrowed
from core.people import People
from core.questions import Question, last_days, month_to_date
from core.questions.dimensions import OF_CONNECTIONS
from core.reports import Answer
from core.rights import Action, Decision, Verdict, decide
from core.why import Explanation

FIRST_DAYS: Final = 7
"""Of a month, on which what moved is told of the days before: nothing of the month is settled yet."""


@dataclass(frozen=True, slots=True)
class Figures:
    month: Answer
    """This month so far."""
    moved: Explanation | None
    """None where too little is settled to tell."""


class Dashboard:
    def __init__(self, workspace: str, asking: Asking, reasons: Reasons, clock: Clock) -> None:
        self._workspace = workspace
        self._asking = asking
        self._reasons = reasons
        self._clock = clock

    async def figures(self, person: Person) -> Figures | None:
        """What this person may see of it; None where they may see no figures."""
        decision = figures_for(person)
        if decision.verdict is not Verdict.YES:
            return None
        today = self._clock.now().date()
        month = Question(month_to_date(today))
        settled = month if today.day > FIRST_DAYS else Question(last_days(FIRST_DAYS + today.day, today))
        answer = await self._asking.sums(self._workspace, month, decision.scopes)
        moved = await self._reasons.of(self._workspace, settled, decision.scopes, People(person.email))
        return Figures(answer, moved if isinstance(moved, Explanation) else None)


def figures_for(person: Person) -> Decision:
    """What figures this person may see where nobody else does."""
    return decide(Action.ASK, person.standing, None)


def connections_for(person: Person, connections: Sequence[Connection]) -> list[Connection]:
    """Those that are within the person's limits, as far as these are about connections at all."""
    kept = everything(connections)
    for filters in figures_for(person).scopes:
        of_connections = tuple(each for each in filters if each.dimension in OF_CONNECTIONS)
        kept = narrowed(kept, of_connections, Known(connections, {}, {}))
    return [each for each in connections if each.id in kept]
