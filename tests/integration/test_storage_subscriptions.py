"""What people have asked to be told, in the database."""

from datetime import timedelta

from core.questions.dimensions import Dimension
from core.questions.filters import Filter
from core.subscriptions import FOREVER, Kind, Subscription, named
from storage.database import Database
from storage.subscriptions import NewSubscription, Subscriptions
from storage.workspaces import Workspaces
from tests.integration.given import NOW

FILTERS = (Filter(Dimension.PROJECT, "Search & „Rank“"), Filter(Dimension.MODEL, "o3*", excluded=True))


async def store_of(database: Database) -> Subscriptions:
    for workspace in ("T1", "T2"):
        await Workspaces(database).ensure(workspace, "Acme's Slack", "paid", NOW)
    return Subscriptions(database)


async def make(
    store: Subscriptions,
    uid: str,
    kind: Kind = Kind.DIGEST,
    workspace: str = "T1",
    recipients: tuple[str, ...] = ("C1",),
) -> Subscription:
    return await store.add(workspace, NewSubscription(uid, kind, "U1", FILTERS, '{"at": "09:00"}', recipients), NOW)


async def test_it_is_found_as_it_was_made(database: Database) -> None:
    store = await store_of(database)
    made = await make(store, "s1", recipients=("U2", "C1", "U2"))
    assert (made.name, made.filters, [each.id for each in made.recipients]) == ("d1", FILTERS, ["U2", "C1"])
    found = await store.find("T1", "s1")
    assert found is not None
    assert (found.spec, found.made_at, {each.id for each in found.recipients}) == (made.spec, NOW, {"U2", "C1"})
    assert await store.of("T1", Kind.DIGEST) == [found]
    assert await store.of("T1", Kind.BUDGET, Kind.ALERT) == []


async def test_names_are_counted_by_kind_and_never_given_again(database: Database) -> None:
    store = await store_of(database)
    made = [
        await make(store, uid, kind) for uid, kind in (("s1", Kind.DIGEST), ("s2", Kind.DIGEST), ("s3", Kind.BUDGET))
    ]
    assert [each.name for each in made] == ["d1", "d2", "b1"]
    assert await store.turn_off("T1", "s2", NOW)
    assert not await store.turn_off("T1", "s2", NOW)
    assert (await make(store, "s4")).name == "d3"
    assert await store.find("T1", "s2") is None
    assert named(" D3", await store.of("T1", Kind.DIGEST, Kind.BUDGET)) is not None
    assert named("d2", await store.of("T1", Kind.DIGEST)) is None


async def test_another_workspace_reaches_nothing_of_it(database: Database) -> None:
    store = await store_of(database)
    made = await make(store, "s1")
    assert (await make(store, "s2", workspace="T2")).name == "d1"
    assert await store.find("T2", "s1") is None
    assert not await store.pause("T2", "s1", FOREVER)
    assert not await store.mute("T2", "s1", "C1", FOREVER)
    assert not await store.leave("T2", "s1", "C1")
    assert not await store.turn_off("T2", "s1", NOW)
    assert await store.find("T1", "s1") == made


async def test_it_is_paused_and_goes_on_and_a_recipient_mutes_for_itself_alone(database: Database) -> None:
    store = await store_of(database)
    await make(store, "s1", recipients=("C1", "U2"))
    assert await store.pause("T1", "s1", NOW + timedelta(days=1))
    assert await store.mute("T1", "s1", "U2", FOREVER)
    assert not await store.mute("T1", "s1", "U3", FOREVER)
    found = await store.find("T1", "s1")
    assert found is not None
    assert found.is_paused(NOW)
    assert not found.is_paused(NOW + timedelta(days=1))
    assert {each.id: each.is_muted(NOW) for each in found.recipients} == {"C1": False, "U2": True}
    assert await store.pause("T1", "s1", None)
    assert await store.leave("T1", "s1", "C1")
    after = await store.find("T1", "s1")
    assert after is not None
    assert not after.is_paused(NOW)
    assert [each.id for each in after.recipients] == ["U2"]


async def test_it_has_the_rights_of_who_changed_it_and_recipients_that_stay_stay_muted(database: Database) -> None:
    store = await store_of(database)
    made = await make(store, "s1", recipients=("C1", "U2"))
    await store.mute("T1", "s1", "U2", FOREVER)
    later = NOW + timedelta(hours=1)
    assert await store.change(made, (), "{}", ("U2", "U3"), "U9", later)
    found = await store.find("T1", "s1")
    assert found is not None
    assert (found.filters, found.spec, found.made_by, found.made_at) == ((), "{}", "U9", later)
    assert {each.id: each.muted_until for each in found.recipients} == {"U2": FOREVER, "U3": None}


async def test_who_is_told_instead_of_others_is_told_once_and_only_where_they_were(database: Database) -> None:
    store = await store_of(database)
    await make(store, "s1", recipients=("C1", "U2", "U3"))
    await store.mute("T1", "s1", "U3", FOREVER)
    assert not await store.tell_instead("T2", "s1", ["U2"], "U9")
    assert not await store.tell_instead("T1", "s1", ["U8"], "U9")
    assert await store.tell_instead("T1", "s1", ["U2"], "U9")
    assert not await store.tell_instead("T1", "s1", ["U2"], "U9"), "it was done"
    assert await store.tell_instead("T1", "s1", ["U3"], "U9")
    found = await store.find("T1", "s1")
    assert found is not None
    assert {each.id: each.muted_until for each in found.recipients} == {"C1": None, "U9": None}


async def test_an_alert_rule_is_as_old_as_what_it_says_and_a_digest_as_who_is_told(database: Database) -> None:
    store = await store_of(database)
    later = NOW + timedelta(hours=1)
    for uid, kind, made_at in (("a", Kind.ALERT, NOW), ("d", Kind.DIGEST, later)):
        made = await make(store, uid, kind)
        assert await store.change(made, made.filters, made.spec, ("U3",), "U9", later)
        found = await store.find("T1", uid)
        assert found is not None
        assert (found.made_at, found.made_by) == (made_at, "U9")
        assert await store.change(found, (), made.spec, ("U3",), "U9", later)
        changed = await store.find("T1", uid)
        assert changed is not None
        assert changed.made_at == later
