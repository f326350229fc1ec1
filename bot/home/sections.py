"""What stands on somebody's Home tab below the figures: what these come from, who may what, what is set."""

import asyncio
from typing import Any

from bot.budgets.states import BudgetStates, wanted_of
from bot.collection.history import HistoryDays
from bot.connections.statuses import Statuses
from bot.home.dashboard import connections_for, figures_for
from bot.slack.directory import Directory, Person
from bot.subscriptions.subscribing import seen_by
from bot.views.access import build_who_may_what
from bot.views.audit import LAST, build_audit
from bot.views.budget_words import list_words
from bot.views.home_told import LISTED, build_told
from bot.views.limited import build_my_limit
from bot.views.settings import build_history, build_week_start
from bot.views.status import build_connections
from core.budgets import State
from core.clock import Clock
from core.rights import Action, Reach, Verdict, decide
from core.subscriptions import Kind
from storage.audit import AuditLog
from storage.connections import Connections
from storage.database import Database
from storage.rules import Rules
from storage.subscriptions import Subscriptions
from storage.workspaces import Workspaces

Block = dict[str, Any]


class HomeSections:
    def __init__(
        self,
        workspace: str,
        support: str,
        database: Database,
        directory: Directory,
        statuses: Statuses,
        budgets: BudgetStates,
        history_days: HistoryDays,
        named: tuple[str, ...],
        hourly_days: int,
        clock: Clock,
    ) -> None:
        """`named`: the managers in the settings. `hourly_days`: for how many days hours are kept."""
        self._workspace = workspace
        self._support = support
        self._connections = Connections(database)
        self._rules = Rules(database)
        self._audit = AuditLog(database)
        self._workspaces = Workspaces(database)
        self._directory = directory
        self._subscriptions = Subscriptions(database)
        self._budgets = budgets
        self._statuses = statuses
        self._history_days = history_days
        self._named = named
        self._hourly_days = hourly_days
        self._clock = clock

    async def of(self, person: Person) -> list[list[Block]]:
        """The sections, in their order."""
        seen = connections_for(person, await self._connections.of(self._workspace))
        statuses = [await self._statuses.in_full(each) for each in seen]
        manages = may(person, Action.DISCONNECT)
        connections = build_connections(statuses, self._clock.now(), self._support, manage=manages)
        first = min((each.first_day for each in seen), default=None)
        plan = await self._workspaces.get(self._workspace)
        days = await self._history_days.of(self._workspace)
        history = build_history(plan.plan, days, first, self._hourly_days) if plan is not None else []
        if not manages:
            return [await self._limit(person), connections, history, await self._told(person)]
        rules = build_who_may_what(await self._rules.of(self._workspace), self._named)
        weeks = build_week_start(await self._workspaces.week_start(self._workspace))
        audit = build_audit(await self._audit.newest(self._workspace, LAST))
        return [connections, history, await self._told(person), rules, weeks, audit]

    async def state(self) -> object:
        """What all that anybody sees on it comes from; what differs from before has to be looked at again.

        While something is imported that is every time: how far it is stands nowhere but in the rows themselves.
        """
        connections = await self._connections.of(self._workspace)
        now = self._clock.now()
        importing = any(each.collected_at is None and each.disconnected_at is None for each in connections)
        return (
            now if importing else now.date(),
            connections,
            await self._rules.of(self._workspace),
            await self._audit.newest(self._workspace, 1),
            await self._workspaces.get(self._workspace),
            await self._subscriptions.of(self._workspace, *Kind),
        )

    async def _told(self, person: Person) -> list[Block]:
        """What this person is told, and has others told; nothing for who may see no figures."""
        decision = figures_for(person)
        if decision.verdict is not Verdict.YES:
            return []
        found = seen_by(person, await self._subscriptions.of(self._workspace, *Kind))
        budgets = [each for each in found if each.kind is Kind.BUDGET][:LISTED]
        states = await asyncio.gather(
            *(self._budgets.state(self._workspace, wanted_of(each), decision.scopes) for each in budgets)
        )
        stand = {
            each.uid: list_words(state) for each, state in zip(budgets, states, strict=True) if isinstance(state, State)
        }
        return build_told(found, stand, self._clock.now())

    async def _limit(self, person: Person) -> list[Block]:
        limit = person.standing.limit
        return [] if limit is Reach.EVERYTHING else build_my_limit(limit, await self._directory.managers())


def may(person: Person, action: Action) -> bool:
    return decide(action, person.standing, None).verdict is Verdict.YES
