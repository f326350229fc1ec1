"""Which of an organization's API keys somebody should look at, and why. Pure: facts and the time come in.

What nobody can say: whether a key is used by one program or by several, and what else an admin key is used for. OpenAI
tells when a key was used last, and not for what; only where usage is counted for an admin key does it show.
"""

from collections.abc import Collection
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from core.connection import Connection
from core.providers.contract import KeyFacts, OwnerState

UNUSED_AFTER: Final = timedelta(days=30)
EXPIRES_WITHIN: Final = timedelta(days=14)

_NEVER: Final = datetime.max.replace(tzinfo=UTC)


class Reason(StrEnum):
    """The worst first."""

    OWNER_LEFT = "owner left"
    OWNER_WITHOUT_ACCESS = "owner without access"
    ADMIN_KEY_AT_WORK = "admin key at work"
    """An admin key that usage is counted for."""
    EXPIRES = "expires"
    UNUSED = "unused"


@dataclass(frozen=True, slots=True)
class Finding:
    key: KeyFacts
    reasons: tuple[Reason, ...]
    """At least one, the worst first."""
    is_ours: bool = False
    """Whether it is the key that the connection reads with."""

    @property
    def worst(self) -> Reason:
        return self.reasons[0]


@dataclass(frozen=True, slots=True)
class Findings:
    """What there is to say of the keys of one connection's organization."""

    connection: Connection
    keys: int
    """How many it has; 0 as long as they are not read, or may not be."""
    to_look_at: tuple[Finding, ...]
    """The worst first."""


def findings(keys: Collection[KeyFacts], connection: Connection, used: AbstractSet[str], now: datetime) -> Findings:
    """`used`: the ids of keys that usage was counted for in the last 30 days.

    A key that has expired does nothing any more, and is none to look at.
    """
    found = []
    for key in keys:
        is_ours = key.admin and bool(key.hint) and key.hint == connection.key_hint
        reasons = _reasons(key, is_ours, key.id in used, now)
        if reasons and (key.expires_at is None or key.expires_at > now):
            found.append(Finding(key, reasons, is_ours))
    return Findings(connection, len(keys), tuple(sorted(found, key=urgency)))


def _reasons(key: KeyFacts, is_ours: bool, is_used: bool, now: datetime) -> tuple[Reason, ...]:
    idle_since = key.last_used_at or key.created_at
    holds = {
        Reason.OWNER_LEFT: key.owner_state is OwnerState.LEFT,
        Reason.OWNER_WITHOUT_ACCESS: key.owner_state is OwnerState.NO_ACCESS,
        Reason.ADMIN_KEY_AT_WORK: key.admin and is_used,
        Reason.EXPIRES: key.expires_at is not None and key.expires_at - now <= EXPIRES_WITHIN,
        Reason.UNUSED: not (is_ours or is_used) and idle_since is not None and now - idle_since >= UNUSED_AFTER,
    }
    return tuple(reason for reason in Reason if holds[reason])


def urgency(finding: Finding) -> tuple[int, datetime, str]:
    """What sorts the worst first; of those with the same reason, what ends first, what is idle for longest."""
    key = finding.key
    since = key.expires_at if finding.worst is Reason.EXPIRES else key.last_used_at or key.created_at
    return list(Reason).index(finding.worst), since or _NEVER, key.id
