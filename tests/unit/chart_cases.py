"""Charts for the tests of core/charts: the periods, sizes and names that have to look right."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate, repeat
from typing import Final

from core.chart import Bars, Chart
from core.grain import Grain

NEWEST: Final = date(2026, 11, 24)
MODELS: Final = (
    "gpt-5-mini-2025-08-07",
    "gpt-5-2025-08-07",
    "o3-2025-04-16",
    "gpt-4.1-mini-2025-04-14",
    "text-embedding-3-large",
    "Other (4)",
)
HOSTILE: Final = (
    r"$x_{1}$ _^\ \frac{1}{2}",
    "自然言語処理プロジェクト（東京）テスト環境検証用アカウント",
    "Проект поиска и ранжирования документов",
    "מחקר ופיתוח \u202eevil\u202c 2026",
    "🚀🚀 launch\n\tteam 한국어 A" + "\u0301" * 20 + " مشروع",
    "%s {0} <b>&amp;</b> | `x` *y*",
)
LONG: Final = tuple(f"search-and-rank-production-europe-west-1-nightly-evaluation-{letter * 20}" for letter in "abcdef")
NOTE: Final = "Hatched: 22–24 Nov not settled yet"
LONG_NOTE: Final = (
    "Hatched: 22–24 Nov not settled yet · 3–5 Nov not collected yet, the key of “Acme Europe” was revoked"
)
LONG_TITLE: Final = '$8,412.07 + ≈ $41 not billed yet · last 30 days for project:"Search & Rank" by model'


def dollars(amount: float) -> str:
    return f"{'−' if amount < 0 else ''}${abs(amount):,.2f}"


def starts(bars: int, grain: Grain) -> tuple[date, ...]:
    if grain is Grain.MONTH:
        months = range(NEWEST.year * 12 + NEWEST.month - bars, NEWEST.year * 12 + NEWEST.month)
        return tuple(date(month // 12, month % 12 + 1, 1) for month in months)
    newest = NEWEST if grain is Grain.DAY else NEWEST - timedelta(days=NEWEST.weekday())
    step = timedelta(days=1 if grain is Grain.DAY else 7)
    return tuple(newest - step * back for back in reversed(range(bars)))


def chart(
    bars: int,
    names: Sequence[str] = MODELS,
    grain: Grain = Grain.DAY,
    scale: float = 100.0,
    change: Callable[[int, int, float], float] = lambda series, bar, value: value,
    shown: Callable[[float], str] = dollars,
    unit: str = "usd",
    newest_open: int = 1,
    title: str = "$6,239.72 · last 30 days",
    note: str = NOTE,
) -> Chart:
    """Bars that go up and down as a year of use does; `change` gets the series, the bar and the value."""
    noise = list(accumulate(repeat(7, bars * len(names)), lambda last, _: (last * 137 + 11) % 1009))
    days = starts(bars, grain)
    rows = [
        tuple(
            change(series, bar, scale / (series + 1) * (0.6 + noise[series * bars + bar] / 1009) * _week(day, grain))
            for bar, day in enumerate(days)
        )
        for series in range(len(names))
    ]
    return Chart(
        title=title,
        starts=days,
        grain=grain,
        series=tuple(
            Bars(name, row, shown(sum(row)), None if name.startswith("Other") else series)
            for series, (name, row) in enumerate(zip(names, rows, strict=True))
        ),
        unit=unit,
        open_bars=frozenset(range(bars - newest_open, bars)),
        note=note,
    )


def _week(day: date, grain: Grain) -> float:
    return 0.3 if grain is Grain.DAY and day.weekday() >= 5 else 1.0


def _tokens(amount: float) -> str:
    return f"{amount / 1e9:.1f}B"


def _requests(amount: float) -> str:
    return f"{amount:,.0f}"


def _one_huge_day(series: int, bar: int, value: float) -> float:
    return value * 60 if (series, bar) == (1, 17) else value


def _credits_last(series: int, bar: int, value: float) -> float:
    return value if series < 4 else -6 * value * (bar % 9 == 4)


def unbilled(given: Chart, part: Callable[[float], float]) -> Chart:
    """Of the newest two bars, some is not billed yet: of each value what `part` says, and all of the last one's."""
    rows = [(bars, bars.values[-2] if len(bars.values) > 1 else 0.0, bars.values[-1]) for bars in given.series]
    return replace(
        given,
        series=tuple(
            replace(
                bars,
                values=(*bars.values[:-2], *([yesterday - part(yesterday)] if len(bars.values) > 1 else []), 0.0),
                unbilled=(*(0.0 for _ in bars.values[2:]), *([part(yesterday)] if len(bars.values) > 1 else []), today),
            )
            for bars, yesterday, today in rows
        ),
    )


CASES: Final = {
    "nothing billed yet": unbilled(
        chart(1, title="≈ $190 not billed yet · today", names=MODELS[:3]), lambda value: 0.0
    ),
    "30 days, the last not billed": unbilled(chart(30, newest_open=3), lambda value: 0.8 * value),
    "90 days, the last not billed": unbilled(chart(90, newest_open=3), lambda value: 0.8 * value),
    "one day": chart(1, title="$190.73 · today"),
    "three days": chart(3),
    "7 days": chart(7, names=MODELS[:3], newest_open=3),
    "30 days": chart(30, newest_open=3),
    "30 days, none settled": chart(30, newest_open=30),
    "90 days": chart(90, newest_open=3),
    "180 days by week": chart(26, grain=Grain.WEEK, scale=700),
    "12 months": chart(12, grain=Grain.MONTH, scale=30_000),
    "two years": chart(24, grain=Grain.MONTH, scale=3e6),
    "no money at all": chart(30, change=lambda series, bar, value: 0.0),
    "no lines": chart(30, names=()),
    "one huge day": chart(30, change=_one_huge_day),
    "credits below zero": chart(30, names=(*MODELS[:4], "Credits"), change=_credits_last),
    "credits alone": chart(14, names=("Credits",), change=lambda series, bar, value: -value),
    "one series": chart(30, names=("Total",)),
    "tiny amounts": chart(14, names=MODELS[:2], scale=0.0004, shown=lambda amount: "<$0.01"),
    "cents": chart(14, names=MODELS[:2], scale=0.4),
    "billions of tokens": chart(30, scale=3e9, unit="tokens", shown=_tokens),
    "requests": chart(30, scale=2400, unit="requests", shown=_requests),
    "another currency": chart(14, unit="chf", scale=4e5, shown=lambda amount: f"CHF {amount:,.2f}"),
    "hostile names": chart(30, names=HOSTILE, note="$today$ <b>&amp; _not_ over", title=r"$1$ \alpha · $x^2$"),
    "names of 80 characters": chart(30, names=LONG, title=LONG_TITLE, note=LONG_NOTE),
    "nothing to say": chart(30, title="", note=""),
}
