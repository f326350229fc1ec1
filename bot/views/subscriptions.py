"""What people have asked to be told: the list of it, and what is said when it changes. Text is mrkdwn of ours."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from bot.views.command_buttons import command_button
from bot.views.ids import add, edit
from bot.views.text import escape, mrkdwn, plain
from core import budgets, digests
from core.alerts.sentence import rule_sentence
from core.alerts.spec import read_spec
from core.rights import Verdict
from core.subscriptions import FOREVER, NO_RIGHT, Kind, Recipient, Subscription
from core.subscriptions.verbs import Order, Verb

Block = dict[str, Any]

LONGEST: Final = 300
"""Characters of what one says: whatever has to be escaped, it fits into a block with all it tells."""
SHORT: Final = 100
"""The same, of each of five in one block."""

LISTED: Final = 20
"""Of a list, one by one: each has a block with its text and one with its buttons."""

PLURAL: Final = {Kind.DIGEST: "digests", Kind.BUDGET: "budgets", Kind.ALERT: "alert rules"}
_EXAMPLE: Final = {
    Kind.DIGEST: "digest daily at 09:00",
    Kind.BUDGET: "budget $5000 a month",
    Kind.ALERT: "alert when day &gt; $500",
}


_HELD_BACK: Final = {
    Verdict.PRIVATELY: "people of other organizations are in it; a manager can allow it on the Home tab",
    Verdict.NOTHING: "a manager has limited what may be told",
    Verdict.MANAGERS_ONLY: "a manager has limited the channel, and can resume it",
    Verdict.MEMBERS_ONLY: "somebody is no full member any more; who resumes it takes over",
    Verdict.IN_THE_CHANNEL_ONLY: "who set it is not in the channel any more",
    Verdict.YES: "it goes on by itself",
}
_TOLD_ANYWAY: Final = (
    "Told without a rule, to the connection's owner: a connection that turns 🔴, an admin key about to end, and "
    "a spend limit of OpenAI's that refuses requests."
)


def words(subscription: Subscription) -> str:
    """What it says, as one types it; text from outside."""
    match subscription.kind:
        case Kind.DIGEST:
            return digests.sentence(digests.digest_of(subscription.spec), subscription.filters)
        case Kind.ALERT:
            return rule_sentence(read_spec(subscription.spec), subscription.filters).removeprefix("alert ")
        case Kind.BUDGET:
            return budgets.sentence(budgets.budget_of(subscription.spec), subscription.filters)


def title(subscription: Subscription, longest: int = LONGEST) -> str:
    """ "`d1` daily at 09:00 in Europe/Berlin"."""
    return f"`{subscription.name}` {escape(_cut(words(subscription), longest))}"


def _cut(says: str, longest: int) -> str:
    return says if len(says) <= longest else f"{says[: longest - 1]}…"


def line(subscription: Subscription, now: datetime, stand: str = "") -> str:
    """What it says, how it stands where `stand` (mrkdwn, ours) says so, and whom it tells."""
    stands = f"{stand}\n" if stand else ""
    return f"*{subscription.name}* · {escape(_cut(words(subscription), LONGEST))}\n{stands}{_where(subscription, now)}"


def build_list(
    kind: Kind, found: Sequence[Subscription], now: datetime, stand: Mapping[str, str] | None = None
) -> tuple[str, list[Block]]:
    """Everything of a kind, with the buttons that change it, and the one that adds another.

    `stand`: a line (mrkdwn, ours) on how each stands, by its uid, where there is one.
    """
    if not found:
        return _none(kind)
    blocks: list[Block] = []
    for each in found[:LISTED]:
        text = line(each, now, (stand or {}).get(each.uid, ""))
        blocks += [_section(text), {"type": "actions", "elements": _buttons(each, now)}]
    if len(found) > LISTED:
        blocks.append({"type": "context", "elements": [mrkdwn(f"and {len(found) - LISTED} more")]})
    if kind is Kind.ALERT:
        blocks.append({"type": "context", "elements": [mrkdwn(_TOLD_ANYWAY)]})
    return f"{len(found)} {PLURAL[kind]}", [*blocks, _add(kind)]


def build_which(kind: Kind, order: Order, found: Sequence[Subscription]) -> tuple[str, list[Block]]:
    """A name is missing, or is nobody's; the buttons order the same with one."""
    if not found:
        return _none(kind)
    text = f"There is no {kind} *{escape(order.name)}* here." if order.name else f"Which {kind} is meant?"
    said = [f"{order.verb} {each.name}{_during(order.during)}" for each in found[:5]]
    buttons = [command_button(n, each, f"{kind} {each}") for n, each in enumerate(said)]
    listed = "\n".join(title(each, SHORT) for each in found[:5])
    return text, [_section(f"{text}\n{listed}"), {"type": "actions", "elements": buttons}]


def _none(kind: Kind) -> tuple[str, list[Block]]:
    text = f"No {PLURAL[kind]} yet. For example: `/tokenmeter {_EXAMPLE[kind]}`"
    return text, [_section(text), _add(kind)]


def not_yours(subscription: Subscription) -> str:
    return (
        f"{title(subscription)} was set by <@{subscription.made_by}>. Who set it, the managers of TokenMeter and the "
        "members of the channels it posts in can change it."
    )


def changed(subscription: Subscription, order: Order) -> str:
    """Where it is turned off or paused."""
    kind, name = subscription.kind, subscription.name
    match order.verb:
        case Verb.OFF:
            return f"{title(subscription)} is off for good."
        case _:
            resume = f"`/tokenmeter {kind} resume {name}` lets it go on."
            return f"{title(subscription)} is paused{_during(order.during)}. {resume}"


