"""When somebody is to be told that a connection has turned red, and that it is well again. Pure, as are reminders.

Each red time has a number, counted by connection, and is told once, and its end once. What is red for a moment is not
told; what goes back and forth is told at most once an hour.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from core.connection import Connection, Trouble
from core.health import red_since

CONFIRMED_AFTER: Final = timedelta(minutes=15)
"""How long it has to be red before it is told: by then another collection has failed too."""

QUIET: Final = timedelta(hours=1)
"""For how long after "well again" nothing new is told."""


class Turn(StrEnum):
    RED = "turned red"
    WELL = "well again"


@dataclass(frozen=True, slots=True)
class Told:
    """The last red time that was told of a connection."""

    number: int = 0
    """0: there was none yet."""
    red_at: datetime | None = None
    well_at: datetime | None = None
    """When its end was told last; None when it was told to nobody yet."""
    some_wait: bool = False
    """Whether some have heard of its end, and others have not: it is night for them."""


@dataclass(frozen=True, slots=True)
class Notice:
    turn: Turn
    number: int
    """Of the red time."""

    def key(self, connection: Connection) -> str:
        """The same for every try to tell it, in whatever process."""
        return f"{connection.uid}:{self.number}"


def due_notice(connection: Connection, told: Told, awake_since: datetime, now: datetime) -> Notice | None:
    """What is to be told now; None when there is nothing new.

    `awake_since`: since when somebody has been looking. What is red only because nobody was there to collect is well
    again a moment later.
    """
    if connection.disconnected_at is not None:
        return None
    since = red_since(connection, now)
    if told.red_at is not None and (told.well_at is None or told.some_wait):
        went_through = connection.collected_at is not None and connection.collected_at > told.red_at
        if since is None and connection.trouble is None and went_through:
            return Notice(Turn.WELL, told.number)
        if told.well_at is None:
            return None
    if since is None or now - max(since, awake_since) < CONFIRMED_AFTER or _told_by_rotation(connection):
        return None
    if told.well_at is not None and now - told.well_at < QUIET:
        return None
    return Notice(Turn.RED, told.number + 1)


def _told_by_rotation(connection: Connection) -> bool:
    """A new key that was refused right away is told by the rotation itself."""
    rotating = connection.replaced_ref is not None and not connection.key_proven
    return rotating and connection.trouble is Trouble.KEY_REJECTED
