"""Costs: what a day's usage comes to by the price list, as far as it is billed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from sandbox.openai.noise import ONE, Noise
from sandbox.openai.people import Organization
from sandbox.openai.prices import CREDIT_EVERY, CREDIT_ITEM, MODELS, Extra, cheaper_from, per_token
from sandbox.openai.settling import costs_are_settled, held_back, hours_billed
from sandbox.openai.traffic import Stream, growth

_FIRST_CREDIT = 11
"""Days before the newest day."""


class CostLine(NamedTuple):
    """One amount of one day. None is the provider's "no value"."""

    project_id: str | None
    user_id: str | None
    line_item: str
    api_key_id: str | None
    api_source: str
    amount: Decimal
    """US dollars, exactly."""
    quantity: int | None
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
    extras: Sequence[Extra]
    newest: date

    def lines(self, day: date, at: datetime) -> tuple[CostLine, ...]:
        """What `day` costs as billed at `at`."""
        settled = costs_are_settled(day, at)

        def billed(project: str) -> _Of:
            if settled:
                return _Of(24, 0)
            return _Of(hours_billed(self.noise, project, day, at), held_back(self.noise, project, day))

        found = [*self._tokens(day, billed), *self._extras(day, billed)]
        if settled and self.extras:
            found.extend(self._credits(day))
        return tuple(found)

    def _tokens(self, day: date, billed: Callable[[str], _Of]) -> Iterator[CostLine]:
        cheaper = cheaper_from(self.newest)
        summed: dict[tuple[str, str, str, str | None, str], tuple[Decimal, int]] = {}
        for stream in self.streams:
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

    def _extras(self, day: date, billed: Callable[[str], _Of]) -> Iterator[CostLine]:
        number = day.toordinal()
        for extra in self.extras:
            project = self.organization.project(extra.project)
            share = billed(project.id)
            weekday = extra.weekend if day.isoweekday() > 5 else 1000
            factor = self.noise.day(self.noise.salt(extra.project, extra.item), number)
            whole = extra.a_weekday * growth(day, self.newest) * weekday * factor // (1000 * 1000 * ONE)
            count = share.part(whole * share.hours // 24)
            if count and day >= project.created:
                yield CostLine(project.id, None, extra.item, None, "unlabeled", count * extra.price, count, extra.unit)

    def _credits(self, day: date) -> Iterator[CostLine]:
        if (self.newest - day).days % CREDIT_EVERY == _FIRST_CREDIT:
            cents = 2_500 + self.noise.below(9_000, self.noise.salt("credit"), day.toordinal())
            yield CostLine(None, None, CREDIT_ITEM, None, "unlabeled", Decimal(-cents).scaleb(-2), None, None)
