"""A message that must arrive once, with a real database and a small Slack that loses answers and stumbles."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

import pytest

from bot.connections.telling import Telling
from bot.settings import Settings, load
from bot.slack.client import unrepeating_client
from bot.slack.directory import Directory, NoSuchPerson
from bot.slack.messenger import Messenger
from bot.slack.turns import Turns
from bot.subscriptions import holding
from bot.subscriptions.delivering import AT_LATEST, REFUSED, Delivered, Delivering, Later, Message, Undeliverable
from bot.subscriptions.holding import ABANDONED, LOST
from bot.subscriptions.recipients import Recipients
from core.secret import Secret
from sandbox.slack.server import SmallSlack, start_slack
from sandbox.slack.state import APP_TOKEN, BOT_TOKEN, Json
from storage.connections import Connections
from storage.database import Database, DatabaseDown
from storage.deliveries import Deliveries, Delivery
from tests.broken_builds import BlindMessenger, repeating_client
from tests.conftest import FixedClock
from tests.integration.given import connected

COSTS = "C0COSTS"
KEY = ("digest", "d1:2026-11-24")
MINUTE = timedelta(minutes=1)


@pytest.fixture
async def slack(clock: FixedClock) -> AsyncIterator[SmallSlack]:
    slack = await start_slack(now=lambda: clock.now().timestamp())
    yield slack
    await slack.running.close()


@pytest.fixture
def settings(slack: SmallSlack, tmp_path: Path) -> Settings:
    return load({"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN, "SLACK_API_URL": slack.api_url}, tmp_path)


@pytest.fixture
async def delivering(database: Database, clock: FixedClock, settings: Settings) -> Delivering:
    """As the bot builds it."""
    await connected(database)
    return Delivering(
        "T1",
        Deliveries(database),
        Messenger(unrepeating_client(settings, Secret(BOT_TOKEN), Turns(speed=1_000))),
        clock,
    )


async def hello() -> Message:
    return "hello", []


def said(slack: SmallSlack) -> list[Json]:
    return slack.state.channels[COSTS].messages


async def test_a_message_whose_answer_was_lost_is_found_again_and_not_posted_twice(
    delivering: Delivering, slack: SmallSlack, clock: FixedClock
) -> None:
    slack.state.settings.lose_answers = 1
    assert await delivering.once(COSTS, *KEY, hello) is Later.LATER
    assert await delivering.once(COSTS, *KEY, hello) is Later.LATER, "not at once: Slack may still be at it"
    clock.move(MINUTE)
    (message,) = said(slack)
    assert await delivering.once(COSTS, *KEY, hello) == Delivered(COSTS, message["ts"], anew=True)
    assert await delivering.once(COSTS, *KEY, hello) == Delivered(COSTS, message["ts"], anew=False)
    assert len(said(slack)) == 1


@pytest.mark.parametrize("broken", ["blind", "repeating"])
async def test_a_build_that_does_not_look_or_repeats_by_itself_posts_it_twice(
    broken: str, delivering: Delivering, database: Database, slack: SmallSlack, clock: FixedClock, settings: Settings
) -> None:
    """The control of the test before."""
    client = (
        repeating_client(settings)
        if broken == "repeating"
        else unrepeating_client(settings, Secret(BOT_TOKEN), Turns(speed=1_000))
    )
    messenger = BlindMessenger(client) if broken == "blind" else Messenger(client)
    other = Delivering("T1", Deliveries(database), messenger, clock)
    slack.state.settings.lose_answers = 1
    for _ in range(2):
        await other.once(COSTS, *KEY, hello)
        clock.move(MINUTE)
    assert len(said(slack)) == 2


async def test_it_is_not_sent_again_while_nobody_can_look_for_it_however_long_that_takes(
    delivering: Delivering, slack: SmallSlack, clock: FixedClock
) -> None:
    slack.state.settings.lose_answers = 1
    await delivering.once(COSTS, *KEY, hello)
    slack.state.settings.errors = {"conversations.history": "internal_error"}
    for _ in range(20):
        clock.move(MINUTE)
        assert await delivering.once(COSTS, *KEY, hello) is Later.LATER
    slack.state.settings.errors = {}
    clock.move(AT_LATEST + MINUTE)
    assert isinstance(await delivering.once(COSTS, *KEY, hello), Delivered)
    assert len(said(slack)) == 1


async def test_what_slack_did_not_take_is_posted_a_minute_later(
    delivering: Delivering, slack: SmallSlack, clock: FixedClock
) -> None:
    slack.state.settings.down = True
    assert await delivering.once(COSTS, *KEY, hello) is Later.LATER
    slack.state.settings.down = False
    clock.move(MINUTE)
    assert isinstance(await delivering.once(COSTS, *KEY, hello), Delivered)
    assert len(said(slack)) == 1


async def test_where_the_bot_may_not_read_it_is_posted_twice_rather_than_never(
    delivering: Delivering, slack: SmallSlack, clock: FixedClock
) -> None:
    slack.state.settings.missing_scopes = ["channels:history"]
    slack.state.settings.lose_answers = 1
    await delivering.once(COSTS, *KEY, hello)
    clock.move(MINUTE)
    assert isinstance(await delivering.once(COSTS, *KEY, hello), Delivered)
    assert len(said(slack)) == 2


async def test_a_process_that_stood_still_leaves_the_message_to_the_one_that_took_it_over(
    delivering: Delivering, slack: SmallSlack, clock: FixedClock
) -> None:
    async def while_the_machine_sleeps() -> Message:
        clock.move(ABANDONED + MINUTE)
        assert isinstance(await delivering.once(COSTS, *KEY, hello), Delivered)
        return await hello()

    assert await delivering.once(COSTS, *KEY, while_the_machine_sleeps) is Later.LATER
    assert len(said(slack)) == 1


async def test_who_sends_for_long_keeps_the_claim(
    delivering: Delivering, slack: SmallSlack, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody takes it for dead while it waits for its turn."""
    monkeypatch.setattr(holding, "RENEW", 0.01)

    renewed, renew = asyncio.Event(), Deliveries.renew

    async def noted(self: Deliveries, claim: Delivery, now: datetime) -> Delivery | None:
        answer = await renew(self, claim, now)
        renewed.set()
        return answer

    async def for_minutes() -> Message:
        for _ in range(6):
            clock.move(LOST - timedelta(seconds=1))
            for _ in range(2):  # the first may have been under way
                renewed.clear()
                await renewed.wait()
            assert await delivering.once(COSTS, *KEY, hello) is Later.LATER
        return await hello()

    monkeypatch.setattr(Deliveries, "renew", noted)
    assert isinstance(await delivering.once(COSTS, *KEY, for_minutes), Delivered)
    assert len(said(slack)) == 1


