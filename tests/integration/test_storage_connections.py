"""Connections: added once, collected by one process at a time, removed whole, seen by their workspace alone."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from core.connection import Connection, ConnectionGone, KeyTaken, NameTaken, OrganizationTaken, Trouble
from core.providers.contract import Name, NameKind, Names
from storage.connections import Connections
from storage.database import Database
from storage.names import NameStore
from storage.reports import Reports
from storage.restatements import Restatements
from storage.usage import UsageStore
from storage.workspaces import Workspaces
from tests.integration.given import (
    NOW,
    TODAY,
    claim_due,
    connected,
    cost,
    costs,
    new_connection,
    restate,
    usage,
    used,
    window,
)

LATER = NOW + timedelta(seconds=15)
YESTERDAY = TODAY - timedelta(days=1)


async def test_a_workspace_keeps_the_plan_it_was_made_with(database: Database) -> None:
    """Its name follows Slack's."""
    workspaces = Workspaces(database)
    await workspaces.ensure("T1", "Acme", "free", NOW)
    again = await workspaces.ensure("T1", "Acme Inc.", "paid", LATER)
    assert (again.name, again.plan, again.created_at) == ("Acme Inc.", "free", NOW)
    assert await workspaces.get("T1") == again
    assert await workspaces.get("T2") is None


async def test_what_was_added_is_found_again(database: Database) -> None:
    await Workspaces(database).ensure("T1", "Acme", "paid", NOW)
    connections = Connections(database)
    new = replace(new_connection(organization="org-1"), names_missing=("api.management.read",))
    added = await connections.add(new)

    assert await connections.of("T1") == [added]
    assert await connections.find("T1", added.id) == added
    assert (added.uid, added.name, added.organization) == (new.uid, "Acme", "org-1")
    assert (added.key_since, added.created_at, added.names_missing) == (NOW, NOW, ("api.management.read",))
    assert added.key_since.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("second", "refusal"),
    [
        (new_connection(number=2, name="ACME"), NameTaken),
        (new_connection(number=2, name="Ａcme"), NameTaken),
        (new_connection(number=2, name="Other", organization="org-1"), OrganizationTaken),
        (replace(new_connection(number=2, name="Other"), fingerprints=((1).to_bytes(32, "big"),)), KeyTaken),
        (replace(new_connection(number=2, name="Other"), fingerprints=(b"new", (1).to_bytes(32, "big"))), KeyTaken),
    ],
    ids=["name", "name in wide letters", "organization", "key", "key under an older master key"],
)
async def test_the_same_thing_twice_is_refused_with_the_name_it_has(
    database: Database, second: object, refusal: type[Exception]
) -> None:
    connections = Connections(database)
    await Workspaces(database).ensure("T1", "Acme", "paid", NOW)
    first = await connections.add(new_connection(organization="org-1"))
    with pytest.raises(refusal) as refused:
        await connections.add(second)  # type: ignore[arg-type]  # the parameters are of different shapes
    assert getattr(refused.value, "name", None) == "Acme"
    assert await connections.of("T1") == [first]


async def test_another_workspace_may_have_the_same_name_organization_and_key(database: Database) -> None:
    for number, workspace in enumerate(("T1", "T2")):
        await Workspaces(database).ensure(workspace, "Acme", "paid", NOW)
        new = replace(new_connection(workspace, organization="org-1"), uid=f"{number:016x}")
        await Connections(database).add(new)


async def test_connections_without_a_known_organization_do_not_clash(database: Database) -> None:
    await connected(database)
    await connected(database, name="Other", number=2)


async def test_of_two_that_add_the_same_at_once_one_is_told_so(database: Database) -> None:
    await Workspaces(database).ensure("T1", "Acme", "paid", NOW)
    connections = Connections(database)
    await asyncio.gather(*(database.ping() for _ in range(5)))  # five ways into the database, all open
    same = [replace(new_connection(organization="org-1", number=n), name=f"Name {n}") for n in range(5)]
    outcomes = await asyncio.gather(*(connections.add(new) for new in same), return_exceptions=True)
    assert sum(isinstance(outcome, Connection) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, OrganizationTaken) for outcome in outcomes) == 4


