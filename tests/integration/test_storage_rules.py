"""The rules in the database: each change is in the audit log, or does not happen."""

import asyncio
import json

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from core.audit import NoSuchWorkspace, first_broken
from core.deeds import rule_lifted, rule_made
from core.questions.dimensions import Dimension
from core.questions.filters import Filter, written
from core.rights import Rule, RuleKind
from core.weeks import WeekStart
from storage.audit import AuditLog
from storage.database import Database
from storage.rules import Rules
from storage.workspaces import Workspaces
from tests.integration.given import NOW

FILTERS = (Filter(Dimension.PROJECT, "Search & „Rank“"), Filter(Dimension.MODEL, "o3*", excluded=True))
CY = Rule(RuleKind.MEMBER, "U3", FILTERS)
COSTS = Rule(RuleKind.CHANNEL, "C1", FILTERS[:1])
BEN = Rule(RuleKind.MANAGER, "U2")
PARTNER = Rule(RuleKind.SHARED, "C9")


async def rules_of(database: Database, *workspaces: str) -> Rules:
    for workspace in workspaces:
        await Workspaces(database).ensure(workspace, "Acme's Slack", "paid", NOW)
    return Rules(database)


async def make(rules: Rules, rule: Rule, workspace: str = "T1") -> bool:
    return await rules.put(workspace, rule, rule_made(rule, "U1"), NOW)


async def lift(rules: Rules, rule: Rule, workspace: str = "T1") -> bool:
    return await rules.remove(workspace, rule, rule_lifted(rule, "U1"), NOW)


async def deeds(database: Database, workspace: str = "T1") -> list[tuple[str, str, str]]:
    entries = await AuditLog(database).entries(workspace)
    assert first_broken(workspace, entries) is None
    return [(entry.actor, entry.action, entry.subject) for entry in entries]


async def test_a_rule_holds_until_it_is_lifted_and_both_are_written_down(database: Database) -> None:
    rules = await rules_of(database, "T1")
    assert await make(rules, BEN)
    assert await make(rules, PARTNER)
    assert await rules.of("T1") == [PARTNER, BEN]
    assert await rules.about("T1", "U2") == [BEN]
    assert await lift(rules, BEN)
    assert await rules.of("T1") == [PARTNER]
    assert await deeds(database) == [("U1", "appointed", "U2"), ("U1", "allowed", "C9"), ("U1", "dismissed", "U2")]


async def test_filters_are_read_back_as_they_were_and_a_later_rule_takes_the_place_of_the_earlier(
    database: Database,
) -> None:
    rules = await rules_of(database, "T1")
    nothing = Rule(RuleKind.MEMBER, "U3")
    for rule in (CY, COSTS, Rule(RuleKind.MANAGER, "U3")):
        assert await make(rules, rule)
    assert await rules.of("T1") == [COSTS, Rule(RuleKind.MANAGER, "U3"), CY]
    assert await make(rules, nothing)
    assert not await make(rules, nothing)
    assert nothing in await rules.about("T1", "U3")
    assert CY not in await rules.about("T1", "U3")
    entries = await AuditLog(database).entries("T1")
    assert [json.loads(entry.details) for entry in entries] == [
        {"to": written(FILTERS)},
        {"to": written(FILTERS[:1])},
        {},
        {"to": ""},
    ]


async def test_what_is_so_already_is_not_written_down_again(database: Database) -> None:
    rules = await rules_of(database, "T1")
    assert await make(rules, BEN)
    assert not await make(rules, BEN)
    assert not await lift(rules, PARTNER)
    assert await deeds(database) == [("U1", "appointed", "U2")]


async def test_many_who_make_the_same_at_once_make_it_once(database: Database) -> None:
    rules = await rules_of(database, "T1")
    made = await asyncio.gather(*(make(rules, BEN) for _ in range(8)))
    assert sorted(made) == [False] * 7 + [True]
    assert len(await deeds(database)) == 1


async def test_a_rule_is_its_workspaces_alone(database: Database) -> None:
    rules = await rules_of(database, "T1", "T2")
    await make(rules, BEN, "T2")
    assert await rules.of("T1") == []
    assert await rules.about("T1", "U2") == []
    assert not await lift(rules, BEN, "T1")
    assert await rules.of("T2") == [BEN]
    with pytest.raises(NoSuchWorkspace):
        await make(rules, BEN, "T3")


async def test_without_its_entry_no_rule_is_made_or_lifted(database: Database) -> None:
    """Fails closed."""
    rules = await rules_of(database, "T1")
    await make(rules, BEN)
    async with database.writing() as session:
        await (await session.connection()).execute(text("ALTER TABLE audit RENAME TO elsewhere"))
        await session.commit()
    with pytest.raises(SQLAlchemyError):
        await make(rules, PARTNER)
    with pytest.raises(SQLAlchemyError):
        await lift(rules, BEN)
    assert await rules.of("T1") == [BEN]


async def test_weeks_start_on_monday_until_somebody_says_otherwise_which_is_written_down_once(
    database: Database,
) -> None:
    await rules_of(database, "T1", "T2")
    workspaces = Workspaces(database)
    assert await workspaces.week_start("T1") is WeekStart.MONDAY
    assert [await workspaces.start_weeks_on("T1", WeekStart.SUNDAY, "U1", NOW) for _ in range(2)] == [True, False]
    assert [await workspaces.week_start(each) for each in ("T1", "T2")] == [WeekStart.SUNDAY, WeekStart.MONDAY]
    [entry] = await AuditLog(database).entries("T1")
    assert (entry.actor, entry.action, entry.subject) == ("U1", "week start changed", "Acme's Slack")
    assert json.loads(entry.details) == {"from": "Monday", "to": "Sunday"}
    assert await workspaces.start_weeks_on("T1", WeekStart.MONDAY, "U1", NOW)
    assert await workspaces.week_start("T1") is WeekStart.MONDAY
    with pytest.raises(NoSuchWorkspace):
        await workspaces.start_weeks_on("T9", WeekStart.SUNDAY, "U1", NOW)
