"""What is told of a budget: what of how much, since when, where it is heading, and what most of it is."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from bot.views.answer_words import facts, footer
from bot.views.ask_buttons import why_button
from bot.views.budget_words import ahead_words, light, reached_words, replay_words, spent_words, standing_words
from bot.views.command_buttons import command_button
from bot.views.ids import command
from bot.views.subscriptions import edit_button, title
from bot.views.text import escape, mrkdwn, plain, read_words
from bot.views.why_words import one_line
from core import amounts
from core.budgets import AHEAD, State, WouldHave, budget_of, sentence
from core.forecasts import Forecast
from core.questions import in_words
from core.questions.words import shortened
from core.reports import Report, alt_text
from core.reports.month_chart import month_alt_text
from core.subscriptions import Subscription

Block = dict[str, Any]

LONGEST_HEADER: Final = 150
LONGEST_ALT: Final = 2000


def build_budget(
    subscription: Subscription, state: State, what: int | None, chart_file_id: str | None
) -> tuple[str, list[Block]]:
    """`what`: the threshold in percent that is reached, or AHEAD; None where it is only looked at.

    Names from outside stand in plain text only.
    """
    of = shortened(in_words(subscription.filters))
    called, news = f"{light(state)} {subscription.name}", _news(state, what)
    head = f"{called} · {of}: {news}" if of else f"{called}: {news}"
    blocks: list[Block] = [
        {"type": "header", "text": plain(head[:LONGEST_HEADER])},
        {"type": "section", "text": plain("\n".join(_facts(state, what)))},
    ]
    if chart_file_id is not None and state.report is not None:
        picture = {"slack_file": {"id": chart_file_id}, "alt_text": _alt(state, state.report)[:LONGEST_ALT]}
        blocks.append({"type": "image", **picture})
    read = read_words(state.report.days.read_at) if state.report is not None else []
    blocks.append({"type": "context", "elements": [plain(_trust(subscription, state)), *read]})
    blocks.append({"type": "actions", "elements": _buttons(subscription, state)})
    return f"{called}{f' · {escape(of)}' if of else ''}: {news}. {_facts(state, what)[0]}", blocks


def build_preview(
    name: str, state: State, replay: Sequence[WouldHave], chart_file_id: str | None
) -> tuple[str, list[Block]]:
    """How a budget that is not kept yet stands, and what it would have told."""
    head = f"{light(state)} Preview: {standing_words(state)}"
    blocks: list[Block] = [
        {"type": "header", "text": plain(head[:LONGEST_HEADER])},
        {"type": "section", "text": plain("\n".join([*_facts(state, None), replay_words(replay)]))},
    ]
    if chart_file_id is not None and state.report is not None:
        picture = {"slack_file": {"id": chart_file_id}, "alt_text": _alt(state, state.report)[:LONGEST_ALT]}
        blocks.append({"type": "image", **picture})
    return head, [*blocks, {"type": "context", "elements": [plain(shortened(name))]}]


def build_no_state(subscription: Subscription, *, yours: bool) -> tuple[str, list[Block]]:
    """`yours`: whether the person may see it, and it is not known."""
    why = (
        "What is spent of it, we don't know yet: nothing of its period is collected."
        if yours
        else "it has figures in it that you may not ask about: a manager of TokenMeter has limited that."
    )
    text = f"{title(subscription)}: {why}"
    return text, [{"type": "section", "text": mrkdwn(text)}]


def _alt(state: State, report: Report) -> str:
    if isinstance(state.ahead, Forecast):
        return month_alt_text(report, state.ahead, state.budget.amount)
    return alt_text(report)


def _news(state: State, what: int | None) -> str:
    if what is None:
        return standing_words(state)
    return ahead_words(state) if what == AHEAD else reached_words(state, what)


def _facts(state: State, what: int | None) -> list[str]:
    lines = spent_words(state, what)
    report = state.report
    if report is None:
        return lines
    if report.share is not None:
        name, percent = report.share
        lines.append(f"Most of it: {one_line(name)}, {amounts.in_percent(percent)}")
    return [*lines, *facts(replace(report, forecast=None))[1:]]


def _trust(subscription: Subscription, state: State) -> str:
    said = shortened(sentence(budget_of(subscription.spec), subscription.filters))
    return f"{subscription.name} · {said}{f' · {footer(state.report)}' if state.report is not None else ''}"


def _buttons(subscription: Subscription, state: State) -> list[Block]:
    name = subscription.name
    ways = [
        ("Mute for 1 day", f"budget mute {name} for 1 day"),
        ("Mute for 7 days", f"budget mute {name} for 7 days"),
        ("Turn it off", f"budget off {name}"),
    ]
    mute = {
        "type": "static_select",
        "action_id": command("mute"),
        "placeholder": plain("Mute…"),
        "options": [{"text": plain(text), "value": said} for text, said in ways],
    }
    why = [why_button(replace(state.report.question, by=()))] if state.report is not None else []
    return [*why, edit_button(subscription, "Raise…"), mute, command_button("list", "All budgets", "budget list")]
