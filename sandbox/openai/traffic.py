"""Who calls which model how often: the streams of requests that make up an organization's year."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from itertools import islice, product
from typing import Final, NamedTuple

from sandbox.openai.noise import ONE, Noise
from sandbox.openai.people import Organization
from sandbox.openai.prices import MODELS

RUNAWAY_AGE: Final = 6
"""The runaway night is this many days before the organization's newest day."""

_RAMP: Final = 9
"""Days over which a stream comes and goes."""

_SATURDAY: Final = 6  # as isoweekday() counts


@dataclass(frozen=True, slots=True)
class Profile:
    """When a stream is busy: weights of the 24 UTC hours (per 10,000), and what is left at weekends and on holidays."""

    hours: tuple[int, ...]
    weekend: int
    """Per mille of a weekday."""
    holiday: int
    """Per mille of what the day would be otherwise."""


def _profile(hours: Sequence[int], weekend: int, holiday: int) -> Profile:
    whole = sum(hours)
    return Profile(tuple(hour * 10_000 // whole for hour in hours), weekend, holiday)


PROFILES: Final = {
    "office": _profile([0] * 6 + [2, 8, 30, 44, 48, 40, 30, 44, 48, 46, 36, 22, 12, 6, 4, 2, 1, 0], 70, 150),
    "product": _profile([9, 7, 6, 5, 6, 8, 12, 18, 25, 30, 33, 35, 36, 35, 36, 38, 40, 43, 46, 48, 45, 36, 24, 14], 820, 700),
    "support": _profile([4, 3, 3, 3, 4, 8, 18, 32, 46, 52, 50, 46, 40, 46, 50, 48, 42, 34, 26, 20, 15, 11, 8, 5], 430, 450),
    "steady": _profile([1] * 24, 940, 900),
    "nightly": _profile([0, 20, 45, 25, 10] + [0] * 19, 0, 1000),
    "batch": _profile([0, 0, 0, 30, 40, 20, 10] + [0] * 13 + [10, 20, 10, 0], 300, 600),
    "asia": _profile([30, 40, 46, 48, 40, 46, 48, 44, 36, 28, 22, 16, 10, 6, 3, 1, 0, 0, 0, 1, 2, 5, 10, 20], 520, 1000),
    "runaway": _profile([0, 3, 14, 22, 26, 27, 21, 4] + [0] * 16, 1000, 1000),
}  # fmt: skip


class Tokens(NamedTuple):
    """The numbers of one stream on one day, hour by hour (24 each), or their sums (one each)."""

    requests: list[int]
    fresh: list[int]
    """Text that went in and was neither read from nor written to the cache."""
    cached: list[int]
    written: list[int]
    output: list[int]
    audio_in: list[int]
    audio_out: list[int]


NOTHING: Final = [0] * 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One kind of call: what a weekday of it looks like on the organization's newest day."""

    key: str
    """The key's name; "" for the playground, which uses none."""
    model: str
    requests: int
    """A weekday's, on the newest day."""
    fresh: int
    cached: int = 0
    output: int = 0
    written: int = 0
    audio_in: int = 0
    audio_out: int = 0
    profile: str = "office"
    since: int | None = None
    """First day, in days before the newest; None: before the organization's first day."""
    until: int | None = None
    """Last day; None: goes on."""
    batch: bool = False
    tier: str = "default"
    source: str = "unlabeled"
    endpoint: str = "completions"
    user: str = ""
    """Whose playground it is."""
    project: str = ""


CALLS: Final = (
    Call(key="ranker-prod", model="gpt-4.1-mini-2025-04-14", requests=92_000, fresh=810, cached=990, output=120, profile="product", until=251),
    Call(key="ranker-prod", model="gpt-5-mini-2025-08-07", requests=185_000, fresh=810, cached=990, output=130, profile="product", since=260),
    Call(key="ranker-prod", model="text-embedding-3-large", requests=160_000, fresh=420, profile="product", endpoint="embeddings"),
    Call(key="query-rewrite", model="gpt-4o-mini-2024-07-18", requests=110_000, fresh=380, output=38, profile="product", until=221),
    Call(key="query-rewrite", model="gpt-5-nano-2025-08-07", requests=310_000, fresh=380, output=44, profile="product", since=230),
    Call(key="ranker-canary", model="gpt-6-astra", requests=2_600, fresh=1_500, cached=1_200, written=300, output=430, since=24),
    Call(key="copilot-prod", model="gpt-4o-2024-08-06", requests=5_200, fresh=1_700, cached=1_700, output=420, profile="support", until=287),
    Call(key="copilot-prod", model="gpt-4.1-2025-04-14", requests=7_800, fresh=1_500, cached=2_000, output=440, profile="support", since=295, until=141),
    Call(key="copilot-prod", model="gpt-5-2025-08-07", requests=8_600, fresh=1_400, cached=2_100, output=520, profile="support", since=149, until=58),
    Call(key="copilot-prod", model="gpt-5.1-2025-11-13", requests=9_200, fresh=1_400, cached=2_300, output=480, profile="support", since=66),
    Call(key="copilot-priority", model="gpt-5-2025-08-07", requests=700, fresh=1_600, cached=2_000, output=520, profile="support", tier="priority", since=190, until=58),
    Call(key="copilot-priority", model="gpt-5.1-2025-11-13", requests=850, fresh=1_600, cached=2_200, output=480, profile="support", tier="priority", since=66),
    Call(key="copilot-staging", model="gpt-4.1-mini-2025-04-14", requests=900, fresh=2_600, cached=500, output=400, until=231),
    Call(key="copilot-staging", model="gpt-5-mini-2025-08-07", requests=1_400, fresh=2_600, cached=500, output=400, since=240),
    Call(key="legacy-web", model="gpt-4o-mini-2024-07-18", requests=21_000, fresh=900, cached=300, output=260, profile="product", until=143),
    Call(key="billing-prod", model="gpt-4.1-mini-2025-04-14", requests=5_200, fresh=1_900, cached=700, output=210, profile="support", until=211),
    Call(key="billing-prod", model="gpt-5-mini-2025-08-07", requests=9_000, fresh=1_900, cached=900, output=260, profile="support", since=220),
    Call(key="invoice-batch", model="gpt-4.1-mini-2025-04-14", requests=15_000, fresh=2_500, output=310, profile="batch", batch=True, until=181),
    Call(key="invoice-batch", model="gpt-5-mini-2025-08-07", requests=26_000, fresh=2_500, output=330, profile="batch", batch=True, since=190),
    Call(key="ingest-batch", model="gpt-4.1-mini-2025-04-14", requests=24_000, fresh=3_900, output=290, profile="batch", batch=True),
    Call(key="ingest-live", model="gpt-5-nano-2025-08-07", requests=14_000, fresh=3_100, output=180, profile="steady", since=228),
    Call(key="ingest-live", model="text-embedding-3-small", requests=60_000, fresh=700, profile="steady", endpoint="embeddings"),
    Call(key="nightly-eval", model="o4-mini-2025-04-16", requests=1_300, fresh=4_800, output=1_500, profile="nightly", until=204),
    Call(key="nightly-eval", model="o3-2025-04-16", requests=820, fresh=5_200, output=1_900, profile="nightly", since=212),
    Call(key="nightly-eval", model="gpt-5.1-2025-11-13", requests=600, fresh=4_900, output=900, profile="nightly", batch=True, since=61),
    Call(key="nightly-eval", model="o3-2025-04-16", requests=24_500, fresh=6_100, output=2_250, profile="runaway", since=RUNAWAY_AGE, until=RUNAWAY_AGE),
    Call(key="eval-adhoc", model="gpt-4.1-2025-04-14", requests=500, fresh=3_600, output=700, until=122),
    Call(key="lab-hiro", model="o3-2025-04-16", requests=190, fresh=4_200, cached=600, output=1_700),
    Call(key="lab-hiro", model="gpt-5.1-2025-11-13", requests=260, fresh=3_400, cached=900, output=1_100, since=88),
    Call(key="lab-noor", model="gpt-5-2025-08-07", requests=420, fresh=2_900, cached=700, output=1_200, since=232),
    Call(key="lab-noor", model="gpt-6-astra", requests=90, fresh=2_900, cached=400, written=200, output=900, since=19),
    Call(key="lab-quentin", model="gpt-4.1-2025-04-14", requests=350, fresh=3_800, output=800, until=93),
    Call(key="drafts", model="gpt-4o-2024-08-06", requests=520, fresh=900, output=900, until=201),
    Call(key="drafts", model="gpt-5-2025-08-07", requests=640, fresh=1_100, output=1_200, since=209),
    Call(key="mobile-ios", model="gpt-4.1-mini-2025-04-14", requests=14_000, fresh=900, cached=400, output=230, profile="product", until=236),
    Call(key="mobile-ios", model="gpt-5-mini-2025-08-07", requests=31_000, fresh=950, cached=500, output=240, profile="product", since=244),
    Call(key="mobile-android", model="gpt-4.1-mini-2025-04-14", requests=9_000, fresh=900, cached=400, output=230, profile="product", until=236),
    Call(key="mobile-android", model="gpt-5-mini-2025-08-07", requests=24_000, fresh=950, cached=500, output=240, profile="product", since=244),
    Call(key="reviewer-old", model="gpt-4.1-2025-04-14", requests=300, fresh=9_000, output=900, until=240),
    Call(key="reviewer", model="gpt-5-2025-08-07", requests=1_300, fresh=7_000, cached=5_000, output=950, source="agents_api", since=250, until=71),
    Call(key="reviewer", model="gpt-5.1-2025-11-13", requests=1_700, fresh=6_500, cached=6_000, output=900, source="agents_api", since=79),
    Call(key="sales-agent", model="gpt-5-2025-08-07", requests=1_600, fresh=6_000, cached=3_000, output=1_300, tier="flex", since=213),
    Call(key="voice-prod", model="gpt-realtime-2025-08-28", requests=760, fresh=350, cached=500, output=120, audio_in=620, audio_out=290, profile="support", since=170),
    Call(key="cs-asia", model="gpt-5-mini-2025-08-07", requests=7_500, fresh=1_300, cached=500, output=320, profile="asia", since=117),
    Call(key="old-script", model="gpt-4o-2024-08-06", requests=140, fresh=2_000, output=300, profile="steady", until=179),
    Call(key="", project="Default project", user="Mei Chen", model="gpt-5.1-2025-11-13", requests=40, fresh=1_400, output=700, since=100),
    Call(key="", project="Default project", user="Ben Okafor", model="gpt-4.1-2025-04-14", requests=25, fresh=1_100, output=500),
)  # fmt: skip

_PARTS: Final = ("fresh", "cached", "written", "output", "audio_in", "audio_out")


@dataclass(frozen=True, slots=True)
class Labels:
    """What usage can be grouped and filtered by."""

    project_id: str | None
    user_id: str | None
    api_key_id: str | None
    model: str
    batch: bool
    service_tier: str
    api_source: str


DIMENSIONS: Final = tuple(field.name for field in fields(Labels))


@dataclass(frozen=True, slots=True)
class Stream:
    """One call of one key through the year."""

    call: Call
    labels: Labels
    profile: Profile
    first: date
    last: date | None
    newest: date
    salt: int

    def hours(self, noise: Noise, day: date) -> Tokens | None:
        """Its numbers on `day`, when they are all in; None when it was quiet that day."""
        level = self._level(day)
        if not level:
            return None
        number = day.toordinal()
        call, salt = self.call, self.salt
        scale = call.requests * level * noise.day(salt, number)
        below = 10_000 * 1000 * ONE * ONE
        bumps = noise.hours(salt, number)
        requests = [scale * hour * bump // below for hour, bump in zip(self.profile.hours, bumps, strict=True)]
        if not any(requests):
            return None
        parts = []
        for part in _PARTS:
            size = getattr(call, part)
            if size:
                longer = noise.hours(salt + size, number)
                # A request is longer or shorter than usual by an eighth of what their number varies.
                parts.append([r * size * (7 * ONE + f) // (8 * ONE) for r, f in zip(requests, longer, strict=True)])
            else:
                parts.append(NOTHING)
        return Tokens(requests, *parts)

    def _level(self, day: date) -> int:
        """How much of the newest weekday's traffic there is on `day`, per mille."""
        if day < self.first or (self.last is not None and day > self.last):
            return 0
        level = growth(day, self.newest)
        if day.isoweekday() >= _SATURDAY:
            level = level * self.profile.weekend // 1000
        if (day.month, day.day) in _HOLIDAYS:
            level = level * self.profile.holiday // 1000
        if self.last != self.first:
            level = level * min(_RAMP, (day - self.first).days + 1) // _RAMP
            if self.last is not None:
                level = level * min(_RAMP, (self.last - day).days + 1) // _RAMP
        return level


_HOLIDAYS: Final = {(12, 24), (12, 25), (12, 26), (12, 31), (1, 1), (5, 1)}


def growth(day: date, newest: date) -> int:
    """How far the organization has grown on `day`, per mille of the newest day: about half, a year before."""
    age = (newest - day).days
    return max(80, 1000 - age * 15 // 10 if age < 300 else 550 - (age - 300))


def streams(organization: Organization, noise: Noise, first: date, newest: date) -> tuple[Stream, ...]:
    """The organization's year."""
    return tuple(_stream(organization, noise, call, first, newest) for call in CALLS)


def steady_streams(
    organization: Organization, noise: Noise, first: date, newest: date, count: int
) -> tuple[Stream, ...]:
    """`count` streams of completions that are busy in every hour of every day.

    Raises ValueError when there are not that many combinations of key, model and tier.
    """
    models = [name for name in MODELS if not name.startswith("text-embedding")]
    combinations = product(("default", "priority", "flex"), models, organization.keys)
    found = [
        _stream(
            organization,
            noise,
            Call(key=key.name, model=model, tier=tier, requests=9_000, fresh=900, cached=600, output=250, profile="steady"),
            first,
            newest,
        )
        for tier, model, key in islice(combinations, count)
    ]  # fmt: skip
    if len(found) < count:
        raise ValueError(f"at most {len(found)} series an hour, not {count}")
    return tuple(found)


def _stream(organization: Organization, noise: Noise, call: Call, first: date, newest: date) -> Stream:
    key = organization.key(call.key) if call.key else None
    labels = Labels(
        project_id=key.project if key else organization.project(call.project).id,
        user_id=key.owner.id if key else organization.user(call.user).id,
        api_key_id=key.id if key else None,
        model=call.model,
        batch=call.batch,
        service_tier=call.tier,
        api_source=call.source,
    )
    return Stream(
        call=call,
        labels=labels,
        profile=PROFILES[call.profile],
        first=first if call.since is None else max(first, newest - timedelta(days=call.since)),
        last=None if call.until is None else newest - timedelta(days=call.until),
        newest=newest,
        salt=noise.salt(call.key, call.user, call.model, call.profile, call.tier),
    )
