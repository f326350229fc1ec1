"""Charts, measured: what stands where, in which characters, and how large the file is."""

import math
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from itertools import chain, combinations, pairwise

import matplotlib as mpl
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.collections import PolyCollection
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from PIL import Image

from core.chart import SLOTS, Bars, Chart
from core.charts import draw
from core.charts.bars import Area, extremes, stacked
from core.charts.compose import composed
from core.charts.dates import ticks_for
from core.charts.fonts import faces
from core.charts.page import Page
from core.charts.palette import colour_of
from core.charts.scale import scale_for
from core.charts.text import Ruler, clean, shorten_all, wrap
from core.grain import Grain
from tests.unit.chart_cases import CASES, HOSTILE, LONG, MODELS, chart, starts

TELEPHONE = 360
READABLE = 11 * 1600 / TELEPHONE
"""Pixels of the picture that are 11 on a telephone."""
CANVAS = Bbox.from_extents(0, 0, 1600, 900)

pytestmark = pytest.mark.xdist_group("charts")  # one worker draws what several look at

every_case = pytest.mark.parametrize("name", CASES)
a_few = settings(max_examples=25, deadline=None)


def texts_of(page: Page) -> dict[Text, Bbox]:
    """The page's texts, and where their ink is."""
    renderer = page.canvas.get_renderer()  # type: ignore[no-untyped-call]  # matplotlib's canvas has no types
    boxes = {}
    for text in page.canvas.figure.findobj(Text):
        x, y = text.get_position()
        wide, high, below = renderer.get_text_width_height_descent(
            text.get_text(), text.get_fontproperties(), ismath=False
        )
        boxes[text] = Bbox.from_bounds(x, y - below, wide, high)
    return boxes


def rectangles_of(page: Page) -> list[Bbox]:
    return [path.get_extents() for drawn in page.canvas.figure.findobj(PolyCollection) for path in drawn.get_paths()]


def words_of(page: Page) -> list[str]:
    return [text.get_text() for text in texts_of(page)]


def overlap(one: Bbox, other: Bbox) -> bool:
    both = Bbox.intersection(one, other)
    return both is not None and both.width > 0 and both.height > 0


def assert_nothing_is_in_the_way(page: Page) -> None:
    texts = {text: box for text, box in texts_of(page).items() if text.get_text()}
    rectangles = rectangles_of(page)
    for text, box in texts.items():
        assert CANVAS.x0 + 16 <= box.x0, text
        assert box.x1 <= CANVAS.x1 - 16, text
        assert CANVAS.y0 + 16 <= box.y0, text
        assert box.y1 <= CANVAS.y1 - 16, text
        assert float(text.get_fontsize()) >= READABLE, text
        assert not any(overlap(box, rectangle) for rectangle in rectangles), text
    for (one, box), (other, other_box) in combinations(texts.items(), 2):
        assert not overlap(box, other_box), (one, other)


@every_case
def test_no_label_overlaps_another_or_a_bar_or_is_cut_off_or_too_small_for_a_telephone(name: str) -> None:
    assert_nothing_is_in_the_way(composed(CASES[name]))


@cache
def drawn(name: str) -> bytes:
    """The case's picture, for whoever only looks at it."""
    return draw(CASES[name])


@every_case
def test_a_chart_is_a_small_picture_of_twice_the_size_with_few_colours(name: str) -> None:
    png = drawn(name)
    image = Image.open(BytesIO(png))
    image.load()
    assert len(png) <= 40_000
    assert (image.format, image.mode, image.size) == ("PNG", "P", (1600, 900))
    assert len(image.convert("RGBA").getcolors() or ()) <= 16


@every_case
def test_the_same_chart_is_the_same_picture(name: str) -> None:
    assert draw(CASES[name]) == drawn(name)


