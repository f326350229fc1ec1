"""What the bot is in each workspace that it is installed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from slack_sdk.web.async_client import AsyncWebClient

from core.secret import Secret


@dataclass(frozen=True, slots=True)
class Bot:
    workspace: str
    """The Slack team id."""
    name: str
    """The workspace's, in words for people."""
    token: Secret


class Bots(Protocol):
    async def has(self, workspace: str) -> bool:
        """Whether it is installed there. Asked before a request is acknowledged: no vault and no Slack in it."""

    async def of(self, workspace: str) -> Bot | None:
        """The bot as it is there now; None where it is not installed."""

    async def all(self) -> Sequence[str]:
        """The workspaces it is installed in."""

    async def tend(self) -> None:
        """Keep the tokens good. To be done every minute."""


class OneBot:
    """The bot of SLACK_BOT_TOKEN: in one workspace, for as long as the process runs."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def has(self, workspace: str) -> bool:
        return workspace == self._bot.workspace

    async def of(self, workspace: str) -> Bot | None:
        return self._bot if workspace == self._bot.workspace else None

    async def all(self) -> Sequence[str]:
        return (self._bot.workspace,)

    async def tend(self) -> None:
        """It does not end."""


async def bot_of(token: Secret, client: AsyncWebClient) -> Bot:
    """Whose the token is: `client` speaks with it. Raises SlackApiError."""
    identity = await client.auth_test()
    return Bot(identity["team_id"], identity["team"], token)
