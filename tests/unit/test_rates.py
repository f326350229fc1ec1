"""Rates over time: what a million tokens or a request cost, what came from the cache, what went in batches."""

import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.answer import build_answer
from bot.views.detail import build_detail
from core import amounts
from core.figures import DayFigure
from core.money import NANOS
from core.questions import Dimension, Measure, NotUnderstood
from core.questions.dimensions import COSTLY, RATES
from core.questions.support import is_told
from core.reports import NothingUsed, NothingYet, Rates, build_rates, rate_alt_text, rate_chart_of
from core.reports.answer import Answer
from core.reports.rate import Ratio, rate_shown
from sandbox.slack.blocks import problems
from tests.unit.golden import assert_golden
from tests.unit.test_answer_view import HOSTILE, walk
from tests.unit.worlds import (
    ACME,
    ALL,
    COSTS,
    NOW,
    USAGE,
    connection,
    cost,
    daily,
    day,
    ledger,
    question,
    span,
)

SETTLED = span(day(18), day(21))
BEFORE = span(day(11), day(17))


def counted(measure: str, label: str, amount: int, days: Sequence[object] = SETTLED, of: int = 1) -> list[DayFigure]:
    """The same amount on each day, under the line of `measure`."""
    unit = RATES[question(f"7d in {measure}").measure].under.value
    return [DayFigure(each, of, label, unit, amount) for each in days]  # type: ignore[arg-type]  # dates


def answer(asked: str, over: Sequence[DayFigure], under: Sequence[DayFigure], **more: object) -> Answer | Rates:
    return build_rates(question(asked), (over, under), ALL, [ACME], {}, NOW, **more)  # type: ignore[arg-type]


def rates(asked: str, over: Sequence[DayFigure], under: Sequence[DayFigure], **more: object) -> Rates:
    found = answer(asked, over, under, **more)
    assert isinstance(found, Rates), found
    return found


def by_model() -> Rates:
    over = [*daily(SETTLED, "o3", 8), *daily(SETTLED, "mini", 1), *daily(BEFORE, "o3", 4), *daily(SETTLED, "", 2)]
    under = [
        *counted("cost per 1M tokens", "o3", 1_000_000, [*SETTLED, *BEFORE]),
        *counted("cost per 1M tokens", "mini", 10_000_000),
    ]
    return rates("7d by model in cost per 1M tokens", over, under)


def test_the_whole_is_the_ratio_of_sums_and_no_mean_of_rates() -> None:
    found = by_model()
    assert [(line.name, rate_shown(line.ratio, found.question.measure, "usd")) for line in found.lines] == [
        ("mini", "$0.10"),
        ("o3", "$8.00"),
    ]
    assert rate_shown(found.whole.ratio, found.question.measure, "usd") == "$1.00", "$11 a day for 11M tokens"


def test_what_is_billed_and_not_counted_has_no_line_and_is_named() -> None:
    found = by_model()
    assert found.without == ("No model (storage, tools …)",)
    facts = build_answer(found, None)[1][1]["text"]["text"]
    assert "In the whole, and in no line, for no tokens are counted: No model (storage, tools …)." in facts


def test_costs_of_days_that_are_not_settled_do_not_count() -> None:
    over = [*daily(SETTLED, "o3", 1), *daily(span(day(22), day(24)), "o3", 100)]
    found = rates("7d in cost per request", over, counted("cost per request", "", 10, span(day(18), day(24))))
    assert found.left_out == tuple(span(day(22), day(24)))
    assert found.whole.ratio == Ratio(4 * NANOS, 40)
    assert rate_chart_of(found, {}).series[0].values[:4] == (0.1,) * 4
    assert all(math.isnan(value) for value in rate_chart_of(found, {}).series[0].values[4:])


def test_what_is_counted_alone_is_known_of_today() -> None:
    days = span(day(18), day(24))
    over = [DayFigure(each, 1, "", "tokens read from cache", 30) for each in days]
    found = rates("7d in cache rate", over, counted("cache rate", "", 90, days))
    assert (found.left_out, found.whole.ratio) == ((), Ratio(210, 630))
    chart = rate_chart_of(found, {})
    assert chart.title == "33\u00a0% of what was read came from the cache · last 7 days"
    assert (chart.unit, sorted(chart.open_bars)) == ("%", [4, 5, 6])
    assert chart.note == "Dashed: 22–24 Nov not settled yet"
    assert chart.series[0].values == pytest.approx([100 / 3] * 7)


