"""Whether requests should be sent here: a broken database is told from a slow one, and both at once."""

import asyncio

from bot.readiness import LEAVING, READY, Readiness, Ready

AT_ONCE = 0.001
NEVER = 1_000_000.0


async def nothing() -> str | None:
    return None


async def broken() -> str | None:
    return "the database cannot be reached"


class Slow:
    """Answers when it is let."""

    def __init__(self, trouble: str | None = None) -> None:
        self.trouble = trouble
        self.let = asyncio.Event()
        self.asked = 0

    async def ask(self) -> str | None:
        self.asked += 1
        await self.let.wait()
        return self.trouble


async def test_a_database_that_answers_is_ready_and_one_that_does_not_says_why() -> None:
    assert await Readiness(nothing).now() == READY
    ready = await Readiness(broken).now()
    assert (ready.yes, ready.said) == (False, "the database cannot be reached")


async def test_a_slow_database_takes_nothing_out_and_says_that_it_is_slow() -> None:
    slow = Slow()
    readiness = Readiness(slow.ask, AT_ONCE, NEVER)
    ready = await readiness.now()
    assert ready.yes
    assert "the database is slow" in ready.said
    await readiness.now()
    assert slow.asked == 1, "the next look asks beside one that waits"
    slow.let.set()
    assert await readiness.now() == READY
    await readiness.now()
    assert slow.asked == 2
    await readiness.close()


async def test_one_that_never_answers_is_broken_after_a_while_and_well_again_once_it_does() -> None:
    slow = Slow()
    readiness = Readiness(slow.ask, AT_ONCE, 0.0)
    ready = await readiness.now()
    assert not ready.yes
    assert "has not answered for" in ready.said
    slow.let.set()
    assert await readiness.now() == READY


async def test_one_that_was_found_broken_is_so_until_it_answers() -> None:
    """A host that has vanished: each look at it fails only after a while, when nobody asks."""
    slow = Slow("the database cannot be reached")
    readiness = Readiness(slow.ask, AT_ONCE, NEVER)
    assert (await readiness.now()).yes
    slow.let.set()
    await asyncio.sleep(0.01)
    slow.let.clear()
    assert await readiness.now() == Ready(False, "the database cannot be reached")
    assert slow.asked == 2
    slow.trouble = None
    slow.let.set()
    assert await readiness.now() == READY
    await readiness.close()


async def test_who_leaves_says_so_whatever_the_database_does() -> None:
    slow = Slow()
    readiness = Readiness(slow.ask, AT_ONCE, NEVER)
    await readiness.now()
    readiness.leave()
    assert await readiness.now() == LEAVING
    await readiness.close()
    assert not LEAVING.yes
