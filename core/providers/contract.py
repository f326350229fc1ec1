"""What a provider is: one small file that fulfils this contract, and one line in the composition root.

A provider turns a key into a session; a session answers three questions: whose key is it, what was used in this
window, and what are things called. It stores nothing, knows no workspace, and translates every trouble into one of the
errors below.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Literal, NamedTuple, Protocol

from core.secret import Secret

Width = Literal["1h", "1d"]
Kind = Literal["usage", "costs"]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One thing a provider reports."""

    name: str
    """Short and stable, stored with each series: "completions", "costs"."""
    kind: Kind
    widths: tuple[Width, ...]
    """Finest first."""
    days_a_request: Mapping[Width, int]
    """How many whole days one request may ask for at each width, without a second page."""
    essential: bool = True
    """Whether a collection has failed without it. An organization may do without the others, whatever the reason, and
    then they are asked for now and then only."""
    level: bool = False
    """Whether its quantity is what there was at a time (bytes stored) instead of what went by: hours do not add up to a
    day, whose quantity is the largest of them."""


@dataclass(frozen=True, slots=True)
class Window:
    """Whole UTC days, from `first` up to and without `end`."""

    first: date
    end: date

    def days(self) -> tuple[date, ...]:
        return tuple(self.first + timedelta(days=n) for n in range((self.end - self.first).days))


class Series(NamedTuple):
    """One combination of labels.

    `labels` holds (dimension, value) pairs in the order they were asked for: "" is the provider's "no value", and a
    dimension that was not asked for is absent. `unit` is what the quantity counts ("" when the provider names none);
    `currency` is lower-case and "" for usage.
    """

    endpoint: str
    unit: str
    currency: str
    labels: tuple[tuple[str, str], ...]


class UsageRow(NamedTuple):
    """What was used in one bucket. `start` is epoch seconds; `series` is an index into Figures.series."""

    start: int
    series: int
    requests: int
    input: int
    output: int
    cached: int
    quantity: float | None
    """What is neither tokens nor requests, in the series' unit."""
    rare: bytes | None
    """The other numbers the provider gave, a JSON object; None when there are none."""


UsageFields = tuple[int, int, int, int, int, int, float | None, bytes | None]
"""The fields of a UsageRow, in its order. A backfill has hundreds of thousands of rows, and plain tuples are made in a
third of the time; the garbage collector, which would stop the event loop over named ones, lets go of them."""


class CostRow(NamedTuple):
    """What one day cost in one series. `start` is epoch seconds; `series` is an index into Figures.series."""

    start: int
    series: int
    nanos: int
    quantity: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """All that one endpoint reported for a window, in the order of time: what is not in it does not exist any more."""

    endpoint: Endpoint
    window: Window
    width: Width
    grouping: tuple[str, ...]
    """The dimensions the provider split it by."""
    series: Sequence[Series]
    usage: Sequence[UsageFields] = ()
    costs: Sequence[CostRow] = ()
    unknown: Mapping[str, int] = field(default_factory=dict)
    """What the provider sent that we do not know (field, unit, …), counted."""


class NameKind(StrEnum):
    PROJECT = "project"
    USER = "user"
    KEY = "key"


@dataclass(frozen=True, slots=True)
class Name:
    kind: NameKind
    id: str
    name: str
    """"" for what has none."""
    active: bool = True
    """False for an archived project, a deleted key, and somebody who has left or is disabled."""
    email: str = field(default="", repr=False)
    """Of a person: for recognizing them alone, and never shown; "" where the provider does not tell."""


class OwnerState(StrEnum):
    """Whether the owner of an API key is still there."""

    THERE = "there"
    """Or nobody told."""
    NO_ACCESS = "no access"
    """In the organization, but without access to the key's project."""
    LEFT = "left"
    """Not in the organization any more, or disabled."""


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """What the provider says of one of the organization's API keys. The key itself it never says."""

    id: str
    hint: str
    """Its last four characters; "" when not told."""
    admin: bool
    """Whether it administers the organization instead of calling models."""
    project: str
    """The project's id; "" for none."""
    owner: str
    """The id of the person or service account; "" when not told."""
    owner_state: OwnerState
    created_at: datetime | None
    last_used_at: datetime | None
    """None when it never was, as far as the provider tells."""
    expires_at: datetime | None
    """None when it does not end by itself."""


