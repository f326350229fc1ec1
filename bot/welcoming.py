"""Tells who installed the bot what to do next: once for each installation, whatever happens right after it."""

from datetime import timedelta
from typing import Final

from bot.subscriptions.delivering import Delivering, Message
from bot.views.welcome import build_welcome, build_welcome_back
from core.clock import Clock
from storage.installs import Installs
from storage.workspaces import Workspaces

WELCOME: Final = "welcome"
"""A kind of delivery, one an installation."""

FRESH: Final = timedelta(hours=1)
"""Who has not been told by then has found the way."""


class Welcoming:
    def __init__(
        self, workspace: str, installs: Installs, workspaces: Workspaces, delivering: Delivering, clock: Clock
    ) -> None:
        self._workspace = workspace
        self._installs = installs
        self._workspaces = workspaces
        self._delivering = delivering
        self._clock = clock

    async def welcome(self) -> None:
        """Send the message, unless that was done, or the installation is an hour old."""
        install = await self._installs.alive(self._workspace)
        if install is None or self._clock.now() - install.installed_at > FRESH:
            return
        workspace = await self._workspaces.get(self._workspace)
        is_new = workspace is not None and workspace.created_at == install.installed_at
        await self.greet(install.installed_by, install.uid, install.name, is_new=is_new)

    async def greet(self, person: str, uid: str, name: str, *, is_new: bool) -> None:
        """The same for the installation with this uid, also where somebody else's has taken its place by now."""
        build = build_welcome if is_new else build_welcome_back

        async def compose() -> Message:
            return build(name)

        await self._delivering.once(person, WELCOME, uid, compose)
