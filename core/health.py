"""How a connection is: its light, and everything that is wrong with it, the worst first. Pure: the time comes in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from core.connection import NEEDS_A_PERSON, Connection, Trouble
from core.coverage import Coverage

LATE: Final = timedelta(hours=2)
"""A connection that was not collected for this long is late: two hourly rounds were missed."""

TOO_LONG: Final = timedelta(days=1)
"""What passes by itself and has not passed after this long needs a person after all."""

ROTATE_AFTER: Final = timedelta(days=90)
EXPIRING: Final = timedelta(days=14)
"""How long before its own end a key is yellow."""


class Light(StrEnum):
    RED = "🔴"
    YELLOW = "🟡"
    GREEN = "🟢"


class Reason(StrEnum):
    """Of two with the same light, the one that stands first here is the worse."""

    ORGANIZATION_CHANGED = "organization_changed"
    KEY_UNREADABLE = "key_unreadable"
    KEY_EXPIRED = "key_expired"
    KEY_REJECTED = "key_rejected"
    PERMISSION_MISSING = "permission_missing"
    VAULT_DOWN = "vault_down"
    RATE_LIMITED = "rate_limited"
    PROVIDER_DOWN = "provider_down"
    NONSENSE = "nonsense"
    LATE = "late"
    EXPIRING = "expiring"
    ROTATE = "rotate"
    LEAVING = "leaving"
    """Disconnected, and its key, or what is to go of its history, is not destroyed yet."""
    IMPORTING = "importing"
    FRESH = "fresh"
    DISCONNECTED = "disconnected"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong."""

    reason: Reason
    since: datetime
    red_from: datetime | None
    """From when on it is red; None when it never is."""

    def light(self, now: datetime) -> Light:
        return Light.RED if self.red_from is not None and self.red_from <= now else Light.YELLOW


@dataclass(frozen=True, slots=True)
class Health:
    light: Light | None
    """None for what is disconnected: it is neither well nor ill."""
    reason: Reason
    also: tuple[Reason, ...] = ()
    """What else is wrong, the worst first."""


def health(connection: Connection, covered: Coverage, now: datetime) -> Health:
    """The light of a connection, with all that is wrong with it."""
    if connection.disconnected_at is not None:
        leaving = Health(Light.YELLOW, Reason.LEAVING)
        return leaving if connection.is_leaving else Health(None, Reason.DISCONNECTED)
    findings = _worst_first(connection, now)
    if not findings:
        return Health(Light.GREEN, Reason.IMPORTING if covered.missing else Reason.FRESH)
    worst, *others = findings
    return Health(worst.light(now), worst.reason, tuple(each.reason for each in others))


def worst(connection: Connection, now: datetime) -> Finding | None:
    """The worst that is wrong with it; None when nothing is, as with one that is disconnected."""
    return None if connection.disconnected_at is not None else next(iter(_worst_first(connection, now)), None)


def red_since(connection: Connection, now: datetime) -> datetime | None:
    """Since when the connection is red; None when it is not."""
    if connection.disconnected_at is not None:
        return None
    reds = [each.red_from for each in _findings(connection, now) if each.red_from is not None]
    return min((red for red in reds if red <= now), default=None)


def _worst_first(connection: Connection, now: datetime) -> list[Finding]:
    lights, reasons = list(Light), list(Reason)
    return sorted(
        _findings(connection, now), key=lambda each: (lights.index(each.light(now)), reasons.index(each.reason))
    )


def _findings(connection: Connection, now: datetime) -> Iterator[Finding]:
    expired = _expired_at(connection, now)
    if expired is not None:
        yield Finding(Reason.KEY_EXPIRED, expired, red_from=expired)
    trouble, since = connection.trouble, connection.trouble_since or now
    last = connection.collected_at or connection.created_at
    if trouble is not None and not (expired is not None and trouble is Trouble.KEY_REJECTED):
        yield Finding(Reason(trouble.value), since, since if trouble in NEEDS_A_PERSON else since + TOO_LONG)
    elif trouble is None and now - last >= LATE:
        yield Finding(Reason.LATE, last, last + TOO_LONG)
    ends = connection.key_expires_at
    if ends is not None and now < ends <= now + EXPIRING:
        yield Finding(Reason.EXPIRING, ends - EXPIRING, red_from=None)
    if now - connection.key_since >= ROTATE_AFTER:
        yield Finding(Reason.ROTATE, connection.key_since + ROTATE_AFTER, red_from=None)


def _expired_at(connection: Connection, now: datetime) -> datetime | None:
    """When the key ended; None when it did not, or still worked after what we took for its end."""
    ends, worked = connection.key_expires_at, connection.collected_at
    return ends if ends is not None and ends <= now and (worked is None or worked <= ends) else None
