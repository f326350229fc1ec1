"""Who somebody is and what a channel is: as Slack says it, and as managers have decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any, Final

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.error import code_of
from core.digests.zones import known_zone
from core.rights import Place, Role, Rule, RuleKind, Standing, limit_of
from storage.rules import Rules

UNREACHABLE: Final = frozenset(
    {"channel_not_found", "not_in_channel", "missing_scope", "method_not_supported_for_channel_type"}
)
"""What Slack answers for a place the bot cannot see: a private channel without it, or a DM of two people."""

NOBODY: Final = frozenset({"user_not_found", "user_not_visible"})
"""What Slack answers for somebody who is not in the workspace."""

MOST_ASKED: Final = 5
"""Managers whom a request is sent to."""


class ManagesAs(Enum):
    """What makes somebody a manager, the first of these that does."""

    ADMIN = "an admin or owner of the workspace"
    NAMED = "named in the settings"
    APPOINTED = "appointed by a manager"


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    name: str
    standing: Standing
    manages_as: ManagesAs | None
    email: str = field(default="", repr=False)
    """"" where Slack does not tell it: that takes the scope users:read.email."""
    zone: str = "UTC"
    """IANA's name."""

    @property
    def role(self) -> Role:
        return self.standing.role


class NoSuchPerson(Exception):
    """Slack knows nobody with this id in the workspace."""


class Directory:
    """Looks people and places up, each time anew: a right that was taken away, or a channel that was shared, counts."""

    def __init__(self, client: AsyncWebClient, team: str, named: tuple[str, ...], rules: Rules) -> None:
        """`named`: the managers in the settings."""
        self._client = client
        self._team = team
        self._named = frozenset(named)
        self._rules = rules

    async def person(self, user: str) -> Person:
        """Raises NoSuchPerson."""
        try:
            answer = await self._client.users_info(user=user)
        except SlackApiError as error:
            if code_of(error) not in NOBODY:
                raise
            raise NoSuchPerson from error
        return person_of(answer["user"], self._team, self._named, await self._rules.about(self._team, user))

    async def place(self, channel: str, person: str = "") -> Place:
        """`person`: of whom it is told whether they are in it; that takes a look at all its members."""
        rules = await self._rules.about(self._team, channel)
        try:
            answer = await self._client.conversations_info(channel=channel)
            person_in = bool(person) and await self._is_in(channel, person)
        except SlackApiError as error:
            if code_of(error) not in UNREACHABLE:
                raise
            limit = limit_of(RuleKind.CHANNEL, rules)
            return Place(channel, postable=False, shared_outside=False, found=False, limit=limit)
        return replace(place_of(answer["channel"], rules), person_in=person_in)

    async def _is_in(self, channel: str, person: str) -> bool:
        async for page in await self._client.conversations_members(channel=channel, limit=1000):
            if person in page["members"]:
                return True
        return False

    async def managers(self, without: str = "") -> list[str]:
        """Whom a request is sent to, five at most: who is named or appointed, else the workspace's admins and owners.

        `without`: who is not counted.
        """
        rules = await self._rules.of(self._team)
        appointed = {rule.subject for rule in rules if rule.kind is RuleKind.MANAGER}
        found: list[str] = []
        for user in sorted((self._named | appointed) - {without}):
            if len(found) < MOST_ASKED and await self._manages(user):
                found.append(user)
        return found or await self._admins(without)

    async def _manages(self, user: str) -> bool:
        try:
            return (await self.person(user)).role is Role.MANAGER
        except NoSuchPerson:
            return False

    async def _admins(self, without: str) -> list[str]:
        found: list[str] = []
        async for page in await self._client.users_list(limit=200):
            people = (person_of(user, self._team, frozenset(), ()) for user in page["members"])
            found += [each.id for each in people if each.role is Role.MANAGER and each.id != without]
            if len(found) >= MOST_ASKED:
                break
        return found[:MOST_ASKED]


def person_of(user: Mapping[str, Any], team: str, named: frozenset[str], rules: Sequence[Rule]) -> Person:
    """A person from Slack's `user` object. `named`: the managers in the settings; `rules`: those about this person."""
    profile = user.get("profile") or {}
    name = profile.get("display_name") or profile.get("real_name") or user.get("real_name") or user.get("name") or ""
    outside = user.get("team_id", team) != team or user.get("is_stranger")
    limited = user.get("is_restricted") or user.get("is_ultra_restricted")
    manages_as = _manages_as(user, named, rules)
    if user.get("deleted") or user.get("is_bot") or outside or limited:
        role, manages_as = Role.GUEST, None
    else:
        role = Role.MEMBER if manages_as is None else Role.MANAGER
    return Person(
        user["id"],
        name,
        Standing(role, limit_of(RuleKind.MEMBER, rules)),
        manages_as,
        profile.get("email") or "",
        known_zone(user.get("tz") or "UTC"),
    )


def _manages_as(user: Mapping[str, Any], named: frozenset[str], rules: Sequence[Rule]) -> ManagesAs | None:
    if user.get("is_admin") or user.get("is_owner") or user.get("is_primary_owner"):
        return ManagesAs.ADMIN
    if user["id"] in named:
        return ManagesAs.NAMED
    return ManagesAs.APPOINTED if any(rule.kind is RuleKind.MANAGER for rule in rules) else None


def place_of(channel: Mapping[str, Any], rules: Sequence[Rule]) -> Place:
    """A place from Slack's `channel` object; `rules`: those about it."""
    private = bool(channel.get("is_private") or channel.get("is_im") or channel.get("is_mpim"))
    reachable = bool(channel.get("is_im") or channel.get("is_member") or not private)
    return Place(
        id=channel["id"],
        postable=reachable and not channel.get("is_archived"),
        shared_outside=bool(channel.get("is_ext_shared") or channel.get("is_pending_ext_shared")),
        private=private,
        direct=bool(channel.get("is_im") or channel.get("is_mpim")),
        allowed=any(rule.kind is RuleKind.SHARED for rule in rules),
        limit=limit_of(RuleKind.CHANNEL, rules),
    )
