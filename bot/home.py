"""Publishes the Home tab."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.directory import Directory
from bot.statuses import Statuses
from bot.views.status import build_home, build_home_for_guests
from core.clock import Clock
from core.rights import Action, Role, Verdict, decide


class Home:
    def __init__(
        self,
        workspace: str,
        support: str,
        client: AsyncWebClient,
        directory: Directory,
        statuses: Statuses,
        clock: Clock,
    ) -> None:
        self._workspace = workspace
        self._support = support
        self._client = client
        self._directory = directory
        self._statuses = statuses
        self._clock = clock

    async def publish(self, user: str) -> None:
        """Show this person their Home tab as it is now."""
        person = await self._directory.person(user)
        if person.role is Role.GUEST:
            view = build_home_for_guests()
        else:
            may_connect = decide(Action.CONNECT, person.role) is Verdict.YES
            statuses = await self._statuses.of(self._workspace)
            view = build_home(statuses, may_connect, self._clock.now(), self._support)
        await self._client.views_publish(user_id=user, view=view)
