"""Buckets as bytes: a day of usage or costs in OpenAI's JSON."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache, reduce
from operator import add
from typing import Final
from zlib import crc32

from sandbox.openai.billing import CostLine
from sandbox.openai.endpoints import SECONDS
from sandbox.openai.query import Query
from sandbox.openai.settling import midnight
from sandbox.openai.traffic import NEVER, Counts, Labels, Tokens
from sandbox.openai.world import World

_TEXT_AMOUNT_EVERY: Final = 23
"""One amount in so many is a string, as has been seen."""


def day_of(world: World, query: Query, day: date, at: datetime) -> tuple[bytes, ...]:
    """All buckets of `day` at the query's width, as known at `at`."""
    results = _usage(world, query, day, at) if query.endpoint.traffic else [_costs(world, query, day, at)]
    seconds, start = SECONDS[query.width], int(midnight(day).timestamp())
    return tuple(
        f'{{"object":"bucket","start_time":{start + n * seconds},"end_time":{start + (n + 1) * seconds},'
        f'"results":[{inside}]}}'.encode()
        for n, inside in enumerate(results)
    )


def _usage(world: World, query: Query, day: date, at: datetime) -> Iterable[str]:
    endpoint = query.endpoint
    groups: dict[str, Tokens | Counts] = {}
    busy, kind = (world.counted, Counts) if endpoint.is_counted else (world.used, Tokens)
    for used in busy(endpoint.traffic, day, at):
        if _wanted(used.labels, query.filters):
            labels = _labels(endpoint.group_by, query.group_by, used.labels)
            before = groups.get(labels)
            groups[labels] = used.hours if before is None else kind(*map(_added, before, used.hours))
    rows = [_rows(labels, query, hours) for labels, hours in groups.items()]
    quiet = ("",) * (86_400 // SECONDS[query.width])
    return (",".join(filter(None, bucket)) for bucket in zip(*rows, strict=True)) if rows else quiet


@lru_cache(maxsize=4096)
def _labels(dimensions: Sequence[str], group_by: Sequence[str], labels: Labels) -> str:
    """The end of a result, as a template: what was not grouped by is null."""
    values = ((name, getattr(labels, name) if name in group_by else None) for name in dimensions)
    return ",".join(f'"{name}":{_json(value)}' for name, value in values).replace("%", "%%")


def _rows(labels: str, query: Query, hours: Tokens | Counts) -> list[str]:
    """The result of each bucket; "" for a quiet one."""
    template, columns = f'{{"object":"{query.endpoint.result}",', []
    for name, indexes in query.endpoint.numbers:
        busy = [_at_width(hours[index], query) for index in indexes if hours[index] is not NEVER]
        template += f'"{name}":{"%d" if busy else "0"},'
        if busy:
            columns.append(reduce(_added, busy))
    template += labels + "}"
    return [template % numbers if any(numbers) else "" for numbers in zip(*columns, strict=True)]


def _at_width(hours: list[int], query: Query) -> list[int]:
    is_level = query.endpoint.is_level
    if query.width == "1d":
        return [max(hours) if is_level else sum(hours)]
    if query.width == "1h":
        return hours
    if is_level:
        return [there for there in hours for _ in range(60)]
    return [count * (minute + 1) // 60 - count * minute // 60 for count in hours for minute in range(60)]


def _added(one: list[int], other: list[int]) -> list[int]:
    if one is NEVER or other is NEVER:
        return other if one is NEVER else one
    return list(map(add, one, other))


def _costs(world: World, query: Query, day: date, at: datetime) -> str:
    groups: dict[tuple[str | None, ...], list[CostLine]] = {}
    for line in world.cost_lines(day, at):
        if _wanted(line, query.filters):
            groups.setdefault(tuple(getattr(line, dimension) for dimension in query.group_by), []).append(line)
    return ",".join(_cost(world, query, values, lines, day) for values, lines in groups.items())


def _cost(world: World, query: Query, values: Sequence[str | None], lines: Sequence[CostLine], day: date) -> str:
    """One result. Its quantity has a meaning only for a single line item."""
    value = _amount(sum((line.amount for line in lines), Decimal(0)))
    labels = dict(zip(query.group_by, values, strict=True))
    named = ",".join(f'"{dimension}":{_json(labels.get(dimension))}' for dimension in query.endpoint.group_by)
    if crc32(f"{day} {named}".encode()) % _TEXT_AMOUNT_EVERY == 0:
        value = f'"{value}"'
    counted = [line.quantity for line in lines if line.quantity is not None]
    by_item = "line_item" in query.group_by and counted
    quantity, unit = (sum(counted), lines[0].unit) if by_item else (None, None)
    return (
        f'{{"object":"{query.endpoint.result}","amount":{{"value":{value},"currency":"{world.currency}"}},'
        f'"quantity":{_json(quantity)},"quantity_unit":{_json(unit)},{named}}}'
    )


def _amount(amount: Decimal) -> str:
    """Every digit of it, as a JSON number."""
    short = amount.normalize()
    return str(short) if short.adjusted() < -6 else format(short, "f")


def _wanted(labels: object, filters: Iterable[tuple[str, frozenset[str]]]) -> bool:
    return all(_text(getattr(labels, dimension)) in values for dimension, values in filters)


def _text(value: str | bool | None) -> str | None:
    return _json(value) if isinstance(value, bool) else value


@lru_cache(maxsize=4096, typed=True)
def _json(value: str | bool | Decimal | int | None) -> str:
    return json.dumps(float(value) if isinstance(value, Decimal) else value, ensure_ascii=False)
