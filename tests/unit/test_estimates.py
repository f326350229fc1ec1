"""What is used and not billed yet: prices, rests, and how good they were, in small worlds written by hand."""

import socket
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.estimates.days import settled_days, waiting_days
from core.estimates.estimates import Estimates, Keep, estimates_of, learn
from core.estimates.prices import Listed
from core.estimates.public import list_price
from core.estimates.replay import usual_error
from core.estimates.rows import CostOfDay, Labels, Price, UsageOfDay, Ware
from core.estimates.sharing import share, shared_out
from core.money import NANOS
from core.providers.openai import match
from tests.unit.worlds import ACME, NOW, TODAY, day, moving, settled, span

YESTERDAY = TODAY - timedelta(days=1)
HISTORY = span(day(1), day(20))
"""Settled days."""


def used(
    when: date, model: str, read: int = 0, *, written: int = 0, cached: int = 0, key: str = "k1", **more: object
) -> UsageOfDay:
    labels = Labels(
        "p1", key, "u1", model, tier=str(more.get("tier", "default")), batch=str(more.get("batch", "false"))
    )
    rare = more.get("rare")
    return UsageOfDay(
        when, 1, "completions", labels, 1, read, written, cached, None, rare if isinstance(rare, bytes) else None
    )


def tool(
    when: date, endpoint: str, requests: int = 0, quantity: float | None = None, key: str | None = "k1"
) -> UsageOfDay:
    return UsageOfDay(when, 1, endpoint, Labels("p1", key, None, "gpt-5"), requests, 0, 0, 0, quantity, None)


def billed(
    when: date, item: str, dollars: float, quantity: float | None = None, key: str | None = "k1", currency: str = "usd"
) -> CostOfDay:
    labels = Labels("p1", key, model=item.partition(",")[0] if "," in item else "", item=item)
    return CostOfDay(when, 1, labels, currency, round(dollars * NANOS), quantity)


def nothing_listed(ware: Ware, when: date) -> Price | None:
    return None


def a_dollar_a_token(ware: Ware, when: date) -> Price | None:
    return Price(NANOS, 2, "usd", listed=True) if ware.name == "listed-1" else None


LEDGER = [*(settled(each) for each in HISTORY), *(moving(each) for each in span(day(21), TODAY))]


def estimated(
    costs: Iterable[CostOfDay],
    usage: Iterable[UsageOfDay],
    listed: Listed = nothing_listed,
    keep: Keep = lambda *_: True,
) -> Estimates:
    return estimates_of(learn(list(costs), list(usage), {1: LEDGER}, [ACME], NOW, match, listed), keep)


def dollars(found: Estimates, when: date | None = None) -> float:
    return sum(rest.nanos for rest in found.rests if when in (None, rest.day)) / NANOS


def test_what_is_not_billed_is_priced_as_the_last_settled_days_were() -> None:
    usage = [used(day(20), "o3-x", 1000), used(TODAY, "o3-x", 500)]
    assert dollars(estimated([billed(day(20), "o3-x, input", 10)], usage)) == 5


def test_each_kind_of_token_has_its_own_price() -> None:
    usage = [used(day(20), "o3-x", 1000, cached=400, written=100), used(TODAY, "o3-x", 100, cached=100, written=10)]
    costs = [
        billed(day(20), "o3-x, input", 6),
        billed(day(20), "o3-x, cached input", 2),
        billed(day(20), "o3-x, output", 5),
    ]
    assert dollars(estimated(costs, usage)) == 0.5 + 0.5


def test_the_newer_way_of_writing_line_items_is_read_too() -> None:
    rare = b'{"input_cache_write_tokens":100,"input_audio_tokens":50}'
    usage = [used(day(20), "gpt-6-astra", 1000, rare=rare), used(TODAY, "gpt-6-astra", 1000, rare=rare)]
    costs = [
        billed(day(20), "gpt-6-astra, input_tokens", 8.5),
        billed(day(20), "gpt-6-astra, cache_write_tokens", 2),
        billed(day(20), "gpt-6-astra, audio input", 4),
    ]
    assert dollars(estimated(costs, usage)) == 14.5


def test_kinds_that_are_not_billed_apart_count_as_what_they_are_billed_as() -> None:
    usage = [used(day(20), "o3-x", 1000, cached=500), used(TODAY, "o3-x", 100, cached=100)]
    assert dollars(estimated([billed(day(20), "o3-x, input", 10)], usage)) == 1


def test_of_a_day_billed_in_part_only_the_rest_is_estimated() -> None:
    usage = [used(day(20), "o3-x", 1000), used(YESTERDAY, "o3-x", 1000), used(TODAY, "o3-x", 100)]
    costs = [billed(day(20), "o3-x, input", 10), billed(YESTERDAY, "o3-x, input", 7)]
    found = estimated(costs, usage)
    assert (dollars(found, YESTERDAY), dollars(found, TODAY)) == (3, 1)


