"""An OpenAI 50 ms away, in a process of its own: 40 series in every hour, 60 line items on every day.

Its answers are put together from ready bytes, so that it takes little of the machine that the measured side runs on.
"""

import asyncio
import json
import sys
from collections.abc import Callable
from functools import cache
from typing import Final

from aiohttp import web

LATENCY: Final = 0.05
SERIES: Final = 40
ITEMS: Final = 60
DAY: Final = 86_400
LIMITS: Final = {"1h": (24, 168), "1d": (7, 31)}
"""Buckets on a page by width: by default, and at most."""


@cache
def hour(start: int, seconds: int) -> bytes:
    results = [
        {
            "object": "organization.usage.completions.result",
            "input_tokens": 900 + start % 4_001 + n,
            "output_tokens": 120 + n,
            "num_model_requests": 1 + n % 7,
            "project_id": f"proj_{n // 11:024d}",
            "user_id": f"user-{n % 5:024d}",
            "api_key_id": f"key_{n % 8:016d}",
            "model": f"gpt-5-{n % 11}-2026-08-07",
            "batch": n % 9 == 0,
            "service_tier": "default",
            "input_cached_tokens": 64 * (n % 5),
            "input_uncached_tokens": 900 + start % 4_001 + n - 64 * (n % 5),
            "input_audio_tokens": 0,
            "output_audio_tokens": 0,
            "api_source": None,
        }
        for n in range(SERIES)
    ]
    return _bucket(start, seconds, results)


@cache
def day(start: int) -> bytes:
    results = [
        {
            "object": "organization.costs.result",
            "amount": {"value": 0.123456789 * (n + 1) + start % 977 / 1_000, "currency": "usd"},
            "line_item": f"gpt-5-{n % 11}-2026-08-07, {('input', 'cached input', 'output')[n % 3]}",
            "project_id": f"proj_{n // 11:024d}",
            "api_key_id": f"key_{n % 8:016d}",
            "quantity": 1_000.5 * n,
            "quantity_unit": "tokens",
        }
        for n in range(ITEMS)
    ]
    return _bucket(start, DAY, results)


def _bucket(start: int, seconds: int, results: list[dict[str, object]]) -> bytes:
    return json.dumps(
        {"object": "bucket", "start_time": start, "end_time": start + seconds, "results": results}
    ).encode()


async def usage(request: web.Request) -> web.Response:
    width = request.query["bucket_width"]
    seconds = {"1h": 3_600, "1d": DAY}[width]
    return await _page(request, seconds, LIMITS[width], lambda start: hour(start, seconds))


async def costs(request: web.Request) -> web.Response:
    return await _page(request, DAY, (7, 180), day)


async def empty(_: web.Request) -> web.Response:
    await asyncio.sleep(LATENCY)
    return web.json_response({"object": "list", "data": [], "has_more": False, "last_id": None})


async def _page(
    request: web.Request, seconds: int, limits: tuple[int, int], bucket: Callable[[int], bytes]
) -> web.Response:
    await asyncio.sleep(LATENCY)
    end = int(request.query["end_time"])
    limit = min(int(request.query.get("limit", limits[0])), limits[1])
    start = int(request.query.get("page", request.query["start_time"]))
    stop = min(end, start + limit * seconds)
    more = b'true, "next_page": "%d"' % stop if stop < end else b'false, "next_page": null'
    body = b'{"object": "page", "data": [%s], "has_more": %s}' % (
        b", ".join(bucket(at) for at in range(start, stop, seconds)),
        more,
    )
    return web.Response(body=body, content_type="application/json")


def main() -> None:
    app = web.Application()
    app.router.add_get("/v1/organization/usage/completions", usage)
    app.router.add_get("/v1/organization/costs", costs)
    app.router.add_get("/v1/organization/{names:.*}", empty)
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), print=None, access_log=None)


if __name__ == "__main__":
    main()
