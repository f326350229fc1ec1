"""Whose turn it is: in order, people first, quiet when Slack wants it, and never more waiting than fits."""

import asyncio
from asyncio import gather, get_running_loop, sleep, timeout

import pytest

from bot.slack import turns as turns_module
from bot.slack.turns import IN_A_CHANNEL, POSTING, Crowded, Rank, Turns

QUICK = 100.0
"""A hundred messages a second in a channel."""


async def post(turns: Turns, said: list[str], text: str, channel: str = "C1", rank: Rank = Rank.ASKED) -> None:
    async with turns.turn(POSTING, channel, rank):
        await sleep(0)
        said.append(text)


async def test_messages_of_a_channel_go_one_after_the_other_in_the_order_they_came() -> None:
    turns, said, under_way = Turns(QUICK), [], 0

    async def slow(text: str, seconds: float) -> None:
        nonlocal under_way
        async with turns.turn(POSTING, "C1", Rank.ASKED):
            under_way += 1
            assert under_way == 1
            await sleep(seconds)
            said.append(text)
            under_way -= 1

    await gather(slow("first", 0.01), slow("second", 0.0), slow("third", 0.0))
    assert said == ["first", "second", "third"]


async def test_what_a_person_waits_for_goes_before_what_is_told() -> None:
    turns, said = Turns(QUICK), list[str]()
    async with turns.turn(POSTING, "C1", Rank.TOLD):
        told = [asyncio.create_task(post(turns, said, f"digest {n}", rank=Rank.TOLD)) for n in range(3)]
        asked = [asyncio.create_task(post(turns, said, f"answer {n}")) for n in range(2)]
        await sleep(0)
    await gather(*told, *asked)
    assert said == ["answer 0", "answer 1", "digest 0", "digest 1", "digest 2"]


async def test_a_burst_is_stretched_to_what_slack_takes() -> None:
    turns, began = Turns(QUICK), get_running_loop().time()
    await gather(*(post(turns, [], "") for _ in range(IN_A_CHANNEL.burst + 10)))
    assert get_running_loop().time() - began >= 0.09  # ten more than the burst, at a hundred a second


async def test_one_channel_does_not_wait_for_another_nor_one_method_for_another() -> None:
    turns = Turns()
    async with timeout(1), turns.turn(POSTING, "C1", Rank.ASKED):
        await post(turns, [], "", channel="C2")
        async with turns.turn("chat.update", "C1", Rank.ASKED):
            pass


async def test_where_slack_wants_quiet_a_method_rests_and_the_others_go_on() -> None:
    turns, said, time = Turns(QUICK), list[str](), get_running_loop().time
    began = time()
    turns.quiet(POSTING, 0.05)
    turns.quiet(POSTING, 0.01)  # a shorter one does not end it
    resting = asyncio.create_task(post(turns, said, "later", channel="C2"))
    async with timeout(0.04), turns.turn("users.info", "", Rank.ASKED):
        assert said == []
    await resting
    assert time() - began >= 0.05


async def test_more_than_fits_is_refused_at_once_and_nobody_loses_a_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns_module, "MOST_WAITING", 3)
    turns, said = Turns(QUICK), list[str]()
    async with turns.turn(POSTING, "C1", Rank.ASKED):
        waiting = [asyncio.create_task(post(turns, said, str(n))) for n in range(3)]
        await sleep(0)
        with pytest.raises(Crowded):
            await post(turns, said, "one too many")
    await gather(*waiting)
    assert said == ["0", "1", "2"]


async def test_nobody_waits_longer_than_there_is_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns_module, "PATIENCE", 0.01)
    turns, said = Turns(QUICK), list[str]()
    turns.quiet(POSTING, 3600)
    with pytest.raises(Crowded):
        await post(turns, said, "in its place")
    async with turns.turn("chat.update", "", Rank.ASKED):
        await gather(*(sleep(0) for _ in range(3)))
    assert said == []


async def test_who_goes_away_while_waiting_leaves_the_place_to_the_next() -> None:
    turns, said = Turns(QUICK), list[str]()
    async with turns.turn(POSTING, "C1", Rank.ASKED):
        gone, going, last = (asyncio.create_task(post(turns, said, text)) for text in ("gone", "going", "last"))
        await sleep(0)
        gone.cancel()
    going.cancel()  # the place was just given to it
    async with timeout(1):
        await last
    assert said == ["last"]


async def test_lines_in_which_nobody_stands_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns_module, "MOST_LINES", 10)
    turns = Turns(speed=1e9)
    for number in range(100):
        await post(turns, [], "", channel=f"C{number}")
    assert len(turns._lines) <= 10
