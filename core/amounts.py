"""How numbers are written for people: money, counts, changes, days, ages."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

NANOS_IN_A_CENT: Final = 10**7
NO_BREAK: Final = "\N{NO-BREAK SPACE}"
"""Stands between a number and its unit, which are never on two lines."""
WHOLE_FROM: Final = 10
"""From this many units of a currency on, what is not billed to the cent is written in whole units."""

_SIGNS: Final = {"usd": "$", "eur": "€", "gbp": "£"}
_SCALES: Final = ((10**3, "K"), (10**6, "M"), (10**9, "B"), (10**12, "T"))
_MOST_RUNS: Final = 3


def cents_from(nanos: int) -> int:
    """Whole cents, rounded half-even."""
    return _rounded(nanos, NANOS_IN_A_CENT)


def billed(nanos: int, currency: str) -> str:
    """A billed amount, with cents: "$1,234.56", "-$0.50", "<$0.01", "1,234.56 CHF"."""
    return billed_in_cents(cents_from(nanos), nanos, currency)


def billed_in_cents(cents: int, nanos: int, currency: str) -> str:
    """As `billed`, where `cents` were rounded together with other lines (`lines_in_cents`).

    `nanos` is the exact amount: it tells nothing at all ("$0.00") from less than a cent ("<$0.01").
    """
    if cents == 0 and nanos != 0:
        return ("-" if nanos < 0 else "") + "<" + _with_sign("0.01", currency)
    whole, rest = divmod(abs(cents), 100)
    return ("-" if cents < 0 else "") + _with_sign(f"{whole:,}.{rest:02}", currency)


def about(nanos: int, currency: str) -> str:
    """A change, forecast, estimate or budget: "$412", from $10 up in whole units, below with cents: "$3.10"."""
    if abs(cents_from(nanos)) < WHOLE_FROM * 100:
        return billed(nanos, currency)
    units = _rounded(nanos, 100 * NANOS_IN_A_CENT)
    return ("-" if units < 0 else "") + _with_sign(f"{abs(units):,}", currency)


def unit_price(nanos: int, currency: str, beside: int = 0) -> str:
    """What one thing costs: "$12.50", and under a unit of the currency with three digits that tell: "$0.000423".

    `beside`: the nanos that it is read beside, no digit of it behind the last of those.
    """
    largest = max(abs(nanos), abs(beside))
    if largest >= 100 * NANOS_IN_A_CENT or not nanos:
        return billed(nanos, currency)
    exact = Decimal(nanos).scaleb(-9)
    rounded = exact.quantize(Decimal(1).scaleb(Decimal(largest).scaleb(-9).adjusted() - 2), ROUND_HALF_EVEN)
    whole, _, parts = f"{abs(rounded):f}".rstrip("0").partition(".")
    return ("-" if nanos < 0 else "") + _with_sign(f"{whole}.{parts:0<2}", currency)


def currency_code(currency: str) -> str:
    """ "USD". The provider's word comes from outside: only letters of it are shown."""
    return "".join(letter for letter in currency if letter.isascii() and letter.isalpha())[:8].upper() or "?"


def lines_in_cents(lines: Sequence[int], other: int | None = None) -> tuple[int, ...]:
    """Round lines (nanos) to cents that add up to their rounded total.

    What rounding leaves over goes to the line at index `other`, or to the largest one where there is none, or where
    `other` is so small that it would change its sign.
    """
    cents = [cents_from(nanos) for nanos in lines]
    left_over = cents_from(sum(lines)) - sum(cents)
    if left_over:
        taker = other
        if taker is None or abs(cents[taker]) <= abs(left_over):
            taker = max(range(len(lines)), key=lambda index: abs(lines[index]))
        cents[taker] += left_over
    return tuple(cents)