def test_a_line_that_is_billed_higher_than_expected_takes_nothing_from_another() -> None:
    usage = [used(when, model, 1000) for when in (day(20), YESTERDAY) for model in ("a-1", "b-1")]
    costs = [billed(day(20), f"{model}, input", 10) for model in ("a-1", "b-1")]
    found = estimated([*costs, billed(YESTERDAY, "a-1, input", 15)], usage)
    assert [(rest.labels.model, rest.nanos) for rest in found.rests] == [("b-1", 10 * NANOS)]


def test_a_day_that_ended_two_days_ago_has_no_rest_though_it_is_not_settled() -> None:
    usage = [used(day(20), "o3-x", 1000), used(day(21), "o3-x", 1000), used(day(22), "o3-x", 1000)]
    found = estimated([billed(day(20), "o3-x, input", 10), billed(day(21), "o3-x, input", 9)], usage)
    assert (dollars(found, day(21)), dollars(found, day(22))) == (0, 10)


def test_a_new_price_counts_as_soon_as_a_bill_has_it() -> None:
    usage = [used(each, "o3-x", 1000) for each in (day(19), day(20), YESTERDAY, TODAY)]
    costs = [billed(each, "o3-x, input", 10, quantity=1000) for each in (day(19), day(20))]
    found = estimated([*costs, billed(YESTERDAY, "o3-x, input", 2, quantity=250)], usage)
    assert (dollars(found, YESTERDAY), dollars(found, TODAY)) == (6, 8)


@pytest.mark.parametrize("nonsense", [1e308, -1000.0, 0.0])
def test_a_bill_that_counts_nonsense_is_taken_by_its_amount(nonsense: float) -> None:
    usage = [used(day(20), "o3-x", 1000), used(TODAY, "o3-x", 500)]
    assert dollars(estimated([billed(day(20), "o3-x, input", 10, quantity=nonsense)], usage)) == 5


def test_a_keys_own_price_comes_first_then_its_projects() -> None:
    usage = [used(day(20), "o3-x", 1000), used(day(20), "o3-x", 1000, key="k2")]
    costs = [billed(day(20), "o3-x, input", 10), billed(day(20), "o3-x, input", 4, key="k2")]
    today = [used(TODAY, "o3-x", 1000, key=key) for key in ("k1", "k2", "k3")]
    found = estimated(costs, usage + today)
    assert [(rest.labels.key, rest.nanos) for rest in found.rests] == [
        ("k1", 10 * NANOS),
        ("k2", 4 * NANOS),
        ("k3", 7 * NANOS),
    ]


def test_where_tiers_are_mixed_a_batch_counts_half_and_priority_double() -> None:
    usage = [used(day(20), "o3-x", 1000), used(day(20), "o3-x", 1000, batch="true")]
    today = [used(TODAY, "o3-x", 1000, batch="true"), used(TODAY, "o3-x", 1000, tier="priority")]
    found = estimated([billed(day(20), "o3-x, input", 15)], usage + today)
    assert [rest.nanos for rest in found.rests] == [5 * NANOS, 20 * NANOS]


def test_bills_that_are_not_split_by_key_are_taken_off_all_keys_in_proportion() -> None:
    usage = [used(when, "o3-x", 1000, key=key) for when in (day(20), YESTERDAY) for key in ("k1", "k2")]
    costs = [billed(day(20), "o3-x, input", 20, key=None), billed(YESTERDAY, "o3-x, input", 14, key=None)]
    assert [(rest.labels.key, rest.nanos) for rest in estimated(costs, usage).rests] == [
        ("k1", 3 * NANOS),
        ("k2", 3 * NANOS),
    ]


def test_a_model_without_a_bill_is_priced_from_the_list_and_one_that_is_not_there_is_named() -> None:
    found = estimated([], [used(TODAY, "listed-1", 3), used(TODAY, "secret-1", 5)], a_dollar_a_token)
    assert (dollars(found), found.unpriced) == (3, ((TODAY, Ware("secret-1", "input")),))
    assert all(rest.listed for rest in found.rests)


