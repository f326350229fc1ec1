"""The bot's token in a workspace is no good any more: it stops there, and all that is stored waits for the next one."""

from typing import Final

import structlog
from slack_sdk.errors import SlackApiError

from bot.bots import Bots
from bot.settings import Settings
from bot.slack.client import slack_client
from bot.slack.error import code_of
from bot.slack.turns import Turns
from core.clock import Clock
from storage.workspaces import Workspaces

DEAD: Final = frozenset({"account_inactive", "invalid_auth", "token_expired", "token_revoked"})
"""What Slack answers to a token that it takes no more."""

log = structlog.stdlib.get_logger("tokenmeter.revoking")


class Revoking:
    def __init__(self, settings: Settings, bots: Bots, workspaces: Workspaces, clock: Clock) -> None:
        self._settings = settings
        self._bots = bots
        self._workspaces = workspaces
        self._clock = clock

    async def told(self, workspace: str) -> None:
        """Slack says that it revoked a token of the bot. Where tokens rotate, that may be an old one: so it is asked.

        Raises Slack's other errors: then nobody can say.
        """
        bot = await self._bots.of(workspace)
        if bot is None:
            return
        try:
            await slack_client(self._settings, bot.token, Turns()).auth_test()
        except SlackApiError as error:
            if code_of(error) not in DEAD:
                raise
            await self._workspaces.revoke(workspace, self._clock.now())
            log.warning("🔴 Slack takes the bot's token no more: install it again; all is kept", workspace=workspace)
        else:
            log.info("Slack revoked a token that is not in use", workspace=workspace)
