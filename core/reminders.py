"""When somebody is to be reminded that a key wants to be rotated. Pure: the connection and the time come in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from core.connection import Connection
from core.health import ROTATE_AFTER

DAYS_BEFORE: Final = (14, 3, 1)
"""How many days before the key's time is over."""


@dataclass(frozen=True, slots=True)
class Reminder:
    days_before: int
    """One of DAYS_BEFORE."""
    rotate_by: datetime
    expires: bool
    """Whether the key itself ends then, and is not only old."""

    def key(self, connection: Connection) -> str:
        """The same for every try to send it, and another one for every other key."""
        return f"{connection.uid}:{int(connection.key_since.timestamp())}:{self.days_before}"


def due_reminder(connection: Connection, now: datetime) -> Reminder | None:
    """The reminder whose time has come: of several the last, and late ones too; None while there is none.

    It does not know whether it was sent already. One that would have come before the key was there is left out: who has
    just made a key that ends in a week knows.
    """
    if connection.disconnected_at is not None:
        return None
    rotate_by, expires = connection.key_since + ROTATE_AFTER, False
    if connection.key_expires_at is not None and connection.key_expires_at < rotate_by:
        rotate_by, expires = connection.key_expires_at, True
    for days in sorted(DAYS_BEFORE):
        at = rotate_by - timedelta(days=days)
        if connection.key_since < at <= now:
            return Reminder(days, rotate_by, expires)
    return None
