"""The Home tab: this month first, then what it comes from, who may what, and what is set."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from bot.views.answer import build_head
from bot.views.answer_words import footer
from bot.views.ask_buttons import ask_buttons, why_button
from bot.views.nothing_yet import Nothing, build_nothing
from bot.views.text import mrkdwn, plain, read_words
from bot.views.trouble import ONLY_MEMBERS
from bot.views.why import build_moved
from core.questions import Dimension, last_days
from core.reports import NoConnection, Report
from core.why import Explanation

Block = dict[str, Any]

_WAYS: Final = "Ask anywhere: `/tokenmeter usage last 30 days by model` · `/tokenmeter status` · `/tokenmeter help`"


def build_home(sections: Sequence[Sequence[Block]]) -> dict[str, Any]:
    """The Home tab, of sections that bring their own dividers and headers."""
    blocks = [block for section in sections for block in section]
    first = 1 if blocks and blocks[0]["type"] == "divider" else 0
    return {"type": "home", "blocks": [*blocks[first:], {"type": "context", "elements": [mrkdwn(_WAYS)]}]}


def build_home_for_guests() -> dict[str, Any]:
    """The Home tab of somebody who may see nothing."""
    return {"type": "home", "blocks": [{"type": "section", "text": mrkdwn(ONLY_MEMBERS)}]}


def build_this_month(report: Report, chart_file_id: str | None) -> list[Block]:
    """What this month came to so far, and what it will come to."""
    question = report.question
    ways = [
        ("By project", replace(question, by=(Dimension.PROJECT,))),
        ("By model", replace(question, by=(Dimension.MODEL,))),
        ("Last 30 days", replace(question, period=last_days(30, report.days.now.date()))),
    ]
    why = [] if report.change is None else [why_button(question)]
    return [
        *build_head(report, chart_file_id),
        {"type": "context", "elements": [plain(footer(report)), *read_words(report.days.read_at)]},
        {"type": "actions", "elements": [*ask_buttons(ways), *why]},
    ]


def build_no_figures(answer: Nothing) -> list[Block]:
    """Why there is no figure of this month; nothing where nothing is connected, which is said below."""
    return [] if isinstance(answer, NoConnection) else [{"type": "section", "text": mrkdwn(build_nothing(answer)[0])}]


def build_top_movers(found: Explanation) -> list[Block]:
    """What moved the bill of this month so far."""
    return [{"type": "divider"}, {"type": "header", "text": plain("What moved")}, *build_moved(found)]
