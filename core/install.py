"""An installation: the bot in one workspace, with the tokens that Slack gave it there."""

import json
from dataclasses import dataclass
from datetime import datetime

from core.secret import Secret


@dataclass(frozen=True, slots=True)
class Tokens:
    """What the vault keeps of an installation, as one secret: a token and its refresh token change together."""

    bot: Secret
    refresh: Secret | None = None
    """What the next token is fetched with; None where tokens do not end."""

    def written(self) -> Secret:
        return Secret(json.dumps([self.bot.reveal(), self.refresh.reveal() if self.refresh else None]))


def tokens_of(written: Secret) -> Tokens:
    bot, refresh = json.loads(written.reveal())
    return Tokens(Secret(bot), Secret(refresh) if refresh else None)


@dataclass(frozen=True, slots=True)
class Granted:
    """What somebody has given the bot by consenting."""

    workspace: str
    """The Slack team id."""
    name: str
    """The workspace's."""
    by: str
    """Who installed it, by Slack's user id."""
    tokens: Tokens
    expires_at: datetime | None
    """When the token ends; None when it does not."""
    scopes: frozenset[str] = frozenset()
    """What the token may do; empty where that is not known."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    tokens: Tokens
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Install:
    id: int
    uid: str
    """16 hexadecimal characters, new with each consent: in the secret's name and associated data."""
    workspace: str
    """The Slack team id."""
    secret_ref: bytes
    """The encrypted name of the tokens' secret in the vault."""
    name: str
    """The workspace's."""
    installed_by: str
    installed_at: datetime
    expires_at: datetime | None
    """When the bot's token ends; None when it does not."""
    scopes: frozenset[str] = frozenset()
    """What the token may do; empty where that is not known."""
