"""What managers set for everybody, on the Home tab."""

from typing import Any

from bot.views.ids import WEEK_START
from bot.views.text import mrkdwn, plain
from core.weeks import WeekStart

Block = dict[str, Any]


def build_week_start(now: WeekStart) -> list[Block]:
    """Blocks, for managers."""
    options = [{"text": plain(start.title), "value": start.title} for start in WeekStart]
    menu = {
        "type": "static_select",
        "action_id": WEEK_START,
        "placeholder": plain("Weeks start on"),
        "options": options,
        "initial_option": next(option for option in options if option["value"] == now.title),
    }
    text = "*Weeks* start for everybody here on the same day: in `this week`, `last week` and bars of a week"
    return [{"type": "section", "text": mrkdwn(text), "accessory": menu}]
