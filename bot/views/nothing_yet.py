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
from core.questions import Dimension, Measure, NotUnderstood, Question, last_days
from core.questions.dimensions import RATES
from core.reports import BeforeHistory, NoConnection, NoSuchUser, NothingLeft, NothingUsed, NothingYet, Unmatched
from core.reports.chart import subject

Block = dict[str, Any]

NO_CONNECTION = "No OpenAI account is connected. An admin of this workspace can connect one in a minute."


Nothing = NoConnection | NothingYet | BeforeHistory | NothingUsed | NothingLeft | NotUnderstood | NoSuchUser


def build_nothing(answer: Nothing) -> tuple[str, list[Block]]:
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
        case NoSuchUser():
            return _no_such_user(answer)


def build_own_only(question: Question) -> tuple[str, list[Block]]:
    """A member asked for other people's figures: what is offered is their own, or the same without people."""
    own, by_key = replace(question, mine=True), _without_people(question)
    text = "Figures by person are for those who manage TokenMeter; anybody may see their own."
    without_others = tuple(each for each in own.filters if each.dimension is not Dimension.USER)
    by = tuple(each for each in own.by if each is not Dimension.USER)
    return _message(text, ask_buttons([("Mine", replace(own, by=by, filters=without_others)), ("By key", by_key)]))


def _no_such_user(answer: NoSuchUser) -> tuple[str, list[Block]]:
    whose = f"the e-mail of {escape(answer.who.removeprefix('user '))}" if answer.who else "your e-mail"
    match answer.why:
        case Unmatched.NO_EMAIL:
            text = (
                f"Slack does not tell TokenMeter {whose}, by which it finds people among OpenAI's users. Who looks "
                "after the Slack app can add the scope `users:read.email` and install it again."
            )
        case Unmatched.NOT_LISTED:
            text = (
                f"No user of OpenAI that TokenMeter may read has {whose}. Not every connected key may list them: "
                "`/tokenmeter status` says what to tick."
            )
        case Unmatched.NOBODY:
            text = (
                f"No user of the connected OpenAI organizations has {whose}, as Slack tells it. OpenAI's users are "
                "read once a day."
            )
    return _message(text, ask_buttons([("By key", _without_people(answer.question))]))


def _without_people(question: Question) -> Question:
    by = tuple(dict.fromkeys(Dimension.KEY if each is Dimension.USER else each for each in question.by))
    filters = tuple(each for each in question.filters if each.dimension is not Dimension.USER)
    return replace(question, by=by or (Dimension.KEY,), filters=filters, mine=False)


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
    what = _nothing_of(question.measure)
    span = amounts.days(days.first, days.last, year=True)
    text = f"{what} · {escape(subject(question))} ({span}, UTC days)."
    text += "".join(f" {escape(each)}" for each in narrowed_words(question.filters, answer.scopes))
    if days.missing:
        text += f" Not collected yet: {amounts.named_days(days.missing)}."
    today = days.now.date()
    longer = [("Last 30 days", _of_last(30, question, today)), ("Last 90 days", _of_last(90, question, today))]
    return _message(text, ask_buttons(each for each in longer if each[1] != question))


def _nothing_of(measure: Measure) -> str:
    match measure:
        case Measure.COST:
            return "$0.00: OpenAI billed nothing"
        case Measure.BATCH_SHARE:
            return "No batch share is known: of no tokens is it told whether they went in batches"
        case _ if measure in RATES:
            return f"No {measure} is known: no {RATES[measure].under} were counted"
        case _:
            return f"No {measure} were used"


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
