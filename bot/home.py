"""Publishes the Home tab."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.directory import Directory
from bot.statuses import Statuses
from bot.views.audit import LAST
from bot.views.status import build_home, build_home_for_guests
from core.clock import Clock
from core.rights import Action, Role, Verdict, decide
from storage.audit import AuditLog


class Home:
    def __init__(
        self,
        workspace: str,
        support: str,
        client: AsyncWebClient,
        directory: Directory,
        statuses: Statuses,
        audit: AuditLog,
        clock: Clock,
    ) -> None:
        self._workspace = workspace
        self._support = support
        self._client = client
        self._directory = directory
        self._statuses = statuses
        self._audit = audit
        self._clock = clock

    async def publish(self, user: str) -> None:
        """Show this person their Home tab as it is now."""
        person = await self._directory.person(user)
        if person.role is Role.GUEST:
            view = build_home_for_guests()
        else:
            may_manage = decide(Action.DISCONNECT, person.role) is Verdict.YES
            statuses = await self._statuses.of(self._workspace)
            may_see_audit = decide(Action.AUDIT, person.role) is Verdict.YES
            audit = await self._audit.newest(self._workspace, LAST) if may_see_audit else []
            view = build_home(statuses, may_manage, self._clock.now(), self._support, audit)
        await self._client.views_publish(user_id=user, view=view)
