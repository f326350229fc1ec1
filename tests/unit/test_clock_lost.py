"""The clock of an installation stands for election again, whatever its database has done to it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

import psycopg
import pytest

from bot.due import handing_out
from bot.due.handing_out import HandingOut
from storage.database import CommitLost, DatabaseBusy


class Elections:
    """The first one is won, and the second takes for ever."""

    def __init__(self) -> None:
        self.stood, self.again = 0, asyncio.Event()

    @asynccontextmanager
    async def won(self) -> AsyncIterator[None]:
        self.stood += 1
        if self.stood == 2:
            self.again.set()
            await asyncio.Event().wait()
        yield


@pytest.mark.parametrize("lost", [psycopg.OperationalError(), DatabaseBusy("none became free"), CommitLost()])
async def test_a_clock_that_loses_the_database_stands_again_and_ends_by_nothing(
    lost: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def tick(_: object) -> bool:
        raise lost

    elections, nothing = Elections(), cast("Any", None)
    clock = HandingOut(cast("Any", elections), nothing, nothing, nothing, nothing, "a:1", nothing)
    monkeypatch.setattr(clock, "tick", tick)
    monkeypatch.setattr(handing_out, "AGAIN", 0.0)
    running, again = asyncio.create_task(clock.run()), asyncio.create_task(elections.again.wait())
    done, _ = await asyncio.wait({running, again}, return_when=asyncio.FIRST_COMPLETED)
    assert done == {again}
    running.cancel()
    await asyncio.wait({running})
