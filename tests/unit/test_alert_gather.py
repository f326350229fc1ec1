"""The figures that rules are judged by, from what is stored."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from core.alerts.figures import Cell, Figures, day_of, first_hour, hour_of, since, start_of
from core.alerts.gather import Stored, known_to_all, of_costs, of_counts
from core.alerts.judge import judge
from core.alerts.rule import DEFAULTS
from core.connection import Connection
from core.estimates.estimates import learn
from core.estimates.rows import CostOfDay, Labels, UsageOfDay
from core.figures import DayFigure
from core.money import NANOS
from core.providers.openai import match
from core.questions.dimensions import Measure
from tests.unit.worlds import ACME, NOW, READ_AT, TODAY, connection, ledger, span, usage_ledger

FIRST = TODAY - timedelta(days=40)
SETTLED = TODAY - timedelta(days=3)
DEAD = replace(connection(2, "Dead"), collected_at=NOW - timedelta(days=9))
CELL = Cell(1, "p1", "k1", "o3")
HOUR = hour_of(NOW)


def labels(item: str | None = None) -> Labels:
    return Labels(project="p1", key="k1", model="o3", tier="default", batch="false", kind="completions", item=item)


def used(day: date, tokens: int, hour: int = 0, of: int = 1) -> UsageOfDay:
    """So many tokens that are written."""
    return UsageOfDay(day, of, "completions", labels(), 1, 0, tokens, 0, None, None, hour)


def bill(day: date, dollars: int, of: int = 1, currency: str = "usd") -> CostOfDay:
    return CostOfDay(day, of, labels("o3, output"), currency, dollars * NANOS, None)


def gathered(
    connections: Sequence[Connection] = (ACME,),
    hours: Sequence[UsageOfDay] = (),
    bills: Sequence[CostOfDay] = (),
    first: date = FIRST,
) -> Figures:
    """In the first of all currencies."""
    return every_currency(connections, hours, bills, first)[0]


def every_currency(
    connections: Sequence[Connection] = (ACME,),
    hours: Sequence[UsageOfDay] = (),
    bills: Sequence[CostOfDay] = (),
    first: date = FIRST,
) -> tuple[Figures, ...]:
    """A thousand tokens a day, billed at ten dollars, up to three days ago."""
    usual = [used(day, 1_000) for day in span(first, TODAY)]
    costs = [bill(day, 10) for day in span(first, SETTLED)] + list(bills)
    ledgers = {
        1: [*ledger(first, SETTLED), *usage_ledger(first, SETTLED)],
        2: ledger(first, SETTLED, TODAY - timedelta(days=9)),
    }
    billed = [DayFigure(row.day, row.connection, "", row.currency, row.nanos) for row in costs]
    learnt = learn(costs, usual, ledgers, connections, NOW, match, lambda *_: None)
    stored = Stored(hours or usual, ledgers, connections)
    return of_costs(stored, billed, learnt, NOW, match, lambda *_: True)


def test_hours_are_priced_as_the_organization_was_billed() -> None:
    found = gathered(hours=[used(TODAY, 700, hour=8), used(TODAY, 50, hour=9)])
    assert found.hours == {CELL: {HOUR - 1: 7 * NANOS, HOUR: NANOS // 2}}
    assert (found.unit, found.known_to) == ("usd", READ_AT)


def test_days_are_what_is_billed_and_what_is_not_yet() -> None:
    found = gathered()
    assert found.days[day_of(HOUR) - 9] == 10 * NANOS
    assert found.days[day_of(HOUR)] == 10 * NANOS
    assert min(found.days) == found.known_from == day_of(HOUR) - 40


def test_another_currency_is_not_added_but_has_figures_of_its_own() -> None:
    dollars, euros = every_currency(bills=[bill(TODAY - timedelta(days=5), 3, currency="eur")])
    assert (dollars.unit, dollars.days[day_of(HOUR) - 5]) == ("usd", 10 * NANOS)
    assert (euros.unit, euros.days[day_of(HOUR) - 5]) == ("eur", 3 * NANOS)
    assert euros.hours == {}
    assert euros.days.keys() == dollars.days.keys()


def test_each_connection_is_priced_in_its_own_currency() -> None:
    other = connection(2, "Acme Europe")
    bills = [bill(day, 20, of=2, currency="eur") for day in span(FIRST, SETTLED)]
    usual = [used(day, 1_000, of=each) for day in span(FIRST, TODAY) for each in (1, 2)]
    costs = [bill(day, 10) for day in span(FIRST, SETTLED)] + bills
    ledgers = {each: [*ledger(FIRST, SETTLED), *usage_ledger(FIRST, SETTLED)] for each in (1, 2)}
    learnt = learn(costs, usual, ledgers, (ACME, other), NOW, match, lambda *_: None)
    billed = [DayFigure(row.day, row.connection, "", row.currency, row.nanos) for row in costs]
    stored = Stored([used(TODAY, 700, hour=8, of=each) for each in (1, 2)], ledgers, (ACME, other))
    euros, dollars = of_costs(stored, billed, learnt, NOW, match, lambda *_: True)
    assert (dollars.unit, dollars.hours) == ("usd", {CELL: {HOUR - 1: 7 * NANOS}})
    assert (euros.unit, euros.hours) == ("eur", {CELL._replace(connection=2): {HOUR - 1: 14 * NANOS}})


def test_a_connection_that_is_not_read_any_more_keeps_no_other_from_being_judged() -> None:
    found = gathered((ACME, DEAD), bills=[bill(TODAY - timedelta(days=20), 500, of=2)])
    assert list(found.judged_from) == [1]
    assert found.days[day_of(HOUR) - 20] == 10 * NANOS
    assert judge(DEFAULTS[1], found, {}) == ()
    assert known_to_all((ACME, DEAD), NOW) == READ_AT


def test_alone_it_is_judged_by_what_is_known_of_it() -> None:
    young = gathered(first=TODAY - timedelta(days=5))
    assert young.known_from == day_of(HOUR) - 5
    assert list(young.judged_from) == [1]


def test_what_was_before_the_connection_or_the_rule_is_not_judged() -> None:
    found = gathered()
    made = ACME.created_at + timedelta(hours=5)
    assert found.judged_from == {1: hour_of(ACME.created_at)}
    assert since(found, made).judged_from == {1: hour_of(made)}
    assert since(found, ACME.created_at - timedelta(days=1)).judged_from == found.judged_from


def test_tokens_and_requests_are_counted_by_the_hour() -> None:
    stored = Stored([used(TODAY, 700, hour=8), used(TODAY, 50, hour=9)], {}, [ACME])
    assert of_counts(stored, Measure.TOKENS, NOW).hours == {CELL: {HOUR - 1: 700, HOUR: 50}}
    assert of_counts(stored, Measure.REQUESTS, NOW).hours == {CELL: {HOUR - 1: 1, HOUR: 1}}
    assert start_of(first_hour(day_of(HOUR))).date() == TODAY
