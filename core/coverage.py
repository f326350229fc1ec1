"""Which days of a connection are collected, from its ledger."""

from collections.abc import Collection, Iterable, Sequence
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
    """What of the days from `first` to `today` is collected."""
    days = [first + timedelta(days=n) for n in range((today - first).days + 1)]
    missing = _missing(ledger, endpoints, days)
    return Coverage(first, len(days), tuple(day for day in days if day in missing))


def of_whole_days(ledger: Sequence[LedgerDay], endpoints: Collection[Endpoint]) -> list[LedgerDay]:
    """The lines of days that are collected whole, where costs and usage are wholes of their own."""
    kept: list[LedgerDay] = []
    for kind in ("costs", "usage"):
        of_kind = [endpoint for endpoint in endpoints if endpoint.kind == kind]
        names = {endpoint.name for endpoint in of_kind}
        lines = [line for line in ledger if line.endpoint in names]
        missing = _missing(lines, of_kind, {line.day for line in lines})
        kept += [line for line in lines if line.day not in missing]
    return kept


def _missing(ledger: Iterable[LedgerDay], endpoints: Iterable[Endpoint], days: Collection[date]) -> set[date]:
    """Those of the days that are not collected whole.

    A day needs all essential endpoints. Another, which an organization may do without, counts up to the last day that
    was collected of it: it may never have been offered, or not be offered any more.
    """
    collected: dict[str, set[date]] = {}
    for line in ledger:
        collected.setdefault(line.endpoint, set()).add(line.day)
    missing: set[date] = set()
    for endpoint in endpoints:
        there = collected.get(endpoint.name, set())
        last = date.max if endpoint.essential else max(there, default=date.min)
        missing.update(day for day in days if day <= last and day not in there)
    return missing
