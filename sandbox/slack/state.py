"""What the small Slack knows: one workspace, its people, channels, messages, views and files. All of it in memory."""

import asyncio
import itertools
import time
from dataclasses import dataclass, field
from typing import Any, Final

TEAM: Final = "T0ACME"
BOT_USER: Final = "U0BOT"
BOT_ID: Final = "B0BOT"
APP_ID: Final = "A0TOKENMETER"
BOT_TOKEN: Final = "xoxb-" + "sandbox-" * 3 + "bot"
APP_TOKEN: Final = "xapp-" + "sandbox-" * 3 + "app"
SIGNING_SECRET: Final = "sandbox-" * 3 + "signing-secret"

SCOPES: Final = (
    "commands,chat:write,chat:write.public,files:write,files:read,users:read,im:write,channels:read,groups:read,"
    "users:read.email,channels:join,channels:history,groups:history,im:history"
)

Json = dict[str, Any]


@dataclass
class Channel:
    id: str
    name: str
    kind: str
    """"public", "private" or "im"."""
    members: set[str] = field(default_factory=set)
    flags: Json = field(default_factory=dict)
    messages: list[Json] = field(default_factory=list)

    def payload(self) -> Json:
        return {
            "id": self.id,
            "name": self.name,
            "is_channel": self.kind == "public",
            "is_private": self.kind == "private",
            "is_im": self.kind == "im",
            "is_member": BOT_USER in self.members,
            "is_archived": False,
            "is_ext_shared": False,
            "is_pending_ext_shared": False,
            **self.flags,
        }


@dataclass
class File:
    id: str
    name: str
    title: str
    alt: str = ""
    content: bytes = b""
    completed: bool = False
    looks: int = 0
    """How often files.info was asked since it was completed: the sandbox processes a file between two looks."""


@dataclass
class Trigger:
    user: str
    born: float
    used: bool = False


@dataclass
class Settings:
    """What can be switched while it runs."""

    rate_limits: bool = True
    file_looks: int = 1
    """files.info answers without a mimetype this many times."""
    latency: float = 0.0
    """Seconds each Web API call takes."""
    lose_answers: int = 0
    """So many calls of chat.postMessage are carried out and answered with a 500."""
    revoked: bool = False
    too_many: dict[str, int] = field(default_factory=dict)
    """Method: so many calls of it are answered with 429."""


class State:
    def __init__(self) -> None:
        self.settings = Settings()
        self.users: dict[str, Json] = {user["id"]: user for user in _people()}
        self.channels: dict[str, Channel] = {channel.id: channel for channel in _channels()}
        self.views: dict[str, Json] = {}
        self.homes: dict[str, Json] = {}
        self.files: dict[str, File] = {}
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, Json] = {}
        self.hint: dict[str, str] = {}
        """What the page offers to copy, by name."""
        self.received: list[Json] = []
        """Every call of the bot's, for searches: method and arguments, without the token."""
        self._ids = itertools.count(1)
        self._last_ts = 0.0
        self.version = 0
        self.changed = asyncio.Condition()

    def id(self, prefix: str) -> str:
        return f"{prefix}{next(self._ids):09d}"

    def ts(self) -> str:
        self._last_ts = max(time.time(), self._last_ts + 0.000001)
        return f"{self._last_ts:.6f}"

    def trigger(self, user: str) -> str:
        trigger = f"{next(self._ids)}.{time.time_ns()}"
        self.triggers[trigger] = Trigger(user, time.monotonic())
        return trigger

    def im(self, user: str) -> Channel:
        """The person's DM with the bot."""
        channel_id = f"D{user[1:]}"
        if channel_id not in self.channels:
            self.channels[channel_id] = Channel(channel_id, "TokenMeter", "im", {user, BOT_USER})
        return self.channels[channel_id]

    async def touch(self) -> None:
        """Tell who watches that something changed."""
        async with self.changed:
            self.version += 1
            self.changed.notify_all()


def _person(user: str, name: str, **flags: Any) -> Json:
    return {
        "id": user,
        "team_id": TEAM,
        "name": name.lower(),
        "real_name": name,
        "deleted": False,
        "tz": "Europe/Berlin",
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "is_bot": False,
        "profile": {"real_name": name, "display_name": name, "email": f"{name.lower()}@acme.example"},
        **flags,
    }


def _people() -> list[Json]:
    return [
        _person("U0ANA", "Ana", is_admin=True),
        _person("U0BEN", "Ben"),
        _person("U0GUS", "Gus", is_restricted=True),
        _person(BOT_USER, "TokenMeter", is_bot=True),
    ]


def _channels() -> list[Channel]:
    everybody = {"U0ANA", "U0BEN", "U0GUS"}
    return [
        Channel("C0COSTS", "ai-costs", "public", everybody | {BOT_USER}),
        Channel("C0GENERAL", "general", "public", set(everybody)),
        Channel("C0LEADS", "leads", "private", {"U0ANA", "U0BEN"}),
        Channel("C0PARTNER", "with-partner", "public", everybody | {BOT_USER}, {"is_ext_shared": True}),
    ]
