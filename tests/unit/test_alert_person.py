"""Who is behind an alert, as far as the provider tells, and only for who may see figures by person."""

from datetime import UTC, date, datetime

import pytest

from core.alerts.figures import Cell, hour_of
from core.alerts.finding import Finding
from core.alerts.person import Person, hours_of, person_of
from core.alerts.rule import DEFAULTS, RUNAWAY, New
from core.estimates.rows import Labels, UsageOfDay
from core.money import NANOS
from core.providers.contract import Name, NameKind
from core.questions import Dimension
from tests.unit.worlds import ACME

SINCE = datetime(2026, 11, 24, 2, tzinfo=UTC)
LAST = SINCE.replace(hour=3)
EVAL, OTHER = Cell(1, "proj_1", "key_1", "o3"), Cell(1, "proj_1", "key_2", "gpt-5")
FINDING = Finding("1/proj_1", SINCE, LAST, 50 * NANOS, 2 * NANOS, 100 * NANOS, {EVAL: 90 * NANOS, OTHER: 10 * NANOS})
HOURS = hours_of(FINDING, RUNAWAY)
NAMES = {1: [Name(NameKind.USER, "user-ana", "Ana Lima"), Name(NameKind.USER, "user-ben", "Ben Ode")]}


def used(cell: Cell, user: str | None, tokens: int, hour: int = 2, requests: int = 1) -> UsageOfDay:
    labels = Labels(cell.project, cell.key, user, cell.model)
    return UsageOfDay(date(2026, 11, 24), 1, "completions", labels, requests, tokens, 0, 0, None, None, hour)


def person(rows: list[UsageOfDay], owners: dict[tuple[int, str], str] | None = None) -> Person | None:
    return person_of(FINDING, HOURS, rows, owners or {}, [ACME], NAMES)


def test_who_used_most_of_it_in_these_hours_is_named() -> None:
    rows = [used(EVAL, "user-ana", 900), used(EVAL, "user-ben", 100, hour=3), used(OTHER, "user-ben", 7)]
    assert person(rows) == Person("Ana Lima", 81, owns=False)
    assert person([used(EVAL, "user-ben", 900, hour=1), *rows]) == Person("Ana Lima", 81, owns=False)
    images = [used(EVAL, "user-ana", 0, requests=1), used(EVAL, "user-ben", 0, requests=9)]
    assert person(images) == Person("Ben Ode", 81, owns=False)


@pytest.mark.parametrize("user", [None, ""])
def test_where_no_user_is_told_it_is_whose_the_key_is(user: str | None) -> None:
    rows, owners = [used(EVAL, user, 900)], {(1, "key_1"): "user-ana", (2, "key_1"): "user-ben"}
    assert person(rows, owners) == Person("Ana Lima", 90, owns=True)
    assert person([used(EVAL, "user-ben", 1)], owners) == Person("Ben Ode", 90, owns=False)


def test_nobody_is_named_where_nobody_is_known_or_many_are_behind_it() -> None:
    assert person([]) is None
    assert person([], {(1, "key_1"): ""}) is None
    assert person([used(EVAL, "user-ana", 500), used(EVAL, "user-ben", 500)]) is None
    assert person_of(FINDING, HOURS, [used(EVAL, "user-ana", 1)], {}, [], NAMES) is None


def test_what_nobody_is_told_to_have_used_is_not_laid_at_the_door_of_who_used_a_little() -> None:
    rows = [used(EVAL, "user-ana", 10), used(EVAL, None, 990)]
    assert person(rows) is None
    assert person(rows, {(1, "key_1"): "user-ben"}) == Person("Ben Ode", 89, owns=True)


def test_somebody_without_a_name_is_an_id_as_everywhere() -> None:
    assert person([used(EVAL, "user-9876", 1)]) == Person("removed user …9876", 90, owns=False)


def test_of_a_day_all_hours_count_and_of_what_is_new_those_since_it_began() -> None:
    assert range(hour_of(SINCE), hour_of(LAST) + 1) == HOURS
    assert hours_of(FINDING, DEFAULTS[1]) == range(hour_of(SINCE.replace(hour=0)), hour_of(LAST) + 1)
    before = Finding("key_1", SINCE.replace(day=22), LAST, 1, 0, 1, {EVAL: 1})
    assert hours_of(before, New(Dimension.KEY)) == range(hour_of(SINCE.replace(day=22)), hour_of(LAST) + 1)
