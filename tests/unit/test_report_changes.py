"""Changes: settled days of the period against as many right before it, or the reason why there is none."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from core.collection.ledger import LedgerDay
from core.money import NANOS
from core.questions import Question, parse
from core.reports import Change, Report, Uncompared, build
from tests.unit.worlds import ACME, COSTS, NOW, TODAY, connection, cost, daily, day, ledger, report, span


def test_settled_days_are_compared_with_the_same_days_of_the_week_before() -> None:
    """The last 7 days are settled up to 21 Nov: four days, against 11 to 14 Nov. The days between do not count."""
    figures = [
        *daily(span(day(11), day(14)), "o3", 10),
        *daily(span(day(15), day(17)), "o3", 1000),
        *daily(span(day(18), day(21)), "o3", 12),
        *daily(span(day(22), TODAY), "o3", 5000),
    ]
    found = report("7d", figures)
    assert found.change == Change(48 * NANOS, 40 * NANOS, "usd")
    assert found.change.percent == 20
    assert found.compared == (day(18), day(21))
    assert found.before == (day(11), day(14))
    assert found.uncompared is None


def test_a_period_that_is_all_settled_is_compared_whole() -> None:
    figures = [*daily(span(day(1, 9), day(30, 9)), "", 5), *daily(span(day(1, 10), day(31, 10)), "", 4)]
    found = report("last month", figures)
    assert found.compared == (day(1, 10), day(31, 10))
    # September has thirty days, and all of it is compared.
    assert found.change == Change(124 * NANOS, 150 * NANOS, "usd")
    assert found.change.percent == -17


def test_each_line_has_its_own_change_and_other_has_the_rest() -> None:
    before, now = span(day(11), day(14)), span(day(18), day(21))
    figures = [*daily(now, "new", 30), *daily(before, "gone", 20)]
    for rank, name in enumerate("abcdef"):
        figures += [*daily(before, name, 20 - rank), *daily(now, name, 21 - rank)]
    found = report("7d by model", figures)
    changes = [(line.name, line.change.difference // NANOS) for line in found.lines if line.change]
    assert changes == [("new", 120), ("a", 4), ("b", 4), ("c", 4), ("d", 4), ("Other (3)", 4 + 4 - 80)]
    assert found.change is not None
    assert sum(difference for _, difference in changes) == found.change.difference // NANOS


def test_what_was_there_before_and_is_gone_has_a_line() -> None:
    figures = [*daily(span(day(11), day(14)), "gone", 20), *daily(span(day(18), day(21)), "stays", 20)]
    found = report("7d by model", figures)
    assert [(line.name, line.shown) for line in found.lines] == [("stays", "$80.00"), ("gone", "$0.00")]


@pytest.mark.parametrize(
    ("text", "lines", "reason"),
    [
        ("today", COSTS, Uncompared.NOT_SETTLED),
        ("this week", COSTS, Uncompared.NOT_SETTLED),
        ("7d", [line for line in COSTS if line.day != day(20)], Uncompared.NOT_COLLECTED),
        ("7d", [line for line in COSTS if line.day != day(13)], Uncompared.NOT_COLLECTED),
        ("7d", [line for line in COSTS if line.day >= day(18)], Uncompared.NOT_COLLECTED),
        ("7d", COSTS, Uncompared.NOTHING_BEFORE),
    ],
)
def test_without_a_change_the_reason_is_known(text: str, lines: Sequence[LedgerDay], reason: Uncompared) -> None:
    found = report(f"{text} by model", [cost(TODAY, "o3", 5), cost(day(19), "o3", 5)], {1: lines})
    assert (found.change, found.compared, found.uncompared) == (None, None, reason)
    assert all(line.change is None for line in found.lines)


def test_a_gap_between_the_days_that_are_compared_does_not_matter() -> None:
    """Only the days before are looked at that are compared."""
    lines = [line for line in COSTS if line.day != day(16)]
    assert report("7d", [cost(day(13), "", 5), cost(day(19), "", 5)], {1: lines}).change is not None


def test_a_connection_without_a_history_then_makes_no_change() -> None:
    """A second organization connected later is no rise in spending."""
    young = replace(connection(2, "Beta"), backfill_from=day(18))
    ledgers = {1: COSTS, 2: ledger(day(18), settled_to=day(21))}
    figures = [*daily(span(day(14), day(21)), "", 5), *daily(span(day(18), day(21)), "", 50, connection=2)]
    found = report("7d", figures, ledgers, (ACME, young))
    assert found.uncompared is Uncompared.NOT_COLLECTED


@pytest.mark.parametrize(
    ("now", "before", "unit", "as_usual"),
    [
        (100, 100, "usd", True),
        (101, 100, "usd", True),
        (102, 100, "usd", False),
        (98, 100, "usd", False),
        (0.99, 0, "usd", True),
        (1, 0, "usd", False),
        (2, 1.5, "usd", True),
        (1000, 1019, "usd", True),
    ],
)
def test_a_change_under_the_noise_floor_is_as_usual(now: float, before: float, unit: str, as_usual: bool) -> None:
    change = Change(round(now * NANOS), round(before * NANOS), unit)
    assert change.as_usual is as_usual


def test_counts_have_no_dollar_floor() -> None:
    assert not Change(3, 2, "requests").as_usual
    assert Change(101, 100, "tokens").as_usual


def test_after_nothing_or_a_credit_there_is_no_percent() -> None:
    assert Change(5, 0, "usd").percent is None
    assert Change(5, -5, "usd").percent is None
    assert Change(-5, 5, "usd").percent == -200


def test_the_leap_day_is_a_day_like_others() -> None:
    now = NOW.replace(year=2028, month=3, day=20)
    february = parse("february", now.date())
    assert isinstance(february, Question)
    lines = ledger(date(2027, 12, 1), settled_to=date(2028, 3, 10), last=now.date())
    figures = daily(span(date(2027, 12, 1), date(2028, 3, 10)), "", 1)
    acme = replace(ACME, backfill_from=date(2027, 12, 1))
    found = build(february, figures, {1: lines}, [acme], {}, now)
    assert isinstance(found, Report)
    assert found.change == Change(29 * NANOS, 29 * NANOS, "usd")
