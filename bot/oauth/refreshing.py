"""Fetching the next token before the one in use ends, by one process at a time.

    1 the row is leased, for longer than Slack is waited for
    2 Slack gives a new pair. The token in use goes on working until its own end, and the refresh token that was used,
      as Slack documents it, for a short grace
    3 the new pair goes into the vault, as one secret
    4 one transaction: the row has the new secret, its end, and no lease
    5 the old secret is destroyed

Killed before 4, the lease ends and another process does it again within the grace. Should that be over, the token in
use is good for hours still; only when it has ended too does the workspace stop, with all that is stored, until somebody
installs the bot again. What 3 has left is found by the sweep.
"""

from datetime import datetime, timedelta
from typing import Final

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.all_of import all_of
from bot.oauth.consent import Consent, SlackAway, SlackRefuses
from core.clock import Clock
from core.concurrency import whole
from core.crypto import KeyUnreadable
from core.install import Install, Refreshed, tokens_of
from core.keys import KeyKeeper
from core.outcome import OutcomeUnknown
from core.vault import VaultError
from storage.database import DatabaseDown
from storage.installs import Installs
from storage.workspaces import Workspaces

AHEAD: Final = timedelta(hours=2)
"""So long before its end a token's successor is fetched; Slack's live for twelve hours."""

LEASE: Final = timedelta(seconds=20)
"""How long nobody else tries: after a kill the refresh token that was used is good for a short while only."""

AT_ONCE: Final = 16
"""So many are fetched side by side: one for which Slack takes its time keeps no other waiting."""

NO_SUCCESSOR: Final = "there is nothing to fetch another with"

OF_THE_TOKEN: Final = frozenset(
    {"invalid_refresh_token", "invalid_grant", "token_revoked", "account_inactive", NO_SUCCESSOR}
)
"""What no later try mends: nobody has a token for this workspace any more. With a wrong client secret all have."""

log = structlog.stdlib.get_logger("tokenmeter.refreshing")


class Refreshing:
    def __init__(
        self,
        consent: Consent,
        tokens: KeyKeeper,
        installs: Installs,
        workspaces: Workspaces,
        holder: str,
        clock: Clock,
        at_once: int = AT_ONCE,
    ) -> None:
        """`holder` names this process among those that use the database."""
        self._consent = consent
        self._tokens = tokens
        self._installs = installs
        self._workspaces = workspaces
        self._holder = holder
        self._clock = clock
        self._at_once = at_once

    async def refresh_due(self) -> None:
        """Fetch the next token of every installation whose token ends within two hours, those that end first first."""
        begun = self._clock.now()

        async def one_by_one() -> None:
            while (install := await self._claim(begun + AHEAD, begun)) is not None:
                await self._refresh(install)

        await all_of([one_by_one] * self._at_once, self._at_once)

    async def refresh_now(self, workspace: str) -> None:
        """Fetch the workspace's, if its token has ended: the process may have slept longer than it lives."""
        now = self._clock.now()
        install = await self._claim(now, now, workspace)
        if install is not None:
            await self._refresh(install)

    async def _claim(self, ends_by: datetime, free_at: datetime, workspace: str | None = None) -> Install | None:
        until = self._clock.now() + LEASE
        return await self._installs.claim(ends_by, free_at, self._holder, until, workspace)

    async def _refresh(self, install: Install) -> None:
        """One that fails is left alone until the next round, and keeps no other from its token."""
        try:
            refresh_token = tokens_of(await self._tokens.fetch(install)).refresh
            if refresh_token is None:
                raise SlackRefuses(NO_SUCCESSOR)
            refreshed = await self._consent.refresh(refresh_token)
            await whole(self._swap(install, refreshed))
        except (SlackAway, VaultError, KeyUnreadable) as error:
            log.warning("no new token yet", workspace=install.workspace, why=str(error))
        except (SQLAlchemyError, DatabaseDown, OutcomeUnknown) as error:
            log.warning("no new token yet", workspace=install.workspace, why=type(error).__name__)
        except SlackRefuses as error:
            await self._refused(install, error.code)

    async def _swap(self, install: Install, refreshed: Refreshed) -> None:
        kept = await self._tokens.keep(install.workspace, install.uid, refreshed.tokens.written())
        old = await self._installs.swap_tokens(install, self._holder, kept.secret_ref, refreshed.expires_at)
        try:
            await self._tokens.destroy(install.workspace, install.uid, kept.secret_ref if old is None else old)
        except (VaultError, KeyUnreadable):
            log.warning("a token stays in the vault until it is swept", workspace=install.workspace)
        log.info("fetched the next token", workspace=install.workspace)

    async def _refused(self, install: Install, code: str) -> None:
        """The token in use may be good still; and somebody else may have fetched another."""
        log.error("Slack gives no new token", workspace=install.workspace, why=code)
        over = code in OF_THE_TOKEN and install.expires_at is not None and install.expires_at <= self._clock.now()
        now = await self._installs.of(install.workspace)
        if over and now is not None and now.secret_ref == install.secret_ref:
            await self._workspaces.revoke(install.workspace, self._clock.now())
