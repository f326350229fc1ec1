"""What was said of a day is known by its digest: by all of it, and by nothing else."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.providers.contract import CostRow, Figures, UsageRow
from storage.rows import epoch, prepare
from tests.integration.given import GPT, O3, TODAY, cost, costs, usage, used, window

YESTERDAY = TODAY - timedelta(days=1)
WEEK = window(7, 7)

numbers = st.integers(0, 2**40)
rows = st.builds(
    UsageRow,
    st.builds(
        lambda ago, hour: epoch(TODAY - timedelta(days=ago)) + 3600 * hour, st.integers(1, 7), st.integers(0, 23)
    ),
    st.integers(0, 1),
    numbers,
    numbers,
    numbers,
    numbers,
    st.none() | st.floats(0, 1e9),
    st.none() | st.sampled_from([b'{"a":1}', b'{"a":2}']),
)
answers = st.lists(rows, max_size=12, unique_by=lambda row: row[:2])


def digests(figures: Figures) -> dict[date, bytes]:
    return dict(prepare(figures).days)


def of_day(said: list[UsageRow], day: date) -> set[UsageRow]:
    return {row for row in said if epoch(day) <= row.start < epoch(day + timedelta(days=1))}


@given(answers, answers)
def test_two_days_have_the_same_digest_where_the_same_was_said_of_them(
    one: list[UsageRow], other: list[UsageRow]
) -> None:
    ours, theirs = digests(usage(WEEK, *one)), digests(usage(WEEK, *other))
    assert list(ours) == list(WEEK.days())
    for day in WEEK.days():
        assert (ours[day] == theirs[day]) is (of_day(one, day) == of_day(other, day))


@given(answers)
def test_the_order_of_rows_and_of_series_is_of_no_meaning(said: list[UsageRow]) -> None:
    turned = [row._replace(series=1 - row.series) for row in reversed(said)]
    assert digests(usage(WEEK, *said)) == digests(usage(WEEK, *turned, series=(O3, GPT)))


@settings(max_examples=40)
@given(answers, st.integers(0, 11), st.sampled_from(UsageRow._fields[1:]), st.data())
def test_each_number_and_label_counts(said: list[UsageRow], index: int, name: str, data: st.DataObject) -> None:
    assume(index < len(said))
    other = getattr(data.draw(rows), name)
    assume(other != getattr(said[index], name))
    changed = [*said[:index], said[index]._replace(**{name: other}), *said[index + 1 :]]
    assume(len({row[:2] for row in changed}) == len(said))
    before, after = digests(usage(WEEK, *said)), digests(usage(WEEK, *changed))
    assert sum(before[day] != after[day] for day in WEEK.days()) == 1


@pytest.mark.parametrize(
    "other",
    [
        usage(window(1), used(YESTERDAY), width="1d"),
        usage(window(1), used(YESTERDAY), grouping=("model",)),
        usage(window(1), used(YESTERDAY), series=(GPT._replace(unit="tokens"), O3)),
        costs(window(1), cost(YESTERDAY)),
    ],
)
def test_how_it_was_asked_for_counts(other: Figures) -> None:
    assert digests(usage(window(1), used(YESTERDAY))) != digests(other)


def test_what_comes_in_two_rows_is_what_comes_in_one() -> None:
    """A provider may split by what nobody asked for."""
    whole = costs(window(1), CostRow(epoch(YESTERDAY), 0, 5, None))
    halves = replace(whole, costs=[CostRow(epoch(YESTERDAY), 0, 2, None), CostRow(epoch(YESTERDAY), 0, 3, None)])
    assert digests(whole) == digests(halves)


def test_the_rows_of_some_days_are_those_within_them() -> None:
    two_days_ago = TODAY - timedelta(days=2)
    whole = prepare(usage(window(3, 3), used(two_days_ago), used(YESTERDAY, 3), used(TODAY - timedelta(days=3))))
    assert [row[0] for row in whole.within(window(2)).plain] == [epoch(two_days_ago)]
