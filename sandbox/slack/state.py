"""What the small Slack knows of a workspace: people, channels with their messages, views, files. All in memory."""

import asyncio
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from sandbox.slack.settings import Settings
from sandbox.slack.world import (
    APP_NAME,
    APP_TOKEN,
    BOT_TOKEN,
    BOT_USER,
    PARTNER_TEAM,
    PLACES,
    SIGNING_SECRET,
    TEAM,
    TEAMS,
    Json,
    Place,
    people,
)

__all__ = [
    "APP_TOKEN",
    "BOT_TOKEN",
    "BOT_USER",
    "SIGNING_SECRET",
    "TEAM",
    "Channel",
    "File",
    "Json",
    "State",
    "Trigger",
]


@dataclass
class Channel:
    id: str
    name: str
    kind: str
    """"public", "private" or "im"."""
    members: set[str] = field(default_factory=set)
    topic: str = ""
    flags: Json = field(default_factory=dict)
    """What is out of the ordinary, by the names of conversations.info: is_ext_shared, is_archived …"""
    im_with: str | None = None
    """The person, when this is their DM with the bot."""
    messages: list[Json] = field(default_factory=list)
    """As the Web API gives them, oldest first; one with `ephemeral_for` only that person sees."""

    @property
    def shared(self) -> bool:
        return bool(self.flags.get("is_ext_shared"))

    @property
    def archived(self) -> bool:
        return bool(self.flags.get("is_archived"))

    def payload(self, team: str) -> Json:
        """The channel as conversations.info gives it in this workspace."""
        common: Json = {"id": self.id, "created": 1700000000, "is_archived": False, "context_team_id": team}
        if self.kind == "im":
            return common | {"is_im": True, "user": self.im_with, "is_open": True, "is_org_shared": False}
        return common | {
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": self.kind == "public",
            "is_group": self.kind == "private",
            "is_im": False,
            "is_mpim": False,
            "is_private": self.kind == "private",
            "is_general": self.name == "general",
            "is_member": BOT_USER in self.members,
            "is_shared": self.shared,
            "is_ext_shared": False,
            "is_org_shared": False,
            "is_pending_ext_shared": False,
            "pending_shared": [],
            "shared_team_ids": [team, PARTNER_TEAM] if self.shared else [team],
            "topic": {"value": self.topic, "creator": "", "last_set": 0},
            "purpose": {"value": "", "creator": "", "last_set": 0},
            **self.flags,
        }


@dataclass
class File:
    id: str
    name: str
    title: str
    alt: str = ""
    content: bytes = b""
    completed: float | None = None
    """When the upload was completed, epoch seconds."""
    looks: int = 0
    """How often files.info was asked since."""
    length: int = 0
    """The bytes that were announced."""


@dataclass
class Trigger:
    user: str
    born: float
    view: str | None = None
    """The modal it came from."""
    used: bool = False


class State:
    """One workspace. `now` gives epoch seconds; `ids` is shared by all workspaces of a small Slack: no two of what
    they name are called the same.
    """

    def __init__(self, now: Callable[[], float], team: str = TEAM, ids: Iterator[int] | None = None) -> None:
        self.now = now
        self.team = TEAMS[team]
        self.path = "" if team == TEAM else f"/{team}"
        """Below which its people are; the Web API is at the top for all."""
        self.settings = Settings()
        self.users: dict[str, Json] = {user["id"]: user for user in people(team)}
        self.channels: dict[str, Channel] = {place.id: _channel(place) for place in PLACES[team]}
        self.views: dict[str, Json] = {}
        """The open modals, each person's topmost last; `user` says whose it is, `errors` what stands at its fields."""
        self.homes: dict[str, Json] = {}
        """The Home tabs, by person."""
        self.files: dict[str, File] = {}
        self.triggers: dict[str, Trigger] = {}
        self.edits: dict[str, list[Json]] = {}
        """What messages said before they were edited, by timestamp."""
        self.received: list[Json] = []
        """Everything that ever came from the bot, for searches: calls of the Web API, answers to response_urls,
        acknowledgements; each with its `method`. Without tokens."""
        self.complaints: list[Json] = []
        """What Slack did not take of the bot's acknowledgements, and would only say by "We had some trouble"."""
        self.hint: dict[str, str] = {}
        """What the page offers to copy, as {"key": text}: the demo's key to paste."""
        self.version = 0
        self.changed = asyncio.Condition()
        self._ids = ids or itertools.count(1)
        self._last_ts = 0.0

    def id(self, prefix: str) -> str:
        return f"{prefix}{next(self._ids):09d}"

    def ts(self) -> str:
        """A new timestamp, later than every one before."""
        self._last_ts = max(self.now(), self._last_ts + 0.000002)
        return f"{self._last_ts:.6f}"

    def trigger(self, user: str, view: str | None = None) -> str:
        trigger = f"{next(self._ids)}.{self.ts().replace('.', '')}.{self.team.id.lower()}"
        self.triggers[trigger] = Trigger(user, self.now(), view)
        return trigger

    def im(self, user: str) -> Channel:
        """The person's DM with the bot."""
        channel_id = f"D{user[1:]}"
        if channel_id not in self.channels:
            self.channels[channel_id] = Channel(channel_id, APP_NAME, "im", {user, BOT_USER}, im_with=user)
        return self.channels[channel_id]

    def stack(self, user: str) -> list[Json]:
        """The modals that are open for a person, the topmost last."""
        return [view for view in self.views.values() if view["user"] == user]

    async def touch(self) -> None:
        """Tell who watches that something changed."""
        async with self.changed:
            self.version += 1
            self.changed.notify_all()


def _channel(place: Place) -> Channel:
    return Channel(
        place.id,
        place.name,
        "private" if place.private else "public",
        set(place.members),
        topic=place.topic,
        flags=({"is_ext_shared": True} if place.shared else {}) | ({"is_archived": True} if place.archived else {}),
    )
