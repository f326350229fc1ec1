"""Who somebody is and what a channel is, as Slack says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from core.rights import Place, Role

UNREACHABLE: Final = frozenset(
    {"channel_not_found", "not_in_channel", "missing_scope", "method_not_supported_for_channel_type"}
)
"""What Slack answers for a place the bot cannot see: a private channel without it, or a DM of two people."""


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    role: Role
    name: str


class Directory:
    """Looks people and places up, each time anew: a right that was taken away, or a channel that was shared, counts."""

    def __init__(self, client: AsyncWebClient, team: str, managers: tuple[str, ...]) -> None:
        self._client = client
        self._team = team
        self._managers = frozenset(managers)

    async def person(self, user: str) -> Person:
        answer = await self._client.users_info(user=user)
        return person_of(answer["user"], self._team, self._managers)

    async def place(self, channel: str) -> Place:
        try:
            answer = await self._client.conversations_info(channel=channel)
        except SlackApiError as error:
            if error.response["error"] not in UNREACHABLE:
                raise
            return Place(channel, postable=False, shared_outside=False)
        return place_of(answer["channel"])

    async def managers(self) -> list[str]:
        """Whom a request is sent to: the appointed managers, else the workspace's admins and owners (five at most)."""
        if self._managers:
            return sorted(self._managers)
        found: list[str] = []
        async for page in await self._client.users_list(limit=200):
            people = (person_of(user, self._team, self._managers) for user in page["members"])
            found += [person.id for person in people if person.role is Role.MANAGER]
            if len(found) >= 5:
                break
        return found[:5]


def person_of(user: Mapping[str, Any], team: str, managers: frozenset[str]) -> Person:
    """A person from Slack's `user` object."""
    profile = user.get("profile") or {}
    name = profile.get("display_name") or profile.get("real_name") or user.get("real_name") or user.get("name") or ""
    outside = user.get("team_id", team) != team or user.get("is_stranger")
    limited = user.get("is_restricted") or user.get("is_ultra_restricted")
    if user.get("deleted") or user.get("is_bot") or outside or limited:
        role = Role.GUEST
    elif user["id"] in managers or user.get("is_admin") or user.get("is_owner") or user.get("is_primary_owner"):
        role = Role.MANAGER
    else:
        role = Role.MEMBER
    return Person(user["id"], role, name)


def place_of(channel: Mapping[str, Any]) -> Place:
    """A place from Slack's `channel` object."""
    private = bool(channel.get("is_private") or channel.get("is_im") or channel.get("is_mpim"))
    reachable = bool(channel.get("is_im") or channel.get("is_member") or not private)
    return Place(
        id=channel["id"],
        postable=reachable and not channel.get("is_archived"),
        shared_outside=bool(channel.get("is_ext_shared") or channel.get("is_pending_ext_shared")),
        private=private,
    )
