"""Sets budgets, and changes them: from a sentence or a form."""

from collections.abc import Callable
from dataclasses import replace

from bot.answers.answering import Answering
from bot.answers.asking import Asking
from bot.budgets.states import BudgetStates, NoState, wanted_of
from bot.slack.directory import Directory, Person
from bot.slack.messenger import Messenger, PictureRefused
from bot.slack.request import Request
from bot.subscriptions.recipients import Recipients, Refused
from bot.subscriptions.subscribing import Subscribing
from bot.views import budget_making as views
from bot.views.budget import build_preview
from bot.views.not_understood import build_command_not_understood
from bot.views.subscriptions import no_such, not_yours
from bot.views.trouble import ONLY_MEMBERS
from core.budgets import Budget, Raised, State, Wanted, budget_of, parse, sentence, spec_of
from core.clock import Clock
from core.questions import NotUnderstood, nearest_filters
from core.rights import Action, Decision, Verdict, decide
from core.subscriptions import Kind, Recipient, Subscription, name_first, named
from core.subscriptions.verbs import Order, Verb
from storage.subscriptions import NewSubscription, Subscriptions


class BudgetMaking:
    def __init__(
        self,
        subscriptions: Subscriptions,
        recipients: Recipients,
        subscribing: Subscribing,
        directory: Directory,
        asking: Asking,
        answering: Answering,
        states: BudgetStates,
        messenger: Messenger,
        new_uid: Callable[[], str],
        clock: Clock,
    ) -> None:
        self._subscriptions = subscriptions
        self._recipients = recipients
        self._subscribing = subscribing
        self._directory = directory
        self._asking = asking
        self._answering = answering
        self._states = states
        self._messenger = messenger
        self._new_uid = new_uid
        self._clock = clock

    async def from_sentence(self, request: Request, text: str) -> None:
        """Set it, or change the one that is named first, and say so; or say why not."""
        person = await self._directory.person(request.user)
        if decide(Action.LOOK, person.standing, None).verdict is not Verdict.YES:
            await self._messenger.whisper(request, ONLY_MEMBERS)
            return
        name, said = name_first(Kind.BUDGET, text) or ("", text)
        before = named(name, await self._subscribing.read_by(person, request, Kind.BUDGET)) if name else None
        if name and before is None:
            await self._messenger.whisper(request, no_such(Kind.BUDGET, name))
            return
        if name and not said:
            await self._subscribing.order(request, Kind.BUDGET, Order(Verb.NOW, name))
            return
        here = request.channel if Recipient(request.channel).is_channel else request.user
        wanted = parse(said, request.user, here, wanted_of(before) if before else None)
        if isinstance(wanted, NotUnderstood):
            await self._messenger.whisper(request, *build_command_not_understood(wanted, Kind.BUDGET, name))
            return
        try:
            made = await self.save(request.workspace, request.user, wanted, before)
        except Refused as refused:
            await self._messenger.whisper(request, refused.why)
        else:
            if isinstance(made, NotUnderstood):
                await self._messenger.whisper(request, *build_command_not_understood(made, Kind.BUDGET, name))
            else:
                await self._messenger.whisper(request, *await self.said_of(request, made, changed=before is not None))

    async def save(
        self, workspace: str, user: str, wanted: Wanted, before: Subscription | None
    ) -> Subscription | NotUnderstood:
        """The budget as it is kept now; or why nothing is called as it says. Raises Refused."""
        person = await self._directory.person(user)
        if before is not None and not await self._recipients.may_change(person, before):
            raise Refused(not_yours(before))
        if before is not None and _says_that(before, wanted):
            return before
        if (missed := await self._missed(workspace, person, wanted)) is not None:
            return missed
        wanted = replace(wanted, recipients=wanted.recipients or (person.id,))
        for each in wanted.recipients:
            await self._admit(workspace, person, each, wanted)
        if before is None:
            return await self._make(workspace, person, wanted)
        return await self._change(workspace, person, wanted, before)

    async def said_of(self, request: Request, made: Subscription, *, changed: bool) -> views.Message:
        """What who has set it reads: what it says, whom it is told to, how it stands."""
        here = await self._answering.here(request.user, request.channel)
        state: State | NoState = NoState.NOT_YOURS
        if here.decision.verdict is Verdict.YES:
            state = await self._states.state(request.workspace, wanted_of(made), here.decision.scopes)
        known = state if isinstance(state, State) else None
        return views.build_made(made, known, self._clock.now(), changed=changed)

    async def preview(self, request: Request, wanted: Wanted) -> NotUnderstood | None:
        """Send the person by DM how it stands, and what it would have told; or why nothing is called as it says.

        Raises Refused.
        """
        person = await self._directory.person(request.user)
        if (missed := await self._missed(request.workspace, person, wanted)) is not None:
            return missed
        decision = await self._admit(request.workspace, person, person.id, wanted)
        state = await self._states.state(request.workspace, wanted, decision.scopes)
        if not isinstance(state, State):
            await self._messenger.post(request.user, *views.build_nothing_to_preview(wanted))
            return None
        replay = await self._states.replay(request.workspace, wanted, decision.scopes)
        picture = await self._states.picture(request.workspace, state)
        file = await self._messenger.upload(picture) if picture is not None else None
        try:
            await self._messenger.post(request.user, *build_preview(wanted.sentence, state, replay, file))
        except PictureRefused:
            await self._messenger.post(request.user, *build_preview(wanted.sentence, state, replay, None))
        return None

    async def find(self, workspace: str, uid: str) -> Subscription | None:
        found = await self._subscriptions.find(workspace, uid)
        return found if found is not None and found.kind is Kind.BUDGET else None

    async def _missed(self, workspace: str, person: Person, wanted: Wanted) -> NotUnderstood | None:
        """The first filter that nothing they may see matches, with budgets that have near names instead."""
        decision = await self._recipients.admit(person, person.id)
        missed = await self._asking.unmatched(workspace, wanted.filters, decision.scopes)
        if missed is None:
            return None
        near = [sentence(wanted.budget, each) for each in nearest_filters(missed, self._clock.now().date())]
        return replace(missed, nearest=tuple(f"budget {each}" for each in near))

    async def _admit(self, workspace: str, person: Person, recipient: str, wanted: Wanted) -> Decision:
        """Raises Refused where it may not be told there, or has anything in it that may not."""
        decision = await self._recipients.admit(person, recipient)
        if decision.scopes:
            state = await self._states.state(workspace, wanted, decision.scopes)
            if state is NoState.NOT_YOURS:
                raise Refused(
                    views.too_wide(recipient, decision.scopes, wanted.budget, themselves=recipient == person.id)
                )
        return decision

    async def _make(self, workspace: str, person: Person, wanted: Wanted) -> Subscription:
        spec = spec_of(wanted.budget)
        new = NewSubscription(self._new_uid(), Kind.BUDGET, person.id, wanted.filters, spec, wanted.recipients)
        return await self._subscribing.add(workspace, new)

    async def _change(self, workspace: str, person: Person, wanted: Wanted, before: Subscription) -> Subscription:
        spec = spec_of(await self._raised(workspace, wanted, before))
        after = await self._subscribing.change(before, person, wanted.filters, spec, wanted.recipients)
        if after is None:
            raise Refused(views.IS_GONE)
        return after

    async def _raised(self, workspace: str, wanted: Wanted, before: Subscription) -> Budget:
        """Where there is more to spend than before: what is spent so far is not told again in other percents."""
        was, budget = budget_of(before.spec), wanted.budget
        is_same = (was.every, was.currency, before.filters) == (budget.every, budget.currency, wanted.filters)
        if not is_same or budget.amount < was.amount:
            return budget
        if budget.amount == was.amount:
            return replace(budget, raised=was.raised)
        state = await self._states.state(workspace, wanted, ())
        return replace(budget, raised=Raised(state.first, state.spent)) if isinstance(state, State) else budget


def _says_that(subscription: Subscription, wanted: Wanted) -> bool:
    """Whether nothing is to be changed."""
    was = wanted_of(subscription)
    is_same = replace(was.budget, raised=None) == replace(wanted.budget, raised=None) and was.filters == wanted.filters
    return is_same and set(was.recipients) == set(wanted.recipients)