async def test_a_due_connection_is_claimed_by_one(database: Database) -> None:
    """Ten processes ask at once; nobody else gets it while the lease holds, not even the holder again."""
    connection = await connected(database)
    claims = await asyncio.gather(*(claim_due(database, NOW, f"holder {n}", LATER) for n in range(10)))
    assert [claimed for claim in claims for claimed in claim] == [connection]
    holder = next(f"holder {n}" for n, claim in enumerate(claims) if claim)
    assert await claim_due(database, NOW, holder, LATER) == []


async def test_a_lease_that_ran_out_goes_to_the_next(database: Database) -> None:
    """Then the old holder can neither renew nor release it."""
    connection, connections = await connected(database), Connections(database)
    await claim_due(database, NOW, "killed", LATER)
    assert await claim_due(database, LATER - timedelta(microseconds=1), "next", LATER) == []
    assert await claim_due(database, LATER, "next", LATER + timedelta(seconds=15)) == [connection]
    assert not await connections.renew([connection], "killed", LATER + timedelta(hours=1))
    await connections.release(connection, "killed")
    assert await claim_due(database, LATER, "third", LATER + timedelta(seconds=15)) == []


async def test_a_renewed_lease_holds_and_a_released_one_does_not(database: Database) -> None:
    connection, connections = await connected(database), Connections(database)
    await claim_due(database, NOW, "me", LATER)
    assert await connections.renew([connection], "me", LATER + timedelta(seconds=15))
    assert await claim_due(database, LATER, "other", LATER + timedelta(seconds=15)) == []
    await connections.release(connection, "me")
    assert await claim_due(database, LATER, "other", LATER + timedelta(seconds=15)) == [connection]


async def test_nothing_is_due_before_its_time(database: Database) -> None:
    connection, connections = await connected(database), Connections(database)
    await connections.record_collected(connection, NOW, LATER, (), None)
    assert await claim_due(database, LATER - timedelta(seconds=1), "me", LATER) == []
    assert [due.id for due in await claim_due(database, LATER, "me", LATER)] == [connection.id]


async def test_trouble_lasts_since_the_first_failure_until_a_collection_goes_through(database: Database) -> None:
    connection, connections = await connected(database), Connections(database)
    await connections.record_trouble(connection, Trouble.PROVIDER_DOWN, "", NOW, LATER)
    await connections.record_trouble(connection, Trouble.RATE_LIMITED, "", LATER, LATER)
    found = await connections.find("T1", connection.id)
    assert found is not None
    assert (found.trouble, found.trouble_since, found.next_collect_at) == (Trouble.RATE_LIMITED, NOW, LATER)

    await connections.record_collected(connection, LATER, LATER, ("api.management.read",), None)
    found = await connections.find("T1", connection.id)
    assert found is not None
    assert (found.trouble, found.trouble_detail, found.trouble_since, found.collected_at) == (None, "", None, LATER)
    assert found.names_missing == ("api.management.read",)


async def test_trouble_that_needs_a_person_has_a_beginning_of_its_own(database: Database) -> None:
    """An outage at nine and a key revoked at ten: "revoked since nine" would be wrong."""
    connection, connections = await connected(database), Connections(database)
    seen = []
    for minutes, trouble in enumerate(
        (Trouble.PROVIDER_DOWN, Trouble.KEY_REJECTED, Trouble.PERMISSION_MISSING, Trouble.NONSENSE)
    ):
        at = NOW + timedelta(minutes=minutes)
        await connections.record_trouble(connection, trouble, "api.usage.read", at, at)
        found = await connections.find("T1", connection.id)
        assert found is not None
        assert (found.trouble, found.trouble_detail, found.collected_at) == (trouble, "api.usage.read", None)
        seen.append(found.trouble_since)
    assert seen == [NOW + timedelta(minutes=minutes) for minutes in (0, 1, 1, 3)]


async def test_a_removed_connection_leaves_nothing(database: Database) -> None:
    connection, other = await connected(database), await connected(database, name="Other", number=2)
    for each in (connection, other):
        await UsageStore(database).replace(each, usage(window(1), used(YESTERDAY)), NOW)
        await UsageStore(database).replace(each, costs(window(1), cost(YESTERDAY)), NOW)
        await restate(database, each)
        await NameStore(database).remember(each, Names([Name(NameKind.PROJECT, "proj_search", "Search & Rank")]))
    connections = Connections(database)
    assert await connections.remove("T1", connection.id) == connection
    assert await connections.remove("T1", connection.id) is None

    assert await connections.of("T1") == [other]
    assert list(await UsageStore(database).ledgers("T1")) == [other.id]
    assert list(await NameStore(database).of("T1")) == [other.id]
    assert {each.connection for each in await Restatements(database).since("T1", NOW)} == {other.id}
    figures = await Reports(database).costs_by_day("T1", YESTERDAY, TODAY, ())
    assert {figure.connection for figure in figures} == {other.id}
    with pytest.raises(ConnectionGone):
        await connections.record_collected(connection, NOW, LATER, (), None)
    with pytest.raises(ConnectionGone):
        await NameStore(database).remember(connection, Names([]))


