"""Why something is not told any more where it was wished for, and what to do."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot.views.command_buttons import command_button
from bot.views.limited import whom_to_ask
from bot.views.subscriptions import title
from bot.views.text import escape, mrkdwn
from core.rights import Verdict
from core.subscriptions import Recipient, Subscription

Block = dict[str, Any]

_INVITE: Final = "Somebody in that channel can type `/invite @TokenMeter` there; it then goes on by itself."
_WHY: Final = {
    "not_in_channel": f"TokenMeter is not in that channel. {_INVITE}",
    "channel_not_found": f"Slack does not show TokenMeter that channel any more: it is private now, or gone. {_INVITE}",
    "is_archived": "That channel is archived. Once it is not any more, it goes on by itself.",
    "restricted_action": "Only some people may post in that channel; TokenMeter is none of them.",
    "user_not_found": "Slack knows nobody of that name any more.",
    "user_disabled": "That account is deactivated.",
    "cannot_dm_bot": "That is a bot, and bots get no DMs.",
}
_NO_RIGHT: Final = {
    Verdict.PRIVATELY: "People of other organizations are in that channel now, and no manager of TokenMeter has "
    "allowed figures there yet. A manager can do that on the Home tab.",
    Verdict.NOTHING: "A manager of TokenMeter has limited what may be asked about there, or by who set it.",
    Verdict.MANAGERS_ONLY: "A manager of TokenMeter has limited that channel; what is posted there is for managers to "
    "say. A manager can resume it.",
    Verdict.MEMBERS_ONLY: "Who set it is not a full member of this workspace any more. Whoever resumes it takes it "
    "over.",
    Verdict.IN_THE_CHANNEL_ONLY: "Who set it is not in that channel any more.",
    Verdict.YES: "",
}
_NO_RIGHT_OF_THEIRS: Final = {
    Verdict.NOTHING: "A manager of TokenMeter has limited what they may ask about.",
    Verdict.MEMBERS_ONLY: "They are not a full member of this workspace any more. Whoever resumes it is told instead.",
}


def build_unreachable(subscription: Subscription, recipient: Recipient, code: str) -> tuple[str, list[Block]]:
    return _message(subscription, recipient, _WHY.get(code, f"Slack answers `{escape(code)}`."))


def build_no_right(
    subscription: Subscription, recipient: Recipient, verdict: Verdict, managers: Sequence[str] = ()
) -> tuple[str, list[Block]]:
    """`managers`: the ids of those whom the person who reads it has to ask."""
    why = _no_right(recipient, verdict)
    return _message(subscription, recipient, f"{why} {whom_to_ask(managers)}" if managers else why)


def build_resumed(
    subscription: Subscription, gone: Sequence[str], held: Mapping[str, Verdict], muted: Sequence[str] = ()
) -> str:
    """For who resumed it. `gone`: whom they are told instead of; `held`: who is not told all the same, and why;
    `muted`: the channels that have muted it."""
    told = {each.id for each in subscription.recipients} - held.keys()
    parts = [f"{title(subscription)} goes on."] if told or not held else [f"{title(subscription)} cannot go on."]
    if gone:
        parts.append(f"You are told instead of {', '.join(f'<@{each}>' for each in gone)}.")
    for recipient, verdict in ((Recipient(each), held[each]) for each in held):
        parts.append(f"It is not told {_place(recipient)}: {_no_right(recipient, verdict)}")
    if muted:
        back = f"`/tokenmeter {subscription.kind} resume {subscription.name}` there ends that."
        parts.append(f"It stays muted in {', '.join(f'<#{each}>' for each in muted)}; {back}")
    return " ".join(parts)


def _no_right(recipient: Recipient, verdict: Verdict) -> str:
    """By the rights of who made it in a channel, and by a person's own."""
    return _NO_RIGHT[verdict] if recipient.is_channel else _NO_RIGHT_OF_THEIRS.get(verdict, _NO_RIGHT[verdict])


def _place(recipient: Recipient) -> str:
    return f"in <#{recipient.id}>" if recipient.is_channel else f"to <@{recipient.id}>"


def _message(subscription: Subscription, recipient: Recipient, why: str) -> tuple[str, list[Block]]:
    text = (
        f"{title(subscription)} is not told {_place(recipient)}: {why} Nothing else stops, and you are told this once."
    )
    kind, name = subscription.kind, subscription.name
    buttons = [
        command_button("resume", "Resume", f"{kind} resume {name}"),
        command_button("off", "Turn it off", f"{kind} off {name}"),
    ]
    return text, [{"type": "section", "text": mrkdwn(text)}, {"type": "actions", "elements": buttons}]