def test_the_card_is_white_with_transparent_corners_so_that_it_sits_well_on_any_ground() -> None:
    pixels = np.asarray(Image.open(BytesIO(draw(CASES["30 days"]))).convert("RGBA"))
    assert [int(pixels[y, x, 3]) for y in (0, -1) for x in (0, -1)] == [0, 0, 0, 0]
    assert tuple(pixels[450, 4]) == (255, 255, 255, 255)
    assert int((pixels[40:-40, :, 3] < 255).sum()) == 0


def test_drawing_leaves_the_settings_of_matplotlib_as_they_were() -> None:
    before = dict(mpl.rcParams)
    draw(CASES["30 days"])
    assert dict(mpl.rcParams) == before


def test_names_from_outside_are_shown_as_they_are() -> None:
    names = (r"$x_{1}$", "_a_ ^b^", r"\alpha", "%s {0}", "<b>&amp;")
    page = composed(chart(7, names=names))
    assert set(names) <= set(words_of(page))
    assert not any(text.get_parse_math() or text.get_usetex() for text in texts_of(page))


def test_a_title_has_its_total_and_its_period() -> None:
    assert words_of(composed(CASES["one day"]))[:2] == ["$190.73", "today"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("plain", "plain"),
        ("  two\r\n\tlines ", "two lines"),
        ("zero\u200bwidth \u202eturned\u202c \x00\x1b[31m", "zerowidth turned [31m"),
        ("处理 プロジェクト 한국어 Проект", "处理 プロジェクト 한국어 Проект"),
        ("مشروع פרויקט", "مشروع פרויקט"),
        ("🚀🚀 launch", ":rocket::rocket: launch"),
        ("👍🏽 ok", ":thumbs_up_sign: ok"),
        ("👩\u200d💻 devs 🇩🇪", ":woman::personal_computer: devs DE"),
        ("𒀀𒀁 cuneiform", "□ cuneiform"),
        ("e\u0301", "é"),
        ("A" + "\u0301" * 20, "Á"),
        ("x" + "\u0301" * 20, "x\u0301"),
        ("\U0010ffff\ud800", ""),
    ],
)
def test_a_name_keeps_what_a_picture_can_show(name: str, shown: str) -> None:
    assert clean(name) == shown


@given(st.text(max_size=100))
@a_few
def test_what_is_left_of_any_name_is_one_line_that_our_fonts_have(name: str) -> None:
    shown = clean(name)
    assert shown == clean(shown)
    assert all(character.isprintable() for character in shown)
    assert all(any(ord(character) in font for font in faces().characters) for character in shown)


@pytest.mark.parametrize("width", [60, 200, 400, 900])
def test_long_names_are_cut_by_their_width_and_stay_distinct(width: int) -> None:
    ruler = Ruler(52, faces().regular)
    short = shorten_all(LONG, [width] * len(LONG), ruler)
    assert all(ruler.width(name) <= width for name in short)
    assert all("…" in name for name in short)
    assert width < 200 or len(set(short)) == len(LONG)


def test_names_that_begin_alike_are_shown_with_what_tells_them_apart() -> None:
    ruler = Ruler(52, faces().regular)
    names = (
        "acme-search-and-ranking-europe-west-1-nightly",
        "acme-search-and-ranking-europe-west-2-nightly",
        "Search & Rank production Europe",
        "Search & Rank production America",
        "Recommendations (nightly evaluation of candidates)",
        "Recommendations (daily evaluation of candidates)",
        "Nightly evaluation of candidates",
    )
    assert shorten_all(names, [440] * len(names), ruler) == [
        "acme-se…1-nightly",
        "acme-se…2-nightly",
        "Search &…Europe",
        "Search &…America",
        "Recom…(nightly…",
        "Recom…(daily ev…",
        "Nightly evaluatio…",
    ]


def test_names_are_cut_between_words_and_only_if_they_must_be() -> None:
    ruler = Ruler(52, faces().regular)
    assert shorten_all(MODELS, [400] * len(MODELS), ruler) == [
        "gpt-5-mini-2025…",
        "gpt-5-2025-08-07",
        "o3-2025-04-16",
        "gpt-4.1-mini…",
        "text-embedding…",
        "Other (4)",
    ]


