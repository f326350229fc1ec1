"""All there is to say about what is not billed yet: what it comes to, what has no price, how good that was so far."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from core.collection.ledger import LedgerDay
from core.connection import Connection
from core.estimates.days import ConnectionDay, settled_days, waiting_days
from core.estimates.prices import Listed, Prices, prices_of
from core.estimates.replay import DaySums, Sums, billed_by, estimated_by, misses
from core.estimates.rests import Rest, rests_of
from core.estimates.rows import Bill, CostOfDay, Labels, Part, UsageOfDay, Ware
from core.estimates.sharing import shared_out

DAYS_NEEDED: Final = 45
"""How many days' rows, today included, are looked at: the days estimates are checked on, and some before them."""
_USUAL_DAYS: Final = timedelta(days=10)
"""What was billed in the last days and is not counted anywhere is likely to be billed again."""

Match = Callable[[Iterable[CostOfDay], Iterable[UsageOfDay], datetime], tuple[list[Bill], list[Part]]]
"""Puts costs and usage into the same words: the provider knows which line of a bill is for what was used."""
Wares = Collection[tuple[int, Labels, Ware]]
"""Of each connection, and under which labels."""
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
    """The days whose rows `learn` wants, the second one not included."""
    end = now.date() + timedelta(days=1)
    return end - timedelta(days=DAYS_NEEDED), end


@dataclass(frozen=True, slots=True)
class Learnt:
    """What all that was billed and used tells, whatever a question is about: it is worked out once for many of them."""

    costs: Sequence[CostOfDay]
    bills: Sequence[Bill]
    """The same, by ware."""
    parts: Sequence[Part]
    prices: Prices
    settled: Collection[ConnectionDay]
    rests: Sequence[Rest]
    unpriced: Sequence[Part]
    estimated: Sums
    """What settled days would have been estimated at when young."""
    billed: Sums
    """What they were billed at."""
    counted: Wares
    """What is reported as usage."""
    recent: Wares
    """What was billed in the last days."""
    usual_since: date


def learn(
    costs: Sequence[CostOfDay],
    usage: Sequence[UsageOfDay],
    ledgers: Mapping[int, Iterable[LedgerDay]],
    connections: Iterable[Connection],
    now: datetime,
    match: Match,
    listed: Listed,
) -> Learnt:
    """`costs` and `usage` are those of the days `needed`, and whole."""
    settled, waiting = settled_days(ledgers), waiting_days(ledgers, connections, now)
    bills, parts = match(costs, usage, now)
    prices = prices_of(bills, parts, settled, listed)
    rests, unpriced = rests_of(parts, bills, prices, waiting, now.date())
    since = now.date() - _USUAL_DAYS
    return Learnt(
        costs=costs,
        bills=bills,
        parts=parts,
        prices=prices,
        settled=settled,
        rests=rests,
        unpriced=unpriced,
        estimated=estimated_by(parts, prices, settled),
        billed=billed_by(bills, settled),
        counted=_wares(parts),
        recent=_wares(_recent(bills, since)),
        usual_since=since,
    )


def estimates_of(learnt: Learnt, keep: Keep, share_by: Sequence[str] = ()) -> Estimates:
    """What a question is about, which `keep` says, of what is not billed yet.

    `share_by`: labels that bills which are not split by them are shared out by first.
    """
    billed, recent = learnt.billed, learnt.recent
    if share_by:
        shared = shared_out(learnt.bills, learnt.parts, share_by)
        billed, recent = billed_by(shared, learnt.settled), _wares(_recent(shared, learnt.usual_since))
    counted = {(connection, ware) for connection, labels, ware in learnt.counted if keep(connection, labels)}
    uncounted = {
        ware.name
        for connection, labels, ware in recent
        if (connection, ware) not in counted and keep(connection, labels)
    }
    return Estimates(
        rests=tuple(rest for rest in learnt.rests if keep(rest.connection, rest.labels)),
        unpriced=tuple((part.day, part.ware) for part in learnt.unpriced if keep(part.connection, part.labels)),
        uncounted=tuple(sorted(uncounted)),
        misses=misses(_kept(learnt.estimated, keep), _kept(billed, keep)),
    )


def _kept(sums: Sums, keep: Keep) -> Iterator[DaySums]:
    return (days for who, days in sums.items() if keep(*who))


def _recent(bills: Iterable[Bill], since: date) -> Iterator[Bill]:
    return (bill for bill in bills if bill.nanos > 0 and bill.day >= since)


def _wares(rows: Iterable[Bill | Part]) -> Wares:
    return {(row.connection, row.labels, row.ware) for row in rows}
