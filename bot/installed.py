"""The workspaces that the bot is installed in: each has a composition of its own, put together when it is needed."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from bot.bots import Bot, Bots
from bot.deps import Deps

MOST: Final = 500
"""Workspaces whose composition is kept, those that were needed last."""


class NotInstalled(Exception):
    """The bot is not, or not any more, in this workspace."""


class Installed:
    def __init__(self, bots: Bots, build: Callable[[Bot], Deps], most: int = MOST) -> None:
        self._bots = bots
        self._build = build
        self._most = most
        self._kept: OrderedDict[str, tuple[Bot, Deps]] = OrderedDict()

    async def deps_of(self, workspace: str) -> Deps:
        """What serves this workspace, with the token that the bot has there now. Raises NotInstalled."""
        bot = await self._bots.of(workspace)
        if bot is None:
            self._kept.pop(workspace, None)
            raise NotInstalled(workspace)
        kept = self._kept.get(workspace)
        if kept is None or kept[0] != bot:
            kept = bot, self._build(bot)
        self._kept[workspace] = kept
        self._kept.move_to_end(workspace)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return kept[1]
