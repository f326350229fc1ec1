"""Why a bill is what it is: lines that add up exactly to its change, whatever the figures are."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.views.why import build_why
from core.estimates.rows import Bill, Labels, Part, Span, UsageOfDay, Ware
from core.money import NANOS
from core.providers.contract import Name
from core.questions import Dimension, NotUnderstood, Question, last_days
from core.questions.comparable import days_before
from core.questions.dimensions import Measure
from core.reports.days import days_of, ledger_of
from core.reports.labels import Label
from core.why import Explanation, NothingBilled, NothingSettled, explain, read_why, why_sentence
from core.why.days import Chosen, choose, choose_newest
from core.why.explain import Labels as Known
from core.why.explanation import Incomparable
from sandbox.slack.blocks import problems
from tests.unit.worlds import ACME, ALL, NOW, READ_AT, TODAY, connection, day

BEFORE, THEN = day(10), day(17)
Row = Bill | Part | UsageOfDay


def bill(
    when: date,
    dollars: float,
    model: str = "o3",
    project: str | None = "p1",
    key: str | None = "k1",
    kind: str = "input",
    currency: str = "usd",
) -> Bill:
    labels = Labels(project=project, key=key, model=model, item=f"{model}, {kind}")
    return Bill(when, 1, labels, Ware(model, kind), currency, round(dollars * NANOS), None)


def part(
    when: date,
    tokens: int,
    model: str = "o3",
    project: str = "p1",
    key: str = "k1",
    kind: str = "input",
    weight: int = 2,
) -> Part:
    labels = Labels(project=project, key=key, model=model, kind="completions")
    return Part(when, 1, "completions", labels, Ware(model, kind), tokens * weight, tokens)


def used(
    when: date, requests: int, read: int, cached: int = 0, batch: str = "false", model: str = "o3", project: str = "p1"
) -> UsageOfDay:
    labels = Labels(project=project, key="k1", model=model, batch=batch, kind="completions")
    return UsageOfDay(when, 1, "completions", labels, requests, read, 0, cached, None, None)


def span_of(when: date, rows: Iterable[Row]) -> Span:
    mine = [row for row in rows if row.day == when]
    return Span(
        [row for row in mine if isinstance(row, Bill)],
        [row for row in mine if isinstance(row, Part)],
        [row for row in mine if isinstance(row, UsageOfDay)],
    )


def question(text: str = "2026-11-17") -> Question:
    asked = read_why(text, TODAY)
    assert isinstance(asked, Question), asked
    return asked


def explained(
    rows: Sequence[Row], text: str = "2026-11-17", known: Known | None = None, names: Sequence[Name] = ()
) -> Explanation:
    found = explain(
        question(text),
        (THEN, THEN),
        (BEFORE, BEFORE),
        (span_of(BEFORE, rows), span_of(THEN, rows)),
        known or {by: set() for by in Dimension},
        28,
        [ACME],
        {1: names},
        (),
        READ_AT,
        NOW,
    )
    assert isinstance(found, Explanation), found
    return found


def test_twice_the_tokens_at_the_same_price_is_volume() -> None:
    [line] = explained([bill(BEFORE, 10), part(BEFORE, 100), bill(THEN, 20), part(THEN, 200)]).movers
    assert (line.parts.volume, line.parts.price, line.parts.mix) == (10 * NANOS, 0, 0)


def test_another_price_for_the_same_tokens_is_price() -> None:
    [line] = explained([bill(BEFORE, 10), part(BEFORE, 100), bill(THEN, 8), part(THEN, 100)]).movers
    assert (line.parts.volume, line.parts.price, line.parts.mix) == (0, -2 * NANOS, 0)


def test_a_dearer_model_for_as_many_tokens_is_mix() -> None:
    """A project that moves from one model to another: by project there is one line, and no volume in it."""
    rows: list[Row] = [
        *(bill(BEFORE, 10, "mini"), part(BEFORE, 100, "mini"), bill(THEN, 60, "o3"), part(THEN, 100, "o3")),
        *(bill(BEFORE, 5, "mini", "p2", "k2"), part(BEFORE, 100, "mini", "p2", "k2")),
        *(bill(THEN, 5, "mini", "p2", "k2"), part(THEN, 100, "mini", "p2", "k2")),
    ]
    found = explained(rows, "2026-11-17 by project")
    line = found.movers[0]
    assert (line.parts.volume, line.parts.price, line.parts.mix) == (0, 0, 50 * NANOS)
    assert line.by_models == 50 * NANOS


def test_less_from_the_cache_is_mix_and_the_share_is_told() -> None:
    cached: Final = "cached input"
    rows: list[Row] = [
        *(bill(BEFORE, 4), part(BEFORE, 40), bill(BEFORE, 0.6, kind=cached), part(BEFORE, 60, kind=cached)),
        *(bill(THEN, 7), part(THEN, 70), bill(THEN, 0.3, kind=cached), part(THEN, 30, kind=cached)),
        *(used(BEFORE, 10, 100, cached=60), used(THEN, 10, 100, cached=30)),
    ]
    [line] = explained(rows).movers
    assert (line.parts.volume, line.parts.price, line.parts.mix) == (0, 0, round(2.7 * NANOS))
    assert line.uses is not None
    assert line.uses.cached_share == (60, 30)
    assert line.uses.batch_share is None


def test_less_in_batches_is_mix_and_no_price() -> None:
    """What is sent in a batch costs half: units are weighted, so that the price is the same."""
    rows: list[Row] = [
        *(bill(BEFORE, 5), part(BEFORE, 100, weight=1), used(BEFORE, 10, 100, batch="true")),
        *(bill(THEN, 10), part(THEN, 100, weight=2), used(THEN, 10, 100, batch="false")),
    ]
    [line] = explained(rows).movers
    assert (line.parts.volume, line.parts.price, line.parts.mix) == (0, 0, 5 * NANOS)
    assert line.uses is not None
    assert line.uses.batch_share == (100, 0)


def test_a_credit_is_nothing_that_is_counted() -> None:
    rows: list[Row] = [bill(BEFORE, 10), part(BEFORE, 100), bill(THEN, 10), part(THEN, 100)]
    credit = Bill(
        THEN, 1, Labels("", "", None, "", "service credit"), Ware("service credit", ""), "usd", -NANOS * 50, None
    )
    found = explained([*rows, credit])
    assert found.change.difference == -50 * NANOS
    assert found.movers[0].parts.uncounted == -50 * NANOS


def test_a_tool_is_told_by_its_own_number() -> None:
    tool: Final = "web search"
    rows: list[Row] = [bill(BEFORE, 10, tool, kind=""), part(BEFORE, 100, tool, kind="", weight=1)]
    [line] = explained([*rows, bill(THEN, 30, tool, kind=""), part(THEN, 200, tool, kind="", weight=1)]).movers
    assert (line.parts.volume, line.parts.price, line.parts.mix) == (10 * NANOS, 10 * NANOS, 0)


def test_what_is_new_and_what_is_gone_is_named_where_it_cost_something() -> None:
    rows: list[Row] = [
        *(bill(BEFORE, 10), bill(THEN, 10), bill(THEN, 30, "o9", key="k9"), bill(BEFORE, 7, "old", "p7", "k7")),
        *(bill(THEN, 3, "nightly", key="k1"), bill(THEN, 0.2, "tiny", key="k8")),
    ]
    known: Known = {each: set() for each in Dimension} | {Dimension.MODEL: {Label("nightly")}}
    found = explained(rows, known=known)
    assert [(each.dimension, each.name, each.nanos // NANOS) for each in found.new] == [
        (Dimension.MODEL, "o9", 30),
        (Dimension.KEY, "key …k9", 30),
    ]
    assert [each.name for each in found.gone] == ["project …p7", "old", "key …k7"]


def test_it_is_told_by_project_unless_another_split_needs_half_the_lines() -> None:
    """A price that falls for one model in four projects is one line by model; a runaway key is its project's line."""
    projects = [("p1", "k1"), ("p2", "k2"), ("p3", "k3"), ("p4", "k4")]
    cheaper: list[Row] = [
        row
        for project, key in projects
        for row in (
            *(bill(BEFORE, 10, "mini", project, key), bill(THEN, 8, "mini", project, key)),
            *(bill(BEFORE, 10, "o3", project, key), bill(THEN, 10, "o3", project, key)),
        )
    ]
    assert explained(cheaper).by is Dimension.MODEL
    assert explained([*cheaper, bill(THEN, 500, "o3", "p3", "k3")]).by is Dimension.PROJECT
    assert explained(cheaper, "2026-11-17 by key").by is Dimension.KEY


