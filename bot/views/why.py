"""Why a bill is what it is: one sentence, who moved it and how, and how far to trust that."""

from dataclasses import replace
from typing import Any, Final

from bot.views.ask_buttons import sentence_buttons
from bot.views.movers import build_movers
from bot.views.text import escape, plain, read_words
from bot.views.why_words import facts, mover_words, news_words, one_line, sentence_words, span, trust
from core import amounts
from core.questions import Dimension, Question, last_days, sentence
from core.questions.periods import single_day
from core.questions.words import LONGEST
from core.why import Explanation, Incomparable, Mover, NothingBilled, NothingSettled, latest, why_sentence
from core.why.asked import SPLITS

Block = dict[str, Any]

_LONGEST_BUTTON_NAME: Final = 40


def build_why(found: Explanation) -> tuple[str, list[Block]]:
    """Text and blocks. Names from outside stand in plain text and rich text only."""
    first = sentence_words(found)
    head, *movers = build_moved(found)
    blocks = [head]
    if notes := facts(found):
        blocks.append({"type": "section", "text": plain("\n".join(notes))})
    blocks += movers
    if news := news_words(found):
        blocks.append({"type": "section", "text": plain("\n".join(news))})
    blocks.append({"type": "context", "elements": [plain(trust(found)), *read_words(found.read_at)]})
    blocks.append({"type": "actions", "elements": sentence_buttons(_next(found))})
    return escape(first), blocks


def build_moved(found: Explanation) -> list[Block]:
    """The same in short: the sentence and the lines that add up to it."""
    lines = [(_signed(mover), _named(found, mover), mover_words(found, mover)) for mover in found.movers]
    movers = [build_movers(lines)] if lines else []
    return [_rich({"type": "text", "text": sentence_words(found), "style": {"bold": True}}), *movers]


def build_nothing_settled(answer: NothingSettled) -> tuple[str, list[Block]]:
    """Text and blocks: what can be explained instead."""
    title = answer.question.period.title
    text = (
        f"Nothing of {title} is settled yet, so we don't know yet what it will come to. A day settles once it has been "
        "over for two days and its bill then stays the same for one."
    )
    buttons = [(f"Usage {title}"[:_LONGEST_BUTTON_NAME], sentence(replace(answer.question, by=(), privately=True)))]
    if answer.newest is not None:
        text += f" Settled to {amounts.day(answer.newest)}."
        newest = replace(answer.question, period=single_day(answer.newest))
        buttons.insert(0, (f"Why {amounts.weekday(answer.newest)}", why_sentence(newest)))
    return _message(text, buttons)


def build_incomparable(answer: Incomparable) -> tuple[str, list[Block]]:
    text = (
        f"{span(answer.days, answer.days[1].year)} would be compared with {span(answer.before, answer.days[1].year)}, "
        f"and not all of that is collected and settled. What is collected begins on "
        f"{amounts.day(answer.history_from, year=True)}."
    )
    usage = sentence(replace(answer.question, by=(Dimension.PROJECT,), privately=True))
    newest = replace(answer.question, period=latest(answer.days[1]))
    return _message(text, [("Why the newest day", why_sentence(newest)), ("Usage by project", usage)])


def build_nothing_billed(answer: NothingBilled) -> tuple[str, list[Block]]:
    year = answer.days[1].year
    text = f"OpenAI billed nothing on {span(answer.days, year)}, and nothing on {span(answer.before, year)}."
    text += "".join(f" {each}" for each in facts(answer))
    longer = replace(answer.question, period=last_days(30, answer.days[1]), privately=True)
    return _message(text, [("Last 30 days", sentence(longer))])


def _message(text: str, buttons: list[tuple[str, str]]) -> tuple[str, list[Block]]:
    return escape(text), [
        {"type": "section", "text": plain(text)},
        {"type": "actions", "elements": sentence_buttons(buttons)},
    ]


def _signed(mover: Mover) -> str:
    difference = mover.cost.difference
    return f"{amounts.arrow(difference)} {mover.shown}" if difference else mover.shown


def _named(found: Explanation, mover: Mover) -> str:
    if mover.name:
        return one_line(mover.name)
    return f"everything else ({mover.others} {found.by}{'s' if mover.others > 1 else ''})"


def _rich(*elements: Block) -> Block:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


def _next(found: Explanation) -> list[tuple[str, str]]:
    """What the buttons ask: the same by another dimension, the days' usage, and that of what moved most."""
    asked = replace(found.question, by=(), privately=False)
    others = [(f"Why by {by}", why_sentence(replace(asked, by=(by,)))) for by in SPLITS if by is not found.by]
    usage = replace(asked, by=(found.by,), privately=True)
    top = next((mover for mover in found.movers if mover.filter is not None), None)
    if top is None or top.filter is None:
        return [*others, (f"Usage by {found.by}", sentence(usage))]
    inside = next(by for by in SPLITS if by is not found.by)
    narrowed = Question(asked.period, (inside,), filters=(*asked.filters, top.filter), mine=asked.mine, privately=True)
    of_top = f"Usage of {one_line(top.name)[:_LONGEST_BUTTON_NAME]} by {inside}", sentence(narrowed)
    ways = [*others, (f"Usage by {found.by}", sentence(usage)), of_top]
    return [each for each in ways if len(each[1]) <= LONGEST]
