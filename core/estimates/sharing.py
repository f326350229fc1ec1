"""Sharing an amount out in proportion, to the last nano-dollar."""

from collections.abc import Sequence


def share(amount: int, weights: Sequence[int]) -> list[int]:
    """`amount` in parts proportional to `weights`, which are not negative, adding up to it exactly.

    What rounding leaves over goes to the largest remainders, one each. Where all weights are zero the parts are equal.
    """
    if not weights:
        return []
    whole = sum(weights)
    if not whole:
        return share(amount, [1] * len(weights))
    sign, size = (-1 if amount < 0 else 1), abs(amount)
    parts = [size * weight // whole for weight in weights]
    remainders = [size * weight % whole for weight in weights]
    left = size - sum(parts)
    for at in sorted(range(len(weights)), key=lambda at: -remainders[at])[:left]:
        parts[at] += 1
    return [sign * part for part in parts]
