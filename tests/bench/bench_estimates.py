"""How far estimates are from what is billed in the end, in the sandbox's worlds.

What there was to choose was chosen on the worlds of seeds 1 to 3; those of seeds 11 to 20 count.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from statistics import mean, median
from time import perf_counter
from typing import Final

from core.collection.ledger import LedgerDay, end_of
from core.estimates.estimates import DAYS_NEEDED, Estimates, estimates_of, learn
from core.estimates.public import list_price
from core.estimates.replay import percents
from core.estimates.rows import CostOfDay, Labels, UsageOfDay
from core.money import nanos_from
from core.providers.openai import match
from sandbox.openai.traffic import Labels as UsedLabels
from sandbox.openai.world import World
from tests.bench.showing import title
from tests.unit.worlds import connection

TUNED, UNSEEN = range(1, 4), range(11, 21)
LAST_DAY: Final = date(2026, 11, 28)
"""So that the price that falls on an eleventh does so within the days looked at."""
MORNINGS: Final = range(0, 24, 3)
"""As many days before the last one it is nine o'clock, and an estimate is looked at."""
MOVING: Final = 4
"""So many days, today included, are not what they will be."""
TOKENS: Final = ("completions", "decisions", "embeddings")
COUNTED: Final = (
    "images",
    "audio_speeches",
    "audio_transcriptions",
    "vector_stores",
    "code_interpreter_sessions",
    "file_search_calls",
    "web_search_calls",
)
ACME: Final = connection()


@dataclass(frozen=True)
class Seen:
    """Percent off, one an estimate."""

    ours: list[float]
    by_list: list[float]
    as_before: list[float]
    replayed: list[float]
    milliseconds: list[float]


def costs_of(world: World, day: date, at: datetime) -> Iterator[CostOfDay]:
    for line in world.cost_lines(day, at):
        labels = Labels(line.project_id or "", line.api_key_id or "", item=line.line_item)
        quantity = None if line.quantity is None else float(line.quantity)
        yield CostOfDay(day, ACME.id, labels, "usd", nanos_from(line.amount), quantity)


def usage_of(world: World, day: date, at: datetime) -> Iterator[UsageOfDay]:
    for endpoint in TOKENS:
        for labels, hours in world.used(endpoint, day, at):
            yield UsageOfDay(day, ACME.id, endpoint, _named(labels), *_numbers(*map(sum, hours)))
    for endpoint in COUNTED:
        whole = max if endpoint == "vector_stores" else sum
        for labels, counts in world.counted(endpoint, day, at):
            quantity = float(whole(counts.quantity))
            yield UsageOfDay(day, ACME.id, endpoint, _named(labels), sum(counts.requests), 0, 0, 0, quantity, None)


def _named(used: UsedLabels) -> Labels:
    return Labels(
        used.project_id,
        used.api_key_id or "",
        used.user_id,
        used.model,
        tier=used.service_tier,
        batch=str(used.batch).lower(),
    )


def _numbers(
    requests: int, fresh: int, cached: int, written: int, output: int, audio_in: int, audio_out: int
) -> tuple[int, int, int, int, None, bytes | None]:
    rare = {
        "input_cache_write_tokens": written,
        "input_audio_tokens": audio_in,
        "output_audio_tokens": audio_out,
    }
    encoded = json.dumps(rare).encode() if any(rare.values()) else None
    return requests, fresh + cached + written + audio_in, output + audio_out, cached, None, encoded


def ledger(days: Iterable[date], at: datetime) -> list[LedgerDay]:
    """As hourly collections would have left it."""
    settles = timedelta(hours=48)
    return [
        LedgerDay("costs", day, "1d", ("project", "item", "key"), at, 1, min(at, end_of(day) + settles)) for day in days
    ]


