"""Deliveries, repeated requests and colours: decided once, for all processes."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from storage.colours import Colours
from storage.database import CommitLost, Database, Writing
from storage.deliveries import Deliveries, Delivery
from storage.seen import Seen
from tests.integration.given import NOW, connected

LATER = NOW + timedelta(minutes=5)
MINUTE = timedelta(minutes=1)


async def test_a_delivery_is_claimed_by_one(database: Database) -> None:
    await connected(database)
    deliveries = Deliveries(database)
    claims = await asyncio.gather(*(deliveries.claim("T1", "import", "key", NOW) for _ in range(10)))
    assert sum(claim is not None for claim in claims) == 1


async def test_a_delivery_is_known_by_workspace_kind_and_key(database: Database) -> None:
    await connected(database)
    await connected(database, "T2", number=2)
    deliveries = Deliveries(database)
    for workspace, kind, key in (("T1", "a", "1"), ("T1", "a", "2"), ("T1", "b", "1"), ("T2", "a", "1")):
        assert await deliveries.claim(workspace, kind, key, NOW) is not None
    assert await deliveries.find("T2", "b", "1") is None


async def test_where_a_message_was_posted_is_remembered(database: Database) -> None:
    await connected(database)
    deliveries = Deliveries(database)
    claimed = await deliveries.claim("T1", "import", "key", NOW)
    assert claimed is not None
    assert (claimed.channel, claimed.ts, claimed.sent_at) == ("", "", None)
    await deliveries.sent("T1", "import", "key", "D1", "1764000000.000100", LATER)
    found = await deliveries.find("T1", "import", "key")
    assert found is not None
    assert (found.id, found.channel, found.ts, found.sent_at) == (claimed.id, "D1", "1764000000.000100", LATER)


async def test_an_abandoned_claim_is_taken_over_once_and_a_sent_one_never(database: Database) -> None:
    await connected(database)
    deliveries = Deliveries(database)
    await deliveries.claim("T1", "import", "key", NOW)
    assert await deliveries.claim("T1", "import", "key", LATER, abandoned_before=NOW) is None
    taken = await asyncio.gather(
        *(deliveries.claim("T1", "import", "key", LATER, abandoned_before=LATER) for _ in range(5))
    )
    assert [claim.claimed_at for claim in taken if claim is not None] == [LATER]
    await deliveries.sent("T1", "import", "key", "D1", "1.2", LATER)
    much_later = LATER + timedelta(days=1)
    assert await deliveries.claim("T1", "import", "key", much_later, abandoned_before=much_later) is None


async def test_a_claim_is_renewed_until_it_is_taken_over_or_sent(database: Database) -> None:
    await connected(database)
    deliveries, much_later = Deliveries(database), LATER + timedelta(days=1)
    claim = await deliveries.claim("T1", "digest", "key", NOW)
    assert claim is not None
    renewed = await deliveries.renew(claim, LATER)
    assert renewed is not None
    assert (renewed.begun_at, renewed.claimed_at) == (NOW, LATER)
    assert await deliveries.claim("T1", "digest", "key", much_later, abandoned_before=LATER) is None
    assert await deliveries.renew(claim, much_later) is None, "not by an older one"
    taken = await deliveries.claim("T1", "digest", "key", much_later, abandoned_before=much_later)
    assert taken is not None
    assert await deliveries.renew(renewed, much_later + MINUTE) is None
    await deliveries.sent("T1", "digest", "key", "C1", "1.2", much_later)
    assert await deliveries.renew(taken, much_later + MINUTE) is None


@pytest.mark.parametrize("is_kept", [True, False])
async def test_a_renewal_of_which_nobody_heard_whether_it_was_kept_holds(database: Database, is_kept: bool) -> None:
    await connected(database)
    deliveries = Deliveries(database)
    claim = await deliveries.claim("T1", "digest", "key", NOW)
    assert claim is not None
    with a_lost_commit(is_kept=is_kept):
        renewed = await deliveries.renew(claim, LATER)
    assert renewed == await deliveries.find("T1", "digest", "key")


async def test_what_was_refused_was_surely_not_sent_and_is_claimed_again_like_what_was_abandoned(
    database: Database,
) -> None:
    await connected(database)
    deliveries = Deliveries(database)
    claim = await deliveries.claim("T1", "digest", "key", NOW)
    assert claim is not None
    assert [each.key for each in await deliveries.unrecorded("T1", "digest", ["key"])] == ["key"]
    await deliveries.refused(claim, "C1", NOW)
    assert await deliveries.unrecorded("T1", "digest", ["key"]) == []
    assert list(await deliveries.answered("T1", "digest", ["key"], since=NOW)) == ["key"]
    assert list(await deliveries.answered("T1", "digest", ["key"], since=LATER)) == []
    again = await deliveries.claim("T1", "digest", "key", LATER, abandoned_before=LATER)
    assert again is not None
    assert (again.channel, again.begun_at) == ("", NOW)
    assert len(await deliveries.unrecorded("T1", "digest", ["key"])) == 1, "it may have been sent this time"
    assert list(await deliveries.answered("T1", "digest", ["key"], since=NOW)) == []


async def test_a_request_is_taken_the_first_time_only(database: Database) -> None:
    seen = Seen(database)
    assert sum(await asyncio.gather(*(seen.first_time("trigger", NOW) for _ in range(10)))) == 1
    assert await seen.first_time("other", NOW)


async def test_old_requests_are_forgotten(database: Database) -> None:
    seen = Seen(database)
    await seen.first_time("old", NOW)
    await seen.first_time("new", LATER)
    await seen.forget(before=LATER)
    assert await seen.first_time("old", LATER)
    assert not await seen.first_time("new", LATER)


async def test_a_name_keeps_its_colour(database: Database) -> None:
    """Whatever stands beside it, and in whatever order."""
    await connected(database)
    colours = Colours(database)
    first = await colours.of("T1", "model", ["a", "b", "c"], 8)
    assert sorted(first.values()) == [0, 1, 2]
    again = await colours.of("T1", "model", ["z", "c", "a"], 8)
    assert (again["a"], again["c"]) == (first["a"], first["c"])
    assert len(set(again.values())) == 3


async def test_a_new_name_gets_a_colour_that_nothing_beside_it_has(database: Database) -> None:
    """As long as there are enough; two that ask at once get the same answer."""
    await connected(database)
    colours = Colours(database)
    await colours.of("T1", "model", [f"old {n}" for n in range(11)], 8)
    asked = ["old 3", "new 1", "old 5", "new 2", "new 3"]
    answers = await asyncio.gather(*(colours.of("T1", "model", asked, 8) for _ in range(4)))
    assert all(answer == answers[0] for answer in answers)
    assert len(set(answers[0].values())) == 5
    assert await colours.of("T1", "project", ["old 3"], 8) == {"old 3": 0}


@contextmanager
def a_lost_commit(*, is_kept: bool) -> Iterator[None]:
    """The next one: whether it was kept is not heard."""
    commit = Writing.commit

    async def lost(self: Writing) -> None:
        patched.undo()
        await (commit(self) if is_kept else self.rollback())
        raise CommitLost

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Writing, "commit", lost)
        yield


@pytest.mark.parametrize("is_kept", [True, False])
async def test_a_claim_of_which_nobody_heard_whether_it_was_kept_is_its_claimers(
    database: Database, is_kept: bool
) -> None:
    await connected(database)
    deliveries = Deliveries(database)
    with a_lost_commit(is_kept=is_kept):
        claim = await deliveries.claim("T1", "digest", "key", NOW)
    assert claim is not None
    assert claim.claimed_at == NOW
    assert await deliveries.claim("T1", "digest", "key", LATER) is None


async def test_a_claim_that_was_not_kept_goes_to_who_was_faster_meanwhile(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await connected(database)
    deliveries, find = Deliveries(database), Deliveries.find

    async def slowly(*given: Any) -> Delivery | None:
        await Deliveries(database).claim("T1", "digest", "key", LATER)
        return await find(*given)

    monkeypatch.setattr(Deliveries, "find", slowly)
    with a_lost_commit(is_kept=False):
        assert await deliveries.claim("T1", "digest", "key", NOW) is None


@pytest.mark.parametrize("is_kept", [True, False])
async def test_that_it_was_posted_is_written_down_though_nobody_heard_so(database: Database, is_kept: bool) -> None:
    await connected(database)
    deliveries = Deliveries(database)
    await deliveries.claim("T1", "digest", "key", NOW)
    with a_lost_commit(is_kept=is_kept):
        await deliveries.sent("T1", "digest", "key", "C1", "1.2", LATER)
    found = await deliveries.find("T1", "digest", "key")
    assert found is not None
    assert (found.channel, found.ts, found.sent_at) == ("C1", "1.2", LATER)
