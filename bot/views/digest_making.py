"""What somebody reads who has set a digest, or wanted to."""

from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.views.command_buttons import command_button
from bot.views.subscriptions import kept_back, title
from bot.views.text import mrkdwn
from core import amounts
from core.digests import Occurrence, digest_of
from core.subscriptions import Subscription

Block = dict[str, Any]

IS_OFF: Final = "That digest is off, or not yours to change. `/tokenmeter digest` lists those there are."


def build_made(made: Subscription, first: Occurrence, now: datetime) -> tuple[str, list[Block]]:
    """`first`: the first one that is posted, if nothing keeps it back."""
    schedule = digest_of(made.spec).schedule
    local = first.at.astimezone(ZoneInfo(schedule.zone))
    utc = first.at.astimezone(UTC)
    place = made.recipients[0]
    where = f"in <#{place.id}>" if place.is_channel else "in your DM"
    comes = (
        f"The first one comes on {amounts.weekday(local.date())} at {local:%H:%M} "
        f"{schedule.zone} ({amounts.weekday(utc.date())} {utc:%H:%M} UTC), about "
        f"{amounts.days(first.first, first.end.fromordinal(first.end.toordinal() - 1))}, UTC days."
    )
    text = f"{title(made)} is set, {where}. {kept_back(made, now) or comes}"
    buttons = [
        command_button("now", "Show me now", f"digest now {made.name}"),
        command_button("list", "All digests", "digest list"),
        command_button("off", "Turn it off", f"digest off {made.name}"),
    ]
    return text, [{"type": "section", "text": mrkdwn(text)}, {"type": "actions", "elements": buttons}]
