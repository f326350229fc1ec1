"""Which days of a connection are collected, from its ledger."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from core.collection.ledger import LedgerDay
from core.providers.contract import Endpoint


@dataclass(frozen=True, slots=True)
class Coverage:
    first: date
    """The first day that is to be collected."""
    days: int
    """How many days are to be collected, today included."""
    missing: tuple[date, ...]
    """Days that at least one endpoint that counts has not been collected for, oldest first."""

    @property
    def done(self) -> int:
        return self.days - len(self.missing)


def coverage(ledger: Iterable[LedgerDay], endpoints: Iterable[Endpoint], first: date, today: date) -> Coverage:
    """What of the days from `first` to `today` is collected.

    A day needs all essential endpoints. Another, which an organization may do without, counts up to the last day that
    was collected of it: it may never have been offered, or not be offered any more.
    """
    days = [first + timedelta(days=n) for n in range((today - first).days + 1)]
    collected: dict[str, set[date]] = {}
    for line in ledger:
        collected.setdefault(line.endpoint, set()).add(line.day)
    missing: set[date] = set()
    for endpoint in endpoints:
        there = collected.get(endpoint.name, set())
        last = today if endpoint.essential else max(there, default=date.min)
        missing.update(day for day in days if day <= last and day not in there)
    return Coverage(first, len(days), tuple(sorted(missing)))
