"""Which days are due to be collected, and in which requests. Pure: the time and the ledger come in."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple
from zlib import crc32

from core.collection.ledger import SETTLES_AFTER, LedgerDay, end_of
from core.providers.contract import Endpoint, Kind, Width, Window

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Again(NamedTuple):
    """The newest `days` (today is the first of them) are collected again, once in every period of this length."""

    days: int
    every: timedelta


NEWEST: Final = Again(1, timedelta(minutes=10))
"""Today alone: the newest hours are in it, a window stays whole days and is replaced whole, and it is one request. What
comes late for yesterday's last hours is there within the hour."""
HOURLY: Final = Again(7, timedelta(hours=1))
NIGHTLY: Final = Again(35, timedelta(days=1))

NIGHT: Final = timedelta(hours=6)
"""Over how long, from 00:00 UTC on, the connections' nights begin."""


class Request(NamedTuple):
    """A window that is to be fetched, all of it at one width."""

    window: Window
    width: Width


def due(
    endpoint: Endpoint,
    ledger: Iterable[LedgerDay],
    backfill_from: date,
    now: datetime,
    hourly_days: int,
    stagger: timedelta,
) -> list[Request]:
    """What is to be fetched of `endpoint` at `now`, newest days first.

    The days from `backfill_from` to today that are missing, were not collected in the present period of their cadence
    (which `stagger` shifts), or stand at another width than they should (see width_of). `ledger` may hold other
    endpoints' lines too. Each day is in one window, and no window is larger than one request.
    """
    today = now.astimezone(UTC).date()
    lines = {line.day: line for line in ledger if line.endpoint == endpoint.name}
    cadence = _cadence(endpoint.kind, lines, today)
    requests: list[Request] = []
    for age in range((today - backfill_from).days + 1):
        day = today - timedelta(days=age)
        width = width_of(endpoint, day, today, hourly_days, stagger)
        cadent = next((each for each in cadence if age < each.days), None)
        if _is_due(lines.get(day), day, width, cadent, now, stagger):
            _add(requests, endpoint, day, width)
    return requests


def again(endpoint: Endpoint, lines: Iterable[LedgerDay]) -> list[Request]:
    """Those days of `endpoint`, newest first, as they stand in the ledger."""
    requests: list[Request] = []
    for line in sorted(lines, key=lambda each: each.day, reverse=True):
        _add(requests, endpoint, line.day, line.width)
    return requests


def stagger_of(uid: str) -> timedelta:
    """By how much a connection's periods begin later than the UTC day: so that not all of them are due together."""
    return timedelta(seconds=crc32(uid.encode()) % int(NIGHT.total_seconds()))


def period(at: datetime, every: timedelta, stagger: timedelta) -> int:
    """The number of the period of length `every` that `at` lies in."""
    return (at - stagger - _EPOCH) // every


def width_of(endpoint: Endpoint, day: date, today: date, hourly_days: int, stagger: timedelta) -> Width:
    """At which width a day is kept: hours for `hourly_days`, and then until all days of its block are as old.

    A block is what one request may ask for at day width, so that growing old costs one request a block and not one a
    day. Where blocks begin is shifted by `stagger`: not all connections have one to fetch on the same day.
    """
    coarse = endpoint.widths[-1]
    block = endpoint.days_a_request[coarse]
    to_its_newest = block - 1 - (day.toordinal() + stagger.seconds) % block
    return endpoint.widths[0] if (today - day).days - to_its_newest < hourly_days else coarse


def _cadence(kind: Kind, lines: Mapping[date, LedgerDay], today: date) -> Sequence[Again]:
    """How often recent days are collected again, because providers revise them: the first that holds a day counts.

    Where an endpoint reported nothing lately there are no newest hours to be had: what begins is seen within the hour.
    These are endpoints that answer: what the organization does without (core/oddities.py) is not planned at all.
    """
    recent = (lines.get(today - timedelta(days=age)) for age in range(HOURLY.days))
    is_busy = any(line is not None and line.total for line in recent)
    return (NEWEST, HOURLY, NIGHTLY) if kind == "usage" and is_busy else (HOURLY, NIGHTLY)


def _is_due(
    line: LedgerDay | None, day: date, width: Width, again: Again | None, now: datetime, stagger: timedelta
) -> bool:
    if line is None or line.width != width:
        return True
    if again is not None:
        # By periods, not by age: days that were collected apart would stay apart, each in a request of its own. And a
        # collection that lies in the future, because the clock was set back since, is in another period too.
        return period(line.collected_at, again.every, stagger) != period(now, again.every, stagger)
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
