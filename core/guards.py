"""A provider's own spend limits and alerts as they are kept, and what is to be told of them. Pure.

A limit that begins to refuse requests is told once, and its end once. Each blocking time is known by when it was seen
first, which stays with the limit until it lets requests through again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from core.connection import Connection
from core.providers.contract import SpendAlert


@dataclass(frozen=True, slots=True)
class Limit:
    project: str
    """The project's id; "" for the whole organization."""
    nanos: int
    """In a calendar month."""
    currency: str
    blocking_since: datetime | None
    """When it was first seen to refuse requests; None while it does not."""


@dataclass(frozen=True, slots=True)
class Guarded:
    """A limit, and how near it is."""

    limit: Limit
    name: str
    """What the project is called; "" for the whole organization."""
    billed: int | None
    """Nanos that are billed in this month; None where that is not known for it."""


@dataclass(frozen=True, slots=True)
class Guards:
    limits: tuple[Guarded, ...] = ()
    """Those that refuse requests first; else the organization's, then the fullest."""
    alerts: tuple[SpendAlert, ...] = ()


class Turn(StrEnum):
    """Kinds of deliveries."""

    BLOCKS = "limit blocks"
    LETS_THROUGH = "limit lets through"


@dataclass(frozen=True, slots=True)
class Notice:
    turn: Turn
    project: str
    since: datetime
    """When the limit was first seen to block, to the second."""

    def key(self, connection: Connection) -> str:
        """The same for every try to tell it, in whatever process."""
        return f"{connection.uid}:{self.project}:{int(self.since.timestamp())}"


def due_notices(connection: Connection, limits: Iterable[Limit], told: Iterable[Notice]) -> Iterator[Notice]:
    """What is to be told now. `told`: what was told of this connection before."""
    if connection.disconnected_at is not None:
        return
    blocking = {_notice(limit.project, limit.blocking_since) for limit in limits if limit.blocking_since is not None}
    told = list(told)
    begun = [each for each in told if each.turn is Turn.BLOCKS]
    ended = {(each.project, each.since) for each in told if each.turn is Turn.LETS_THROUGH}
    yield from sorted(blocking.difference(begun), key=lambda each: (each.project, each.since))
    # Of those before the last nobody hears any more: what waited for a morning would say what is not so.
    last = {each.project: each for each in sorted(begun, key=lambda one: one.since)}
    refusing = {each.project for each in blocking}
    for project, each in sorted(last.items()):
        if project not in refusing and (project, each.since) not in ended:
            yield Notice(Turn.LETS_THROUGH, project, each.since)


def notice_of(kind: str, key: str) -> Notice | None:
    """What a delivery told; None for one that is a single person's part of it."""
    _, project, since, *person = key.split(":")
    return None if person else Notice(Turn(kind), project, datetime.fromtimestamp(int(since), UTC))


def _notice(project: str, since: datetime) -> Notice:
    return Notice(Turn.BLOCKS, project, since.replace(microsecond=0))