def changes(lines: Sequence[int], currency: str) -> tuple[str, tuple[str, ...]]:
    """How far up or down lines (nanos) go together, and each of them, without signs: "$91" and "$74", "$12", "$5".

    As `about` writes the total: in whole units from $10 up, below with cents. The lines add up to it as shown: those
    with the largest rests are rounded up. What is rounded to nothing is "<$1".
    """
    total = sum(lines)
    in_whole = abs(cents_from(total)) >= WHOLE_FROM * 100
    step = NANOS_IN_A_CENT * (100 if in_whole else 1)
    rounded = [nanos // step for nanos in lines]
    left_over = _rounded(total, step) - sum(rounded)
    for at in sorted(range(len(lines)), key=lambda at: -(lines[at] % step))[:left_over]:
        rounded[at] += 1

    def shown(number: int, nanos: int) -> str:
        if not in_whole:
            return billed_in_cents(abs(number), abs(nanos), currency)
        return _with_sign(f"{abs(number):,}", currency) if number or not nanos else f"<{_with_sign('1', currency)}"

    return about(abs(total), currency), tuple(map(shown, rounded, lines))


def count(number: int) -> str:
    """Requests: "8,430"."""
    return f"{number:,}"


def tokens(number: int) -> str:
    """Tokens: "950", "12.4K", "1.2M", "124M"."""
    sign, size = ("-" if number < 0 else ""), abs(number)
    if size < 1000:
        return f"{sign}{size}"
    for scale, letter in _SCALES:
        tenths = _rounded(size * 10, scale)
        if tenths < 1000:
            return f"{sign}{tenths // 10}.{tenths % 10}{letter}"
        whole = _rounded(size, scale)
        if whole < 1000 or letter == "T":
            return f"{sign}{whole:,}{letter}"
    raise AssertionError("the last scale takes every number")


def percent(part: int, whole: int) -> int:
    """`part` of `whole` in whole percent, rounded half-even. `whole` is not zero."""
    return _rounded(part * 100, whole) if whole > 0 else _rounded(-part * 100, -whole)


def percent_reached(part: int, whole: int) -> int:
    """How much of something that can be used up is spent, in whole percent, rounded down: 100 is said when all of it
    is, not before. Every budget and limit is told so, wherever it is told. `whole` is positive."""
    return part * 100 // whole if part >= 0 else -(-part * 100 // whole)


def in_percent(number: int) -> str:
    """ "12 %", "-3 %", "1,250 %"."""
    return f"{number:,}{NO_BREAK}%"


def arrow(difference: int) -> str:
    return "▲" if difference > 0 else "▼"


def day(when: date, year: bool = False) -> str:
    """ "23 Nov", with the year "23 Nov 2026"."""
    return f"{when.day} {when:%b}" + (f" {when.year}" if year else "")


def weekday(when: date, year: bool = False) -> str:
    """ "Tue 24 Nov"."""
    return f"{when:%a} {day(when, year)}"


def days(first: date, last: date, year: bool = False) -> str:
    """Days from `first` to `last`, both included: "23 Nov", "22–23 Nov", "25 Oct – 23 Nov", "25 Dec 2025 – 3 Jan 2026".

    The year stands there when asked for, and whenever it changes in between.
    """
    if first == last:
        return day(first, year)
    if first.year != last.year:
        return f"{day(first, year=True)} – {day(last, year=True)}"
    if first.month != last.month:
        return f"{day(first)} – {day(last, year)}"
    return f"{first.day}–{day(last, year)}"


def named_days(some: Collection[date]) -> str:
    """Days that need not follow each other: "22–23 Nov", "3 Nov, 7–9 Nov", "14 days between 1 Oct and 20 Nov"."""
    ordered = sorted(some)
    runs: list[tuple[date, date]] = []
    for each in ordered:
        if runs and each.toordinal() - runs[-1][1].toordinal() <= 1:
            runs[-1] = runs[-1][0], each
        else:
            runs.append((each, each))
    if len(runs) > _MOST_RUNS:
        return f"{len(ordered)} days between {day(ordered[0])} and {day(ordered[-1])}"
    return ", ".join(days(first, last) for first, last in runs)


def _with_sign(number: str, currency: str) -> str:
    sign = _SIGNS.get(currency)
    return f"{sign}{number}" if sign else f"{number}{NO_BREAK}{currency_code(currency)}"


def _rounded(number: int, divisor: int) -> int:
    """`number / divisor` to the nearest whole, half-even. `divisor` is positive."""
    whole, rest = divmod(number, divisor)
    if rest * 2 > divisor or (rest * 2 == divisor and whole % 2):
        return whole + 1
    return whole
