"""From OpenAI's pages to figures: strict about money and order, lenient about what is new."""

import json
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.providers.contract import Figures, Nonsense, UsageRow, Window
from core.providers.openai.pages import PageReader, Span, span_of
from core.providers.openai.reports import (
    AUDIO_SPEECHES,
    AUDIO_TRANSCRIPTIONS,
    CODE_INTERPRETER_SESSIONS,
    COMPLETIONS,
    COSTS,
    FILE_SEARCH_CALLS,
    IMAGES,
    REPORTS,
    VECTOR_STORES,
    WEB_SEARCH_CALLS,
    Report,
)

FIRST = date(2026, 11, 1)
WINDOW = Window(FIRST, date(2026, 11, 8))
START = int(datetime(2026, 11, 1, tzinfo=UTC).timestamp())
DAY = 86_400
HOUR = 3_600


def bucket(start: int, *results: dict[str, Any], seconds: int = DAY) -> dict[str, Any]:
    return {"object": "bucket", "start_time": start, "end_time": start + seconds, "results": list(results)}


def page(*buckets: dict[str, Any], cursor: str | None = None) -> bytes:
    answer = {"object": "page", "data": list(buckets), "has_more": cursor is not None, "next_page": cursor}
    return json.dumps(answer).encode()


def reader(report: Report = COSTS) -> PageReader:
    return PageReader(report, report.dimensions, span_of(WINDOW, "1d" if report is COSTS else "1h"))


def read(*pages: bytes, report: Report = COSTS) -> Figures:
    reading = reader(report)
    for body in pages:
        reading.add(body)
    return reading.figures(WINDOW)


def cost(value: object = 1.5, currency: str | None = "usd", **fields: Any) -> dict[str, Any]:
    return {
        "object": "organization.costs.result",
        "amount": {"value": value, "currency": currency},
        "line_item": "gpt-4o-2024-08-06, input",
        "project_id": "proj_1",
        "api_key_id": "key_1",
        **fields,
    }


def used(**fields: Any) -> dict[str, Any]:
    return {
        "object": "organization.usage.completions.result",
        "input_tokens": 100,
        "output_tokens": 20,
        "num_model_requests": 3,
        "project_id": "proj_1",
        "model": "gpt-4o",
        "batch": False,
        **fields,
    }


def cost_page(amount: str) -> bytes:
    """A page with `amount` written as it is: JSON has more numbers than Python's floats."""
    return page(bucket(START, cost("AMOUNT"))).replace(b'"AMOUNT"', amount.encode())


@pytest.mark.parametrize(
    ("amount", "nanos"),
    [
        ("0.06", 60_000_000),
        ('"0.06"', 60_000_000),
        ("1e-9", 1),
        ("5e-10", 0),
        ("15e-10", 2),
        ("0.00000000050000000000000000000000000000000001", 1),
        ("0.1000000004999999999999999", 100_000_000),
        ("-12.5", -12_500_000_000),
        ("0", 0),
        ("1234567.123456789", 1_234_567_123_456_789),
        ("0E-30", 0),
        ("0.06" + "0" * 200, 60_000_000),
        ("null", 0),
    ],
)
def test_money_is_read_to_the_nano_dollar_from_a_number_or_a_string(amount: str, nanos: int) -> None:
    assert [row.nanos for row in read(cost_page(amount)).costs] == [nanos]


@pytest.mark.parametrize(
    "amount",
    [
        *('"NaN"', '"sNaN"', '"Infinity"', '"-Infinity"', "NaN", "Infinity"),
        *("1e-200", "1e-3000000", "1e11", "1e999999", "1e3000000", '"1e3000000"', "1e9999999999999999999"),
        *("true", '"ten"', '""', "[]"),
    ],
)
def test_what_is_not_money_is_refused_at_once_and_nothing_of_it_is_kept(amount: str) -> None:
    with pytest.raises(Nonsense) as caught:
        read(cost_page(amount))
    assert caught.value.__context__ is None
    assert caught.value.__cause__ is None


