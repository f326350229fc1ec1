"""The way into the Web API: token, scope, pace and faults stand before every method."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Final

from aiohttp import web

from sandbox.slack.oauth import OAuth
from sandbox.slack.pace import Pace
from sandbox.slack.state import State
from sandbox.slack.web_api import access, chat, conversations, files, users, views
from sandbox.slack.web_api.call import Call, Refused, arguments
from sandbox.slack.world import APP_TOKEN, BOT_TOKEN, TEAM, Json

METHODS: Final[Mapping[str, tuple[Callable[[Call], Json], str]]] = {
    "apps.connections.open": (access.connections_open, ""),
    "auth.test": (access.auth_test, ""),
    "chat.delete": (chat.delete, "chat:write"),
    "chat.getPermalink": (chat.permalink, ""),
    "chat.postEphemeral": (chat.post_ephemeral, "chat:write"),
    "chat.postMessage": (chat.post_message, "chat:write"),
    "chat.update": (chat.update, "chat:write"),
    "conversations.history": (conversations.history, ""),
    "conversations.info": (conversations.info, ""),
    "conversations.join": (conversations.join, "channels:join"),
    "conversations.members": (conversations.members, ""),
    "conversations.replies": (conversations.replies, ""),
    "conversations.open": (conversations.open_im, "im:write"),
    "files.completeUploadExternal": (files.complete_upload, "files:write"),
    "files.getUploadURLExternal": (files.upload_url, "files:write"),
    "files.info": (files.info, "files:read"),
    "users.info": (users.info, "users:read"),
    "users.list": (users.list_all, "users:read"),
    "users.lookupByEmail": (users.lookup_by_email, "users:read.email"),
    "views.open": (views.open_modal, ""),
    "views.publish": (views.publish, ""),
    "views.push": (views.push, ""),
    "views.update": (views.update, ""),
}
"""Each method, and the scope it needs whatever its arguments are."""

READS: Final = {method for method in METHODS if method.endswith((".info", ".list", ".test", ".history", ".members"))}


class WebApi:
    """The Web API of all workspaces: whose a call is, its token says."""

    def __init__(self, states: Mapping[str, State], oauth: OAuth) -> None:
        self._of = {team: WebApiOfOne(state, oauth) for team, state in states.items()}
        self._states = states
        self._oauth = oauth

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/api/{method}", self._call), web.get("/api/{method}", self._call)]

    async def _call(self, request: web.Request) -> web.StreamResponse:
        """One with a token that is nobody's goes to the first workspace, which refuses it."""
        if request.match_info["method"] == "oauth.v2.access":
            return await self._access(request)
        try:
            args = await arguments(request)
        except Refused as refused:
            return web.json_response(refused.answer)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or str(args.pop("token", ""))
        team = self._oauth.team_of(token) or TEAM
        return await self._of[team].call(request, token, args)

    async def _access(self, request: web.Request) -> web.StreamResponse:
        """What an app exchanges a code or a refresh token for: it has no token yet."""
        settings = self._states[TEAM].settings
        await asyncio.sleep(settings.latency)
        if settings.down:
            return web.Response(status=503, text="upstream connect error")
        form = {name: str(value) for name, value in (await request.post()).items()}
        self._states[TEAM].received.append({"method": "oauth.v2.access", "grant_type": form.get("grant_type", "")})
        error = settings.errors.get("oauth.v2.access")
        try:
            if error:
                raise Refused(error)
            answer = {"ok": True} | self._oauth.access(request.headers.get("Authorization", ""), form)
        except Refused as refused:
            answer = refused.answer
        if settings.lose_answers > 0 and settings.lose_method == "oauth.v2.access":
            settings.lose_answers -= 1
            return _cut(request)
        return web.json_response(answer)


class WebApiOfOne:
    """Of one workspace."""

    def __init__(self, state: State, oauth: OAuth) -> None:
        self._state = state
        self._oauth = oauth
        self._pace = Pace()

    async def call(self, request: web.Request, token: str, args: Json) -> web.StreamResponse:
        settings = self._state.settings
        method = request.match_info["method"]
        headers = {"X-OAuth-Scopes": ",".join(settings.scopes()), "X-Slack-Req-Id": self._state.id("req")}
        await asyncio.sleep(settings.latency)
        if settings.down:
            return web.Response(status=503, text="upstream connect error", headers=headers)
        try:
            self._state.received.append({**args, "method": method})
            wait = self._wait(method, str(args.get("channel", "")))
            if wait:
                limited = {"ok": False, "error": "ratelimited"}
                return web.json_response(limited, status=429, headers=headers | {"Retry-After": str(wait)})
            answer = {"ok": True} | self._answer(
                method, token, Call(self._state, args, f"{request.url.origin()}{self._state.path}")
            )
            if method not in READS:
                await self._state.touch()
        except Refused as refused:
            answer = refused.answer
        if settings.lose_answers > 0 and method == settings.lose_method:
            settings.lose_answers -= 1
            return _cut(request)
        return web.json_response(answer, headers=headers)

    def _wait(self, method: str, channel: str) -> int:
        """Seconds until the call would be taken; 0 when it is."""
        settings = self._state.settings
        if settings.too_many.get(method, 0) > 0:
            settings.too_many[method] -= 1
            return 1
        if not settings.rate_limits:
            return 0
        return self._pace.seconds_to_wait(method, channel, self._state.now(), settings.speed)

    def _answer(self, method: str, token: str, call: Call) -> Json:
        if method not in METHODS:
            raise Refused("unknown_method", req_method=method)
        self._check_token(token, method)
        if self._state.settings.revoked:
            raise Refused("token_revoked")
        if method in self._state.settings.errors:
            raise Refused(self._state.settings.errors[method])
        function, scope = METHODS[method]
        if scope:
            call.needs_scope(scope)
        return function(call)

    def _check_token(self, token: str, method: str) -> None:
        if not token:
            raise Refused("not_authed")
        for_app = method == "apps.connections.open"
        if token in (APP_TOKEN, BOT_TOKEN) and (token == APP_TOKEN) != for_app:
            raise Refused("not_allowed_token_type")
        if token not in (APP_TOKEN, BOT_TOKEN):
            self._oauth.check(token)


class Uploads:
    """Where files.getUploadURLExternal sends a file."""

    def __init__(self, state: State) -> None:
        self._state = state

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/upload/v1/{file}", self._upload)]

    async def _upload(self, request: web.Request) -> web.Response:
        """The bytes are the body, or one part of a form."""
        file = self._state.files.get(request.match_info["file"])
        if file is None or file.completed is not None:
            return web.Response(status=404, text="unknown upload")
        content = await request.read()
        if request.content_type == "multipart/form-data":
            parts = [part for part in (await request.post()).values() if isinstance(part, web.FileField)]
            if len(parts) != 1:
                return web.Response(status=400, text="one file is expected")
            content = parts[0].file.read()
        if len(content) != file.length:
            return web.Response(status=400, text="not the announced length")
        file.content = content
        self._state.received.append({"method": "upload", "file": file.id, "bytes": len(content)})
        return web.Response(text=f"OK - {len(content)}")


def _cut(request: web.Request) -> web.Response:
    """Close the connection before the answer: the caller cannot know whether the call was carried out."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=503)
