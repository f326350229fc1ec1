"""Makes alert rules from sentences, changes them, and shows what they would have told."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.alerts.figures import AlertFigures
from bot.alerts.replaying import AlertReplaying
from bot.answers.asking import Asking
from bot.slack.directory import Directory, Person
from bot.slack.messenger import Messenger
from bot.slack.request import Request
from bot.subscriptions.recipients import Recipients, Refused
from bot.subscriptions.subscribing import Subscribing
from bot.views import alert_making as views
from bot.views.not_understood import build_command_not_understood
from core.alerts.read import Asked, read_rule
from core.alerts.spec import written_spec
from core.clock import Clock
from core.questions import Dimension, Filters, NotUnderstood
from core.rights import Verdict
from core.subscriptions import Kind, Subscription, in_form, name_first, named, unmade
from core.subscriptions.verbs import Order, Verb
from storage.subscriptions import NewSubscription, Subscriptions


class AlertMaking:
    def __init__(
        self,
        subscriptions: Subscriptions,
        recipients: Recipients,
        subscribing: Subscribing,
        figures: AlertFigures,
        asking: Asking,
        replaying: AlertReplaying,
        directory: Directory,
        messenger: Messenger,
        new_uid: Callable[[], str],
        clock: Clock,
    ) -> None:
        self._subscriptions = subscriptions
        self._recipients = recipients
        self._subscribing = subscribing
        self._figures = figures
        self._asking = asking
        self._replaying = replaying
        self._directory = directory
        self._messenger = messenger
        self._new_uid = new_uid
        self._clock = clock

    async def from_sentence(self, request: Request, text: str) -> None:
        """Make it, or change the one that is named first, and say so, in its channels too; or say why not."""
        name, said = name_first(Kind.ALERT, text) or ("", text)
        if name and not said:
            await self._subscribing.order(request, Kind.ALERT, Order(Verb.NOW, name))
            return
        asked = read_rule(said)
        if isinstance(asked, NotUnderstood):
            message = build_command_not_understood(asked, Kind.ALERT, name)
        elif name:
            message = await self._changed(request, name, asked)
        else:
            message = await self.make(request, asked)
        await self._messenger.whisper(request, *message)

    async def _changed(self, request: Request, name: str, asked: Asked) -> views.Message:
        """What a sentence names none of, recipients or filters, stays; if it names some, these are all."""
        rule = await self.named(request, name)
        if rule is None:
            return views.GONE, []
        places = asked.places or tuple(each.id for each in rule.recipients)
        filters = asked.filters or rule.filters
        return await self._change(request, rule, replace(asked, filters=filters, places=places))

    async def make(self, request: Request, asked: Asked) -> views.Message:
        """The answer says what was made, or why nothing was."""
        person = await self._directory.person(request.user)
        places = asked.places or (person.id,)
        try:
            await self._check(request.workspace, person, asked.filters, places)
        except Refused as refused:
            return refused.why, []
        if (missed := await self._unmatched(request.workspace, person, asked)) is not None:
            return build_command_not_understood(missed, Kind.ALERT)
        spec = written_spec(asked.condition)
        new = NewSubscription(self._new_uid(), Kind.ALERT, person.id, asked.filters, spec, places)
        made = await self._subscribing.add(request.workspace, new)
        known = await self._figures.history(request.workspace, asked.filters, (), self._clock.now())
        return views.build_made(made, person.id, known)

    async def change(self, request: Request, uid: str, asked: Asked) -> views.Message:
        """Let a rule say something else from now on; recipients that its form has no room for stay."""
        person = await self._directory.person(request.user)
        rule = await self._subscriptions.find(request.workspace, uid)
        if rule is None or rule.kind is not Kind.ALERT:
            return views.GONE, []
        if not await self._recipients.may_change(person, rule):
            return views.not_yours(rule), []
        told = [each.id for each in rule.recipients]
        further = [each for each in told if each not in in_form(told)]
        places = tuple(dict.fromkeys((*asked.places, *further))) or (person.id,)
        return await self._change(request, rule, replace(asked, places=places))

    async def _change(self, request: Request, rule: Subscription, asked: Asked) -> views.Message:
        """Whether the person may change it is the caller's to have asked."""
        person = await self._directory.person(request.user)
        try:
            await self._check(request.workspace, person, asked.filters, asked.places)
        except Refused as refused:
            return refused.why, []
        if (missed := await self._unmatched(request.workspace, person, asked)) is not None:
            return build_command_not_understood(missed, Kind.ALERT, rule.name)
        spec = written_spec(asked.condition)
        changed = await self._subscribing.change(rule, person, asked.filters, spec, asked.places)
        if changed is None:
            return views.GONE, []
        return views.build_changed(changed, person.id, self._clock.now())

    async def named(self, request: Request, name: str) -> Subscription | None:
        """The same, by what people call it."""
        rule = named(name, await self._subscriptions.of(request.workspace, Kind.ALERT))
        return None if rule is None else await self._subscribing.find(request, Kind.ALERT, rule.uid)

    async def preview(self, request: Request, asked: Asked) -> None:
        """By DM: what a rule would have told that is not made yet, and the newest of it as its card."""
        now = self._clock.now()
        sample = unmade(Kind.ALERT, request.workspace, request.user, asked.filters, written_spec(asked.condition), now)
        for message in await self._replaying.preview(sample, request.user):
            await self._messenger.post(request.user, *message)

    async def _check(self, workspace: str, person: Person, filters: Filters, places: Sequence[str]) -> None:
        """Raises Refused."""
        if any(each.dimension is Dimension.USER for each in filters):
            raise Refused(views.NO_PEOPLE)
        for place in places:
            await self._recipients.admit(person, place)

    async def _unmatched(self, workspace: str, person: Person, asked: Asked) -> NotUnderstood | None:
        """A filter that nothing matches, of what the person may see: a mistyped one would never warn."""
        decision = await self._recipients.admit(person, person.id)
        if decision.verdict is not Verdict.YES:
            return None
        missed = await self._asking.unmatched(workspace, asked.filters, decision.scopes)
        return None if missed is None else views.rules_near(missed, asked, self._clock.now().date())
