"""An hour of the sandbox's time with 100 kill -9 and every fault, on twenty organizations with 400 days of history."""

import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

from core.secret import Secret
from storage.migrate import upgrade
from tests.broken_builds import let_nothing_be_deleted
from tests.postgres import postgres
from tests.storm.results import Line, so_far, write_down
from tests.storm.rough import rough
from tests.storm.storm_kills import new_database, table_of

ORGANIZATIONS: Final = 20
"""The last one's database is broken on purpose: what was restated stays in it. That has to be noticed."""
KILLS: Final = 5
"""Of each."""
DAYS: Final = 400
RESULT: Final = Path(__file__).with_name("storm_rough.jsonl")


def main() -> None:
    """Go on with the first organization that is not done. Exits with 1 when anything was wrong, or nothing noticed."""
    lines = so_far(RESULT, lambda done: len(done) > ORGANIZATIONS)
    with postgres() as server:
        for seed in range(len(lines), ORGANIZATIONS + 1):
            lines.append(asyncio.run(_organization(seed, server)))
            write_down(RESULT, lines[-1])
            wrong = "; ".join(lines[-1]["wrong"][:3]) or "every figure is OpenAI's own"
            print(f"{seed + 1:3} of {ORGANIZATIONS} + 1 · {lines[-1]['database']}: {wrong}", flush=True)
    print(table(lines))
    if any(bool(line["wrong"]) is not line["broken"] for line in lines):
        raise SystemExit(1)


async def _organization(seed: int, server: str) -> Line:
    broken = seed == ORGANIZATIONS
    if seed % 2:
        result = await rough(new_database(server), seed, DAYS, KILLS)
    else:
        with tempfile.TemporaryDirectory(prefix="tokenmeter-storm-") as folder:
            url = f"sqlite:///{folder}/tokenmeter.db"
            upgrade(Secret(url))
            if broken:
                let_nothing_be_deleted(url)
            result = await rough(url, seed, DAYS, KILLS)
    more = {"database": "PostgreSQL" if seed % 2 else "SQLite", "broken": broken, "ratio": round(result.ratio, 2)}
    return asdict(result) | more | {"seconds": round(result.seconds), "wrong": result.wrong[:10]}


def table(lines: Sequence[Line]) -> str:
    heads = ("database", "imports", "kills", "troubles of it", "gave up", "restated", "wrong", "requests", "× least")
    rows: list[tuple[object, ...]] = []
    kinds = {"SQLite": ("SQLite", False), "PostgreSQL": ("PostgreSQL", False), "broken": ("SQLite", True)}
    for kind, of in kinds.items():
        own = [line for line in lines if (line["database"], line["broken"]) == of]
        counted = [sum(line[name] for line in own) for name in ("kills", "gave_up", "restated", "requests", "least")]
        kills, gave_up, restated, requests, least = counted
        troubles = sum(len(line["troubles"]) for line in own)
        wrong = sum(bool(line["wrong"]) for line in own)
        ratio = f"{requests / least:.2f}"
        rows.append((kind, len(own), kills, troubles, gave_up, restated, wrong, requests, ratio))
    return table_of(heads, rows)


if __name__ == "__main__":
    main()
