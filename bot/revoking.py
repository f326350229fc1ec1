"""The bot's token in a workspace is no good any more: it stops there, and all that is stored waits for the next one.

Slack tells so by an event, or by refusing the token when it is used. Either is a doubt, which is stored. Slack
is asked at once, and where it does not say for sure, by each look at the workspace until it does.
"""

import asyncio
from datetime import timedelta
from typing import Final

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.bots import Bot, Bots
from bot.settings import Settings
from bot.slack.client import unrepeating_client
from bot.slack.error import code_of
from bot.slack.refusals import DEAD
from bot.slack.turns import Turns
from core.clock import Clock
from storage.workspaces import Workspaces

PATIENCE: Final = 10
"""Seconds for Slack's answer: a look at another workspace waits behind it."""

UNCERTAIN: Final = "invalid_auth"
"""What Slack says of a token that it does not know, and of any where it lets nobody in from this machine's address."""

WAITED: Final = timedelta(days=3)
"""So long it is taken for the address, which somebody may allow, also after a weekend."""

log = structlog.stdlib.get_logger("tokenmeter.revoking")


class Revoking:
    def __init__(self, settings: Settings, bots: Bots, workspaces: Workspaces, clock: Clock) -> None:
        self._settings = settings
        self._bots = bots
        self._workspaces = workspaces
        self._clock = clock

    async def doubt(self, workspace: str) -> bool:
        """Slack says that it revoked a token of the bot, or has refused one: as `ask`, once that is stored."""
        await self._workspaces.doubt(workspace, self._clock.now())
        return await self.ask(workspace)

    async def ask(self, workspace: str) -> bool:
        """Ask Slack about the token that is in use, where that is in doubt; whether it is in doubt no more.

        Where tokens rotate, what was revoked may be an old one. Raises what `Bots.of` raises; then the doubt stays.
        """
        # Before the token is read: a newer one ends the doubt.
        doubted_at = await self._workspaces.doubted_at(workspace)
        bot = await self._bots.of(workspace)
        if doubted_at is None or bot is None:
            return True
        try:
            await self._ask(bot)
        except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError) as error:
            code = code_of(error) if isinstance(error, SlackApiError) else type(error).__name__
            now = self._clock.now()
            if code not in DEAD or (code == UNCERTAIN and now - doubted_at < WAITED):
                log.warning("nobody can say yet whether Slack takes the bot's token", workspace=workspace, why=code)
                return False
            await self._workspaces.revoke(workspace, now, doubted_at)
            log.warning("🔴 Slack takes the bot's token no more: install it again; all is kept", workspace=workspace)
        else:
            await self._workspaces.trust(workspace, doubted_at)
            log.info("Slack takes the bot's token after all", workspace=workspace)
        return True

    async def is_taken(self, workspace: str) -> bool:
        """Whether Slack takes the token that is in use. Raises what Slack's client does where nobody can say."""
        bot = await self._bots.of(workspace)
        if bot is None:
            return False
        try:
            await self._ask(bot)
        except SlackApiError as error:
            if code_of(error) not in DEAD:
                raise
            return False
        return True

    async def _ask(self, bot: Bot) -> None:
        async with asyncio.timeout(PATIENCE):
            await unrepeating_client(self._settings, bot.token, Turns()).auth_test()