def test_a_note_takes_two_lines_at_most() -> None:
    ruler = Ruler(52, faces().regular)
    lines = wrap("many words " * 30, 1480, ruler, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert all(ruler.width(line) <= 1480 for line in lines)
    assert wrap("", 1480, ruler, 2) == []


@pytest.mark.parametrize(
    ("lowest", "highest", "unit", "labels"),
    [
        (0, 8430, "usd", ("$0", "$2,500", "$5,000", "$7,500")),
        (0, 1, "usd", ("$0", "$0.25", "$0.50", "$0.75", "$1")),
        (0, 3, "eur", ("€0", "€1", "€2", "€3")),
        (0, 2e6, "usd", ("$0", "$500K", "$1M", "$1.5M", "$2M")),
        (0, 150, "chf", ("CHF 0", "CHF 50", "CHF 100", "CHF 150")),
        (0, 0.0004, "usd", ("$0", "$0.005", "$0.01")),
        (-90, 310, "usd", ("−$100", "$0", "$100", "$200", "$300")),
        (-40, 0, "gbp", ("−£40", "−£30", "−£20", "−£10", "£0")),
        (0, 4.4e9, "tokens", ("0", "2B", "4B")),
        (0, 1_100_000, "tokens", ("0", "500K", "1M")),
        (0, 8430, "requests", ("0", "2,500", "5,000", "7,500")),
        (0, 3, "requests", ("0", "1", "2", "3")),
    ],
)
def test_the_axis_of_values_has_few_round_numbers(
    lowest: float, highest: float, unit: str, labels: tuple[str, ...]
) -> None:
    assert scale_for(lowest, highest, unit).labels == labels


@given(
    st.floats(-1e18, 0),
    st.floats(0, 1e18),
    st.sampled_from(("usd", "jpy", "tokens", "requests")),
)
def test_every_axis_shows_zero_and_everything_there_is_with_names_that_differ(
    lowest: float, highest: float, unit: str
) -> None:
    scale = scale_for(lowest, highest, unit)
    assert 0.0 in scale.lines
    assert scale.low <= lowest
    assert scale.high >= highest
    assert 2 <= len(scale.lines) <= 6
    assert len(set(scale.labels)) == len(scale.lines)
    assert all(one < other for one, other in pairwise(scale.lines))


@pytest.mark.parametrize(
    ("bars", "grain", "apart", "names"),
    [
        (1, Grain.DAY, 1, ["24 Nov"]),
        (7, Grain.DAY, 1, ["18 Nov", "19 Nov", "20 Nov", "21 Nov", "22 Nov", "23 Nov", "24 Nov"]),
        (14, Grain.DAY, 1.9, ["12 Nov", "14 Nov", "16 Nov", "18 Nov", "20 Nov", "22 Nov", "24 Nov"]),
        (30, Grain.DAY, 4, ["26 Oct", "2 Nov", "9 Nov", "16 Nov", "23 Nov"]),
        (90, Grain.DAY, 12, ["31 Aug", "14 Sep", "28 Sep", "12 Oct", "26 Oct", "9 Nov", "23 Nov"]),
        (26, Grain.WEEK, 3.6, ["8 Jun", "6 Jul", "3 Aug", "31 Aug", "28 Sep", "26 Oct", "23 Nov"]),
        (12, Grain.MONTH, 2, ["Jan", "Mar", "May", "Jul", "Sep", "Nov"]),
        (13, Grain.MONTH, 2, ["Nov ’25", "Jan ’26", "Mar", "May", "Jul", "Sep", "Nov"]),
    ],
)
def test_the_axis_of_days_names_every_bar_or_mondays_or_every_nth_bar(
    bars: int, grain: Grain, apart: float, names: list[str]
) -> None:
    assert [name for _, name in ticks_for(starts(bars, grain), grain, apart)] == names


@given(st.integers(0, 400), st.sampled_from(Grain), st.floats(0.01, 50))
def test_at_most_eight_days_are_named_and_never_closer_than_there_is_room(
    bars: int, grain: Grain, apart: float
) -> None:
    places = [place for place, _ in ticks_for(starts(bars, grain), grain, apart)]
    assert len(places) <= 8
    assert all(later - earlier >= apart for earlier, later in pairwise(places))
    assert bool(places) == bool(bars)


PLOT = Area(100, 100, 1500, 500)
amounts = st.floats(allow_nan=True, allow_infinity=True) | st.floats(-1000, 1000) | st.just(0.0)


def bounded_row(row: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(value if abs(value) <= 1e8 else math.nan for value in row)


@given(st.lists(st.lists(amounts, min_size=3, max_size=3), min_size=1, max_size=6))
def test_colours_of_a_bar_neither_overlap_nor_leave_the_plot(rows: list[list[float]]) -> None:
    given_chart = replace(chart(3), series=tuple(Bars("x", tuple(row), "", 0) for row in rows))
    scale = scale_for(-1e9, 1e9, "usd")
    bounded = replace(
        given_chart,
        series=tuple(
            replace(bars, values=bounded_row(bars.values), unbilled=bounded_row(bars.values[::-1]))
            for bars in given_chart.series
        ),
    )
    by_bar: dict[int, list[Area]] = {}
    for areas in chain(*stacked(bounded, PLOT, scale)):
        for area in areas:
            assert PLOT.left <= area.left < area.right <= PLOT.right
            assert PLOT.bottom <= area.bottom < area.top <= PLOT.top
            by_bar.setdefault(area.left, []).append(area)
    for stack in by_bar.values():
        assert all(one.top <= other.bottom or other.top <= one.bottom for one, other in combinations(stack, 2))


def test_bars_are_as_high_as_their_values_and_credits_hang_below_zero() -> None:
    days = chart(3, names=("a", "b"), change=lambda series, bar, value: (10.0, 20.0)[series] * (1, 2, -1)[bar])
    (first, second), hollow = stacked(days, PLOT, scale_for(-40, 60, "usd"))
    assert hollow == [[], []]
    zero = PLOT.bottom + 160
    assert [(area.bottom - zero, area.top - zero) for area in first] == [(0, 40), (0, 80), (-40, 0)]
    assert [(area.bottom - zero, area.top - zero) for area in second] == [(42, 120), (82, 240), (-120, -42)]


def test_a_day_with_next_to_nothing_is_still_seen_beside_a_huge_one() -> None:
    (areas,), _ = stacked(
        chart(2, names=("a",), change=lambda series, bar, value: (0.01, 1e6)[bar]), PLOT, scale_for(0, 1e6, "usd")
    )
    assert [area.height for area in areas] == [4, 400]


def test_one_day_is_a_bar_and_not_a_wall() -> None:
    (areas,), _ = stacked(chart(1, names=("a",)), PLOT, scale_for(0, 1000, "usd"))
    assert [area.width for area in areas] == [198]
    assert areas[0].left - PLOT.left == PLOT.right - areas[0].right


def test_what_is_not_billed_yet_stands_hollow_on_top_of_what_is() -> None:
    days = chart(2, names=("a", "b"), change=lambda series, bar, value: (10.0, 20.0)[series] * (1, 0)[bar])
    both = replace(days, series=tuple(replace(bars, unbilled=(0.0, 5.0 * bars.values[0])) for bars in days.series))
    assert extremes(both) == (0.0, 150.0)
    solid, hollow = stacked(both, PLOT, scale_for(0, 200, "usd"))
    assert [len(areas) for areas in solid] == [1, 1]
    assert [(area.bottom - PLOT.bottom, area.top - PLOT.bottom) for (area,) in hollow] == [(0, 100), (102, 300)]
    inside = hollow[0][0].hollow()
    assert inside is not None
    assert (inside.bottom, inside.top) == (PLOT.bottom + 5, PLOT.bottom + 95)
    assert Area(0, 0, 60, 3).hollow() is None


def test_a_bar_of_which_nothing_is_billed_yet_is_drawn_and_lighter_than_one_that_is() -> None:
    pixels = np.asarray(Image.open(BytesIO(draw(CASES["nothing billed yet"]))).convert("RGBA")).astype(int)[..., :3]
    blue = (pixels == colour_of(0)).all(axis=2)[:700]
    assert 0 < blue.sum() < 0.2 * (np.ptp(np.flatnonzero(blue.any(axis=0))) * np.ptp(np.flatnonzero(blue.any(axis=1))))


def test_open_bars_are_hatched_and_settled_ones_are_not() -> None:
    pixels = np.asarray(Image.open(BytesIO(draw(CASES["7 days"]))).convert("RGBA")).astype(int)[..., :3]
    blue = (pixels == colour_of(0)).all(axis=2)[:700]
    columns = np.flatnonzero(blue.sum(axis=0))
    row = blue[np.flatnonzero(blue.any(axis=1))[-20]]
    settled, still_open = columns[:140], columns[-140:]
    assert row[settled[0] : settled[-1]].mean() > 0.95
    assert 0.3 < row[still_open[0] : still_open[-1]].mean() < 0.8


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("usd", "No costs in this period"),
        ("tokens", "No tokens in this period"),
        ("requests", "No requests in this period"),
    ],
)
def test_a_period_with_nothing_in_it_says_so_instead_of_an_axis(unit: str, words: str) -> None:
    nothing = replace(CASES["no money at all"], unit=unit)
    shown = words_of(composed(nothing))
    assert words in shown
    assert not any(text in shown for text in ("$0", "0"))


