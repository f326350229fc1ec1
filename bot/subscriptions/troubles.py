"""Says by DM, once, what keeps something from being told where it was wished for: to who can do something about it."""

from typing import Final

from bot.slack.directory import Directory, NoSuchPerson
from bot.subscriptions.delivering import Delivering, Later, Message
from bot.subscriptions.recipients import Recipients
from bot.views.troubles import build_no_right, build_unreachable
from core.clock import Clock
from core.rights import Action, Verdict, decide
from core.subscriptions import Kind, Recipient, Subscription
from storage.subscriptions import Subscriptions

KIND: Final = "trouble"
NO_RIGHT: Final = "no right: "


class Troubles:
    def __init__(
        self,
        subscriptions: Subscriptions,
        delivering: Delivering,
        directory: Directory,
        recipients: Recipients,
        clock: Clock,
    ) -> None:
        self._subscriptions = subscriptions
        self._delivering = delivering
        self._directory = directory
        self._recipients = recipients
        self._clock = clock

    async def of_place(self, subscription: Subscription, recipient: Recipient, code: str, occasion: str) -> None:
        """Slack does not take messages for this recipient; `code` is its word for why, `occasion` the first time."""
        message = build_unreachable(subscription, recipient, code)
        # Of an alert nobody else may have heard, and it may be over before the morning.
        can_wait = subscription.kind is not Kind.ALERT
        await self._tell(subscription, recipient, code, occasion, message, can_wait=can_wait)

    async def no_right(self, subscription: Subscription, recipient: Recipient, verdict: Verdict, occasion: str) -> None:
        """The rights do not let this be told to this recipient any more."""
        message = build_no_right(subscription, recipient, verdict)
        await self._tell(subscription, recipient, f"{NO_RIGHT}{verdict}", occasion, message, can_wait=True)

    async def over(self, subscription: Subscription, recipient: Recipient) -> None:
        """It is told there again."""
        if recipient.trouble:
            await self._subscriptions.note_trouble(subscription.workspace, subscription.uid, recipient.id, "")

    async def _tell(
        self,
        subscription: Subscription,
        recipient: Recipient,
        trouble: str,
        occasion: str,
        message: Message,
        *,
        can_wait: bool,
    ) -> None:
        if recipient.trouble == trouble:
            return

        async def compose() -> Message:
            return message

        key = f"{subscription.uid}:{recipient.id}:{trouble}:{occasion}"
        people = await self._who(subscription, recipient)
        awake = await self._recipients.awake(people, self._clock.now()) if can_wait else people
        outcomes = [await self._delivering.once(person, KIND, f"{key}:{person}", compose) for person in awake]
        if Later.LATER in outcomes or len(awake) < len(people):
            return  # it is told at the next try, or in the morning
        await self._subscriptions.note_trouble(subscription.workspace, subscription.uid, recipient.id, trouble)

    async def _who(self, subscription: Subscription, recipient: Recipient) -> list[str]:
        """Who made it, where they are still here and are not the one who cannot be reached; else the managers."""
        try:
            person = await self._directory.person(subscription.made_by)
        except NoSuchPerson:
            return await self._directory.managers()
        is_here = decide(Action.LOOK, person.standing, None).verdict is Verdict.YES
        return [person.id] if is_here and person.id != recipient.id else await self._directory.managers()
