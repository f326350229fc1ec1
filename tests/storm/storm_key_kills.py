"""200 times kill -9 during connect, rotate, rotate-master-key and disconnect, with both databases and both vaults."""

import asyncio
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sandbox.openai.world import World
from tests.postgres import postgres
from tests.real_vaults import KINDS
from tests.storm.key_kills import DEEDS, Kill, Trial, trial
from tests.storm.kills import Moment
from tests.storm.results import so_far, write_down
from tests.storm.storm_kills import new_database, table_of

KILLS: Final = 200
IN_A_TRIAL: Final = 5
RESULT: Final = Path(__file__).with_name("storm_key_kills.jsonl")
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
            result = await trial(Path(folder), url, KINDS[seed // 2 % 2], seed, IN_A_TRIAL, world)
        done.append(result)
        write_down(RESULT, asdict(result) | {"seconds": round(result.seconds, 1)})
        wrong = "; ".join(result.wrong) or "every key is where it must be"
        print(
            f"{kills_in(done):4} of {KILLS} kills · seed {seed} · {result.database}, {result.vault}: {wrong}",
            flush=True,
        )


def read() -> list[Trial]:
    """The trials that are done, in the order of their seeds."""
    found = so_far(RESULT, lambda lines: sum(len(line["kills"]) for line in lines) >= KILLS)
    return [
        Trial(**{**each, "kills": tuple(Kill(**kill) for kill in each["kills"]), "wrong": tuple(each["wrong"])})
        for each in found
    ]


def kills_in(trials: Sequence[Trial]) -> int:
    return sum(len(each.kills) for each in trials)


def table(trials: Sequence[Trial]) -> str:
    """Where the kills hit, by what was killed and by what it ran on."""
    heads = ("killed", "on", "kills", "before", "between", "after", "trials with something wrong")
    rows: list[tuple[object, ...]] = []
    kinds = sorted({(each.database, each.vault) for each in trials})
    for deed in DEEDS:
        for kind in kinds:
            own = [each for each in trials if (each.database, each.vault) == kind]
            moments = Counter(kill.moment for each in own for kill in each.kills if kill.deed == deed)
            where = (moments["before"], moments["between"], moments["after"])
            rows.append((deed, ", ".join(kind), moments.total(), *where, sum(bool(each.wrong) for each in own)))
    return table_of(heads, rows)
