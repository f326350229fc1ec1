"""What is told of a budget: what of how much first, since when, where it is heading, and the buttons."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.views.budget import build_budget, build_no_state, build_preview
from bot.views.budget_making import build_made, build_nothing_to_preview, too_wide
from bot.views.budget_words import ahead_words, light, list_words, reached_words, replay_words, spent_words
from bot.views.modal_budget import build_budget_form
from bot.views.not_understood import build_command_not_understood
from bot.views.subscriptions import build_list, build_which
from bot.views.troubles import build_unreachable
from core.budgets import (
    AHEAD,
    Budget,
    Every,
    Field,
    Form,
    State,
    Wanted,
    WouldHave,
    Wrong,
    form_of,
    parse,
    read_form,
    spec_of,
    state_of,
)
from core.forecasts import Forecast, TooLittle
from core.forecasts.replay import Misses
from core.money import NANOS
from core.questions import Dimension, Filter, NotUnderstood
from core.subscriptions import Kind, Recipient, Subscription
from core.subscriptions.verbs import Order, Verb
from sandbox.slack.blocks import problems
from tests.unit.golden import assert_golden
from tests.unit.worlds import NOW, TODAY, daily, day, estimates, report, rest, span

MONTHLY = Budget(5000 * NANOS, Every.MONTH)
SEARCH = (Filter(Dimension.PROJECT, "Search & Rank"),)


def subscription(budget: Budget = MONTHLY, filters: tuple[Filter, ...] = (), number: int = 1) -> Subscription:
    recipients = (Recipient("C0COSTS"), Recipient("U0ANA"))
    made = datetime(2026, 11, 1, tzinfo=UTC)
    return Subscription(f"s{number}", "T1", Kind.BUDGET, number, "U0ANA", made, filters, spec_of(budget), recipients)


def state(budget: Budget = MONTHLY, dollars: float = 172, ahead: int | None = 250) -> State:
    """So many dollars a day from the 1st to the 23rd, and $41 today that are not billed yet."""
    figures = [*daily(span(day(1), day(23)), "Search & Rank", dollars), *daily(span(day(1), day(23)), "Web", 5)]
    found = report("mtd by project", figures, estimates=estimates(rest(TODAY, 41, project="Web"), error=3))
    if ahead is not None:
        days = tuple([round((dollars + 5) * NANOS)] * 23 + [ahead * NANOS] * 7)
        so_far = sum(days[:23]) + 41 * NANOS
        forecast = Forecast(day(1), "usd", so_far, days, frozenset(span(TODAY, day(30))), Misses(0.05, 0.1), NOW)
        found = replace(found, forecast=forecast)
    stands = state_of(budget, TODAY, found, NOW)
    assert stands is not None
    return stands


def told(what: int | None, stands: State | None = None) -> tuple[str, list[dict[str, Any]]]:
    return build_budget(subscription(), stands or state(), what, "F0123")


def test_a_threshold_that_is_reached_looks_as_it_did() -> None:
    text, blocks = told(80)
    assert_golden("budget_reached", {"text": text, "blocks": blocks})


def test_that_it_will_be_used_up_looks_as_it_did() -> None:
    text, blocks = told(AHEAD)
    assert_golden("budget_ahead", {"text": text, "blocks": blocks})


def test_the_form_looks_as_it_did() -> None:
    wanted = Wanted(replace(MONTHLY, thresholds=(90, 100)), SEARCH, ("C0COSTS", "U0BEN"))
    assert_golden("budget_form", build_budget_form(form_of(wanted), "s1", "b1", "A note."))


def test_the_list_says_how_each_stands() -> None:
    budgets = [subscription(), subscription(replace(MONTHLY, every=Every.WEEK), SEARCH, 2)]
    text, blocks = build_list(Kind.BUDGET, budgets, NOW, {"s1": list_words(state())})
    assert_golden("budget_list", {"text": text, "blocks": blocks})


@pytest.mark.parametrize(
    ("dollars", "ahead", "shown"), [(50, 10, "🟢"), (50, 600, "🟡"), (150, 10, "🟡"), (216, 0, "🔴")]
)
def test_the_light_is_yellow_from_the_first_threshold_on_and_red_when_it_is_used_up(
    dollars: float, ahead: int, shown: str
) -> None:
    stands = state(dollars=dollars, ahead=ahead)
    assert light(stands) == shown


def test_what_is_reached_is_said_with_what_is_not_billed_yet_in_it() -> None:
    assert reached_words(state(), 80) == "80\u00a0% of $5,000 for November is spent, ≈ $4,112"
    assert reached_words(state(dollars=220), 100) == "$5,000 for November is used up, ≈ $5,216 spent"
    assert reached_words(state(dollars=270), 120) == "≈ $6,366 spent, 120\u00a0% of $5,000 for November"


def test_what_it_is_made_of_adds_up_and_says_since_when() -> None:
    assert spent_words(state(), 80) == [
        "$4,071.00 billed + ≈ $41 not billed yet · 80\u00a0% since Mon 23 Nov · 82\u00a0% now",
        "Forecast for November: $5,821 ± $171, used up on 27 Nov at this pace",
    ]


def test_that_it_will_be_used_up_names_the_day() -> None:
    assert ahead_words(state()) == "$5,000 for November will be used up on 27 Nov at this pace"


def test_what_stays_within_the_budget_says_so() -> None:
    assert spent_words(state(ahead=10))[1] == "Forecast for November: $4,141 ± $2.90, within the budget at this pace"


def test_what_cannot_be_forecast_yet_is_said() -> None:
    found = replace(report("mtd by project", daily([day(2)], "Web", 80)), forecast=TooLittle(5))
    stands = state_of(MONTHLY, TODAY, found, NOW)
    assert stands is not None
    assert spent_words(stands)[1].startswith("What November will come to, we don't know yet")


def test_what_is_not_billed_yet_is_not_nothing() -> None:
    stands = state_of(
        Budget(100 * NANOS, Every.DAY), TODAY, report("today", [], estimates=estimates(rest(TODAY, 80))), NOW
    )
    assert stands is not None
    assert spent_words(stands, 80) == ["Nothing billed yet, ≈ $80 used"]


def test_a_day_is_called_today() -> None:
    daily_budget = Budget(100 * NANOS, Every.DAY)
    stands = state_of(daily_budget, TODAY, report("today by project", daily([TODAY], "Web", 80)), NOW)
    assert stands is not None
    assert reached_words(stands, 80) == "80\u00a0% of $100 for today is spent, $80"


def test_every_message_is_one_that_slack_takes() -> None:
    small = state_of(MONTHLY, TODAY, report("mtd", daily([day(2)], "x" * 300, 1)), NOW)
    assert small is not None
    pages = [told(None), told(50, small), build_preview("$5 a day", state(), [WouldHave(day(3), 80)], "F1")]
    pages.append(build_made(subscription(), state(), NOW, changed=False))
    pages.append(build_no_state(subscription(), yours=True))
    pages.append(build_command_not_understood(NotUnderstood("<!channel>", ("budget $5000 a month",)), Kind.BUDGET))
    for _, blocks in pages:
        assert problems(blocks, "message") == []
    assert problems(build_budget_form(Form())["blocks"], "modal") == []


@pytest.mark.parametrize("sign", ["&", "*"])
def test_a_budget_for_a_very_long_name_is_said_in_messages_that_slack_takes(sign: str) -> None:
    long = [subscription(filters=(Filter(Dimension.PROJECT, sign * 900),), number=number) for number in range(1, 9)]
    wanted = Wanted(MONTHLY, long[0].filters, ())
    for _, blocks in (
        build_made(long[0], state(), NOW, changed=False),
        build_no_state(long[0], yours=True),
        build_nothing_to_preview(wanted),
        build_unreachable(long[0], long[0].recipients[0], "is_archived"),
        build_which(Kind.BUDGET, Order(Verb.OFF, "b9"), long),
    ):
        assert problems(blocks, "message") == []


def test_a_name_from_outside_stays_a_name() -> None:
    figures = daily([day(2)], "<!channel> *b*", 4000)
    stands = state_of(MONTHLY, TODAY, report("mtd by project", figures), NOW)
    assert stands is not None
    _, blocks = told(80, stands)
    assert [each["text"]["type"] for each in blocks if "text" in each] == ["plain_text", "plain_text"]


def test_the_replay_names_a_few_and_counts_many() -> None:
    some = [WouldHave(day(number), 50) for number in range(1, 9)]
    assert replay_words([]) == "Over the last 90 days none of its thresholds was reached."
    assert replay_words(some[:1]).endswith("it would have told you of its thresholds once: 50\u00a0% on 1 Nov.")
    assert replay_words(some[:2]).endswith("thresholds 2 times: 50\u00a0% on 1 Nov, 50\u00a0% on 2 Nov.")
    many = replay_words([*some, WouldHave(day(9), 100)])
    assert many.endswith("its thresholds 9 times: 50\u00a0% 8×, 100\u00a0% 1×, the last on 9 Nov.")


def test_who_may_see_a_part_alone_is_told_what_budget_would_be_within_it() -> None:
    words = too_wide("U0ANA", [SEARCH], MONTHLY, themselves=True)
    assert words.startswith("You may be told about project Search &amp; Rank alone")
    assert "budget $5,000 a month for project" in words.replace("\u2060", "")
    assert "Search" not in too_wide("U0BEN", [SEARCH], MONTHLY, themselves=False)


def test_a_form_says_what_it_was_filled_in_with() -> None:
    wanted = parse("€12.50 a week at 90% for project:Web to <#C1|costs>, <@U1|ana>, <@U2|ben>")
    assert isinstance(wanted, Wanted)
    found = read_form(form_of(wanted), wanted)
    assert isinstance(found, Wanted)
    assert (found.budget, found.filters) == (wanted.budget, wanted.filters)
    assert set(found.recipients) == {"C1", "U1", "U2"}


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (Form(amount=""), Field.AMOUNT),
        (Form(amount="lots"), Field.AMOUNT),
        (Form(amount="$5 a day"), Field.AMOUNT),
        (Form(amount="$5 for model:o3"), Field.AMOUNT),
        (Form(amount="$5", thresholds="soon"), Field.THRESHOLDS),
        (Form(amount="$5", thresholds="500%"), Field.THRESHOLDS),
        (Form(amount="$5", thresholds="80% for model:o3"), Field.THRESHOLDS),
        (Form(amount="$5", filters="colour:red"), Field.FILTER),
        (Form(amount="$5", filters="user:ana"), Field.FILTER),
    ],
)
def test_what_is_wrong_in_a_form_is_said_on_its_field(form: Form, field: Field) -> None:
    found = read_form(form)
    assert isinstance(found, Wrong)
    assert found.field is field
    assert found.found.why or found.found.what


def test_thresholds_are_taken_as_people_write_them() -> None:
    for typed in ("50, 80", "50 and 80 %", "at 50, 80%", "80%, 50%"):
        found = read_form(Form(amount="5000", thresholds=typed))
        assert isinstance(found, Wanted), typed
        assert found.budget.thresholds == (50, 80)
