"""What is known when: usage arrives within a day, costs are billed a day later and settle the day after that."""

from datetime import UTC, date, datetime, timedelta
from typing import Final

from sandbox.openai.noise import Noise

STEP: Final = timedelta(minutes=5)
"""What is known changes at most this often."""

_HOUR: Final = timedelta(hours=1)
_USAGE_LASTS: Final = timedelta(hours=24)
_COSTS_LAST: Final = timedelta(hours=48)
_BILLED_AFTER: Final = 24
"""Hours after which an hour is billed at the earliest."""
_BILLED_WITHIN: Final = 13
"""From then on, within how many hours."""

_ARRIVED: Final = ((30, 930), (60, 968), (180, 991))
"""Per mille of an hour's requests that are counted, by the minutes since its end."""


def midnight(day: date) -> datetime:
    """The first moment of a UTC day."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def step(at: datetime) -> datetime:
    """The last moment at which what is known changed."""
    return at - (at - midnight(at.date())) % STEP


def usage_is_final(day: date, at: datetime) -> bool:
    """Whether no more usage of `day` will arrive."""
    return at >= midnight(day) + timedelta(days=1) + _USAGE_LASTS


def costs_are_settled(day: date, at: datetime) -> bool:
    """Whether the costs of `day` are what the invoice will say."""
    return at >= midnight(day) + timedelta(days=1) + _COSTS_LAST


def usage_known(start: datetime, at: datetime, *, batch: bool) -> int:
    """Per mille of the usage of the hour from `start` counted at `at`. A batch is counted as it comes back."""
    elapsed = (at - start) // timedelta(minutes=1)
    if elapsed <= 0:
        return 0
    if elapsed < 60:
        return elapsed * (400 if batch else 850) // 60
    ended = elapsed - 60
    if batch:
        return min(1000, 400 + ended * 600 // (23 * 60))
    return next((share for minutes, share in _ARRIVED if ended < minutes), 1000)


def hours_billed(noise: Noise, project: str, day: date, at: datetime) -> int:
    """How many of the hours of `day` are billed to a project at `at`, counted from midnight."""
    number = day.toordinal()
    later = timedelta(hours=_BILLED_AFTER + noise.below(_BILLED_WITHIN, noise.salt("billed", project), number))
    return max(0, min(24, (at - midnight(day) - later) // _HOUR))


def held_back(noise: Noise, project: str, day: date) -> int:
    """Per mille of a project's costs of `day` that are missing until it settles: nothing, for most."""
    salt, number = noise.salt("held back", project), day.toordinal()
    return 0 if noise.below(3, salt, number) else 4 + noise.below(26, salt + 1, number)
