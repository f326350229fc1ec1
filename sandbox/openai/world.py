"""An invented organization with a year behind it: the same for the same seed and day, going on as its clock does."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from sandbox.openai.billing import Billing, CostLine
from sandbox.openai.noise import Noise
from sandbox.openai.people import empty_organization, organization
from sandbox.openai.prices import EXTRAS
from sandbox.openai.settling import costs_are_settled, midnight, step, usage_is_final, usage_known
from sandbox.openai.traffic import Labels, Tokens, steady_streams, streams


class Used(NamedTuple):
    """What one stream used on one day, as far as it is known."""

    labels: Labels
    hours: Tokens


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
        costs_by_user: bool = False,
        empty: bool = False,
    ) -> None:
        """`now` is the world's clock (aware, UTC).

        `last_day` is the day its story leads up to (the runaway night is six days before), the day of now() by
        default; `days` before it is the organization's first. With `series_an_hour`, exactly so many series of
        completions are busy in each hour, and nothing else is. `costs_by_user`: whether its costs may be grouped by
        user and project at once.
        """
        self.now = now
        self.last_day = last_day or now().date()
        self.first_day = self.last_day - timedelta(days=days - 1)
        self.costs_by_user = costs_by_user
        self._noise = Noise(seed)
        self.organization = empty_organization(seed, self.last_day) if empty else organization(seed, self.last_day)
        story = not empty and series_an_hour is None
        if story:
            self.streams = streams(self.organization, self._noise, self.first_day, self.last_day)
        else:
            self.streams = steady_streams(
                self.organization, self._noise, self.first_day, self.last_day, 0 if empty else series_an_hour or 0
            )
        self._billing = Billing(self.organization, self._noise, self.streams, EXTRAS if story else (), self.last_day)
        self._settled: dict[date, tuple[CostLine, ...]] = {}

    @classmethod
    def empty(cls, now: Callable[[], datetime], seed: int = 0) -> "World":
        """An organization that has an owner and its default project, and never used anything."""
        return cls(seed, now, empty=True)

    def used(self, endpoint: str, day: date, at: datetime) -> Iterator[Used]:
        """The streams of `endpoint` ("completions", "embeddings") that were busy on `day`, as known at `at`."""
        if day < self.first_day:
            return
        final, at = usage_is_final(day, at), step(at)
        for stream in self.streams:
            if stream.call.endpoint != endpoint:
                continue
            hours = stream.hours(self._noise, day)
            if hours is not None:
                yield Used(stream.labels, hours if final else _arrived(hours, day, at, batch=stream.call.batch))

    def cost_lines(self, day: date, at: datetime) -> tuple[CostLine, ...]:
        """What `day` costs as billed at `at`, by everything it can be grouped by."""
        if day < self.first_day:
            return ()
        if not costs_are_settled(day, at):
            return self._billing.lines(day, step(at))
        if day not in self._settled:
            self._settled[day] = self._billing.lines(day, at)
        return self._settled[day]

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


def _arrived(hours: Tokens, day: date, at: datetime, *, batch: bool) -> Tokens:
    start = midnight(day)
    known = [usage_known(start + timedelta(hours=hour), at, batch=batch) for hour in range(24)]
    # Rounded up, so that no tokens are known without a request.
    return Tokens(*([-(-n * share // 1000) for n, share in zip(numbers, known, strict=True)] for numbers in hours))
