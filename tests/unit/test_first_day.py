"""How far back is collected: to the day that is wanted, or to where nothing more is to be found."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.connection import QUIET
from tests.unit.worlds import ACME

TODAY = date(2026, 11, 24)
WANTED = TODAY - timedelta(days=3649)
DAY = timedelta(days=1)


def first_day(since: date | None, wanted: date = WANTED) -> date:
    return replace(ACME, backfill_from=wanted, organization_since=since).first_day


def test_it_is_the_day_that_is_wanted_when_the_organization_is_older_or_nobody_knows() -> None:
    assert first_day(None) == WANTED
    assert first_day(date(2010, 1, 1)) == WANTED
    assert first_day(WANTED + QUIET) == WANTED


def test_it_is_a_quarter_before_the_oldest_that_is_known_of_a_younger_one() -> None:
    assert first_day(date(2026, 7, 1)) == date(2026, 4, 2)
    assert first_day(TODAY, wanted=TODAY - timedelta(days=29)) == TODAY - timedelta(days=29)


@given(st.sets(st.integers(0, 3649)), st.integers(0, 3649))
def test_no_figures_are_lost_that_lie_less_than_a_quarter_before_others(ages: set[int], oldest_project: int) -> None:
    """Collected again and again, as the collector does: what is found takes the first day back."""
    figures = {TODAY - DAY * age for age in ages}
    since = told = TODAY - DAY * oldest_project
    first, before = first_day(since), None
    while first != before:
        found = [day for day in figures if day >= first]
        since = min([since, *found])
        first, before = first_day(since), first
    assert first >= WANTED
    lost = [day for day in figures if day < first]
    kept = min([told, *(day for day in figures if day >= first)])
    assert all(kept - day > QUIET for day in lost)
    assert told - first <= QUIET or any(told > day >= first for day in figures)