async def test_a_claim_that_cannot_be_renewed_is_sent_no_more(
    delivering: Delivering, database: Database, slack: SmallSlack, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another one has taken it over: whatever this one waits for is ended."""
    monkeypatch.setattr(holding, "RENEW", 0.01)
    now = clock.now()

    async def for_ever() -> Message:
        assert await Deliveries(database).claim("T1", *KEY, now + 2 * MINUTE, abandoned_before=now + MINUTE)
        return await asyncio.Future[Message]()

    assert await delivering.once(COSTS, *KEY, for_ever) is Later.LATER
    assert said(slack) == []


async def test_without_a_database_nothing_is_sent_for_long(
    delivering: Delivering, slack: SmallSlack, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody can say then whether another one has taken it over."""
    monkeypatch.setattr(holding, "RENEW", 0.01)
    monkeypatch.setattr(holding, "LOST", timedelta(seconds=0.1))

    async def gone(*_: object) -> None:
        raise DatabaseDown("gone")

    monkeypatch.setattr(Deliveries, "renew", gone)
    assert await delivering.once(COSTS, *KEY, asyncio.Future[Message]) is Later.LATER
    assert said(slack) == []


async def test_what_was_posted_and_not_written_down_is_made_good(
    delivering: Delivering, slack: SmallSlack, clock: FixedClock
) -> None:
    slack.state.settings.lose_answers = 1
    await delivering.once(COSTS, *KEY, hello)
    clock.move(timedelta(days=2))
    await delivering.recover(COSTS, KEY[0], [KEY[1], "never begun"])
    assert await delivering.once(COSTS, *KEY, hello) == Delivered(COSTS, said(slack)[0]["ts"], anew=False)


async def test_what_slack_refuses_is_tried_again_after_a_while_and_posted_once_it_is_not_refused_any_more(
    delivering: Delivering, slack: SmallSlack, clock: FixedClock
) -> None:
    slack.state.channels[COSTS].flags["is_archived"] = True
    for _ in range(2):
        assert await delivering.once(COSTS, *KEY, hello) == Undeliverable("is_archived")
        clock.move(REFUSED - MINUTE)
        assert await delivering.once(COSTS, *KEY, hello) is Later.LATER, "not every minute"
        clock.move(2 * MINUTE)
    slack.state.channels[COSTS].flags.clear()
    assert isinstance(await delivering.once(COSTS, *KEY, hello), Delivered)
    assert len(said(slack)) == 1


class Managed:
    """A workspace whose owner is gone, and which Ana manages."""

    async def person(self, user: str) -> None:
        raise NoSuchPerson

    async def managers(self) -> list[str]:
        return ["U0ANA"]


class Sleepers:
    """It is night for these."""

    def __init__(self) -> None:
        self.asleep = {"U0ANA"}

    async def awake(self, people: list[str], now: datetime) -> list[str]:
        return [each for each in people if each not in self.asleep]


def telling_of(database: Database, delivering: Delivering, clock: FixedClock, sleepers: Sleepers) -> Telling:
    directory, recipients = cast("Directory", Managed()), cast("Recipients", sleepers)
    return Telling("T1", Deliveries(database), directory, recipients, delivering, clock)


async def test_what_can_wait_is_told_in_the_morning_of_each_once_and_nothing_is_begun_till_then(
    database: Database, delivering: Delivering, slack: SmallSlack, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def both(self: Managed) -> list[str]:
        return ["U0ANA", "U0BEN"]

    monkeypatch.setattr(Managed, "managers", both)
    [connection] = await Connections(database).of("T1")
    sleepers = Sleepers()
    telling = telling_of(database, delivering, clock, sleepers)

    async def told() -> list[int]:
        await telling.once(connection, "well", connection.uid, await hello(), can_wait=True)
        clock.move(MINUTE)
        return [len(slack.state.im(each).messages) for each in ("U0ANA", "U0BEN")]

    assert [await told() for _ in range(2)] == [[0, 1]] * 2
    assert await Deliveries(database).find("T1", "well", connection.uid) is None
    sleepers.asleep.clear()
    assert [await told() for _ in range(2)] == [[1, 1]] * 2
    sleepers.asleep = {"U0ANA", "U0BEN"}
    await telling.once(connection, "red", connection.uid, await hello(), can_wait=False)
    assert [len(slack.state.im(each).messages) for each in ("U0ANA", "U0BEN")] == [2, 2], "this cannot wait"


async def test_what_was_told_to_nobody_while_slack_was_down_is_told_within_two_minutes_of_its_end(
    database: Database, delivering: Delivering, slack: SmallSlack, clock: FixedClock
) -> None:
    [connection] = await Connections(database).of("T1")
    telling = telling_of(database, delivering, clock, Sleepers())
    slack.state.settings.down = True
    await telling.once(connection, "reminder", connection.uid, await hello(), can_wait=False)
    slack.state.settings.down = False
    for _ in range(2):
        clock.move(MINUTE + timedelta(seconds=1))
        await telling.once(connection, "reminder", connection.uid, await hello(), can_wait=False)
    assert len(slack.state.im("U0ANA").messages) == 1
