"""1,000 payloads, each delivered one to four times, shuffled, to two processes on one database: one effect each."""

import asyncio
import io
import tempfile
from pathlib import Path
from typing import Final

from tests.storm.bot_under_fire import target
from tests.storm.repeats import deliver, deliveries

SEED: Final = 1
PAYLOADS: Final = 1_000


def main() -> None:
    """Exits with 1 when anything was wrong."""
    shots = deliveries(SEED, PAYLOADS)
    wrong = asyncio.run(storm())
    print(f"{PAYLOADS:,} payloads, {len(shots):,} deliveries: {'; '.join(wrong) or 'one effect each'}")
    if wrong:
        raise SystemExit(1)


async def storm() -> list[str]:
    with tempfile.TemporaryDirectory(prefix="tokenmeter-storm-") as folder:
        async with target(Path(folder), io.StringIO()) as one, target(Path(folder), io.StringIO()) as other:
            return await deliver((one, other), deliveries(SEED, PAYLOADS))
