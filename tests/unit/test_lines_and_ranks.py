"""Charts of lines and of ranked bars: which question gets which, what stands where, and how they are said in words."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any, Final

import numpy as np
import pytest
from matplotlib.collections import LineCollection
from PIL import Image

from bot.views.answer import build_answer
from core.chart import WHOLE, Bars, Chart
from core.charts import draw
from core.charts.bars import Area
from core.charts.compose import composed
from core.charts.lines import reach
from core.charts.palette import INK, colour_of
from core.charts.ranked import composed_ranking
from core.charts.scale import scale_for
from core.figures import DayFigure
from core.grain import Grain
from core.ranking import Ranking
from core.reports import Report
from core.reports.picture import picture_in_words, picture_of
from sandbox.slack.blocks import problems
from tests.unit.chart_cases import HOSTILE, LONG, MODELS, NEWEST, starts
from tests.unit.test_answer_view import menus_of
from tests.unit.test_charts import assert_nothing_is_in_the_way, rectangles_of, words_of
from tests.unit.test_rates import by_model
from tests.unit.worlds import TODAY, cost, daily, day, estimates, report, rest, span

GAP: Final = math.nan


def lines(bars: int, scale: float, unit: str = "usd", names: Sequence[str] = MODELS, **more: object) -> Chart:
    """With a gap in the second line, and one point of the third alone."""
    series = []
    for at, name in enumerate(names):
        values = [scale * (len(names) - at + math.sin(bar / 3 + at) / 2) for bar in range(bars)]
        if at == 1 and bars > 6:
            values[2:5] = [GAP] * 3
        if at == 2:
            values[:-1] = [GAP] * (bars - 1)
        colour = WHOLE if at == len(names) - 1 else at
        series.append(Bars(name, tuple(values), f"${scale * (len(names) - at):,.4f}", colour))
    chart = Chart(
        "$3.02 per 1M tokens · last 30 days",
        starts(bars, Grain.DAY),
        Grain.DAY,
        tuple(series),
        unit,
        frozenset([bars - 1]),
        "Without 22–24 Nov: not settled yet",
        is_lines=True,
        is_rate=True,
    )
    return replace(chart, **more)  # type: ignore[arg-type]  # fields of it


LINES: Final = {
    "a month": lines(30, 1),
    "a week": lines(7, 2),
    "two days": lines(2, 1),
    "far less than a cent": lines(30, 0.0000042),
    "percents": lines(30, 12, "%", title="62\u00a0% of what was read came from the cache · last 30 days"),
    "half a year of tokens": lines(180, 4e8, "tokens", is_rate=False),
    "hostile names": lines(30, 1, names=HOSTILE),
    "long names": lines(90, 1000, names=LONG),
    "hours": lines(
        168, 3, starts=tuple(NEWEST + timedelta(hours=hour) for hour in range(168)), is_rate=False, grain=Grain.HOUR
    ),
}


def ranking(
    values: Sequence[float], names: Sequence[str] = MODELS, unbilled: Sequence[float] = (), **more: object
) -> Ranking:
    rows = [
        Bars(name, (value,), f"${value:,.2f}", at if at < 5 else None, (unbilled[at],) if unbilled else ())
        for at, (name, value) in enumerate(zip(names, values, strict=False))
    ]
    chart = Ranking("$2,150.01 · Thu 19 Nov", tuple(rows), is_open=False)
    return replace(chart, **more)  # type: ignore[arg-type]  # fields of it


FALLING: Final = (865.72, 565.47, 541.24, 177.86, 2, 0.01)
RANKINGS: Final = {
    "six": ranking(FALLING),
    "one": ranking([5]),
    "a credit": ranking([10, 5, -3]),
    "nothing billed yet": ranking([0, 0], unbilled=(40, 3), note="Hollow: not billed yet"),
    "open": ranking(FALLING, unbilled=(100, 5, 80, 0, 1, 1), is_open=True, note="Hatched: 26 Nov not settled yet"),
    "hostile names": ranking([1e9, 1e8, 1e7, 1e6, 1e5, 1e4], HOSTILE),
    "long names": ranking(FALLING, LONG, title=f"$2,150.01 · Thu 19 Nov · project {LONG[0]}", note="x " * 200),
    "nothing": ranking([]),
}


@pytest.mark.parametrize("name", LINES)
def test_nothing_is_in_the_way_of_a_text_beside_lines(name: str) -> None:
    assert_nothing_is_in_the_way(composed(LINES[name]))


@pytest.mark.parametrize("name", RANKINGS)
def test_nothing_is_in_the_way_of_a_text_beside_ranked_bars(name: str) -> None:
    assert_nothing_is_in_the_way(composed_ranking(RANKINGS[name]))


@pytest.mark.parametrize(
    "chart", [*LINES.values(), *RANKINGS.values()], ids=[*LINES, *(f"{n} ranked" for n in RANKINGS)]
)
def test_each_is_a_small_picture_with_few_colours(chart: Chart | Ranking) -> None:
    png = draw(chart)
    image = Image.open(BytesIO(png))
    image.load()
    assert len(png) <= 40_000
    assert (image.mode, image.size) == ("P", (1600, 900))
    assert len(image.convert("RGBA").getcolors() or ()) <= 16


def test_lines_are_not_stacked_and_break_where_nothing_is_known() -> None:
    first = Bars("a", (1.0, 2.0, GAP, 4.0, 1.0), "$4", 0)
    other = Bars("b", (3.0,) * 5, "$3", 1)
    chart = lines(5, 1, series=(first, other), open_bars=frozenset([4]))
    assert reach(chart) == (0.0, 4.0)
    drawn = [
        np.asarray(path.vertices, dtype=float)
        for each in composed(chart).canvas.figure.findobj(LineCollection)
        if np.allclose(np.asarray(each.get_colors(), dtype=float)[0, :3], np.array(colour_of(0)) / 255)
        for path in each.get_paths()
    ]
    assert [len(points) for points in drawn] == [2, 2], "before the gap, and behind it"
    heights = [points[:, 1].tolist() for points in drawn]
    assert heights[0][1] - heights[0][0] == pytest.approx((heights[1][0] - heights[0][0]) / 3, abs=2)


def test_what_leads_to_an_open_bar_is_dashed() -> None:
    chart = lines(5, 1, series=(Bars("a", (1.0, 2.0, 3.0, 4.0, 1.0), "$4", 0),), open_bars=frozenset([3, 4]))
    drawn: dict[bool, list[int]] = {False: [], True: []}
    for each in composed(chart).canvas.figure.findobj(LineCollection):
        if np.allclose(np.asarray(each.get_colors(), dtype=float)[0, :3], np.array(colour_of(0)) / 255):
            dashes: Any = each.get_linestyle()
            drawn[dashes[0][1] is not None].append(len(np.asarray(each.get_paths()[0].vertices)))
    assert drawn == {False: [3], True: [3]}, "three points each: they share the one between"


def test_the_line_of_the_whole_is_black() -> None:
    assert colour_of(WHOLE) == INK


def test_an_axis_of_a_rate_is_no_longer_than_it_has_to_be() -> None:
    assert scale_for(0, 0.0000042, "usd", is_rate=True).high < 0.00001
    assert scale_for(0, 0.0000042, "usd").high == 0.01
    assert scale_for(0, 0.00042, "usd", is_rate=True).labels[:3] == ("$0", "$0.0002", "$0.0004")
    assert scale_for(0, 62, "%").labels[-1] == "60\u00a0%"


def test_ranked_bars_are_as_long_as_their_amounts() -> None:
    swatches = sorted(rectangles_of(composed_ranking(ranking([100, 50, 25]))), key=lambda box: -box.y0)
    widths = [box.width for box in swatches]
    assert widths[1] == pytest.approx(widths[0] / 2, abs=2)
    assert widths[2] == pytest.approx(widths[0] / 4, abs=2)
    assert len({round(box.x0) for box in swatches}) == 1


def test_a_credit_goes_to_the_left_of_zero() -> None:
    boxes = sorted(rectangles_of(composed_ranking(ranking([10, -5]))), key=lambda box: -box.y0)
    assert boxes[1].x1 == pytest.approx(boxes[0].x0)


def test_what_is_not_billed_yet_stands_hollow_behind_what_is() -> None:
    page = composed_ranking(ranking([10], unbilled=(5,)))
    solid, edge, inner = rectangles_of(page)
    assert edge.x0 == solid.x1
    assert Area(round(edge.x0), 0, round(edge.x1), 99).hollow() is not None
    assert edge.x0 < inner.x0 < inner.x1 < edge.x1


def spent(asked: str, *labels: str) -> Report:
    figures = [cost(day(20), label, 9 - at) for at, label in enumerate(labels or ("o3", "gpt-5"))]
    return report(asked, figures, estimates=estimates(rest(TODAY, 3, model="o3")))


@pytest.mark.parametrize(
    ("asked", "ranked"),
    [
        ("2026-11-20 by model", True),
        ("7d by model ranked", True),
        ("2026-11-20", False),
        ("2026-11-20 by model per hour", False),
        ("7d by model", False),
        ("2026-11-19..2026-11-20 by model per month", True),
    ],
)
def test_parts_of_one_bar_are_ranked_and_so_are_those_that_are_asked_for(asked: str, ranked: bool) -> None:
    found = replace(spent(asked), by_hour=(0,) * 24)
    found = replace(found, lines=tuple(replace(line, by_hour=(0,) * 24) for line in found.lines))
    if "hour" not in asked:
        found = spent(asked)
    assert isinstance(picture_of(found, {}), Ranking) is ranked


def test_a_ranking_has_the_lines_with_their_colours_and_other_last() -> None:
    found = spent("2026-11-20 by model", *"abcdefgh")
    chart = picture_of(found, {"b": 5})
    assert isinstance(chart, Ranking)
    assert [(row.name, row.values, row.total, row.colour) for row in chart.rows] == [
        ("a", (9.0,), "$9.00", 0),
        ("b", (8.0,), "$8.00", 5),
        ("c", (7.0,), "$7.00", 1),
        ("d", (6.0,), "$6.00", 2),
        ("e", (5.0,), "$5.00", 3),
        ("Other (3)", (9.0,), "$9.00", None),
    ]
    assert (chart.title, chart.is_open) == ("$44.00 · 20 Nov 2026", False)


def test_a_day_of_which_nothing_is_billed_is_ranked_by_what_is_used() -> None:
    found = report("today by model", [], estimates=estimates(rest(TODAY, 3, model="o3"), rest(TODAY, 9, model="b")))
    chart = picture_of(found, {})
    assert isinstance(chart, Ranking)
    assert [(row.name, row.unbilled, row.total) for row in chart.rows] == [
        ("b", (9.0,), "≈ $9.00"),
        ("o3", (3.0,), "≈ $3.00"),
    ]
    assert chart.is_open


def test_a_day_of_which_little_is_billed_is_ranked_by_all_that_it_is_known_to_come_to() -> None:
    billed = [cost(TODAY, "o3", 2), cost(TODAY, "gpt-5", 1)]
    found = report("today by model", billed, estimates=estimates(rest(TODAY, 9, model="gpt-5")))
    chart = picture_of(found, {})
    assert isinstance(chart, Ranking)
    assert [(row.name, row.total) for row in chart.rows] == [("gpt-5", "$1.00 + ≈ $9.00"), ("o3", "$2.00")]
    assert found.share == ("gpt-5", 83)


def test_rates_are_ranked_by_their_height_and_the_whole_is_last() -> None:
    found = by_model()
    chart = picture_of(replace(found, question=replace(found.question, ranked=True)), {})
    assert isinstance(chart, Ranking)
    assert [(row.name, row.total, row.colour) for row in chart.rows] == [
        ("o3", "$8.00", 1),
        ("mini", "$0.10", 0),
        ("All", "$1.00", WHOLE),
    ]


def test_a_ranking_in_words_says_what_it_is_and_no_day() -> None:
    words = picture_in_words(spent("7d by model ranked"))
    assert words.startswith("Ranked bar chart of cost, split by model, 18–24 Nov 2026, UTC days. Total $17.00")
    assert "Most on" not in words


def test_tokens_are_drawn_as_lines_and_said_to_be() -> None:
    figures = [DayFigure(each, 1, "o3", "tokens", 10) for each in span(day(18), day(24))]
    found = report("7d by model in tokens", figures)
    chart = picture_of(found, {})
    assert isinstance(chart, Chart)
    assert (chart.is_lines, chart.note) == (True, "Dashed: 22–24 Nov not settled yet")
    assert picture_in_words(found).startswith("Line chart of tokens, split by model")
    assert "%" not in words_of(composed(chart))


def test_money_is_stacked() -> None:
    chart = picture_of(report("7d by model", daily(span(day(18), day(24)), "o3", 1)), {})
    assert isinstance(chart, Chart)
    assert not chart.is_lines


def test_the_menu_ranks_and_goes_back_to_time() -> None:
    menus = menus_of("last 7 days by model per day")
    assert menus["ask-chart"]["Ranked"] == "usage last 7 days by model ranked"
    ranked = menus_of("last 7 days by model ranked")
    assert ranked["ask-chart"]["Per day"] == "usage last 7 days by model per day"
    assert ranked["ask-chart"]["Usual chart"] == "usage last 7 days by model"
    assert ranked["ask-by"]["The whole"] == "usage last 7 days"
    assert ranked["ask-by"]["By key"] == "usage last 7 days by key ranked"
    assert "Ranked" not in menus_of("last 7 days")["ask-chart"]


def test_a_ranked_answer_is_within_what_slack_takes() -> None:
    assert problems(build_answer(spent("7d by model ranked", *"abcdefgh"), "F1")[1], "message") == []