def test_nothing_is_never_divided_by() -> None:
    found = answer("7d by model in cost per request", daily(SETTLED, "o3", 5), [])
    assert isinstance(found, NothingUsed)
    some = [*counted("cost per request", "o3", 5, [day(18)]), *counted("cost per request", "mini", 0)]
    report = rates("7d by model in cost per request", daily(SETTLED, "o3", 5), some)
    assert [line.name for line in report.lines] == ["o3"]
    assert math.isnan(rate_chart_of(report, {}).series[0].values[1])
    assert problems(build_answer(report, "F1")[1], "message") == []


def test_a_period_of_which_nothing_is_settled_is_refused_with_one_that_is() -> None:
    found = answer("today by model in cost per request", [], counted("cost per request", "o3", 5, [day(24)]))
    assert isinstance(found, NotUnderstood)
    assert found.nearest == (
        "usage last 30 days by model in cost per request",
        "usage today by model in tokens",
    )


def test_the_change_is_of_the_same_settled_days() -> None:
    found = by_model()
    o3 = found.lines[1]
    assert o3.change is not None
    assert (o3.change.now, o3.change.before) == (Ratio(32 * NANOS, 4_000_000), Ratio(16 * NANOS, 4_000_000))
    facts = build_answer(found, None)[1][1]["text"]["text"].splitlines()[0]
    assert facts.startswith("▼ 75\u00a0% ($3.00) to 21 Nov, on ")


def test_a_share_changes_by_points() -> None:
    days = [*SETTLED, *BEFORE]
    over = [DayFigure(each, 1, "", "tokens read from cache", 30 if each in SETTLED else 60) for each in days]
    found = rates("7d in cache rate", over, counted("cache rate", "", 100, days))
    assert build_answer(found, None)[1][1]["text"]["text"].startswith("▼ 30 points to 21 Nov, on ")


def test_connections_that_are_billed_in_another_currency_do_not_count() -> None:
    acme, europe = ACME, connection(2, "Europe")
    lines = {1: [*COSTS, *USAGE], 2: [*COSTS, *USAGE]}
    over = [*daily(SETTLED, "o3", 10), *(cost(each, "o3", 1, 2, "eur") for each in SETTLED)]
    under = [*counted("cost per request", "o3", 10), *counted("cost per request", "o3", 1000, of=2)]
    found = build_rates(question("7d in cost per request"), (over, under), lines, [acme, europe], {}, NOW)
    assert isinstance(found, Rates)
    assert (found.whole.ratio, found.elsewhere) == (Ratio(40 * NANOS, 40), ("Europe",))


def test_days_without_usage_do_not_make_costs_dear() -> None:
    """Usage that is not collected of a day whose costs are: the day does not count."""
    gap = {1: [*COSTS, *(line for line in USAGE if line.day != day(19))]}
    over, under = daily(SETTLED, "", 1), counted("cost per request", "", 1, [day(18), day(20), day(21)])
    found = build_rates(question("7d in cost per request"), (over, under), gap, [ACME], {}, NOW)
    assert isinstance(found, Rates)
    assert found.whole.ratio == Ratio(3 * NANOS, 3)


def test_shared_out_costs_make_rates_that_are_about() -> None:
    shares = {Dimension.KEY: frozenset((1, each) for each in span(day(1), day(24)))}
    over, under = daily(SETTLED, "ci", 1), counted("cost per request", "ci", 10)
    found = rates("7d by key in cost per request", over, under, shares=shares)
    assert (found.lines[0].about, found.whole.about) == (True, False)
    narrowed = rates("7d by model for key:ci in cost per request", over, under, shares=shares)
    assert narrowed.whole.about
    assert build_answer(narrowed, None)[1][0]["text"]["text"].startswith("≈ $0.10 per request")


def test_lines_have_the_colours_of_their_names_and_the_whole_is_black() -> None:
    chart = rate_chart_of(by_model(), {"o3": 4})
    assert [(bars.name, bars.colour) for bars in chart.series] == [("mini", 0), ("o3", 4), ("All", -1)]
    assert (chart.is_lines, chart.is_rate) == (True, True)


