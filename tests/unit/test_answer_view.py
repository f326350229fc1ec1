"""The answer in Slack: what stands where, what its buttons ask, and that names stay names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from bot.views.answer import build_answer
from bot.views.detail import build_detail
from core.figures import DayFigure
from core.forecasts import Forecast, TooLittle
from core.forecasts.replay import Misses
from core.money import NANOS
from core.providers.contract import Name, NameKind
from core.questions import Dimension
from core.reports import Report, alt_text, build
from sandbox.slack.blocks import problems
from tests.unit.golden import assert_golden
from tests.unit.worlds import ACME, ALL, NOW, READ_AT, TODAY, cost, daily, day, estimates, question, report, rest, span

HOSTILE = "<!channel> *bold* _it_ `code` @here :tada: & <https://evil.example|click> \u202e" + "x" * 90


def month() -> Report:
    now, before = span(day(26, 10), TODAY), span(day(26, 9), day(25, 10))
    worth = {"gpt-5-mini-2025-08-07": (171.04, 142), "o3": (60, 60.5), "": (20, 25), "gpt-4o": (9.5, 0), "a": (3, 4)}
    figures = [
        figure
        for label, (dollars, was) in {**worth, "b": (2, 2), "c": (1.2, 1)}.items()
        for figure in (*daily(now, label, dollars), *daily(before, label, was))
    ]
    rests = [rest(TODAY, 28.4, model="gpt-5-mini-2025-08-07"), rest(TODAY, 12.9, model="o3")]
    return report("last 30 days by model", figures, estimates=estimates(*rests, error=3))


def texts(blocks: Sequence[dict[str, Any]], kind: str) -> list[str]:
    return [found["text"] for found in walk(list(blocks)) if found.get("type") == kind]


def walk(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from walk(each)


def cents_of(table: dict[str, Any], column: int) -> int:
    return sum(int(re.sub(r"\D", "", row[column]["text"])) for row in table["rows"][1:])


def section(found: Report) -> list[str]:
    text: str = build_answer(found, None)[1][1]["text"]["text"]
    return text.split("\n")


def footer(found: Report) -> str:
    [below] = [block for block in build_answer(found, None)[1] if block["type"] == "context"]
    text: str = below["elements"][0]["text"]
    return text


def test_an_answer_looks_as_it_did() -> None:
    text, blocks = build_answer(month(), "F0123")
    assert_golden("answer", {"text": text, "blocks": blocks})


def test_the_header_is_what_is_billed_exactly() -> None:
    assert build_answer(month(), None)[1][0]["text"]["text"] == "$8,002.20 + ≈ $41 not billed yet · last 30 days"


def test_the_change_and_the_largest_part_come_first() -> None:
    assert section(month()) == [
        "▲ 14\u00a0% ($870) to 21 Nov, on the same days 4 weeks before · 64\u00a0% gpt-5-mini-2025-08-07"
    ]


def test_the_lines_amounts_stand_in_a_column_and_add_up_to_the_header() -> None:
    amounts = [each["text"] for each in walk(build_answer(month(), None)[1]) if each.get("style") == {"code": True}]
    assert len({len(amount) for amount in amounts}) == 1
    assert sum(int(re.sub(r"\D", "", amount)) for amount in amounts) == 800220


def test_the_footer_says_which_days_how_settled_and_when_they_were_read_by_the_readers_own_clock() -> None:
    assert footer(month()) == (
        "26 Oct – 24 Nov, UTC days · costs settled to 21 Nov, 22–24 Nov still moving · ≈ usually within 3\u00a0%"
    )
    assert texts(build_answer(month(), None)[1], "mrkdwn") == [
        f"read <!date^{int(READ_AT.timestamp())}^{{date_short_pretty}} {{time}}|2026-11-24 09:00 UTC>"
    ]


def test_a_picture_is_there_when_it_was_uploaded() -> None:
    assert [block["type"] for block in build_answer(month(), "F1")[1]] == [
        *("header", "section", "image", "rich_text", "context", "actions", "actions")
    ]
    assert "image" not in [block["type"] for block in build_answer(month(), None)[1]]


def test_why_it_came_by_dm_is_said_below() -> None:
    blocks = build_answer(month(), None, "Here instead of <#C1>: …")[1]
    assert blocks[-3]["elements"][-1] == {"type": "mrkdwn", "text": "Here instead of <#C1>: …"}


def menus_of(asked: str, *dollars: tuple[str, int]) -> dict[str, dict[str, str]]:
    """What each menu offers, and what that asks."""
    figures = [cost(day(20), label, amount) for label, amount in dollars or [("o3", 5)]]
    menus = [
        each for each in walk(build_answer(report(asked, figures), None)[1]) if each.get("type") == "static_select"
    ]
    return {
        each["action_id"]: {option["text"]["text"]: option["value"] for option in each["options"]} for each in menus
    }


def test_menus_change_the_period_the_split_and_the_measure() -> None:
    menus = menus_of("mtd by key for model:o3")
    assert menus["ask-period"]["Month to date"] == "usage month to date by key for model:o3"
    assert menus["ask-period"]["Last 7 days"] == "usage last 7 days by key for model:o3"
    assert "This month" not in menus["ask-period"], "it is the same"
    assert menus["ask-by"]["By project"] == "usage month to date by project for model:o3"
    assert menus["ask-by"]["The whole"] == "usage month to date for model:o3"
    assert menus["ask-measure"]["Tokens"] == "usage month to date by key for model:o3 in tokens"


def test_a_menu_stands_at_what_was_asked() -> None:
    blocks = build_answer(report("last 7 days by model, project", [cost(day(20), "o3", 5)]), None)[1]
    stands = [each["initial_option"]["text"]["text"] for each in walk(blocks) if "initial_option" in each]
    assert stands == ["Last 7 days", "By model and project", "Cost", "Usual chart"]


def test_what_is_told_of_costs_alone_is_not_offered_of_tokens() -> None:
    assert "By item" in menus_of("7d by model")["ask-by"]
    assert "By item" not in menus_of("7d by model in tokens")["ask-by"]
    assert "ask-measure" not in menus_of("7d by item", ("o3, input", 5)), "nor the other way"


def test_each_part_can_be_looked_into() -> None:
    into = menus_of("7d by model", ("o3", 5), ("gpt-5 mini", 3), ("", 2))["ask-into"]
    assert into == {
        "o3": "usage last 7 days by project for model:o3",
        "gpt-5 mini": 'usage last 7 days by project for model:"gpt-5 mini"',
    }


def test_what_no_option_has_room_for_is_not_offered() -> None:
    assert menus_of(f"7d by model for model:{'x' * 150}", ("x" * 150, 1)) == {}


def test_a_private_question_stays_private() -> None:
    menus = menus_of("7d privately")
    assert all(value.endswith(" privately") for options in menus.values() for value in options.values())


def test_going_back_asks_what_was_asked_before() -> None:
    blocks = build_answer(month(), None, asker="Ana", before="usage last 7 days")[1]
    assert [(each["text"]["text"], each["value"]) for each in blocks[-1]["elements"][:2]] == [
        ("◀ Back", "usage last 7 days"),
        ("Table", "usage last 30 days by model as table"),
    ]
    assert "asked, and changed, by Ana" in blocks[-3]["elements"][0]["text"]


def test_a_table_has_all_lines_and_sorts_by_what_is_exact() -> None:
    figures = [cost(day(20), f"model {number}", 40 - number) for number in range(12)]
    found = report("last 30 days by model as table", [*figures, cost(day(10, 10), "model 3", 30)])
    [table] = [block for block in build_answer(found, None)[1] if block["type"] == "data_table"]
    head, *rows = table["rows"]
    assert [cell["text"] for cell in head] == ["Model", "USD", "Share", "Change"]
    assert len(rows) == 12
    assert sum(row[1]["value"] for row in rows) * 10**9 == found.total
    assert rows[0][1] == {"type": "raw_number", "value": 40.0, "text": "$40.00"}


def test_an_amount_reads_the_same_in_the_chart_and_in_the_table() -> None:
    figures = [cost(day(20), f"model {number}", 40 - number + 0.0049) for number in range(12)]
    not_billed = estimates(rest(TODAY, 99, model="model 9"))
    found = report("last 30 days by model as table", figures, estimates=not_billed)
    named = {line.name: line.shown for line in found.lines if not line.others}
    assert named == {line.name: line.shown for line in found.table if line.name in named}
    cents = [int(re.sub(r"\D", "", line.shown)) for line in found.table]
    assert sum(cents) == int(re.sub(r"\D", "", found.shown))


def test_beside_a_credit_there_are_no_shares_and_without_a_comparison_no_changes() -> None:
    found = report("7d by model as table", [cost(day(20), "o3", 5), cost(day(20), "", -1)])
    [table] = [block for block in build_answer(found, None)[1] if block["type"] == "data_table"]
    assert [cell["text"] for cell in table["rows"][0]] == ["Model", "USD"]


def test_without_slacks_data_tables_the_plain_one_says_the_same() -> None:
    found = report("last 30 days as table", [cost(day(20), "o3", 5)])
    [table] = [block for block in build_answer(found, None, native_tables=False)[1] if block["type"] == "table"]
    assert [cell["text"] for cell in table["rows"][0]] == ["Day (UTC)", "USD"]
    assert ["2026-11-20", "$5.00"] in [[cell["text"] for cell in row] for row in table["rows"]]


@pytest.mark.parametrize("native", [True, False])
@pytest.mark.parametrize("labels", [1, 7, 2_000])
def test_slack_takes_a_table_whatever_is_in_it(labels: int, native: bool) -> None:
    figures = [cost(day(20), f"{number} {HOSTILE}" * 3, 1) for number in range(labels)]
    blocks = build_answer(report("7d by model as table", figures), None, native_tables=native)[1]
    assert problems(blocks, "message") == []
    table = next(block for block in blocks if "table" in block["type"])
    assert sum(len(cell["text"]) for row in table["rows"] for cell in row) <= 10_000
    assert len(table["rows"]) == min(labels, 99) + 1
    assert cents_of(table, 1) == labels * 100, "what has no line of its own is in the last one"


@pytest.mark.parametrize("native", [True, False])
def test_days_that_a_table_has_no_room_for_are_one_row_and_the_rounding_leaves_nothing_over(native: bool) -> None:
    figures = [cost(each, None, 0)._replace(amount=1_004_900_000) for each in span(day(1, 6), TODAY)]
    found = report("since 2026-06-01 as table", figures)
    _, blocks = build_detail(found, native)
    table = next(block for block in blocks if "table" in block["type"])
    assert len(table["rows"]) == 100
    assert table["rows"][-1][0]["text"] == "The 79 days before"
    assert cents_of(table, 1) == int(re.sub(r"\D", "", found.shown)) == 17787


def test_the_detail_below_an_answer_has_its_headline_its_table_and_how_far_to_trust_it() -> None:
    figures = [cost(day(20), f"{number} {HOSTILE}", 1) for number in range(120)]
    text, blocks = build_detail(report("7d by model as table", figures), True)
    assert [block["type"] for block in blocks] == ["section", "data_table", "context"]
    assert blocks[0]["text"] == {"type": "plain_text", "text": "$120.00 · last 7 days", "emoji": False}
    assert "settled to 21 Nov" in blocks[2]["elements"][0]["text"]
    assert blocks[2]["elements"][2]["text"].startswith("The last line is 22 together")
    assert "<" not in text
    assert [each for each in texts(blocks, "mrkdwn") if not each.startswith("read <!date^")] == []
    assert problems(blocks, "message") == []


def test_names_from_outside_are_never_read_as_markup() -> None:
    text, blocks = build_answer(report("7d by model", [cost(day(20), HOSTILE, 5)]), "F1")
    assert not any("channel" in each or "evil" in each for each in texts(blocks, "mrkdwn"))
    assert "<" not in text
    assert all(each["emoji"] is False for each in walk(blocks) if each.get("type") == "plain_text")
    assert len(blocks[0]["text"]["text"]) <= 150


@pytest.mark.parametrize("name", [HOSTILE, "名" * 300, "n" * 5000, " \n\t ", "\u202e", "&" * 500])
def test_slack_takes_the_answer_whatever_names_are_in_it(name: str) -> None:
    many = [f"{name}{number}" for number in range(9)]
    unknown = estimates(rest(TODAY, 10**6, model=name, listed=True), error=9, unpriced=many, uncounted=many)
    figures = [cost(day(20), f"{name}{number}", 10**6 - number) for number in range(9)]
    found = report("this year by model", [*figures, cost(day(20), name, 1, currency="eur")], estimates=unknown)
    text, blocks = build_answer(found, "F1", "w" * 1500)
    assert problems(blocks, "message") == []
    assert len(text) < 4000


def test_a_long_name_is_cut() -> None:
    lines = texts(build_answer(report("7d by model", [cost(day(20), "n" * 900, 5)]), None)[1], "text")
    assert max(map(len, lines)) < 100


def test_other_currencies_are_named_in_the_header_and_listed() -> None:
    found = report("7d by model", [cost(day(20), "o3", 9), cost(day(20), "o3", 5, currency="eur")])
    assert build_answer(found, None)[1][0]["text"]["text"] == "$9.00 and €5.00 · last 7 days"
    assert section(found)[1] == (
        "Also billed: €5.00 (Acme). Currencies are never added up: change, chart and lines are USD only."
    )


def test_figures_by_person_that_are_shared_out_look_as_they_did() -> None:
    """Removed people and service accounts say so; what nobody is known to have used is its own, exact line."""
    shares = {Dimension.USER: frozenset((1, each) for each in span(day(18), day(24)))}
    people = [
        Name(NameKind.USER, "user-1", "Ana Ruiz"),
        Name(NameKind.USER, "svc-1", "ranker (service account)"),
        Name(NameKind.USER, "user-2", "Quentin", active=False),
    ]
    worth = {"user-1": 3, "svc-1": 9, "user-2": 1, "user-9": 0.5, None: -1}
    figures = [cost(day(20), user, dollars) for user, dollars in worth.items()]
    own = [cost(day(20), "o3", 3), cost(day(21), "gpt-5", 1)]
    for asked, name, given in (
        ("7d by user", "answer_by_user", figures),
        ("7d by model mine", "answer_mine", own),
    ):
        found = build(question(asked), given, ALL, [ACME], {1: people}, NOW, shares=shares)
        assert isinstance(found, Report)
        text, blocks = build_answer(found, None)
        assert problems(blocks, "message") == []
        assert_golden(name, {"text": text, "blocks": blocks})


def test_many_currencies_fit_into_the_header() -> None:
    found = report(
        "7d", [cost(day(20), "", 9 - at, currency=each) for at, each in enumerate(("usd", "eur", "chf", "sek"))]
    )
    assert build_answer(found, None)[1][0]["text"]["text"] == "$9.00 and 3 other currencies · last 7 days"


def test_what_is_used_and_not_billed_stands_beside_the_total() -> None:
    found = report("7d", [cost(day(20), "", 5)], estimates=estimates(rest(TODAY, 41.2), error=3))
    assert build_answer(found, None)[1][0]["text"]["text"] == "$5.00 + ≈ $41 not billed yet · last 7 days"
    assert "· ≈ usually within 3\u00a0%" in footer(found)
    today = report("today", [], estimates=estimates(rest(TODAY, 4.2)))
    assert build_answer(today, None)[1][0]["text"]["text"] == "Nothing billed yet, ≈ $4.20 used · today"
    assert section(today) == ["OpenAI bills a day or more after the usage."]
    assert "· how close the ≈ is, we don't know yet" in footer(today)
    nothing = report("today", [], estimates=estimates(rest(TODAY, 0.001)))
    assert build_answer(nothing, None)[1][0]["text"]["text"] == "Nothing billed yet · today"


def test_a_line_has_its_part_of_what_is_not_billed_behind_its_change() -> None:
    figures = [cost(day(20), "o3", 5), cost(day(20), "gpt-4o", 3)]
    found = report("7d by model", figures, estimates=estimates(rest(TODAY, 12, model="o3")))
    assert texts(build_answer(found, None)[1], "text") == ["$5.00", "  o3  + ≈ $12", "\n", "$3.00", "  gpt-4o"]
    assert "o3: $5.00 + ≈ $12. gpt-4o: $3.00." in alt_text(found)


def test_what_the_estimate_does_not_know_is_named() -> None:
    found = estimates(
        rest(TODAY, 4, model="gpt-new-1", listed=True),
        rest(TODAY, 7, currency="eur"),
        unpriced=["secret-1"],
        uncounted=["a", "b", "c", "d", "e"],
    )
    assert section(report("7d", [cost(day(20), "", 5)], estimates=found))[1:] == [
        "Also not billed yet: ≈ €7.00.",
        "Not billed before, so the ≈ takes the public price: gpt-new-1.",
        "Used, not billed yet, and not in the ≈, for no price is known: secret-1.",
        "Not in the ≈, for it is only known once it is billed: a, b, c, 2 more.",
    ]


@pytest.mark.parametrize(
    ("asked", "days_before", "words"),
    [
        ("7d", 12.0, "As usual to 21 Nov, on the same days a week before"),
        ("7d", 24.0, "▼ 50\u00a0% ($48) to 21 Nov, on the same days a week before"),
        ("7d", 11.0, "▲ 9\u00a0% ($4.00) to 21 Nov, on the same days a week before"),
        ("7d", 0.0, "Nothing was billed in the 7 days before"),
        ("7d", -12.0, "▲ $96 to 21 Nov, on the same days a week before"),
        ("2026-11-18..2026-11-21", 10.0, "▲ 20\u00a0% ($8.00) on the same days a week before"),
        ("2026-11-18", 10.0, "▲ 20\u00a0% ($2.00) on Wed 11 Nov"),
        ("2026-11-18..2026-11-21", 12.0, "As usual, on the same days a week before"),
        ("today", 10.0, "Not compared yet: not settled"),
        (
            "last 180 days",
            10.0,
            "Not compared: these days and the same days 26 weeks before are not all collected and settled",
        ),
    ],
)
def test_the_change_is_said_plainly(asked: str, days_before: float, words: str) -> None:
    before = daily(span(day(11), day(17)), "", days_before)
    assert section(report(asked, [*before, *daily(span(day(18), TODAY), "", 12)]))[0] == words


def test_missing_days_and_the_beginning_of_the_history_are_said() -> None:
    found = report("this year", [cost(day(20), "", 5)])
    found = replace(found, days=replace(found.days, missing=(day(3), day(4))))
    assert section(found)[1:] == [
        "Not collected yet, and not in the total: 3–4 Nov.",
        "What is collected begins on 28 May 2026.",
    ]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("july", "1–31 Jul, UTC days · costs settled"),
        ("today", "24 Nov, UTC days · 24 Nov still moving"),
        ("2026-11-22..2026-11-24", "22–24 Nov, UTC days · costs not settled yet"),
        ("7d in tokens", "18–24 Nov, UTC days · figures settled to 21 Nov, 22–24 Nov still moving"),
    ],
)
def test_the_footer_suits_the_period(asked: str, words: str) -> None:
    unit = "tokens" if "tokens" in asked else "usd"
    figures = [DayFigure(each, 1, "", unit, 10**10) for each in (day(5, 7), day(20), TODAY)]
    assert footer(report(asked, figures)).startswith(words)


def ahead(either_way: float | None, rest_days: int = 6) -> Forecast:
    """$10 a day, of which `rest_days` are still to come; `either_way` is a share of these."""
    found = None if either_way is None else Misses(usual=either_way / 2, likely=either_way)
    days = frozenset(span(day(1), day(30))[30 - rest_days :])
    return Forecast(day(1), "usd", 10 * NANOS * (30 - rest_days), (10 * NANOS,) * 30, days, found, NOW)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (ahead(0.5), "Forecast for November: $300 ± $30, usually within 5\u00a0%"),
        (ahead(None), "Forecast for November: $300, how close that is, we don't know yet"),
        (ahead(None, rest_days=0), "Forecast for November: $300, for nothing more is expected"),
        (TooLittle(12), "What November will come to, we don't know yet: that takes 21 days of history, 12 so far."),
    ],
)
def test_the_month_so_far_says_what_it_will_come_to(found: Forecast | TooLittle, words: str) -> None:
    figures = daily(span(day(1), day(23)), "o3", 10)
    assert section(replace(report("this month", figures), forecast=found))[1] == words


def test_the_week_so_far_says_what_it_will_come_to() -> None:
    found = replace(report("this week", daily([day(23)], "o3", 10)), forecast=ahead(0.5))
    assert section(found)[1] == "Forecast for this week: $300 ± $30, usually within 5\u00a0%"
