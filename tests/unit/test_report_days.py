"""What a report says of its days, and when there is nothing to report."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

from core.connection import Trouble
from core.figures import DayFigure
from core.money import NANOS
from core.questions import Dimension, Measure, NotUnderstood, Question
from core.reports import (
    BeforeHistory,
    NoConnection,
    NothingUsed,
    NothingYet,
    Report,
    build,
)
from tests.unit.worlds import (
    ACME,
    ALL,
    COSTS,
    HISTORY,
    NOW,
    TODAY,
    answer,
    connection,
    cost,
    daily,
    day,
    estimates,
    ledger,
    moving,
    question,
    report,
    rest,
    span,
    usage_ledger,
)

BETA = connection(2, "Beta")


def test_days_are_settled_moving_or_missing_and_freshness_is_the_newest_days() -> None:
    lines = [line for line in COSTS if line.day not in (day(10), day(11))]
    lines[-1] = moving(TODAY, read_at=NOW - timedelta(hours=2))
    days = report("last 30 days", [cost(day(20), "", 1)], {1: lines}).days
    assert (days.first, days.last) == (date(2026, 10, 26), TODAY)
    assert (days.settled_to, days.unsettled) == (day(21), (day(22), day(23), day(24)))
    assert days.missing == (day(10), day(11))
    assert days.read_at == NOW - timedelta(hours=2)
    assert days.history_from is None


def test_the_connection_read_longest_ago_tells_how_fresh_a_report_is() -> None:
    old = NOW - timedelta(hours=5)
    ledgers = {1: ALL[1], 2: [*COSTS[:-1], moving(TODAY, read_at=old)]}
    assert report("7d", [cost(day(20), "", 1)], ledgers, (ACME, BETA)).days.read_at == old


def test_today_is_open_even_before_it_was_collected_for_the_first_time() -> None:
    days = report("7d", [cost(day(20), "", 1)], {1: COSTS[:-1]}).days
    assert days.unsettled == (day(22), day(23), day(24))
    assert days.missing == ()


def test_what_is_missing_is_not_called_settled() -> None:
    lines = [line for line in COSTS if line.day <= day(19)]
    days = report("7d", [cost(day(18), "", 1)], {1: lines}).days
    assert (days.settled_to, days.unsettled, days.missing) == (day(19), (TODAY,), tuple(span(day(20), day(23))))


def test_a_past_period_that_is_settled_says_so() -> None:
    days = report("july", [cost(day(20, 7), "", 1)]).days
    assert (days.settled_to, days.unsettled, days.missing) == (day(31, 7), (), ())


def test_a_period_that_begins_before_the_history_names_its_first_day() -> None:
    assert report("this year", [cost(day(20, 7), "", 1)]).days.history_from == HISTORY


def test_a_younger_connection_misses_no_days_before_its_history() -> None:
    young = replace(BETA, backfill_from=day(20))
    ledgers = {1: ALL[1], 2: ledger(day(20), settled_to=day(21))}
    assert report("7d", [cost(day(20), "", 1)], ledgers, (ACME, young)).days.missing == ()


def test_nothing_billed_yet_is_not_nothing_used() -> None:
    found = report("today", [], estimates=estimates(rest(TODAY, 12), unpriced=["secret-1"]))
    assert (found.billed, found.total, found.has_bars) == (False, 0, True)
    assert found.not_billed is not None
    assert (found.not_billed.amount, found.not_billed.unpriced) == (12 * NANOS, ("secret-1",))
    assert report("today", [], estimates=estimates(unpriced=["secret-1"])).not_billed is not None
    assert not report("today", [], estimates=estimates()).has_bars


def test_what_is_not_billed_stands_beside_the_total_and_is_in_no_sum() -> None:
    found = report(
        "7d by model",
        [cost(each, "o3", 5) for each in span(day(18), day(23))],
        estimates=estimates(
            rest(day(23), 1, model="o3"), rest(TODAY, 2, model="o3"), rest(TODAY, 40, model="new-1"), rest(day(1), 9)
        ),
    )
    assert found.not_billed is not None
    assert (found.total, found.not_billed.amount) == (30 * NANOS, 43 * NANOS)
    assert found.not_billed.by_day == (*[0] * 5, 1 * NANOS, 42 * NANOS)
    assert [(line.name, line.shown, line.not_billed // NANOS) for line in found.lines] == [
        ("o3", "$30.00", 3),
        ("new-1", "$0.00", 40),
    ]
    assert sum(found.by_day) == found.total == sum(line.amount for line in found.lines)


def test_of_what_is_not_billed_other_takes_what_has_no_line_of_its_own() -> None:
    figures = [cost(day(20), name, 10 - at) for at, name in enumerate("abcdefg")]
    rests = [rest(TODAY, 1, model=name) for name in "aefg"]
    found = report("7d by model", figures, estimates=estimates(*rests))
    assert [line.not_billed // NANOS for line in found.lines] == [1, 0, 0, 0, 1, 2]
    assert found.lines[-1].not_billed_by_day == (*[0] * 6, 2 * NANOS)


def test_where_nothing_is_billed_the_lines_are_what_is_not() -> None:
    rests = [rest(TODAY, 2, project="p1"), rest(TODAY, 41.2, project="p2"), rest(TODAY, 0.5, project=None)]
    found = report("today by project", [], estimates=estimates(*rests))
    assert [(line.name, line.shown) for line in found.lines] == [
        ("project …p2", "≈ $41"),
        ("project …p1", "≈ $2.00"),
        ("Not split by project", "≈ $0.50"),
    ]


def test_estimates_in_another_currency_are_never_added() -> None:
    rests = [rest(TODAY, 4), rest(TODAY, 7, currency="eur")]
    found = report("7d", [cost(day(20), "", 5)], estimates=estimates(*rests)).not_billed
    assert found is not None
    assert (found.amount, found.other_currencies) == (4 * NANOS, {"eur": 7 * NANOS})
    assert report("today", [], estimates=estimates(*rests)).unit == "eur"


def test_how_close_estimates_were_is_told_of_the_currency_that_they_are_in() -> None:
    close = estimates(rest(TODAY, 4), error=3)
    far = {("eur", when): (5 * billed, billed) for (_, when), (_, billed) in close.misses.items()}
    found = report("7d", [], estimates=replace(close, misses={**far, **close.misses})).not_billed
    assert found is not None
    assert found.usual_error == 3


def test_usage_is_counted_by_its_own_ledger() -> None:
    figures = [DayFigure(day(20), 1, "o3", "tokens", 700), DayFigure(day(20), 1, "", "tokens", 300)]
    found = report("7d by model in tokens", figures, {1: usage_ledger(HISTORY, day(21))})
    assert [(line.name, line.shown) for line in found.lines] == [("o3", "700"), ("No model", "300")]
    assert (found.unit, found.shown, found.not_billed) == ("tokens", "1.0K", None)
    assert isinstance(answer("7d in tokens", figures, {1: ledger(HISTORY, day(21))}), NothingYet)


def test_without_a_connection_there_is_no_report() -> None:
    assert answer("7d", [], {}, ()) == NoConnection()


def test_while_nothing_of_the_period_is_imported_the_progress_is_told() -> None:
    lines = ledger(day(20), settled_to=day(21))
    assert answer("july", [], {1: lines}) == NothingYet(question("july"), 5, 181, in_trouble=False)
    stuck = replace(ACME, trouble=Trouble.KEY_REJECTED)
    assert answer("7d", [], {}, (stuck,)) == NothingYet(question("7d"), 0, 181, in_trouble=True)


def test_a_period_before_the_history_is_told_from_one_without_usage() -> None:
    assert answer("2025", []) == BeforeHistory(question("2025"), HISTORY, TODAY)
    assert isinstance(answer("this year", [], {}), NothingYet)
    nothing = answer("july", [])
    assert isinstance(nothing, NothingUsed)
    assert nothing.days.settled_to == day(31, 7)


def test_figures_of_nothing_are_nothing() -> None:
    assert isinstance(answer("july by model", daily(span(day(1, 7), day(9, 7)), "o3", 0)), NothingUsed)


def test_a_period_of_the_future_is_cut_at_today() -> None:
    period = replace(question("this week").period, end=day(30))
    found = build(Question(period), [cost(day(23), "", 1)], ALL, (ACME,), {}, NOW)
    assert isinstance(found, Report)
    assert (found.days.last, len(found.by_day)) == (TODAY, 2)


def test_every_dimension_and_measure_gets_an_answer() -> None:
    for by in ((), *product(Dimension), *product(Dimension, Dimension)):
        for measure in Measure:
            asked = replace(question("7d"), by=by, measure=measure)
            unit = "usd" if measure is Measure.COST else measure.value
            found = build(asked, [DayFigure(day(20), 1, "x", unit, NANOS)], ALL, (ACME,), {}, NOW)
            assert isinstance(found, Report | NotUnderstood)
