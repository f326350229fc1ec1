"""The import: shown in one message that moves, stopped by nothing for good, and equal to what OpenAI bills."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from bot import composition, shared
from bot.collection import backfill
from bot.collection.backfill import BackfillMessages
from core.providers.openai.provider import Manners
from core.providers.openai.transport import Patience
from sandbox.openai.keys import DEFAULT_KEY
from sandbox.openai.world import World
from sandbox.slack.pace import A_MINUTE
from sandbox.slack.person import text_of
from tests.acceptance.conftest import DAYS
from tests.acceptance.looking import buttons_of, has_picture, idle, in_channel, nanos_billed, nanos_stored
from tests.conftest import FixedClock
from tests.town import COSTS, Town, town

EVERY = 0.2
"""Seconds between two edits in these tests."""


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch, shared_charts: None) -> None:
    """The message is edited more often than Slack would like, and an OpenAI that is down is soon given up."""
    monkeypatch.setattr(composition, "BackfillMessages", partial(BackfillMessages, every=EVERY))
    patience = Patience(attempts=2, first_wait=0.02)
    monkeypatch.setattr(shared, "Manners", partial(Manners, patience=patience))


@asynccontextmanager
async def seen_in_the_dm(acme: Town) -> AsyncIterator[list[tuple[float, str]]]:
    """What the newest message in Ana's DM says, each time that changes, with the loop's time."""
    seen: list[tuple[float, str]] = []

    async def watch() -> None:
        version = -1
        while True:
            state = await acme.ana.sees(version, wait=5.0)
            version = state["version"]
            for message in in_channel(acme, acme.im(acme.ana))[-1:]:
                words = text_of(message["blocks"])
                if not seen or seen[-1][1] != words:
                    seen.append((asyncio.get_running_loop().time(), words))

    watching = asyncio.create_task(watch())
    yield seen
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching


async def test_one_message_shows_the_import_moves_and_becomes_the_first_chart(
    tmp_path: Path, sqlite_url: str, clock: FixedClock, often: None
) -> None:
    async with town(tmp_path / "home", sqlite_url, clock, TOKENMETER_BACKFILL_DAYS="100") as acme:
        acme.openai.faults.add("slow", ms=300)
        async with seen_in_the_dm(acme) as seen:
            await acme.connect(DEFAULT_KEY)
            done = await acme.ana.message(acme.im(acme.ana), "last 30 days", seconds=60)
        [message] = in_channel(acme, acme.im(acme.ana))
        assert message["ts"] == done["ts"]
        assert has_picture(done)

        moving = [(at, words) for at, words in seen if "Importing 100 days of Acme production" in words]
        days = [int(number) for _, words in moving for number in re.findall(r"(\d+) of 100 days", words)]
        assert len(set(days)) >= 3
        assert days[0] == 0
        assert days == sorted(days)
        assert any(re.search(r"\$[\d,]+\.\d\d so far", words) for _, words in moving)
        gaps = [later - earlier for (earlier, _), (later, _) in pairwise(moving)]
        assert all(gap >= EVERY * 0.9 for gap in gaps[1:]), gaps
        posted = [call for call in acme.slack.state.received if call["method"] == "chat.postMessage"]
        assert len(posted) == 1


def test_slack_takes_as_many_edits_as_an_import_makes() -> None:
    assert A_MINUTE["chat.update"] * 0.9 >= 60 / backfill.EVERY


async def test_an_edit_that_slack_limits_does_not_hold_up_the_import(acme: Town) -> None:
    acme.slack.state.settings.too_many["chat.update"] = 2
    await acme.connect_and_import(DEFAULT_KEY)
    assert await nanos_stored(acme) == nanos_billed(acme, DAYS)
    assert len(in_channel(acme, acme.im(acme.ana))) == 1


async def test_an_import_goes_through_though_its_message_cannot_be_posted_and_is_shown_the_next_time(
    acme: Town, clock: FixedClock
) -> None:
    acme.slack.state.settings.too_many["chat.postMessage"] = 100
    await acme.connect(DEFAULT_KEY)
    await acme.ana.modal("Connected")
    await idle(acme.house)
    assert in_channel(acme, acme.im(acme.ana)) == []
    assert await nanos_stored(acme) == nanos_billed(acme, DAYS)

    acme.slack.state.settings.too_many.clear()
    await after(acme, clock, timedelta(minutes=12))
    [message] = in_channel(acme, acme.im(acme.ana))
    assert "last 30 days" in text_of(message)


async def test_the_free_plan_imports_thirty_days(
    tmp_path: Path, sqlite_url: str, clock: FixedClock, shared_charts: None
) -> None:
    async with town(tmp_path / "home", sqlite_url, clock, TOKENMETER_PLAN="free") as acme:
        await acme.connect(DEFAULT_KEY)
        assert "Importing 30 days" in text_of(await acme.ana.modal("Connected"))
        await acme.ana.message(acme.im(acme.ana), "last 30 days", seconds=60)
        assert await nanos_stored(acme) == nanos_billed(acme, 30)
        await acme.ana.command(COSTS, "/tokenmeter usage september")
        before = await acme.ana.message(COSTS, "begins on 26 Oct 2026")
        assert "Last 30 days" in buttons_of(before)


async def test_an_organization_with_nothing_in_it_is_told_so(
    tmp_path: Path, sqlite_url: str, clock: FixedClock, shared_charts: None
) -> None:
    nobody = World.empty(clock.now)
    async with town(tmp_path / "home", sqlite_url, clock, world=nobody, TOKENMETER_BACKFILL_DAYS=str(DAYS)) as acme:
        await acme.connect(DEFAULT_KEY)
        assert "1 project." in text_of(await acme.ana.modal("Connected"))
        await acme.ana.message(acme.im(acme.ana), f"no usage and no costs in the last {DAYS} days", seconds=30)
        assert len(in_channel(acme, acme.im(acme.ana))) == 1

        await acme.ana.command(COSTS, "/tokenmeter usage last 7 days")
        await acme.ana.message(COSTS, "last 7 days")
        await acme.ana.command(COSTS, "/tokenmeter status")
        await acme.ana.message(COSTS, "🟢")


async def test_a_complete_import_whose_chart_was_not_shown_is_shown_at_the_next_start(acme: Town) -> None:
    acme.slack.state.settings.errors["chat.update"] = "fatal_error"
    await acme.connect(DEFAULT_KEY)
    await acme.ana.modal("Connected")
    await idle(acme.house)
    acme.slack.state.settings.errors.clear()
    [message] = in_channel(acme, acme.im(acme.ana))
    assert "Importing" in text_of(message)
    async with acme.another_bot():
        shown = await acme.ana.message(acme.im(acme.ana), "last 30 days")
    assert shown["ts"] == message["ts"]
    async with acme.another_bot() as (again, _):
        await idle(again)
    assert len(in_channel(acme, acme.im(acme.ana))) == 1


@pytest.mark.parametrize(
    ("kind", "options", "said"),
    [
        ("server_error", {}, "OpenAI does not answer"),
        ("rate_limited", {"retry_after": 90}, "OpenAI asks us to wait"),
        ("key_revoked", {}, "does not accept its key"),
        ("nonsense", {"what": "huge"}, "make no sense"),
    ],
    ids=["down", "rate limited", "revoked", "nonsense"],
)
async def test_what_stops_an_import_in_the_middle_is_said_and_it_goes_on_from_there(
    tmp_path: Path, sqlite_url: str, clock: FixedClock, often: None, kind: str, options: dict[str, int], said: str
) -> None:
    world = World(7, clock.now, series_an_hour=4)
    async with town(tmp_path / "home", sqlite_url, clock, world=world, TOKENMETER_BACKFILL_DAYS="80") as acme:
        acme.openai.faults.add("slow", ms=250)
        await acme.connect(DEFAULT_KEY)
        await acme.ana.modal("Connected")
        await until(lambda: acme.openai.served > 6)
        acme.openai.faults.add(kind, path="usage/", **options)
        acme.openai.faults.add(kind, path="costs", **options)
        waits = await acme.ana.message(acme.im(acme.ana), "waits at", seconds=30)
        words = text_of(waits["blocks"])
        assert said in words
        assert re.search(r"waits at \d+ of 80 days", words)
        await acme.ana.command(COSTS, "/tokenmeter status")
        light = "🔴" if kind == "key_revoked" else "🟡"
        status = text_of(await acme.ana.message(COSTS, light))
        assert said in status
        assert ("#help-finops" in status) == (light == "🔴")

        acme.openai.faults.clear()
        got_so_far = len(acme.openai.requests)
        await after(acme, clock, timedelta(minutes=14))
        [message] = in_channel(acme, acme.im(acme.ana))
        assert message["ts"] == waits["ts"]
        assert "last 30 days" in text_of(message)
        assert await nanos_stored(acme) == nanos_billed(acme, 80)
        assert len(acme.openai.requests) > got_so_far


async def test_costs_that_are_revised_are_collected_again_and_the_totals_follow(
    connected: Town, clock: FixedClock
) -> None:
    acme, seen = connected, []
    for pause in (timedelta(hours=1), timedelta(hours=7), timedelta(days=1), timedelta(days=2)):
        await after(acme, clock, pause + timedelta(minutes=5))
        days = DAYS + (clock.now().date() - acme.world.last_day).days
        assert await nanos_stored(acme) == nanos_billed(acme, days)
        seen.append(nanos_billed(acme, DAYS))
    assert len(set(seen)) == len(seen), "nothing was revised: this test has proved nothing"
    # All of that without a word: the first chart stays the only message.
    assert len(in_channel(acme, acme.im(acme.ana))) == 1


async def after(acme: Town, clock: FixedClock, pause: timedelta) -> None:
    """Time passes; what is due then is collected to the end."""
    clock.move(pause)
    await acme.house.hurry()
    await idle(acme.house)


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(15):
        while not true():  # noqa: ASYNC110  # what it looks at has no event
            await asyncio.sleep(0.01)
