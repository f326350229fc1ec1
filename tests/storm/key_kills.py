"""kill -9 during connect, rotate, rotate-master-key and disconnect: every key is where it must be then, or gone."""

import asyncio
import sys
import time
from asyncio.subprocess import DEVNULL
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any, Final

from core.connection import Connection
from sandbox.openai.world import World
from sandbox.slack.person import NotPossible, NotSeen, text_of
from tests.forked import Program
from tests.real_town import RUN, Process, kill, run_command
from tests.storm.key_town import LONG_AGO, NAME, KeyTown, key_town

CONNECT, ROTATE, MASTER_KEY, DISCONNECT = "connect", "rotate", "rotate-master-key", "disconnect"
DEEDS: Final = (CONNECT, ROTATE, MASTER_KEY, DISCONNECT)
LONGEST: Final = {CONNECT: 1.0, ROTATE: 1.0, DISCONNECT: 0.6, MASTER_KEY: 2.5}
"""Seconds within which one of these is killed."""
ANYWHERE: Final = 0.4
"""The share of kills at any moment; the others come where it hurts most."""
CHANGES_WITHIN: Final = 10.0
"""Seconds to wait for the vault to change."""
JUST_AFTER: Final = 0.03
"""Seconds after a change of the vault within which it is killed there."""
PATIENCE: Final = 60.0
"""Seconds in which the bot, started again, has everything in order."""

Aim = Callable[[], Awaitable[None]]
"""Returns when it is time to kill."""


@dataclass(frozen=True, slots=True)
class Kill:
    deed: str
    moment: str
    """"before" anything had changed, "between", when something had and the rest had not, or "after"."""


@dataclass(frozen=True, slots=True)
class Trial:
    seed: int
    database: str
    vault: str
    kills: tuple[Kill, ...]
    wrong: tuple[str, ...]
    """What was not as it should be."""
    seconds: float


async def trial(
    folder: Path,
    database_url: str,
    vault: str,
    seed: int,
    kills: int,
    world: World | None = None,
    program: Sequence[str] | Program = RUN,
) -> Trial:
    """One life of a workspace in which the bot is killed `kills` times, each time in the middle of something."""
    random, began = Random(seed), time.monotonic()
    done: list[Kill] = []
    wrong: list[str] = []
    async with key_town(folder, database_url, vault, world) as here:
        since = datetime.now(UTC)
        while not wrong:
            async with here.town.bot(program) as process:
                if done:
                    wrong += await in_order(here, since, done[-1])
                deed = random.choice(DEEDS)
                if wrong or len(done) == kills or (wrong := await made_possible(here, deed)):
                    break
                done.append(await killed(here, process, deed, any_aim(here, deed, random), wrong, random))
            since = await started_anew(here)
    kind = "PostgreSQL" if database_url else "SQLite"
    return Trial(seed, kind, vault, tuple(done), tuple(wrong), time.monotonic() - began)


async def made_possible(here: KeyTown, deed: str) -> list[str]:
    """Connect or disconnect, and this time whole, where the deed needs it; what is wrong then."""
    if await is_connected(here) != (deed == CONNECT):
        return []
    await (await _begun(here, DISCONNECT if deed == CONNECT else CONNECT, Random(0)))
    return [f"before {deed}: {each}" for each in await here.settled(LONG_AGO, PATIENCE, connected=deed != CONNECT)]


async def is_connected(here: KeyTown) -> bool:
    return any(row.disconnected_at is None for row in await here.rows())


def any_aim(here: KeyTown, deed: str, random: Random) -> Aim:
    """Any moment, or, more often, one right after the vault or the master key's file has changed."""
    if random.random() < ANYWHERE:
        seconds = random.uniform(0, LONGEST[deed])
        return lambda: asyncio.sleep(seconds)
    return changed(here, random.uniform(0, JUST_AFTER))


def changed(here: KeyTown, after: float = 0.0) -> Aim:
    """`after` seconds after something has changed."""

    async def aim() -> None:
        before = here.seen()
        with suppress(TimeoutError):
            async with asyncio.timeout(CHANGES_WITHIN):
                while here.seen() == before:  # noqa: ASYNC110  # nobody tells us
                    await asyncio.sleep(0.001)
        await asyncio.sleep(after)

    return aim


