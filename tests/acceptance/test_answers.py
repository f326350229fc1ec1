"""What becomes of an answer: its buttons, and what happens where Slack or the chart does not play along."""

import asyncio
import multiprocessing
import os
import signal
from pathlib import Path

import pytest

from bot import chart_process
from bot.slack import messenger
from core.chart import Chart
from sandbox.openai.keys import DEFAULT_KEY
from sandbox.slack import payloads
from sandbox.slack.person import text_of
from sandbox.slack.state import BOT_USER
from sandbox.slack.towards_bot import SignedHttp
from tests.acceptance.looking import (
    Json,
    buttons_of,
    chosen_in,
    has_picture,
    headline_of,
    idle,
    in_channel,
    line_names,
    option_of,
)
from tests.conftest import FixedClock
from tests.town import COSTS, LEADS, Town, town

QUESTION = "/tokenmeter usage last 7 days by model"


async def test_before_anything_is_connected_the_answer_is_a_button_that_opens_the_form(acme: Town) -> None:
    for command in ("/tokenmeter", "/tokenmeter usage last 7 days", "/tokenmeter status"):
        after = acme.slack.state.ts()
        await acme.ben.command(COSTS, command)
        told = await acme.ben.message(COSTS, "No OpenAI account is connected", after=after)
        assert "Connect" in buttons_of(told)
    await acme.ana.command(COSTS, QUESTION)
    told = await acme.ana.message(COSTS, "No OpenAI account is connected")
    await acme.ana.click(COSTS, told["ts"], buttons_of(told)["Connect"])
    assert await acme.ana.modal("TokenMeter reads")


