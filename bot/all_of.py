"""Does things that have nothing to do with each other."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable


async def all_of(work: Iterable[Callable[[], Awaitable[None]]], at_once: int) -> None:
    """Do all, a few at a time. One that fails keeps none of the others from being done; it is raised at the end."""
    room = asyncio.Semaphore(at_once)

    async def one(each: Callable[[], Awaitable[None]]) -> None:
        async with room:
            await each()

    outcomes = await asyncio.gather(*map(one, work), return_exceptions=True)
    for stopped in outcomes:
        if isinstance(stopped, BaseException) and not isinstance(stopped, Exception):
            raise stopped
    if failures := [each for each in outcomes if isinstance(each, Exception)]:
        raise ExceptionGroup("not all of it was done", failures)
