"""A digest, as people see it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.digest import build_digest, build_nothing_to_tell
from bot.views.modal_digest import build_digest_form
from core.budgets import Budget, Every, State, state_of
from core.digests import Cadence, Digest, Schedule
from core.digests.schedule import newest
from core.digests.told import Moved, Told, change_of, moved_of, questions_of
from core.guards import Limit
from core.money import NANOS
from core.providers.contract import Name, NameKind
from core.questions import Question
from core.questions.comparable import days_before
from core.reports import Answer, Report, build
from sandbox.slack.blocks import problems, view_problems
from tests.unit.golden import assert_golden
from tests.unit.test_alert_views import told as alert
from tests.unit.test_budget_views import state
from tests.unit.test_why import BEFORE, THEN, bill, explained
from tests.unit.worlds import ACME, ALL, NOW, TODAY, cost, daily, day, estimates, rest, span

DIGEST = Digest(Schedule(Cadence.DAILY, time(9), "Europe/Berlin"))
NAMES = {1: [Name(NameKind.PROJECT, "p1", "Search & Rank"), Name(NameKind.PROJECT, "p2", "Web")]}
HOSTILE = {1: [Name(NameKind.PROJECT, "p1", "<!channel> *$5* @here ```" + "x" * 300)]}
MONTH = span(day(1), day(22))
LIMIT = Limit("", 20_000 * NANOS, "usd", None)


def asked(question: Question, names: dict[int, list[Name]], yesterday: float) -> Answer:
    """What is answered where the two projects cost the same each day, but for yesterday, $14 of it not billed."""
    figures = [
        *daily(span(day(1, month=10), day(22)), "p1", 200),
        *daily(span(day(1, month=10), day(22)), "p2", 20),
        cost(day(23), "p1", yesterday),
    ]
    period = question.period
    kept = [
        each if question.by else each._replace(label="") for each in figures if period.first <= each.day < period.end
    ]
    used = estimates(rest(day(23), 14, project="p1"), error=3) if period.end > day(23) else None
    return build(question, kept, ALL, [ACME], names, NOW, used)


def stands(budget: Budget, spent: Report) -> State:
    found = state_of(budget, day(23), spent, NOW)
    assert found is not None
    return found


def told(
    moved: Moved | None = None,
    names: dict[int, list[Name]] = NAMES,
    yesterday: float = 298.11,
    limits: tuple[tuple[str, Limit], ...] = (("", LIMIT),),
) -> Told:
    occurrence = newest(DIGEST.schedule, NOW)
    questions = questions_of(DIGEST, occurrence, ())
    spent = asked(questions.spent, names, yesterday)
    compared, charted = asked(questions.compared, names, yesterday), asked(questions.charted, names, yesterday)
    month = asked(questions.month, names, yesterday) if questions.month else None
    assert isinstance(spent, Report)
    assert isinstance(charted, Report)
    assert isinstance(month, Report)
    month = replace(month, forecast=state().ahead)
    budgets = (Budget(9000 * NANOS, Every.MONTH), month), (Budget(1500 * NANOS, Every.WEEK), spent)
    return Told(
        name="d1",
        digest=DIGEST,
        occurrence=occurrence,
        filters=(),
        spent=spent,
        charted=charted,
        month=month,
        change=change_of(spent, compared if isinstance(compared, Report) else None),
        before=days_before(questions.spent.period, occurrence.end - timedelta(days=1)),
        moved=moved,
        budgets=tuple((f"b{at}", stands(*each)) for at, each in enumerate(budgets, start=1)),
        limits=limits,
        alerts=(alert(),),
        late=timedelta(hours=3),
        skipped=(date(2026, 11, 22), date(2026, 11, 23)),
    )


def movers(*dollars: float, names: Sequence[Name] = ()) -> Moved | None:
    """Who moved it, where project p1, p2, … cost $1 before, and so much more then."""
    rows = [
        row
        for number, more in enumerate(dollars, start=1)
        for row in (bill(BEFORE, 1, project=f"p{number}"), bill(THEN, 1 + more, project=f"p{number}"))
    ]
    return moved_of(explained(rows, "2026-11-17 by project", names=names))


def test_a_digest_looks_as_it_did() -> None:
    text, blocks = build_digest(told(movers(74, 12, 5, 3, 2)), "F0123")
    assert problems(blocks, "message") == []
    assert_golden("digest", {"text": text, "blocks": blocks})


def test_its_first_line_answers_and_its_last_says_how_far_to_trust_it() -> None:
    text, blocks = build_digest(told(), None)
    head = blocks[0]["text"]["text"]
    assert head == "Mon 23 Nov $298.11 + ≈ $14 not billed yet · ▲ ≈ 42\u00a0% ($92) on Mon 16 Nov"
    assert text.startswith(head)
    lines = blocks[1]["text"]["text"].splitlines()
    month = "November so far $5,138.11 + ≈ $14 not billed yet · 57\u00a0% of budget b1 ($9,000), on track · forecast "
    assert lines[0].startswith(month)
    assert lines[0].endswith(" · OpenAI's limit $20,000")
    assert lines[1] == "Budget b2: ≈ $312 of $1,500 for the week of 23 Nov, 20\u00a0%"
    assert "Who moved it is told here once the bill is in." in lines
    assert any(line.startswith("One open alert: nightly-eval, ≈ $31 since Tue 24 Nov 02:00 UTC") for line in lines)
    assert "Not posted: Sun 22 Nov, Mon 23 Nov." in lines
    last = blocks[-2]["elements"][0]["text"]
    assert last.startswith("d1 · Tue 24 Nov, 09:00 Europe/Berlin (posted 3\u00a0h late) · 10–23 Nov, UTC days")


@pytest.mark.parametrize(
    ("now", "said"), [(NOW, "used up on 28 Nov at this pace ·"), (NOW + timedelta(days=5), "used up on 28 Nov ·")]
)
def test_a_budget_that_is_used_up_by_the_time_of_the_edit_is_not_called_ahead(now: datetime, said: str) -> None:
    first = told()
    assert first.month is not None
    budget = replace(stands(Budget(5200 * NANOS, Every.MONTH), first.month), now=now)
    lines = build_digest(replace(first, budgets=(("b1", budget),)), None)[1][1]["text"]["text"].splitlines()
    assert f"99\u00a0% of budget b1 ($5,200), {said}" in lines[0]


def test_what_is_as_usual_is_called_so() -> None:
    head = build_digest(told(yesterday=206), None)[1][0]["text"]["text"]
    assert head.endswith("about as on Mon 16 Nov")


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ((), "usually within 2\u00a0%"),
        ((("", replace(LIMIT, currency="eur")),), "OpenAI's limit €20,000"),
        ((("", replace(LIMIT, blocking_since=NOW)),), "OpenAI's limit $20,000 (reached: requests are refused)"),
        ((("Acme", LIMIT),), "OpenAI's limit $20,000 (Acme)"),
        (
            (("Acme", LIMIT), ("<!here> *Labs*", replace(LIMIT, nanos=50 * NANOS, blocking_since=NOW))),
            "OpenAI's limits $20,000 (Acme), $50 (<!here> *Labs*, reached: requests are refused)",
        ),
        ((("A", LIMIT),) * 5, "OpenAI's limits $20,000 (A), $20,000 (A), $20,000 (A), 2 more"),
    ],
)
def test_the_months_line_ends_with_what_openai_stops_at(limits: tuple[tuple[str, Limit], ...], said: str) -> None:
    text, blocks = build_digest(told(limits=limits), None)
    assert problems(blocks, "message") == []
    assert blocks[1]["text"]["type"] == "plain_text"
    assert blocks[1]["text"]["text"].splitlines()[0].endswith(said)
    assert "<!" not in text


@pytest.mark.parametrize("names", [NAMES, HOSTILE])
def test_it_is_one_that_slack_takes_whatever_the_names_are(names: dict[int, list[Name]]) -> None:
    for chart in (None, "F0123"):
        text, blocks = build_digest(told(movers(300, names=names[1]), names), chart)
        assert problems(blocks, "message") == []
        assert "<!" not in text


def test_where_there_is_nothing_to_tell_that_is_said() -> None:
    text, blocks = build_nothing_to_tell("d1", DIGEST, newest(DIGEST.schedule, NOW), "Mon 23 Nov", "nothing was used.")
    assert problems(blocks, "message") == []
    assert text == "Mon 23 Nov: nothing was used."
    mute, settings = blocks[-1]["elements"]
    assert [each["value"] for each in mute["options"]] == [
        "digest pause d1 for 1 day",
        "digest pause d1 for 7 days",
        "digest off d1",
    ]
    assert settings["text"]["text"] == "Settings"


def test_a_preview_of_nothing_has_nothing_to_mute() -> None:
    due = newest(DIGEST.schedule, NOW)
    _, blocks = build_nothing_to_tell("", DIGEST, due, "Mon 23 Nov", "nothing was used.", preview=True)
    assert problems(blocks, "message") == []
    assert [each["type"] for each in blocks] == ["section", "context"]
    assert blocks[-1]["elements"][0]["text"].startswith("preview · ")


def test_where_there_is_nothing_to_tell_what_is_late_or_was_left_out_is_said_all_the_same() -> None:
    due, skipped = newest(DIGEST.schedule, NOW), [date(2026, 11, 22), date(2026, 11, 23)]
    _, blocks = build_nothing_to_tell("d1", DIGEST, due, "Mon 23 Nov", "nothing was used.", timedelta(hours=3), skipped)
    assert problems(blocks, "message") == []
    assert "Not posted: Sun 22 Nov, Mon 23 Nov." in blocks[0]["text"]["text"]
    assert "(posted 3\u00a0h late)" in blocks[1]["elements"][0]["text"]


def test_the_form_looks_as_it_did() -> None:
    form = build_digest_form("C0COSTS", "Europe/Berlin")
    assert view_problems(form) == []
    assert_golden("digest_form", form)


@given(st.lists(st.integers(-50_000, 50_000), min_size=1, max_size=12))
def test_at_most_three_are_named_and_all_amounts_add_up_to_the_change(cents: list[int]) -> None:
    found = movers(*(each / 100 for each in cents))
    if found is None:
        return
    assert len([mover for mover, _, _ in found.movers if mover is not None]) <= 3
    assert sum(exact for _, _, exact in found.movers) == found.change.difference
    assert found.change.difference == sum(cents) * NANOS // 100


def test_what_cannot_be_compared_has_no_change() -> None:
    occurrence = newest(Digest(Schedule(Cadence.DAILY, time(9), "UTC")).schedule, datetime(2026, 11, 24, 9, tzinfo=UTC))
    spent = asked(questions_of(DIGEST, occurrence, ()).spent, NAMES, 100)
    assert isinstance(spent, Report)
    assert change_of(spent, None) is None
    unsettled = replace(spent, days=replace(spent.days, unsettled=(TODAY,)))
    assert change_of(spent, unsettled) is None
    assert change_of(replace(spent, days=replace(spent.days, missing=(TODAY,))), spent) is None