def test_the_public_list_knows_models_by_their_dates_and_has_no_price_for_what_it_does_not_know(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def nothing_is_fetched(*_: object) -> None:
        raise AssertionError("the list comes with the library")

    list_price.cache_clear()
    monkeypatch.setattr(socket.socket, "connect", nothing_is_fetched)
    price = list_price(Ware("gpt-4o-mini-2024-07-18", "cached input"), TODAY)
    assert price is not None
    assert (price.of(2 * 10**6), price.currency, price.listed) == (75 * NANOS // 1000, "usd", True)
    assert list_price(Ware("gpt-realtime-2025-08-28", "audio output"), TODAY) != list_price(
        Ware("gpt-realtime-2025-08-28", "output"), TODAY
    )
    for unknown in (Ware("nobody-1", "input"), Ware("whisper-1", "input"), Ware("gpt-4o-mini", "seconds")):
        assert list_price(unknown, TODAY) is None


def test_the_list_is_in_dollars_and_is_not_added_to_another_currency() -> None:
    costs = [billed(day(20), "o3-x, input", 10, currency="eur")]
    found = estimated(
        costs, [used(day(20), "o3-x", 1000), used(TODAY, "o3-x", 100), used(TODAY, "listed-1", 3)], a_dollar_a_token
    )
    assert [(rest.currency, rest.nanos) for rest in found.rests] == [("eur", NANOS)]
    assert found.unpriced == ((TODAY, Ware("listed-1", "input")),)


def test_tools_are_priced_by_the_call_and_billed_without_a_key() -> None:
    usage = [tool(when, "web_search_calls", requests=200) for when in (day(20), YESTERDAY)]
    costs = [
        billed(day(20), "web search tool calls", 2, key=""),
        billed(YESTERDAY, "web search tool calls", 1.5, key=""),
    ]
    (rest,) = estimated(costs, usage).rests
    assert (rest.nanos, rest.labels.key, rest.labels.model) == (NANOS // 2, "", "")


def test_what_is_kept_is_priced_by_how_long_it_was_there_in_whatever_unit() -> None:
    usage = [tool(when, "vector_stores", quantity=2.0**40, key=None) for when in (day(20), TODAY)]
    found = estimated([billed(day(20), "vector storage", 24, 24576.0, key="")], usage)
    assert 9.2 < dollars(found) < 9.3  # at a quarter past nine


def test_what_is_billed_and_never_counted_is_named() -> None:
    found = estimated([billed(day(20), "fine-tuning training", 3), billed(day(2), "old thing", 3)], [])
    assert (found.rests, found.uncounted) == ((), ("fine-tuning training",))


def test_credits_are_no_price() -> None:
    usage = [used(day(20), "o3-x", 1000), used(TODAY, "o3-x", 500)]
    costs = [
        billed(day(20), "o3-x, input", 10),
        billed(day(20), "o3-x, input", -4),
        billed(day(20), "service credit", -40),
    ]
    assert dollars(estimated(costs, usage)) == 5


def test_prices_are_learnt_from_everything_and_only_what_is_asked_for_is_kept() -> None:
    usage = [used(day(20), "o3-x", 1000), used(TODAY, "o3-x", 100), used(TODAY, "o3-x", 100, key="k2")]
    costs = [billed(day(20), "o3-x, input", 10)]
    found = estimated(costs, usage, keep=lambda _, labels: labels.key == "k2")
    assert [(rest.labels.key, rest.nanos) for rest in found.rests] == [("k2", NANOS)]


def test_a_settled_day_is_estimated_again_from_what_was_known_three_days_before_it() -> None:
    usage = [used(each, "o3-x", 1000) for each in HISTORY]
    costs = [billed(each, "o3-x, input", 10 if each < day(15) else 8) for each in HISTORY]
    misses = estimated(costs, usage).misses
    assert misses["usd", day(14)] == (10 * NANOS, 10 * NANOS)
    assert misses["usd", day(17)] == (10 * NANOS, 8 * NANOS)
    assert misses["usd", day(20)][0] < 10 * NANOS


def test_the_usual_error_is_a_median_in_whole_percent_and_unknown_for_a_few_days() -> None:
    days = [(102, 100), (99, 100), (100, 100), (150, 100), (0, 0)]
    assert usual_error(days) is None
    assert usual_error([*days, (101, 100)]) == 1
    assert usual_error([(1035, 1000)] * 5) == 4


def test_a_day_waits_for_its_bill_until_it_is_read_two_days_after_its_end_unless_it_is_disconnected() -> None:
    now = datetime(2026, 11, 24, 9, tzinfo=UTC)
    late = moving(day(21), read_at=datetime(2026, 11, 23, 23, tzinfo=UTC))
    newest = {(1, day(22)), (1, day(23)), (1, day(24))}
    assert waiting_days({}, [ACME], now) == newest
    assert waiting_days({1: [moving(day(21))]}, [ACME], now) == newest
    assert waiting_days({1: [late]}, [ACME], now) == {*newest, (1, day(21))}
    assert waiting_days({1: [late]}, [replace(ACME, disconnected_at=now)], now) == set()
    assert settled_days({1: LEDGER}) == {(1, each) for each in HISTORY}


@given(st.integers(-(10**15), 10**15), st.lists(st.integers(0, 10**12), min_size=1, max_size=20))
def test_shares_add_up_to_the_nano_and_none_is_off_by_a_whole_one(amount: int, weights: list[int]) -> None:
    parts = share(amount, weights)
    assert sum(parts) == amount
    whole = sum(weights) or len(weights)
    for part, weight in zip(parts, weights if sum(weights) else [1] * len(weights), strict=True):
        assert abs(part * whole - amount * weight) < whole


def test_a_bill_that_tells_the_key_is_left_alone_and_one_that_does_not_is_shared_by_the_weighted_use() -> None:
    usage = [
        used(TODAY, "o3-x", 300),
        used(TODAY, "o3-x", 100, key="k2"),
        used(TODAY, "o3-x", 100, key="k2", tier="flex"),
    ]
    costs = [
        billed(TODAY, "o3-x, input", 9, key=None),
        billed(TODAY, "o3-x, input", 5),
        billed(TODAY, "credit", -2, key=None),
    ]
    bills, parts = match(costs, usage, NOW)
    shared = [(bill.labels.key, bill.nanos / NANOS) for bill in shared_out(bills, parts, ["key"])]
    assert shared == [("k1", 6), ("k2", 3), ("k1", 5), (None, -2)]


@given(
    st.lists(st.tuples(st.sampled_from(["a-1", "b-1"]), st.integers(-(10**6), 10**6)), max_size=8),
    st.lists(
        st.tuples(st.sampled_from(["a-1", "b-1"]), st.sampled_from(["k1", "k2", "k3"]), st.integers(0, 10**6)),
        max_size=8,
    ),
)
def test_what_is_shared_out_adds_up_to_the_bill(
    bills: list[tuple[str, int]], parts: list[tuple[str, str, int]]
) -> None:
    costs = [CostOfDay(TODAY, 1, Labels("p1", item=f"{model}, input"), "usd", nanos, None) for model, nanos in bills]
    before, after = match(costs, [used(TODAY, model, n, key=key) for model, key, n in parts], NOW)
    shared = shared_out(before, after, ["key"])
    for ware in {bill.ware for bill in before}:
        assert sum(bill.nanos for bill in shared if bill.ware == ware) == sum(
            bill.nanos for bill in before if bill.ware == ware
        )


def test_a_bill_is_shared_by_key_and_within_each_key_by_person_and_tier() -> None:
    def part(key: str, user: str, tokens: int, batch: str) -> UsageOfDay:
        whole = used(TODAY, "o3-x", tokens, key=key)
        return whole._replace(labels=whole.labels._replace(user=user, batch=batch, tier="default"))

    usage = [part("k1", "ana", 100, "false"), part("k1", "ben", 200, "true"), part("k2", "ben", 200, "false")]
    bills, parts = match([billed(TODAY, "o3-x, input", 8, key=None)], usage, NOW)
    shared = shared_out(bills, parts, ["key", "user", "tier"])
    assert [(*(each.labels.of(by) for by in ("key", "user", "tier")), each.nanos / NANOS) for each in shared] == [
        ("k1", "ana", "default", 2),
        ("k1", "ben", "batch", 2),
        ("k2", "ben", "default", 4),
    ]


AMOUNTS = st.lists(
    st.tuples(st.sampled_from(["a-1", "b-1"]), st.sampled_from(["k1", "k2"]), st.integers(0, 10**6)), max_size=12
)


def test_a_projects_bill_is_shared_among_its_own_keys_only() -> None:
    other = used(TODAY, "o3-x", 300, key="k2")
    usage = [used(TODAY, "o3-x", 100), other._replace(labels=other.labels._replace(project="p2"))]
    bills, parts = match([billed(TODAY, "o3-x, input", 9, key=None)], usage, NOW)
    assert [(bill.labels.key, bill.nanos) for bill in shared_out(bills, parts, ["key"])] == [("k1", 9 * NANOS)]


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_no_rest_is_negative_or_more_than_what_was_used_comes_to(
    before: list[tuple[str, str, int]], today: list[tuple[str, str, int]], bills: list[tuple[str, str, int]]
) -> None:
    usage = [
        used(when, model, n, key=key) for when, rows in ((day(20), before), (TODAY, today)) for model, key, n in rows
    ]
    costs = [billed(day(20), f"{model}, input", n / 100, key=key) for model, key, n in before]
    nothing_yet = estimated(costs, usage)
    some = estimated([*costs, *(billed(TODAY, f"{model}, input", n / 100, key=key) for model, key, n in bills)], usage)
    assert all(rest.nanos > 0 for rest in some.rests)
    assert sum(rest.nanos for rest in some.rests) <= sum(rest.nanos for rest in nothing_yet.rests)
