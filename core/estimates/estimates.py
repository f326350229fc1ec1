"""All there is to say about what is not billed yet: what it comes to, what has no price, how good that was so far."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from core.collection.ledger import LedgerDay
from core.connection import Connection
from core.estimates.days import settled_days, waiting_days
from core.estimates.prices import Listed, prices_of
from core.estimates.replay import misses
from core.estimates.rests import Rest, rests_of
from core.estimates.rows import Bill, CostOfDay, Labels, Part, UsageOfDay, Ware
from core.estimates.sharing import shared_out

DAYS_NEEDED: Final = 45
"""How many days' rows, today included, are looked at: the days estimates are checked on, and some before them."""
_USUAL_DAYS: Final = timedelta(days=10)
"""What was billed in the last days and is not counted anywhere is likely to be billed again."""

Match = Callable[[Iterable[CostOfDay], Iterable[UsageOfDay], datetime], tuple[list[Bill], list[Part]]]
"""Puts costs and usage into the same words: the provider knows which line of a bill is for what was used."""
Keep = Callable[[int, Labels], bool]
"""Whether a question is about what has these labels, in this connection."""


@dataclass(frozen=True, slots=True)
class Estimates:
    rests: tuple[Rest, ...]
    unpriced: tuple[tuple[date, Ware], ...]
    """What was used and nobody knows a price of."""
    uncounted: tuple[str, ...]
    """Line items that are billed, but not reported as usage: what they come to is known with the bill."""
    misses: Mapping[tuple[str, date], tuple[int, int]]
    """(estimated, billed) in nanos for settled days, by currency: what they would have been estimated at when young."""


def needed(now: datetime) -> tuple[date, date]:
    """The days whose rows `estimates_of` wants, the second one not included."""
    end = now.date() + timedelta(days=1)
    return end - timedelta(days=DAYS_NEEDED), end


def estimates_of(
    costs: Sequence[CostOfDay],
    usage: Sequence[UsageOfDay],
    ledgers: Mapping[int, Iterable[LedgerDay]],
    connections: Iterable[Connection],
    now: datetime,
    match: Match,
    listed: Listed,
    keep: Keep,
    share_by: Iterable[str] = (),
) -> Estimates:
    """`costs` and `usage` are whole, for prices are learnt from all of them; `keep` says what the question is about.

    `share_by`: labels that bills which are not split by them are shared out by first.
    """
    settled, waiting = settled_days(ledgers), waiting_days(ledgers, connections, now)
    bills, parts = match(costs, usage, now)
    prices = prices_of(bills, parts, settled, listed)
    rests, unpriced = rests_of(parts, bills, prices, waiting, now.date())
    shared = shared_out(bills, parts, share_by)
    kept_bills = [bill for bill in shared if keep(bill.connection, bill.labels)]
    kept_parts = [part for part in parts if keep(part.connection, part.labels)]
    return Estimates(
        rests=tuple(rest for rest in rests if keep(rest.connection, rest.labels)),
        unpriced=tuple((part.day, part.ware) for part in unpriced if keep(part.connection, part.labels)),
        uncounted=_uncounted(kept_bills, kept_parts, now.date() - _USUAL_DAYS),
        misses=misses(kept_parts, kept_bills, prices, settled),
    )


def _uncounted(bills: Iterable[Bill], parts: Iterable[Part], since: date) -> tuple[str, ...]:
    counted = {(part.connection, part.ware) for part in parts}
    names = {
        bill.ware.name
        for bill in bills
        if bill.nanos > 0 and bill.day >= since and (bill.connection, bill.ware) not in counted
    }
    return tuple(sorted(names))
