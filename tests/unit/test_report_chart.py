"""A report as a chart, and in words for those who do not see it."""

from datetime import date, timedelta

from core.figures import DayFigure
from core.money import NANOS
from core.reports import alt_text, chart_of
from tests.unit.worlds import COSTS, TODAY, cost, daily, day, estimates, report, rest, span


def test_a_month_has_a_bar_for_each_day_and_other_is_grey_and_last() -> None:
    figures = [cost(day(20), name, dollars) for name, dollars in zip("abcdefg", (7, 6, 5, 4, 3, 2, 1), strict=True)]
    chart = chart_of(report("last 30 days by model", figures), {})
    assert (chart.title, chart.unit, chart.grain) == ("$28.00 · last 30 days", "usd", "day")
    assert len(chart.starts) == 30
    assert [(bars.name, bars.total, bars.colour) for bars in chart.series] == [
        ("a", "$7.00", 0),
        ("b", "$6.00", 1),
        ("c", "$5.00", 2),
        ("d", "$4.00", 3),
        ("e", "$3.00", 4),
        ("Other (2)", "$3.00", None),
    ]
    assert chart.series[0].values == (*[0.0] * 25, 7.0, *[0.0] * 4)


def test_a_name_keeps_the_colour_it_had_and_no_two_are_alike() -> None:
    figures = [cost(day(20), name, 1) for name in "abc"]
    chart = chart_of(report("7d by model", figures), {"a": 4, "b": 4})
    colours = {bars.name: bars.colour for bars in chart.series}
    assert colours["a"] == 4
    assert len(set(colours.values())) == 3


def test_today_and_unsettled_days_are_hatched_and_the_note_says_so() -> None:
    chart = chart_of(report("7d", [cost(day(20), "", 1)]), {})
    assert chart.open_bars == {4, 5, 6}
    assert chart.note == "Hatched: 22–24 Nov not settled yet"


def test_what_is_not_billed_yet_is_hollow_and_the_note_says_so() -> None:
    rests = estimates(rest(TODAY, 4, model="o3"), rest(day(23), 2, model="b"))
    chart = chart_of(report("7d by model", [cost(day(20), "o3", 5)], estimates=rests), {})
    assert [(bars.name, bars.unbilled) for bars in chart.series] == [
        ("o3", (*[0.0] * 6, 4.0)),
        ("b", (*[0.0] * 5, 2.0, 0.0)),
    ]
    assert chart.title == "$5.00 + ≈ $6.00 not billed yet · last 7 days"
    assert chart.note == "Hatched: 22–24 Nov not settled yet · hollow: not billed yet"


def test_a_day_of_which_nothing_is_billed_is_all_hollow() -> None:
    chart = chart_of(report("today", [], estimates=estimates(rest(TODAY, 41.2))), {})
    (bars,) = chart.series
    assert (bars.values, bars.unbilled, bars.total) == ((0.0,), (41.2,), "≈ $41")
    assert chart.note == "Hollow: not billed yet"


def test_missing_days_are_named_in_the_note() -> None:
    lines = [line for line in COSTS if line.day not in (day(19), day(20))]
    chart = chart_of(report("7d", [cost(day(18), "", 1)], {1: lines}), {})
    assert chart.open_bars == {1, 2, 4, 5, 6}
    assert chart.note == "Hatched: 22–24 Nov not settled yet · 19–20 Nov not collected yet"


def test_a_settled_period_has_nothing_to_note() -> None:
    chart = chart_of(report("july", [cost(day(18, 7), "", 1)]), {})
    assert (chart.open_bars, chart.note) == (frozenset(), "")


def test_longer_periods_have_bars_for_weeks_that_start_on_monday() -> None:
    figures = daily(span(day(28, 5), TODAY), "", 1)
    chart = chart_of(report("last 180 days", figures), {})
    assert chart.grain == "week"
    assert chart.starts[:2] == (day(29, 5), day(1, 6))
    assert all(start.weekday() == 0 for start in chart.starts[1:])
    assert chart.series[0].values == (3.0, *[7.0] * 25, 2.0)
    assert chart.open_bars == {25, 26}


def test_the_longest_periods_have_bars_for_months() -> None:
    chart = chart_of(report("last 365 days", daily(span(day(28, 5), TODAY), "", 1)), {})
    assert chart.grain == "month"
    assert chart.starts[0] == date(2025, 11, 25)
    assert chart.starts[-1] == day(1)
    assert sum(chart.series[0].values) == 181


def test_what_is_split_by_nothing_is_one_row_of_bars() -> None:
    chart = chart_of(report("7d", [cost(day(20), "", 5)]), {})
    assert [(bars.name, bars.total, bars.colour) for bars in chart.series] == [("Total", "$5.00", 0)]


def test_counts_are_charted_as_they_are() -> None:
    figures = [DayFigure(day(20), 1, "o3", "tokens", 1_200_000)]
    chart = chart_of(report("7d by model in tokens", figures), {})
    assert (chart.title, chart.unit) == ("1.2M tokens · last 7 days", "tokens")
    assert max(chart.series[0].values) == 1_200_000


def test_a_nano_dollar_is_not_lost_between_report_and_bars() -> None:
    figures = [DayFigure(day(18) + timedelta(days=n), 1, "o3", "usd", n * NANOS + 1) for n in range(7)]
    chart = chart_of(report("7d by model", figures), {})
    assert [round(value * NANOS) for value in chart.series[0].values] == [figure.amount for figure in figures]


def test_the_chart_in_words_has_its_figures() -> None:
    figures = [*daily(span(day(1), day(23)), "gpt-5-mini", 10), cost(day(20), "o3", 7.5)]
    assert alt_text(report("last 30 days by model", figures)) == (
        "Bar chart of cost, split by model, 26 Oct – 24 Nov 2026, UTC days. Total $237.50. gpt-5-mini: $230.00. "
        "o3: $7.50. Most on 20 Nov: $17.50. Still moving: 22–24 Nov."
    )


def test_the_words_are_never_too_many_for_slack() -> None:
    figures = [cost(day(20), letter * 900, 5) for letter in "abcdefgh"]
    assert len(alt_text(report("7d by model", figures))) < 2000


def test_what_is_used_and_has_no_bill_at_all_is_not_told_as_nothing() -> None:
    used = estimates(rest(TODAY, 41.2, model="o3"), rest(TODAY, 3, model="gpt-5"))
    found = report("7d by model", [cost(day(20), "gpt-5", 5)], estimates=used)
    assert {bars.name: bars.total for bars in chart_of(found, {}).series} == {"gpt-5": "$5.00", "o3": "≈ $41"}
