"""Digests of one workspace that are due together: what they share is found out once."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any, cast

import pytest

from bot.answers.asking import Asking
from bot.digests.contents import DigestContents
from bot.once import Once
from core.digests.digest import Digest, spec_of
from core.digests.schedule import Cadence, Schedule, newest
from core.questions import Dimension, Filter, Filters, Question
from core.reports import NoConnection
from core.subscriptions import Kind, Recipient, Subscription
from tests.conftest import FixedClock

NOW = datetime(2026, 7, 15, 9, 0, 5, tzinfo=UTC)
SCHEDULE = Schedule(Cadence.DAILY, time(9), "UTC")
CHAT: Filters = (Filter(Dimension.PROJECT, "Chat"),)


class Counting:
    """An organization of which nothing is collected, and who asked about it."""

    def __init__(self) -> None:
        self.asked: list[tuple[Question, Sequence[Filters]]] = []

    async def sums(self, _: str, question: Question, scopes: Sequence[Filters]) -> NoConnection:
        self.asked.append((question, scopes))
        await asyncio.sleep(0)
        return NoConnection()


def contents_of(asking: Counting, clock: FixedClock) -> DigestContents:
    unasked = cast("Any", None)
    return DigestContents("T1", unasked, cast("Asking", asking), unasked, unasked, unasked, unasked, unasked, clock)


def a_digest(number: int, filters: Filters = ()) -> Subscription:
    spec = spec_of(Digest(SCHEDULE, Dimension.MODEL))
    made = NOW - timedelta(days=9)
    return Subscription(f"d{number}", "T1", Kind.DIGEST, number, "U1", made, filters, spec, (Recipient(f"C{number}"),))


async def tell(contents: DigestContents, *digests: Subscription, scopes: Sequence[Filters] = ()) -> None:
    occurrence = newest(SCHEDULE, NOW)
    await asyncio.gather(*(contents.told(each, occurrence, scopes) for each in digests))


async def test_digests_about_the_same_are_asked_about_once_in_a_look() -> None:
    asking = Counting()
    await tell(contents_of(asking, FixedClock(NOW)).for_one_look(), *map(a_digest, range(10)))
    assert len(asking.asked) == 1


async def test_another_filter_or_another_right_is_another_question() -> None:
    asking = Counting()
    contents = contents_of(asking, FixedClock(NOW)).for_one_look()
    await tell(contents, a_digest(1), a_digest(2, CHAT))
    await tell(contents, a_digest(3), scopes=(CHAT,))
    assert [(question.filters, scopes) for question, scopes in asking.asked] == [((), ()), (CHAT, ()), ((), (CHAT,))]


async def test_what_was_found_in_an_earlier_minute_or_look_is_not_told() -> None:
    asking, clock = Counting(), FixedClock(NOW)
    contents = contents_of(asking, clock)
    look = contents.for_one_look()
    await tell(look, a_digest(1))
    clock.move(timedelta(minutes=1))
    await tell(look, a_digest(2))
    await tell(contents.for_one_look(), a_digest(3))
    await tell(contents, a_digest(4), a_digest(5))
    assert len(asking.asked) == 5


async def test_what_fails_is_tried_again_by_the_next_who_asks() -> None:
    once, tries = Once(), 0

    async def find() -> int:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise TimeoutError
        return tries

    with pytest.raises(TimeoutError):
        await once.of("it", find)
    assert [await once.of("it", find), await once.of("it", find)] == [2, 2]