def test_more_money_in_a_window_than_a_database_can_add_up_is_refused() -> None:
    with pytest.raises(Nonsense, match="more money"):
        read(page(bucket(START, *(cost("8999999999", api_key_id=f"key_{n}") for n in range(2)))))


@given(st.lists(st.decimals(-1_000_000, 1_000_000, allow_nan=False, places=12), max_size=30))
def test_the_sum_of_the_rows_is_the_sum_of_the_amounts_within_half_a_nano_dollar_each(amounts: list[Decimal]) -> None:
    results = [cost(str(amount), api_key_id=f"key_{n % 5}") for n, amount in enumerate(amounts)]
    stored = sum(row.nanos for row in read(page(bucket(START, *results))).costs)
    exact = sum((Fraction(amount) * 10**9 for amount in amounts), Fraction())
    assert abs(stored - exact) <= Fraction(len(amounts), 2)


def test_a_null_amount_is_nothing_and_counted() -> None:
    figures = read(page(bucket(START, cost(None), cost() | {"amount": None})))
    assert [row.nanos for row in figures.costs] == [0, 0]
    assert figures.unknown == {"amount: null": 2}


def test_costs_are_labelled_with_their_project_item_key_and_the_model_in_the_item() -> None:
    figures = read(
        page(
            bucket(
                START,
                cost(quantity=7, quantity_unit="tokens", user_id="user_1"),
                cost(line_item="web search tool calls", api_source="agents_api"),
            )
        )
    )
    assert figures.grouping == ("project", "user", "item", "key", "api_source")
    assert [dict(series.labels) for series in figures.series] == [
        {
            "project": "proj_1",
            "user": "user_1",
            "item": "gpt-4o-2024-08-06, input",
            "key": "key_1",
            "api_source": "",
            "model": "gpt-4o-2024-08-06",
        },
        {
            "project": "proj_1",
            "user": "",
            "item": "web search tool calls",
            "key": "key_1",
            "api_source": "agents_api",
            "model": "",
        },
    ]
    assert [(series.endpoint, series.unit, series.currency) for series in figures.series] == [
        ("costs", "tokens", "usd"),
        ("costs", "", "usd"),
    ]
    assert [row.quantity for row in figures.costs] == [7.0, None]


def test_a_dimension_that_was_not_grouped_by_has_no_label_and_one_without_a_value_has_an_empty_one() -> None:
    asked = [each for each in COSTS.dimensions if each[0] in {"project", "item"}]
    reading = PageReader(COSTS, asked, span_of(WINDOW, "1d"))
    reading.add(page(bucket(START, cost(project_id=None, api_key_id=None))))
    figures = reading.figures(WINDOW)
    assert figures.grouping == ("project", "item")
    assert dict(figures.series[0].labels) == {
        "project": "",
        "item": "gpt-4o-2024-08-06, input",
        "model": "gpt-4o-2024-08-06",
    }


