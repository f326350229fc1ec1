"""How a connection is: its light, and why."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from core.connection import Connection, Trouble
from core.coverage import Coverage

LATE: Final = timedelta(hours=2)
"""A connection that was not collected for this long is late: two hourly rounds were missed."""

ROTATE_AFTER: Final = timedelta(days=90)


class Light(StrEnum):
    GREEN = "🟢"
    YELLOW = "🟡"
    RED = "🔴"


class Reason(StrEnum):
    DISCONNECTED = "disconnected"
    LEAVING = "leaving"
    """Disconnected, and its key, or what is to go of its history, is not destroyed yet."""
    FRESH = "fresh"
    IMPORTING = "importing"
    LATE = "late"
    ROTATE = "rotate"
    KEY_REJECTED = "key_rejected"
    PERMISSION_MISSING = "permission_missing"
    KEY_UNREADABLE = "key_unreadable"
    VAULT_DOWN = "vault_down"
    RATE_LIMITED = "rate_limited"
    PROVIDER_DOWN = "provider_down"
    NONSENSE = "nonsense"


@dataclass(frozen=True, slots=True)
class Health:
    light: Light | None
    """None for what is disconnected: it is neither well nor ill."""
    reason: Reason


# Somebody has to do something about these; the others pass by themselves.
NEEDS_A_PERSON: Final = frozenset({Trouble.KEY_REJECTED, Trouble.PERMISSION_MISSING, Trouble.KEY_UNREADABLE})


def health(connection: Connection, covered: Coverage, now: datetime) -> Health:
    """The light of a connection: the worst thing that is true of it."""
    if connection.disconnected_at is not None:
        leaving = Health(Light.YELLOW, Reason.LEAVING)
        return leaving if connection.is_leaving else Health(None, Reason.DISCONNECTED)
    if connection.trouble is not None:
        light = Light.RED if connection.trouble in NEEDS_A_PERSON else Light.YELLOW
        return Health(light, Reason(connection.trouble.value))
    last = connection.collected_at or connection.created_at
    if now - last >= LATE:
        return Health(Light.YELLOW, Reason.LATE)
    if now - connection.key_since >= ROTATE_AFTER:
        return Health(Light.YELLOW, Reason.ROTATE)
    if covered.missing:
        return Health(Light.GREEN, Reason.IMPORTING)
    return Health(Light.GREEN, Reason.FRESH)