async def test_two_workspaces_never_see_each_other(database: Database) -> None:
    """Every question that names a workspace, asked by one about the other's rows."""
    mine, theirs = await connected(database, "T1"), await connected(database, "T2", number=2)
    store, names, reports = UsageStore(database), NameStore(database), Reports(database)
    await store.replace(theirs, usage(window(1), used(YESTERDAY)), NOW)
    await store.replace(theirs, costs(window(1), cost(YESTERDAY)), NOW)
    await names.remember(theirs, Names([Name(NameKind.PROJECT, "proj_search", "Search & Rank")]))
    connections, disguised = Connections(database), replace(theirs, workspace="T1")

    assert await connections.of("T1") == [mine]
    assert await connections.find("T1", theirs.id) is None
    assert await connections.remove("T1", theirs.id) is None
    assert await store.ledgers("T1") == {}
    assert await store.ledger(disguised) == []
    assert await names.of("T1") == {}
    assert await reports.costs_by_day("T1", YESTERDAY, TODAY, ()) == []
    assert await reports.costs_so_far(disguised) == {}
    for change in (
        connections.record_collected(disguised, NOW, LATER, (), None),
        connections.record_trouble(disguised, Trouble.NONSENSE, "", NOW, LATER),
        store.replace(disguised, usage(window(1)), NOW),
        names.remember(disguised, Names([])),
    ):
        with pytest.raises(ConnectionGone):
            await change
    assert await connections.of("T2") == [theirs]
    assert len(await store.ledger(theirs)) == 2


async def test_names_are_corrected_and_never_forgotten(database: Database) -> None:
    """What is deleted at the provider still stands in old figures."""
    connection, names = await connected(database), NameStore(database)
    await names.remember(connection, Names([Name(NameKind.PROJECT, "p", "Old"), Name(NameKind.USER, "p", "Ana")]))
    await names.remember(connection, Names([Name(NameKind.PROJECT, "p", "New", active=False)]))
    await names.remember(connection, Names([]))
    assert set((await names.of("T1"))[connection.id]) == {
        Name(NameKind.PROJECT, "p", "New", active=False),
        Name(NameKind.USER, "p", "Ana"),
    }


async def test_what_is_not_listed_any_more_is_gone_where_all_of_its_kind_was_read(database: Database) -> None:
    """A key that is deleted reads as deleted; one that could only not be listed today does not."""
    connection, other = await connected(database), await connected(database, name="Other", number=2)
    names = NameStore(database)
    everything = [Name(kind, f"{kind}_{n}", f"{kind} {n}") for kind in NameKind for n in (1, 2)]
    for each in (connection, other):
        await names.remember(each, Names(everything))
    left = [name for name in everything if name.id.endswith("1")]
    await names.remember(connection, Names(left, whole={NameKind.KEY, NameKind.PROJECT}))
    known = await names.of("T1")
    assert {name.id for name in known[connection.id] if not name.active} == {"key_2", "project_2"}
    assert all(name.active for name in known[other.id])
    await names.remember(connection, Names(everything, whole=set(NameKind)))
    assert all(name.active for name in (await names.of("T1"))[connection.id])


async def test_hostile_text_is_stored_as_text(database: Database) -> None:
    """Quotes, NUL, half a character: nothing fails and nothing is executed."""
    connection, names = await connected(database, name="'; DROP TABLE ledger; --"), NameStore(database)
    hostile = "a'\"\0\ud800; -- \\N\t\n{}%s:x"
    await names.remember(connection, Names([Name(NameKind.PROJECT, "p", hostile)]))
    assert (await names.of("T1"))[connection.id][0].name == "a'\"\N{REPLACEMENT CHARACTER}?; -- \\N\t\n{}%s:x"
