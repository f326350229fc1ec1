"""An explanation in Slack: what it says, in which order, and that names stay names."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.views.why import build_incomparable, build_nothing_billed, build_nothing_settled, build_why
from core.providers.contract import Name, NameKind
from core.questions import Question, parse
from core.why import Explanation, Incomparable, NothingBilled, NothingSettled, read_why
from sandbox.slack.blocks import problems
from tests.unit.golden import assert_golden
from tests.unit.test_why import BEFORE, THEN, Row, bill, explained, part, question, used
from tests.unit.worlds import ACME, TODAY, day

HOSTILE = "<!channel> *bold* `code` @here :tada: & =cmd|'/c' \u202egnp <https://evil.example|x> " + "x" * 300

CACHED = "cached input"
STORY: list[Row] = [
    # Twice the requests, at the same price.
    *(bill(BEFORE, 60, "o3", "rank", "eval"), part(BEFORE, 6_000_000, "o3", "rank", "eval")),
    *(bill(THEN, 134, "o3", "rank", "eval"), part(THEN, 13_200_000, "o3", "rank", "eval")),
    *(used(BEFORE, 4_000, 6_000_000, project="rank"), used(THEN, 8_900, 13_200_000, project="rank")),
    # As many tokens, of which less is cached.
    *(bill(BEFORE, 20, "mini", "web", "prod"), part(BEFORE, 2_000_000, "mini", "web", "prod")),
    *(bill(BEFORE, 8, "mini", "web", "prod", CACHED), part(BEFORE, 3_260_000, "mini", "web", "prod", CACHED)),
    *(bill(THEN, 36.3, "mini", "web", "prod"), part(THEN, 3_630_000, "mini", "web", "prod")),
    *(bill(THEN, 4, "mini", "web", "prod", CACHED), part(THEN, 1_630_000, "mini", "web", "prod", CACHED)),
    used(BEFORE, 900, 5_260_000, 3_260_000, model="mini", project="web"),
    used(THEN, 910, 5_260_000, 1_630_000, model="mini", project="web"),
    # The same, cheaper.
    *(bill(BEFORE, 100, "nano", "bill", "inv"), part(BEFORE, 90_000_000, "nano", "bill", "inv")),
    *(bill(THEN, 80, "nano", "bill", "inv"), part(THEN, 90_000_000, "nano", "bill", "inv")),
    # One model in place of another.
    *(bill(THEN, 30, "o9", "labs", "new-key"), part(THEN, 1_000_000, "o9", "labs", "new-key")),
    *(bill(BEFORE, 7, "old", "labs", "old-key"), part(BEFORE, 1_000_000, "old", "labs", "old-key")),
    # Noise.
    *(bill(BEFORE, 5, "tiny", "misc", "m"), bill(THEN, 5.4, "tiny", "misc", "m")),
]
NAMES = [
    Name(NameKind.PROJECT, "rank", "Search & Rank"),
    Name(NameKind.PROJECT, "web", "Web"),
    Name(NameKind.PROJECT, "bill", "Billing bot"),
    Name(NameKind.PROJECT, "labs", "Data labs"),
    Name(NameKind.PROJECT, "misc", "Misc"),
    Name(NameKind.KEY, "eval", "nightly-eval"),
    Name(NameKind.KEY, "prod", "web-prod"),
]


def story(text: str = "2026-11-17 by project", names: Sequence[Name] = NAMES) -> Explanation:
    return explained(STORY, text, names=names)


def lines(found: Explanation) -> list[str]:
    """The lines of the movers as one reads them."""
    block = build_why(found)[1]
    movers = next(each for each in block[1:] if each["type"] == "rich_text")
    shown = ["".join(part["text"] for part in line["elements"]) for line in movers["elements"][0]["elements"]]
    return [" ".join(line.split()) for line in shown]


def first(found: Explanation) -> str:
    text: str = build_why(found)[1][0]["elements"][0]["elements"][0]["text"]
    return text


def test_an_explanation_looks_as_it_did() -> None:
    text, blocks = build_why(story())
    assert problems(blocks, "message") == []
    assert_golden("why", {"text": text, "blocks": blocks})


def test_the_first_line_answers_in_one_sentence() -> None:
    assert first(story()) == ("Tue 17 Nov cost $289.70, ▲ 45\u00a0% ($90) on Tue 10 Nov: $74 of it is Search & Rank.")


def test_each_line_says_who_and_how() -> None:
    assert lines(story()) == [
        "▲ $74 Search & Rank · volume: 2.2 times the requests; all model o3, key nightly-eval",
        "▲ $23 Data labs · mix: dearer models; all model o9, deleted key …-key",
        "▼ $20 Billing bot · price: 20 % cheaper for the same; all model nano, deleted key …inv",
        "▲ $12 Web · mix: its cached share fell from 62 % to 31 %; all model mini, key web-prod",
        "▲ $1 everything else (1 project)",
    ]


def test_thousands_of_times_are_written_as_other_thousands_are() -> None:
    rows: list[Row] = [
        *(bill(BEFORE, 1, "o3", "rank", "eval"), part(BEFORE, 1_000, "o3", "rank", "eval")),
        *(bill(THEN, 1_250, "o3", "rank", "eval"), part(THEN, 1_250_000, "o3", "rank", "eval")),
        *(used(BEFORE, 10, 1_000, project="rank"), used(THEN, 12_500, 1_250_000, project="rank")),
    ]
    [line, *_] = lines(explained(rows, "2026-11-17 by project", names=NAMES))
    assert "volume: 1,250 times the requests" in line


def test_names_from_outside_are_shown_and_never_read_as_markup() -> None:
    names = [Name(each.kind, each.id, f"{HOSTILE}{each.id}"[-400:]) for each in NAMES]
    text, blocks = build_why(story(names=names))
    assert problems(blocks, "message") == []
    assert_golden("why_hostile", {"text": text, "blocks": blocks})


def test_every_button_asks_something_that_is_understood() -> None:
    [actions] = [block for block in build_why(story())[1] if block["type"] == "actions"]
    for button in actions["elements"]:
        value = button["value"]
        asked = read_why(value, TODAY) if button["action_id"].startswith("why-") else parse(value, TODAY)
        assert isinstance(asked, Question), value
    assert {"why", "usage"} == {button["value"].split()[0] for button in actions["elements"]}


def test_what_is_left_out_is_said() -> None:
    found = replace(story(), open_days=(day(18), day(19)), scopes=(question("for project:Web").filters,))
    assert build_why(found)[1][1]["text"]["text"].split("\n") == [
        "Limited to project Web.",
        "Not settled yet, and not in it: 18–19 Nov.",
    ]


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (100, 100, "Tue 17 Nov cost $100.00, the same as Tue 10 Nov."),
        (100.5, 100, "Tue 17 Nov cost $100.50, about as usual, ▲ 0\u00a0% ($0.50) on Tue 10 Nov."),
        (100, 0, "Tue 17 Nov cost $100.00; nothing was billed on Tue 10 Nov: $100 of it is o3."),
        (0, 100, "Tue 17 Nov cost $0.00, ▼ 100\u00a0% ($100) on Tue 10 Nov: $100 of it is o3."),
        (50, -10, "Tue 17 Nov cost $50.00, ▲ $60 on Tue 10 Nov: $60 of it is o3."),
    ],
)
def test_the_sentence_suits_the_change(now: float, before: float, words: str) -> None:
    assert first(explained([bill(BEFORE, before), bill(THEN, now)], "2026-11-17 by model")) == words


def test_where_nothing_moved_it_says_so() -> None:
    found = explained([bill(BEFORE, 10), bill(THEN, 10.5)])
    assert "Nothing moved by a whole dollar." in str(build_why(found)[1])


def test_what_cannot_be_explained_says_what_can() -> None:
    told = {
        "why_nothing_settled": build_nothing_settled(NothingSettled(question("yesterday for project:Web"), day(21))),
        "why_nothing_settled_at_all": build_nothing_settled(NothingSettled(question("yesterday"), None)),
        "why_incomparable": build_incomparable(
            Incomparable(question("2026-06"), (day(1, 6), day(30, 6)), (day(1, 5), day(31, 5)), ACME.first_day)
        ),
        "why_nothing_billed": build_nothing_billed(
            NothingBilled(question("tuesday"), (THEN, THEN), (BEFORE, BEFORE), (question("for key:ci").filters,))
        ),
    }
    for name, (text, blocks) in told.items():
        assert problems(blocks, "message") == []
        assert_golden(name, {"text": text, "blocks": blocks})
