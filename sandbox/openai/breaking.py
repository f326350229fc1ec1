"""Faults as they happen to a request and to its answer."""

import asyncio
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from aiohttp import web

from sandbox.openai.endpoints import COSTS, ENDPOINTS
from sandbox.openai.errors import Refused, scope_missing, wrong_key
from sandbox.openai.faults import NONSENSE, Fault
from sandbox.openai.query import parse

_EDGE_PAGE: Final = """<!DOCTYPE html>
<html><head><title>{status}</title></head>
<body><center><h1>{status}</h1></center><hr><center>cloudflare</center></body></html>
"""

_TOTALS: Final = re.compile(rb'"(value|num_(?:model_)?requests)":("?)([0-9.]+)')
_LAST_FIELDS: Final = re.compile(rb'"has_more":(?:true|false),"next_page":(?:null|"[^"]*")\}\Z')


async def before(request: web.Request, faults: Sequence[Fault]) -> web.StreamResponse | None:
    """What happens instead of an answer, if anything does. Raises Refused for the refusals."""
    for fault in faults:
        if fault.kind == "slow":
            await asyncio.sleep(fault.ms / 1000)
        elif fault.kind == "server_error":
            status = fault.status or 502
            return web.Response(status=status, text=_EDGE_PAGE.format(status=status), content_type="text/html")
        elif fault.kind == "rate_limited":
            return _rate_limited(fault)
        elif fault.kind == "reset":
            _hang_up(request)
            return web.Response(status=500)
        else:
            _refuse(request, fault)
    return None


async def after(request: web.Request, answer: web.Response, faults: Sequence[Fault]) -> web.StreamResponse:
    """The answer, broken as the faults say. An error stays as it is."""
    if answer.status != 200 or not isinstance(answer.body, bytes):
        return answer
    for fault in faults:
        body = answer.body
        if fault.kind == "nonsense":
            answer.body = NONSENSE[fault.what](body)
        elif fault.kind == "circular":
            answer.body = _circular(request, body)
        elif fault.kind == "total_differs" and "group_by[]" not in request.query:
            answer.body = _TOTALS.sub(_a_tenth_more, body)
        elif fault.kind == "limit_enforcing":
            answer.body = body.replace(b'"status": "inactive"', b'"status": "enforcing"')
        elif fault.kind == "cut_off":
            answer.body = body[: len(body) // 2]
        elif fault.kind == "cut_connection":
            return await _half(request, body)
    return answer


def _rate_limited(fault: Fault) -> web.Response:
    message = "Rate limit reached for organization requests. Please try again later."
    answer = Refused(429, message, code="rate_limit_exceeded", kind="requests").answer()
    answer.headers["x-ratelimit-remaining-requests"] = "0"
    if fault.retry_after is not None:
        answer.headers["Retry-After"] = f"{fault.retry_after:g}"
    if fault.retry_after_ms is not None:
        answer.headers["retry-after-ms"] = str(fault.retry_after_ms)
    return answer


def _refuse(request: web.Request, fault: Fault) -> None:
    if fault.kind == "key_revoked":
        raise wrong_key(request.headers.get("Authorization", "").removeprefix("Bearer "))
    if fault.kind == "scope_missing":
        raise scope_missing(fault.scope, fault.status or 403)
    grouping = request.query.getall("group_by[]", [])
    if fault.kind == "total_refused" and "start_time" in request.query and not grouping:
        raise Refused(400, "Missing required parameter.", code="missing_required_parameter")
    if fault.kind == "key_grouping_refused" and request.path.endswith(COSTS.path) and "api_key_id" in grouping:
        message = "Grouping costs by 'api_key_id' is not supported for this organization."
        raise Refused(400, message, code="invalid_value", param=f"group_by[{grouping.index('api_key_id')}]")


def _circular(request: web.Request, body: bytes) -> bytes:
    endpoint = next((known for known in ENDPOINTS if request.path.endswith(known.path)), None)
    if endpoint is None:
        return body.replace(b'"has_more": false', b'"has_more": true')
    query = parse(endpoint, request.query)
    return _LAST_FIELDS.sub(f'"has_more":true,"next_page":"{query.cursor(query.start)}"}}'.encode(), body)


def _a_tenth_more(found: re.Match[bytes]) -> bytes:
    name, quote, number = found.groups()
    more = Decimal(number.decode()) * 11 / 10
    return b'"%s":%s%s' % (name, quote, format(more if name == b"value" else more.to_integral(), "f").encode())


async def _half(request: web.Request, body: bytes) -> web.StreamResponse:
    """Promise the whole body and hang up in the middle of it."""
    half = web.StreamResponse(headers={"Content-Type": "application/json"})
    half.content_length = len(body)
    await half.prepare(request)
    await half.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()
    return half


def _hang_up(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()
