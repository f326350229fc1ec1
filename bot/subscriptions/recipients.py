"""Who may be told what: looked up where it is asked for, and again at each delivery."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.directory import Directory, NoSuchPerson, Person
from bot.slack.error import code_of
from bot.views import recipients as words
from core.rights import Action, Decision, Place, Verdict, decide
from core.subscriptions import Recipient, Subscription
from core.subscriptions.night import morning

_CANNOT_JOIN: Final = frozenset(
    {"missing_scope", "method_not_supported_for_channel_type", "is_archived", "channel_not_found", "restricted_action"}
)


class Refused(Exception):
    """Nothing was changed; `why` is mrkdwn of ours."""

    def __init__(self, why: str) -> None:
        super().__init__()
        self.why = why


class Recipients:
    def __init__(self, client: AsyncWebClient, directory: Directory) -> None:
        self._client = client
        self._directory = directory

    async def admit(self, by: Person, recipient: str) -> Decision:
        """What may be told to this channel or person, when `by` wishes it. Raises Refused."""
        if Recipient(recipient).is_channel:
            place = await self._directory.place(recipient, by.id)
            decision = decide(Action.POST, by.standing, place)
            if (why := words.no_channel(place, decision)) is not None:
                raise Refused(why)
            return decision
        try:
            person = by if by.id == recipient else await self._directory.person(recipient)
        except NoSuchPerson:
            raise Refused(words.NOBODY) from None
        decision = decide(Action.RECEIVE, person.standing, None)
        if (why := words.no_person(person.id, decision, themselves=person.id == by.id)) is not None:
            raise Refused(why)
        return decision

    async def now(self, subscription: Subscription, recipient: Recipient) -> Decision:
        """What may be told to the recipient now: a channel, by the rights of who made it; a person, by their own."""
        try:
            if not recipient.is_channel:
                return decide(Action.RECEIVE, (await self._directory.person(recipient.id)).standing, None)
            maker = await self._directory.person(subscription.made_by)
        except NoSuchPerson:
            return Decision(Verdict.MEMBERS_ONLY)
        place = await self._directory.place(recipient.id, maker.id)
        decision = decide(Action.POST, maker.standing, place)
        # Who made it may have left the channel since; what is told there is as it was wished for.
        return (
            decide(Action.ASK, maker.standing, place) if decision.verdict is Verdict.IN_THE_CHANNEL_ONLY else decision
        )

    async def held_back(self, subscription: Subscription) -> dict[str, Verdict]:
        """Why recipients may be told nothing of it now, by their ids; those who may are left out."""
        found = {each.id: (await self.now(subscription, each)).verdict for each in subscription.recipients}
        return {recipient: verdict for recipient, verdict in found.items() if verdict is not Verdict.YES}

    async def may_see_people(self, recipient: str) -> bool:
        """Whether it may be told them whose figures these are: never a channel."""
        if Recipient(recipient).is_channel:
            return False
        try:
            person = await self._directory.person(recipient)
        except NoSuchPerson:
            return False
        return decide(Action.OTHERS, person.standing, None).verdict in (Verdict.YES, Verdict.PRIVATELY)

    async def morning(self, recipient: str, now: datetime) -> datetime | None:
        """When the night ends that it is for this person; None by day, and for a channel."""
        if Recipient(recipient).is_channel:
            return None
        try:
            return morning(now, (await self._directory.person(recipient)).zone)
        except NoSuchPerson:
            return None

    async def awake(self, people: Sequence[str], now: datetime) -> list[str]:
        """Those of them for whom it is day."""
        return [each for each in people if await self.morning(each, now) is None]

    async def join(self, recipient: str) -> None:
        """Enter a public channel, where the scope for it is given; without it the bot may post there all the same."""
        place = await self._directory.place(recipient)
        if place.private or not place.found:
            return
        try:
            await self._client.conversations_join(channel=recipient)
        except SlackApiError as error:
            if code_of(error) not in _CANNOT_JOIN:
                raise

    async def may_change(self, person: Person, subscription: Subscription) -> bool:
        """Managers, who made it, and who could have it posted in a channel where it is."""
        if subscription.made_by == person.id or decide(Action.APPOINT, person.standing, None).verdict is Verdict.YES:
            return True
        return any([await self._may_post(person, each) for each in subscription.recipients if each.is_channel])

    async def _may_post(self, person: Person, recipient: Recipient) -> bool:
        place: Place = await self._directory.place(recipient.id, person.id)
        return decide(Action.POST, person.standing, place).verdict in (Verdict.YES, Verdict.PRIVATELY)
