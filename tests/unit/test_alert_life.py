"""The life of an alert: told once, and again only when there is news."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.alerts.figures import day_of, first_hour, hour_of
from core.alerts.finding import Bar, Finding
from core.alerts.life import Alert, State, Step, Turn, acknowledged, expected, explained_by, raised_by, snoozed, steps
from core.alerts.rule import DEFAULTS, RUNAWAY, Condition

NOW = datetime(2026, 11, 24, 2, 50, tzinfo=UTC)
HOUR = timedelta(hours=1)


def finding(last: int = 2, so_far: int = 30, amount: int = 30, since: int = 2, subject: str = "key") -> Finding:
    """From one hour of the day to another."""
    day = NOW.replace(hour=0, minute=0)
    return Finding(subject, day + HOUR * since, day + HOUR * last, amount, 3, so_far, {})


def taken(alerts: list[Alert], *findings: Finding, at: datetime = NOW) -> list[Step]:
    return steps(alerts, findings, "a1", "", at, at, lambda: f"alert-{len(alerts)}")


def fired() -> Alert:
    [step] = taken([], finding())
    assert step.turn is Turn.FIRED
    return step.alert


def test_what_is_found_is_told_with_the_time_it_was_seen() -> None:
    alert = fired()
    assert (alert.state, alert.seen_at, alert.told, alert.peak) == (State.FIRING, NOW, 30, 30)


def test_the_same_is_not_told_again() -> None:
    assert taken([fired()], finding()) == []
    [step] = taken([fired()], finding(last=3, so_far=50))
    assert (step.turn, step.alert.finding.so_far, step.alert.told) == (None, 50, 30)


def test_it_is_news_that_it_has_doubled_and_then_only_that_it_has_doubled_again() -> None:
    [step] = taken([fired()], finding(last=3, so_far=60))
    assert (step.turn, step.alert.told) == (Turn.GREW, 60)
    [step] = taken([step.alert], finding(last=4, so_far=119))
    assert step.turn is None
    [step] = taken([step.alert], finding(last=5, so_far=120))
    assert step.turn is Turn.GREW


def test_what_it_has_come_to_grows_within_an_hour_that_is_no_dearer_than_the_one_before() -> None:
    [step] = taken([fired()], finding(so_far=50))
    assert (step.turn, step.alert.finding.so_far) == (None, 50)


def test_a_runaway_explains_of_each_day_what_it_came_to_on_it() -> None:
    before, day = first_hour(day_of(hour_of(NOW)) - 1), day_of(hour_of(NOW))
    bars = tuple(Bar(before + hour, 10, 0) for hour in range(20, 27))
    over_midnight = replace(finding(since=-4, last=2, so_far=100), bars=bars)
    run = replace(fired(), finding=over_midnight)
    assert explained_by([run]) == {day - 1: 70, day: 30}
    [ended] = taken([fired()], at=NOW + HOUR * 4)
    [back] = taken([ended.alert], finding(since=20, last=20, so_far=5), at=NOW + HOUR * 18)
    assert explained_by([back.alert]) == {day: 35}


@pytest.mark.parametrize(
    ("condition", "bars", "after", "comes_to"),
    [
        (RUNAWAY, {2: 20}, 1 / 3, 60),
        (RUNAWAY, {2: 20}, 1 / 60, 120),
        (RUNAWAY, {1: 90, 2: 20}, 1 / 3, 60),
        (RUNAWAY, {2: 20}, 3, 30),
        (DEFAULTS[1], {1: 60, 2: 20}, 1, 30 + 60 * 21),
        (DEFAULTS[1], {2: 60}, 30, 30),
    ],
)
def test_what_is_called_expected_goes_on_as_it_does(
    condition: Condition, bars: dict[int, int], after: float, comes_to: int
) -> None:
    begins = NOW.replace(hour=2, minute=0)
    found = replace(finding(), bars=tuple(Bar(hour_of(begins) - 2 + at, amount, 0) for at, amount in bars.items()))
    step = expected(replace(fired(), finding=found, condition=condition), "U1", begins + HOUR * after)
    assert step is not None
    assert (raised_by([step.alert]), step.alert.peak) == ({"key": comes_to}, 30)


def test_it_is_over_when_two_hours_without_it_are_known() -> None:
    assert taken([fired()], at=NOW + HOUR) == []
    [step] = taken([fired()], at=NOW + HOUR * 1.5)
    assert (step.turn, step.alert.state) == (Turn.RESOLVED, State.RESOLVED)


def test_it_is_over_too_while_its_hours_are_still_judged() -> None:
    [step] = taken([fired()], finding(last=3, so_far=50), at=NOW + HOUR * 2.5)
    assert (step.turn, step.alert.finding.so_far) == (Turn.RESOLVED, 50)


def test_while_nothing_is_collected_it_is_not_over() -> None:
    assert steps([fired()], [], "a1", "", NOW, NOW + HOUR * 9, lambda: "") == []


def test_what_is_seen_late_is_over_by_figures_that_came_later_and_not_by_those_it_was_seen_in() -> None:
    late = NOW + HOUR * 4
    [step] = taken([], finding(), at=late)
    assert steps([step.alert], [finding()], "a1", "", late, late + HOUR, lambda: "") == []
    [over] = steps([step.alert], [finding()], "a1", "", late + HOUR / 6, late + HOUR, lambda: "")
    assert over.turn is Turn.RESOLVED


def test_what_comes_back_is_told_where_it_was_told() -> None:
    [step] = taken([fired()], at=NOW + HOUR * 4)
    assert taken([step.alert], finding(), at=NOW + HOUR * 4) == []
    [back] = taken([step.alert], finding(since=20, last=20), at=NOW + HOUR * 18)
    assert (back.turn, back.alert.uid, back.alert.state) == (Turn.CAME_BACK, step.alert.uid, State.FIRING)
    assert back.alert.finding.since == NOW.replace(hour=20, minute=0)


def test_what_comes_back_after_days_is_another_alert() -> None:
    [step] = taken([fired()], at=NOW + HOUR * 4)
    [again] = taken([step.alert], finding(since=50, last=50), at=NOW + HOUR * 48)
    assert (again.turn, again.alert.uid) == (Turn.FIRED, "alert-1")


def test_an_acknowledged_one_goes_on_and_ends() -> None:
    step = acknowledged(fired(), "UANA", NOW)
    assert step is not None
    assert (step.alert.state, step.alert.events[-1].by) == (State.ACKNOWLEDGED, "UANA")
    assert acknowledged(step.alert, "UBEN", NOW) is None
    [grew] = taken([step.alert], finding(last=3, so_far=90))
    assert (grew.turn, grew.alert.state) == (Turn.GREW, State.ACKNOWLEDGED)
    [over] = taken([grew.alert], at=NOW + HOUR * 5)
    assert over.turn is Turn.RESOLVED
    assert [each.turn for each in over.alert.events] == [Turn.FIRED, Turn.ACKNOWLEDGED, Turn.GREW, Turn.RESOLVED]


def test_a_snoozed_one_is_silent_until_its_time_and_then_told_if_it_goes_on() -> None:
    step = snoozed(fired(), "UANA", NOW + HOUR, NOW)
    assert step is not None
    [later] = taken([step.alert], finding(last=3, so_far=900), at=NOW + HOUR / 2)
    assert later.turn is None
    [woke] = taken([later.alert], finding(last=3, so_far=900), at=NOW + HOUR)
    assert (woke.turn, woke.alert.state, woke.alert.until) == (Turn.WOKE, State.FIRING, None)


def test_a_snoozed_one_that_ends_is_over() -> None:
    step = snoozed(fired(), "UANA", NOW + HOUR * 24, NOW)
    assert step is not None
    [over] = taken([step.alert], at=NOW + HOUR * 3)
    assert (over.turn, over.alert.state) == (Turn.RESOLVED, State.RESOLVED)
    assert taken([over.alert], finding(), at=NOW + HOUR * 3) == []


def snoozed_and_over(until: datetime) -> Alert:
    step = snoozed(fired(), "UANA", until, NOW)
    assert step is not None
    [over] = taken([step.alert], at=NOW + HOUR * 3)
    assert (over.turn, over.alert.events[-1].until) == (Turn.RESOLVED, until)
    return over.alert


@pytest.mark.parametrize("hours", [24, 72], ids=["the next night", "long after"])
def test_what_comes_back_while_it_is_snoozed_is_not_told_nor_that_it_is_over_again(hours: int) -> None:
    again = finding(since=hours, last=hours, so_far=90)
    [back] = taken([snoozed_and_over(NOW + HOUR * 200)], again, at=NOW + HOUR * (hours - 2))
    assert (back.turn, back.alert.uid, back.alert.state) == (None, "alert-0", State.SNOOZED)
    assert taken([back.alert], again, at=NOW + HOUR * (hours - 2)) == []
    [over] = taken([back.alert], again, at=NOW + HOUR * (hours + 1))
    assert (over.turn, over.alert.state) == (None, State.RESOLVED)
    assert taken([over.alert], again, at=NOW + HOUR * (hours + 1)) == []
    [late] = taken([over.alert], finding(since=230, last=230), at=NOW + HOUR * 229)
    assert (late.turn, late.alert.uid) == (Turn.FIRED, "alert-1")


def test_what_came_back_while_it_was_snoozed_is_told_when_it_goes_on_after_that() -> None:
    [back] = taken([snoozed_and_over(NOW + HOUR * 24)], finding(since=24, last=24), at=NOW + HOUR * 22)
    [woke] = taken([back.alert], finding(since=24, last=26), at=NOW + HOUR * 24)
    assert (woke.turn, woke.alert.state) == (Turn.WOKE, State.FIRING)


def test_what_comes_back_after_it_was_snoozed_is_told_again() -> None:
    [back] = taken([snoozed_and_over(NOW + HOUR * 12)], finding(since=24, last=24), at=NOW + HOUR * 22)
    assert back.turn is Turn.CAME_BACK


def test_who_snoozes_a_day_snoozes_the_days_to_come() -> None:
    tuesday = snoozed_and_over(NOW + HOUR * 24)

    def wednesday(hour: int) -> list[Step]:
        at, found = NOW + HOUR * hour, finding(since=24, last=hour, subject="wednesday")
        return steps([tuesday], [found], "a1", "", at, at, lambda: "of wednesday", by_day=True)

    assert wednesday(23) == []
    assert [step.turn for step in wednesday(24)] == [Turn.FIRED]
    euros = replace(finding(since=24, last=24, subject="eur wednesday"), unit="eur")
    at = NOW + HOUR * 23
    assert len(steps([tuesday], [euros], "a1", "", at, at, lambda: "of euros", by_day=True)) == 1
    [other] = taken([tuesday], finding(subject="another key"), at=NOW + HOUR * 3)
    assert other.turn is Turn.FIRED


def test_an_acknowledged_one_that_comes_back_is_told() -> None:
    step = acknowledged(fired(), "UANA", NOW)
    assert step is not None
    [over] = taken([step.alert], at=NOW + HOUR * 3)
    [back] = taken([over.alert], finding(since=24, last=24), at=NOW + HOUR * 22)
    assert (back.turn, back.alert.state) == (Turn.CAME_BACK, State.FIRING)


def test_what_is_expected_raises_what_is_usual_to_the_most_it_came_to() -> None:
    [more] = taken([fired()], finding(last=3, amount=44, so_far=50))
    step = expected(more.alert, "UANA", NOW)
    assert step is not None
    assert raised_by([step.alert, fired()]) == {"key": 44}
    assert expected(step.alert, "UANA", NOW) is None
    assert taken([step.alert], at=NOW + HOUR * 9) == []


def test_what_is_over_can_be_called_expected_but_not_snoozed() -> None:
    over = replace(fired(), state=State.RESOLVED)
    assert expected(over, "UANA", NOW) is not None
    assert snoozed(over, "UANA", NOW + HOUR, NOW) is None
    assert acknowledged(over, "UANA", NOW) is None


@pytest.mark.parametrize("count", [1, 3])
def test_several_subjects_are_alerts_of_their_own(count: int) -> None:
    found = [finding(subject=f"key-{number}") for number in range(count)]
    assert [step.alert.subject for step in taken([], *found)] == [each.subject for each in found]


@given(st.lists(st.integers(0, 3), min_size=1, max_size=120))
def test_whatever_comes_it_is_told_once_and_judging_again_is_no_news(hours: list[int]) -> None:
    """`hours`: how much each one is over what is usual."""
    begun = NOW.replace(hour=0, minute=0)
    alerts: dict[str, Alert] = {}
    over: list[int] = []
    for number, amount in enumerate(hours):
        over = [*(over if over and number - over[-1] <= 2 else []), number] if amount else over
        judged = [each for each in over if each > number - 6]
        found = []
        if judged:
            so_far = sum(hours[each] for each in over)
            found = [Finding("key", begun + HOUR * over[0], begun + HOUR * over[-1], hours[over[-1]], 0, so_far, {})]
        at = begun + HOUR * (number + 0.9)
        for step in taken(list(alerts.values()), *found, at=at):
            alerts[step.alert.uid] = step.alert
        assert taken(list(alerts.values()), *found, at=at) == []
    fired = sorted(alerts.values(), key=lambda each: each.seen_at)
    for before, after in pairwise(fired):
        assert before.state is State.RESOLVED
        assert after.finding.since - before.finding.last > timedelta(hours=36)
    for alert in fired:
        turns = [each.turn for each in alert.events if each.turn is not Turn.GREW]
        assert turns[0] is Turn.FIRED
        assert all(one is not other for one, other in pairwise(turns)), turns
    assert bool(fired) is any(hours)
