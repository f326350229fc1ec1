"""Judges every alert rule after each collection, and writes down what is to be told."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import Final

import structlog

from bot.alerts.figures import AlertFigures
from bot.all_of import all_of
from bot.once import Once
from bot.subscriptions.recipients import Recipients
from bot.subscriptions.troubles import Troubles
from core.alerts.figures import since
from core.alerts.finding import Finding
from core.alerts.gather import HOURLY_DAYS, known_to_all
from core.alerts.life import Alert, State, Turn, explained_by, rule_changed, steps, turned_off
from core.alerts.news import Known
from core.alerts.replay import found_by
from core.alerts.rule import Condition, New, Over, OverUsual, Span
from core.alerts.spec import read_spec
from core.clock import Clock
from core.questions import Filters, Measure, written
from core.rights import Decision, Verdict
from core.subscriptions import Kind, Subscription
from storage.alerts import Alerts, KeptAlert
from storage.connections import Connections
from storage.subscriptions import Subscriptions

EXPECTED_FOR: Final = timedelta(days=28)
"""How long what was called expected counts as usual: by then it is, or is not."""
REMEMBERED: Final = timedelta(days=31)
"""No longer is anything snoozed."""

RECENT: Final = 3
"""Days in which there can be news."""

log = structlog.stdlib.get_logger("tokenmeter.alerts")


@dataclass(frozen=True, slots=True)
class Judged:
    """A rule, and for whom it is judged: those who may see the same."""

    rule: Subscription
    condition: Condition
    scopes: tuple[Filters, ...]
    places: tuple[str, ...]

    @property
    def scope(self) -> str:
        return scope_of(self.scopes)

    @property
    def about(self) -> tuple[Filters, str]:
        return self.rule.filters, self.scope

    @property
    def measure(self) -> Measure:
        return self.condition.measure if isinstance(self.condition, Over) else Measure.COST

    @property
    def is_of_hours(self) -> bool:
        return isinstance(self.condition, OverUsual) and self.condition.span is Span.HOUR


@dataclass(slots=True)
class Round:
    """One judging of all rules."""

    now: datetime
    read: datetime
    """Up to when all connections are known."""
    kept: list[KeptAlert]
    """The rules' alerts, those that are fired in this round too."""
    judged: list[Judged] = field(default_factory=list)
    """So far."""
    once: Once = field(default_factory=Once)
    """What was read already."""
    cards: dict[tuple[str, ...], str] = field(default_factory=dict)
    """What is fired for the same recipients is told in one message."""

    def alerts_of(self, one: Judged) -> list[KeptAlert]:
        mine = one.rule.uid, one.scope
        return [each for each in self.kept if (each.alert.rule, each.alert.scope) == mine]

    def explained(self, one: Judged, unit: str) -> Mapping[int, int]:
        """How much of each day was told as runaways of the same, to the same people."""
        return explained_by(
            kept.alert
            for other in self.judged
            if other.is_of_hours and other.about == one.about and set(one.places) <= set(other.places)
            for kept in self.alerts_of(other)
            if kept.alert.finding.unit == unit
        )


def _is_of_days(rule: Subscription) -> bool:
    condition = read_spec(rule.spec)
    return not (isinstance(condition, OverUsual) and condition.span is Span.HOUR)


def _counts(alert: Alert, now: datetime) -> bool:
    return alert.state is not State.EXPECTED or alert.events[-1].at >= now - EXPECTED_FOR


def _is_of(rule: Subscription, alert: Alert) -> bool:
    """Whether it was fired by what the rule says now; what somebody called expected stays so."""
    return alert.seen_at >= rule.made_at or alert.state is State.EXPECTED


def scope_of(scopes: Sequence[Filters]) -> str:
    """What an alert's `scope` says."""
    return " & ".join(sorted(written(each) for each in scopes))


