"""What is set for everybody, on the Home tab."""

from datetime import date
from typing import Any

from bot.views.ids import WEEK_START
from bot.views.text import mrkdwn, plain
from core import amounts
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
    text = "*First day of the week*, for everybody here: `this week`, `last week` and bars of weeks go by it"
    return [{"type": "section", "text": mrkdwn(text), "accessory": menu}]


def build_history(plan: str, days: int, first: date | None, hourly_days: int) -> list[Block]:
    """The plan and how far the history goes. `days`: how many the plan imports; `first`: the first day of any
    connection's history, None where there is no connection; `hourly_days`: for how many days hours are kept."""
    begins = f" What is collected begins on {amounts.day(first, year=True)}." if first is not None else ""
    text = (
        f"*History*: the {plan} plan, which imports {days} days for each connection.{begins} Hours are kept for "
        f"{hourly_days} days, days for good."
    )
    return [{"type": "context", "elements": [mrkdwn(text)]}]
