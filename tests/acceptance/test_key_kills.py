"""Killed with -9 while a key is connected, rotated, sealed anew or disconnected: each is where it must be, or gone.

`python -m tests.storm key_kills` does the same 200 times. Builds that are broken on purpose are caught in the same way.
"""

import asyncio
from pathlib import Path

import pytest

from tests.forked import Program
from tests.real_town import quick_bot
from tests.storm.key_kills import CONNECT, Aim, Kill, changed, in_order, killed, started_anew, trial
from tests.storm.key_town import KeyTown, key_town

KILLS = 3

SLOW_TO_WRITE_DOWN = """
from storage.connections import Connections
add = Connections.add

async def slowly(self, new):
    await asyncio.sleep(0.5)
    return await add(self, new)

Connections.add = slowly
"""
"""Not broken: there is only more time between the vault and the row."""

FORGETS_THE_SWEEP = """
import bot.due.housekeeping
from core.sweep import Swept

async def no_sweep(*_):
    return Swept(0, 0, ())

bot.due.housekeeping.sweep = no_sweep
"""
THE_ROW_BEFORE_THE_VAULT = """
from storage.vault.local import LocalVault
store = LocalVault.store

async def later(self, name, sealed):
    await asyncio.sleep(5)
    await store(self, name, sealed)

async def store_later(self, name, sealed):
    self.later = asyncio.create_task(later(self, name, sealed))
    return name

LocalVault.store = store_later
"""
"""The connection is there, and its key is not yet."""


@pytest.mark.timeout(240)
@pytest.mark.parametrize(("kind", "vault", "seed"), [("sqlite", "google", 2), ("postgresql", "local", 5)])
async def test_killed_again_and_again_no_key_is_lost_and_none_is_left_over(
    tmp_path: Path, request: pytest.FixtureRequest, kind: str, vault: str, seed: int
) -> None:
    url = request.getfixturevalue("postgres_url") if kind == "postgresql" else ""
    result = await trial(tmp_path, url, vault, seed, KILLS, program=quick_bot())
    assert result.wrong == ()
    assert len(result.kills) == KILLS


async def killed_while_connecting(here: KeyTown, program: Program, aim: Aim) -> tuple[Kill, list[str]]:
    """Where the kill was, and what is wrong when the same build had a few seconds to mend it."""
    wrong: list[str] = []
    async with here.town.bot(program) as process:
        kill = await killed(here, process, CONNECT, aim, wrong)
    since = await started_anew(here)
    async with here.town.bot(program):
        return kill, wrong + await in_order(here, since, kill, patience=5.0)


@pytest.mark.parametrize(
    ("change", "found"), [("", ""), (FORGETS_THE_SWEEP, "connect killed between: 1 orphans in the vault")]
)
async def test_a_build_that_forgets_the_sweep_is_caught(tmp_path: Path, change: str, found: str) -> None:
    """And one that does not is not: what was in the vault alone is gone after the next start."""
    async with key_town(tmp_path, "", "local") as here:
        kill, wrong = await killed_while_connecting(here, quick_bot(SLOW_TO_WRITE_DOWN + change), changed(here))
    assert kill == Kill(CONNECT, "between")
    assert wrong == ([found] if found else [])


async def test_a_build_that_writes_the_row_before_the_vault_is_caught(tmp_path: Path) -> None:
    async with key_town(tmp_path, "", "local") as here:

        async def once_there_is_a_row() -> None:
            while not await here.rows():  # noqa: ASYNC110  # it is another's database
                await asyncio.sleep(0.01)

        _, wrong = await killed_while_connecting(here, quick_bot(THE_ROW_BEFORE_THE_VAULT), once_there_is_a_row)
    assert "connect killed between: its key is lost: no such secret" in wrong