def test_where_bills_are_not_split_by_key_keys_are_not_named() -> None:
    rows: list[Row] = [bill(BEFORE, 10, key=None), bill(THEN, 30, key=None), part(BEFORE, 10), part(THEN, 30)]
    found = explained(rows)
    named = [each.dimension for each in found.new] + [each.dimension for each in found.movers[0].inside]
    assert Dimension.KEY not in named
    assert found.movers[0].parts.volume == 20 * NANOS


def test_small_movers_are_everything_else_and_dollars_add_up_as_shown() -> None:
    moves = {"a": 74.1, "b": 12.2, "c": 4.6, "d": 0.4, "e": -0.3}
    rows: list[Row] = [
        row for p, up in moves.items() for row in (bill(BEFORE, 10, "m", p, p), bill(THEN, 10 + up, "m", p, p))
    ]
    found = explained(rows)
    assert [(line.name, line.shown, line.others) for line in found.movers] == [
        ("project …a", "$74", 0),
        ("project …b", "$12", 0),
        ("project …c", "$5", 0),
        ("", "<$1", 2),
    ]
    assert found.shown == "$91"


def test_other_currencies_are_in_no_line() -> None:
    found = explained([bill(BEFORE, 10), bill(THEN, 12), bill(THEN, 7, currency="eur", project="p2")])
    assert (found.change.unit, found.change.difference) == ("usd", 2 * NANOS)
    assert {each: change.difference for each, change in found.other_currencies.items()} == {"eur": 7 * NANOS}


