"""The DM to a manager that asks for what somebody may not, with the button that leads to where it is given."""

from typing import Any

from bot.views.access_words import limit_words
from bot.views.modal_access import access_button
from bot.views.text import escape, mrkdwn
from bot.views.trouble import connect_button
from core.rights import Action, Limit, Reach, RuleKind

Block = dict[str, Any]


def build_request(
    asker: str, wish: Action | RuleKind, subject: str = "", limit: Limit = Reach.EVERYTHING
) -> tuple[str, list[Block]]:
    """`asker` is a Slack user id; `subject` the channel the wish is about, if any; `limit` what holds there now."""
    text, button = _asked(wish, asker, subject, "nothing" if isinstance(limit, Reach) else limit_words(limit))
    text = f"<@{asker}> asks you to {text}"
    blocks: list[Block] = [{"type": "section", "text": mrkdwn(text)}]
    return text, [*blocks, {"type": "actions", "elements": [button]}] if button else blocks


def _asked(wish: Action | RuleKind, asker: str, subject: str, limit: str) -> tuple[str, Block | None]:
    match wish:
        case Action.DISCONNECT:
            return "disconnect an OpenAI account from TokenMeter: `/tokenmeter disconnect`", None
        case Action.ROTATE:
            return "rotate a key in TokenMeter: `/tokenmeter rotate`", None
        case RuleKind.SHARED:
            text = f"let figures be posted in <#{escape(subject)}>, which is shared with another organization."
            return text, access_button(RuleKind.SHARED, "Shared channels…", subject)
        case RuleKind.MEMBER:
            text = f"let them ask about more. They may ask about {limit}."
            return text, access_button(RuleKind.MEMBER, "Members…", asker)
        case RuleKind.CHANNEL:
            text = f"let more be asked in <#{escape(subject)}>. Costs there are limited to {limit}."
            return text, access_button(RuleKind.CHANNEL, "Channels…", subject)
        case Action.APPOINT | Action.LIMIT | Action.SHARE | RuleKind.MANAGER:
            return "make them a manager of TokenMeter.", access_button(RuleKind.MANAGER, "Managers…", asker)
        case _:
            return "connect an OpenAI account to TokenMeter.", connect_button()
