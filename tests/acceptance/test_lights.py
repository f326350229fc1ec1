"""A connection turns red and is well again: its owner hears of each once, whatever happens in between."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk.errors import SlackApiError
from sqlalchemy import update
from sqlmodel import col

from core.notices import CONFIRMED_AFTER, QUIET
from sandbox.openai.keys import DEFAULT_KEY
from sandbox.openai.world import World
from sandbox.slack.person import text_of
from storage.tables import DeliveryRow
from tests.acceptance.looking import Json, buttons_of, idle
from tests.conftest import FixedClock
from tests.town import COSTS, Town

NEW_KEY = "sk-admin-" + "sandbox-" * 5 + "0002"


def told(town: Town, word: str, person: str = "U0ANA") -> list[Json]:
    return [message for message in town.slack.state.im(person).messages if word in message["text"]]


async def later(town: Town, clock: FixedClock, pause: timedelta) -> None:
    """Time passes, what is due is collected, and what is to be told is told."""
    await idle(town.house)
    clock.move(pause)
    await town.house.hurry()
    await idle(town.house)
    await town.deps.lights.tell_all()


async def test_a_revoked_key_is_told_once_by_two_processes_and_so_is_its_end(
    connected: Town, clock: FixedClock
) -> None:
    connected.openai.keys.revoke(DEFAULT_KEY)
    await later(connected, clock, timedelta(minutes=12))
    assert told(connected, "🔴") == [], "it may be a moment's trouble"
    async with connected.another_bot() as (house, other):
        clock.move(CONFIRMED_AFTER)
        await house.hurry()
        await idle(house)
        await asyncio.gather(*(deps.lights.tell_all() for deps in (connected.deps, other) for _ in range(3)))
        (red,) = told(connected, "🔴")
        assert "OpenAI does not accept its key" in red["text"]
        assert red["text"].endswith("Support: #help-finops.")
        assert set(buttons_of(red)) == {"Rotate…", "Open OpenAI ↗"}
        connected.openai.keys.issue(DEFAULT_KEY, connected.world)
        await later(connected, clock, timedelta(hours=1))
        await asyncio.gather(*(deps.lights.tell_all() for deps in (connected.deps, other) for _ in range(3)))
    (well,) = told(connected, "is read again")
    assert "All 20 days are there." in well["text"]
    assert len(told(connected, "🔴")) == 1


async def test_the_button_cures_it(connected: Town, clock: FixedClock) -> None:
    connected.openai.keys.revoke(DEFAULT_KEY)
    await later(connected, clock, timedelta(minutes=12))
    await later(connected, clock, CONFIRMED_AFTER)
    (red,) = told(connected, "🔴")
    await connected.ana.click(connected.im(connected.ana), red["ts"], buttons_of(red)["Rotate…"])
    form = await connected.ana.modal("Paste a new key for")
    connected.openai.keys.issue(NEW_KEY, connected.world)
    (field,) = [block["block_id"] for block in form["blocks"] if block["type"] == "input"]
    await connected.ana.submit(form["id"], {field: NEW_KEY})
    await connected.ana.message(connected.im(connected.ana), "is read with its new key", seconds=60)
    await later(connected, clock, timedelta(minutes=12))
    assert len(told(connected, "is read again")) == 1


async def test_a_moments_red_and_a_flicker_are_not_told(connected: Town, clock: FixedClock) -> None:
    longest_wait = timedelta(minutes=13)
    for _ in range(3):
        connected.openai.faults.add("key_revoked")
        await later(connected, clock, longest_wait)
        connected.openai.faults.clear()
        await later(connected, clock, longest_wait)
    assert told(connected, "🔴") == []
    connected.openai.faults.add("key_revoked")
    await later(connected, clock, timedelta(minutes=12))
    await later(connected, clock, CONFIRMED_AFTER)
    assert len(told(connected, "🔴")) == 1, "this test sees nothing"


async def test_the_next_red_time_is_told_again_but_not_at_once(connected: Town, clock: FixedClock) -> None:
    for times, pause in ((1, timedelta()), (1, CONFIRMED_AFTER), (2, QUIET)):
        connected.openai.faults.add("key_revoked")
        await later(connected, clock, timedelta(minutes=20))
        await later(connected, clock, CONFIRMED_AFTER + pause)
        assert len(told(connected, "🔴")) == times
        if pause != CONFIRMED_AFTER:
            connected.openai.faults.clear()
            # By then it is tried again, however long the trouble lasted.
            await later(connected, clock, timedelta(minutes=80))
            assert len(told(connected, "is read again")) == times


async def test_trouble_is_told_at_night_and_its_end_in_the_morning(connected: Town, clock: FixedClock) -> None:
    clock.set(datetime(2026, 11, 25, 0, 30, tzinfo=UTC))  # in Berlin, where Ana is, it is half past one
    limits = connected.openai.guards(connected.world).limits
    limits[""] = 300_000
    await later(connected, clock, timedelta(minutes=12))
    await connected.deps.blocking.tell_all()
    assert len(told(connected, "OpenAI refuses requests")) == 1
    limits[""] = 4_000_000
    await later(connected, clock, timedelta(minutes=12))
    connected.openai.keys.revoke(DEFAULT_KEY)
    await later(connected, clock, timedelta(minutes=12))
    await later(connected, clock, CONFIRMED_AFTER)
    assert len(told(connected, "does not accept its key")) == 1
    connected.openai.keys.issue(DEFAULT_KEY, connected.world)
    await later(connected, clock, timedelta(hours=1))
    await connected.deps.blocking.tell_all()
    assert told(connected, "is read again") == told(connected, "lets requests") == []
    clock.set(datetime(2026, 11, 25, 6, 1, tzinfo=UTC))
    for _ in range(2):
        await later(connected, clock, timedelta(minutes=12))
        await connected.deps.blocking.tell_all()
    assert [len(told(connected, word)) for word in ("is read again", "lets requests")] == [1, 1]


@pytest.mark.parametrize("may_look", [True, False])
async def test_killed_between_posting_and_writing_it_down(connected: Town, clock: FixedClock, may_look: bool) -> None:
    """It is found in the DM by its mark. Where the app may not read there, it is posted again: better than never."""
    connected.openai.keys.revoke(DEFAULT_KEY)
    await later(connected, clock, timedelta(minutes=12))
    await later(connected, clock, CONFIRMED_AFTER)
    assert len(told(connected, "🔴")) == 1
    if not may_look:
        connected.slack.state.settings.missing_scopes.append("im:history")
    async with connected.house.shared.database.writing() as session:
        of_this = col(DeliveryRow.kind) == "turned red"
        await session.exec(update(DeliveryRow).where(of_this).values(sent_at=None, channel="", ts=""))
        await session.commit()
    await connected.deps.lights.tell_all()
    assert len(told(connected, "🔴")) == 1, "whoever claimed it may still be at it"
    clock.move(timedelta(minutes=11))
    for _ in range(3):
        await connected.deps.lights.tell_all()
    assert len(told(connected, "🔴")) == (1 if may_look else 2)


@pytest.mark.parametrize(("trouble", "times"), [("internal_error", 1), ("down", 1), ("messages_tab_disabled", 0)])
async def test_whom_a_passing_trouble_of_slack_kept_from_being_told_is_told_after_it(
    connected: Town, clock: FixedClock, trouble: str, times: int
) -> None:
    connected.openai.keys.revoke(DEFAULT_KEY)
    await later(connected, clock, timedelta(minutes=12))
    slack = connected.slack.state.settings
    slack.errors = {} if trouble == "down" else {"chat.postMessage": trouble}
    slack.down = trouble == "down"
    with suppress(SlackApiError):
        await later(connected, clock, CONFIRMED_AFTER)
    assert told(connected, "🔴") == []
    slack.down, slack.errors = False, {}
    for _ in range(3):
        await later(connected, clock, timedelta(minutes=11))
    assert len(told(connected, "🔴")) == times


@pytest.mark.parametrize("gone", [{"deleted": True}, {"is_admin": False}])
async def test_when_the_owner_is_gone_the_managers_are_told(
    connected: Town, clock: FixedClock, gone: dict[str, bool]
) -> None:
    connected.slack.state.users["U0BEN"]["is_admin"] = True
    connected.slack.state.users["U0ANA"].update(gone)
    connected.openai.keys.revoke(DEFAULT_KEY)
    await later(connected, clock, timedelta(minutes=12))
    await later(connected, clock, CONFIRMED_AFTER)
    assert len(told(connected, "🔴", "U0BEN")) == 1
    assert told(connected, "🔴") == []


async def test_a_key_that_was_moved_to_another_organization(connected: Town, clock: FixedClock) -> None:
    connected.openai.keys.issue(DEFAULT_KEY, World(8, clock.now))
    await later(connected, clock, timedelta(minutes=12))
    await later(connected, clock, CONFIRMED_AFTER)
    (red,) = told(connected, "🔴")
    assert "Its key is of another organization" in red["text"]
    assert set(buttons_of(red)) == {"Rotate…", "Connect the other…"}
    await connected.ana.command(COSTS, "/tokenmeter status")
    assert "Nothing of the other was stored" in text_of(await connected.ana.message(COSTS, "🔴"))


async def test_a_limit_at_openai_that_blocks_is_told_once_by_two_processes_and_so_is_its_end(
    connected: Town, clock: FixedClock
) -> None:
    limits = connected.openai.guards(connected.world).limits
    await connected.ana.command(COSTS, "/tokenmeter status")
    assert "OpenAI stops at $20,000 a month (hard limit): " in text_of(await connected.ana.message(COSTS, "🟢"))
    limits[""] = 300_000
    async with connected.another_bot() as (_, other):
        await later(connected, clock, timedelta(minutes=12))
        await asyncio.gather(*(deps.blocking.tell_all() for deps in (connected.deps, other) for _ in range(3)))
        (blocked,) = told(connected, "OpenAI refuses requests")
        assert "the limit of $3,000 a month that is set at OpenAI is reached" in blocked["text"]
        assert blocked["text"].endswith("Support: #help-finops.")
        await connected.ana.open_home()
        assert "*OpenAI refuses requests*" in str(await connected.ana.home("refuses"))
        limits[""] = 4_000_000
        await later(connected, clock, timedelta(minutes=12))
        await asyncio.gather(*(deps.blocking.tell_all() for deps in (connected.deps, other) for _ in range(3)))
    (over,) = told(connected, "lets requests")
    assert over["text"].endswith("through again. The limit is $40,000 a month.")
    assert len(told(connected, "OpenAI refuses requests")) == 1
