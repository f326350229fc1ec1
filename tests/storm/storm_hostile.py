"""100,000 hostile requests to /slack/events, and 1,000 genuine ones among them, in ten parts."""

import asyncio
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Final

from tests.storm.bot_under_fire import target
from tests.storm.hostile_requests import FLAT, GENUINE, Outcome, Watch, fire, wrong
from tests.storm.results import Line, so_far, write_down

PARTS: Final = 10
HOSTILE: Final = 10_000
GENUINE_ONES: Final = 100
"""Of each part. Its seed is its number, from 1 on."""
RESULT: Final = Path(__file__).with_name("storm_hostile.jsonl")


def main() -> None:
    """Go on where it stopped; print what came of it. Exits with 1 when anything was wrong."""
    parts = so_far(RESULT, lambda lines: len(lines) >= PARTS)
    while len(parts) < PARTS:
        part = asyncio.run(storm(len(parts) + 1))
        parts.append(part)
        write_down(RESULT, part)
        print(f"{len(parts):3} of {PARTS}: {'; '.join(part['wrong']) or 'nothing wrong'}", flush=True)
    print(table(parts))
    found = [each for part in parts for each in part["wrong"]]
    # A little in each part is a lot in the end.
    if (grown := sum(part["grown"] for part in parts)) > FLAT:
        found.append(f"memory grew by {grown / 2**20:.0f} MB")
    if found:
        print("\n".join(found))
        raise SystemExit(1)


async def storm(seed: int) -> Line:
    watch, began = Watch(), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="tokenmeter-storm-") as folder:
        async with target(Path(folder), watch) as bot:
            outcome = await fire(bot, watch, seed, HOSTILE, GENUINE_ONES)
    return told(outcome) | {"seed": seed, "seconds": round(time.monotonic() - began)}


def told(outcome: Outcome) -> Line:
    kinds = sorted({kind for kind, _ in outcome.answers})
    return {
        "answers": {kind: {str(status): count for status, count in outcome.of(kind).items()} for kind in kinds},
        "genuine": len(outcome.genuine),
        "one effect": sum(outcome.effects[mark] == 1 for mark in outcome.genuine),
        "hostile effects": sum(count for mark, count in outcome.effects.items() if mark not in outcome.genuine),
        "traces": outcome.traces,
        "grown": outcome.grown,
        "wrong": wrong(outcome),
    }


def table(parts: list[Line]) -> str:
    answers: dict[str, Counter[str]] = {}
    for part in parts:
        for kind, statuses in part["answers"].items():
            answers.setdefault(kind, Counter()).update(statuses)
    lines = [
        f"  {kind:<26} " + " · ".join(f"{count:,} × {status}" for status, count in sorted(statuses.items()))
        for kind, statuses in sorted(answers.items())
    ]
    hostile = sum(sum(statuses.values()) for kind, statuses in answers.items() if kind != GENUINE)
    total = {name: sum(part[name] for part in parts) for name in ("genuine", "one effect", "hostile effects", "traces")}
    lines.append(
        f"{hostile:,} hostile requests with {total['hostile effects']:,} effects; {total['one effect']:,} of "
        f"{total['genuine']:,} genuine ones with one effect each; {total['traces']:,} traces in the log; memory "
        f"{sum(part['grown'] for part in parts) / 2**20:+.1f} MB; {sum(part['seconds'] for part in parts):,} s"
    )
    return "\n".join([*lines, "(0: closed by the sender or the bot without an answer)"])
