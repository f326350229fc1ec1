"""Money is an integer of nano-dollars (10⁻⁹ of the currency's unit). Floats never add it up."""

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

NANOS: Final = 10**9
"""Nano-dollars in a dollar."""

LARGEST: Final = 9 * 10**18
"""The largest amount a database integer of 64 bits holds, with room: nine billion dollars."""

_LEAST_POWER: Final = -120
"""Of ten, of an amount's first digit."""
_LARGEST_POWER: Final = 10
_NANO: Final = Decimal(1).scaleb(-9)


class NotMoney(ValueError):
    """The amount is not a finite number of a size that money can have. The provider's answer was not stored."""


def nanos_from(amount: Decimal) -> int:
    """Round `amount` (in the currency's unit) half-even to nano-dollars.

    Raises NotMoney for NaN, infinities, for sizes beyond nine billion either way, and for the absurdly small.
    """
    if not amount.is_finite():
        raise NotMoney
    if amount.is_zero():
        return 0
    # adjusted() is the power of ten of the first digit: looked at before any int() or quantize(),
    # which would work for minutes on 1e3000000.
    if not _LEAST_POWER <= amount.adjusted() <= _LARGEST_POWER:
        raise NotMoney
    # Not by dividing: a quotient is rounded to 28 digits first, and then a second time.
    nanos = int(amount.quantize(_NANO, rounding=ROUND_HALF_EVEN).scaleb(9))
    if abs(nanos) > LARGEST:
        raise NotMoney
    return nanos


def decimal_from(nanos: int) -> Decimal:
    """The exact amount in the currency's unit."""
    return Decimal(nanos).scaleb(-9)
