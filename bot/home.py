"""Publishes the Home tab."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.directory import Directory, Person
from bot.statuses import Statuses
from bot.views.access import build_who_may_what
from bot.views.audit import LAST, Block, build_audit
from bot.views.limited import build_my_limit
from bot.views.settings import build_week_start
from bot.views.status import build_home, build_home_for_guests
from core.clock import Clock
from core.rights import Action, Reach, Verdict, decide
from storage.audit import AuditLog
from storage.rules import Rules
from storage.workspaces import Workspaces


class Home:
    def __init__(
        self,
        workspace: str,
        support: str,
        client: AsyncWebClient,
        directory: Directory,
        statuses: Statuses,
        audit: AuditLog,
        rules: Rules,
        workspaces: Workspaces,
        named: tuple[str, ...],
        clock: Clock,
    ) -> None:
        """`named`: the managers in the settings."""
        self._workspace = workspace
        self._support = support
        self._client = client
        self._directory = directory
        self._statuses = statuses
        self._audit = audit
        self._rules = rules
        self._workspaces = workspaces
        self._named = named
        self._clock = clock

    async def publish(self, user: str) -> None:
        """Show this person their Home tab as it is now."""
        person = await self._directory.person(user)
        if not _may(person, Action.LOOK):
            view = build_home_for_guests()
        else:
            statuses = await self._statuses.of(self._workspace)
            more = await (self._for_managers() if _may(person, Action.AUDIT) else self._for_member(person))
            view = build_home(statuses, _may(person, Action.DISCONNECT), self._clock.now(), self._support, more)
        await self._client.views_publish(user_id=user, view=view)

    async def _for_managers(self) -> list[Block]:
        rules = await self._rules.of(self._workspace)
        audit = await self._audit.newest(self._workspace, LAST)
        weeks = build_week_start(await self._workspaces.week_start(self._workspace))
        return [*build_who_may_what(rules, self._named), *weeks, *build_audit(audit)]

    async def _for_member(self, person: Person) -> list[Block]:
        limit = person.standing.limit
        return [] if limit is Reach.EVERYTHING else build_my_limit(limit, await self._directory.managers())


def _may(person: Person, action: Action) -> bool:
    return decide(action, person.standing, None).verdict is Verdict.YES