async def killed(
    here: KeyTown, bot: Process, deed: str, aim: Aim, wrong: list[str], random: Random | None = None
) -> Kill:
    """Begin the deed, kill it at `aim`, and say where it was; what the person was told wrongly goes to `wrong`."""
    before = (await here.rows(), here.seen())
    if deed == MASTER_KEY:
        await _kill_command(here, aim)
    else:
        begun = await _begun(here, deed, random or Random(0))
        pressed = asyncio.create_task(begun)
        await aim()
        await kill(bot)
        with suppress(NotPossible, NotSeen):
            await pressed
    if bot.returncode is None:
        await kill(bot)
    after = (await here.rows(), here.seen())
    wrong += _broken_promises(await _read(here), after[0], here)
    if _of(before) == _of(after):
        return Kill(deed, "before")
    # What collecting and time bring is not the deed's.
    loose = [end for end in await here.loose_ends(LONG_AGO) if "collection" not in end]
    return Kill(deed, "between" if loose else "after")


async def started_anew(here: KeyTown) -> datetime:
    """What is to happen before the bot is started again; since when all is to be in order."""
    await here.let_hours_pass()
    return datetime.now(UTC)


async def in_order(here: KeyTown, since: datetime, last: Kill, patience: float = PATIENCE) -> list[str]:
    """With the bot running again: what is still wrong after the kill, when it had time to mend it."""
    wrong = []
    if last.deed == MASTER_KEY:
        status, _, complaint = await run_command(here.town, MASTER_KEY)
        wrong += [f"{MASTER_KEY} run again: {complaint}"] if status else []
    wrong += await here.settled(since, patience)
    if last.deed in (ROTATE, MASTER_KEY) and not await is_connected(here):
        wrong.append("the connection is gone")
    return [f"{last.deed} killed {last.moment}: {each}" for each in wrong]


async def _kill_command(here: KeyTown, aim: Aim) -> None:
    """The bot runs meanwhile."""
    town = here.town
    command = await asyncio.create_subprocess_exec(
        sys.executable, *RUN[:-1], MASTER_KEY, env=town.variables, stdout=DEVNULL, stderr=DEVNULL, cwd=town.folder
    )
    await aim()
    if command.returncode is None:
        with suppress(ProcessLookupError):
            await kill(command)


async def _begun(here: KeyTown, deed: str, random: Random) -> Coroutine[Any, Any, object]:
    """The form is open and filled in: what presses its button."""
    words = {CONNECT: "TokenMeter reads", ROTATE: "Paste a new key for", DISCONNECT: "What goes:"}
    view, fields = await here.town.open_form(deed if deed == CONNECT else f"{deed} {NAME}", words[deed])
    if deed == DISCONNECT:
        return here.town.ana.submit(view, {"history": random.choice(("keep", "delete"))})
    given = {fields[-1]: here.new_key()} | ({fields[0]: NAME} if deed == CONNECT else {})
    return here.town.ana.submit(view, given)


async def _read(here: KeyTown) -> str:
    """What Ana's form says."""
    form = (await here.town.ana.sees())["modal"]
    return text_of([form["title"], form["blocks"]]) if form else ""


def _broken_promises(form: str, rows: Sequence[Connection], here: KeyTown) -> list[str]:
    """What a form says is so, also when the process is killed in that moment."""
    hints = [row.key_hint for row in rows if row.disconnected_at is None]
    if "🟢 Connected" in form and not hints:
        return ["the form says that it is connected, and it is not"]
    if "is disconnected, and its key is destroyed" in form and (hints or here.vault.seen()):
        return ["the form says that the key is destroyed, and it is not"]
    if (said := f"has the key …{here.pasted[-1][-4:]} now") in form and here.pasted[-1][-4:] not in hints:
        return [f"the form says that it {said}, and it has not"]
    return []


def _of(stand: tuple[Sequence[Connection], object]) -> object:
    """Of the rows what deeds change, and collecting does not."""
    rows, seen = stand
    return [(row.uid, row.secret_ref, row.replaced_ref, row.disconnected_at, row.history_goes) for row in rows], seen
