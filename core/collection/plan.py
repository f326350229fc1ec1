"""Which days are due to be collected, and in which requests. Pure: the time and the ledger come in."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple

from core.collection.ledger import SETTLES_AFTER, LedgerDay, end_of
from core.providers.contract import Endpoint, Kind, Width, Window


class Again(NamedTuple):
    """The newest `days` (today is the first of them) are collected again after `every`."""

    days: int
    every: timedelta


CADENCE: Final[Mapping[Kind, Sequence[Again]]] = {
    "usage": (
        Again(2, timedelta(minutes=10)),
        Again(7, timedelta(hours=1)),
        Again(35, timedelta(days=1)),
    ),
    "costs": (
        Again(7, timedelta(hours=1)),
        Again(35, timedelta(days=1)),
    ),
}
"""How often recent days are collected again, because providers revise them: the first that holds a day counts."""


class Request(NamedTuple):
    """A window that is to be fetched, all of it at one width."""

    window: Window
    width: Width


def due(
    endpoint: Endpoint, ledger: Iterable[LedgerDay], backfill_from: date, now: datetime, hourly_days: int
) -> list[Request]:
    """What is to be fetched of `endpoint` at `now`, newest days first.

    The days from `backfill_from` to today that are missing, were collected too long ago, or stand at another width than
    they should: hours for the newest `hourly_days` where the endpoint has them, else days. `ledger` may hold other
    endpoints' lines too. Each day is in one window, and no window is larger than one request.
    """
    today = now.astimezone(UTC).date()
    lines = {line.day: line for line in ledger if line.endpoint == endpoint.name}
    requests: list[Request] = []
    for age in range((today - backfill_from).days + 1):
        day = today - timedelta(days=age)
        width = width_of(endpoint, age, hourly_days)
        if _is_due(endpoint.kind, lines.get(day), day, age, width, now):
            _add(requests, endpoint, day, width)
    return requests


def width_of(endpoint: Endpoint, age: int, hourly_days: int) -> Width:
    """At which width a day is kept that is `age` days old (today: 0)."""
    return endpoint.widths[0] if age < hourly_days else endpoint.widths[-1]


def _is_due(kind: Kind, line: LedgerDay | None, day: date, age: int, width: Width, now: datetime) -> bool:
    if line is None or line.width != width:
        return True
    for again in CADENCE[kind]:
        if age < again.days:
            # Either way: a collection that lies in the future says that the clock was set back since.
            return abs(now - line.collected_at) >= again.every
    # Nobody was there in the days after it: what was collected then may not have been all.
    return line.collected_at < end_of(day) + SETTLES_AFTER


def _add(requests: list[Request], endpoint: Endpoint, day: date, width: Width) -> None:
    """Put `day`, which is before all that are there, into the last window, or into a new one where it does not fit."""
    if requests:
        (first, end), last_width = (requests[-1].window.first, requests[-1].window.end), requests[-1].width
        follows = first - day == timedelta(days=1) and last_width == width
        if follows and (end - day).days <= endpoint.days_a_request[width]:
            requests[-1] = Request(Window(day, end), width)
            return
    requests.append(Request(Window(day, day + timedelta(days=1)), width))
