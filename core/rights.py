"""Who may what, where. One function decides; it is asked where the work is done, and again at each delivery.

What managers change stands in rules: who manages TokenMeter beside the workspace's admins, what a member may ask about,
what may be asked about in a channel, and in which channels that are shared outside figures may be posted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Final

from core.questions.dimensions import Dimension
from core.questions.filters import Filters
from core.questions.question import Question
from core.questions.support import dimensions_of


class Role(StrEnum):
    MANAGER = "manager"
    MEMBER = "member"
    GUEST = "guest"
    """Guests, people of other organizations, bots and deactivated accounts: they may nothing."""


class Reach(Enum):
    """What may be asked about, where no filters say it."""

    EVERYTHING = "everything"
    NOTHING = "nothing"


Limit = Reach | Filters


class Action(StrEnum):
    LOOK = "look"
    """See the Home tab and how the connections are; no figures."""
    REQUEST = "request"
    """Ask the managers for what one may not."""
    ASK = "ask"
    """Questions, and why a figure is what it is."""
    EXPORT = "export"
    OTHERS = "others"
    """Figures by person, other people's."""
    POST = "post"
    """Have figures posted in a channel: a digest, or a budget or an alert to it."""
    RECEIVE = "receive"
    """A budget or an alert to oneself; mute, snooze and acknowledge what one receives."""
    CONNECT = "connect"
    ROTATE = "rotate"
    DISCONNECT = "disconnect"
    AUDIT = "audit"
    """See who did what to keys, rights and data."""
    APPOINT = "appoint"
    """Make somebody a manager, or no manager any more."""
    LIMIT = "limit"
    """Limit what a member may ask about, or what may be asked about in a channel."""
    SHARE = "share"
    """Let figures be posted in a channel that is shared outside the organization."""
    SET = "set"
    """Change how figures are counted and shown to everybody here."""
    PURGE = "purge"


FIGURES: Final = frozenset({Action.ASK, Action.EXPORT, Action.OTHERS, Action.POST, Action.RECEIVE})
"""What shows figures."""

FOR_MANAGERS: Final = frozenset(
    {
        Action.OTHERS,
        Action.CONNECT,
        Action.ROTATE,
        Action.DISCONNECT,
        Action.AUDIT,
        Action.APPOINT,
        Action.LIMIT,
        Action.SHARE,
        Action.SET,
        Action.PURGE,
    }
)


def asking(question: Question) -> Action:
    """What somebody has to be allowed who asks this: what tells people apart is of others, but for `mine`."""
    is_of_others = not question.mine and Dimension.USER in dimensions_of(question)
    return Action.OTHERS if is_of_others else Action.ASK


class Verdict(StrEnum):
    YES = "yes"
    PRIVATELY = "privately"
    """Yes, but in the person's DM alone."""
    NOTHING = "nothing"
    """A manager has limited the person, or the channel, to nothing."""
    IN_THE_CHANNEL_ONLY = "in the channel only"
    """Who wants figures posted in a channel has to be in it."""
    MANAGERS_ONLY = "managers only"
    MEMBERS_ONLY = "members only"


class RuleKind(StrEnum):
    MANAGER = "manager"
    """The person manages TokenMeter."""
    MEMBER = "member"
    """The person may ask about what passes the filters alone; without filters, about nothing."""
    CHANNEL = "channel"
    """In the channel may be asked about what passes the filters alone."""
    SHARED = "shared"
    """In the channel figures may be posted, though people of other organizations read it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a manager has decided about somebody, or about a channel."""

    kind: RuleKind
    subject: str
    """Slack's id of the person or the channel."""
    filters: Filters = ()


CHANGING: Final = {
    RuleKind.MANAGER: Action.APPOINT,
    RuleKind.MEMBER: Action.LIMIT,
    RuleKind.CHANNEL: Action.LIMIT,
    RuleKind.SHARED: Action.SHARE,
}
"""What somebody has to be allowed who makes or lifts a rule."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody is, and what they may ask about."""

    role: Role
    limit: Limit
    """Of a member; managers are not limited."""


@dataclass(frozen=True, slots=True)
class Place:
    """A channel or DM as Slack describes it, with the rules about it."""

    id: str
    postable: bool
    """Whether the bot can post there."""
    shared_outside: bool
    """Whether people of other organizations are in it, or are invited."""
    private: bool = True
    direct: bool = False
    """Whether it is a DM, of two people or more."""
    found: bool = True
    """Whether Slack shows it to the bot."""
    allowed: bool = False
    """Whether figures may be posted there though it is shared outside."""
    limit: Limit = Reach.EVERYTHING
    person_in: bool = False
    """Whether the person that the decision is about is in it."""

    @property
    def is_silent(self) -> bool:
        """Whether no figure may be posted there."""
        return self.shared_outside and not self.allowed


@dataclass(frozen=True, slots=True)
class Decision:
    verdict: Verdict
    scopes: tuple[Filters, ...] = ()
    """What is shown has to pass all of them."""


def decide(action: Action, who: Standing, place: Place | None) -> Decision:
    """Whether somebody may do this, and within which scopes.

    `place` is the channel it is asked in, or that figures go to; None where there is none: a modal, the Home tab.
    """
    if who.role is Role.GUEST:
        return Decision(Verdict.MEMBERS_ONLY)
    if action in FOR_MANAGERS and who.role is not Role.MANAGER:
        return Decision(Verdict.MANAGERS_ONLY)
    if action not in FIGURES:
        return Decision(Verdict.YES)
    limits = [*([] if who.role is Role.MANAGER else [who.limit]), *([] if place is None else [place.limit])]
    if Reach.NOTHING in limits:
        return Decision(Verdict.NOTHING)
    if action is Action.POST and (refusal := _no_posting(who, place)) is not None:
        return Decision(refusal)
    return Decision(_where(action, place), tuple(limit for limit in limits if not isinstance(limit, Reach)))


def _no_posting(who: Standing, place: Place | None) -> Verdict | None:
    """Why this person cannot have figures posted in this channel; a channel with a rule is its managers' matter."""
    if place is not None and place.limit is not Reach.EVERYTHING:
        return None if who.role is Role.MANAGER else Verdict.MANAGERS_ONLY
    return None if place is not None and place.person_in else Verdict.IN_THE_CHANNEL_ONLY


def _where(action: Action, place: Place | None) -> Verdict:
    """Whether the figures may stand in the channel, or go to the person's DM."""
    if action in (Action.EXPORT, Action.OTHERS):
        return Verdict.PRIVATELY
    return Verdict.PRIVATELY if place is not None and place.is_silent else Verdict.YES


def limit_of(kind: RuleKind, rules: Iterable[Rule]) -> Limit:
    """What the rules about a person, or about a channel, leave to ask about."""
    for rule in rules:
        if rule.kind is kind:
            return rule.filters or Reach.NOTHING
    return Reach.EVERYTHING
