"""What somebody reads who has set a budget, or wanted to. Text is mrkdwn of ours, unless it says otherwise."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from bot.views.budget_words import list_words
from bot.views.command_buttons import command_button
from bot.views.subscriptions import edit_button, kept_back, title
from bot.views.text import escape, mrkdwn
from core import amounts
from core.budgets import Budget, State, Wanted, budget_of, sentence
from core.questions import Filters, in_words
from core.questions.words import shortened
from core.subscriptions import Recipient, Subscription

Block = dict[str, Any]
Message = tuple[str, list[Block]]

IS_GONE: Final = "That budget was turned off meanwhile. Nothing was changed."


def build_made(made: Subscription, state: State | None, now: datetime, *, changed: bool) -> Message:
    """`state`: how it stands, where the person may see that here."""
    budget = budget_of(made.spec)
    steps = [amounts.in_percent(each) for each in budget.thresholds]
    at = f"{', '.join(steps[:-1])} and {steps[-1]}" if len(steps) > 1 else steps[0]
    to = ", ".join(_place(each) for each in made.recipients)
    text = f"{title(made)} is {'changed' if changed else 'set'}. {to} {_is(made)} told at {at}."
    if held := kept_back(made, now):
        text = f"{text} {held}"
    if state is not None:
        text = f"{text}\n{list_words(state)}"
    buttons = [
        command_button("now", "Show me now", f"budget now {made.name}"),
        edit_button(made),
        command_button("list", "All budgets", "budget list"),
        command_button("off", "Turn it off", f"budget off {made.name}"),
    ]
    return text, [{"type": "section", "text": mrkdwn(text)}, {"type": "actions", "elements": buttons}]


def build_nothing_to_preview(wanted: Wanted) -> Message:
    text = (
        f"Preview of `{escape(shortened(wanted.sentence))}`: what is spent so far, we don't know yet. Nothing of these "
        "days is collected."
    )
    return text, [{"type": "section", "text": mrkdwn(text)}]


def too_wide(recipient: str, scopes: Sequence[Filters], budget: Budget, *, themselves: bool) -> str:
    """Why it is not told there: it has more in it than may be seen there. What others may see is nobody's business."""
    if not themselves:
        place = _place(Recipient(recipient))
        return f"This budget has more in it than {place} may be told about: a manager of TokenMeter has limited that."
    limits = " and ".join(escape(in_words(each)) for each in scopes)
    [first, *others] = scopes
    instead = f" `/tokenmeter budget {escape(sentence(budget, first))}` would be within that." if not others else ""
    return f"You may be told about {limits} alone, and this budget has more in it.{instead}"


def _place(recipient: Recipient) -> str:
    return f"<#{recipient.id}>" if recipient.is_channel else f"<@{recipient.id}>"


def _is(made: Subscription) -> str:
    return "is" if len(made.recipients) == 1 else "are"
