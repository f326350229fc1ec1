"""People who ask while everything else goes on: how soon they are acknowledged, and what comes of what they asked."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlencode

import aiohttp

from sandbox.slack.towards_bot import FORM, signed
from sandbox.slack.world import SIGNING_SECRET
from tests.crowd import Crowd
from tests.crowd_slack import team_of

PATIENCE: Final = aiohttp.ClientTimeout(total=3.0)
"""Slack's own."""

ASKING: Final = 20
"""Workspaces whose people ask."""


@dataclass
class People:
    town: Crowd
    seconds: list[float] = field(default_factory=list)
    """Until each acknowledgement."""
    unacknowledged: int = 0
    helped: list[str] = field(default_factory=list)
    """Ids of the commands for help."""
    reported: list[str] = field(default_factory=list)
    """And of the questions, each asked in a channel of its own."""

    async def ask(self, helps: int, until: asyncio.Event) -> None:
        """So many commands for help, ten a second, and a question each second, until the event is set."""
        connector = aiohttp.TCPConnector(limit=0)
        async with aiohttp.ClientSession(timeout=PATIENCE, connector=connector) as session, asyncio.TaskGroup() as all_:
            tick = 0
            while not until.is_set():
                if tick < helps:
                    all_.create_task(self._command(session, "help", self.helped, f"H{tick}"))
                if tick % 10 == 0:
                    all_.create_task(self._command(session, "usage last 7 days", self.reported, f"CR{tick}"))
                tick += 1
                await asyncio.sleep(0.1)

    async def _command(self, session: aiohttp.ClientSession, text: str, asked: list[str], name: str) -> None:
        number = len(self.helped) + len(self.reported)
        payload = {
            "command": "/tokenmeter",
            "text": text,
            "team_id": team_of(number % min(ASKING, self.town.size)),
            "user_id": f"U{number % 97}",
            "channel_id": name,
            "channel_name": "crowd",
            "trigger_id": f"{number}.{time.time_ns()}",
            "response_url": f"{self.town.slack}/answer/{name}",
        }
        asked.append(name)
        body = urlencode(payload).encode()
        began = time.perf_counter()
        try:
            async with session.post(
                f"http://127.0.0.1:{self.town.port}/slack/events",
                data=body,
                headers=signed(body, FORM, time.time(), SIGNING_SECRET),
            ) as answer:
                await answer.read()
                acknowledged = answer.status == 200
        except (aiohttp.ClientError, TimeoutError):
            acknowledged = False
        if acknowledged:
            self.seconds.append(time.perf_counter() - began)
        else:
            self.unacknowledged += 1

    def came_of_it(self, counted: dict[str, Any]) -> dict[str, int | float]:
        """`counted`: what Slack has counted in the end."""
        slowest = sorted(self.seconds)
        answers, reports = counted["answers"], counted["reports"]
        return {
            "acknowledged": len(slowest),
            "unacknowledged": self.unacknowledged,
            "p50_ms": round(slowest[len(slowest) // 2] * 1000, 1) if slowest else 0,
            "p99_ms": round(slowest[int(len(slowest) * 0.99)] * 1000, 1) if slowest else 0,
            "helps": len(self.helped),
            "helped": sum(name in answers for name in self.helped),
            "reports": len(self.reported),
            "reported": sum(name in reports for name in self.reported),
            "turned_away": sum(name in answers and name not in reports for name in self.reported),
        }
