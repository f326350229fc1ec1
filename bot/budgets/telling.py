"""Tells of budgets: each threshold that is reached once in its period, and once that one will be used up."""

from functools import partial
from typing import Final

import structlog

from bot.all_of import all_of
from bot.budgets.states import BudgetStates, NoState, wanted_of
from bot.slack.messenger import Messenger
from bot.subscriptions.delivering import Delivered, Delivering, Message, Outcome, Undeliverable
from bot.subscriptions.recipients import Recipients
from bot.subscriptions.troubles import Troubles
from bot.views.budget import build_budget
from core.budgets import AHEAD, State, due, judged_days, key
from core.clock import Clock
from core.rights import Verdict
from core.subscriptions import Kind, Recipient, Subscription
from core.weeks import WeekStart
from storage.deliveries import Deliveries
from storage.subscriptions import Subscriptions
from storage.workspaces import Workspaces

TOLD: Final = "budget"
"""Deliveries of it."""

AT_ONCE: Final = 2
"""Budgets that are looked at at the same time."""

log = structlog.stdlib.get_logger("tokenmeter.budgets")


class Budgets:
    def __init__(
        self,
        workspace: str,
        subscriptions: Subscriptions,
        workspaces: Workspaces,
        deliveries: Deliveries,
        delivering: Delivering,
        recipients: Recipients,
        states: BudgetStates,
        messenger: Messenger,
        troubles: Troubles,
        clock: Clock,
    ) -> None:
        self._workspace = workspace
        self._subscriptions = subscriptions
        self._workspaces = workspaces
        self._deliveries = deliveries
        self._delivering = delivering
        self._recipients = recipients
        self._states = states
        self._messenger = messenger
        self._troubles = troubles
        self._clock = clock

    async def tell_due(self) -> None:
        """Tell whatever is due and was not told. To be called every few minutes: figures come in all the time."""
        week_start = await self._workspaces.week_start(self._workspace)
        budgets = await self._subscriptions.of(self._workspace, Kind.BUDGET)
        await all_of((partial(self._tell_all, each, week_start) for each in budgets), AT_ONCE)

    async def _tell_all(self, subscription: Subscription, week_start: WeekStart) -> None:
        """Whatever of this one is due, to everybody who listens."""
        now = self._clock.now()
        listening = [each for each in subscription.recipients if not each.is_muted(now)]
        if subscription.is_paused(now) or not listening:
            return
        wanted = wanted_of(subscription)
        for day in judged_days(wanted.budget, subscription.made_at, now, week_start):
            state = await self._states.state(self._workspace, wanted, (), day)
            if isinstance(state, State) and due(state, ()) is not None:
                for recipient in listening:
                    await self._tell(subscription, recipient, state)

    async def _tell(self, subscription: Subscription, recipient: Recipient, state: State) -> None:
        keys = {key(subscription, state, each, recipient.id): each for each in (AHEAD, *state.budget.thresholds)}
        done = await self._deliveries.done(self._workspace, TOLD, list(keys))
        what = due(state, [keys[each] for each in done])
        if what is None:
            return
        if await self._recipients.morning(recipient.id, self._clock.now()) is not None:
            return
        occasion = f"{state.first}:{what}"
        decision = await self._recipients.now(subscription, recipient)
        if decision.verdict is not Verdict.YES:
            await self._troubles.no_right(subscription, recipient, decision.verdict, occasion)
            return
        seen: State | NoState = state
        if decision.scopes:
            seen = await self._states.state(self._workspace, wanted_of(subscription), decision.scopes, state.first)
        if not isinstance(seen, State):
            await self._troubles.no_right(subscription, recipient, Verdict.NOTHING, occasion)
            return
        outcome = await self._deliver(subscription, recipient, seen, what)
        match outcome:
            case Delivered(anew=True):
                log.info("a budget was told of", name=subscription.name, what=what, period=str(state.first))
                await self._troubles.over(subscription, recipient)
            case Undeliverable(code):
                await self._troubles.of_place(subscription, recipient, code, occasion)

    async def _deliver(self, subscription: Subscription, recipient: Recipient, state: State, what: int) -> Outcome:
        async def compose() -> Message:
            if state.is_likely_to_be_used_up and what != AHEAD:
                await self._note_told(key(subscription, state, AHEAD, recipient.id))
            picture = await self._states.picture(self._workspace, state)
            file = await self._messenger.upload(picture) if picture is not None else None
            return build_budget(subscription, state, what, file)

        async def plainer() -> Message:
            return build_budget(subscription, state, what, None)

        name = key(subscription, state, what, recipient.id)
        return await self._delivering.once(recipient.id, TOLD, name, compose, plainer=plainer)

    async def _note_told(self, name: str) -> None:
        """The message that tells of a threshold says it too. Noted before it is posted: who dies then tells it once."""
        await self._deliveries.note(self._workspace, TOLD, name, self._clock.now())
