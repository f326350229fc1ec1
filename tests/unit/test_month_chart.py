"""The chart of a month with what is ahead, measured; and in words."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import pairwise
from typing import Final

import pytest
from PIL import Image

from bot.views.answer import build_answer
from core.chart import Chart
from core.charts import draw
from core.charts.month import composed_month
from core.charts.palette import INK
from core.forecasts import Forecast, TooLittle
from core.forecasts.replay import Misses
from core.money import NANOS
from core.month_chart import MonthChart
from core.reports import Report
from core.reports.month_chart import month_alt_text, month_chart_of
from core.reports.picture import picture_in_words, picture_of
from tests.unit.test_charts import assert_nothing_is_in_the_way
from tests.unit.worlds import cost, daily, day, estimates, report, rest, span

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def ahead(so_far: int = 240, likely: float | None = 0.2, now: datetime = NOON, gone: Sequence[date] = ()) -> Forecast:
    """$10 a day; so much was spent up to and with today."""
    found = None if likely is None else Misses(usual=likely / 2, likely=likely)
    expected = frozenset([*gone, *span(now.date(), day(30))])
    return Forecast(day(1), "usd", so_far * NANOS, (10 * NANOS,) * 30, expected, found, now)


def this_month(text: str = "this month") -> Report:
    figures = [*daily(span(day(1), day(23)), "o3", 10), cost(day(24), "o3", 0)]
    return replace(report(text, figures, estimates=estimates(rest(day(24), 10))), forecast=ahead())


CASES: Final = {
    "a usual month": month_chart_of(this_month(), ahead()),
    "with a budget above": month_chart_of(this_month(), ahead(), 400 * NANOS),
    "with a budget below": month_chart_of(this_month(), ahead(), 100 * NANOS),
    "with a budget far above": month_chart_of(this_month(), ahead(), 40_000_000 * NANOS),
    "on the first day": month_chart_of(this_month(), ahead(1, 1.0, datetime(2026, 11, 1, 0, 1, tzinfo=UTC))),
    "on the last day": month_chart_of(this_month(), ahead(299, 0.2, datetime(2026, 11, 30, 23, 59, tzinfo=UTC))),
    "how close is not known": month_chart_of(this_month(), ahead(likely=None)),
    "days are missing": month_chart_of(this_month(), ahead(200, gone=span(day(3), day(6)))),
    "credits took it all": month_chart_of(this_month(), ahead(-500)),
    "a hostile name": replace(
        month_chart_of(this_month(), ahead(), 400 * NANOS),
        title='$8,412,345.07 + ≈ $41,000 not billed yet · this month · project "<!here> $x_{1}$ 自然言語"',
        so_far="≈ $8,453,345",
        forecast="$12,412,345 ± $1,300,000",
        budget_shown="$9,000,000",
        note="Hatched: 22–24 Nov not settled yet · USD only · 3–5 Nov, 7 Nov and 9–11 Nov not collected yet",
    ),
}
every_case = pytest.mark.parametrize("name", CASES)


@every_case
def test_nothing_overlaps_or_is_cut_off_or_too_small_for_a_telephone(name: str) -> None:
    assert_nothing_is_in_the_way(composed_month(CASES[name]))


@every_case
def test_it_is_a_small_picture_with_few_colours(name: str) -> None:
    png = draw(CASES[name])
    image = Image.open(BytesIO(png))
    image.load()
    assert len(png) <= 40_000
    assert (image.mode, image.size) == ("P", (1600, 900))
    assert len(image.convert("RGBA").getcolors() or ()) <= 16


@every_case
def test_it_goes_from_nothing_to_now_and_from_there_to_what_is_expected(name: str) -> None:
    chart = CASES[name]
    assert chart.spent[0] == (0.0, 0.0)
    assert chart.expected[0] == chart.spent[-1]
    assert chart.expected[-1][0] == len(chart.days) == 30
    for points in (chart.spent, chart.expected):
        assert all(one[0] <= other[0] for one, other in pairwise(points))
    assert all(
        low <= worth <= high for (_, worth), low, high in zip(chart.expected, chart.low, chart.high, strict=True)
    )


def test_the_cone_begins_now_and_ends_as_wide_as_is_likely() -> None:
    chart = CASES["a usual month"]
    assert chart.spent[-1] == (23.5, 240.0)
    assert (chart.low[0], chart.high[0]) == (240.0, 240.0)
    assert (chart.low[-1], chart.expected[-1][1], chart.high[-1]) == pytest.approx((288.0, 300.0, 312.0))
    assert (chart.so_far, chart.forecast) == ("≈ $240", "$300 ± $12")


def test_days_that_were_never_collected_are_expected_later_and_not_drawn_as_spent() -> None:
    chart = CASES["days are missing"]
    assert chart.spent[2][1] == chart.spent[6][1] == 20.0
    assert chart.expected[-1][1] == 300.0


def test_what_is_not_settled_is_hatched_from_its_first_day_on() -> None:
    chart = CASES["a usual month"]
    assert (chart.open_from, chart.note) == (21, "Hatched: 22–24 Nov not settled yet")


def test_a_budget_is_a_line_across_where_its_amount_is() -> None:
    def darkest_rows(chart: MonthChart) -> list[int]:
        """Rows of the picture that are ink from side to side, from the top."""
        image = Image.open(BytesIO(draw(chart))).convert("RGBA")
        return [y for y in range(900) if all(image.getpixel((x, y)) == (*INK, 255) for x in range(400, 1500, 50))]

    assert darkest_rows(CASES["a usual month"]) == []
    above, below = darkest_rows(CASES["with a budget above"]), darkest_rows(CASES["with a budget below"])
    assert len(above) == len(below) == 7
    assert above[0] < below[0]


@pytest.mark.parametrize(
    ("budget", "words"),
    [
        (400, "Budget $400: not crossed at this pace."),
        (255, "Budget $255: crossed on 26 Nov at this pace."),
        (100, "Budget $100: crossed already."),
    ],
)
def test_the_chart_in_words_has_its_figures_and_says_when_a_budget_is_crossed(budget: int, words: str) -> None:
    assert month_alt_text(this_month("this month for project:web"), ahead(), budget * NANOS) == (
        "Chart of cost added up, 1–24 Nov 2026, UTC days, with a forecast to 30 Nov. Only project web. "
        "So far $230.00 + ≈ $10 not billed yet. Forecast for the whole month: $300 ± $12, usually within 2\u00a0%. "
        f"{words} Still moving: 22–24 Nov."
    )


def test_the_month_as_a_whole_is_drawn_with_what_is_ahead_and_its_parts_as_bars() -> None:
    whole = this_month()
    assert isinstance(picture_of(whole, {}), MonthChart)
    assert picture_in_words(whole) == build_answer(whole, "F1")[1][2]["alt_text"]
    assert "with a forecast" in picture_in_words(whole)
    for other in (
        this_month("this month by model"),
        this_month("this month per day"),
        replace(whole, forecast=TooLittle(12)),
        replace(whole, forecast=None),
    ):
        assert isinstance(picture_of(other, {}), Chart)
        assert picture_in_words(other).startswith("Bar chart")
