"""The audit log: who did what to keys, rights and data, in one chain of hashes a workspace.

Each entry's hash covers the entry and the hash before it: what is changed, taken out or put in between breaks the
chain. Entries cut off at the end do not; who wants to see that too keeps the last hash elsewhere.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Final

from core.crypto import encoded

BEFORE_THE_FIRST: Final = bytes(32)
"""What the first entry has in the place of a hash before it."""

OPERATOR: Final = "operator"
"""The actor of what is done on the command line. People in Slack stand there by their user ids."""

SLACK: Final = "Slack"
"""The actor of what Slack tells without saying who did it."""

_FORMAT: Final = "tokenmeter audit 1"


class Done(StrEnum):
    INSTALLED = "installed"
    REINSTALLED = "installed again"
    UNINSTALLED = "uninstalled"
    REVOKED = "token revoked"
    CONNECTED = "connected"
    ROTATED = "rotated"
    DISCONNECTED = "disconnected"
    HISTORY_DELETED = "history deleted"
    APPOINTED = "appointed"
    DISMISSED = "dismissed"
    LIMITED = "limited"
    UNLIMITED = "unlimited"
    BOUND = "bound"
    UNBOUND = "unbound"
    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"
    PLAN_CHANGED = "plan changed"
    WEEK_START_CHANGED = "week start changed"


@dataclass(frozen=True, slots=True)
class Deed:
    """What is about to be done."""

    actor: str
    action: Done
    subject: str
    """The name of what it is done to."""
    details: Mapping[str, str | int | None] = field(default_factory=dict)
    """What else a reviewer wants to know: ids, a key's last four characters, never more of a key."""


@dataclass(frozen=True, slots=True)
class Entry:
    workspace: str
    seq: int
    """1, 2, 3 … in its workspace."""
    at: datetime
    actor: str
    action: str
    subject: str
    details: str
    """A JSON object, in the very characters that are hashed."""
    previous: bytes
    """The hash of the entry before it."""
    hash: bytes


@dataclass(frozen=True, slots=True)
class Broken:
    """Where a chain does not hold."""

    seq: int
    why: str


class NoSuchWorkspace(Exception):
    """There is no such workspace (any more): nothing is written down for it, and nothing is done."""


def next_entry(workspace: str, last: Entry | None, deed: Deed, at: datetime) -> Entry:
    """The entry that tells `deed`, to follow `last`."""
    details = json.dumps(dict(deed.details), sort_keys=True, separators=(",", ":"))
    seq = 1 if last is None else last.seq + 1
    previous = BEFORE_THE_FIRST if last is None else last.hash
    moment = at.astimezone(UTC)
    hashed = _hash(workspace, seq, moment, deed.actor, deed.action.value, deed.subject, details, previous)
    return Entry(workspace, seq, moment, deed.actor, deed.action.value, deed.subject, details, previous, hashed)


def first_broken(workspace: str, entries: Iterable[Entry]) -> Broken | None:
    """The first place where `entries`, all of the workspace's in their order, are not what was written; or None."""
    previous = BEFORE_THE_FIRST
    for seq, entry in enumerate(entries, start=1):
        if entry.seq != seq:
            return Broken(seq, "it is missing")
        if entry.previous != previous:
            return Broken(seq, "it does not follow the entry before it")
        told = (entry.at, entry.actor, entry.action, entry.subject, entry.details, entry.previous)
        if _hash(workspace, seq, *told) != entry.hash:
            return Broken(seq, "it was changed")
        previous = entry.hash
    return None


def _hash(
    workspace: str, seq: int, at: datetime, actor: str, action: str, subject: str, details: str, previous: bytes
) -> bytes:
    """Over an encoding in which no two entries look alike."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    told = (workspace, str(seq), moment, actor, action, subject, details, previous)
    return sha256(encoded(_FORMAT, *told)).digest()