@dataclass(frozen=True, slots=True)
class Names:
    known: Sequence[Name]
    missing: Sequence[str] = ()
    """The permissions, in the provider's words, without which some names stay ids."""
    whole: Collection[NameKind] = ()
    """The kinds of which all that there is was read: what is not among `known` does not exist any more."""
    since: date | None = None
    """The day when the oldest of them was made, as far as the provider tells."""
    keys: Sequence[KeyFacts] = ()


@dataclass(frozen=True, slots=True)
class SpendLimit:
    """What the provider itself stops at, each calendar month."""

    project: str
    """The project's id; "" for the whole organization."""
    nanos: int
    currency: str
    """Lower-case."""
    is_blocking: bool
    """Whether it is reached, so that requests are refused."""


@dataclass(frozen=True, slots=True)
class SpendAlert:
    """What the provider itself mails at, each calendar month."""

    id: str
    project: str
    """The project's id; "" for the whole organization."""
    nanos: int
    currency: str
    """Lower-case."""


@dataclass(frozen=True, slots=True)
class Organization:
    """Whose key it is."""

    id: str
    """Stable across keys of the same organization; "" when the provider did not tell."""
    name: str
    """"" when the provider did not tell."""
    projects: int | None
    """How many projects it has; None when the key may not list them."""
    missing: Sequence[str] = ()
    """Permissions that would help but are not needed, in the provider's words."""
    key_expires_at: datetime | None = None
    """When the key ends by itself; None when it does not, or the key may not read that."""
    since: date | None = None
    """The day when the oldest that the provider lists of it was made, as far as it tells."""


class ProviderSession(Protocol):
    @property
    def refused(self) -> AbstractSet[tuple[str, str]]:
        """(endpoint, dimension): what the organization is not split by, as the session was told or has found out."""
        ...

    async def check(self) -> Organization:
        """Try the key on everything that must be readable. Raises what is wrong with it."""
        ...

    async def fetch(self, endpoint: Endpoint, window: Window, width: Width) -> Figures:
        """Everything `endpoint` reports for `window`, all pages of it."""
        ...

    async def totals(self, endpoint: Endpoint, window: Window) -> Figures:
        """The same by the day and split by nothing: what each day comes to, in few requests however long it is."""
        ...

    async def names(self) -> Names:
        """What projects, people and keys are called."""
        ...

    async def spend_limits(self, projects: Iterable[str]) -> Sequence[SpendLimit]:
        """Those of the organization and of these projects (ids) that have one."""
        ...

    async def spend_alerts(self, projects: Iterable[str]) -> Sequence[SpendAlert]:
        """Those of the organization and of these projects (ids)."""
        ...


class Provider(Protocol):
    name: str
    """Stored with each connection: "openai"."""
    title: str
    """As people write it: "OpenAI"."""
    endpoints: tuple[Endpoint, ...]

    def why_not_a_key(self, pasted: str) -> str | None:
        """Why this cannot be a key, in a sentence for the person who pasted it; None when it may be one."""
        ...

    def session(
        self, key: Secret, organization: str = "", refused: AbstractSet[tuple[str, str]] = frozenset()
    ) -> AbstractAsyncContextManager[ProviderSession]:
        """`organization`: the id of the only one whose answers are handed on, else OrganizationChanged; "" for any.

        `refused`: (endpoint, dimension) that it is known to refuse, and is not asked for.
        """
        ...


class ProviderError(Exception):
    """The provider did not give what was asked. Carries ids and status only: never a key, a URL's query or a body."""


class KeyRejected(ProviderError):
    """The provider does not accept the key: it is wrong, was revoked, or has expired. Connect a new one."""


class OrganizationChanged(ProviderError):
    """The key answers for another organization than the one it was connected for. Nothing of the other is handed on."""


class PermissionMissing(ProviderError):
    """The key may not read this. Tick the named permission where the key was made."""

    def __init__(self, permission: str, reads: str) -> None:
        super().__init__(f"missing {permission} to read {reads}")
        self.permission = permission
        self.reads = reads
        """What stays unread, in a word or two: "usage", "costs"."""


class RateLimited(ProviderError):
    """The provider asks to wait, and retrying in place would take too long. It is tried again later."""

    def __init__(self, retry_at: datetime | None = None) -> None:
        super().__init__("rate limited")
        self.retry_at = retry_at


class ProviderDown(ProviderError):
    """The provider cannot be reached, answers 5xx, or is too slow. Nothing is lost: it is tried again later."""


class Nonsense(ProviderError):
    """The provider's answer makes no sense (cut off, not money, circular pages). Nothing of it was stored."""


class NotOffered(Nonsense):
    """The provider does not have this address, or not for this organization. It is tried again now and then."""
