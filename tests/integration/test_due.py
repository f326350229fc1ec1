"""What is due, when a workspace is to be looked after, and the house's chores: in the database, of either kind."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import update
from sqlmodel import col

from bot.bots import Bot
from bot.deps import Deps
from bot.due.housekeeping import Chore, Housekeeping
from bot.due.looking import Looking
from bot.installed import Installed
from bot.revoking import Revoking
from bot.settings import load
from bot.work import InFlight
from core.subscriptions import Kind
from core.vault import VaultError
from sandbox.slack.world import APP_TOKEN, BOT_TOKEN
from storage.chores import ChoreTimes
from storage.connections import Connections
from storage.database import Database
from storage.deliveries import Deliveries
from storage.due import Due, DueCollection
from storage.looks import ABANDONED, HOURLY, Looks, Unfinished, look_at_once
from storage.subscriptions import NewSubscription, Subscriptions
from storage.tables import ConnectionRow
from storage.workspaces import Workspaces
from tests.conftest import FixedClock
from tests.integration.given import NOW, connected, new_connection

LATER = NOW + timedelta(minutes=5)
DIGEST = NewSubscription("d" * 16, Kind.DIGEST, "U1", (), "{}", ("C1",))


async def workspaces(database: Database, *ids: str) -> None:
    for each in ids:
        await Workspaces(database).ensure(each, each, "paid", NOW)


async def looked_after(database: Database, workspace: str, until: datetime = LATER) -> None:
    look = await Looks(database).begin(workspace, NOW)
    assert look is not None
    await Looks(database).end(look, until)


async def test_a_due_collection_tells_what_it_is_locked_by_and_who_waits_for_it(database: Database) -> None:
    first = await connected(database)
    await Connections(database).add(new_connection(name="Other", number=2, organization="org-1"))
    assert await Due(database).collections(NOW, 9, 9) == [
        DueCollection(1, "connection 1", is_import=True, is_waited_for=True),
        DueCollection(2, "openai org-1", is_import=True, is_waited_for=True),
    ]
    await Connections(database).record_collected(first, NOW, NOW, (), None)
    assert await Due(database).collections(NOW, 0, 9) == [DueCollection(1, "connection 1", False, False)]
    assert await Due(database).collections(NOW, 9, 9, besides=[1, 2]) == []


async def test_who_is_waited_for_comes_first_among_many(database: Database) -> None:
    for number in range(5):
        await Connections(database).record_collected(
            await connected(database, name=f"N {number}", number=number), NOW, NOW, (), None
        )
    async with database.writing() as session:
        rotated = update(ConnectionRow).where(col(ConnectionRow.id) == 5).values(key_proven=False, next_collect_at=NOW)
        await session.exec(rotated)
        await session.commit()
    assert [each.connection for each in await Due(database).collections(NOW, 9, 2)] == [5, 1]


async def test_a_new_workspace_is_looked_after_at_once_and_then_when_it_is_said(database: Database) -> None:
    await workspaces(database, "T1", "T2")
    assert await Due(database).looks(NOW, 9) == ["T1", "T2"]
    assert await Due(database).looks(NOW, 9, besides=["T1"]) == ["T2"]
    assert await Due(database).looks(NOW, 1) == ["T1"]
    await looked_after(database, "T1")
    assert await Due(database).looks(NOW, 9) == ["T2"]
    assert await Due(database).looks(LATER, 9) == ["T2", "T1"], "where something has happened first"


async def test_a_look_that_nobody_ended_is_due_again(database: Database) -> None:
    await workspaces(database, "T1")
    assert await Looks(database).begin("T1", NOW) is not None
    assert await Due(database).looks(NOW + ABANDONED - timedelta(seconds=1), 9) == []
    assert await Due(database).looks(NOW + ABANDONED, 9) == ["T1"]


async def test_one_that_is_to_be_purged_is_not_looked_after(database: Database) -> None:
    await workspaces(database, "T1")
    await Workspaces(database).uninstall("T1", "U1", NOW)
    assert await Due(database).looks(NOW, 9) == []
    assert await Looks(database).begin("T1", NOW) is None
    assert await Looks(database).begin("T9", NOW) is None


async def test_where_the_bot_s_token_was_revoked_nothing_is_due_until_it_is_installed_again(database: Database) -> None:
    await connected(database, "T1", number=1)
    await workspaces(database, "T2")
    await Workspaces(database).revoke("T1", NOW)
    assert await Due(database).looks(NOW, 9) == ["T2"]
    assert await Due(database).collections(NOW, 9, 9) == []
    await workspaces(database, "T1")
    assert await Due(database).looks(NOW, 9) == ["T1", "T2"]
    assert len(await Due(database).collections(NOW, 9, 9)) == 1


class NoToken:
    """The bots of a vault that does not answer."""

    async def has(self, workspace: str) -> bool:
        return True

    async def of(self, workspace: str) -> Bot | None:
        raise VaultError("the vault cannot be reached")

    async def all(self) -> list[str]:
        return []

    async def tend(self) -> None: ...


async def test_where_the_token_cannot_be_read_it_is_not_tried_again_at_once(database: Database, tmp_path: Path) -> None:
    """Tried again at once, many of these would keep all others waiting."""

    def build(bot: Bot) -> Deps:
        raise AssertionError(bot)

    await workspaces(database, "T1")
    in_flight = InFlight(lambda: "0a1b2c3d")
    installed = Installed(NoToken(), build)
    clock = FixedClock(NOW)
    revoking = Revoking(
        load({"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN}, tmp_path),
        NoToken(),
        Workspaces(database),
        clock,
    )
    await Looking(installed, revoking, Looks(database), Subscriptions(database), in_flight, clock).look_after("T1")
    assert await Due(database).looks(LATER - timedelta(seconds=1), 9) == []
    assert await Due(database).looks(LATER, 9) == ["T1"]


async def test_what_is_done_hourly_is_done_by_one_look_an_hour(database: Database) -> None:
    await workspaces(database, "T1")
    times = (NOW, NOW + HOURLY - timedelta(seconds=1), NOW + HOURLY)
    looks = [await Looks(database).begin("T1", at) for at in times]
    assert [look.is_hourly for look in looks if look is not None] == [True, False, True]


async def test_all_that_a_look_tells_about_makes_it_due_at_once(database: Database) -> None:
    connection, connections, subscriptions = await connected(database), Connections(database), Subscriptions(database)
    made = await subscriptions.add("T1", DIGEST, NOW)
    changes: dict[str, Callable[[], Awaitable[object]]] = {
        "a collection": lambda: connections.record_collected(connection, NOW, LATER, (), None),
        "a subscription": lambda: subscriptions.change(made, (), "{}", ["C1"], "U1", NOW),
        "a pause": lambda: subscriptions.pause("T1", made.uid, LATER),
        "a mute": lambda: subscriptions.mute("T1", made.uid, "C1", LATER),
        "its end": lambda: subscriptions.turn_off("T1", made.uid, NOW),
    }
    for what, change in changes.items():
        await looked_after(database, "T1")
        assert await Due(database).looks(NOW, 9) == [], what
        await change()
        assert await Due(database).looks(NOW, 9) == ["T1"], what


async def test_what_happens_during_a_look_is_not_forgotten_at_its_end(database: Database) -> None:
    connection = await connected(database)
    look = await Looks(database).begin("T1", NOW)
    assert look is not None
    await Connections(database).record_collected(connection, NOW, LATER, (), None)
    await Looks(database).end(look, LATER)
    assert await Due(database).looks(NOW, 9) == ["T1"]


async def test_a_look_waits_for_what_is_just_happening_even_where_one_is_due_already(database: Database) -> None:
    await workspaces(database, "T1")
    assert await Due(database).looks(NOW, 9) == ["T1"]
    async with database.writing() as session:
        await look_at_once(session, "T1")
        look = asyncio.create_task(Looks(database).begin("T1", NOW))
        await asyncio.wait({look}, timeout=0.2)
        assert not look.done()
        await session.commit()
    assert await look is not None


async def test_a_message_that_was_put_off_is_unfinished_until_it_is_sent_or_old(database: Database) -> None:
    await workspaces(database, "T1", "T2")
    looks, deliveries = Looks(database), Deliveries(database)
    nothing = Unfinished(None, others=False)
    assert await looks.unfinished("T1", NOW) == nothing
    await deliveries.claim("T1", "digest", "d1", NOW)
    await deliveries.claim("T1", "digest", "d2", LATER)
    assert await looks.unfinished("T1", NOW) == Unfinished(NOW, others=False)
    assert await looks.unfinished("T2", NOW) == nothing
    assert await looks.unfinished("T1", NOW + timedelta(days=1)) == nothing
    await deliveries.sent("T1", "digest", "d1", "C1", "1.0", NOW)
    assert await looks.unfinished("T1", NOW) == Unfinished(LATER, others=False)
    await deliveries.sent("T1", "digest", "d2", "C1", "2.0", NOW)
    assert await looks.unfinished("T1", NOW) == nothing


async def test_a_chore_is_begun_by_one_of_those_that_ask(database: Database) -> None:
    times, hour = ChoreTimes(database), timedelta(hours=1)
    begun = await asyncio.gather(*(times.begin("sweep", hour, NOW) for _ in range(5)))
    assert sum(begun) == 1
    assert await times.begun() == {"sweep": NOW}
    assert not await times.begin("sweep", hour, NOW + hour - timedelta(seconds=1))
    assert await times.begin("sweep", hour, NOW + hour)
    await times.forget()
    assert await times.begin("sweep", hour, NOW)


async def test_a_chore_is_due_when_nobody_has_done_it_for_long_enough(database: Database, clock: FixedClock) -> None:
    done: list[str] = []

    async def sweep() -> None:
        done.append("sweep")

    hour = timedelta(hours=1)
    house = Housekeeping([Chore("sweep", hour, sweep)], ChoreTimes(database), clock)
    assert await house.due() == ["sweep"]
    await asyncio.gather(*(house.keep("sweep") for _ in range(3)), house.keep("of another release"))
    assert (done, await house.due()) == (["sweep"], [])
    clock.move(hour)
    assert await house.due() == ["sweep"]
