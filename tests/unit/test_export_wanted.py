"""What file somebody asks for: a question with a format and a width behind it, in any order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.help import build_help
from bot.views.nothing_yet import build_nothing
from core.export import EVERYTHING, Form, Wanted, export_sentence, file_of_answer, read_wanted
from core.questions import Dimension, Filter, NotUnderstood
from core.questions.words import LONGEST
from sandbox.slack.blocks import problems
from tests.unit.worlds import TODAY, question


def wanted(text: str) -> Wanted:
    found = read_wanted(text, TODAY)
    assert isinstance(found, Wanted), found
    return found


def refused(text: str) -> NotUnderstood:
    found = read_wanted(text, TODAY)
    assert isinstance(found, NotUnderstood), found
    return found


@pytest.mark.parametrize(
    ("text", "asks", "form", "hourly"),
    [
        ("july", "july", Form.CSV, False),
        ("", "", Form.CSV, False),
        ("as xlsx", "", Form.XLSX, False),
        ("july as CSV", "july", Form.CSV, False),
        ("AS Excel last month by project, model", "last month by project, model", Form.XLSX, False),
        ("july per hour as csv for project:Web", "july for project:Web", Form.CSV, True),
        ("per day 7d", "7d", Form.CSV, False),
        ("as focus mtd", "mtd", Form.FOCUS_1_2, False),
        ("mtd as focus 1.2", "mtd", Form.FOCUS_1_2, False),
        ("as FOCUS-1.2 mtd", "mtd", Form.FOCUS_1_2, False),
        ("as focus v1.2 for model:gpt-5*", "for model:gpt-5*", Form.FOCUS_1_2, False),
        ("mtd as focus 1.4", "mtd", Form.FOCUS_1_4, False),
        ("mtd as focus1.4", "mtd", Form.FOCUS_1_4, False),
        ("as focus 2026-07", "july", Form.FOCUS_1_2, False),
        ("7d as csv as csv mine", "7d mine", Form.CSV, False),
    ],
)
def test_format_and_width_stand_anywhere_in_a_question(text: str, asks: str, form: Form, hourly: bool) -> None:
    assert wanted(text) == Wanted(question(asks), form, hourly)


def test_what_stands_in_quotes_is_a_name() -> None:
    found = wanted('july for project:"as xlsx per hour"')
    assert found == Wanted(question('july for project:"as xlsx per hour"'))
    assert found.question.filters == (Filter(Dimension.PROJECT, "as xlsx per hour"),)


@pytest.mark.parametrize(
    ("text", "what", "why", "nearest"),
    [
        ("july as pdf", "as pdf", "I write csv, xlsx, focus", "export 2026-07"),
        ("july as", "as", "I write csv, xlsx, focus", "export 2026-07"),
        ("july as focus 1.3", "as focus 1.3", "FOCUS 1.2", "export 2026-07"),
        ("july as focus2", "as focus2", "FOCUS 1.2", "export 2026-07"),
        ("july as csv as xlsx", "as xlsx", "two formats", "export 2026-07"),
        ("july per hour per day", "per day", "two widths", "export 2026-07 per hour"),
        ("july per month", "per month", "by the day, or by the hour", "export 2026-07"),
        ("july in tokens as xlsx", "in tokens", "each in its own column", "export 2026-07 as xlsx"),
        ("july as focus by model", "by model", "FOCUS says itself", "export 2026-07 as focus"),
        ("july as focus 1.4 per hour", "per hour", "FOCUS says itself", "export 2026-07 as focus 1.4"),
        ("jully as xlsx", "jully", "", "export 2026-07 as xlsx"),
        ("last 7 days by colour per hour", "by colour", "split by", "export last 7 days by model per hour"),
    ],
)
def test_what_cannot_be_written_is_answered_with_what_can(text: str, what: str, why: str, nearest: str) -> None:
    found = refused(text)
    assert found.what == what
    assert why in found.why
    assert nearest in found.nearest
    for sentence in found.nearest:
        assert isinstance(read_wanted(sentence.removeprefix("export "), TODAY), Wanted)
    assert problems(build_nothing(found)[1], "message") == []


WORDS = st.sampled_from(
    ["as", "csv", "xlsx", "focus", "1.2", "1.4", "per", "hour", "day", "july", "by", "model", "in", "cost"]
)


@given(st.text(max_size=LONGEST) | st.lists(WORDS).map(" ".join))
def test_any_text_is_a_file_or_a_helpful_answer(text: str) -> None:
    found = read_wanted(text, TODAY)
    if isinstance(found, Wanted):
        again = wanted(export_sentence(found).removeprefix("export"))
        assert (again.form, again.hourly, again.question.by) == (found.form, found.hourly, found.question.by)
    else:
        assert found.nearest


def test_an_export_is_split_by_all_that_is_stored_but_people() -> None:
    assert wanted("july").split_by == EVERYTHING
    assert Dimension.USER not in EVERYTHING
    assert wanted("july by user, connection").split_by == (Dimension.USER,)
    assert wanted("july by connection").split_by == ()


def test_every_export_that_help_shows_is_understood() -> None:
    shown = [
        example.removeprefix("/tokenmeter export")
        for topic in ("", "export")
        for block in build_help(topic)[1][1:]
        for example in block["text"]["text"].split("`")[1::2]
        if example.startswith("/tokenmeter export")
    ]
    assert len(shown) >= 5
    for example in shown:
        assert isinstance(read_wanted(example, TODAY), Wanted), example


@pytest.mark.parametrize(
    ("asked", "file"),
    [
        ("7d by model in tokens as table privately", "export last 7 days by model"),
        ("yesterday for project:x per hour", "export yesterday for project:x per hour"),
        ("this year by project per month", "export this year by project"),
    ],
)
def test_an_answers_file_has_its_figures_and_can_be_asked_for(asked: str, file: str) -> None:
    found = file_of_answer(question(asked))
    assert export_sentence(found) == file
    assert wanted(file.removeprefix("export ")) == found
