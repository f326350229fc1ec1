"""Irregularity that is the same for the same seed, on every machine: whole numbers, no libm."""

from functools import lru_cache
from random import Random
from string import ascii_letters, digits
from typing import Final
from zlib import crc32

ONE: Final = 1024
"""The factor 1 in fixed point."""

_LENGTH: Final = 8192
_LONGEST_SLICE: Final = 24


class Noise:
    """Factors around ONE. Asked again with the same words and day, it answers the same."""

    def __init__(self, seed: int) -> None:
        self._factors = _factors(seed)
        self._seed = seed

    def salt(self, *words: str | None) -> int:
        """A number that stands for these words under this seed."""
        return crc32("\x1f".join((str(self._seed), *(word or "" for word in words))).encode())

    def hours(self, salt: int, day: int) -> list[int]:
        """One factor for each hour of a day, between 0.64 and 1.36 of ONE."""
        at = (salt + day * 2671) % _LENGTH
        return self._factors[at : at + 24]

    def day(self, salt: int, day: int) -> int:
        """One factor for a day, between 0.76 and 1.24 of ONE, mostly within a tenth."""
        return ONE + (self._factors[(salt * 31 + day * 5303) % _LENGTH] - ONE) * 2 // 3

    def below(self, bound: int, salt: int, day: int) -> int:
        """A whole number from 0 up to and without `bound`, evenly spread."""
        return crc32(b"%d:%d" % (salt, day)) % bound


@lru_cache(maxsize=64)
def _factors(seed: int) -> list[int]:
    """Never changed."""
    drawn = Random(seed)
    factors = [ONE * 64 // 100 + sum(drawn.randrange(0, 247) for _ in range(3)) for _ in range(_LENGTH)]
    return factors + factors[:_LONGEST_SLICE]


def letters(drawn: Random, count: int) -> str:
    """The random part of an id."""
    return "".join(drawn.choices(ascii_letters + digits, k=count))
