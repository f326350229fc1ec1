"""1,000 payloads, each delivered one to four times, shuffled, to two processes on one database: one effect each."""

import asyncio
import io
import tempfile
import time
from pathlib import Path
from typing import Final

from tests.storm.bot_under_fire import target
from tests.storm.repeats import deliver, deliveries
from tests.storm.results import so_far, write_down

SEED: Final = 1
PAYLOADS: Final = 1_000
RESULT: Final = Path(__file__).with_name("storm_repeats.jsonl")


def main() -> None:
    """It takes seconds, and always begins anew. Exits with 1 when anything was wrong."""
    so_far(RESULT, bool)
    began, shots = time.monotonic(), deliveries(SEED, PAYLOADS)
    wrong = asyncio.run(storm())
    seconds = round(time.monotonic() - began)
    write_down(
        RESULT,
        {"seed": SEED, "payloads": PAYLOADS, "deliveries": len(shots), "wrong": wrong, "seconds": seconds},
    )
    print(f"{PAYLOADS:,} payloads, {len(shots):,} deliveries: {'; '.join(wrong) or 'one effect each'}")
    if wrong:
        raise SystemExit(1)


async def storm() -> list[str]:
    with tempfile.TemporaryDirectory(prefix="tokenmeter-storm-") as folder:
        async with target(Path(folder), io.StringIO()) as one, target(Path(folder), io.StringIO()) as other:
            return await deliver((one, other), deliveries(SEED, PAYLOADS))
