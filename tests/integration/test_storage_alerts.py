"""Alerts in the database: kept as they are, never fired twice, never overwritten by who read them earlier."""

from dataclasses import replace
from datetime import timedelta

from core.alerts.figures import Cell
from core.alerts.finding import Bar, Finding
from core.alerts.life import Alert, State, acknowledged, expected, rule_changed, steps, turned_off
from core.alerts.rule import RUNAWAY
from core.questions import Dimension, Filter
from core.subscriptions import Kind
from storage.alerts import Alerts
from storage.database import Database
from storage.subscriptions import NewSubscription, Subscriptions
from storage.workspaces import Workspaces
from tests.integration.given import NOW

FOUND = Finding(
    "1/search/ключ",
    NOW - timedelta(hours=1),
    NOW,
    31 * 10**9,
    2 * 10**9,
    59 * 10**9,
    {Cell(1, "search", None, "o3"): 58 * 10**9, Cell(1, "search", "", "gpt-5"): 10**9},
    (Bar(1, 31, 2), Bar(2, 28, 3)),
    "eur",
)


async def store_of(database: Database) -> Alerts:
    await Workspaces(database).ensure("T1", "Acme's Slack", "paid", NOW)
    await Workspaces(database).ensure("T2", "Another", "paid", NOW)
    for uid in ("rule", "other"):
        await Subscriptions(database).add("T1", NewSubscription(uid, Kind.ALERT, "U1", (), "{}", ("U1",)), NOW)
    return Alerts(database)


def fired(uid: str = "alert", rule: str = "rule") -> Alert:
    [step] = steps([], [FOUND], rule, 'project:"Search"', NOW, NOW, lambda: uid)
    return step.alert


async def test_an_alert_is_found_as_it_was_fired(database: Database) -> None:
    store = await store_of(database)
    assert await store.add("T1", fired(), "card", NOW)
    [kept] = await store.of_card("T1", "card")
    assert (kept.alert, kept.version) == (fired(), 1)
    assert await store.untold("T1") == [kept]
    assert await store.of_rules("T1", ["rule"], NOW) == [kept]
    assert await store.of_rules("T1", ["other"], NOW) == []
    assert await store.of_card("T2", "card") == await store.untold("T2") == []


async def test_what_two_processes_find_at_once_is_fired_once(database: Database) -> None:
    store = await store_of(database)
    assert await store.add("T1", fired("first"), "first", NOW)
    assert not await store.add("T1", fired("second"), "second", NOW)
    assert await store.add("T1", fired("third", "other"), "third", NOW)
    assert [each.alert.uid for each in await store.untold("T1")] == ["first", "third"]


async def test_what_was_called_expected_is_fired_again_once_it_comes_to_far_more(database: Database) -> None:
    store = await store_of(database)
    await store.add("T1", replace(fired(), condition=RUNAWAY), "card", NOW)
    [kept] = await store.of_card("T1", "card")
    later = NOW + timedelta(minutes=20)
    step = expected(kept.alert, "U1", later)
    assert step is not None
    assert await store.change("T1", kept, step.alert, later, untold=True)
    [said] = await store.of_card("T1", "card")
    assert said.alert == step.alert
    more, judged = fired("more"), later + timedelta(minutes=1)
    assert not await store.add("T1", more, "more", later), "who judged before it was said"
    assert await store.add("T1", replace(more, seen_at=judged), "more", judged)
    assert not await store.add("T1", replace(more, uid="twice", seen_at=judged), "twice", judged)


async def test_what_has_changed_meanwhile_is_not_overwritten(database: Database) -> None:
    store = await store_of(database)
    await store.add("T1", fired(), "card", NOW)
    [kept] = await store.of_card("T1", "card")
    step = acknowledged(kept.alert, "UANA", NOW)
    assert step is not None
    assert await store.change("T1", kept, step.alert, NOW, untold=True)
    assert not await store.change("T1", kept, replace(kept.alert, state=State.RESOLVED), NOW, untold=True)
    await store.told("T1", kept)  # of what it was before
    [changed] = await store.untold("T1")
    assert (changed.alert, changed.version) == (step.alert, 2)
    await store.told("T1", changed)
    assert await store.untold("T1") == []


async def test_figures_alone_are_nothing_to_tell(database: Database) -> None:
    store = await store_of(database)
    await store.add("T1", fired(), "card", NOW)
    [kept] = await store.of_card("T1", "card")
    await store.told("T1", kept)
    grown = replace(kept.alert, finding=replace(FOUND, so_far=60 * 10**9))
    assert await store.change("T1", kept, grown, NOW, untold=False)
    assert await store.untold("T1") == []
    [changed] = await store.of_card("T1", "card")
    assert changed.alert.finding.so_far == 60 * 10**9


async def test_open_ones_of_rules_that_are_off_are_found_until_they_are_ended(database: Database) -> None:
    store = await store_of(database)
    await store.add("T1", fired(), "card", NOW)
    await store.add("T1", fired("kept", "other"), "card", NOW)
    assert await store.left_open("T1") == []
    await Subscriptions(database).turn_off("T1", "rule", NOW)
    assert await Subscriptions(database).find("T1", "rule") is None
    assert await Subscriptions(database).find("T1", "rule", even_off=True) is not None
    [kept] = await store.left_open("T1")
    assert kept.alert == fired()
    ended = turned_off(kept.alert, NOW).alert
    await store.change("T1", kept, ended, NOW, untold=True)
    assert await store.left_open("T1") == []
    assert (await store.of_card("T1", "card"))[0].alert == ended


async def test_open_ones_of_rules_that_were_changed_are_found_and_the_same_can_fire_again(database: Database) -> None:
    store, rules = await store_of(database), Subscriptions(database)
    said = replace(fired(), condition=RUNAWAY, filters=(Filter(Dimension.PROJECT, "Поиск"),))
    await store.add("T1", said, "card", NOW)
    rule = await rules.find("T1", "rule")
    assert rule is not None
    later = NOW + timedelta(minutes=5)
    await rules.change(rule, (), "{}", ("U1", "U2"), "U9", NOW)
    assert await store.left_open("T1") == []
    await rules.change(rule, (), '{"new": "model"}', ("U1",), "U9", later)
    [kept] = await store.left_open("T1")
    assert kept.alert == said
    again = replace(fired("again"), seen_at=later)
    assert not await store.add("T1", again, "again", later)
    await store.change("T1", kept, rule_changed(kept.alert, "U9", later).alert, later, untold=True)
    assert await store.left_open("T1") == []
    assert await store.add("T1", again, "again", later)
    [kept] = await store.of_card("T1", "again")
    await store.change("T1", kept, replace(kept.alert, state=State.RESOLVED), later, untold=True)
    assert not await store.add("T1", replace(again, uid="twice"), "twice", later)


async def test_one_that_is_over_for_long_is_not_read_again(database: Database) -> None:
    store = await store_of(database)
    await store.add("T1", fired(), "card", NOW)
    [kept] = await store.of_card("T1", "card")
    await store.change("T1", kept, replace(kept.alert, state=State.EXPECTED), NOW, untold=True)
    assert len(await store.of_rules("T1", ["rule"], NOW)) == 1
    assert await store.of_rules("T1", ["rule"], NOW + timedelta(seconds=1)) == []


async def test_what_was_judged_last_is_known_to_every_process(database: Database) -> None:
    await Workspaces(database).ensure("T1", "Acme", "paid", NOW)
    assert await Alerts(database).judged("T1") == ""
    await Alerts(database).note_judged("T1", "5eed")
    assert await Alerts(database).judged("T1") == "5eed"
    assert await Alerts(database).judged("T2") == ""
