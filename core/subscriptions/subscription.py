"""What somebody has asked to be told, again and again: a digest, a budget or an alert rule."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from core.questions.filters import Filters

FOREVER: Final = datetime(9999, 1, 1, tzinfo=UTC)
"""Until somebody says otherwise."""

_NAME: Final = re.compile(r"([a-z])([1-9][0-9]{0,8})")
_NAME_FIRST: Final = re.compile(
    r"(?:(?:edit|change|set|raise|lower)\s+)?(?P<name>[a-z][1-9][0-9]{0,8})\b(?:\s+to(?=\s+[^\s<])|,|:)?(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
NO_RIGHT: Final = "no right: "
"""Before the verdict that keeps a recipient from being told."""


class Kind(StrEnum):
    DIGEST = "digest"
    BUDGET = "budget"
    ALERT = "alert"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is told: a channel, or a person by DM."""

    id: str
    """Slack's."""
    muted_until: datetime | None = None
    """Until then, or `FOREVER`, nothing of it is told here; the others are told all the same."""
    trouble: str = ""
    """Why nothing is told there, once somebody was told so: Slack's word, or NO_RIGHT and a verdict; "" while all is
    well."""

    @property
    def is_channel(self) -> bool:
        return self.id.startswith(("C", "G"))

    def is_muted(self, now: datetime) -> bool:
        return self.muted_until is not None and now < self.muted_until


@dataclass(frozen=True, slots=True)
class Subscription:
    uid: str
    workspace: str
    kind: Kind
    number: int
    made_by: str
    """Slack's id of whose rights hold for what is told."""
    made_at: datetime
    """When it was made, or last changed in what it says: it judges the time after that."""
    filters: Filters
    spec: str
    """What is particular to its kind: a JSON object, which the kind's own module reads."""
    recipients: tuple[Recipient, ...]
    paused_until: datetime | None = None
    """Until then, or `FOREVER`, nobody is told."""

    @property
    def name(self) -> str:
        """What people call it: d1, b2, a3."""
        return f"{self.kind[0]}{self.number}"

    def is_paused(self, now: datetime) -> bool:
        return self.paused_until is not None and now < self.paused_until

    def recipient(self, place: str) -> Recipient | None:
        return next((each for each in self.recipients if each.id == place), None)


def unmade(kind: Kind, workspace: str, person: str, filters: Filters, spec: str, now: datetime) -> Subscription:
    """One that is only tried out, for the person alone."""
    return Subscription("", workspace, kind, 0, person, now, filters, spec, (Recipient(person),))


def named(name: str, among: Iterable[Subscription]) -> Subscription | None:
    """The one that is called so. Case does not count."""
    found = _NAME.fullmatch(name.strip().casefold())
    if found is None:
        return None
    return next((each for each in among if each.name == found.group()), None)


def name_first(kind: Kind, text: str) -> tuple[str, str] | None:
    """The name that a sentence begins with, as typed, and what it says then: of "change d1 to weekly", d1 and weekly.

    None where it begins with none of this kind. "to" before a channel or a person stays: it says whom it tells.
    """
    found = _NAME_FIRST.fullmatch(text.strip())
    return (found["name"], found["rest"].strip()) if found and found["name"][0].casefold() == kind.value[0] else None


def in_form(recipients: Sequence[str]) -> tuple[str, str]:
    """The person and the channel of these, Slack's ids, that a form has room for; "" for none."""
    channels = [each for each in recipients if Recipient(each).is_channel]
    people = [each for each in recipients if each not in channels]
    return (people or [""])[0], (channels or [""])[0]
