"""An invented organization with a year behind it: the same for the same seed and day, going on as its clock does."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from sandbox.openai.billing import Billing, CostLine
from sandbox.openai.noise import Noise
from sandbox.openai.people import empty_organization, organization
from sandbox.openai.settling import costs_are_settled, midnight, step, usage_is_final, usage_known
from sandbox.openai.traffic import NEVER, Counts, Labels, Stream, Tokens, steady_streams, streams


class Used(NamedTuple):
    """What one stream used on one day, as far as it is known."""

    labels: Labels
    hours: Tokens


class Counted(NamedTuple):
    """The same of a stream that is not counted in tokens."""

    labels: Labels
    hours: Counts


_GONE_ONE_IN = 5
"""Of a day that is restated, one stream in so many is not there any more."""
_FAR_APART = 1_000_003
"""Between the seeds of a world's own noise and that of a day's later editions."""


class World:
    """Everything the organization used and was billed, as known at any moment."""

    def __init__(
        self,
        seed: int,
        now: Callable[[], datetime],
        *,
        last_day: date | None = None,
        days: int = 365,
        series_an_hour: int | None = None,
        costs_by_user: bool | None = None,
        currency: str = "usd",
        without: Iterable[str] = (),
        empty: bool = False,
    ) -> None:
        """`now` is the world's clock (aware, UTC).

        `last_day` is the day its story leads up to (the runaway night is six days before), the day of now() by
        default; `days` before it is the organization's first. With `series_an_hour`, exactly so many series of
        completions are busy in each hour, and nothing else is. `costs_by_user`: whether its costs may be grouped by
        user and project at once, by default in one world out of four. `currency` is what it is billed in; `without`
        are usage endpoints ("decisions") that it does not have.
        """
        self.now = now
        self.last_day = last_day or now().date()
        self.first_day = self.last_day - timedelta(days=days - 1)
        self.costs_by_user = seed % 4 == 0 if costs_by_user is None else costs_by_user
        self.currency = currency
        self.without = frozenset(without)
        self.told = (seed, self.first_day, self.last_day, series_an_hour, empty, currency)
        """Where this is the same, the same was used and billed."""
        self._seed = seed
        self._noise = Noise(seed)
        self.organization = empty_organization(seed, self.last_day) if empty else organization(seed, self.last_day)
        story = not empty and series_an_hour is None
        self.has_story = story
        if story:
            self.streams = streams(self.organization, self._noise, self.first_day, self.last_day)
        else:
            self.streams = steady_streams(
                self.organization, self._noise, self.first_day, self.last_day, 0 if empty else series_an_hour or 0
            )
        self._billing = Billing(self.organization, self._noise, self.streams, story, self.last_day)
        self._settled = _settled(self.told)
        self._restated: dict[date, list[Billing]] = {}

    @classmethod
    def empty(cls, now: Callable[[], datetime], seed: int = 0) -> "World":
        """An organization that has an owner and its default project, and never used anything."""
        return cls(seed, now, empty=True)

    def restate(self, day: date) -> None:
        """From now on other figures are reported for `day`, of other series: some are gone, others are back."""
        edition = self.edition(day) + 1
        left = tuple(stream for stream in self.streams if (stream.salt + edition) % _GONE_ONE_IN)
        told = replace(self._billing, noise=Noise(self._seed + edition * _FAR_APART), streams=left)
        self._restated.setdefault(day, []).append(told)

    def edition(self, day: date) -> int:
        """How often `day` was restated."""
        return len(self._restated.get(day, ()))

    def used(self, endpoint: str, day: date, at: datetime) -> Iterator[Used]:
        """The streams of `endpoint` ("completions", "embeddings") that were busy on `day`, as known at `at`."""
        told = self._told_of(day)
        for stream in self._of(endpoint, day, told):
            hours = stream.hours(told.noise, day)
            if hours is not None:
                known = hours if usage_is_final(day, at) else Tokens(*_arrived(hours, stream, day, step(at)))
                yield Used(stream.labels, known)

    def counted(self, endpoint: str, day: date, at: datetime) -> Iterator[Counted]:
        """The same of an endpoint that is not counted in tokens ("images")."""
        told = self._told_of(day)
        for stream in self._of(endpoint, day, told):
            hours = stream.counts(told.noise, day)
            if hours is not None:
                known = hours if usage_is_final(day, at) else Counts(*_arrived(hours, stream, day, step(at)))
                yield Counted(stream.labels, known)

    def all_used(self, day: date, at: datetime) -> tuple[int, int]:
        """Tokens in and out, and requests, of every endpoint on `day`, as known at `at`."""
        tokens = requests = 0
        for endpoint in {stream.call.endpoint for stream in self.streams if not stream.call.units}:
            for _, hours in self.used(endpoint, day, at):
                requests += sum(hours.requests)
                tokens += sum(map(sum, hours[1:]))
        # Sessions of the code interpreter are counted, and are no requests.
        tools = {stream.call.endpoint for stream in self.streams if stream.call.units} - {"code_interpreter_sessions"}
        for endpoint in tools:
            requests += sum(sum(counted.hours.requests) for counted in self.counted(endpoint, day, at))
        return tokens, requests

    def cost_lines(self, day: date, at: datetime) -> tuple[CostLine, ...]:
        """What `day` costs as billed at `at`, by everything it can be grouped by."""
        if day < self.first_day:
            return ()
        if not costs_are_settled(day, at):
            return self._told_of(day).lines(day, step(at))
        edition = day, self.edition(day)
        if edition not in self._settled:
            self._settled[edition] = self._told_of(day).lines(day, at)
        return self._settled[edition]

    def costs(self, day: date, at: datetime) -> dict[tuple[str | None, str, str | None], Decimal]:
        """The same by project id, line item and key id: exact US dollars."""
        summed: dict[tuple[str | None, str, str | None], Decimal] = {}
        for line in self.cost_lines(day, at):
            where = (line.project_id, line.line_item, line.api_key_id)
            summed[where] = summed.get(where, Decimal(0)) + line.amount
        return summed

    def total_cost(self, first: date, end: date, at: datetime) -> Decimal:
        """What the days from `first` up to and without `end` cost as billed at `at`: exact US dollars."""
        days = (first + timedelta(days=n) for n in range((end - first).days))
        return sum((line.amount for day in days for line in self.cost_lines(day, at)), Decimal(0))

    def _told_of(self, day: date) -> Billing:
        """What is told of `day` now: its streams, and their noise."""
        return self._restated[day][-1] if day in self._restated else self._billing

    def _of(self, endpoint: str, day: date, told: Billing) -> Iterator[Stream]:
        if day >= self.first_day and endpoint not in self.without:
            yield from (stream for stream in told.streams if stream.call.endpoint == endpoint)


@lru_cache(maxsize=4)
def _settled(_told: Hashable) -> dict[tuple[date, int], tuple[CostLine, ...]]:
    """By day and edition; one for all worlds that tell the same."""
    return {}


def _arrived(hours: Iterable[list[int]], stream: Stream, day: date, at: datetime) -> Iterator[list[int]]:
    start, batch = midnight(day), stream.call.batch
    known = [usage_known(start + timedelta(hours=hour), at, batch=batch) for hour in range(24)]
    if stream.call.is_level:
        known = [1000 if share else 0 for share in known]
    # Rounded up, so that no tokens are known without a request.
    for numbers in hours:
        yield numbers if numbers is NEVER else [-(-n * share // 1000) for n, share in zip(numbers, known, strict=True)]
