"""What is said of a file: that it comes, what is in it, and why there is none."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from bot.answers.exporting import Prepared, Written
from bot.views.answer_words import narrowed_words
from bot.views.ask_buttons import sentence_buttons
from bot.views.text import escape, mrkdwn, plain
from core import amounts
from core.export import Form, export_sentence
from core.questions import Dimension
from core.reports.chart import subject

Block = dict[str, Any]
Build = Callable[[Prepared], tuple[str, list[Block]]]

_FORMS: Final = {Form.CSV: "csv", Form.XLSX: "xlsx", Form.FOCUS_1_2: "FOCUS 1.2", Form.FOCUS_1_4: "FOCUS 1.4"}


def export_title(prepared: Prepared) -> str:
    """ "TokenMeter · last 30 days by project": plain text."""
    return f"TokenMeter · {_asked(prepared)}"


def export_comment(prepared: Prepared, written: Written) -> str:
    """The line beside the file, as mrkdwn: what it is, how much stands in it, and what does not."""
    costs = escape(" and ".join(amounts.billed(nanos, currency) for currency, nanos in written.costs.items()))
    rows = "1 row" if written.rows == 1 else f"{amounts.count(written.rows)} rows"
    what = _what(prepared)
    line = f"{escape(what[0].upper() + what[1:])}: {rows}, {costs or 'nothing'} billed."
    return " ".join([line, *map(escape, _notes(prepared))])


def build_coming(prepared: Prepared) -> tuple[str, list[Block]]:
    return _message(f"Your file comes by DM: {_what(prepared)}.")


def build_file_in_dm(channel: str) -> tuple[str, list[Block]]:
    """The bot may post in this channel without being in it; files it may not."""
    text = (
        f"The file is in your DM: TokenMeter shares files only where it is a member. Someone in <#{channel}> can "
        "change that with `/invite @TokenMeter`."
    )
    return text, [{"type": "section", "text": mrkdwn(text)}]


def build_empty(prepared: Prepared) -> tuple[str, list[Block]]:
    return _message(f"There is no file, for nothing would stand in it: {_what(prepared)}.", *_notes(prepared))


def build_too_many_rows(prepared: Prepared) -> tuple[str, list[Block]]:
    text = (
        "A sheet of Excel holds 1,048,576 rows, and this would be more. As csv there is no such end; or ask for fewer "
        "days, or for less at once, as with `by project, model`."
    )
    wanted = prepared.wanted
    by_less = replace(wanted, question=replace(wanted.question, by=(Dimension.PROJECT, Dimension.MODEL)))
    sentences = [export_sentence(replace(wanted, form=Form.CSV)), export_sentence(by_less)]
    block: Block = {"type": "section", "text": mrkdwn(text)}
    return text, [block, {"type": "actions", "elements": sentence_buttons((each, each) for each in sentences)}]


def build_too_large(prepared: Prepared) -> tuple[str, list[Block]]:
    return _message(
        f"Slack takes no file of more than a gigabyte, and this would be one: {_what(prepared)}.",
        "Ask for fewer days at once. Who runs TokenMeter can write it with `tokenmeter export` too.",
    )


def build_not_taken(why: str) -> tuple[str, list[Block]]:
    """`why`: Slack's own word."""
    return _message(
        "The file was written, but it could not be shared in your DM.",
        f"Slack says {why}. Please try again in a minute; if it stays, ask who looks after the Slack app.",
    )


def _asked(prepared: Prepared) -> str:
    question = prepared.wanted.question
    return subject(question) + (f" by {', '.join(question.by)}" if question.by else "")


def _what(prepared: Prepared) -> str:
    width = ", usage by the hour" if prepared.wanted.hourly else ""
    days = amounts.days(prepared.days[0], prepared.days[-1], year=True)
    return f"{_asked(prepared)} as {_FORMS[prepared.wanted.form]} ({days}, UTC days{width})"


def _notes(prepared: Prepared) -> list[str]:
    """What is not in it, a sentence each."""
    notes = narrowed_words(prepared.wanted.question.filters, prepared.scopes)
    if prepared.missing:
        notes.append(f"Not collected yet, and not in it: {amounts.named_days(prepared.missing)}.")
    if any(each.dimension is Dimension.ITEM for each in prepared.wanted.question.filters):
        notes.append("Usage is not known by line item, and not in it.")
    if prepared.unsplit:
        named = amounts.named_days(prepared.unsplit)
        notes.append(f"OpenAI does not split costs that way, so those of {named} are not in it.")
    return notes


def _message(text: str, *more: str) -> tuple[str, list[Block]]:
    """Names in it are shown as they are; `more` are further sentences."""
    whole = " ".join([text, *more])
    return escape(whole), [{"type": "section", "text": plain(whole)}]