def test_currencies_and_units_we_do_not_know_are_kept_apart_and_counted() -> None:
    figures = read(page(bucket(START, cost(1), cost(2, "EUR"), cost(3, quantity_unit="furlongs"), cost(4, None))))
    assert [(series.currency, series.unit) for series in figures.series] == [
        ("usd", ""),
        ("eur", ""),
        ("usd", "furlongs"),
    ]
    assert [row.nanos // 10**9 for row in figures.costs] == [1, 2, 3, 4]
    assert [row.series for row in figures.costs] == [0, 1, 2, 0]
    assert figures.unknown == {"currency: eur": 1, "unit: furlongs": 1}


def test_usage_is_labelled_and_counted() -> None:
    rows = page(
        bucket(START, used(user_id="user_1", service_tier="default", input_cached_tokens=40), seconds=HOUR),
        bucket(START + HOUR, seconds=HOUR),
        bucket(START + 2 * HOUR, used(batch=True), used(batch=None), seconds=HOUR),
    )
    figures = read(rows, report=COMPLETIONS)
    assert figures.grouping == ("project", "user", "key", "model", "batch", "tier", "api_source")
    assert [dict(series.labels)["batch"] for series in figures.series] == ["false", "true", ""]
    assert dict(figures.series[0].labels) == {
        "project": "proj_1",
        "user": "user_1",
        "key": "",
        "model": "gpt-4o",
        "batch": "false",
        "tier": "default",
        "api_source": "",
    }
    assert list(figures.usage) == [
        (START, 0, 3, 100, 20, 40, None, None),
        (START + 2 * HOUR, 1, 3, 100, 20, 0, None, None),
        (START + 2 * HOUR, 2, 3, 100, 20, 0, None, None),
    ]


def counted(report: Report, **fields: Any) -> Figures:
    whole = {"object": report.result, "project_id": "proj_1", **fields}
    return read(page(bucket(START, whole, seconds=HOUR)), report=report)


@pytest.mark.parametrize(
    ("report", "fields", "unit", "requests", "quantity"),
    [
        (IMAGES, {"images": 7, "num_model_requests": 5, "size": "1024x1024", "source": "image.edit"}, "images", 5, 7),
        (AUDIO_SPEECHES, {"characters": 900, "num_model_requests": 2}, "characters", 2, 900),
        (AUDIO_TRANSCRIPTIONS, {"seconds": 61, "num_model_requests": 1}, "seconds", 1, 61),
        (VECTOR_STORES, {"usage_bytes": 2**53}, "bytes", 0, 2**53),
        (CODE_INTERPRETER_SESSIONS, {"num_sessions": 3}, "sessions", 0, 3),
        (FILE_SEARCH_CALLS, {"num_requests": 8, "vector_store_id": "vs_1"}, "", 8, None),
        (WEB_SEARCH_CALLS, {"num_requests": 8, "context_level": "low"}, "", 8, None),
        (IMAGES, {"images": None, "num_model_requests": None}, "images", 0, None),
    ],
)
def test_what_is_not_counted_in_tokens_is_a_quantity_with_its_unit(
    report: Report, fields: dict[str, Any], unit: str, requests: int, quantity: int | None
) -> None:
    figures = counted(report, **fields)
    assert list(figures.usage) == [(START, 0, requests, 0, 0, 0, quantity, None)]
    (series,) = figures.series
    assert (series.endpoint, series.unit, series.currency) == (report.endpoint.name, unit, "")
    assert dict(series.labels) == {word: str(fields.get(field) or "") for word, field in report.dimensions} | {
        "project": "proj_1"
    }
    assert figures.unknown == {}


def test_model_requests_of_web_searches_are_no_second_count_of_requests() -> None:
    figures = counted(WEB_SEARCH_CALLS, num_requests=8, num_model_requests=6)
    row = UsageRow(*figures.usage[0])
    assert (row.requests, row.quantity, row.rare) == (8, None, b'{"num_model_requests":6}')


def test_rare_numbers_are_kept_and_those_that_follow_from_others_are_not() -> None:
    plain = {"input_uncached_tokens": 100, "input_text_tokens": 100, "output_text_tokens": 20, "input_audio_tokens": 0}
    figures = read(
        page(bucket(START, used(**plain), used(input_audio_tokens=30, input_cache_write_tokens=5), seconds=HOUR)),
        report=COMPLETIONS,
    )
    assert UsageRow(*figures.usage[0]).rare is None
    assert msgspec.json.decode(UsageRow(*figures.usage[1]).rare or b"") == {
        "input_audio_tokens": 30,
        "input_cache_write_tokens": 5,
    }
    assert figures.unknown == {}


@pytest.mark.parametrize(("written", "tokens"), [("100.0", 100), ("1e3", 1_000), ("null", 0), ('"12"', 12)])
def test_whole_numbers_are_read_however_they_are_written(written: str, tokens: int) -> None:
    body = page(bucket(START, used(input_tokens="N"), seconds=HOUR)).replace(b'"N"', written.encode())
    assert [UsageRow(*row).input for row in read(body, report=COMPLETIONS).usage] == [tokens]


@pytest.mark.parametrize("written", ["-1", "-1.0", "0.5", "4611686018427387905", "1e30", "true", '"many"', "[]", "NaN"])
def test_counts_that_cannot_be_are_refused(written: str) -> None:
    body = page(bucket(START, used(input_tokens="N"), seconds=HOUR)).replace(b'"N"', written.encode())
    with pytest.raises(Nonsense):
        read(body, report=COMPLETIONS)


def test_fields_and_objects_we_do_not_know_are_counted_and_harm_nothing() -> None:
    figures = read(
        page(bucket(START, used(shoe_size=43, object="organization.usage.telepathy.result"), seconds=HOUR)),
        report=COMPLETIONS,
    )
    assert figures.unknown == {"field: shoe_size": 1, "object: organization.usage.telepathy.result": 1}
    assert len(figures.usage) == 1


def test_what_is_unknown_is_counted_within_bounds() -> None:
    strange = {"x" * 10_000 + str(n): n for n in range(1)} | {f"field{n}": n for n in range(200)}
    unknown = read(page(bucket(START, used(**strange), seconds=HOUR)), report=COMPLETIONS).unknown
    assert len(unknown) <= 50
    assert all(len(what) <= 100 for what in unknown)


def test_labels_are_kept_as_they_are_but_for_what_a_database_refuses() -> None:
    figures = read(page(bucket(START, used(model="$x_{1}$ 模型\x00" + "y" * 1_000), seconds=HOUR)), report=COMPLETIONS)
    model = dict(figures.series[0].labels)["model"]
    assert model.startswith("$x_{1}$ 模型\ufffdyyy")
    assert len(model) == 300


def test_pages_are_followed_by_their_cursor_to_the_end() -> None:
    reading = reader()
    assert reading.add(page(bucket(START, cost(1)), cursor="a")) == "a"
    assert reading.add(page(bucket(START + DAY, cost(2)), cursor="b")) == "b"
    assert reading.add(page(bucket(START + 2 * DAY, cost(3)))) is None
    assert [row.nanos // 10**9 for row in reading.figures(WINDOW).costs] == [1, 2, 3]


def test_a_bucket_may_go_on_on_the_next_page() -> None:
    figures = read(
        page(bucket(START, cost(1), cost(2, api_key_id="key_2")), cursor="a"),
        page(bucket(START, cost(3, api_key_id="key_3")), bucket(START + DAY, cost(4))),
    )
    assert [(row.start, row.series, row.nanos // 10**9) for row in figures.costs] == [
        (START, 0, 1),
        (START, 1, 2),
        (START, 2, 3),
        (START + DAY, 0, 4),
    ]


@pytest.mark.parametrize(
    "pages",
    [
        [page(bucket(START), cursor="a"), page(bucket(START + DAY), cursor="a")],
        [page(bucket(START), cursor="a"), page(cursor="b"), page(cursor="a")],
        [page(bucket(START, cost()), cursor="a"), page(bucket(START, cost()), cursor="b")],
        [page(bucket(START, cost()), bucket(START + DAY, cost())), page(bucket(START, cost(2)))],
        [page(bucket(START + DAY), bucket(START))],
        [page(bucket(START - DAY))],
        [page(bucket(START + 7 * DAY))],
        [page(bucket(START + 1))],
        [page(bucket(START, seconds=2 * DAY))],
        [page(bucket(START, seconds=0))],
        [page(bucket(START, seconds=-DAY))],
        [page(bucket(START)).replace(b'"has_more": false', b'"has_more": true')],
        [page(bucket(START, cost()))[:-20]],
        [b"<html><body>502 Bad Gateway</body></html>"],
        [b""],
        [b"{}"],
        [b"[]"],
        [b"null"],
        [b"\xff\xfe"],
        [b'{"data":' + b"[" * 100_000 + b"]" * 100_000 + b"}"],
        [b'{"data":[],"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}"],
    ],
    ids=str,
)
def test_pages_that_make_no_sense_are_refused(pages: list[bytes]) -> None:
    with pytest.raises(Nonsense) as caught:
        read(*pages)
    assert caught.value.__context__ is None


def test_pages_without_an_end_are_given_up() -> None:
    reading = reader()

    def follow() -> None:
        for n in range(10_000):
            reading.add(page(cursor=str(n)))

    with pytest.raises(Nonsense, match="without an end"):
        follow()


def test_the_newest_bucket_may_end_where_the_question_ended() -> None:
    reading = PageReader(COMPLETIONS, COMPLETIONS.dimensions, Span(START, START + HOUR, "1h"))
    reading.add(page(bucket(START, used(), seconds=1_800)))
    assert len(reading.figures(WINDOW).usage) == 1


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    with suppress(Nonsense):
        reader(COMPLETIONS).add(body)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from([COMPLETIONS, COSTS]), st.data())
def test_a_page_with_anything_in_any_field_is_read_or_refused(report: Report, data: st.DataObject) -> None:
    result = cost() if report is COSTS else used(input_cached_tokens=1)
    for field in data.draw(st.sets(st.sampled_from(sorted(result)), max_size=3)):
        result[field] = data.draw(JSON)
    answer = json.loads(page(bucket(START, result, seconds=DAY if report is COSTS else HOUR)))
    for field in data.draw(st.sets(st.sampled_from(sorted(answer)), max_size=2)):
        answer[field] = data.draw(JSON)
    reading = reader(report)
    with suppress(Nonsense):
        reading.add(json.dumps(answer).encode())
        figures = reading.figures(WINDOW)
        used_series = {UsageRow(*row).series for row in figures.usage} | {row.series for row in figures.costs}
        assert used_series <= set(range(len(figures.series)))


@given(
    st.lists(
        st.tuples(st.integers(0, 23), st.sampled_from("abc"), st.integers(0, 10**12), st.integers(0, 10**9)),
        max_size=40,
    ),
    st.integers(1, 24),
)
def test_however_an_answer_is_cut_into_pages_the_figures_are_the_same(
    entries: list[tuple[int, str, int, int]], buckets_a_page: int
) -> None:
    buckets = [
        bucket(
            START + hour * HOUR,
            *(used(model=m, input_tokens=i, output_tokens=o) for h, m, i, o in entries if h == hour),
            seconds=HOUR,
        )
        for hour in range(24)
    ]
    cuts = [buckets[n : n + buckets_a_page] for n in range(0, 24, buckets_a_page)]
    pages = [page(*cut, cursor=str(n) if n + 1 < len(cuts) else None) for n, cut in enumerate(cuts)]
    figures, whole = read(*pages, report=COMPLETIONS), read(page(*buckets), report=COMPLETIONS)
    assert figures == whole
    assert sum(UsageRow(*row).input for row in figures.usage) == sum(i for _, _, i, _ in entries)
    assert sum(UsageRow(*row).output for row in figures.usage) == sum(o for *_, o in entries)


_WORDS = st.text(st.characters(min_codepoint=97, max_codepoint=122), min_size=1, max_size=8).map("x_{}".format)


@given(
    report=st.sampled_from(REPORTS),
    fields=st.dictionaries(_WORDS, JSON, max_size=4),
    tier=_WORDS,
    unit=_WORDS,
    currency=_WORDS,
)
def test_whatever_is_new_at_an_endpoint_is_counted_and_its_figures_are_the_same(
    report: Report, fields: dict[str, Any], tier: str, unit: str, currency: str
) -> None:
    money = {"amount": {"value": 1.5, "currency": "usd"}, "quantity": 2, "quantity_unit": "tokens"}
    counts = {report.requests or "num_model_requests": 3, report.quantity or "input_tokens": 7}
    known = {"object": report.result, "service_tier": "flex", **(money if report is COSTS else counts)}
    new = fields | {"amount": {"value": 1.5, "currency": currency}, "quantity_unit": unit, "service_tier": tier}
    changed = known | {name: value for name, value in new.items() if name in known.keys() | fields.keys()}
    seconds = DAY if report is COSTS else HOUR
    before, after = (read(page(bucket(START, each, seconds=seconds)), report=report) for each in (known, changed))
    assert [row.nanos for row in after.costs] == [row.nanos for row in before.costs]
    assert list(after.usage) == list(before.usage)
    expected = {f"field: {name}" for name in fields}
    if report is COSTS:
        expected |= {f"unit: {unit}", f"currency: {currency}"}
    if "service_tier" in dict(report.dimensions).values():
        expected.add(f"tier: {tier}")
    assert set(after.unknown) - set(before.unknown) == expected
