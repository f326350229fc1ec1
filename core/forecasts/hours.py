"""What today will come to at this pace, from what such days came to hour by hour."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from math import ceil
from statistics import fmean, median
from typing import Final

from core.forecasts.forecast import TooLittle, give_or_take
from core.grain import HOURS

LOOKED_AT: Final = 28
"""Days before today whose hours are looked at."""
NEEDED: Final = 5
"""Days like today, of the working week or of the weekend, without which nothing is said."""
_SATURDAY: Final = 5
_AS_USUAL: Final = 0.1
"""The part of a usual day by which little that is spent yet is taken for less telling than much."""
_LIKELY: Final = 0.8
_HOUR: Final = timedelta(hours=1)

Hours = Sequence[int]
"""Nanos of each hour of a day."""


@dataclass(frozen=True, slots=True)
class Today:
    """What today will come to."""

    currency: str
    so_far: int
    """Nanos."""
    ahead: tuple[tuple[datetime, int], ...]
    """What is expected up to each of these instants, after the one before; from the instant on that `so_far` is of."""
    either_way: int
    """So much more or less is still likely: of four of five such days it was no more."""

    @property
    def total(self) -> int:
        return self.so_far + sum(nanos for _, nanos in self.ahead)

    @property
    def shown(self) -> str:
        """As people read it: "$120 ± $15"."""
        return give_or_take(self.total, self.either_way, self.currency)

    def crosses(self, amount: int) -> datetime | None:
        """When today comes to `amount` (nanos) at this pace; None where it does not."""
        reached = self.so_far
        for (begin, _), (end, nanos) in pairwise(self.ahead):
            if nanos and reached + nanos >= amount:
                return begin + (end - begin) * max(0.0, (amount - reached) / nanos)
            reached += nanos
        return None


def today_of(past: Mapping[date, Hours], so_far: int, at: datetime, currency: str) -> Today | TooLittle:
    """`past`: whole days before today; `so_far`: nanos of today up to `at`, in UTC."""
    weekend = at.weekday() >= _SATURDAY
    alike = [hours for day, hours in past.items() if (day.weekday() >= _SATURDAY) is weekend]
    told = [hours for hours in alike if min(hours) >= 0 and sum(hours) > 0]
    if len(told) < NEEDED:
        return TooLittle(len(told), NEEDED)
    begun = at.hour + (at - at.replace(minute=0, second=0, microsecond=0)) / _HOUR
    expected = _expected(told, so_far, begun)
    first = at.replace(minute=0, second=0, microsecond=0)
    ends = [(first + number * _HOUR, nanos) for number, nanos in enumerate(expected, 1)]
    either_way = round(sum(expected) * min(1.0, _likely(told, begun)))
    return Today(currency, so_far, ((at, 0), *ends), either_way)


def _expected(days: Sequence[Hours], so_far: int, begun: float) -> list[int]:
    """What each hour is still to bring, from the one that has begun on: as usual, times how far today is from it."""
    usual = median(map(sum, days))
    shares = [fmean(hours[at] / sum(hours) for hours in days) for at in range(HOURS)]
    whole = int(begun)
    pace = (so_far + _AS_USUAL * usual) / (usual * (_up_to(shares, begun) + _AS_USUAL))
    left = [(whole + 1 - begun) * shares[whole], *shares[whole + 1 :]]
    return [max(0, round(usual * share * pace)) for share in left]


def _likely(days: Sequence[Hours], begun: float) -> float:
    """How far off four of five of these days would have been, forecast at this hour from the others; as a share."""
    off = []
    for at, hours in enumerate(days):
        so_far = _up_to(hours, begun)
        expected = sum(_expected([*days[:at], *days[at + 1 :]], round(so_far), begun))
        if expected:
            off.append(abs(sum(hours) - so_far - expected) / expected)
    # The day that is asked about counts as one more.
    return sorted(off)[min(ceil(_LIKELY * (len(off) + 1)), len(off)) - 1] if off else 1.0


def _up_to(hours: Sequence[float], begun: float) -> float:
    whole = int(begun)
    return sum(hours[:whole]) + (begun - whole) * hours[whole]
