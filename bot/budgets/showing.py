"""Shows people how budgets stand, within what they may see where they ask."""

from collections.abc import Sequence

from bot.answers.answering import Answering, Here
from bot.budgets.states import BudgetStates, NoState, wanted_of
from bot.slack.messenger import Messenger
from bot.slack.request import Request
from bot.views.budget import build_budget, build_no_state
from bot.views.budget_words import list_words
from bot.views.trouble import shared_hint
from core.budgets import State
from core.rights import Verdict
from core.subscriptions import Subscription


class BudgetShowing:
    def __init__(self, states: BudgetStates, answering: Answering, messenger: Messenger) -> None:
        """`answering` knows who may see what where."""
        self._states = states
        self._answering = answering
        self._messenger = messenger

    async def now(self, request: Request, subscription: Subscription) -> None:
        """Show the person how it stands."""
        here = await self._answering.here(request.user, request.channel)
        state = await self._seen(here, request.workspace, subscription)
        if isinstance(state, State):
            message = build_budget(subscription, state, None, None)
        else:
            message = build_no_state(subscription, yours=state is NoState.NOT_KNOWN)
        if here.decision.verdict is Verdict.PRIVATELY and here.place is not None:
            await self._messenger.post(request.user, *message)
            await self._messenger.whisper(request, shared_hint(here.place.id))
        else:
            await self._messenger.whisper(request, *message)

    async def described(self, request: Request, found: Sequence[Subscription]) -> dict[str, str]:
        """A line (mrkdwn, ours) for each of these, by its uid: how it stands, where the person may see that here."""
        here = await self._answering.here(request.user, request.channel)
        if here.decision.verdict is not Verdict.YES:
            return {}
        states = {each.uid: await self._seen(here, request.workspace, each) for each in found}
        return {uid: list_words(state) for uid, state in states.items() if isinstance(state, State)}

    async def _seen(self, here: Here, workspace: str, subscription: Subscription) -> State | NoState:
        """How it stands, as far as somebody may see that from here."""
        if here.decision.verdict not in (Verdict.YES, Verdict.PRIVATELY):
            return NoState.NOT_YOURS
        return await self._states.state(workspace, wanted_of(subscription), here.decision.scopes)
