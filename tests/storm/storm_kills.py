"""200 times kill -9 in the middle of an import, half with SQLite and half with PostgreSQL."""

import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

from core.secret import Secret
from sandbox.openai.world import World
from storage.migrate import upgrade
from tests.postgres import postgres, run_sql
from tests.storm.kills import Moment, Trial, trial
from tests.storm.results import so_far, write_down

KILLS: Final = 200
MOST_IN_A_TRIAL: Final = 4
RESULT: Final = Path(__file__).with_name("storm_kills.jsonl")
"""A line for each trial."""


def main() -> None:
    """Go on where it stopped; print what came of it. Exits with 1 when anything was wrong."""
    done = read()
    with postgres() as server:
        asyncio.run(storm(done, server))
    print(table(done))
    if any(each.wrong for each in done):
        raise SystemExit(1)


async def storm(done: list[Trial], server: str) -> None:
    """Trials with the next seeds until there were enough kills; each is written down as soon as it ended."""
    moment = Moment()
    world = World(7, moment.now)
    while kills_in(done) < KILLS:
        seed = len(done)
        moment.at = datetime.now(UTC)
        url = new_database(server) if seed % 2 else ""
        with tempfile.TemporaryDirectory(prefix="tokenmeter-storm-") as folder:
            result = await trial(Path(folder), url, seed, MOST_IN_A_TRIAL, world)
        done.append(result)
        write_down(RESULT, asdict(result) | {"seconds": round(result.seconds, 1)})
        wrong = "; ".join(result.wrong) or "every figure is OpenAI's own"
        print(f"{kills_in(done):4} of {KILLS} kills · seed {seed} · {result.database}: {wrong}", flush=True)


def new_database(server: str) -> str:
    name = f"storm_{uuid4().hex}"
    run_sql(server, f"CREATE DATABASE {name}")
    upgrade(Secret(f"{server}/{name}"))
    return f"{server}/{name}"


def read() -> list[Trial]:
    """The trials that are done, in the order of their seeds."""
    found = so_far(RESULT, lambda lines: sum(len(line["kills"]) for line in lines) >= KILLS)
    return [Trial(**{**each, "kills": tuple(each["kills"]), "wrong": tuple(each["wrong"])}) for each in found]


def kills_in(trials: Sequence[Trial]) -> int:
    return sum(len(each.kills) for each in trials)


def table(trials: Sequence[Trial]) -> str:
    heads = ("database", "imports", "kills", "before the key was stored", "a second message", "wrong", "minutes")
    rows: list[tuple[object, ...]] = []
    for kind in sorted({each.database for each in trials}):
        own = [each for each in trials if each.database == kind]
        counts = (
            len(own),
            kills_in(own),
            sum(each.connects - 1 for each in own),
            sum(each.messages > 1 for each in own),
            sum(bool(each.wrong) for each in own),
            round(sum(each.seconds for each in own) / 60),
        )
        rows.append((kind, *counts))
    return table_of(heads, rows)


def table_of(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    cells = [list(heads), *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(heads))]
    return "\n".join("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in cells)
