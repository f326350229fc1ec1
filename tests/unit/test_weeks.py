"""The day that weeks start on: in what people type, in menus, and in bars."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.menus import menus
from core.export import Wanted, read_wanted
from core.questions import Question, parse, sentence
from core.reports import Report, build
from core.reports.chart import chart_of
from core.weeks import WeekStart, week_of
from core.why import read_why
from tests.unit.worlds import ACME, ALL, NOW, TODAY, cost, day, span

MONDAY, SATURDAY, SUNDAY = WeekStart


def asked(text: str, start: WeekStart, today: date = TODAY) -> Question:
    found = parse(text, today, week_start=start)
    assert isinstance(found, Question), found
    return found


@pytest.mark.parametrize(
    ("start", "this", "last"),
    [
        (MONDAY, (day(23), day(25)), (day(16), day(23))),
        (SUNDAY, (day(22), day(25)), (day(15), day(22))),
        (SATURDAY, (day(21), day(25)), (day(14), day(21))),
    ],
)
def test_weeks_in_questions_start_on_the_workspaces_day(
    start: WeekStart, this: tuple[date, date], last: tuple[date, date]
) -> None:
    """The 24th of November is a Tuesday."""
    for words, days in {"this week": this, "wtd": this, "last week": last, "previous week": last}.items():
        period = asked(words, start).period
        assert (period.first, period.end) == days
    why, file = read_why("last week", TODAY, start), read_wanted("last week", TODAY, start)
    assert isinstance(why, Question)
    assert isinstance(file, Wanted)
    assert (why.period.first, why.period.end) == (file.question.period.first, file.question.period.end) == last


def test_on_the_day_that_weeks_start_on_this_week_is_that_day() -> None:
    assert asked("this week", SUNDAY, day(22)).period.first == day(22)
    assert asked("this week", MONDAY, day(22)).period.first == day(16)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.sampled_from(WeekStart))
def test_a_week_has_seven_days_and_begins_on_its_day(some_day: date, start: WeekStart) -> None:
    first = week_of(some_day, start)
    assert first.weekday() == start
    assert first <= some_day < first + timedelta(days=7)
    assert {week_of(first + timedelta(days=at), start) for at in range(7)} == {first}


@pytest.mark.parametrize("start", WeekStart)
def test_the_same_words_ask_the_same_again_and_every_menu_keeps_the_day(start: WeekStart) -> None:
    question = asked("this week by model", start)
    assert asked(sentence(question), start) == question
    found = answered(question)
    for menu in menus(found):
        for option in menu["options"]:
            assert asked(option["value"], start).week_start is start


@pytest.mark.parametrize("start", WeekStart)
def test_bars_of_weeks_start_on_the_workspaces_day(start: WeekStart) -> None:
    chart = chart_of(answered(asked("last 90 days", start)), {})
    assert {each.weekday() for each in chart.starts[1:]} == {start}
    assert sum(chart.series[0].values) == 90


def answered(question: Question) -> Report:
    days = span(question.period.first, question.period.end - timedelta(days=1))
    figures = [cost(each, "o3" if question.by else None, 1) for each in days]
    found = build(question, figures, ALL, [ACME], {}, NOW)
    assert isinstance(found, Report), found
    return found
