"""Replays a rule over the last ninety days: what it would have told."""

import asyncio
from dataclasses import dataclass
from typing import Final

from bot.alerts.figures import AlertFigures
from bot.answers.answering import Answering, Here
from bot.slack.messenger import Messenger
from bot.slack.request import Request
from bot.views.alert import build_sample
from bot.views.alert_making import Message, build_learning, build_no_right, build_replay
from bot.views.trouble import shared_hint
from core.alerts.figures import day_of, first_hour, hour_of, start_of
from core.alerts.life import Alert
from core.alerts.replay import replayed
from core.alerts.rule import New, Over
from core.alerts.spec import read_spec
from core.alerts.told import Told, told_of
from core.alerts.usual import DAYS_NEEDED
from core.clock import Clock
from core.narrowing import KINDS
from core.questions import Measure
from core.rights import Verdict
from core.subscriptions import Subscription
from storage.connections import Connections
from storage.names import NameStore

DAYS: Final = 90


@dataclass(frozen=True, slots=True)
class _Replay:
    days: int
    """How many could be judged."""
    told: list[Told]
    """The oldest first."""


class AlertReplaying:
    def __init__(
        self,
        figures: AlertFigures,
        answering: Answering,
        connections: Connections,
        names: NameStore,
        messenger: Messenger,
        clock: Clock,
    ) -> None:
        self._figures = figures
        self._answering = answering
        self._connections = connections
        self._names = names
        self._messenger = messenger
        self._clock = clock

    async def now(self, request: Request, rule: Subscription) -> None:
        """Tell the person how often it would have fired, and when, within what they may see here."""
        here = await self._answering.here(request.user, request.channel)
        found = await self._replayed(rule, here)
        message = build_replay(rule, found.told, found.days) if isinstance(found, _Replay) else found
        if here.decision.verdict is Verdict.PRIVATELY and here.place is not None:
            await self._messenger.post(request.user, *message)
            await self._messenger.whisper(request, shared_hint(here.place.id))
        else:
            await self._messenger.whisper(request, *message)

    async def preview(self, rule: Subscription, person: str) -> list[Message]:
        """The same, and the newest of it as it would have been told."""
        found = await self._replayed(rule, await self._answering.here(person, ""))
        if not isinstance(found, _Replay):
            return [found]
        sample = [build_sample(found.told[-1])] if found.told else []
        return [build_replay(rule, found.told, found.days), *sample]

    async def _replayed(self, rule: Subscription, here: Here) -> _Replay | Message:
        if here.decision.verdict not in (Verdict.YES, Verdict.PRIVATELY):
            return build_no_right(rule)
        now, condition = self._clock.now(), read_spec(rule.spec)
        measure = condition.measure if isinstance(condition, Over) else Measure.COST
        found = await self._figures.of(rule.workspace, rule.filters, here.decision.scopes, measure, now, back=DAYS)
        if not found:
            return build_learning(rule, 0)
        needed = 0 if isinstance(condition, Over) else DAYS_NEEDED
        today = day_of(hour_of(now))
        first = max(today - DAYS, found[0].known_from + needed)
        if first >= today:
            return build_learning(rule, today - found[0].known_from)
        begun, known = first_hour(first), set[tuple[int, str]]()
        if isinstance(condition, New):
            asked = rule.filters, here.decision.scopes, condition.dimension
            known = await self._figures.known(rule.workspace, *asked, start_of(begun))
        alerts: list[Alert] = []
        for figures in found:
            alerts += await asyncio.to_thread(replayed, condition, figures, begun, known=known)
        alerts.sort(key=lambda each: each.seen_at)
        connections = await self._connections.of(rule.workspace)
        names = await self._names.of(rule.workspace, list(KINDS.values()))
        told = [told_of(each, rule.name, condition, rule.filters, connections, names) for each in alerts]
        return _Replay(today - first, told)
