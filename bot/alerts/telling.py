"""Tells of alerts: a card for each recipient, once, edited when something becomes of it, with a line in its thread."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import structlog
from slack_sdk.errors import SlackApiError

from bot.alerts.behind import Behind
from bot.alerts.judging import scope_of
from bot.alerts.naming import Naming, naming_of
from bot.all_of import all_of
from bot.answers.picture import Picture
from bot.chart_process import ChartFailed, ChartProcess
from bot.slack.directory import Directory, NoSuchPerson
from bot.slack.error import code_of
from bot.slack.messenger import AnswerLost, Messenger, NotThere, PictureRefused
from bot.subscriptions.delivering import PASSING, Delivered, Delivering, Later, Message, Undeliverable
from bot.subscriptions.recipients import Recipients
from bot.subscriptions.troubles import Troubles
from bot.views.alert import NOBODY, build_card, build_line
from core.alerts.chart import alert_alt, alert_chart
from core.alerts.rule import OverUsual, Span
from core.alerts.told import Told
from core.alerts.words import subject
from core.clock import Clock
from core.rights import Decision, Verdict
from core.subscriptions import Recipient, Subscription
from storage.alerts import Alerts, KeptAlert
from storage.connections import Connections
from storage.deliveries import Deliveries
from storage.names import NameStore
from storage.subscriptions import Subscriptions

CARD: Final = "alert"
LINE: Final = "alert line"
SHOWN: Final = "alert shown"
"""Deliveries: of a card, of a line in its thread, and of the card as it is after what has happened so far."""

AT_ONCE: Final = 2
"""Cards that are told of at the same time."""

log = structlog.stdlib.get_logger("tokenmeter.alerts")


@dataclass(frozen=True, slots=True)
class Due:
    """An alert, and the rule that somebody is told it by."""

    kept: KeptAlert
    rule: Subscription


class AlertTelling:
    def __init__(
        self,
        workspace: str,
        subscriptions: Subscriptions,
        connections: Connections,
        names: NameStore,
        alerts: Alerts,
        behind: Behind,
        deliveries: Deliveries,
        delivering: Delivering,
        recipients: Recipients,
        directory: Directory,
        messenger: Messenger,
        charts: ChartProcess,
        troubles: Troubles,
        clock: Clock,
    ) -> None:
        self._workspace = workspace
        self._subscriptions = subscriptions
        self._connections = connections
        self._names = names
        self._alerts = alerts
        self._behind = behind
        self._deliveries = deliveries
        self._delivering = delivering
        self._recipients = recipients
        self._directory = directory
        self._messenger = messenger
        self._charts = charts
        self._troubles = troubles
        self._clock = clock

    async def tell_all(self) -> None:
        """Tell what not everybody has heard of yet. To be called every minute."""
        cards = dict.fromkeys(each.card for each in await self._alerts.untold(self._workspace))
        await all_of((partial(self.tell, card) for card in cards), AT_ONCE)

    async def tell(self, card: str) -> None:
        """Bring a card to where it is with everybody who is told of it."""
        kept = await self._alerts.of_card(self._workspace, card)
        due = [
            Due(each, rule)
            for each in kept
            if (rule := await self._subscriptions.find(self._workspace, each.alert.rule, even_off=True)) is not None
        ]
        places = dict.fromkeys(recipient.id for each in due for recipient in each.rule.recipients)
        heard = [await self._tell(card, place, due) for place in places]
        if all(heard):
            for each in kept:
                await self._alerts.told(self._workspace, each)

    async def _tell(self, card: str, place: str, due: Sequence[Due]) -> bool:
        """Whether this recipient has heard all there is for them to hear."""
        mine = [each for each in due if await self._is_for(each, place)]
        if not mine:
            return True
        with_person = await self._recipients.may_see_people(place)
        naming = await naming_of(self._workspace, self._connections, self._names)
        told = [await self._told(each, naming, with_person=with_person) for each in mine]
        if await self._is_night(place, told):
            return False
        people = await self._people(told)

        async def compose() -> Message:
            return build_card(card, told, await self._picture(told[0]), people)

        async def plainer() -> Message:
            return build_card(card, told, None, people)

        key = f"{card}:{place}"
        match await self._delivering.once(place, CARD, key, compose, plainer=plainer):
            case Later():
                return False
            case Undeliverable(code):
                await self._troubles.of_place(mine[0].rule, _recipient(mine[0], place), code, card)
                return not any(each.alert.is_open for each in told)
            case Delivered(channel, ts, anew):
                if anew:
                    await self._troubles.over(mine[0].rule, _recipient(mine[0], place))
                    await self._note_shown(_shown(card, place, told))
                    return True
                return await self._go_on(card, place, told, people, channel, ts)

    async def _go_on(
        self, card: str, place: str, told: Sequence[Told], people: dict[str, str], channel: str, ts: str
    ) -> bool:
        """The lines in the thread of a card that was posted before, and the card as it is now."""
        posted = await self._deliveries.find(self._workspace, CARD, f"{card}:{place}")
        since = posted.sent_at if posted is not None else None
        heard = True
        for each in told:
            for number, event in enumerate(each.alert.events):
                if number and since is not None and event.at >= since:

                    async def line(each: Told = each, number: int = number) -> Message:
                        return build_line(each, number, people, told)

                    key = f"{each.alert.uid}:{number}:{place}"
                    heard &= await self._delivering.once(place, LINE, key, line, thread=ts) is not Later.LATER
        shown = _shown(card, place, told)
        if await self._deliveries.done(self._workspace, SHOWN, [shown]):
            return heard
        if not await self._edit(card, told, people, channel, ts):
            return False
        await self._note_shown(shown)
        return heard

    async def _note_shown(self, shown: str) -> None:
        """While others have not heard yet, it is not edited again for nothing."""
        await self._deliveries.note(self._workspace, SHOWN, shown, self._clock.now())

    async def _edit(self, card: str, told: Sequence[Told], people: dict[str, str], channel: str, ts: str) -> bool:
        try:
            try:
                await self._messenger.update(channel, ts, *build_card(card, told, await self._picture(told[0]), people))
            except PictureRefused:
                await self._messenger.update(channel, ts, *build_card(card, told, None, people))
        except (AnswerLost, NotThere, SlackApiError) as error:
            code = code_of(error) if isinstance(error, SlackApiError) else str(error)
            if isinstance(error, AnswerLost) or code in PASSING:
                return False
            log.warning("an alert's card could not be edited", card=card, error=code)
        return True

    async def _is_for(self, due: Due, place: str) -> bool:
        """Whether this recipient is told of it now: their rights are looked up each time."""
        now, recipient = self._clock.now(), due.rule.recipient(place)
        if recipient is None:
            return False
        if due.kept.alert.is_dropped:
            # What stands there is put right; who has not heard of it yet does not any more.
            if await self._deliveries.find(self._workspace, CARD, f"{due.kept.card}:{place}") is None:
                return False
        elif recipient.is_muted(now) or due.rule.is_paused(now):
            return False
        decision: Decision = await self._recipients.now(due.rule, recipient)
        return decision.verdict is Verdict.YES and scope_of(decision.scopes) == due.kept.alert.scope

    async def _is_night(self, place: str, told: Sequence[Told]) -> bool:
        """Whether it is night for a person, and all of it can wait."""
        runaway = any(isinstance(each.condition, OverUsual) and each.condition.span is Span.HOUR for each in told)
        return not runaway and await self._recipients.morning(place, self._clock.now()) is not None

    async def _told(self, due: Due, naming: Naming, *, with_person: bool) -> Told:
        told = naming.told(due.kept.alert, due.rule)
        if not with_person:
            return told
        of = (told.alert.finding, told.condition, naming.connections, naming.names)
        return replace(told, person=await self._behind.of(self._workspace, *of))

    async def _people(self, told: Sequence[Told]) -> dict[str, str]:
        """What those are called who have done something about it."""
        people = {}
        for user in dict.fromkeys(event.by for each in told for event in each.alert.events if event.by):
            try:
                people[user] = (await self._directory.person(user)).name
            except NoSuchPerson:
                people[user] = NOBODY
        return people

    async def _picture(self, told: Told) -> str | None:
        """The id of the picture, as a file of Slack's; None where there is none: the card does without."""
        title, finding = subject(told), told.alert.finding
        try:
            png = await self._charts.draw(alert_chart(finding, title))
        except ChartFailed:
            log.exception("an alert's chart could not be drawn")
            return None
        return await self._messenger.upload(Picture(png, title, alert_alt(finding, title)))


def _shown(card: str, place: str, told: Sequence[Told]) -> str:
    """Names the card, for one recipient, as it is after so many events."""
    return f"{card}:{place}:{'-'.join(str(len(each.alert.events)) for each in told)}"


def _recipient(due: Due, place: str) -> Recipient:
    return due.rule.recipient(place) or Recipient(place)
