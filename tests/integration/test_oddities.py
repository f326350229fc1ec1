"""What an organization refuses, does without, and sends that we do not know: found out once, remembered, and told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.connections.statuses import statuses_of
from bot.views.oddities import oddities_words
from core.connection import ConnectionGone
from core.oddities import Found, Odd, after
from core.providers.openai import OpenAI
from storage.connections import Connections
from storage.oddities import Oddities
from storage.usage import UsageStore
from tests.integration.test_collection import NOW, Scene, anywhere, quiet, scene

__all__ = ["anywhere", "quiet", "scene"]

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def told(scene: Scene) -> list[str]:
    openai = OpenAI(f"{scene.url}/v1", scene.clock)
    return list(
        oddities_words((await statuses_of(scene.database, openai, scene.clock).in_full(scene.connection)).oddities)
    )


async def asked_in_an_hour(scene: Scene, path: str) -> int:
    """How often an address was asked for in the collection an hour later."""
    scene.clock.move(HOUR)
    scene.sandbox.requests.clear()
    assert (await scene.collect()).fault is None
    return asked_split(scene, path)


def asked_split(scene: Scene, path: str) -> int:
    """How often it was asked for split by something, which totals are not."""
    return sum(path in each.path and "group_by[]" in dict(each.params) for each in scene.sandbox.requests)


async def grouping_of_today(scene: Scene) -> tuple[str, ...]:
    ledger = await UsageStore(scene.database).ledger(scene.connection)
    [line] = [each for each in ledger if each.endpoint == "costs" and each.day == scene.clock.now().date()]
    return line.grouping


async def test_a_refused_grouping_is_found_out_once_and_tried_again_each_week(quiet: Scene) -> None:
    await quiet.collect()
    assert asked_split(quiet, "costs") == 2, "with users, and without"
    assert await asked_in_an_hour(quiet, "costs") == 1
    quiet.clock.move(timedelta(days=7))
    assert await asked_in_an_hour(quiet, "costs") == 2, "still refused"
    assert await asked_in_an_hour(quiet, "costs") == 1
    assert "user" not in await grouping_of_today(quiet)

    quiet.world.costs_by_user = True
    assert await asked_in_an_hour(quiet, "costs") == 1
    assert "user" not in await grouping_of_today(quiet)
    quiet.clock.move(timedelta(days=7))
    assert await asked_in_an_hour(quiet, "costs") == 1
    assert "user" in await grouping_of_today(quiet)
    assert await Oddities(quiet.database).of(quiet.connection) == []
    assert await told(quiet) == []


async def test_an_endpoint_without_its_permission_is_named_and_asked_for_now_and_then(scene: Scene) -> None:
    fault = scene.sandbox.faults.add("scope_missing", path="images", scope="api.images.read")
    scene.world.without = frozenset({"decisions"})
    assert (await scene.collect()).fault is None
    [line] = await told(scene)
    assert line.startswith("Not read: images. Tick `api")
    assert "decisions" not in line
    before = scene.asked("images")
    for _ in range(3):
        scene.clock.move(timedelta(minutes=15))
        assert (await scene.collect()).fault is None
    assert scene.asked("images") == before
    assert await asked_in_an_hour(scene, "images") >= 1

    scene.sandbox.faults.active.remove(fault)
    scene.world.without = frozenset()
    scene.clock.move(DAY)
    assert (await scene.collect()).fault is None
    assert await told(scene) == []
    stored = {where[1] for where in await scene.stored_usage()}
    assert {"images", "decisions"} <= stored


async def test_a_new_key_and_somebody_who_asks_by_hand_ask_for_everything(quiet: Scene) -> None:
    quiet.world.without = frozenset({"decisions"})
    await quiet.collect()
    before = quiet.asked("decisions")
    quiet.connection = replace(quiet.connection, replaced_ref=b"old", key_proven=False)
    await quiet.collect()
    assert quiet.asked("decisions") > before


async def test_while_the_whole_key_lacks_a_permission_no_endpoint_is_taken_for_absent(quiet: Scene) -> None:
    quiet.sandbox.faults.add("scope_missing")
    assert (await quiet.collect()).fault is not None
    assert await told(quiet) == []
    quiet.sandbox.faults.clear()
    quiet.clock.move(timedelta(minutes=15))
    assert (await quiet.collect()).fault is None
    await quiet.assert_all_is_true()


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("unknown_field", "2 things that this release does not know: field carbon"),
        ("unknown_unit", "1 thing that this release does not know: unit furlongs."),
        ("unknown_currency", "1 thing that this release does not know: currency xts."),
        ("unknown_tier", "1 thing that this release does not know: tier warp."),
    ],
)
async def test_what_this_release_does_not_know_is_told_until_it_is_long_gone(
    quiet: Scene, what: str, words: str
) -> None:
    quiet.sandbox.faults.add("nonsense", what=what)
    assert (await quiet.collect()).fault is None
    [line] = await told(quiet)
    assert words in line
    quiet.sandbox.faults.clear()
    for days, is_told in ((34, True), (2, False)):
        quiet.clock.move(timedelta(days=days))
        assert (await quiet.collect()).fault is None
        assert bool(await told(quiet)) is is_told


async def test_of_a_connection_that_is_gone_nothing_is_remembered(anywhere: Scene) -> None:
    store, connection = Oddities(anywhere.database), anywhere.connection
    found = after([], Found({f"field: grams\0{half}": 1 for half in ("\ud800", "?")}), NOW)
    await store.replace(connection, found)
    assert [(each.kind, each.what) for each in await store.of(connection)] == [(Odd.UNKNOWN, "field: grams\ufffd?")]
    assert await store.of(replace(connection, workspace="T2")) == []
    await Connections(anywhere.database).remove("T1", connection.id)
    with pytest.raises(ConnectionGone):
        await store.replace(connection, found)
