"""What people do about alerts: acknowledge, snooze, say that it is expected."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog

from bot.alerts.telling import AlertTelling
from bot.slack.directory import Directory
from bot.slack.messenger import Messenger
from bot.slack.request import Request
from bot.views.trouble import ONLY_MEMBERS
from core.alerts.life import Alert, Step, acknowledged, expected, snoozed
from core.alerts.rule import OverUsual
from core.alerts.spec import read_spec
from core.clock import Clock
from core.rights import Action, Verdict, decide
from storage.alerts import Alerts
from storage.subscriptions import Subscriptions

NOT_YOURS = "That alert is not told to you, or not here, any more."
OVER = "That alert is over already; there is nothing left to do about it."

Change = Callable[[Alert], Step | None]

log = structlog.stdlib.get_logger("tokenmeter.alerts")


class AlertDeeds:
    def __init__(
        self,
        workspace: str,
        subscriptions: Subscriptions,
        alerts: Alerts,
        telling: AlertTelling,
        directory: Directory,
        messenger: Messenger,
        clock: Clock,
    ) -> None:
        self._workspace = workspace
        self._subscriptions = subscriptions
        self._alerts = alerts
        self._telling = telling
        self._directory = directory
        self._messenger = messenger
        self._clock = clock

    async def acknowledge(self, request: Request, card: str) -> None:
        now = self._clock.now()
        await self._change(request, card, lambda alert: acknowledged(alert, request.user, now))

    async def snooze(self, request: Request, card: str, how_long: str) -> None:
        """`how_long`: "1h", "1d" or "month"."""
        now = self._clock.now()
        until = until_of(how_long, now)
        await self._change(request, card, lambda alert: snoozed(alert, request.user, until, now))

    async def expect(self, request: Request, card: str) -> None:
        now = self._clock.now()
        await self._change(request, card, lambda alert: expected(alert, request.user, now), usual_only=True)

    async def _change(self, request: Request, card: str, change: Change, *, usual_only: bool = False) -> None:
        """Of all of the card's alerts that are told to the person, or in the channel they are in."""
        person = await self._directory.person(request.user)
        if decide(Action.RECEIVE, person.standing, None).verdict is not Verdict.YES:
            await self._messenger.whisper(request, ONLY_MEMBERS)
            return
        is_told = done = False
        for kept in await self._alerts.of_card(self._workspace, card):
            rule = await self._subscriptions.find(self._workspace, kept.alert.rule)
            if rule is None or not {request.user, request.channel} & {each.id for each in rule.recipients}:
                continue
            is_told = True
            if usual_only and not isinstance(read_spec(rule.spec), OverUsual):
                continue
            step = change(kept.alert)
            if step is not None:
                now = self._clock.now()
                done |= await self._alerts.change(self._workspace, kept, step.alert, now, untold=True)
        if done:
            log.info("something was done about an alert", card=card, by=request.user)
            await self._telling.tell(card)
        else:
            await self._messenger.whisper(request, OVER if is_told else NOT_YOURS)


def until_of(how_long: str, now: datetime) -> datetime:
    match how_long:
        case "1h":
            return now + timedelta(hours=1)
        case "month":
            return datetime(now.year + now.month // 12, now.month % 12 + 1, 1, tzinfo=UTC)
        case _:
            return now + timedelta(days=1)
