"""Putting what somebody consented to in its place: the tokens into the vault, one transaction, and the old ones go."""

from collections.abc import Callable
from dataclasses import dataclass

import structlog

from bot.purging import Purging
from core.clock import Clock
from core.concurrency import whole
from core.crypto import KeyUnreadable
from core.install import Granted
from core.keys import KeyKeeper
from core.outcome import OutcomeUnknown
from core.vault import VaultError
from storage.installs import Installs, NewInstall
from storage.workspaces import Plan

log = structlog.stdlib.get_logger("tokenmeter.installing")


@dataclass(frozen=True, slots=True)
class Done:
    uid: str
    """The installation's."""
    again: bool
    """Whether the workspace was there before, and goes on with what is stored."""


@dataclass(frozen=True, slots=True)
class Installing:
    tokens: KeyKeeper
    installs: Installs
    purging: Purging
    plan: Plan
    """Of a workspace that is new."""
    new_uid: Callable[[], str]
    clock: Clock

    async def install(self, granted: Granted) -> Done:
        """Put it in its place.

        Raises StillLeaving, VaultError and the database's errors; then nothing was installed.
        """
        await self.purging.finish(granted.workspace)  # after an uninstall it starts clean
        # Whole, also when the browser hangs up in between: a token without its row could not be found again.
        return await whole(self._keep_and_put(granted))

    async def _keep_and_put(self, granted: Granted) -> Done:
        uid = self.new_uid()
        kept = await self.tokens.keep(granted.workspace, uid, granted.tokens.written())
        is_put = False
        try:
            new = NewInstall(uid, granted, kept.secret_ref, self.clock.now())
            again, before = await self.installs.put(new, self.plan)
            is_put = True
        except OutcomeUnknown:
            is_put = True  # it may be: then nothing else would open this workspace
            raise
        finally:
            if not is_put:
                await self._destroy(granted.workspace, uid, kept.secret_ref)
        if before is not None:
            await self._destroy(before.workspace, before.uid, before.secret_ref)
        log.info("installed", workspace=granted.workspace, by=granted.by, again=again)
        return Done(uid, again)

    async def _destroy(self, workspace: str, uid: str, secret_ref: bytes) -> None:
        try:
            await self.tokens.destroy(workspace, uid, secret_ref)
        except (VaultError, KeyUnreadable):
            log.warning("a token stays in the vault until it is swept", workspace=workspace)
