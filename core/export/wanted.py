"""What file somebody asks for: a question, and behind "as" and "per" its format and how fine it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from core.export.figures import EVERYTHING, FOCUS_SPLITS_BY
from core.grain import Grain
from core.questions import Dimension, Measure, NotUnderstood, Question, parse, sentence
from core.questions.clauses import Clause, read_grain
from core.questions.dimensions import OF_CONNECTIONS
from core.questions.words import Word, read
from core.weeks import WeekStart


class Form(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    FOCUS_1_2 = "focus"
    """FOCUS, the FinOps Foundation's format for bills, as CSV."""
    FOCUS_1_4 = "focus 1.4"

    @property
    def is_focus(self) -> bool:
        return self in (Form.FOCUS_1_2, Form.FOCUS_1_4)


@dataclass(frozen=True, slots=True)
class Wanted:
    question: Question
    form: Form = Form.CSV
    hourly: bool = False
    """Usage by the hour, where it is kept so; costs are known by the day."""

    @property
    def split_by(self) -> tuple[Dimension, ...]:
        """What its rows are split by, beside day and connection."""
        if self.form.is_focus:
            return FOCUS_SPLITS_BY
        return tuple(each for each in self.question.by or EVERYTHING if each not in OF_CONNECTIONS)


_FORMS: Final = {"csv": Form.CSV, "xlsx": Form.XLSX, "excel": Form.XLSX, "focus": Form.FOCUS_1_2}
_FOCUS: Final = re.compile(r"(?:focus)?v?([0-9]+(?:\.[0-9]+)+)")
"""A version behind the word, or in one with it."""
_VERSIONS: Final = {"1.2": Form.FOCUS_1_2, "1.4": Form.FOCUS_1_4}
_NO_FORM: Final = "I write csv, xlsx, focus (which is FOCUS 1.2) and focus 1.4."
_WIDTHS: Final[dict[object, bool]] = {Grain.HOUR: True, Grain.DAY: False}
_NO_WIDTH: Final = "A file is by the day, or by the hour."


@dataclass(frozen=True, slots=True)
class _Part:
    """Words that say something of the file, and what."""

    words: Sequence[Word]
    said: Form | bool | None
    """None for what is not understood."""
    why: str = ""
    """Why there is no such file."""


def read_wanted(text: str, today: date, week_start: WeekStart = WeekStart.MONDAY) -> Wanted | NotUnderstood:
    """What follows `/tokenmeter export`. `today` is the UTC day. Any text gets an answer, never an exception."""
    typed = read(text)
    parts = _parts(typed.words)
    form = next((part.said for part in parts if isinstance(part.said, Form)), Form.CSV)
    hourly = next((part.said for part in parts if isinstance(part.said, bool)), False)
    question = parse(_without(parts, typed.text), today, week_start=week_start)
    if isinstance(question, NotUnderstood):
        return as_export(question, form, hourly=hourly)
    wanted = Wanted(question, form, hourly)
    for part in parts:
        if why := part.why or _contradiction(part, wanted):
            return NotUnderstood(typed.part(part.words), (export_sentence(wanted),), why)
    return _possible(wanted)


def file_of_answer(question: Question) -> Wanted:
    """The file whose figures an answer to `question` shows."""
    asked = replace(question, measure=Measure.COST, table=False, privately=False, per=None, ranked=False)
    return Wanted(asked, hourly=question.per is Grain.HOUR)


def export_sentence(wanted: Wanted) -> str:
    """As one types it; `read_wanted` reads the same from it behind the first word."""
    words = [_exporting(sentence(wanted.question)), *(["per hour"] if wanted.hourly else [])]
    return " ".join([*words, *([f"as {wanted.form}"] if wanted.form is not Form.CSV else [])])


def as_export(answer: NotUnderstood, form: Form, *, hourly: bool) -> NotUnderstood:
    """The same answer, where the sentences that do work ask for a file."""
    behind = f"{' per hour' if hourly else ''}{f' as {form}' if form is not Form.CSV else ''}"
    return replace(answer, nearest=tuple(f"{_exporting(each)}{behind}" for each in answer.nearest))


def _without(parts: Sequence[_Part], text: str) -> str:
    for part in reversed(parts):
        text = f"{text[: part.words[0].start]} {text[part.words[-1].end :]}"
    return text


def _contradiction(part: _Part, wanted: Wanted) -> str:
    """What is wrong with a part that says something else than an earlier one; "" when it does not."""
    if isinstance(part.said, Form):
        return "" if part.said is wanted.form else "That is two formats."
    return "That is two widths." if part.said is not None and part.said is not wanted.hourly else ""


def _exporting(question: str) -> str:
    return f"export{question.removeprefix('usage')}"


def _possible(wanted: Wanted) -> Wanted | NotUnderstood:
    """The same, unless there is no such file."""
    question = wanted.question
    if question.per is not None:
        daily = replace(wanted, question=replace(question, per=None))
        return NotUnderstood(f"by {question.per}", (export_sentence(daily),), _NO_WIDTH)
    if question.measure is not Measure.COST:
        instead = replace(wanted, question=replace(question, measure=Measure.COST))
        why = "A file has costs, tokens and requests, each in its own column."
        return NotUnderstood(f"in {question.measure}", (export_sentence(instead),), why)
    if wanted.form.is_focus and (question.by or wanted.hourly):
        what = f"by {', '.join(question.by)}" if question.by else "per hour"
        why = "FOCUS says itself what it is split by: costs by the day, account, project and line item."
        focus = Wanted(replace(question, by=()), wanted.form)
        return NotUnderstood(what, (export_sentence(focus), export_sentence(replace(wanted, form=Form.CSV))), why)
    return wanted


def _parts(words: Sequence[Word]) -> Sequence[_Part]:
    found: list[_Part] = []
    at = 0
    while at < len(words):
        part = _form(words[at:]) if words[at].text == "as" else _width(words[at:])
        if part is not None:
            found.append(part)
        at += len(part.words) if part is not None else 1
    return found


def _form(words: Sequence[Word]) -> _Part:
    form = _FORMS.get(words[1].text) if len(words) > 1 else None
    for used in (words[:2], words[:3]):
        found = _FOCUS.fullmatch(used[-1].text)
        if found and used[1].text.startswith("focus"):
            return _Part(used, _VERSIONS.get(found[1]), "" if found[1] in _VERSIONS else _NO_FORM)
    return _Part(words[:2], form, "" if form else _NO_FORM)


def _width(words: Sequence[Word]) -> _Part | None:
    found = read_grain(["per" if word.text == "by" else word.text for word in words[:2]])
    if found is None:
        return None
    said = _WIDTHS.get(found.values[0]) if isinstance(found, Clause) else None
    return _Part(words[: found.used], said, "" if said is not None else _NO_WIDTH)
