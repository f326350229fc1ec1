"""The sandbox's OpenAI 50 ms away, in a process of its own: 40 busy series in every hour of 180 days."""

import sys
from datetime import UTC, datetime
from typing import Final

from aiohttp import web

from sandbox.openai.faults import Faults
from sandbox.openai.server import build_app
from sandbox.openai.world import World

NOW: Final = datetime(2026, 11, 24, 23, 59, tzinfo=UTC)
DAYS: Final = 180
SERIES: Final = 40
LATENCY: Final = 0.05
"""Seconds before every answer."""


def main() -> None:
    faults = Faults()
    faults.add("slow", ms=int(LATENCY * 1000))
    world = World(1, lambda: NOW, days=DAYS, series_an_hour=SERIES)
    web.run_app(build_app(world, faults), host="127.0.0.1", port=int(sys.argv[1]), print=None, access_log=None)


if __name__ == "__main__":
    main()
