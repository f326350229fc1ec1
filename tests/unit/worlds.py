"""Small worlds written by hand: connections, ledgers and figures for reports."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from core.collection.ledger import LedgerDay, end_of
from core.connection import Connection, Trouble
from core.estimates.estimates import Estimates
from core.estimates.rests import Rest
from core.estimates.rows import Labels, Ware
from core.figures import DayFigure
from core.money import NANOS
from core.providers.contract import Name
from core.questions import Question, parse
from core.reports import Answer, Report, build

NOW = datetime(2026, 11, 24, 9, 14, tzinfo=UTC)
TODAY = NOW.date()
READ_AT = NOW - timedelta(minutes=14)
CENT = NANOS // 100

COST_GROUPING = ("project", "item", "key")
USAGE_GROUPING = ("project", "user", "key", "model")


def day(number: int, month: int = 11) -> date:
    """A day of 2026, of November if nothing is said."""
    return date(2026, month, number)


def span(first: date, last: date) -> list[date]:
    """All days from `first` to `last`, both included."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def connection(
    number: int = 1, name: str = "Acme", backfill_from: date = date(2026, 5, 28), trouble: Trouble | None = None
) -> Connection:
    return Connection(
        id=number,
        uid=f"{number:016x}",
        workspace="T1",
        provider="openai",
        name=name,
        organization=f"org-{number}",
        owner="U1",
        secret_ref=b"",
        key_hint="a1B2",
        key_since=NOW,
        created_at=NOW,
        backfill_from=backfill_from,
        collected_at=READ_AT,
        trouble=trouble,
        trouble_detail="",
        trouble_since=None,
        names_missing=(),
    )


def settled(when: date, grouping: tuple[str, ...] = COST_GROUPING, endpoint: str = "costs") -> LedgerDay:
    """A day that was the same in collections over a day apart, long after its end."""
    return LedgerDay(endpoint, when, "1d", grouping, end_of(when) + timedelta(days=5), 1, end_of(when))


def moving(
    when: date, grouping: tuple[str, ...] = COST_GROUPING, endpoint: str = "costs", read_at: datetime = READ_AT
) -> LedgerDay:
    """A day collected just now that had another total before."""
    return LedgerDay(endpoint, when, "1d", grouping, read_at, 1, read_at)


def ledger(first: date, settled_to: date, last: date = TODAY) -> list[LedgerDay]:
    """Every day from `first` on is collected; those after `settled_to` may still change."""
    return [settled(each) if each <= settled_to else moving(each) for each in span(first, last)]


def usage_ledger(first: date, settled_to: date, last: date = TODAY) -> list[LedgerDay]:
    lines = ledger(first, settled_to, last)
    return [
        LedgerDay("completions", each.day, "1h", USAGE_GROUPING, each.collected_at, each.total, each.same_since)
        for each in lines
    ]


def cost(when: date, label: str | None, dollars: float, connection: int = 1, currency: str = "usd") -> DayFigure:
    return DayFigure(when, connection, label, currency, round(dollars * 100) * CENT)


def daily(days: Iterable[date], label: str, dollars: float, connection: int = 1) -> list[DayFigure]:
    """The same amount on each day."""
    return [cost(each, label, dollars, connection) for each in days]


def rest(when: date, dollars: float, currency: str = "usd", listed: bool = False, **labels: str | None) -> Rest:
    """What is used and not billed yet."""
    return Rest(
        when, 1, "completions", Labels(**labels), currency, round(dollars * 100) * CENT, listed, Ware("gpt-5", "input")
    )


def estimates(*rests: Rest, error: int = 0, unpriced: Sequence[str] = (), uncounted: Sequence[str] = ()) -> Estimates:
    """With nine settled days that would have been estimated `error` percent too high; none tell where it is 0."""
    days = span(day(10), day(18)) if error else []
    return Estimates(
        rests=rests,
        unpriced=tuple((TODAY, Ware(name, "input")) for name in unpriced),
        uncounted=tuple(uncounted),
        misses=dict.fromkeys([("usd", each) for each in days], ((100 + error) * NANOS, 100 * NANOS)),
    )


ACME = connection()
HISTORY = ACME.backfill_from
COSTS = ledger(HISTORY, settled_to=day(21))
USAGE = usage_ledger(HISTORY, settled_to=day(21))
ALL: Mapping[int, Sequence[LedgerDay]] = {1: [*COSTS, *USAGE]}
"""One connection, collected whole: settled to 21 November, the days after it still moving."""


def question(text: str) -> Question:
    asked = parse(text, TODAY)
    assert isinstance(asked, Question), asked
    return asked


def answer(
    text: str,
    figures: Sequence[DayFigure],
    ledgers: Mapping[int, Sequence[LedgerDay]] = ALL,
    connections: Sequence[Connection] = (ACME,),
    names: Mapping[int, Sequence[Name]] | None = None,
    estimates: Estimates | None = None,
) -> Answer:
    return build(question(text), figures, ledgers, connections, names or {}, NOW, estimates)


def report(
    text: str,
    figures: Sequence[DayFigure],
    ledgers: Mapping[int, Sequence[LedgerDay]] = ALL,
    connections: Sequence[Connection] = (ACME,),
    names: Mapping[int, Sequence[Name]] | None = None,
    estimates: Estimates | None = None,
) -> Report:
    found = answer(text, figures, ledgers, connections, names, estimates)
    assert isinstance(found, Report), found
    return found
