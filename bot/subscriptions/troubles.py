"""Says by DM, once, what keeps something from being told where it was wished for: to who can do something about it."""

from typing import Final

from bot.slack.directory import Directory, NoSuchPerson, Person
from bot.subscriptions.delivering import Compose, Delivering, Later, Message
from bot.subscriptions.recipients import Recipients
from bot.views.troubles import build_no_right, build_unreachable
from core.clock import Clock
from core.rights import Action, Role, Verdict, decide
from core.subscriptions import NO_RIGHT, Kind, Recipient, Subscription
from storage.subscriptions import Subscriptions

KIND: Final = "trouble"

_FOR_MANAGERS: Final = frozenset({Verdict.PRIVATELY, Verdict.NOTHING, Verdict.MANAGERS_ONLY})
"""What a manager has decided, or can."""


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

        async def compose() -> Message:
            return build_unreachable(subscription, recipient, code)

        # Of an alert nobody else may have heard, and it may be over before the morning.
        can_wait = subscription.kind is not Kind.ALERT
        await self._tell(subscription, recipient, code, occasion, compose, can_wait=can_wait)

    async def no_right(self, subscription: Subscription, recipient: Recipient, verdict: Verdict, occasion: str) -> None:
        """The rights do not let this be told to this recipient any more."""

        async def compose() -> Message:
            managers = await self._managers_to_ask(subscription, verdict)
            return build_no_right(subscription, recipient, verdict, managers)

        await self._tell(subscription, recipient, f"{NO_RIGHT}{verdict}", occasion, compose, can_wait=True)

    async def has_right(self, subscription: Subscription, recipient: Recipient) -> None:
        """The rights let this be told to this recipient: once they do not again, that is told again."""
        if recipient.trouble.startswith(NO_RIGHT):
            await self._subscriptions.note_trouble(subscription.workspace, subscription.uid, recipient.id, "")

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
        compose: Compose,
        *,
        can_wait: bool,
    ) -> None:
        if recipient.trouble == trouble:
            return
        key = f"{subscription.uid}:{recipient.id}:{trouble}:{occasion}"
        people = await self._who(subscription, recipient, trouble)
        awake = await self._recipients.awake(people, self._clock.now()) if can_wait else people
        outcomes = [await self._delivering.once(person, KIND, f"{key}:{person}", compose) for person in awake]
        if Later.LATER in outcomes or len(awake) < len(people):
            return  # it is told at the next try, or in the morning
        await self._subscriptions.note_trouble(subscription.workspace, subscription.uid, recipient.id, trouble)

    async def _who(self, subscription: Subscription, recipient: Recipient, trouble: str) -> list[str]:
        """Who made it, where they are still here and can be reached; else the managers."""
        maker = await self._maker(subscription)
        is_here = maker is not None and decide(Action.LOOK, maker.standing, None).verdict is Verdict.YES
        can_be_reached = subscription.made_by != recipient.id or trouble.startswith(NO_RIGHT)
        return [subscription.made_by] if is_here and can_be_reached else await self._directory.managers()

    async def _managers_to_ask(self, subscription: Subscription, verdict: Verdict) -> list[str]:
        """Those whose matter it is, where who made it is none of them."""
        maker = await self._maker(subscription)
        if verdict not in _FOR_MANAGERS or maker is None or maker.role is Role.MANAGER:
            return []
        return await self._directory.managers()

    async def _maker(self, subscription: Subscription) -> Person | None:
        try:
            return await self._directory.person(subscription.made_by)
        except NoSuchPerson:
            return None
