"""Costs: what a day's usage comes to by the price list, as far as it is billed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from sandbox.openai.noise import Noise
from sandbox.openai.people import Organization
from sandbox.openai.prices import CREDIT_EVERY, CREDIT_ITEM, MODELS, cheaper_from, counted, per_token
from sandbox.openai.settling import costs_are_settled, held_back, hours_billed
from sandbox.openai.traffic import Stream

_FIRST_CREDIT = 11
"""Days before the newest day."""
_MILLIONTH = Decimal("1e-6")
_FINEST = Decimal("1e-15")
"""Finer than this nothing is billed: every sum of a year's amounts is exact."""


class CostLine(NamedTuple):
    """One amount of one day. None is the provider's "no value"."""

    project_id: str | None
    user_id: str | None
    line_item: str
    api_key_id: str | None
    api_source: str
    amount: Decimal
    """US dollars, exactly."""
    quantity: int | Decimal | None
    unit: str | None


class _Of(NamedTuple):
    """The share of a day's numbers that is billed: the first `hours` of them, less `held` per mille."""

    hours: int
    held: int

    def count(self, hourly: Sequence[int]) -> int:
        return self.part(sum(hourly[: self.hours]))

    def part(self, whole: int) -> int:
        return whole - whole * self.held // 1000


@dataclass(frozen=True, slots=True)
class Billing:
    organization: Organization
    noise: Noise
    streams: Sequence[Stream]
    credits: bool
    """Whether the provider gives some at times."""
    newest: date

    def lines(self, day: date, at: datetime) -> tuple[CostLine, ...]:
        """What `day` costs as billed at `at`."""
        settled = costs_are_settled(day, at)

        def billed(project: str) -> _Of:
            if settled:
                return _Of(24, 0)
            return _Of(hours_billed(self.noise, project, day, at), held_back(self.noise, project, day))

        found = [*self._tokens(day, billed), *self._counted(day, billed)]
        if settled and self.credits:
            found.extend(self._credits(day))
        return tuple(found)

    def _tokens(self, day: date, billed: Callable[[str], _Of]) -> Iterator[CostLine]:
        cheaper = cheaper_from(self.newest)
        summed: dict[tuple[str, str | None, str, str | None, str], tuple[Decimal, int]] = {}
        for stream in self.streams:
            if stream.call.units:
                continue
            labels, hours = stream.labels, stream.hours(self.noise, day)
            share = billed(labels.project_id)
            if hours is None or not share.hours:
                continue
            model = MODELS[labels.model]
            for kind, item in model.items.items():
                count = share.count(getattr(hours, kind))
                if not count:
                    continue
                price = per_token(model, kind, day, cheaper, batch=labels.batch, tier=labels.service_tier)
                where = (labels.project_id, labels.user_id, item, labels.api_key_id, labels.api_source)
                amount, quantity = summed.get(where, (Decimal(0), 0))
                summed[where] = amount + count * price, quantity + count
        for where, (amount, quantity) in summed.items():
            yield CostLine(*where, amount, quantity, "tokens")

    def _counted(self, day: date, billed: Callable[[str], _Of]) -> Iterator[CostLine]:
        for stream in self.streams:
            labels, counts = stream.labels, stream.counts(self.noise, day) if stream.call.units else None
            if counts is None:
                continue
            price = counted(stream.call.endpoint, labels.model)
            count = billed(labels.project_id).count(counts.requests if price.by_requests else counts.quantity)
            if not count:
                continue
            # A tool is billed to the project; a model to the key that called it.
            user, key = (labels.user_id, labels.api_key_id) if price.item == labels.model else (None, None)
            yield CostLine(
                labels.project_id,
                user,
                price.item,
                key,
                labels.api_source,
                (count * price.price / price.in_unit).quantize(_FINEST),
                count if price.in_unit == 1 else (Decimal(count) / price.in_unit).quantize(_MILLIONTH),
                price.unit,
            )

    def _credits(self, day: date) -> Iterator[CostLine]:
        if (self.newest - day).days % CREDIT_EVERY == _FIRST_CREDIT:
            cents = 2_500 + self.noise.below(9_000, self.noise.salt("credit"), day.toordinal())
            yield CostLine(None, None, CREDIT_ITEM, None, "unlabeled", Decimal(-cents).scaleb(-2), None, None)