def test_each_slot_has_a_colour_of_its_own_and_other_is_grey() -> None:
    colours = [colour_of(slot) for slot in range(SLOTS)]
    assert len(set(colours)) == SLOTS
    assert all(max(colour) - min(colour) > 60 for colour in colours)
    assert max(colour_of(None)) - min(colour_of(None)) < 12


def test_neighbouring_slots_differ_in_lightness_too() -> None:
    lightness = [sum(w * part for w, part in zip((0.3, 0.59, 0.11), colour_of(slot), strict=True)) for slot in range(7)]
    assert all(abs(one - other) > 25 for one, other in pairwise(lightness))


@given(
    names=st.lists(st.text(max_size=80) | st.sampled_from(HOSTILE), max_size=6),
    bars=st.integers(1, 92),
    values=st.lists(amounts, min_size=6, max_size=6),
    title=st.text(max_size=120),
    note=st.text(max_size=200),
    unit=st.sampled_from(("usd", "gbp", "xau", "tokens", "requests")),
)
@a_few
def test_whatever_comes_in_a_readable_picture_comes_out(
    names: list[str], bars: int, values: list[float], title: str, note: str, unit: str
) -> None:
    anything = Chart(
        title=title,
        starts=starts(bars, Grain.DAY),
        grain=Grain.DAY,
        series=tuple(Bars(name, tuple(values[slot:]) * bars, name[:20], slot) for slot, name in enumerate(names)),
        unit=unit,
        open_bars=frozenset({0, bars + 5}),
        note=note,
    )
    page = composed(anything)
    assert_nothing_is_in_the_way(page)
    assert draw(anything).startswith(b"\x89PNG")


def test_a_chart_without_days_is_a_picture_too() -> None:
    assert draw(Chart("", (), Grain.DAY, (), "usd")).startswith(b"\x89PNG")
    assert draw(Chart("x", (date(2026, 1, 1),), Grain.DAY, (Bars("short", (), "$0", 9),), "usd")).startswith(b"\x89PNG")
