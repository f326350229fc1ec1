"""How numbers are written for people."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import amounts
from core.money import LARGEST, NANOS

NANO_AMOUNTS = st.one_of(st.integers(-LARGEST, LARGEST), st.integers(-(10**10), 10**10), st.integers(-(10**8), 10**8))


@pytest.mark.parametrize(
    ("dollars", "written"),
    [
        (1234.56, "$1,234.56"),
        (0, "$0.00"),
        (0.01, "$0.01"),
        (0.004, "<$0.01"),
        (0.000000001, "<$0.01"),
        (-0.004, "-<$0.01"),
        (-3.5, "-$3.50"),
        (-1234.5, "-$1,234.50"),
        (0.015, "$0.02"),
        (0.025, "$0.02"),
        (999999.999, "$1,000,000.00"),
    ],
)
def test_a_billed_amount_has_cents(dollars: float, written: str) -> None:
    assert amounts.billed(round(dollars * NANOS), "usd") == written


@pytest.mark.parametrize(
    ("currency", "written"),
    [
        ("eur", "€5.00"),
        ("gbp", "£5.00"),
        ("chf", "5.00\u00a0CHF"),
        ("<!here>", "5.00\u00a0HERE"),
        ("", "5.00\u00a0?"),
        ("法", "5.00\u00a0?"),
    ],
)
def test_other_currencies_have_their_sign_or_their_letters(currency: str, written: str) -> None:
    assert amounts.billed(5 * NANOS, currency) == written


@pytest.mark.parametrize(
    ("dollars", "written"),
    [
        (412.4, "$412"),
        (412.5, "$412"),
        (413.5, "$414"),
        (10, "$10"),
        (9.999, "$10"),
        (9.99, "$9.99"),
        (3.1, "$3.10"),
        (0.001, "<$0.01"),
        (0, "$0.00"),
        (1234567, "$1,234,567"),
        (-878.2, "-$878"),
        (-3.1, "-$3.10"),
    ],
)
def test_what_is_not_billed_is_in_whole_dollars_from_ten_up(dollars: float, written: str) -> None:
    assert amounts.about(round(dollars * NANOS), "usd") == written


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "0"),
        (950, "950"),
        (999, "999"),
        (1000, "1.0K"),
        (12_440, "12.4K"),
        (99_949, "99.9K"),
        (99_950, "100K"),
        (999_499, "999K"),
        (999_500, "1.0M"),
        (1_240_000, "1.2M"),
        (124_000_000, "124M"),
        (5 * 10**9, "5.0B"),
        (7 * 10**12, "7.0T"),
        (4 * 10**16, "40,000T"),
        (-1_240_000, "-1.2M"),
    ],
)
def test_tokens_are_written_short(number: int, written: str) -> None:
    assert amounts.tokens(number) == written


def test_requests_are_written_out() -> None:
    assert amounts.count(8430) == "8,430"


@given(st.integers(-(10**20), 10**20))
def test_tokens_are_at_most_a_twentieth_off(number: int) -> None:
    written = amounts.tokens(number).replace(",", "")
    scale = {"K": 10**3, "M": 10**6, "B": 10**9, "T": 10**12}.get(written[-1], 1)
    assert abs(float(written.rstrip("KMBT")) * scale - number) <= abs(number) / 20


@pytest.mark.parametrize(
    ("first", "last", "year", "written"),
    [
        (date(2026, 11, 23), date(2026, 11, 23), False, "23 Nov"),
        (date(2026, 11, 22), date(2026, 11, 23), False, "22–23 Nov"),
        (date(2026, 10, 25), date(2026, 11, 23), False, "25 Oct – 23 Nov"),
        (date(2026, 10, 25), date(2026, 11, 23), True, "25 Oct – 23 Nov 2026"),
        (date(2025, 12, 25), date(2026, 1, 3), False, "25 Dec 2025 – 3 Jan 2026"),
    ],
)
def test_days_are_named_from_the_first_to_the_last(first: date, last: date, year: bool, written: str) -> None:
    assert amounts.days(first, last, year) == written


def test_days_with_gaps_are_named_each_or_counted() -> None:
    days = [date(2026, 11, each) for each in (9, 3, 8, 7)]
    assert amounts.named_days(days) == "3 Nov, 7–9 Nov"
    assert amounts.named_days([date(2026, 11, each) for each in (1, 3, 5, 7)]) == "4 days between 1 Nov and 7 Nov"


def test_percent_is_rounded_half_even_and_keeps_the_sign() -> None:
    assert [amounts.percent(*each) for each in ((1, 8), (3, 8), (-1, 8), (1, 3), (12, -100))] == [12, 38, -12, 33, -12]


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(996, 1000, 99), (999_999, 10**6, 99), (1000, 1000, 100), (1019, 1000, 101), (-9, 1000, 0)],
)
def test_what_can_be_used_up_is_not_called_so_before_it_is(part: int, whole: int, percent: int) -> None:
    assert amounts.percent_reached(part, whole) == percent


def test_a_percent_stays_on_the_line_of_its_sign() -> None:
    assert [amounts.in_percent(each) for each in (0, -3, 1250)] == ["0\u00a0%", "-3\u00a0%", "1,250\u00a0%"]


LINES = st.lists(NANO_AMOUNTS, min_size=1, max_size=6)


@given(LINES, st.booleans())
def test_the_lines_cents_add_up_to_the_totals(lines: list[int], has_other: bool) -> None:
    cents = amounts.lines_in_cents(lines, len(lines) - 1 if has_other else None)
    assert sum(cents) == amounts.cents_from(sum(lines))


@given(LINES, st.booleans())
def test_rounding_falls_on_one_line_and_is_cents(lines: list[int], has_other: bool) -> None:
    cents = amounts.lines_in_cents(lines, len(lines) - 1 if has_other else None)
    off = [abs(shown - amounts.cents_from(exact)) for shown, exact in zip(cents, lines, strict=True)]
    assert sum(each > 0 for each in off) <= 1
    assert max(off) <= len(lines) // 2 + 1


def test_other_takes_the_rounding_unless_it_is_tiny() -> None:
    third = NANOS // 3
    assert amounts.lines_in_cents([third, third, third + 1], other=2) == (33, 33, 34)
    assert amounts.lines_in_cents([5 * third, third, 10**5], other=2) == (167, 33, 0)
    assert amounts.lines_in_cents([14 * 10**6] * 5 + [4 * 10**6], other=5) == (3, 1, 1, 1, 1, 0)
