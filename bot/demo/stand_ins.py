"""The sandbox's OpenAI as the demo wants it."""

from datetime import UTC, datetime
from typing import Final

from sandbox.openai.faults import Faults
from sandbox.openai.server import build_app
from sandbox.openai.world import World
from sandbox.serve import Running, start

SEED: Final = 7

FAR_AWAY: Final = 350
"""Milliseconds an answer takes: the import is over in seconds and can still be watched."""


async def start_openai() -> Running:
    """An organization with a year behind it, which DEFAULT_KEY opens."""
    world = World(SEED, lambda: datetime.now(UTC))
    faults = Faults()
    faults.add("slow", ms=FAR_AWAY)
    return await start(build_app(world, faults))
