"""What somebody reads who has set a digest, or wanted to."""

from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

from bot.views.command_buttons import LONGEST, command_button, command_buttons
from bot.views.subscriptions import title
from bot.views.text import escape, mrkdwn, plain
from core import amounts
from core.digests import Occurrence, digest_of
from core.questions import NotUnderstood
from core.subscriptions import Subscription

Block = dict[str, Any]


def build_made(made: Subscription, first: Occurrence) -> tuple[str, list[Block]]:
    """`first`: the first one that is posted."""
    schedule = digest_of(made.spec).schedule
    local = first.at.astimezone(ZoneInfo(schedule.zone))
    utc = first.at.astimezone(UTC)
    place = made.recipients[0]
    where = f"in <#{place.id}>" if place.is_channel else "in your DM"
    text = (
        f"{title(made)} is set, {where}. The first one comes on {amounts.weekday(local.date())} at {local:%H:%M} "
        f"{schedule.zone} ({amounts.weekday(utc.date())} {utc:%H:%M} UTC), about "
        f"{amounts.days(first.first, first.end.fromordinal(first.end.toordinal() - 1))}, UTC days."
    )
    buttons = [
        command_button("now", "Show me now", f"digest now {made.name}"),
        command_button("list", "All digests", "digest list"),
        command_button("off", "Turn it off", f"digest off {made.name}"),
    ]
    return text, [{"type": "section", "text": mrkdwn(text)}, {"type": "actions", "elements": buttons}]


def build_not_a_digest(answer: NotUnderstood) -> tuple[str, list[Block]]:
    """What was typed stands there as plain text."""
    about = f"“{answer.what}”: " if answer.what else ""
    text = about + (answer.why or "I don't understand this part.")
    fitting = [each for each in answer.nearest if len(each) <= LONGEST]
    blocks: list[Block] = [{"type": "section", "text": plain(text)}]
    if fitting:
        blocks.append({"type": "actions", "elements": command_buttons(fitting)})
    blocks.append({"type": "context", "elements": [mrkdwn("`/tokenmeter help digest` lists what I understand.")]})
    return escape(text), blocks
