"""What people type after /tokenmeter usage, and what it means."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.questions import Dimension, Measure, NotUnderstood, Question, last_days, month_to_date, parse, sentence
from core.questions.support import is_told, unsupported
from tests.unit.phrasings import NOT_UNDERSTOOD, PERIODS, SENTENCES

TODAY = date(2026, 11, 24)  # a Tuesday


def asked(text: str) -> Question:
    question = parse(text, TODAY)
    assert isinstance(question, Question), question
    return question


def test_enough_phrasings_are_tried() -> None:
    assert len(PERIODS) + len(SENTENCES) + len(NOT_UNDERSTOOD) >= 300


@pytest.mark.parametrize(("text", "first", "last", "words"), PERIODS)
def test_a_period_is_understood(text: str, first: str, last: str, words: str) -> None:
    period = asked(text).period
    assert (period.first.isoformat(), date.fromordinal(period.end.toordinal() - 1).isoformat()) == (first, last)
    assert period.words == words


@pytest.mark.parametrize(("text", "canonical"), SENTENCES)
def test_a_sentence_means_what_its_canonical_form_says(text: str, canonical: str) -> None:
    assert sentence(asked(text)) == canonical


@pytest.mark.parametrize(("text", "what", "nearest"), NOT_UNDERSTOOD)
def test_what_is_not_understood_is_named_with_the_nearest_sentence(text: str, what: str, nearest: str) -> None:
    answer = parse(text, TODAY)
    assert isinstance(answer, NotUnderstood), answer
    assert (answer.what, answer.nearest[0]) == (what, nearest)


def test_a_word_that_may_belong_to_a_name_is_asked_about() -> None:
    answer = parse("by model for project:Search & Rank yesterday", TODAY)
    assert isinstance(answer, NotUnderstood)
    assert answer.nearest[:2] == (
        'usage yesterday by model for project:"Search & Rank"',
        "usage yesterday by model for project:Search ranked",
    )
    answer = parse("by model for -project:Data Usage", TODAY)
    assert isinstance(answer, NotUnderstood)
    assert answer.nearest[:2] == (
        'usage last 30 days by model for -project:"Data Usage"',
        "usage last 30 days by model for -project:Data",
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("colour:red", "I can filter by model, project, key, user, connection, provider, item, tier, kind."),
        ('key:"ci', "A quotation mark is not closed."),
        ("key:", "Behind key: stands a name, as in key:NAME."),
        ("by model, project, key", "I can split by two things at most."),
        ("tokens by item", "Line items are known of costs only, not of what was used."),
        ("2026-13", "There is no month 13."),
        ("2026-02-30", "There is no such day."),
        ("tomorrow", "This period has not begun yet."),
        ("last 4000 days", "That is more than ten years."),
        ("last 0 days", "A period has at least one day."),
        ("2026-07-15..2026-07-01", "This period ends before it starts."),
        ("project:Web Daily", "A name with blanks stands in quotes: as it is, I can't tell where this one ends."),
        ("xyz", ""),
    ],
)
def test_the_reason_is_said_in_our_own_words(text: str, why: str) -> None:
    answer = parse(text, TODAY)
    assert isinstance(answer, NotUnderstood)
    assert answer.why == why


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("7d", "last 7 days"),
        ("mtd", "month to date"),
        ("2026-07", "July 2026"),
        ("2026-07-01..2026-07-15", "1–15 Jul 2026"),
        ("2025-12-25..2026-01-03", "25 Dec 2025 – 3 Jan 2026"),
        ("since 2026-07-01", "since 1 Jul 2026"),
        ("2026-07-04", "4 Jul 2026"),
    ],
)
def test_a_period_has_a_title_for_people(text: str, title: str) -> None:
    assert asked(text).period.title == title


def test_a_month_is_the_most_recent_one_that_has_begun() -> None:
    for today, year in ((date(2026, 7, 1), 2026), (date(2026, 6, 30), 2025), (date(2026, 12, 31), 2026)):
        question = parse("july", today)
        assert isinstance(question, Question)
        assert question.period.first == date(year, 7, 1)


def test_weeks_start_on_monday() -> None:
    for today in (date(2026, 11, 23), date(2026, 11, 29)):
        question = parse("this week", today)
        assert isinstance(question, Question)
        assert question.period.first == date(2026, 11, 23)


def test_a_period_that_was_not_typed_is_written_by_its_days() -> None:
    period = last_days(7, TODAY)
    untyped = type(period)(period.first, period.end, "the first chart")
    assert sentence(Question(untyped)) == "usage 2026-11-18..2026-11-24"


def test_periods_made_without_typing_are_those_that_are_typed() -> None:
    assert asked("mtd").period == month_to_date(TODAY)
    assert asked("1d").period == last_days(1, TODAY)


TODAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
PARTS = st.sampled_from(
    [text for text, *_ in PERIODS] + [text for text, _ in SENTENCES] + [text for text, *_ in NOT_UNDERSTOOD]
)
SMALL_PIECES = 'last this by in for per 7 days d month 2026-07-01 .. - , : model item july " “ since to 2026 -x: -key:'
PIECES = st.sampled_from(SMALL_PIECES.split(" "))
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(PIECES, max_size=12).map(" ".join),
    st.lists(PIECES, max_size=12).map("".join),
    st.lists(PARTS, max_size=3).map(" ".join),
)


@given(TEXTS, TODAYS)
def test_any_text_gets_an_answer_and_what_is_offered_works(text: str, today: date) -> None:
    answer = parse(text, today)
    if isinstance(answer, Question):
        assert parse(sentence(answer), today) == answer
        assert answer.period.first < answer.period.end
        assert answer.period.first <= today
        return
    assert len(answer.what) <= 60
    assert 1 <= len(answer.nearest) <= 3
    for offered in answer.nearest:
        question = parse(offered, today)
        assert isinstance(question, Question)
        assert sentence(question) == offered


@given(
    st.sampled_from([text for text, *_ in PERIODS]),
    st.lists(st.sampled_from(Dimension), max_size=2, unique=True).map(tuple),
    st.sampled_from(Measure),
    st.booleans(),
    st.permutations(range(4)),
)
def test_parts_may_stand_in_any_order(
    period: str, by: tuple[Dimension, ...], measure: Measure, privately: bool, order: list[int]
) -> None:
    parts = [period, f"by {', '.join(by)}" if by else "", f"in {measure}", "privately" if privately else ""]
    answer = parse(" ".join(parts[place] for place in order), TODAY)
    meant = Question(asked(period).period, by, measure, privately)
    if all(is_told(measure, each) for each in by):
        assert answer == meant
    else:
        assert isinstance(answer, NotUnderstood)
        assert answer.why == unsupported(meant)


@pytest.mark.parametrize(
    "text",
    [
        "by modle " * 44,
        "a " * 200,
        "for " * 100,
        "-x:" * 130,
        "key:a " * 90,
        "project:" * 120,
        'key:"' + '\\"' * 400,
        "modle yestreday prject " * 17,
        "1" * 400,
    ],
)
def test_the_longest_texts_are_answered_at_once(text: str) -> None:
    """A text goes through the parser in the process that acknowledges, in under 5 ms on a quiet machine.

    The bound is wide for busy ones: what it catches is time that grows with the square of the text.
    """
    best = min(_seconds(text) for _ in range(3))
    assert best < 0.05


def _seconds(text: str) -> float:
    started = time.perf_counter()
    parse(text, TODAY)
    return time.perf_counter() - started
