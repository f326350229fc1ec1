"""Reports over small worlds: totals, lines and names."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.figures import DayFigure
from core.money import NANOS
from core.providers.contract import Name, NameKind
from core.questions import NotUnderstood
from core.reports import (
    Report,
    figures_needed,
)
from tests.unit.worlds import (
    ACME,
    ALL,
    COSTS,
    TODAY,
    answer,
    connection,
    cost,
    day,
    question,
    report,
    settled,
    span,
)

BETA = connection(2, "Beta")


def test_a_report_needs_the_period_and_as_many_days_before_it() -> None:
    assert figures_needed(question("last 7 days")) == (day(11), day(25))


def test_the_total_is_the_exact_sum_of_the_periods_figures_and_nothing_else() -> None:
    odd = DayFigure(day(20), 1, "o3", "usd", 1)
    figures = [cost(day(17), "o3", 5), cost(day(18), "o3", 1.23), odd, cost(TODAY, "", 0.5), cost(day(25), "o3", 9)]
    found = report("last 7 days by model", figures)
    assert found.total == 1_730_000_001
    assert found.shown == "$1.73"
    assert sum(line.amount for line in found.lines) == found.total == sum(found.by_day)


def test_the_largest_five_have_lines_and_the_others_one_together() -> None:
    figures = [cost(day(20), name, dollars) for name, dollars in zip("abcdefgh", (8, 7, 6, 5, 4, 3, 2, 1), strict=True)]
    found = report("last 7 days by model", figures)
    assert [(line.name, line.shown) for line in found.lines] == [
        ("a", "$8.00"),
        ("b", "$7.00"),
        ("c", "$6.00"),
        ("d", "$5.00"),
        ("e", "$4.00"),
        ("Other (3)", "$6.00"),
    ]
    assert found.share == ("a", 22)
    assert found.colour_keys == ("a", "b", "c", "d", "e")


def test_six_labels_have_a_line_each() -> None:
    figures = [cost(day(20), name, 1) for name in "abcdef"]
    assert [line.name for line in report("7d by model", figures).lines] == list("abcdef")


def test_a_large_credit_is_seen_and_not_hidden_in_other() -> None:
    figures = [cost(day(20), name, 5) for name in "abcdefg"] + [cost(day(20), "credit", -30)]
    found = report("7d by item", figures)
    assert [line.name for line in found.lines] == ["a", "b", "c", "d", "credit", "Other (3)"]
    assert (found.shown, found.lines[4].shown, found.share) == ("$5.00", "-$30.00", None)


AMOUNTS = st.lists(
    st.tuples(st.integers(0, 6), st.sampled_from("abcdefghij"), st.integers(-(10**11), 10**12)), min_size=1, max_size=40
)


@given(AMOUNTS)
def test_lines_add_up_to_the_headline_in_nanos_and_in_the_cents_that_are_shown(
    amounts: list[tuple[int, str, int]],
) -> None:
    figures = [DayFigure(day(18) + timedelta(days=at), 1, label, "usd", nanos) for at, label, nanos in amounts]
    found = answer("7d by model", figures)
    if not isinstance(found, Report):
        assert all(nanos == 0 for _, _, nanos in amounts)
        return
    assert found.total == sum(nanos for _, _, nanos in amounts) == sum(line.amount for line in found.lines)
    assert sum(map(_cents, [line.shown for line in found.lines])) == _cents(found.shown)
    for at, total in enumerate(found.by_day):
        assert total == sum(line.by_day[at] for line in found.lines)


def _cents(shown: str) -> int:
    if "<" in shown:
        return 0
    return int(shown.replace("$", "").replace(",", "").replace(".", ""))


def test_a_question_without_a_split_has_no_lines() -> None:
    found = report("7d", [cost(day(20), "", 5)])
    assert (found.lines, found.shown, found.share) == ((), "$5.00", None)


def test_currencies_are_never_added_up() -> None:
    figures = [cost(day(20), "o3", 5), cost(day(20), "o3", 9, currency="eur"), cost(day(20), "x", 1, currency="chf")]
    found = report("7d by model", figures)
    assert (found.unit, found.shown) == ("eur", "€9.00")
    assert found.other_currencies == {"chf": 1 * NANOS, "usd": 5 * NANOS}
    assert [line.amount for line in found.lines] == [9 * NANOS]


NAMES = {
    1: [
        Name(NameKind.PROJECT, "proj_1", "Search & Rank"),
        Name(NameKind.KEY, "key_1", "nightly"),
        Name(NameKind.KEY, "key_2", "nightly"),
    ],
    2: [Name(NameKind.PROJECT, "proj_2", "Search & Rank"), Name(NameKind.PROJECT, "proj_3", "Web")],
}
BOTH = {1: ALL[1], 2: ALL[1]}


def test_ids_are_shown_by_their_names_and_alike_names_with_their_connections() -> None:
    figures = [
        cost(day(20), "proj_1", 9, 1),
        cost(day(20), "proj_2", 8, 2),
        cost(day(20), "proj_3", 7, 2),
        cost(day(20), "", 6, 1),
        cost(day(20), "", 5, 2),
    ]
    found = report("7d by project", figures, BOTH, (ACME, BETA), NAMES)
    assert [(line.name, line.shown) for line in found.lines] == [
        ("No project", "$11.00"),
        ("Search & Rank (Acme)", "$9.00"),
        ("Search & Rank (Beta)", "$8.00"),
        ("Web", "$7.00"),
    ]


def test_a_name_used_twice_in_one_connection_is_told_apart_by_the_id() -> None:
    figures = [cost(day(20), "key_1", 2), cost(day(20), "key_2", 1)]
    names = [line.name for line in report("7d by key", figures, names=NAMES).lines]
    assert names == ["nightly (…ey_1)", "nightly (…ey_2)"]


def test_an_unknown_id_reads_as_deleted_where_other_names_are_known_and_by_its_end_where_none_is() -> None:
    figures = [cost(day(20), "key_abc_a1B2", 2), cost(day(20), "key_1", 1)]
    assert report("7d by key", figures, names=NAMES).lines[0].name == "deleted key …a1B2"
    assert report("7d by key", figures).lines[0].name == "key …a1B2"


def test_no_bare_id_is_ever_shown_and_what_is_gone_says_so() -> None:
    keys = {
        1: [
            Name(NameKind.KEY, "key_1", "ci"),
            Name(NameKind.KEY, "key_2", "ci", active=False),
            Name(NameKind.KEY, "key_3", "ci", active=False),
            Name(NameKind.KEY, "key_4_a1B2", ""),
        ]
    }
    figures = [cost(day(20), each, 9 - n) for n, each in enumerate(("key_1", "key_2", "key_3", "key_4_a1B2"))]
    named = [line.name for line in report("7d by key", figures, names=keys).lines]
    assert named == ["ci", "ci (deleted, …ey_2)", "ci (deleted, …ey_3)", "key …a1B2"]
    projects = {1: [Name(NameKind.PROJECT, "proj_1", "Legacy", active=False), Name(NameKind.PROJECT, "proj_2", "")]}
    figures = [cost(day(20), each, 9 - n) for n, each in enumerate(("proj_1", "proj_2", "proj_none_c3D4"))]
    named = [line.name for line in report("7d by project", figures, names=projects).lines]
    assert named == ["Legacy (archived)", "project …oj_2", "unknown project …c3D4"]


def test_no_value_is_named() -> None:
    figures = [cost(day(20), "", 2)]
    dimensions = ("model", "project", "item", "key", "connection", "provider")
    named = [report(f"7d by {by}", figures).lines[0].name for by in dimensions]
    assert named == ["No model (storage, tools …)", "No project", "No line item", "No key", "Acme", "openai"]


def test_two_dimensions_make_a_line_of_each_pair() -> None:
    def pair(project: str, model: str, dollars: int, connection: int = 1) -> DayFigure:
        return DayFigure(day(20), connection, project, "usd", dollars * NANOS, model)

    figures = [
        pair("proj_1", "o3", 9),
        pair("proj_1", "gpt-5", 8),
        pair("proj_2", "o3", 7, 2),
        pair("", "", 6),
        pair("proj_1", "o3", 1),
    ]
    found = report("7d by project, model", figures, BOTH, (ACME, BETA), NAMES)
    assert [(line.name, line.shown, line.key) for line in found.lines] == [
        ("Search & Rank (Acme) · o3", "$10.00", "proj_1 · o3"),
        ("Search & Rank (Acme) · gpt-5", "$8.00", "proj_1 · gpt-5"),
        ("Search & Rank (Beta) · o3", "$7.00", "proj_2 · o3"),
        ("No project · No model (storage, tools …)", "$6.00", "no value · no value"),
    ]
    swapped = [figure._replace(label=figure.second, second=figure.label) for figure in figures]
    assert report("7d by model, project", swapped, BOTH, (ACME, BETA), NAMES).lines[0].name == (
        "o3 · Search & Rank (Acme)"
    )


def test_of_a_pair_the_part_that_is_not_split_is_named() -> None:
    mixed = {1: [*(line for line in COSTS if line.day < day(20)), *(settled(day(n), ("item",)) for n in (20, 21))]}
    figures = [DayFigure(day(20), 1, "o3", "usd", NANOS, None), DayFigure(day(19), 1, "o3", "usd", NANOS, "")]
    found = report("7d by model, project", figures, mixed)
    assert [line.name for line in found.lines] == ["o3 · No project", "o3 · Not split by project"]
    refused = answer("2026-11-20 by model, key", figures, mixed)
    assert isinstance(refused, NotUnderstood)
    assert refused.nearest == ("usage 2026-11-20 by model, key in tokens", "usage 2026-11-20 by model")


def test_a_model_used_in_two_connections_has_one_line() -> None:
    figures = [cost(day(20), "o3", 2, 1), cost(day(20), "o3", 3, 2)]
    assert [line.amount for line in report("7d by model", figures, BOTH, (ACME, BETA)).lines] == [5 * NANOS]


def test_what_the_provider_did_not_split_is_not_taken_for_no_value() -> None:
    mixed = {1: [*(line for line in COSTS if line.day < day(20)), *(settled(day(n), ("item",)) for n in (20, 21))]}
    figures = [cost(day(19), "", 1), cost(day(19), "key_1", 5), cost(day(20), None, 3)]
    found = report("7d by key", figures, mixed)
    assert [line.name for line in found.lines] == ["key …ey_1", "Not split by key", "No key"]


def test_a_split_the_organization_does_not_have_is_refused_with_the_nearest_question() -> None:
    without_keys = {1: [settled(each, ("project", "item")) for each in span(day(1), TODAY)]}
    refused = answer("7d by key", [cost(day(20), "", 1)], without_keys)
    assert refused == NotUnderstood(
        "by key",
        ("usage last 7 days by key in tokens", "usage last 7 days by project", "usage last 7 days by connection"),
        "OpenAI does not split this organization's costs by key.",
    )
    assert isinstance(answer("7d by model", [cost(day(20), "", 1)], without_keys), Report)
