"""Why there is no report, and the next step as a button."""

from dataclasses import replace
from datetime import date
from typing import Any

from bot.views.answer_words import narrowed_words
from bot.views.ask_buttons import ask_buttons
from bot.views.not_understood import build_not_understood
from bot.views.text import escape, mrkdwn
from bot.views.trouble import connect_button
from core import amounts
from core.questions import Measure, NotUnderstood, Question, last_days
from core.reports import BeforeHistory, NoConnection, NothingLeft, NothingUsed, NothingYet
from core.reports.chart import subject

Block = dict[str, Any]

NO_CONNECTION = "No OpenAI account is connected. An admin of this workspace can connect one in a minute."


def build_nothing(
    answer: NoConnection | NothingYet | BeforeHistory | NothingUsed | NothingLeft | NotUnderstood,
) -> tuple[str, list[Block]]:
    """Text and blocks, for the person who asked."""
    match answer:
        case NotUnderstood():
            return build_not_understood(answer)
        case NoConnection():
            return _message(NO_CONNECTION, [connect_button()])
        case NothingYet():
            return _message(_importing(answer), ask_buttons([("Ask again", answer.question)]))
        case BeforeHistory():
            return _before_history(answer)
        case NothingUsed():
            return _nothing_used(answer)
        case NothingLeft():
            return _nothing_left(answer)


def _importing(answer: NothingYet) -> str:
    text = f"We don't know yet: {answer.question.period.title} is still to be imported"
    progress = f" ({answer.done} of {answer.days} days so far, newest first)." if answer.done else "."
    if answer.in_trouble:
        return f"{text}{progress} OpenAI cannot be read at the moment; `/tokenmeter status` says why."
    return f"{text}{progress} It goes on by itself."


def _before_history(answer: BeforeHistory) -> tuple[str, list[Block]]:
    begins = amounts.day(answer.history_from, year=True)
    text = f"What is collected begins on {begins}; {answer.question.period.title} lies before it."
    return _message(text, ask_buttons([("Last 30 days", _of_last(30, answer.question, answer.today))]))


def _nothing_used(answer: NothingUsed) -> tuple[str, list[Block]]:
    days, question = answer.days, answer.question
    what = "$0.00: OpenAI billed nothing" if question.measure is Measure.COST else f"No {question.measure} were used"
    span = amounts.days(days.first, days.last, year=True)
    text = f"{what} · {escape(subject(question))} ({span}, UTC days)."
    text += "".join(f" {escape(each)}" for each in narrowed_words(question.filters, answer.scopes))
    if days.missing:
        text += f" Not collected yet: {amounts.named_days(days.missing)}."
    today = days.now.date()
    longer = [("Last 30 days", _of_last(30, question, today)), ("Last 90 days", _of_last(90, question, today))]
    return _message(text, ask_buttons(each for each in longer if each[1] != question))


def _nothing_left(answer: NothingLeft) -> tuple[str, list[Block]]:
    if not any(answer.scopes):
        text = f"Nothing that is collected is left: {escape(subject(answer.question))}."
    else:
        limits = " ".join(escape(each) for each in narrowed_words((), answer.scopes))
        text = f"Nothing that is collected is within the limits here. {limits}"
    return _message(
        text,
        ask_buttons([("Without filters", replace(answer.question, filters=()))] if answer.question.filters else []),
    )


def _of_last(number: int, question: Question, today: date) -> Question:
    return replace(question, period=last_days(number, today))


def _message(text: str, buttons: list[Block]) -> tuple[str, list[Block]]:
    blocks: list[Block] = [{"type": "section", "text": mrkdwn(text)}]
    return text, [*blocks, {"type": "actions", "elements": buttons}] if buttons else blocks