def test_a_bar_of_weeks_is_the_ratio_of_its_days() -> None:
    over = [*daily([day(18)], "", 10), *daily([day(19)], "", 2)]
    under = [*counted("cost per request", "", 1, [day(18)]), *counted("cost per request", "", 11, [day(19)])]
    assert rate_chart_of(rates("7d per week in cost per request", over, under), {}).series[0].values[0] == 1.0


def test_the_chart_in_words_tells_the_whole_the_lines_and_the_ends() -> None:
    over = [*daily([day(18)], "", 2), *daily(span(day(19), day(21)), "", 1)]
    found = rates("7d in cost per request", over, counted("cost per request", "", 100))
    assert rate_alt_text(found) == (
        "Line chart of cost per request, 18–24 Nov 2026, UTC days. $0.0125 per request. "
        "Highest on 18 Nov: $0.02. Lowest on 19 Nov: $0.01."
    )


def test_rates_look_as_they_did() -> None:
    text, blocks = build_answer(by_model(), "F0123", asker="Ana")
    assert problems(blocks, "message") == []
    assert_golden("rates", {"text": text, "blocks": blocks})


@pytest.mark.parametrize("native", [True, False])
def test_hostile_names_and_tables_stay_within_what_slack_takes(native: bool) -> None:
    names = [f"{number} {HOSTILE}" for number in range(130)]
    over = [figure for name in names for figure in daily(SETTLED, name, 3)]
    under = [figure for at, name in enumerate(names) for figure in counted("cost per 1M tokens", name, 1000 + at)]
    found = rates("7d by model in cost per 1M tokens as table", over, under)
    for _, blocks in (build_answer(found, "F1", native_tables=native), build_detail(found, native)):
        assert problems(blocks, "message") == []
    plain = rates("7d by model in cost per 1M tokens", over, under)
    assert "125 more are behind [Table]." in build_answer(plain, None)[1][1]["text"]["text"]
    marked = [each["text"] for each in walk(build_answer(plain, None)[1]) if each.get("type") == "mrkdwn"]
    assert not any("evil" in text for text in marked)


def test_a_table_of_the_whole_has_a_row_for_each_day_that_counts() -> None:
    over, under = daily(SETTLED, "", 1), counted("cost per request", "", 100)
    blocks = build_answer(rates("7d in cost per request as table", over, under), None)[1]
    [table] = [block for block in blocks if block["type"] == "data_table"]
    assert [[cell["text"] for cell in row] for row in table["rows"][:2]] == [
        ["Day (UTC)", "Cost per request", "Requests"],
        ["2026-11-21", "$0.01", "100"],
    ]
    assert len(table["rows"]) == 1 + len(SETTLED)


@pytest.mark.parametrize(
    ("nanos", "shown"),
    [
        (1_840_000_000, "$1.84"),
        (1_234_560_000_000, "$1,234.56"),
        (423_456, "$0.000423"),
        (50_000_000, "$0.05"),
        (123_456_789, "$0.123"),
        (999_999_999, "$1.00"),
        (100_000, "$0.0001"),
        (-20_000, "-$0.00002"),
        (1, "$0.000000001"),
        (0, "$0.00"),
    ],
)
def test_what_one_thing_costs_has_the_digits_that_tell(nanos: int, shown: str) -> None:
    assert amounts.unit_price(nanos, "usd") == shown


@given(st.integers(0, 10**15), st.integers(1, 10**12), st.sampled_from(sorted(RATES)))
def test_any_rate_can_be_written(over: int, under: int, measure: Measure) -> None:
    shown = rate_shown(Ratio(over, under), measure, "usd")
    assert shown.endswith("\u00a0%") if measure not in COSTLY else shown.startswith("$")


def test_one_table_says_which_rate_is_told_by_what() -> None:
    told = {measure: [each for each in Dimension if is_told(measure, each)] for measure in RATES}
    assert Dimension.ITEM not in {each for found in told.values() for each in found}
    assert set(told[Measure.PER_TOKENS]) == set(Dimension) - {Dimension.ITEM}
    assert Dimension.TIER not in told[Measure.BATCH_SHARE]
    assert {Dimension.MODEL, Dimension.PROJECT, Dimension.KEY} <= set(told[Measure.CACHE_RATE])


def test_what_is_not_collected_yet_says_so() -> None:
    lines = {1: ledger(day(1), day(2), day(2))}
    found = build_rates(question("7d in cost per request"), ([], []), lines, [ACME], {}, NOW)
    assert isinstance(found, NothingYet)
