"""The bots of all workspaces that installed it by OAuth: their tokens come out of the vault."""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from typing import Final

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.bots import Bot
from bot.oauth.refreshing import Refreshing
from core.clock import Clock
from core.install import Install, tokens_of
from core.keys import KeyKeeper
from core.vault import KeyNotFound
from storage.database import DatabaseDown
from storage.installs import Installs

MOST: Final = 10_000
"""Workspaces whose token is kept in memory, those that were needed last: a few megabytes spare as many vault calls."""

ANSWER: Final = 1.0
"""Seconds the database gets to say whether the bot is in a workspace: Slack waits three for the acknowledgement."""

log = structlog.stdlib.get_logger("tokenmeter.bots")


class StoredBots:
    def __init__(self, installs: Installs, tokens: KeyKeeper, refreshing: Refreshing, clock: Clock) -> None:
        self._installs = installs
        self._tokens = tokens
        self._refreshing = refreshing
        self._clock = clock
        self._seen: set[str] = set()
        self._kept: OrderedDict[str, tuple[bytes, Bot]] = OrderedDict()

    async def has(self, workspace: str) -> bool:
        """One that was there once is taken to be there still: the work after the acknowledgement finds out."""
        if workspace not in self._seen:
            try:
                async with asyncio.timeout(ANSWER):
                    if await self._installs.of(workspace) is not None:
                        self._seen.add(workspace)
            except TimeoutError:
                log.warning("nobody could say in time whether the bot is in this workspace", workspace=workspace)
        return workspace in self._seen

    async def of(self, workspace: str) -> Bot | None:
        """Raises KeyUnreadable, KeyNotFound, VaultError, and the database's errors where it was never needed before:
        else who asked can be told that the database is away.
        """
        try:
            install = await self._current(workspace)
        except (SQLAlchemyError, DatabaseDown):
            if workspace not in self._kept:
                raise
            return self._kept[workspace][1]
        if install is None:
            self._kept.pop(workspace, None)
            self._seen.discard(workspace)
            return None
        try:
            return await self._opened(install)
        except KeyNotFound:
            # Another process may have put the next token in its place in between.
            newer = await self._installs.alive(workspace)
            if newer is None or newer.secret_ref == install.secret_ref:
                raise
        return await self._opened(newer)

    async def _current(self, workspace: str) -> Install | None:
        """Its installation, with a token that has not ended where there can be one."""
        install = await self._installs.alive(workspace)
        if install is None or install.expires_at is None or install.expires_at > self._clock.now():
            return install
        await self._refreshing.refresh_now(workspace)
        return await self._installs.alive(workspace)

    async def all(self) -> Sequence[str]:
        alive = await self._installs.workspaces()
        self._seen.update(alive)
        return alive

    async def tend(self) -> None:
        await self._refreshing.refresh_due()

    async def _opened(self, install: Install) -> Bot:
        kept = self._kept.get(install.workspace)
        if kept is None or kept[0] != install.secret_ref:
            tokens = tokens_of(await self._tokens.fetch(install))
            kept = install.secret_ref, Bot(install.workspace, install.name, tokens.bot)
        self._kept[install.workspace] = kept
        self._kept.move_to_end(install.workspace)
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)
        return kept[1]