class AlertJudging:
    def __init__(
        self,
        workspace: str,
        subscriptions: Subscriptions,
        connections: Connections,
        alerts: Alerts,
        figures: AlertFigures,
        recipients: Recipients,
        troubles: Troubles,
        new_uid: Callable[[], str],
        clock: Clock,
    ) -> None:
        self._workspace = workspace
        self._subscriptions = subscriptions
        self._connections = connections
        self._alerts = alerts
        self._figures = figures
        self._recipients = recipients
        self._troubles = troubles
        self._new_uid = new_uid
        self._clock = clock
        self._tried = ""
        self._rights: dict[tuple[str, str], Decision] = {}
        """What was tried last, and the rights looked up for it, by maker and recipient: after a failure it goes on."""

    async def judge_all(self) -> None:
        """To be called every minute: when nothing was collected since, and no rule has changed, it does nothing."""
        now = self._clock.now()
        await self._end_left_open(now)
        rules = [each for each in await self._subscriptions.of(self._workspace, Kind.ALERT) if not each.is_paused(now)]
        connections = await self._connections.of(self._workspace)
        collected = [each.collected_at for each in connections]
        seen = sha256(repr((collected, rules)).encode()).hexdigest()
        # Another process may have judged it: nothing has to be judged twice.
        if not rules or seen == await self._alerts.judged(self._workspace):
            return
        if seen != self._tried:
            self._tried, self._rights = seen, {}
        kept = await self._alerts.of_rules(self._workspace, [each.uid for each in rules], now - REMEMBERED)
        this = Round(now, known_to_all(connections, now), [each for each in kept if _counts(each.alert, now)])

        async def judge(rule: Subscription) -> None:
            for one in await self._for_whom(rule, now):
                this.judged.append(one)
                await self._judge(one, this)

        # Runaways first: what a day is dear by is no news when it was told as one.
        await all_of((partial(judge, rule) for rule in sorted(rules, key=_is_of_days)), 1)
        await self._alerts.note_judged(self._workspace, seen)

    async def _end_left_open(self, now: datetime) -> None:
        """What was told by a rule that is off, or says something else now, is not judged by what it says."""
        for each in await self._alerts.left_open(self._workspace):
            rule = await self._subscriptions.find(self._workspace, each.alert.rule)
            step = turned_off(each.alert, now) if rule is None else rule_changed(each.alert, rule.made_by, now)
            await self._alerts.change(self._workspace, each, step.alert, now, untold=True)

    async def _for_whom(self, rule: Subscription, now: datetime) -> Iterator[Judged]:
        """Recipients by what they may see; one who may see nothing of it is no reason to judge."""
        groups: dict[tuple[Filters, ...], list[str]] = {}
        for recipient in rule.recipients:
            whose = (rule.made_by, recipient.id)
            if whose not in self._rights:
                self._rights[whose] = await self._recipients.now(rule, recipient)
            decision = self._rights[whose]
            if decision.verdict is Verdict.YES:
                groups.setdefault(decision.scopes, []).append(recipient.id)
                await self._troubles.has_right(rule, recipient)
            else:
                await self._troubles.no_right(rule, recipient, decision.verdict, str(now.date()))
        condition = read_spec(rule.spec)
        return (Judged(rule, condition, scopes, tuple(sorted(places))) for scopes, places in groups.items())

    async def _judge(self, one: Judged, this: Round) -> None:
        kept = {each.alert.uid: each for each in this.alerts_of(one) if _is_of(one.rule, each.alert)}
        alerts = [each.alert for each in kept.values()]
        found = await self._found(one, alerts, this)
        # Where nothing is left to judge, because its connection is gone, it is over.
        read = this.now if found is None else this.read
        whose, grows = (one.rule.uid, one.scope), not isinstance(one.condition, New)
        by_day = isinstance(one.condition, Over) and one.condition.span is Span.DAY
        for step in steps(alerts, found or (), *whose, read, this.now, self._new_uid, grows=grows, by_day=by_day):
            if step.turn is Turn.FIRED:
                fired = replace(step.alert, condition=one.condition, filters=one.rule.filters)
                card = this.cards.setdefault(one.places, fired.uid)
                if await self._alerts.add(self._workspace, fired, card, this.now):
                    log.info("an alert fired", rule=one.rule.name, alert=fired.uid)
                # Whoever was the first to store it: it explains what the rules of days find.
                this.kept.append(KeptAlert(fired, card, 1))
            else:
                untold, was = step.turn is not None, kept[step.alert.uid]
                this.kept[this.kept.index(was)] = replace(was, alert=step.alert)
                await self._alerts.change(self._workspace, was, step.alert, this.now, untold=untold)

    async def _found(self, one: Judged, alerts: list[Alert], this: Round) -> list[Finding] | None:
        """What is to be told, and what goes on; None where there are no figures.

        By the last days alone more is found, for less seems usual: only then is it worth reading what is.
        """
        known = await self._known(one, this)
        found: list[Finding] = []
        for days in (RECENT, HOURLY_DAYS):
            asked = one.rule.filters, one.scopes, one.measure, this.now, days
            figures = partial(self._figures.of, self._workspace, *asked, once=this.once)
            read = await this.once.of(("figures", asked), figures)
            if not read:
                return None
            found = []
            for each in read:
                judged = replace(since(each, one.rule.made_at), explained=this.explained(one, each.unit))
                found += found_by(one.condition, judged, alerts, known)
            if not found and not any(each.is_open for each in alerts):
                break
        return found

    async def _known(self, one: Judged, this: Round) -> Known:
        if not isinstance(one.condition, New):
            return ()
        asked = one.rule.filters, one.scopes, one.condition.dimension
        return await self._figures.known(self._workspace, *asked, this.now, this.once)
