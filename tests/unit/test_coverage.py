"""Which days are collected whole: a figure of a part is not taken for all there is."""

from datetime import date

from core.coverage import coverage, of_whole_days
from core.providers.contract import Endpoint
from tests.unit.worlds import day, settled

COSTS = Endpoint("costs", "costs", ("1d",), {"1d": 60})
COMPLETIONS = Endpoint("completions", "usage", ("1h", "1d"), {"1h": 7})
IMAGES = Endpoint("images", "usage", ("1h", "1d"), {"1h": 7}, essential=False)
ALL = (COSTS, COMPLETIONS, IMAGES)


def kept(*collected: tuple[str, int]) -> set[tuple[str, date]]:
    lines = [settled(day(number), endpoint=name) for name, number in collected]
    return {(each.endpoint, each.day) for each in of_whole_days(lines, ALL)}


def test_a_day_without_an_essential_endpoint_is_not_whole() -> None:
    assert kept(("images", 20), ("completions", 21), ("images", 21)) == {
        ("completions", day(21)),
        ("images", day(21)),
    }


def test_a_day_without_another_one_is_not_whole_before_the_last_that_it_has() -> None:
    assert kept(("completions", 20), ("completions", 21), ("images", 21), ("completions", 22)) == {
        ("completions", day(21)),
        ("images", day(21)),
        ("completions", day(22)),
    }


def test_an_organization_that_does_without_an_endpoint_has_whole_days() -> None:
    assert kept(("completions", 20)) == {("completions", day(20))}


def test_costs_and_usage_are_wholes_of_their_own() -> None:
    assert kept(("costs", 20), ("completions", 21)) == {("costs", day(20)), ("completions", day(21))}


def test_of_a_connection_a_day_needs_both() -> None:
    lines = [
        settled(day(number), endpoint=name) for name, number in (("costs", 20), ("completions", 20), ("costs", 21))
    ]
    assert coverage(lines, ALL, day(20), day(22)).missing == (day(21), day(22))
