"""Which days of a connection are collected, from its ledger."""

from collections import Counter
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

from core.collection.ledger import LedgerDay


@dataclass(frozen=True, slots=True)
class Coverage:
    first: date
    """The first day that is to be collected."""
    days: int
    """How many days are to be collected, today included."""
    missing: tuple[date, ...]
    """Days that at least one endpoint has not been collected for, oldest first."""

    @property
    def done(self) -> int:
        return self.days - len(self.missing)


def coverage(ledger: Iterable[LedgerDay], endpoints: AbstractSet[str], first: date, today: date) -> Coverage:
    """What of the days from `first` to `today` is collected for all `endpoints` (their names)."""
    collected = Counter(line.day for line in ledger if line.endpoint in endpoints)
    days = [first + timedelta(days=n) for n in range((today - first).days + 1)]
    return Coverage(first, len(days), tuple(day for day in days if collected[day] < len(endpoints)))