def test_without_any_bill_there_is_nothing_to_explain() -> None:
    nothing = Span([], [], [])
    found = explain(question(), (THEN, THEN), (BEFORE, BEFORE), (nothing, nothing), {}, 28, [ACME], {}, (), None, NOW)
    assert isinstance(found, NothingBilled)


AMOUNTS = st.one_of(st.just(0), st.integers(-(10**14), 10**14), st.integers(-20_000_000, 20_000_000))
NAMES = st.sampled_from(["", "a", "b", "c", "d", "e", "f", "g"])


@st.composite
def figures(draw: st.DrawFn) -> list[Row]:
    """What one ware of one key cost and used on one of the days; either may lack the other, and the bill its key."""
    when, key = draw(st.sampled_from([BEFORE, THEN])), draw(NAMES)
    ware = Ware(draw(NAMES), draw(st.sampled_from(["", "input", "cached input", "output"])))
    labels = Labels(project=draw(NAMES), key=key, model=ware.name, item=f"{ware.name}, {ware.kind}")
    tokens, weight = draw(st.integers(0, 10**9)), draw(st.sampled_from([1, 2, 4]))
    billed = labels._replace(key=draw(st.sampled_from([None, key])))
    rows: list[Row] = [
        Bill(when, 1, billed, ware, draw(st.sampled_from(["usd", "usd", "eur"])), draw(AMOUNTS), None),
        Part(when, 1, "x", labels, ware, tokens * weight, tokens),
        UsageOfDay(when, 1, "x", labels, 1, tokens, weight, tokens // 2, None, None),
    ]
    return draw(st.sampled_from([rows, rows[:1], rows[1:]]))


@given(st.lists(figures(), max_size=30), st.sampled_from(["", " by model", " by project", " by key"]))
def test_lines_add_up_to_the_change_and_parts_to_their_line_for_any_figures(many: list[list[Row]], by: str) -> None:
    made = [row for rows in many for row in rows]
    assume(any(isinstance(row, Bill) and row.nanos for row in made))
    found = explained(made, f"2026-11-17{by}")
    change, unit = found.change, found.change.unit
    billed = [row for row in made if isinstance(row, Bill) and row.currency == unit]
    assert change.now == sum(row.nanos for row in billed if row.day == THEN)
    assert change.before == sum(row.nanos for row in billed if row.day == BEFORE)
    assert sum(line.cost.now for line in found.movers) == change.now
    assert sum(line.cost.before for line in found.movers) == change.before
    for line in found.movers:
        assert line.parts.total == line.cost.difference
    assert problems(build_why(found)[1], "message") == []


@given(st.lists(AMOUNTS, min_size=1, max_size=9))
def test_what_the_lines_show_adds_up_to_what_the_change_shows(moves: list[int]) -> None:
    rows: list[Row] = []
    for at, nanos in enumerate(moves):
        rows.append(bill(BEFORE, 5, "m", f"p{at}", f"k{at}"))
        rows.append(bill(THEN, 0, "m", f"p{at}", f"k{at}")._replace(nanos=5 * NANOS + nanos))
    found = explained(rows)
    shown = [cents(line.shown) * (1 if line.cost.difference > 0 else -1) for line in found.movers]
    assert abs(sum(shown)) == cents(found.shown)


def cents(text: str) -> int:
    """What is rounded to nothing counts as nothing."""
    if text.startswith("<"):
        return 0
    whole, _, rest = text.removeprefix("$").replace(",", "").partition(".")
    return int(whole) * 100 + int(rest or 0)


LEDGER = ledger_of(Measure.COST, ALL, [ACME])


def chosen(text: str) -> Chosen | NothingSettled | Incomparable:
    asked = question(text)
    return choose(asked, days_of(asked.period, NOW), LEDGER)


@pytest.mark.parametrize(
    ("text", "days", "before", "open_days"),
    [
        ("2026-11-17", (17, 17), day(10), 0),
        ("tuesday", (17, 17), day(10), 0),
        ("last 7 days", (18, 21), day(11), 3),
        ("last week", (16, 21), day(9), 1),
        ("last 14 days", (11, 21), day(28, 10), 3),
        ("2026-11-06..2026-11-19", (6, 19), day(23, 10), 0),
        ("mtd", (1, 21), day(1, 10), 3),
    ],
)
def test_settled_days_are_compared_with_the_same_days_before(
    text: str, days: tuple[int, int], before: date, open_days: int
) -> None:
    found = chosen(text)
    assert isinstance(found, Chosen)
    assert found.days == (day(days[0]), day(days[1]))
    assert found.before[0] == before
    assert len(found.open_days) == open_days


def test_what_is_not_settled_or_not_comparable_says_so() -> None:
    assert chosen("yesterday") == NothingSettled(question("yesterday"), day(21))
    found = chosen("2026-06-01")
    assert isinstance(found, Incomparable)
    assert found.history_from == ACME.first_day
    assert isinstance(chosen("since 2026-01-01"), Incomparable)


def test_where_no_period_is_said_the_newest_settled_day_is_explained() -> None:
    asked = question("")
    found = choose_newest(replace(asked, period=last_days(14, TODAY)), LEDGER)
    assert isinstance(found, Chosen)
    assert (found.days, found.before) == ((day(21), day(21)), (day(14), day(14)))
    nothing = ledger_of(Measure.COST, {}, [connection()])
    assert choose_newest(asked, nothing) == NothingSettled(asked, None)


@pytest.mark.parametrize(
    ("text", "last", "first_before", "last_before"),
    [
        ("2026-10", day(31, 10), day(1, 9), day(30, 9)),
        ("2026-03", date(2026, 3, 30), date(2026, 2, 1), date(2026, 2, 28)),
        ("last month", day(30, 10), day(1, 9), day(30, 9)),
        ("2026-10-01..2026-10-31", day(31, 10), day(1, 9), day(30, 9)),
        ("2026-10-01..2026-10-30", day(30, 10), day(27, 8), day(25, 9)),
        ("2026-02", date(2026, 2, 28), date(2026, 1, 1), date(2026, 1, 28)),
        ("mtd", day(5), day(1, 10), day(5, 10)),
        ("2026-11-01", day(1), day(25, 10), day(25, 10)),
        ("this quarter", day(20), day(6, 8), day(25, 9)),
    ],
)
def test_a_month_is_compared_with_the_month_before(
    text: str, last: date, first_before: date, last_before: date
) -> None:
    assert days_before(question(text).period, last) == (first_before, last_before)


# What is typed after `/tokenmeter why`, and the canonical sentence that asks the same.
WHYS = [
    ("", "why"),
    ("tuesday", "why tuesday"),
    ("on Tuesday", "why tuesday"),
    ("last tue", "why tuesday"),
    ("why tuesday", "why tuesday"),
    ("was Tuesday so expensive?", "why tuesday"),
    ("did costs rise on thurs", "why thursday"),
    ("is november so expensive", "why 2026-11"),
    ("yesterday", "why yesterday"),
    ('last 7 days for project:"Search & Rank"', 'why last 7 days for project:"Search & Rank"'),
    ("for model:o3 mtd", "why month to date for model:o3"),
    ("for -key:ci", "why for -key:ci"),
    ("last week by key", "why last week by key"),
    ("by models privately", "why by model privately"),
    ("2026-07-04 in cost", "why 2026-07-04"),
    ("mine last week", "why last week mine"),
]


@pytest.mark.parametrize(("text", "canonical"), WHYS)
def test_a_question_why_means_what_its_canonical_form_says(text: str, canonical: str) -> None:
    assert why_sentence(question(text)) == canonical
    assert question(canonical) == question(text)


@pytest.mark.parametrize(
    ("text", "what", "nearest"),
    [
        ("tuseday", "tuseday", "why tuesday"),
        ("for prject:web", "for prject:web", "why for project:web"),
        ("last week in tokens", "in tokens", "why last week"),
        ("last week by user", "by user", "why last week"),
        ("mtd by project, model", "by project, model", "why month to date by project"),
        ("colour", "colour", "why"),
        ("last week in tokns", "in tokns", "why last week"),
        ("last week by usr", "by usr", "why last week"),
    ],
)
def test_what_is_not_understood_is_answered_with_a_question_why(text: str, what: str, nearest: str) -> None:
    answer = read_why(text, TODAY)
    assert isinstance(answer, NotUnderstood)
    assert (answer.what, answer.nearest[0]) == (what, nearest)


PIECES = "why was tuesday so by user key modle in tokns for 7d mtd july item:x -key: ,"
WORDS = st.sampled_from(PIECES.split(" "))
TEXTS = st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=8).map(" ".join))


@given(TEXTS, st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_any_text_gets_an_answer_and_what_is_offered_works(text: str, today: date) -> None:
    answer = read_why(text, today)
    if isinstance(answer, NotUnderstood):
        assert answer.nearest
        for offered in answer.nearest:
            assert isinstance(read_why(offered, today), Question)