def changed_by(subscription: Subscription, order: Order, user: str) -> str:
    """For the channels it posts in."""
    match order.verb:
        case Verb.OFF:
            did = "turned off"
        case Verb.RESUME:
            did = "resumed"
        case Verb.MUTE:
            did = "muted"
        case _:
            did = "paused"
    return f"<@{user}> {did} the {_called(subscription)}{_during(order.during)}: {title(subscription)}"


def made_by(subscription: Subscription, user: str) -> str:
    """For the channels it posts in."""
    off = f"`/tokenmeter {subscription.kind} off {subscription.name}` ends it."
    article = "an" if subscription.kind is Kind.ALERT else "a"
    return f"<@{user}> set {article} {_called(subscription)} here: {title(subscription)}. {off}"


def muted_here(subscription: Subscription, order: Order) -> str:
    """For who muted it in the channel."""
    back = f"`/tokenmeter {subscription.kind} resume {subscription.name}` here lets it be told again."
    return f"{title(subscription)} is not told in this channel{_during(order.during)}. {back}"


def changed_to(before: Subscription, after: Subscription, user: str) -> str:
    """For the channels it posts in, and did before."""
    return f"<@{user}> changed the {_called(before)} {title(before)}. It is now {title(after)}."


def taken_away(subscription: Subscription, user: str) -> str:
    """For a channel that it is not told in any more."""
    return f"<@{user}> took the {_called(subscription)} {title(subscription)} away from here."


def kept_back(subscription: Subscription, now: datetime) -> str:
    """What keeps one that was changed from being told: it is paused, or muted; "" for nothing."""
    resume = f"`/tokenmeter {subscription.kind} resume {subscription.name}`"
    if subscription.is_paused(now):
        return f"It is paused{_until(subscription.paused_until)}: {resume} lets it go on."
    muted = [each for each in subscription.recipients if each.is_muted(now)]
    if not muted:
        return ""
    return f"It stays muted for {', '.join(map(_mention, muted))}; {resume} there ends that."


def no_such(kind: Kind, name: str) -> str:
    return f"There is no {kind} *{escape(name)}* here. `/tokenmeter {kind}` lists those there are."


def changed_for_you(subscription: Subscription, order: Order) -> str:
    match order.verb:
        case Verb.OFF:
            return f"You are not told of {title(subscription)} any more."
        case Verb.RESUME:
            return f"You are told of {title(subscription)} again."
        case _:
            return f"You are not told of {title(subscription)}{_during(order.during) or ' until you resume it'}."


def _called(subscription: Subscription) -> str:
    return "alert rule" if subscription.kind is Kind.ALERT else subscription.kind.value


def _during(during: timedelta | None) -> str:
    """ " for 2 days"."""
    if during is None:
        return ""
    hours = int(during / timedelta(hours=1))
    number, unit = (hours // 24, "day") if hours % 24 == 0 else (hours, "hour")
    return f" for {number} {unit}{'' if number == 1 else 's'}"


def _where(subscription: Subscription, now: datetime) -> str:
    parts = [f"to {', '.join(_place(each, now) for each in subscription.recipients) or 'nobody any more'}"]
    parts.append(f"set by <@{subscription.made_by}>")
    if subscription.is_paused(now):
        parts.append(f"paused{_until(subscription.paused_until)}")
    return " · ".join(parts)


def _place(recipient: Recipient, now: datetime) -> str:
    place = _mention(recipient)
    if recipient.trouble.startswith(NO_RIGHT):
        return f"{place} (held back: {_HELD_BACK[Verdict(recipient.trouble.removeprefix(NO_RIGHT))]})"
    if recipient.trouble:
        return f"{place} (cannot be reached: {escape(recipient.trouble)})"
    return f"{place} (muted{_until(recipient.muted_until)})" if recipient.is_muted(now) else place


def _mention(recipient: Recipient) -> str:
    return f"<#{recipient.id}>" if recipient.is_channel else f"<@{recipient.id}>"


def _until(when: datetime | None) -> str:
    if when is None or when >= FOREVER:
        return ""
    return f" until <!date^{int(when.timestamp())}^{{date_short_pretty}} {{time}}|{when:%Y-%m-%d %H:%M} UTC>"


def _buttons(subscription: Subscription, now: datetime) -> list[Block]:
    turn = Verb.RESUME if subscription.is_paused(now) else Verb.PAUSE
    now_text = "Last 90 days" if subscription.kind is Kind.ALERT else "Show me now"
    ways = [(now_text, Verb.NOW), (turn.title(), turn), ("Off", Verb.OFF)]
    buttons = [
        command_button(f"{subscription.name}-{verb}", text, f"{subscription.kind} {verb} {subscription.name}")
        for text, verb in ways
    ]
    return [*buttons, edit_button(subscription)]


def edit_button(subscription: Subscription, text: str = "Edit…") -> Block:
    """Opens the form with what it says."""
    action = edit(subscription.name)
    return {"type": "button", "action_id": action, "text": plain(text), "value": subscription.uid}


def add_button(kind: Kind) -> Block:
    """Opens the form for another one."""
    text = {Kind.DIGEST: "Add a digest…", Kind.BUDGET: "Add a budget…", Kind.ALERT: "Add an alert rule…"}[kind]
    return {"type": "button", "action_id": add(kind), "text": plain(text), "value": kind.value}


def _add(kind: Kind) -> Block:
    return {"type": "actions", "elements": [add_button(kind)]}


def _section(text: str) -> Block:
    return {"type": "section", "text": mrkdwn(text)}
