"""What the headers of an answer say about the rate limit: how many requests, how many are left, and when more are."""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

LONGEST_WAIT: Final = 86_400.0
"""Seconds: whoever says more is believed this much."""

_COUNT: Final = re.compile(r"\d{1,9}\Z")
_GO_DURATION: Final = re.compile(r"(\d+(?:\.\d+)?)(ms|h|m|s)")
_SECONDS: Final = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}


class Allowance(NamedTuple):
    left: int
    """Requests that are still let through."""
    reset: float
    """Seconds until all of them are again."""
    limit: int | None
    """Requests a minute; None when it was not told."""

    def seconds_until(self, more: int) -> float:
        """How long until so many more are let through. They come back one by one, all of them until the reset."""
        if self.limit is None or self.limit - self.left <= more:
            return self.reset
        return self.reset * more / (self.limit - self.left)


def allowance_of(headers: Mapping[str, str]) -> Allowance | None:
    """None when nothing sensible is told."""
    left, limit = (_count(headers.get(f"x-ratelimit-{what}-requests", "")) for what in ("remaining", "limit"))
    reset = _seconds(headers.get("x-ratelimit-reset-requests", ""))
    if left is None or reset is None:
        return None
    return Allowance(left, reset, limit or None)


def seconds_until_reset(headers: Mapping[str, str]) -> float | None:
    """How long until requests are let through again, when the answer says that none is left; None when some are."""
    allowance = allowance_of(headers)
    return None if allowance is None or allowance.left else allowance.reset


def _count(value: str) -> int | None:
    return int(value) if _COUNT.match(value.strip()) else None


def _seconds(value: str) -> float | None:
    reset = value.strip().lower()
    parts = _GO_DURATION.findall(reset)
    if not parts or "".join(number + unit for number, unit in parts) != reset:
        return None
    return min(sum(float(number) * _SECONDS[unit] for number, unit in parts), LONGEST_WAIT)
