"""What alert rules find, in hours and days written by hand."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.alerts.figures import Cell, Figures, Hour, added_up, day_of, first_hour, hour_of, start_of
from core.alerts.finding import Finding, Learning
from core.alerts.judge import eased, judge
from core.alerts.life import Alert, Turn, expected, steps
from core.alerts.replay import found_by, replayed
from core.alerts.rule import DEFAULTS, RUNAWAY, Condition, New, Over, Span
from core.alerts.told import told_of
from core.alerts.usual import usual_day, usual_hour
from core.money import NANOS
from core.questions.dimensions import Dimension, Measure
from tests.unit.worlds import ACME

NOW = datetime(2026, 11, 24, 14, 50, tzinfo=UTC)
"""A Tuesday."""
NOON = hour_of(NOW)
TODAY = day_of(NOON)
HISTORY = 40
DAYS_AGO = first_hour(TODAY - 3)
EVAL, RANK, OTHER = (
    Cell(1, "evals", "nightly", "o3"),
    Cell(1, "search", "ranker", "gpt-5"),
    Cell(1, "search", "rewrite", "gpt-5"),
)
UNUSUAL_DAY = DEFAULTS[1]
Hours = dict[Cell, dict[Hour, int]]


def steady(dollars: float, cell: Cell = RANK, until: Hour = NOON) -> Hours:
    """The same in every hour for forty days."""
    return {cell: dict.fromkeys(range(first_hour(TODAY - HISTORY), until + 1), round(dollars * NANOS))}


def with_hours(hours: Hours, cell: Cell, amounts: Mapping[Hour, float]) -> Hours:
    changed = {each: dict(spent) for each, spent in hours.items()}
    for hour, dollars in amounts.items():
        changed.setdefault(cell, {})[hour] = round(dollars * NANOS)
    return changed


def figures(
    hours: Hours, judged_from: Hour = DAYS_AGO, known_from: int = TODAY - HISTORY, at: datetime = NOW
) -> Figures:
    days: dict[int, int] = dict.fromkeys(range(known_from, TODAY + 1), 0)
    for amounts in hours.values():
        for hour, amount in amounts.items():
            if day_of(hour) in days:
                days[day_of(hour)] += amount
    return Figures(hours, added_up(hours), known_from, at, days, judged_from={1: judged_from})


def found(rule: Condition, of: Figures, raised: Mapping[str, int] | None = None) -> tuple[Finding, ...]:
    judged = judge(rule, of, raised or {})
    assert not isinstance(judged, Learning), judged
    return judged


def test_a_key_that_runs_away_is_told_with_its_beginning_and_what_it_came_to() -> None:
    hours = with_hours(steady(1), EVAL, {NOON - 2: 10, NOON - 1: 31, NOON: 28})
    [finding] = found(RUNAWAY, figures(hours))
    assert (finding.subject, finding.since) == ("1/evals/nightly", start_of(NOON - 1))
    assert (finding.amount, finding.usual, finding.so_far) == (31 * NANOS, 0, 59 * NANOS)
    assert finding.cells == {EVAL: 59 * NANOS}


@pytest.mark.parametrize("dollars", [19.99, 29.9])
def test_what_is_under_the_floor_or_under_three_times_the_usual_is_no_runaway(dollars: float) -> None:
    hours = with_hours(steady(10, EVAL), EVAL, {NOON: dollars})
    assert found(RUNAWAY, figures(hours)) == ()
    assert found(RUNAWAY, figures(with_hours(hours, EVAL, {NOON: 30})))


def test_a_key_that_takes_over_anothers_work_is_no_runaway() -> None:
    moved = {**steady(40, until=NOON - 3), **with_hours({}, OTHER, dict.fromkeys(range(NOON - 2, NOON + 1), 40.0))}
    assert found(RUNAWAY, figures(moved)) == ()
    beside = with_hours(steady(40), OTHER, dict.fromkeys(range(NOON - 2, NOON + 1), 40.0))
    assert [each.subject for each in found(RUNAWAY, figures(beside))] == ["1/search/rewrite"]


def test_a_key_that_is_over_sooner_in_a_new_hour_is_not_told_once_more_as_the_whole() -> None:
    hours = with_hours(steady(8), EVAL, {NOON - 1: 60, NOON: 20})
    begun = with_hours(hours, RANK, {NOON: 2.7})
    assert [each.subject for each in found(RUNAWAY, figures(begun))] == ["1/evals/nightly"]


def test_what_many_keys_do_together_is_told_of_their_project() -> None:
    hours: Hours = {}
    for number in range(8):
        hours |= steady(0.1, Cell(1, "evals", f"key-{number}", "o3"))
        hours = with_hours(hours, Cell(1, "evals", f"key-{number}", "o3"), {NOON: 5})
    assert [each.subject for each in found(RUNAWAY, figures(hours))] == ["1/evals/"]


def test_a_job_that_its_clock_starts_an_hour_earlier_is_as_usual() -> None:
    nightly = {first_hour(day) + 15: 40.0 for day in range(TODAY - HISTORY, TODAY)}
    usual = with_hours(steady(1), EVAL, nightly)
    assert found(RUNAWAY, figures(with_hours(usual, EVAL, {NOON: 40}))) == ()
    assert found(RUNAWAY, figures(with_hours(with_hours(steady(1), EVAL, {}), EVAL, {NOON: 40})))


def test_a_job_of_every_week_is_as_usual_and_one_bad_night_makes_no_usual() -> None:
    weekly = with_hours(steady(1), EVAL, {NOON - 7 * 24 * week: 40 for week in range(3)})
    assert found(RUNAWAY, figures(weekly)) == ()
    once = with_hours(steady(1), EVAL, {NOON - 7 * 24: 40, NOON: 40})
    assert found(RUNAWAY, figures(once))


def test_a_new_level_is_usual_after_three_days() -> None:
    def since(days: int) -> Hours:
        return with_hours(steady(1), EVAL, {NOON - 24 * back: 40 for back in range(days + 1)})

    assert found(RUNAWAY, figures(since(2)))
    assert found(RUNAWAY, figures(since(3))) == ()


def test_what_somebody_called_expected_is_usual() -> None:
    hours = figures(with_hours(steady(1), EVAL, {NOON: 40}))
    assert found(RUNAWAY, hours, {"1/evals/nightly": 40 * NANOS}) == ()
    assert found(RUNAWAY, hours, {"1/search/ranker": 40 * NANOS})


def test_hours_before_a_rule_was_made_are_not_judged() -> None:
    hours = with_hours(steady(1), EVAL, {NOON - 1: 40})
    assert found(RUNAWAY, figures(hours, judged_from=NOON - 1))
    assert found(RUNAWAY, figures(hours, judged_from=NOON)) == ()


def test_old_hours_are_no_news_however_they_come_in() -> None:
    assert found(RUNAWAY, figures(with_hours(steady(1), EVAL, {NOON - 7: 400}))) == ()


@pytest.mark.parametrize("rule", [*DEFAULTS, New(Dimension.MODEL)])
def test_a_rule_learns_until_it_has_two_weeks_of_history(rule: Condition) -> None:
    hours = with_hours(steady(1), EVAL, {NOON: 90})
    assert judge(rule, figures(hours, known_from=TODAY - 13), {}) == Learning(13)
    assert found(rule, figures(hours, known_from=TODAY - 14))


def test_a_day_far_over_its_weekday_is_told_from_the_hour_in_which_it_went_over() -> None:
    hours = with_hours(steady(5), EVAL, {NOON - 1: 50, NOON: 100})
    [finding] = found(UNUSUAL_DAY, figures(hours))
    assert (finding.subject, finding.since) == ("", start_of(NOON))
    assert (finding.amount, finding.usual) == ((15 * 5 + 150) * NANOS, 120 * NANOS)


def test_a_day_that_is_dear_by_a_runaway_that_was_told_is_no_news() -> None:
    hours = figures(with_hours(steady(5), EVAL, {NOON: 150}))
    assert found(UNUSUAL_DAY, replace(hours, explained={TODAY: 150 * NANOS})) == ()
    assert found(UNUSUAL_DAY, replace(hours, explained={TODAY: 40 * NANOS}))


def test_a_day_must_be_half_over_its_usual_and_fifty_dollars_too() -> None:
    small, large = steady(1), steady(10)
    assert found(UNUSUAL_DAY, figures(with_hours(small, EVAL, {NOON: 15 + 10}))) == ()
    assert found(UNUSUAL_DAY, figures(with_hours(small, EVAL, {NOON: 15 + 45})))
    assert found(UNUSUAL_DAY, figures(with_hours(large, EVAL, {NOON: 90 + 100}))) == ()


def test_a_day_that_went_over_before_the_rule_was_made_is_not_told() -> None:
    hours = with_hours(steady(5), EVAL, {NOON - 2: 200})
    assert found(UNUSUAL_DAY, figures(hours, judged_from=NOON - 2))
    assert found(UNUSUAL_DAY, figures(hours, judged_from=NOON - 1)) == ()


def test_a_fixed_limit_of_a_day_is_about_that_day() -> None:
    rule = Over(Span.DAY, Measure.COST, 100 * NANOS)
    yesterday = first_hour(TODAY) - 1
    hours = with_hours(steady(1), EVAL, {yesterday: 90, NOON: 90})
    assert [each.subject for each in found(rule, figures(hours))] == ["2026-11-23", "2026-11-24"]
    assert [each.subject for each in found(rule, figures(hours, judged_from=first_hour(TODAY)))] == ["2026-11-24"]
    assert found(replace(rule, limit=200 * NANOS), figures(hours)) == ()


def test_a_fixed_limit_of_an_hour_counts_everything_together() -> None:
    hours = {RANK: {NOON - 9: 9_000, NOON: 1_200}, EVAL: {NOON: 900}}
    [finding] = found(Over(Span.HOUR, Measure.TOKENS, 2_000), figures(hours))
    assert (finding.amount, finding.usual, finding.since) == (2_100, 2_000, start_of(NOON))
    assert found(Over(Span.HOUR, Measure.TOKENS, 2_100), figures(hours)) == ()


def test_hours_over_a_fixed_limit_come_to_all_of_them_however_long_they_last() -> None:
    rule = Over(Span.HOUR, Measure.COST, 5 * NANOS)
    hours = with_hours({}, EVAL, {NOON - back: 10 for back in range(20) if back not in (8, 9)} | {NOON - 24: 10})
    [finding] = found(rule, figures(hours))
    assert (finding.since, finding.so_far) == (start_of(NOON - 19), 180 * NANOS)
    [later] = found(rule, figures(hours, judged_from=NOON - 11))
    assert later.since == start_of(NOON - 11)


def test_each_currency_is_judged_by_itself() -> None:
    def over(of: Figures, alerts: list[Alert]) -> list[str]:
        return [each.subject for each in found_by(RUNAWAY, of, alerts)]

    dollars = figures(with_hours(steady(1), EVAL, {NOON: 40}))
    euros = replace(dollars, unit="eur")
    assert (over(dollars, []), over(euros, [])) == (["1/evals/nightly"], ["eur 1/evals/nightly"])
    [step] = steps([], found_by(RUNAWAY, euros, []), "a1", "", NOW, NOW, lambda: "euros")
    said = expected(step.alert, "UANA", NOW)
    assert said is not None
    assert (over(dollars, [said.alert]), over(euros, [said.alert])) == (["1/evals/nightly"], [])
    eased_off = figures(with_hours(steady(10, EVAL), EVAL, {NOON: 25}))
    assert over(eased_off, [step.alert]) == []
    assert over(replace(eased_off, unit="eur"), [step.alert]) == ["eur 1/evals/nightly"]
    whole = told_of(replace(step.alert, subject="eur 1//"), "a1", RUNAWAY, (), [ACME], {})
    assert whole.about is None


def test_a_new_model_is_told_once_it_costs_something() -> None:
    hours = figures(with_hours(steady(5), Cell(1, "search", "ranker", "o9"), {NOON - 1: 0.6, NOON: 0.5}))
    [finding] = found(New(Dimension.MODEL), hours)
    assert (finding.subject, finding.since) == ("1/o9", start_of(NOON - 1))
    assert judge(New(Dimension.MODEL), hours, {}, known={(1, "o9")}) == ()
    cheap = figures(with_hours(steady(5), Cell(1, "search", "ranker", "o9"), {NOON: 0.9}))
    assert found(New(Dimension.MODEL), cheap) == ()


def test_what_is_new_goes_on_between_the_hours_in_which_it_is_used_and_ends_once() -> None:
    o9 = Cell(1, "search", "ranker", "o9")
    hours = with_hours(steady(5), o9, dict.fromkeys(range(NOON - 60, NOON, 6), 1.5))
    turns, alerts = [], list[Alert]()
    for hour in range(NOON - 60, NOON + 1):
        known = {cell: {each: spent for each, spent in of.items() if each <= hour} for cell, of in hours.items()}
        at = start_of(hour) + timedelta(minutes=50)
        judged = found(New(Dimension.MODEL), figures(known, at=at))
        for step in steps(alerts, judged, "a1", "", at, at, lambda: "o9", grows=False):
            alerts = [step.alert]
            turns += [step.turn] if step.turn is not None else []
    assert turns == [Turn.FIRED, Turn.RESOLVED]
    assert alerts[0].seen_at.hour == start_of(NOON - 60).hour


def test_what_is_replayed_as_new_is_seen_when_it_has_cost_something() -> None:
    o9, begun = Cell(1, "search", "ranker", "o9"), NOON - 24 * 9
    of = figures(with_hours(steady(5), o9, {begun: 0.6, begun + 3: 0.6, begun + 60: 90}))
    [alert] = replayed(New(Dimension.MODEL), of, first_hour(TODAY - 20))
    assert (alert.finding.since, hour_of(alert.seen_at)) == (start_of(begun), begun + 3)
    assert alert.finding.so_far == round(1.2 * NANOS)
    late = figures(with_hours(steady(5), o9, {begun: 0.6, begun + 60: 90}))
    assert replayed(New(Dimension.MODEL), late, first_hour(TODAY - 20)) == []
    assert replayed(New(Dimension.MODEL), of, first_hour(TODAY - 20), known={(1, "o9")}) == []


def test_a_day_of_tokens_is_replayed_as_over_when_it_was() -> None:
    day = first_hour(TODAY - 3)
    tokens = Figures({RANK: {}}, {}, TODAY - HISTORY, NOW, judged_from={1: DAYS_AGO}, unit="tokens")
    spent = {RANK: dict.fromkeys(range(day, day + 24), 100)}
    of = replace(tokens, hours=spent, sums=added_up(spent))
    [alert] = replayed(Over(Span.DAY, Measure.TOKENS, 1_050), of, first_hour(TODAY - 20))
    assert (alert.finding.since, hour_of(alert.seen_at)) == (start_of(day + 10), day + 10)
    assert alert.finding.amount == 2_400


def test_what_was_imported_is_not_new() -> None:
    imported = with_hours(steady(5), EVAL, dict.fromkeys(range(NOON - 30, NOON + 1), 5))
    assert found(New(Dimension.KEY), figures(imported, judged_from=NOON - 3)) == ()
    assert found(New(Dimension.KEY), figures(imported, judged_from=NOON - 30))


def test_an_alert_goes_on_under_what_started_it() -> None:
    hours = figures(with_hours(steady(10, EVAL), EVAL, {NOON: 25}))
    assert found(RUNAWAY, hours) == ()
    assert found(eased(RUNAWAY), hours)
    assert found(eased(RUNAWAY), figures(with_hours(steady(10, EVAL), EVAL, {NOON: 23}))) == ()


def test_the_usual_of_a_day_forgives_a_holiday_and_a_bad_day() -> None:
    days = {TODAY - 7 * week: amount for week, amount in enumerate((0, 100, 0, 100, 900, 100, 100))}
    assert usual_day(days, TODAY) == 100
    assert usual_day({TODAY - 7: 100}, TODAY) is None


def test_the_usual_of_an_hour_is_known_from_two_weeks() -> None:
    hours = dict.fromkeys(range(NOON - 14 * 24, NOON), 7)
    assert usual_hour(hours, NOON) == 7


def test_an_hour_that_is_not_over_counts_with_what_is_known_of_it() -> None:
    early = NOW.replace(minute=10)
    [finding] = found(RUNAWAY, figures(with_hours(steady(1), EVAL, {NOON: 21}), at=early))
    assert finding.last == start_of(NOON)
    assert early - finding.since < timedelta(minutes=30)