async def test_while_nothing_of_the_period_is_imported_it_says_so_and_the_button_asks_again(
    acme: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def later(_: int) -> None:
        return

    with monkeypatch.context() as held_up:
        held_up.setattr(acme.house.collecting, "collect", later)
        await acme.connect(DEFAULT_KEY)
        await acme.ana.modal("Connected")
        await acme.ana.command(COSTS, QUESTION)
        told = await acme.ana.message(COSTS, "We don't know yet: last 7 days is still to be imported")
        await acme.ana.command(COSTS, "/tokenmeter status")
        await acme.ana.message(COSTS, "Importing: 0 of 20 days")
    await acme.house.hurry()
    await acme.ana.message(acme.im(acme.ana), "last 30 days", seconds=60)
    await acme.ana.click(COSTS, told["ts"], buttons_of(told)["Ask again"])
    answer = await acme.ana.message(COSTS, "UTC days")
    assert headline_of(answer).startswith("$")
    assert "ephemeral_for" not in answer


async def test_who_asked_sees_the_answer_change_in_place_and_others_are_answered_in_its_thread(connected: Town) -> None:
    acme = connected
    asked = await ask(acme)
    await acme.ana.click(COSTS, asked["ts"], *option_of(asked, "By project"))
    changed = await acme.ana.message(COSTS, "Search & Rank")
    assert changed["ts"] == asked["ts"]
    assert has_picture(changed)
    assert len(in_channel(acme, COSTS)) == 1

    await acme.ben.click(COSTS, changed["ts"], *option_of(changed, "Last 30 days"))
    reply = await acme.ben.message(COSTS, "last 30 days", after=changed["ts"])
    assert reply["thread_ts"] == changed["ts"]
    [still, _] = in_channel(acme, COSTS)
    assert "last 7 days" in headline_of(still)

    # His own answer in the thread is his to change.
    await acme.ben.click(COSTS, reply["ts"], *option_of(reply, "By model"))
    again = await acme.ben.until(
        lambda _: next((each for each in in_channel(acme, COSTS)[1:] if "By model" in chosen_in(each)), None)
    )
    assert again["ts"] == reply["ts"]


async def test_a_part_is_looked_into_and_one_goes_back_and_sees_the_table_all_in_one_message(connected: Town) -> None:
    acme = connected
    asked = await ask(acme)
    await acme.ana.click(COSTS, asked["ts"], *option_of(asked, "By project"))
    by_project = await acme.ana.message(COSTS, "Search & Rank")
    await acme.ana.click(COSTS, asked["ts"], *option_of(by_project, "Search & Rank"))
    inside = await acme.ana.until(lambda _: only(acme, "project Search & Rank"))
    assert chosen_in(inside)[1] == "By model"
    assert "and changed, by Ana" in str(inside["blocks"])
    await acme.ana.click(COSTS, asked["ts"], buttons_of(inside)["◀ Back"])
    outside = await acme.ana.until(lambda _: only(acme, "Search & Rank", without="project Search & Rank"))
    await acme.ana.click(COSTS, asked["ts"], buttons_of(outside)["◀ Back"])
    first = await acme.ana.until(lambda _: only(acme, "gpt-5-mini", without="Search & Rank"))
    assert "◀ Back" not in buttons_of(first)

    await acme.ana.click(COSTS, asked["ts"], buttons_of(first)["Table"])
    with_table = await acme.ana.until(lambda _: only(acme, "data_table"))
    assert has_picture(with_table)
    acme.slack.state.settings.native_blocks = False
    await acme.ana.click(COSTS, asked["ts"], *option_of(with_table, "By project"))
    plain = await acme.ana.until(lambda _: only(acme, "'type': 'table'"))
    assert has_picture(plain)
    asked_with = len([each for each in acme.slack.state.received if "data_table" in str(each)])
    await acme.ana.click(COSTS, asked["ts"], *option_of(plain, "By key"))
    await acme.ana.until(lambda _: only(acme, "nightly-eval"))
    assert len([each for each in acme.slack.state.received if "data_table" in str(each)]) == asked_with, (
        "once is enough"
    )


async def test_a_guest_who_presses_a_button_gets_no_figure(connected: Town) -> None:
    asked = await ask(connected)
    await connected.gus.click(COSTS, asked["ts"], *option_of(asked, "Last 30 days"))
    told = await connected.gus.message(COSTS, "answers full members")
    assert "$" not in text_of(told)
    assert len(in_channel(connected, COSTS)) == 1


async def test_the_buttons_of_old_answers_work_after_a_restart(connected: Town) -> None:
    acme = connected
    asked = await ask(acme)
    async with acme.another_bot():
        await acme.ana.click(COSTS, asked["ts"], *option_of(asked, "By project"))
        changed = await acme.ana.message(COSTS, "Search & Rank")
        assert changed["ts"] == asked["ts"]
        first = await acme.ana.message(acme.im(acme.ana), "last 30 days")
        await acme.ana.click(acme.im(acme.ana), first["ts"], *option_of(first, "Last 7 days"))
        other = await acme.ana.message(acme.im(acme.ana), "last 7 days")
        assert other["ts"] == first["ts"]


async def test_a_button_in_a_channel_that_was_shared_outside_since_answers_by_dm(connected: Town) -> None:
    acme = connected
    asked = await ask(acme)
    acme.slack.state.channels[COSTS].flags["is_ext_shared"] = True
    await acme.ana.click(COSTS, asked["ts"], *option_of(asked, "Last 30 days"))
    await acme.ana.message(acme.im(acme.ana), "people of other organizations")
    assert "last 7 days" in headline_of(in_channel(acme, COSTS)[0])


async def test_a_button_in_a_channel_that_the_bot_was_removed_from_answers_by_dm(connected: Town) -> None:
    acme = connected
    leads = acme.slack.state.channels[LEADS]
    leads.members.add(BOT_USER)
    asked = await ask(acme, LEADS)
    leads.members.remove(BOT_USER)
    for person in (acme.ana, acme.ben):
        await person.click(LEADS, asked["ts"], *option_of(asked, "Last 30 days"))
        answer = await person.message(acme.im(person), f"Here instead of <#{LEADS}>")
        assert "last 30 days" in headline_of(answer)
    assert len(in_channel(acme, LEADS)) == 1


async def test_a_picture_that_slack_never_processes_is_shared_in_the_answers_thread(
    connected: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messenger, "PICTURE_WAIT", 0.3)
    connected.slack.state.settings.file_looks = 10**9
    answer = await ask(connected)
    assert not has_picture(answer)
    file = await shared_file(connected, answer["ts"])
    assert connected.slack.state.files[file["id"]].content.startswith(b"\x89PNG")
    assert file["alt_txt"]


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal", "files.info"])
async def test_where_slack_takes_no_files_the_answer_comes_without_a_picture(
    connected: Town, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    connected.slack.state.settings.errors[method] = "missing_scope"
    answer = await ask(connected)
    assert not has_picture(answer)
    assert headline_of(answer).startswith("$")
    await idle(connected.house)
    assert "error id" not in text_of(connected.slack.state.channels[COSTS].messages)


async def test_when_the_chart_process_was_killed_the_next_answer_still_has_its_chart(connected: Town) -> None:
    assert has_picture(await ask(connected))
    pids = children()
    assert pids
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    assert has_picture(await ask(connected))


async def test_when_every_chart_kills_its_process_the_answer_comes_without(
    connected: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chart_process, "draw_here", die)
    answer = await ask(connected)
    assert not has_picture(answer)
    assert headline_of(answer).startswith("$")
    assert line_names(answer)
    await idle(connected.house)
    assert len(in_channel(connected, COSTS)) == 1


@pytest.mark.parametrize("times", [1, 3])
async def test_an_answer_that_slack_limits_is_posted_once_and_late(connected: Town, times: int) -> None:
    connected.slack.state.settings.too_many["chat.postMessage"] = times
    await ask(connected)
    await idle(connected.house)
    assert len(in_channel(connected, COSTS)) == 1
    assert connected.slack.state.settings.too_many["chat.postMessage"] == 0


async def test_an_error_that_nobody_foresaw_is_told_under_an_id_that_stands_in_the_log(
    connected: Town, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    connected.slack.state.settings.errors["chat.postMessage"] = "fatal_error"
    await connected.ana.command(COSTS, QUESTION)
    told = await connected.ana.message(COSTS, "error id")
    words = text_of(told)
    assert "#help-finops" in words
    assert "fatal_error" not in words
    error_id = words.partition("error id `")[2][:8]
    written = capfd.readouterr()
    assert error_id in written.out + written.err


async def test_the_same_command_sent_twice_is_answered_once(
    tmp_path: Path, sqlite_url: str, clock: FixedClock, shared_charts: None
) -> None:
    async with town(tmp_path / "home", sqlite_url, clock, http=True, TOKENMETER_BACKFILL_DAYS="7") as acme:
        await acme.connect_and_import(DEFAULT_KEY)
        slack = SignedHttp(f"{acme.address}/slack/events", now=lambda: clock.now().timestamp())
        place = acme.slack.state.channels[COSTS]
        payload = payloads.command(acme.slack.state, "U0ANA", place, QUESTION, f"{acme.slack.url}/response/none")
        await asyncio.gather(*(slack.send("slash_commands", payload) for _ in range(3)))
        await acme.ana.message(COSTS, "UTC days")
        await slack.send("slash_commands", payload)
        await idle(acme.house)
        assert len(in_channel(acme, COSTS)) == 1


def die(chart: Chart) -> bytes:
    """What is drawn ends the process that draws it."""
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def children() -> list[int]:
    """The processes this one has spawned to draw charts."""
    return [child.pid for child in multiprocessing.active_children() if child.pid is not None]


def only(acme: Town, text: str, without: str = "\0") -> Json | None:
    """The one answer in the channel, if it has this text and not that one."""
    [message] = in_channel(acme, COSTS)
    return message if text in str(message) and without not in str(message) else None


async def ask(acme: Town, channel: str = COSTS) -> Json:
    after = acme.slack.state.ts()
    await acme.ana.command(channel, QUESTION)
    return await acme.ana.message(channel, "UTC days", seconds=60, after=after)


async def shared_file(acme: Town, thread: str) -> Json:
    """The file that was shared in a thread of the channel."""

    def look(_: Json) -> Json | None:
        replies = (each for each in in_channel(acme, COSTS) if each.get("thread_ts") == thread)
        return next((file for reply in replies for file in reply.get("files", [])), None)

    return await acme.ana.until(look)
