"""The organization API over HTTP: what stands at https://api.openai.com/v1/organization, on loopback."""

import json
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final

from aiohttp import web

from sandbox.openai import breaking, guards, lists
from sandbox.openai.controls import add_controls
from sandbox.openai.endpoints import COSTS, ENDPOINTS, Endpoint
from sandbox.openai.errors import Refused
from sandbox.openai.faults import Fault, Faults
from sandbox.openai.keys import NAMES, USAGE, Grant, Keys, default_keys
from sandbox.openai.query import parse
from sandbox.openai.state import SANDBOX, Request, Sandbox
from sandbox.openai.world import World

_REQUESTS_A_MINUTE: Final = 10_000
_HEADERS: Final = {
    "openai-version": "2020-10-01",
    "x-ratelimit-limit-requests": str(_REQUESTS_A_MINUTE),
    "x-ratelimit-remaining-requests": str(_REQUESTS_A_MINUTE - 1),
    "x-ratelimit-reset-requests": f"{60_000 // _REQUESTS_A_MINUTE}ms",
}

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def build_app(world: World | None = None, faults: Faults | None = None, keys: Keys | None = None) -> web.Application:
    """The API. Without `keys`, DEFAULT_KEY opens `world`; one of the two must be given, else ValueError.

    `app[SANDBOX]` has its keys, its faults and its log of requests: they may be looked at and changed while it runs.
    """
    if keys is None:
        if world is None:
            raise ValueError("a sandbox needs a world, or keys that open one")
        keys = default_keys(world)
    app = web.Application(middlewares=[_as_openai])
    app[SANDBOX] = Sandbox(keys, faults or Faults())
    root = "/v1/organization"
    for endpoint in ENDPOINTS:
        app.router.add_get(f"{root}/{endpoint.path}", partial(_buckets, endpoint))
    app.router.add_get(f"{root}/projects", _projects)
    app.router.add_get(f"{root}/users", _users)
    app.router.add_get(f"{root}/projects/{{project}}/api_keys", _project_keys)
    app.router.add_get(f"{root}/projects/{{project}}/service_accounts", _service_accounts)
    app.router.add_get(f"{root}/admin_api_keys", _admin_keys)
    for owner in (root, f"{root}/projects/{{project}}"):
        app.router.add_get(f"{owner}/spend_limit", _spend_limit)
        app.router.add_get(f"{owner}/spend_alerts", _spend_alerts)
    add_controls(app)
    return app


@web.middleware
async def _as_openai(request: web.Request, handler: _Handler) -> web.StreamResponse:
    """Errors in OpenAI's shape, its headers, the faults that are on, and a line in the log of requests."""
    if request.path.startswith("/sandbox/"):
        return await handler(request)
    sandbox = request.app[SANDBOX]
    sandbox.served += 1
    faults = sandbox.faults.draw(request.path)
    closed = any(fault.kind == "reset" for fault in faults)
    answer = await _answer(request, handler, faults)
    status = 0 if closed else answer.status
    sandbox.requests.append(Request(request.method, request.path, tuple(request.query.items()), status))
    if not answer.prepared:
        for name, value in _HEADERS.items():
            answer.headers.setdefault(name, value)
        answer.headers["x-request-id"] = f"req_{sandbox.served:032x}"
    return answer


async def _answer(request: web.Request, handler: _Handler, faults: list[Fault]) -> web.StreamResponse:
    try:
        instead = await breaking.before(request, faults)
        answer = instead or await handler(request)
    except Refused as refused:
        return refused.answer()
    except (web.HTTPNotFound, web.HTTPMethodNotAllowed) as unknown:
        return Refused(unknown.status, f"Invalid URL ({request.method} {request.path})").answer()
    return await breaking.after(request, answer, faults) if isinstance(answer, web.Response) else answer


async def _buckets(endpoint: Endpoint, request: web.Request) -> web.Response:
    grant = _grant(request, USAGE)
    if endpoint.traffic in grant.world.without:
        raise Refused(404, f"Invalid URL ({request.method} {request.path})")
    query = parse(endpoint, request.query)
    dimensions = {*query.group_by, *(dimension for dimension, _ in query.filters)}
    if endpoint is COSTS and {"user_id", "project_id"} <= dimensions and not grant.world.costs_by_user:
        message = "Combining 'user_id' with 'project_id' is not supported for this organization and time range."
        raise Refused(400, message, code="invalid_value", param="group_by")
    return _found(grant, request.app[SANDBOX].pages(grant.world).page(query))


async def _projects(request: web.Request) -> web.Response:
    grant = _grant(request, NAMES)
    archived = request.query.get("include_archived") == "true"
    found = lists.projects(grant.world, include_archived=archived)
    return _found(grant, lists.listed(found, request.query, {"include_archived"}))


async def _users(request: web.Request) -> web.Response:
    grant = _grant(request, NAMES)
    found = lists.users(grant.world, request.query.getall("emails[]", []))
    return _found(grant, lists.listed(found, request.query, {"emails[]"}))


async def _project_keys(request: web.Request) -> web.Response:
    grant = _grant(request, NAMES)
    access = request.query.get("owner_project_access", "active")
    found = lists.project_keys(grant.world, request.match_info["project"], access)
    return _found(grant, lists.listed(found, request.query, {"owner_project_access"}))


async def _service_accounts(request: web.Request) -> web.Response:
    grant = _grant(request, NAMES)
    found = lists.service_accounts(grant.world, request.match_info["project"])
    return _found(grant, lists.listed(found, request.query))


async def _admin_keys(request: web.Request) -> web.Response:
    grant = _grant(request, NAMES)
    found = lists.admin_keys(request.app[SANDBOX].keys, grant.world)
    found = found if request.query.get("order") == "asc" else found[::-1]
    return _found(grant, lists.listed(found, request.query, {"order"}))


async def _spend_limit(request: web.Request) -> web.Response:
    grant, project = _of_project(request)
    found = guards.limit(grant.world, request.app[SANDBOX].guards(grant.world), project)
    return _found(grant, json.dumps(found).encode())


async def _spend_alerts(request: web.Request) -> web.Response:
    grant, project = _of_project(request)
    found = guards.alerts(request.app[SANDBOX].guards(grant.world), project)
    found = found[::-1] if request.query.get("order") == "desc" else found
    return _found(grant, lists.listed(found, request.query, {"order"}))


def _of_project(request: web.Request) -> tuple[Grant, str]:
    """The key's grant, and the project that is asked about; "" for none."""
    grant, project = _grant(request, NAMES), request.match_info.get("project", "")
    if project:
        lists.known(grant.world, project)
    return grant, project


def _grant(request: web.Request, scope: str) -> Grant:
    grant = request.app[SANDBOX].keys.opened_by(request.headers.get("Authorization"))
    grant.check(scope)
    return grant


def _found(grant: Grant, body: bytes) -> web.Response:
    headers = {"openai-organization": grant.world.organization.id}
    return web.Response(body=body, content_type="application/json", headers=headers)
