"""What tests and the demo do to the sandbox while it runs: faults on and off, the log of requests. No key needed."""

from dataclasses import asdict

from aiohttp import web

from sandbox.openai.state import SANDBOX


def add_controls(app: web.Application) -> None:
    app.router.add_get("/sandbox/faults", _show_faults)
    app.router.add_post("/sandbox/faults", _add_fault)
    app.router.add_delete("/sandbox/faults", _clear_faults)
    app.router.add_get("/sandbox/requests", _show_requests)
    app.router.add_delete("/sandbox/requests", _forget_requests)


async def _show_faults(request: web.Request) -> web.Response:
    return web.json_response([asdict(fault) for fault in request.app[SANDBOX].faults.active])


async def _add_fault(request: web.Request) -> web.Response:
    """One fault: a JSON object with `kind` and whichever fields of Fault it needs."""
    try:
        options = await request.json()
        request.app[SANDBOX].faults.add(options.pop("kind"), **options)
    except (ValueError, TypeError, KeyError, AttributeError) as wrong:
        return web.json_response({"error": str(wrong)}, status=400)
    return await _show_faults(request)


async def _clear_faults(request: web.Request) -> web.Response:
    request.app[SANDBOX].faults.clear()
    return await _show_faults(request)


async def _show_requests(request: web.Request) -> web.Response:
    return web.json_response([asdict(seen) for seen in request.app[SANDBOX].requests])


async def _forget_requests(request: web.Request) -> web.Response:
    request.app[SANDBOX].requests.clear()
    return await _show_requests(request)
