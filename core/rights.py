"""Who may what, where. One function decides; it is asked where the work is done."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    MANAGER = "manager"
    MEMBER = "member"
    GUEST = "guest"
    """Guests, people of other organizations, bots and deactivated accounts: they may nothing."""


class Action(StrEnum):
    ASK = "ask"
    CONNECT = "connect"
    ROTATE = "rotate"
    DISCONNECT = "disconnect"
    AUDIT = "audit"
    """See who did what to keys, rights and data."""


FOR_MANAGERS: Final = frozenset({Action.CONNECT, Action.ROTATE, Action.DISCONNECT, Action.AUDIT})


class Verdict(StrEnum):
    YES = "yes"
    PRIVATELY = "privately"
    """Yes, but the answer goes to the person's DM: figures do not leave the organization."""
    MANAGERS_ONLY = "managers only"
    MEMBERS_ONLY = "members only"


@dataclass(frozen=True, slots=True)
class Place:
    """A channel or DM as Slack describes it."""

    id: str
    postable: bool
    """Whether the bot can post there."""
    shared_outside: bool
    """Whether people of other organizations are in it, or are invited."""
    private: bool = True


def decide(action: Action, role: Role, place: Place | None = None) -> Verdict:
    """Whether somebody of this role may do this; `place` is where a figure would be posted, if anywhere."""
    if role is Role.GUEST:
        return Verdict.MEMBERS_ONLY
    if action in FOR_MANAGERS:
        return Verdict.YES if role is Role.MANAGER else Verdict.MANAGERS_ONLY
    if place is not None and place.shared_outside:
        return Verdict.PRIVATELY
    return Verdict.YES
