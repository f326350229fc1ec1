"""What several digests, or rules, ask for in one look at their workspace: each is found out once."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Hashable
from typing import Any, TypeVar

FoundT = TypeVar("FoundT")


class Once:
    """For as long as one look takes: what it has found is never asked for anew."""

    def __init__(self) -> None:
        self._found: dict[Hashable, Any] = {}
        self._finding: defaultdict[Hashable, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def of(self, what: Hashable, find: Callable[[], Awaitable[FoundT]]) -> FoundT:
        """What `find` finds, which hangs on nothing but `what`; who asks for the same meanwhile waits for it.

        What fails is tried again by the next.
        """
        async with self._finding[what]:
            if what not in self._found:
                self._found[what] = await find()
        found: FoundT = self._found[what]
        return found
