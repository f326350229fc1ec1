"""An alert's card, as people see it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.views.alert import build_card, build_line, build_sample, why
from bot.views.alert_making import build_made, build_replay, open_words
from bot.views.modal_alert import build_alert_form, read_alert_form
from bot.views.not_understood import build_command_not_understood
from bot.views.subscriptions import build_list
from core.alerts.chart import alert_chart
from core.alerts.figures import Cell, hour_of
from core.alerts.finding import Bar, Finding
from core.alerts.life import Alert, Step, acknowledged, expected, rule_changed, snoozed, steps
from core.alerts.person import Person
from core.alerts.read import read_rule
from core.alerts.rule import DEFAULTS, RUNAWAY, Condition, New, Over, Span
from core.alerts.spec import written_spec
from core.alerts.told import Told, told_of
from core.alerts.words import headline
from core.money import NANOS
from core.providers.contract import Name, NameKind
from core.questions import Dimension, Measure, NotUnderstood, parse, sentence
from core.questions.filters import Filter
from core.subscriptions import Kind, Recipient, Subscription
from sandbox.slack.blocks import problems, view_problems
from tests.unit.golden import assert_golden
from tests.unit.worlds import ACME

SEEN = datetime(2026, 11, 24, 2, 50, tzinfo=UTC)
SINCE = SEEN.replace(minute=0)
NAMES = {
    1: [
        Name(NameKind.PROJECT, "proj_1", "Search & Rank", active=True),
        Name(NameKind.KEY, "key_1", "nightly-eval", active=True),
    ]
}
HOSTILE = {1: [Name(NameKind.KEY, "key_1", "<!channel> *$5* @here ```", active=True)]}
EVAL, OTHER = Cell(1, "proj_1", "key_1", "o3"), Cell(1, "proj_1", "key_1", "gpt-5")
PEOPLE = {"UANA": "Ana"}


def finding(subject: str = "1/proj_1/key_1", amount: int = 38 * NANOS, usual: int = int(2.4 * NANOS)) -> Finding:
    newest = hour_of(SEEN)
    bars = tuple(Bar(newest - 23 + at, amount if at > 21 else usual, usual) for at in range(24))
    return Finding(subject, SINCE, SINCE, amount, usual, 31 * NANOS, {EVAL: 30 * NANOS, OTHER: NANOS}, bars)


def fired(of: Finding | None = None) -> Alert:
    [step] = steps([], [of or finding()], "rule", "", SEEN, SEEN, lambda: "alert")
    return step.alert


def told(alert: Alert | None = None, condition: Condition = RUNAWAY, names: dict[int, list[Name]] = NAMES) -> Told:
    return told_of(alert or fired(), "a1", condition, (), [ACME], names)


def put_off(alert: Alert) -> Alert:
    step = snoozed(alert, "UANA", SEEN + timedelta(days=1), SEEN)
    assert step is not None
    return step.alert


def after(step: Step | None) -> Told:
    assert step is not None
    return told(step.alert)


def words(blocks: list[dict[str, Any]]) -> str:
    texts = [block.get("text") or block.get("elements", [{}])[0] for block in blocks if block["type"] != "actions"]
    return "\n".join(text["text"] for text in texts if isinstance(text.get("text"), str))


def buttons(blocks: list[dict[str, Any]]) -> list[str]:
    return [each.get("text", each.get("placeholder"))["text"] for each in blocks[-1]["elements"]]


def test_the_card_of_a_runaway_looks_as_it_did() -> None:
    text, blocks = build_card("card", [told()], "F1", PEOPLE)
    assert problems(blocks, "message") == []
    assert_golden("alert_runaway", {"text": text, "blocks": blocks})


def test_a_card_says_what_has_become_of_it_and_offers_what_is_left_to_do() -> None:
    _, blocks = build_card("card", [after(acknowledged(fired(), "UANA", SEEN))], None, PEOPLE)
    assert "🟡 nightly-eval is spending" in words(blocks)
    assert "Acknowledged by Ana 02:50 UTC." in words(blocks)
    assert buttons(blocks) == ["Snooze…", "This is expected", "Why", "Edit rule", "Mute…"]
    _, blocks = build_card("card", [after(snoozed(fired(), "UANA", SEEN + timedelta(days=1), SEEN))], None, PEOPLE)
    assert "Snoozed by Ana 02:50 UTC, until Wed 25 Nov 02:50 UTC." in words(blocks)
    _, blocks = build_card("card", [after(expected(fired(), "UBEN", SEEN))], None, PEOPLE)
    assert "🟢 nightly-eval was spending up to ≈ $38 an hour" in words(blocks)
    assert "Expected, says somebody 02:50 UTC: as much is usual from now on." in words(blocks)
    assert buttons(blocks) == ["Why", "Edit rule", "Mute…"]


def test_what_is_over_says_since_when_and_what_it_came_to() -> None:
    [step] = steps([fired()], [], "rule", "", SEEN + timedelta(hours=2), SEEN + timedelta(hours=2), lambda: "")
    _, blocks = build_line(told(step.alert), 1, PEOPLE)
    assert words(blocks) == "Back to usual since 03:00 UTC; it came to ≈ $31."
    assert problems(blocks, "message") == []


def test_what_its_rule_was_changed_under_is_shown_as_it_stood() -> None:
    limit = Over(Span.DAY, Measure.COST, 500 * NANOS)
    over = replace(finding("2026-11-24"), usual=500 * NANOS, amount=520 * NANOS)
    step = rule_changed(replace(fired(over), condition=limit), "UANA", SEEN)
    shown = told(step.alert, New(Dimension.MODEL))
    _, blocks = build_card("card", [shown], None, PEOPLE)
    assert "🟢 Tue 24 Nov is over $500: ≈ $520 so far" in words(blocks)
    said = "a1 was changed by Ana, so nobody watches this any more; by 02:50 UTC it had come to ≈ $31."
    assert said in words(blocks)
    assert "a1: day > $500" in words(blocks)
    assert buttons(blocks) == ["Why"]


def test_what_is_over_and_still_snoozed_says_until_when() -> None:
    later = SEEN + timedelta(hours=2)
    [step] = steps([put_off(fired())], [], "rule", "", later, later, lambda: "")
    _, blocks = build_line(told(step.alert), 2, PEOPLE)
    assert words(blocks).endswith("it came to ≈ $31. It stays snoozed until Wed 25 Nov 02:50 UTC.")


@pytest.mark.parametrize(
    ("person", "said"),
    [
        (Person("Ana Lima", 97, owns=False), "Almost all o3, project Search & Rank, by Ana Lima."),
        (Person("Ana Lima", 71, owns=False), "Almost all o3, project Search & Rank, 71\u00a0% by Ana Lima."),
        (Person("Ana Lima", 97, owns=True), "Almost all o3, project Search & Rank, with a key owned by Ana Lima."),
        (Person("<!channel> *Ana*", 97, owns=False), "Almost all o3, project Search & Rank, by <!channel> *Ana*."),
        (None, "Almost all o3, project Search & Rank."),
    ],
)
def test_the_cause_names_who_is_behind_it_in_plain_text_where_that_is_known(person: Person | None, said: str) -> None:
    _, blocks = build_card("card", [replace(told(), person=person)], None, PEOPLE)
    section = next(each["text"] for each in blocks if each["type"] == "section")
    assert section["type"] == "plain_text"
    assert section["text"].endswith(f"(seen 02:50 UTC). {said}")


def test_several_at_once_are_one_card() -> None:
    day = told(fired(replace(finding(""), usual=300 * NANOS, amount=520 * NANOS)), DEFAULTS[1])
    text, blocks = build_card("card", [told(), day], None, PEOPLE)
    assert text == "🔴 2 alerts at once"
    _, line = build_line(after(acknowledged(fired(), "UANA", SEEN)), 1, PEOPLE, [told(), day])
    assert words(line) == "nightly-eval: Acknowledged by Ana 02:50 UTC."
    _, one_done = build_card("card", [after(acknowledged(fired(), "UANA", SEEN)), day], None, PEOPLE)
    assert "nightly-eval: Acknowledged by Ana 02:50 UTC." in words(one_done)
    _, all_done = build_card("card", [after(acknowledged(fired(), "UANA", SEEN))] * 2, None, PEOPLE)
    assert words(all_done).count("Acknowledged by Ana") == 1
    assert "🔴 Tue 24 Nov comes to ≈ $520; a usual Tuesday to $300" in words(blocks)
    assert "nightly-eval is spending" in words(blocks)
    assert problems(blocks, "message") == []


def test_what_two_rules_have_found_is_said_once() -> None:
    text, blocks = build_card("card", [told(), replace(told(), rule="a3")], None, PEOPLE)
    assert text == build_card("card", [told()], None, PEOPLE)[0]
    assert words(blocks).count("Since 02:00 UTC") == 1
    assert "a1: hour > 300% of usual and > $20 · a3: hour > 300% of usual and > $20" in words(blocks)
    assert problems(blocks, "message") == []


def test_of_many_at_once_the_first_are_told_one_by_one_and_slack_takes_the_message() -> None:
    long = [Name(NameKind.KEY, f"key_{at}", f"<&> build-agent-{at:04} {'&' * 90}", active=True) for at in range(60)]
    found = [
        replace(finding(f"1/key_{at}"), cells={Cell(1, "proj_1", f"key_{at}", "o3"): 30 * NANOS}) for at in range(60)
    ]
    alerts = [told(put_off(fired(each)), New(Dimension.KEY), {1: long}) for each in found]
    text, blocks = build_card("card", alerts, "F1", PEOPLE)
    assert text == "🟡 60 alerts at once"
    assert "build-agent-0009" in words(blocks)
    assert "build-agent-0010" not in words(blocks)
    assert "and 50 more" in words(blocks)
    assert problems(blocks, "message") == []
    keys = replace(rule(), spec=written_spec(New(Dimension.KEY)))
    _, listed = build_list(Kind.ALERT, [keys], SEEN, {keys.uid: open_words(alerts)})
    assert "build-agent" in str(listed)
    assert " more" in str(listed)
    assert problems(listed, "message") == []


@pytest.mark.parametrize(
    ("condition", "of", "said"),
    [
        (
            Over(Span.DAY, Measure.COST, 500 * NANOS),
            replace(finding("2026-11-24"), amount=520 * NANOS, usual=500 * NANOS),
            "🔴 Tue 24 Nov is over $500: ≈ $520 so far",
        ),
        (
            Over(Span.HOUR, Measure.TOKENS, 2_000_000),
            replace(finding(""), amount=2_100_000, usual=2_000_000, unit="tokens"),
            "🔴 2.1M tokens in the hour from 02:00 UTC; the limit is 2.0M tokens",
        ),
        (New(Dimension.MODEL), finding("1/o3"), "🔴 A new model: o3 has cost ≈ $31 so far"),
        (RUNAWAY, finding("1//"), "🔴 Everything together is spending ≈ $38 an hour; usual at this hour is under $3"),
    ],
)
def test_each_kind_of_rule_has_its_own_first_line(condition: Condition, of: Finding, said: str) -> None:
    assert headline(told(fired(of), condition)) == said


def test_why_asks_for_the_day_by_the_hour_of_whom_it_is_about() -> None:
    question = why(told())
    assert question is not None
    said = sentence(question)
    assert said == "usage 2026-11-24 by model for key:nightly-eval per hour"
    assert not isinstance(parse(said.removeprefix("usage "), SEEN.date()), NotUnderstood)


def test_why_asks_of_what_is_new_for_the_day_on_which_it_was() -> None:
    lasting = replace(finding("1/o3"), last=SINCE + timedelta(hours=30))
    question = why(told(fired(lasting), New(Dimension.MODEL)))
    assert question is not None
    assert sentence(question).startswith("usage 2026-11-24 by key")


def test_names_from_outside_are_plain_text() -> None:
    text, blocks = build_card("card", [told(names=HOSTILE)], None, PEOPLE)
    assert problems(blocks, "message") == []
    assert all(block.get("text", {"type": "plain_text"})["type"] == "plain_text" for block in blocks)
    assert "<!channel>" not in text


def test_the_picture_has_the_last_day_and_what_of_it_is_unusual() -> None:
    chart = alert_chart(finding(), "nightly-eval")
    assert len(chart.starts) == 24
    usual, over = chart.series
    assert (usual.values[0], usual.values[-1]) == (2.4, 2.4)
    assert (over.values[0], over.values[-1]) == (0, 35.6)


def rule(uid: str = "u1") -> Subscription:
    filters = (Filter(Dimension.PROJECT, "Search & <Rank>"),)
    places = (Recipient("U1"), Recipient("C1"))
    return Subscription(uid, "T1", Kind.ALERT, 3, "U1", SEEN, filters, written_spec(RUNAWAY), places)


def test_who_sets_a_rule_reads_what_holds() -> None:
    text, blocks = build_made(rule(), "U1", 20)
    assert text.startswith("`a3` when hour &gt; 300% of usual and &gt; $20 for project")
    assert "told to you by DM, <#C1>. It judges what happens from now on." in text
    assert "It is still learning: 9 of 14 days of history are there." in build_made(rule(), "U1", 9)[0]
    assert problems(blocks, "message") == []


def test_who_is_told_by_dm_of_what_can_wait_reads_that_it_waits_at_night() -> None:
    spec = written_spec(Over(Span.DAY, Measure.COST, NANOS))
    assert "waits from 22:00 to 07:00 of one's own time" in build_made(replace(rule(), spec=spec), "U1", 20)[0]
    in_channel = replace(rule(), spec=spec, recipients=(Recipient("C1"),))
    assert "waits" not in build_made(in_channel, "U1", 20)[0]
    assert "waits" not in build_made(rule(), "U1", 20)[0]


def test_a_replay_says_how_often_and_when() -> None:
    text, blocks = build_replay(rule(), [told()] * 11, 90)
    assert text == "`a3` would have fired 11 times in the last 90 days."
    assert "• Tue 24 Nov 02:00 UTC · nightly-eval · ≈ $31" in words(blocks)
    assert "and 3 earlier" in words(blocks)
    assert problems(blocks, "message") == []
    assert build_replay(rule(""), [], 76)[0] == "This rule would not have fired in the last 76 days."


def test_a_preview_is_the_card_without_buttons() -> None:
    _, blocks = build_sample(told())
    assert "A preview" in words(blocks)
    assert all(block["type"] != "actions" for block in blocks)
    assert problems(blocks, "message") == []


def test_what_is_no_rule_is_shown_as_it_was_typed_with_the_nearest_as_a_button() -> None:
    found = read_rule("day > <!channel>")
    assert isinstance(found, NotUnderstood)
    text, blocks = build_command_not_understood(found, Kind.ALERT)
    assert "<!channel>" not in text
    assert blocks[1]["elements"][0]["value"] == "alert when day > $500"
    assert problems(blocks, "message") == []


def test_the_buttons_for_a_change_name_what_is_changed_where_they_begin_with_its_kind() -> None:
    near = ("alert when day > $5 for project:alert", "budget $5 a month for project:alert")
    _, blocks = build_command_not_understood(NotUnderstood("month > $5", near), Kind.ALERT, "a3")
    offered = [each["text"]["text"] for each in blocks[1]["elements"]]
    assert offered == ["alert a3 when day > $5 for project:alert", near[1]]


def test_the_form_of_a_rule_says_what_the_rule_says() -> None:
    form = build_alert_form(rule())
    assert view_problems(form) == []
    assert view_problems(build_alert_form()) == []
    element = form["blocks"][1]["element"]
    assert element["initial_value"] == 'hour > 300% of usual and > $20 for project:"Search & <Rank>"'
    person, channel = (block["element"] for block in form["blocks"][2:4])
    assert (person["initial_user"], channel["initial_conversation"]) == ("U1", "C1")
    state = {"rule": {"field": {"value": " day > $5 "}}, "channel": {"channel": {"selected_conversation": "C1"}}}
    assert read_alert_form(state) == ("day > $5", ("C1",))
    assert read_alert_form({}) == ("", ())
