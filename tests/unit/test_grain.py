"""How wide the bars of a chart are, as asked: hours, days, weeks or months."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.answer import build_answer
from bot.views.table import build_table
from core.estimates.hours import hours_of
from core.estimates.rows import Bill, Labels, Part, Ware
from core.figures import DayFigure, HourFigure
from core.grain import Grain, bar_of, bars_of, hours_begun
from core.money import NANOS
from core.questions import Dimension, NotUnderstood, Question, sentence
from core.questions.support import supported, unsupported
from core.reports import Report, alt_text, build, chart_of
from core.weeks import WeekStart
from core.why.asked import read_why
from sandbox.slack.blocks import problems
from tests.unit.test_answer_view import menus_of
from tests.unit.worlds import (
    ACME,
    ALL,
    COSTS,
    NOW,
    TODAY,
    USAGE,
    cost,
    daily,
    day,
    estimates,
    question,
    report,
    rest,
    span,
    usage_ledger,
)

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
FRIDAY = day(20)
INPUT, OUTPUT, STORAGE = Ware("o3", "input"), Ware("o3", "output"), Ware("file storage", "")


@given(DAYS, st.integers(1, 800), st.sampled_from([Grain.DAY, Grain.WEEK, Grain.MONTH]), st.sampled_from(WeekStart))
def test_bars_are_counted_as_they_are_drawn(first: date, days: int, grain: Grain, start: WeekStart) -> None:
    drawn = {bar_of(first + timedelta(days=number), grain, start) for number in range(days)}
    assert bars_of(first, first + timedelta(days=days), grain, start) == len(drawn)


@given(DAYS, st.integers(1, 3653), st.sampled_from(Grain))
def test_where_bars_are_too_many_there_is_always_a_way_to_ask(first: date, days: int, grain: Grain) -> None:
    period = question("7d").period
    asked = Question(type(period)(first, first + timedelta(days=days), ""), per=grain)
    for near in supported(asked):
        assert unsupported(near) is None
        assert near == asked or (unsupported(asked) or "").startswith("That would be")


def test_an_hour_is_begun_when_its_first_minute_is() -> None:
    assert hours_begun(TODAY, datetime(2026, 11, 24, 0, 0, tzinfo=UTC)) == 1
    assert hours_begun(TODAY, datetime(2026, 11, 24, 23, 59, tzinfo=UTC)) == 24
    assert hours_begun(day(23), NOW) == 24


def bill(dollars: float, ware: Ware = INPUT, when: date = FRIDAY, **labels: str | None) -> Bill:
    return Bill(when, 1, Labels(**labels), ware, "usd", round(dollars * NANOS), None)


def part(hour: int, units: int, ware: Ware = INPUT, when: date = FRIDAY, **labels: str | None) -> Part:
    return Part(when, 1, "completions", Labels(**labels), ware, units, units, hour)


def by_hour(figures: list[HourFigure]) -> dict[int, float]:
    return {figure.hour: figure.amount / NANOS for figure in figures}


def test_a_bill_is_shared_out_over_the_hours_that_used_its_ware() -> None:
    parts = [part(3, 300), part(9, 100), part(9, 900, OUTPUT), part(12, 5, when=day(19))]
    assert by_hour(hours_of([bill(8)], parts, (), NOW)) == {3: 6.0, 9: 2.0}


def test_each_label_has_its_own_hours() -> None:
    parts = [part(3, 1, key="ci"), part(9, 1, key="app")]
    found = hours_of([bill(2, key="ci"), bill(5, key="app")], parts, (Dimension.KEY, Dimension.CONNECTION), NOW)
    assert {(figure.label, figure.hour): figure.amount for figure in found} == {
        ("ci", 3): 2 * NANOS,
        ("app", 9): 5 * NANOS,
    }


def test_what_no_hour_used_is_spread_over_those_that_have_begun() -> None:
    assert by_hour(hours_of([bill(24, STORAGE)], [], (), NOW)) == dict.fromkeys(range(24), 1.0)
    assert by_hour(hours_of([bill(-5, STORAGE, TODAY)], [], (), NOW)) == dict.fromkeys(range(10), -0.5)


@given(st.lists(st.tuples(st.integers(0, 23), st.integers(0, 10**9))), st.integers(-(10**12), 10**15))
def test_hours_add_up_to_the_bill_to_the_last_nano_dollar(uses: list[tuple[int, int]], nanos: int) -> None:
    found = hours_of([bill(0)._replace(nanos=nanos)], [part(*use) for use in uses], (), NOW)
    assert sum(figure.amount for figure in found) == nanos


def hourly(when: date, label: str, *dollars: float) -> list[HourFigure]:
    return [HourFigure(when, hour, 1, label, "usd", round(each * NANOS)) for hour, each in enumerate(dollars)]


def today_by_model() -> Report:
    figures = [cost(day(23), "o3", 6), cost(day(23), "gpt-5", 3)]
    rests = [rest(TODAY, 1.5, model="o3")]
    hours = [*hourly(day(23), "o3", 4, 2), *hourly(day(23), "gpt-5", 0, 3), *hourly(day(22), "o3", 100)]
    found = build(
        question("2026-11-23..2026-11-24 by model per hour"),
        figures,
        ALL,
        [ACME],
        {},
        NOW,
        estimates(*rests),
        hours=(hours, hourly(TODAY, "o3", 1, 0.5)),
    )
    assert isinstance(found, Report)
    return found


def test_a_chart_by_the_hour_has_a_bar_for_each_hour_that_has_begun() -> None:
    chart = chart_of(today_by_model(), {})
    assert (chart.grain, len(chart.starts)) == (Grain.HOUR, 24 + 10)
    assert chart.starts[25] == datetime(2026, 11, 24, 1, tzinfo=UTC)
    o3, gpt = chart.series
    assert (o3.name, o3.values[:3], sum(o3.values), o3.unbilled[24:26]) == ("o3", (4.0, 2.0, 0.0), 6.0, (1.0, 0.5))
    assert gpt.values[:2] == (0.0, 3.0)
    assert chart.title == "$9.00 + ≈ $1.50 not billed yet · 23–24 Nov 2026"
    assert "hours are about (≈)" in chart.note


def test_hours_of_costs_are_said_to_be_about() -> None:
    found = today_by_model()
    assert "Bar chart of cost per hour, split by model" in alt_text(found)
    assert "Most at 01:00 UTC on 23 Nov: ≈ $5.00." in alt_text(found)
    facts = build_answer(found, None)[1][1]["text"]["text"]
    assert "hours are shared out by what was used in each, so they are about (≈)" in facts


def test_other_has_the_hours_that_the_named_lines_leave() -> None:
    names = "abcdefgh"
    figures = [cost(day(20), name, 9 - at) for at, name in enumerate(names)]
    hours = [each for at, name in enumerate(names) for each in hourly(day(20), name, 0, 9 - at)]
    found = build(question("2026-11-20 by model per hour"), figures, ALL, [ACME], {}, NOW, hours=(hours, ()))
    assert isinstance(found, Report)
    other = found.lines[-1]
    assert (other.others, other.by_hour[:3]) == (3, (0, other.amount, 0))
    assert found.by_hour[1] == found.total


def test_tokens_by_the_hour_are_exact() -> None:
    hours = [HourFigure(day(20), hour, 1, "", "tokens", 10 * hour) for hour in range(24)]
    figures = [DayFigure(day(20), 1, "", "tokens", sum(each.amount for each in hours))]
    found = build(question("2026-11-20 per hour in tokens as table"), figures, ALL, [ACME], {}, NOW, hours=(hours, ()))
    assert isinstance(found, Report)
    assert chart_of(found, {}).note == ""
    assert "Most at 23:00 UTC on 20 Nov: 230 tokens." in alt_text(found)
    table = build_table(found, native=True)
    assert table is not None
    assert problems([table], "message") == []
    head, newest, *rows = table["rows"]
    assert [cell["text"] for cell in (*head, *newest)] == ["Hour from (UTC)", "Tokens", "2026-11-20 23:00", "230"]
    assert len(rows) == 23


def test_days_of_which_no_hours_are_kept_are_refused_with_those_that_have_them() -> None:
    coarse = [line if line.day > day(20) else replace(line, width="1d") for line in USAGE]
    asked = question("2026-11-18..2026-11-23 by key per hour")
    found = build(asked, [cost(day(20), "ci", 1)], {1: [*COSTS, *coarse]}, [ACME], {}, NOW)
    assert isinstance(found, NotUnderstood)
    assert (found.what, found.nearest) == (
        "per hour",
        ("usage 2026-11-18..2026-11-23 by key per day", "usage 2026-11-21..2026-11-23 by key per hour"),
    )
    all_fine = build(asked, [cost(day(20), "ci", 1)], {1: [*COSTS, *usage_ledger(day(1), day(21))]}, [ACME], {}, NOW)
    assert isinstance(all_fine, Report)


def test_weeks_and_months_are_bars_where_they_are_asked_for() -> None:
    figures = daily(span(day(26, 10), TODAY), "", 1)
    weeks = chart_of(report("last 30 days per week", figures), {})
    assert (weeks.grain, weeks.starts[0], weeks.series[0].values) == (Grain.WEEK, day(26, 10), (7, 7, 7, 7, 2))
    assert weeks.open_bars == {3, 4}
    months = report("last 30 days per month", figures)
    assert [(start, value) for start, value in zip(*_bars(months), strict=True)] == [(day(26, 10), 6), (day(1), 24)]
    assert "Most in November 2026: $24.00." in alt_text(months)
    assert "Most in the week of 26 Oct: $7.00." in alt_text(report("last 30 days per week", figures))


def _bars(found: Report) -> tuple[tuple[date, ...], tuple[float, ...]]:
    chart = chart_of(found, {})
    return chart.starts, chart.series[0].values


def test_a_grain_changes_bars_alone() -> None:
    """Headline, change and lines are those of the days."""
    figures = [*daily(span(day(26, 10), TODAY), "o3", 2), *daily(span(day(26, 9), day(25, 10)), "o3", 1)]
    plain, weekly = report("last 30 days by model", figures), report("last 30 days by model per week", figures)
    assert (weekly.total, weekly.change, weekly.lines, weekly.days) == (
        plain.total,
        plain.change,
        plain.lines,
        plain.days,
    )
    assert weekly.change is not None


@pytest.mark.parametrize(
    ("per", "first", "head"),
    [
        ("week", "2026-11-23", "Week from (UTC)"),
        ("month", "2026-11", "Month (UTC)"),
        ("day", "2026-11-24", "Day (UTC)"),
    ],
)
def test_a_table_of_the_whole_has_a_row_for_each_bar(per: str, first: str, head: str) -> None:
    table = build_table(report(f"last 30 days per {per} as table", daily(span(day(26, 10), TODAY), "", 1)), native=True)
    assert table is not None
    assert (table["rows"][0][0]["text"], table["rows"][1][0]["text"]) == (head, first)


def test_menus_keep_the_grain_where_it_fits_and_change_it() -> None:
    menus = menus_of("last 7 days by model per hour")
    assert menus["ask-period"]["Yesterday"] == "usage yesterday by model per hour"
    assert menus["ask-period"]["This year"] == "usage this year by model per week"
    assert menus["ask-by"]["By key"] == "usage last 7 days by key per hour"
    assert menus["ask-chart"]["Per day"] == "usage last 7 days by model per day"
    assert menus["ask-chart"]["Usual chart"] == "usage last 7 days by model"
    assert "Per hour" not in menus_of("last 30 days by model")["ask-chart"], "720 bars"


def test_a_change_is_not_explained_by_bars() -> None:
    found = read_why("tuesday per hour", TODAY)
    assert isinstance(found, NotUnderstood)
    assert (found.what, found.nearest) == ("per hour", ("why tuesday",))


def test_the_nearest_questions_of_too_many_hours_are_days_and_the_newest_hours() -> None:
    near = [sentence(each) for each in supported(Question(question("mtd").period, (Dimension.KEY,), per=Grain.HOUR))]
    assert near == [
        "usage month to date by key per day",
        "usage 2026-11-18..2026-11-24 by key per hour",
    ]
