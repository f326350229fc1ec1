"""Streams: one kind of call of one key through the year, hour by hour."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, product
from typing import Final, NamedTuple

from sandbox.openai.calls import CALLS, COUNTED, PROFILES, Call, Profile
from sandbox.openai.noise import ONE, Noise
from sandbox.openai.people import Organization
from sandbox.openai.prices import MODELS

_RAMP: Final = 9
"""Days over which a stream comes and goes."""

_WORKING_DAYS: Final = (965, 1020, 1040, 1015, 910)
"""Monday to Friday, per mille of a usual one."""
_SATURDAY: Final = 5
_HOLIDAYS: Final = {(12, 24), (12, 25), (12, 26), (12, 31), (1, 1), (5, 1)}

NEVER: Final = [0] * 24
"""The hours of a number that a stream does not have; known by its identity, never changed."""

_UNITY: Final = 10_000 * 1000 * ONE * ONE
"""What a profile's part, a level and two factors are multiplied by, together."""

_USUAL: Final = 7 * ONE
_EIGHT_ONES: Final = (8 * ONE).bit_length() - 1
"""The size of a request varies by an eighth of what their number does; this is the shift that divides by 8 × ONE."""


class Tokens(NamedTuple):
    """A stream's numbers: lists of one number for each hour of a day."""

    requests: list[int]
    fresh: list[int]
    """Text that went in and was neither read from nor written to the cache."""
    cached: list[int]
    written: list[int]
    output: list[int]
    """Text only."""
    audio_in: list[int]
    audio_out: list[int]


_SIZES: Final = Tokens._fields[1:]


class Counts(NamedTuple):
    """The numbers of a stream that is counted in something else than tokens, in the same way."""

    requests: list[int]
    quantity: list[int]


@dataclass(frozen=True, slots=True)
class Labels:
    """What usage is grouped and filtered by, in the order in which answers name it."""

    project_id: str
    user_id: str | None
    """None: what a project uses by itself, as its storage."""
    api_key_id: str | None
    """None: the playground, or a project by itself."""
    model: str
    batch: bool
    service_tier: str
    api_source: str
    size: str | None = None
    source: str | None = None
    """What an image was made for."""
    vector_store_id: str | None = None
    context_level: str | None = None


DIMENSIONS: Final = ("project_id", "user_id", "api_key_id", "model", "batch", "service_tier", "api_source")
"""What tokens are grouped by."""


@dataclass(frozen=True, slots=True)
class Stream:
    call: Call
    labels: Labels
    profile: Profile
    first: date
    last: date | None
    newest: date
    salt: int

    def hours(self, noise: Noise, day: date) -> Tokens | None:
        """Its tokens on `day` when all of them are in; None when it was quiet all day."""
        number, requests = day.toordinal(), self._requests(noise, day)
        if not any(requests):
            return None
        return Tokens(requests, *(self._sized(noise, number, requests, getattr(self.call, name)) for name in _SIZES))

    def counts(self, noise: Noise, day: date) -> Counts | None:
        """The same of a stream that is not counted in tokens."""
        if self.call.is_level:
            there = self.call.units * self._level(day) // 1000
            return Counts(NEVER, [there] * 24) if there else None
        requests = self._requests(noise, day)
        if not any(requests):
            return None
        sized = self._sized(noise, day.toordinal(), requests, self.call.units)
        return Counts(requests, list(map(max, requests, sized)))

    def _requests(self, noise: Noise, day: date) -> list[int]:
        number = day.toordinal()
        mood = noise.day(self.salt, number) * self._project_mood(noise, number) // ONE
        scale = self.call.requests * self._level(day) * mood
        bumps = noise.hours(self.salt, number)
        return [scale * part * bump // _UNITY for part, bump in zip(self.profile.hours, bumps, strict=True)]

    def _sized(self, noise: Noise, number: int, requests: list[int], size: int) -> list[int]:
        """`size` tokens for each request, a few per cent more or less from hour to hour."""
        if not size:
            return NEVER
        bumps = noise.hours(self.salt + size, number)
        return [count * size * (_USUAL + bump) >> _EIGHT_ONES for count, bump in zip(requests, bumps, strict=True)]

    def _project_mood(self, noise: Noise, number: int) -> int:
        """What a project's calls have in common: some days and some weeks are busier than others."""
        salt = noise.salt(self.labels.project_id)
        return noise.day(salt, number) * noise.day(salt + 1, number // 7) // ONE

    def _level(self, day: date) -> int:
        """How much of a weekday of the newest time `day` has, per mille."""
        if day < self.first or (self.last is not None and day > self.last):
            return 0
        weekday = day.weekday()
        busy = _WORKING_DAYS[weekday] if weekday < _SATURDAY else self.profile.weekend
        level = growth(day, self.newest) * busy // 1000
        if (day.month, day.day) in _HOLIDAYS:
            level = level * self.profile.holiday // 1000
        if self.last == self.first:
            return level
        level = level * min(_RAMP, (day - self.first).days + 1) // _RAMP
        return level if self.last is None else level * min(_RAMP, (self.last - day).days + 1) // _RAMP


def growth(day: date, newest: date) -> int:
    """How far the organization has grown on `day`, per mille of the newest day: two thirds, a year before."""
    return max(80, 1000 - (newest - day).days)


def streams(organization: Organization, noise: Noise, first: date, newest: date) -> tuple[Stream, ...]:
    """The organization's year."""
    return tuple(_stream(organization, noise, call, first, newest) for call in (*CALLS, *COUNTED))


def steady_streams(
    organization: Organization, noise: Noise, first: date, newest: date, count: int
) -> tuple[Stream, ...]:
    """`count` streams of completions that are busy in every hour of every day.

    Raises ValueError when there are not that many combinations of tier, model and key.
    """
    models = [name for name, model in MODELS.items() if "output" in model.per_million]
    combinations = list(islice(product(("default", "priority", "flex"), models, organization.keys), count))
    if len(combinations) < count:
        raise ValueError(f"at most {len(combinations)} series an hour, not {count}")
    return tuple(
        _stream(organization, noise, Call(key.name, model, 9_000, 900, 600, 250, "steady", tier=tier), first, newest)
        for tier, model, key in combinations
    )


def _stream(organization: Organization, noise: Noise, call: Call, first: date, newest: date) -> Stream:
    key = organization.key(call.key) if call.key else None
    labels = Labels(
        project_id=key.project if key else organization.project(call.project).id,
        user_id=key.owner.id if key else organization.user(call.user).id if call.user else None,
        api_key_id=key.id if key else None,
        model=call.model,
        batch=call.batch,
        service_tier=call.tier,
        api_source=call.source,
        size=call.size or None,
        source=call.made_for or None,
        vector_store_id=f"vs_{noise.salt('store', call.store):08x}{noise.salt(call.store):08x}" if call.store else None,
        context_level=call.context or None,
    )
    return Stream(
        call=call,
        labels=labels,
        profile=PROFILES[call.profile],
        # Older streams were there before the organization's first day, and don't ramp up on it.
        first=first - timedelta(days=_RAMP) if call.since is None else newest - timedelta(days=call.since),
        last=None if call.until is None else newest - timedelta(days=call.until),
        newest=newest,
        salt=noise.salt(call.key, call.user, call.model, call.profile, call.tier, *call.apart),
    )
