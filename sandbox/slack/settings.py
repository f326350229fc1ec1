"""What can be switched while the small Slack runs: limits and faults."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final

NEEDED_SCOPES: Final = frozenset(
    {
        "commands",
        "chat:write",
        "chat:write.public",
        "files:write",
        "files:read",
        "users:read",
        "im:write",
        "channels:read",
        "groups:read",
    }
)
OPTIONAL_SCOPES: Final = frozenset(
    {"users:read.email", "channels:join", "channels:history", "groups:history", "im:history"}
)


class NoSuchSetting(Exception):
    """The name is none of the settings', or the value is not of the setting's type."""


@dataclass
class Settings:
    rate_limits: bool = True
    """Whether calls over the limits of `pace` get 429."""
    speed: float = 1.0
    """How many times as fast as Slack's the limits of `pace` are."""
    too_many: dict[str, int] = field(default_factory=dict)
    """So many calls of a method are answered with 429, by the method's name."""
    errors: dict[str, str] = field(default_factory=dict)
    """Methods that are not carried out and answer this error, by name."""
    latency: float = 0.0
    """Seconds each call of the Web API takes."""
    lose_answers: int = 0
    """So many calls of `lose_method` are carried out, and their connection is cut before the answer."""
    lose_method: str = "chat.postMessage"
    down: bool = False
    """Every call of the Web API gets 503, and none is carried out."""
    file_delay: float = 0.1
    """Seconds from the end of an upload until the file is processed."""
    file_looks: int = 1
    """files.info is asked this often before the file is processed, whatever the time."""
    revoked: bool = False
    """The bot's token answers token_revoked."""
    missing_scopes: list[str] = field(default_factory=list)
    """Scopes the app was not given."""
    native_blocks: bool = True
    """Whether data blocks (data_table, data_visualization …) have been rolled out to this workspace."""
    events: list[str] = field(default_factory=lambda: ["app_home_opened", "app_uninstalled", "tokens_revoked"])
    """The events the app subscribed to; message.im is one that can be added."""
    spread: bool = False
    """Envelopes go over any of the connections, as Slack's do, and not over the newest alone."""
    repeats: int = 0
    """Everything is sent to the bot this many times more, as Slack does when an acknowledgement was lost."""
    patience: float = 3.0
    """Seconds the bot has for an acknowledgement."""
    retry_delays: list[float] = field(default_factory=lambda: [0.0, 60.0, 300.0])
    """Seconds before each repeat of an event that was not acknowledged."""

    def scopes(self) -> list[str]:
        return sorted((NEEDED_SCOPES | OPTIONAL_SCOPES) - set(self.missing_scopes))

    def change(self, given: Mapping[str, Any]) -> None:
        """Set several at once. Raises NoSuchSetting before anything is changed."""
        known = {each.name: type(getattr(self, each.name)) for each in fields(self)}
        for name, value in given.items():
            wanted = known.get(name)
            if wanted is None:
                raise NoSuchSetting(f"no such setting: {name}")
            if not isinstance(value, (int, float) if wanted is float else wanted):
                raise NoSuchSetting(f"{name} takes a {wanted.__name__}")
        for name, value in given.items():
            setattr(self, name, value)
