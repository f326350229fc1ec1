"""A sandbox's OpenAI to ask: the organization of seed 1 on 24 November 2026, 09:00 UTC."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import Any

import httpx

from sandbox.client import new_client
from sandbox.openai.keys import DEFAULT_KEY, Keys
from sandbox.openai.server import build_app
from sandbox.openai.settling import midnight
from sandbox.openai.state import SANDBOX, Sandbox
from sandbox.openai.world import World
from sandbox.serve import Running, start

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
DAY = 86_400
GROUPS = ["project_id", "user_id", "api_key_id", "model", "batch", "service_tier", "api_source"]
COST_GROUPS = ["project_id", "line_item", "api_key_id"]


def seconds(day: date) -> int:
    return int(midnight(day).timestamp())


class Asking:
    """A plain client of one sandbox: an answer is an answer, whatever its status."""

    def __init__(self, running: Running, http: httpx.AsyncClient) -> None:
        self.url = running.url
        self.sandbox: Sandbox = running.app[SANDBOX]
        self.http = http

    async def get(self, path: str, key: str | None = DEFAULT_KEY, **params: Any) -> httpx.Response:
        """`group_by` and other lists are sent with brackets."""
        query = [
            (f"{name}[]", one) if isinstance(value, list) else (name, value)
            for name, value in params.items()
            for one in (value if isinstance(value, list) else [value])
        ]
        headers = {} if key is None else {"Authorization": f"Bearer {key}"}
        return await self.http.get(f"{self.url}/v1/organization/{path}", params=query, headers=headers)

    async def costs(self, **params: Any) -> httpx.Response:
        return await self.get("costs", **({"start_time": seconds(date(2026, 11, 10))} | params))

    async def usage(self, **params: Any) -> httpx.Response:
        return await self.get("usage/completions", **({"start_time": seconds(date(2026, 11, 10))} | params))


@asynccontextmanager
async def serve(world: World | None = None, keys: Keys | None = None) -> AsyncIterator[Asking]:
    running = await start(build_app(world, keys=keys))
    try:
        async with new_client() as http:
            yield Asking(running, http)
    finally:
        await running.close()


def results(body: dict[str, Any]) -> list[dict[str, Any]]:
    return [result for bucket in body["data"] for result in bucket["results"]]
