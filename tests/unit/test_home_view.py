"""The Home tab as a view: what stands on it in which order, within Slack's limits, whatever the names are."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import time

import pytest

from bot.home.dashboard import connections_for
from bot.slack.directory import Person
from bot.views.access import build_who_may_what
from bot.views.audit import build_audit
from bot.views.home import build_home, build_no_figures, build_this_month, build_top_movers
from bot.views.home_told import build_told
from bot.views.limited import build_my_limit
from bot.views.settings import build_history, build_week_start
from bot.views.status import build_connections
from core import budgets, digests
from core.alerts.rule import RUNAWAY
from core.alerts.spec import written_spec
from core.audit import Deed, Done, next_entry
from core.budgets import Budget, Every
from core.digests import Cadence, Digest, Schedule
from core.forecasts import TooLittle
from core.money import NANOS
from core.providers.contract import Name, NameKind
from core.questions import Dimension, Filter
from core.reports import NoConnection, NothingYet, Report
from core.rights import Limit, Reach, Role, Rule, RuleKind, Standing
from core.subscriptions import FOREVER, Kind, Recipient, Subscription
from core.weeks import WeekStart
from core.why import Explanation
from sandbox.slack.blocks import view_problems
from tests.unit.test_connection_views import HOSTILE, worst
from tests.unit.test_month_chart import this_month
from tests.unit.test_why import BEFORE, THEN, bill, explained
from tests.unit.worlds import NOW, connection, daily, day, question, report, span

NAME = HOSTILE + " \u202egnp =cmd|'/c' $x_{1}$ " + "x" * 300


def of_projects(number: int) -> Report:
    """This month so far of so many projects, for somebody who is limited to hostile names."""
    figures = [each for project in range(number) for each in daily(span(day(1), day(23)), f"p{project}", 10)]
    found = report("month to date", figures or daily([day(2)], "p", 1))
    hostile = (Filter(Dimension.PROJECT, NAME),) * 20
    return replace(found, scopes=(hostile,), forecast=TooLittle(3))


def moved_by(number: int) -> Explanation:
    projects = [f"p{each}" for each in range(number)]
    rows = [row for each in projects for row in (bill(BEFORE, 1, "o3", each), bill(THEN, 90, "o3", each))]
    names = [Name(NameKind.PROJECT, each, each + NAME) for each in projects]
    return explained(rows, "2026-11-17 by project", names=names)


def subscriptions(number: int) -> list[Subscription]:
    """So many of each kind, with hostile names in as long a sentence as can be typed."""
    hostile = tuple(Filter(Dimension.PROJECT, f"{each}{NAME}") for each in range(5))
    specs = {
        Kind.BUDGET: budgets.spec_of(Budget(5000 * NANOS, Every.MONTH)),
        Kind.DIGEST: digests.spec_of(Digest(Schedule(Cadence.DAILY, time(9), "Europe/Berlin"))),
        Kind.ALERT: written_spec(RUNAWAY),
    }
    to = tuple(Recipient(f"C{each:010}", FOREVER, "channel_not_found") for each in range(10))
    return [
        Subscription(f"{kind}{each}", "T1", kind, each + 1, "U1", NOW, hostile, spec, to, FOREVER)
        for kind, spec in specs.items()
        for each in range(number)
    ]


@pytest.mark.parametrize("number", [0, 1, 7, 2000])
def test_however_many_there_are_of_each_it_is_within_slacks_limits(number: int) -> None:
    filters = tuple(Filter(Dimension.PROJECT, NAME) for _ in range(5))
    rules = [Rule(kind, f"U{each:010}", filters) for kind in RuleKind for each in range(number)]
    entry = next_entry("T1", None, Deed("U1", Done.DISCONNECTED, NAME), NOW)
    sections = [
        build_this_month(of_projects(number), "F1"),
        build_top_movers(moved_by(number)) if number else [],
        build_connections([worst(each) for each in range(number)], NOW, "#help", manage=True),
        build_told(subscriptions(number), {f"{Kind.BUDGET}{each}": "≈ $9" * 40 for each in range(number)}, NOW),
        build_history("paid", 180, day(1), 400),
        build_who_may_what(rules, ["U1"] * number),
        build_week_start(WeekStart.MONDAY),
        build_audit([entry] * number),
    ]
    home = build_home(sections)
    assert view_problems(home) == []
    assert "<!channel>" not in str([block for block in home["blocks"] if "mrkdwn" in str(block)])


def test_this_month_comes_first_with_what_it_will_come_to_and_its_chart() -> None:
    header, facts, picture, footer, buttons = build_this_month(this_month("month to date"), "F1")
    assert header["text"]["text"] == "$230.00 + ≈ $10 not billed yet · month to date"
    assert "Forecast for November: $300 ± $12, usually within 2\u00a0%" in facts["text"]["text"]
    assert picture["slack_file"] == {"id": "F1"}
    assert "with a forecast to 30 Nov" in picture["alt_text"]
    assert footer["elements"][0]["text"].startswith("1–24 Nov, UTC days")
    assert {each["text"]["text"]: each["value"] for each in buttons["elements"]} == {
        "By project": "usage month to date by project",
        "By model": "usage month to date by model",
        "Last 30 days": "usage last 30 days",
    }


def test_before_it_is_drawn_the_chart_is_left_out() -> None:
    assert [block["type"] for block in build_this_month(this_month(), None)] == [
        "header",
        "section",
        "context",
        "actions",
    ]


def test_without_figures_it_says_why_unless_nothing_is_connected() -> None:
    [block] = build_no_figures(NothingYet(question("month to date"), 3, 180, in_trouble=False))
    assert block["text"]["text"].startswith("We don't know yet: month to date is still to be imported (3 of 180 days")
    assert build_no_figures(NoConnection()) == []


def test_what_moved_is_a_sentence_and_lines_that_add_up_to_it() -> None:
    _, header, sentence, lines = build_top_movers(moved_by(2))
    assert header["text"]["text"] == "What moved"
    assert "cost $180.00" in str(sentence)
    assert str(lines).count("$89") == 2


def test_who_may_see_no_money_reads_so_kindly_and_whom_to_ask() -> None:
    words = str(build_my_limit(Reach.NOTHING, ["U9"]))
    assert "Costs are not open to you. Ask <@U9>, who manages TokenMeter here." in words
    assert "Request" in words


@pytest.mark.parametrize(
    ("limit", "seen"),
    [
        (Reach.EVERYTHING, ["Acme", "Beta"]),
        ((Filter(Dimension.CONNECTION, "Beta"),), ["Beta"]),
        ((Filter(Dimension.CONNECTION, "Be*", excluded=True),), ["Acme"]),
        ((Filter(Dimension.PROJECT, "Web"),), ["Acme", "Beta"]),
    ],
)
def test_who_is_limited_to_a_connection_sees_no_other(limit: Limit, seen: Sequence[str]) -> None:
    both = [connection(1, "Acme"), connection(2, "Beta")]
    for role, names in ((Role.MEMBER, seen), (Role.MANAGER, ["Acme", "Beta"])):
        person = Person("U1", "Ana", Standing(role, limit), None)
        assert [each.name for each in connections_for(person, both)] == names


def test_the_history_says_the_plan_and_from_when_on_there_is_something() -> None:
    [block] = build_history("free", 30, day(25, 10), 400)
    assert block["elements"][0]["text"] == (
        "*History*: the free plan, which imports 30 days for each connection. What is collected begins on 25 Oct 2026. "
        "Hours are kept for 400 days, days for good."
    )
    assert "begins" not in str(build_history("free", 30, None, 400))


def test_each_budget_digest_and_rule_says_how_it_stands_whom_it_tells_and_how_to_change_it() -> None:
    told = replace(subscriptions(1)[0], filters=(), recipients=(Recipient("C1"), Recipient("U2")), paused_until=None)
    rule = replace(subscriptions(1)[2], filters=(), recipients=(Recipient("U1"),), paused_until=None)
    _, header, budget, alert, add = build_told([told, rule], {told.uid: "🟢 82\u00a0% spent"}, NOW)
    assert header["text"]["text"] == "Budgets, digests and alerts"
    assert budget["text"]["text"] == "*b1* · $5,000 a month\n🟢 82\u00a0% spent\nto <#C1>, <@U2> · set by <@U1>"
    assert budget["accessory"]["action_id"] == "edit-b1"
    assert alert["text"]["text"].startswith("*a1* · when ")
    options = {each["text"]["text"]: each["value"] for each in alert["accessory"]["options"]}
    assert options == {
        "Show me now": "alert now a1",
        "Pause": "alert pause a1",
        "Off": "alert off a1",
        "Edit…": "alert edit a1",
    }
    assert [each["text"]["text"] for each in add["elements"]] == [
        "Add a budget…",
        "Add a digest…",
        "Add an alert rule…",
    ]


def test_of_more_than_five_of_a_kind_the_command_lists_all_and_without_any_there_are_the_buttons() -> None:
    assert "and 2 more digests: `/tokenmeter digest`" in str(build_told(subscriptions(7), {}, NOW))
    words = str(build_told([], {}, NOW))
    assert "Nothing is told by itself yet" in words
    assert "Add a budget…" in words
