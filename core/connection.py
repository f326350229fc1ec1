"""A connection: one provider account, one key."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Final


class Trouble(StrEnum):
    """Why the last collection did not go through. The words a person reads are in bot/views."""

    KEY_REJECTED = "key_rejected"
    PERMISSION_MISSING = "permission_missing"
    RATE_LIMITED = "rate_limited"
    PROVIDER_DOWN = "provider_down"
    NONSENSE = "nonsense"
    KEY_UNREADABLE = "key_unreadable"
    """The key is not in the vault any more, or no master key opens it."""
    VAULT_DOWN = "vault_down"
    """The vault does not answer, or refuses: the key may well be in it."""
    ORGANIZATION_CHANGED = "organization_changed"
    """The key answers for another organization than the one that was connected. Nothing of the other is stored."""


# Somebody has to do something about these; the others pass by themselves.
NEEDS_A_PERSON: Final = frozenset(
    {Trouble.KEY_REJECTED, Trouble.PERMISSION_MISSING, Trouble.KEY_UNREADABLE, Trouble.ORGANIZATION_CHANGED}
)


QUIET: Final = timedelta(days=90)
"""So long before the oldest that is known of an organization, nothing older is looked for when there is nothing."""


@dataclass(frozen=True, slots=True)
class Connection:
    id: int
    uid: str
    """16 hexadecimal characters, made before the row: the key's name in the vault and part of its associated data."""
    workspace: str
    """The Slack team id."""
    provider: str
    name: str
    organization: str
    """The organization's id at the provider; "" when unknown."""
    owner: str
    """The Slack user who connected the key, or last rotated it; of a disconnected one, who disconnected it."""
    secret_ref: bytes
    """The encrypted name of the secret in the vault; empty once it is destroyed for good."""
    key_hint: str
    """The key's last four characters."""
    key_since: datetime
    created_at: datetime
    backfill_from: date
    """How far back its history is wanted; see first_day."""
    collected_at: datetime | None
    """The end of the last collection that went through."""
    trouble: Trouble | None
    trouble_detail: str
    """The permission that is missing, and nothing else: never the provider's own text."""
    trouble_since: datetime | None
    names_missing: tuple[str, ...]
    """Permissions without which names stay ids."""
    disconnected_at: datetime | None = None
    """Since then it is not collected any more. Its history stays, unless `history_goes`."""
    history_goes: bool = False
    """Whether all of it is removed once its key is destroyed."""

    key_expires_at: datetime | None = None
    """When the key ends by itself; None when it does not, or nobody told."""
    replaced_ref: bytes | None = None
    """The encrypted name of the secret that was rotated out, until it is destroyed."""
    key_proven: bool = True
    """Whether a collection went through with this key."""
    next_collect_at: datetime | None = None
    """When it is due again; past while it is being collected."""
    reconciled_at: datetime | None = None
    """When its days were last compared with the provider's own totals."""
    names_read_at: datetime | None = None
    """When all names were last read, also by a collection that did not come to its end."""
    organization_since: date | None = None
    """The day of the oldest that is known of the organization, a project or a figure; None when nobody tells."""

    @property
    def first_day(self) -> date:
        """The first day that is to be collected.

        Where more is wanted than the organization is old, so much before the oldest that is known of it. Figures that
        are found there are the oldest then, and it goes on before them: a project may be younger than what was used.
        """
        if self.organization_since is None:
            return self.backfill_from
        return max(self.backfill_from, self.organization_since - QUIET)

    @property
    def is_leaving(self) -> bool:
        """Whether it is disconnected, and something of it is still to be destroyed or removed."""
        return self.disconnected_at is not None and (bool(self.secret_ref) or self.history_goes)


@dataclass(frozen=True, slots=True)
class NewConnection:
    """A connection about to be stored: its key was tried and is in the vault."""

    uid: str
    workspace: str
    provider: str
    name: str
    organization: str
    owner: str
    secret_ref: bytes
    fingerprints: tuple[bytes, ...]
    """Of the key, under each master key, newest first (core/keys.py)."""
    key_hint: str
    created_at: datetime
    """Also since when it has this key, and when it is first due."""
    backfill_from: date
    names_missing: tuple[str, ...] = ()
    key_expires_at: datetime | None = None
    organization_since: date | None = None


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key about to take the place of another: it was tried and is in the vault."""

    secret_ref: bytes
    fingerprints: tuple[bytes, ...]
    key_hint: str
    since: datetime
    owner: str
    """The Slack user who rotated it."""
    expires_at: datetime | None
    names_missing: tuple[str, ...]


class Taken(Exception):
    """The workspace has a connection with the same name, organization or key, called `name`. Nothing was stored."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class NameTaken(Taken):
    """Another connection of the workspace has this name, in whatever case. Choose another."""


class OrganizationTaken(Taken):
    """The organization is connected already. Nothing needs to be done."""


class KeyTaken(Taken):
    """This very key is connected already. Nothing needs to be done."""


class StillLeaving(Taken):
    """The organization was disconnected, and its old key is still to be destroyed. Try again in a minute."""


class ConnectionGone(Exception):
    """The connection was removed or disconnected meanwhile. Nothing was stored for it."""


def name_key(name: str) -> str:
    """What two names must differ in: case and ways of writing the same characters do not count."""
    return unicodedata.normalize("NFKC", name).casefold()


def last_day(connection: Connection, today: date) -> date:
    """The last UTC day that is to be collected: today, or for a disconnected one the day it was disconnected."""
    left = connection.disconnected_at
    return today if left is None else min(today, left.astimezone(UTC).date())


def history_days(connection: Connection, today: date) -> int:
    """How many days are to be collected, from the first to the last one, both included."""
    return (last_day(connection, today) - connection.first_day).days + 1


def is_over(connection: Connection, day: date) -> bool:
    """Whether the connection was disconnected before that day, and has nothing to say about it."""
    return last_day(connection, day) < day


def called(name: str, connections: Iterable[Connection]) -> Connection | None:
    """The one of this name, in whatever case and spacing."""
    wanted = name_key(" ".join(name.split()))
    return next((each for each in connections if name_key(each.name) == wanted), None)