class Rows:
    """A world's rows as they are in the end, and as they were at some moment."""

    def __init__(self, world: World, later: datetime) -> None:
        self._world = world
        days = [LAST_DAY - timedelta(days=back) for back in range(DAYS_NEEDED + max(MORNINGS))]
        self.costs = {day: list(costs_of(world, day, later)) for day in days}
        self.usage = {day: list(usage_of(world, day, later)) for day in days}

    def at(self, at: datetime) -> tuple[dict[date, list[CostOfDay]], dict[date, list[UsageOfDay]]]:
        days = [at.date() - timedelta(days=back) for back in range(DAYS_NEEDED)]
        costs = {day: self.costs[day] for day in days[MOVING:]}
        usage = {day: self.usage[day] for day in days[MOVING:]}
        for day in days[:MOVING]:
            costs[day] = list(costs_of(self._world, day, at))
            usage[day] = list(usage_of(self._world, day, at))
        return costs, usage


def look_at(seed: int) -> Seen:
    later = datetime.combine(LAST_DAY, time(), UTC) + timedelta(days=9)
    rows = Rows(World(seed, lambda: later, last_day=LAST_DAY), later)
    seen = Seen([], [], [], [], [])
    for back in reversed(MORNINGS):
        found = _look(rows, datetime.combine(LAST_DAY - timedelta(days=back), time(9), UTC), seen)
    seen.replayed.extend(percents(found.misses.values()))
    return seen


def _look(rows: Rows, at: datetime, seen: Seen) -> Estimates:
    """Of the days before `at`'s, whose usage is known: what is still to be billed, against what will be."""
    costs, usage = rows.at(at)
    before = [at.date() - timedelta(days=back) for back in (1, 2)]
    billed = sum(_total(costs[day]) for day in before)
    truth = sum(_total(rows.costs[day]) for day in before) - billed
    began = perf_counter()
    ours = _estimated(costs, usage, at)
    seen.milliseconds.append((perf_counter() - began) * 1000)
    by_list = _estimated({day: costs[day] for day in before}, usage, at)
    as_before = sum(_total(rows.costs[day - timedelta(days=2)]) for day in before) - billed
    seen.ours.append(_off(_rest(ours, before), truth))
    seen.by_list.append(_off(_rest(by_list, before), truth))
    seen.as_before.append(_off(as_before, truth))
    return ours


def _estimated(
    costs: Mapping[date, list[CostOfDay]], usage: Mapping[date, list[UsageOfDay]], at: datetime
) -> Estimates:
    """What the world's organization would be told at `at`."""
    ledgers = {ACME.id: ledger(usage, at)}
    all_costs, all_usage = chain.from_iterable(costs.values()), chain.from_iterable(usage.values())
    learnt = learn(list(all_costs), list(all_usage), ledgers, [ACME], at, match, list_price)
    return estimates_of(learnt, lambda *_: True)


def _total(costs: Iterable[CostOfDay]) -> int:
    return sum(row.nanos for row in costs if row.nanos > 0)


def _rest(found: Estimates, days: Sequence[date]) -> int:
    return sum(rest.nanos for rest in found.rests if rest.day in days)


def _off(estimate: int, truth: int) -> float:
    return abs(estimate - truth) * 100 / truth


def main() -> None:
    for name, seeds in (("tuned on", TUNED), ("not tuned on", UNSEEN)):
        title(f"What is still to be billed of yesterday and the day before, in worlds {name}: percent off")
        print("  seed    ours: median  mean   max | list prices | as the days before | replayed: median  mean   max")
        for seed in seeds:
            seen = look_at(seed)
            print(
                f"  {seed:>4} {_spread(seen.ours):>30} | {median(seen.by_list):>11.2f} |"
                f" {median(seen.as_before):>18.2f} |"
                f" {_spread(seen.replayed):>29}   {median(seen.milliseconds):.0f} ms"
            )


def _spread(percents: Sequence[float]) -> str:
    return f"{median(percents):.2f} {mean(percents):>5.2f} {max(percents):>5.2f}"


if __name__ == "__main__":
    main()
