"""100,000 hostile requests to /slack/events, and 1,000 genuine ones among them."""

import asyncio
import tempfile
import time
from pathlib import Path
from typing import Final

from tests.storm.bot_under_fire import target
from tests.storm.hostile_requests import GENUINE, Outcome, Watch, fire, wrong

SEED: Final = 1
HOSTILE: Final = 100_000
GENUINE_ONES: Final = 1_000


def main() -> None:
    """Exits with 1 when anything was wrong."""
    began = time.monotonic()
    outcome = asyncio.run(storm())
    for kind in sorted({kind for kind, _ in outcome.answers}):
        answers = " · ".join(f"{count:,} × {status or 'closed'}" for status, count in outcome.of(kind).items())
        print(f"  {kind:<26} {answers}")
    hostile = sum(count for (kind, _), count in outcome.answers.items() if kind != GENUINE)
    print(
        f"{hostile:,} hostile requests, {sum(outcome.effects[mark] for mark in outcome.genuine):,} of "
        f"{len(outcome.genuine):,} genuine ones accepted, memory {outcome.grown / 2**20:+.1f} MB, "
        f"{outcome.traces} traces in the log, {time.monotonic() - began:.0f} s"
    )
    if found := wrong(outcome):
        print("\n".join(found))
        raise SystemExit(1)


async def storm() -> Outcome:
    watch = Watch()
    with tempfile.TemporaryDirectory(prefix="tokenmeter-storm-") as folder:
        async with target(Path(folder), watch) as bot:
            return await fire(bot, watch, SEED, HOSTILE, GENUINE_ONES)
