"""The Web API: the methods the bot calls, with their documented errors."""

import asyncio
import json
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from typing import Any, Final

from aiohttp import web

from sandbox.slack.blocks import problems, slack_files, view_problems
from sandbox.slack.state import (
    APP_ID,
    APP_TOKEN,
    BOT_ID,
    BOT_TOKEN,
    BOT_USER,
    SCOPES,
    TEAM,
    Channel,
    File,
    Json,
    State,
)

TRIGGER_SECONDS: Final = 3.0

A_MINUTE: Final = {"chat.postMessage": 60, "chat.update": 50, "views.publish": 50, "files.info": 100}
"""Calls of a method that are taken in a minute (chat.postMessage: a channel); more get 429."""


class Refused(Exception):
    """The method answers ok: false with this error."""

    def __init__(self, error: str, *messages: str) -> None:
        super().__init__(error)
        self.error = error
        self.messages = messages


class TooMany(Exception):
    """429."""


Method = Callable[[State, Json, str], Awaitable[Json]]


def web_api(state: State) -> list[web.RouteDef]:
    api = _WebApi(state)
    return [
        web.post("/api/{method}", api.call),
        web.get("/api/{method}", api.call),
        web.post("/upload/{file}", api.upload),
    ]


class _WebApi:
    def __init__(self, state: State) -> None:
        self._state = state
        self._calls: dict[str, deque[float]] = defaultdict(deque)

    async def call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        args = await _arguments(request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or str(args.pop("token", ""))
        args.pop("token", None)
        self._state.received.append({"method": method, **args})
        await asyncio.sleep(self._state.settings.latency)
        headers = {"x-oauth-scopes": SCOPES}
        try:
            self._pace(method, str(args.get("channel", "")))
            answer = await self._answer(method, args, token, str(request.url.origin()))
        except TooMany:
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "1"})
        except Refused as refused:
            detail = {"response_metadata": {"messages": list(refused.messages)}} if refused.messages else {}
            return web.json_response({"ok": False, "error": refused.error, **detail}, headers=headers)
        if method == "chat.postMessage" and self._state.settings.lose_answers > 0:
            self._state.settings.lose_answers -= 1
            return web.Response(status=500, text="lost")
        return web.json_response({"ok": True, **answer}, headers=headers)

    async def _answer(self, method: str, args: Json, token: str, origin: str) -> Json:
        wanted = APP_TOKEN if method == "apps.connections.open" else BOT_TOKEN
        if token != wanted:
            raise Refused("invalid_auth" if token else "not_authed")
        if self._state.settings.revoked:
            raise Refused("token_revoked")
        if method not in METHODS:
            raise Refused("unknown_method")
        return await METHODS[method](self._state, args, origin)

    def _pace(self, method: str, channel: str) -> None:
        if self._state.settings.too_many.get(method, 0) > 0:
            self._state.settings.too_many[method] -= 1
            raise TooMany
        most = A_MINUTE.get(method)
        if most is None or not self._state.settings.rate_limits:
            return
        calls = self._calls[f"{method} {channel}" if method == "chat.postMessage" else method]
        now = time.monotonic()
        while calls and now - calls[0] > 60:
            calls.popleft()
        if len(calls) >= most:
            raise TooMany
        calls.append(now)

    async def upload(self, request: web.Request) -> web.Response:
        file = self._state.files.get(request.match_info["file"])
        if file is None:
            return web.Response(status=404)
        content = await request.read()
        if request.content_type == "multipart/form-data":
            return web.Response(status=400, text="send the bytes as they are")
        file.content = content
        return web.Response(text=f"OK - {len(content)}")


async def _arguments(request: web.Request) -> Json:
    if request.content_type == "application/json":
        given: Json = await request.json()
        return given
    fields = {**request.query, **{name: str(value) for name, value in (await request.post()).items()}}
    return {name: _unpacked(value) for name, value in fields.items()}


def _unpacked(value: str) -> Any:
    """Form fields carry blocks, views and metadata as JSON."""
    if value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


async def auth_test(state: State, args: Json, origin: str) -> Json:
    return {"url": origin, "team": "Acme", "team_id": TEAM, "user": "tokenmeter", "user_id": BOT_USER, "bot_id": BOT_ID}


async def apps_connections_open(state: State, args: Json, origin: str) -> Json:
    return {"url": f"{origin.replace('http', 'ws', 1)}/socket?ticket={state.id('t')}"}


async def users_info(state: State, args: Json, origin: str) -> Json:
    if args.get("user") not in state.users:
        raise Refused("user_not_found")
    return {"user": state.users[args["user"]]}


async def users_list(state: State, args: Json, origin: str) -> Json:
    return {"members": list(state.users.values()), "response_metadata": {"next_cursor": ""}}


def _visible(state: State, channel_id: str) -> Channel:
    channel = state.channels.get(channel_id)
    if channel is None or (channel.kind == "private" and BOT_USER not in channel.members):
        raise Refused("channel_not_found")
    return channel


async def conversations_info(state: State, args: Json, origin: str) -> Json:
    return {"channel": _visible(state, str(args.get("channel"))).payload()}


async def conversations_open(state: State, args: Json, origin: str) -> Json:
    user = str(args.get("users"))
    if user not in state.users:
        raise Refused("user_not_found")
    return {"channel": {"id": state.im(user).id}}


async def conversations_join(state: State, args: Json, origin: str) -> Json:
    channel = _visible(state, str(args.get("channel")))
    if channel.kind != "public":
        raise Refused("method_not_supported_for_channel_type")
    channel.members.add(BOT_USER)
    return {"channel": channel.payload()}


async def conversations_history(state: State, args: Json, origin: str) -> Json:
    channel = _visible(state, str(args.get("channel")))
    if BOT_USER not in channel.members:
        raise Refused("not_in_channel")
    kept = [message for message in channel.messages if "ephemeral_for" not in message]
    if str(args.get("include_all_metadata", "")).lower() not in ("1", "true"):
        kept = [{name: part for name, part in message.items() if name != "metadata"} for message in kept]
    return {"messages": kept[::-1][: int(args.get("limit", 100))], "has_more": False}


def _check_message(state: State, args: Json) -> None:
    blocks = args.get("blocks") or []
    if not blocks and not args.get("text"):
        raise Refused("no_text")
    if len(args.get("text") or "") > 40_000:
        raise Refused("msg_too_long")
    wrong = problems(blocks, "message")
    for file_id in slack_files(blocks):
        file = state.files.get(file_id)
        if file is None or not _is_processed(state, file):
            wrong.append("invalid slack file")
    if wrong:
        raise Refused("invalid_blocks", *wrong)


def message_of(state: State, args: Json) -> Json:
    message: Json = {
        "type": "message",
        "ts": state.ts(),
        "user": BOT_USER,
        "bot_id": BOT_ID,
        "app_id": APP_ID,
        "text": args.get("text") or "",
        "blocks": args.get("blocks") or [],
    }
    return message | {name: args[name] for name in ("metadata", "thread_ts") if args.get(name)}


async def chat_post_message(state: State, args: Json, origin: str) -> Json:
    target = str(args.get("channel"))
    channel = state.im(target) if target in state.users else _visible(state, target)
    if channel.payload()["is_archived"]:
        raise Refused("is_archived")
    _check_message(state, args)
    message = message_of(state, args)
    channel.messages.append(message)
    await state.touch()
    return {"channel": channel.id, "ts": message["ts"], "message": message}


async def chat_update(state: State, args: Json, origin: str) -> Json:
    channel = _visible(state, str(args.get("channel")))
    for message in channel.messages:
        if message["ts"] == args.get("ts") and "ephemeral_for" not in message:
            _check_message(state, args)
            message.update(text=args.get("text") or "", blocks=args.get("blocks") or [], edited={"user": BOT_USER})
            if args.get("metadata"):
                message["metadata"] = args["metadata"]
            await state.touch()
            return {"channel": channel.id, "ts": message["ts"], "text": message["text"]}
    raise Refused("message_not_found")


async def chat_post_ephemeral(state: State, args: Json, origin: str) -> Json:
    channel = _visible(state, str(args.get("channel")))
    if args.get("user") not in channel.members:
        raise Refused("user_not_in_channel")
    _check_message(state, args)
    message = message_of(state, args) | {"ephemeral_for": args["user"]}
    channel.messages.append(message)
    await state.touch()
    return {"message_ts": message["ts"]}


async def files_get_upload_url(state: State, args: Json, origin: str) -> Json:
    file = File(state.id("F"), str(args.get("filename")), str(args.get("filename")), alt=str(args.get("alt_txt", "")))
    state.files[file.id] = file
    return {"upload_url": f"{origin}/upload/{file.id}", "file_id": file.id}


async def files_complete_upload(state: State, args: Json, origin: str) -> Json:
    completed = []
    for given in args.get("files") or []:
        file = state.files.get(given["id"])
        if file is None or not file.content:
            raise Refused("file_not_found")
        file.completed, file.title = True, given.get("title") or file.name
        completed.append({"id": file.id, "title": file.title})
        if channel_id := args.get("channel_id"):
            message = message_of(state, {"text": "", "thread_ts": args.get("thread_ts")})
            message["files"] = [{"id": file.id, "title": file.title, "alt_txt": file.alt}]
            _visible(state, str(channel_id)).messages.append(message)
    await state.touch()
    return {"files": completed}


def _is_processed(state: State, file: File) -> bool:
    return file.completed and file.looks > state.settings.file_looks


async def files_info(state: State, args: Json, origin: str) -> Json:
    file = state.files.get(str(args.get("file")))
    if file is None:
        raise Refused("file_not_found")
    file.looks += file.completed
    mimetype = "image/png" if _is_processed(state, file) else ""
    return {"file": {"id": file.id, "title": file.title, "mimetype": mimetype, "size": len(file.content)}}


def _check_view(view: Any) -> None:
    if not isinstance(view, dict):
        raise Refused("invalid_arguments")
    if wrong := view_problems(view):
        raise Refused("invalid_arguments", *wrong)


def new_view(state: State, view: Json, user: str) -> Json:
    """A view as Slack keeps it."""
    kept = {"private_metadata": "", "callback_id": "", **view}
    return kept | {"id": state.id("V"), "hash": state.ts(), "team_id": TEAM, "state": {"values": {}}, "user": user}


async def views_open(state: State, args: Json, origin: str) -> Json:
    trigger = state.triggers.get(str(args.get("trigger_id")))
    if trigger is None:
        raise Refused("invalid_trigger_id")
    if trigger.used:
        raise Refused("exchanged_trigger_id")
    if time.monotonic() - trigger.born > TRIGGER_SECONDS:
        raise Refused("expired_trigger_id")
    _check_view(args.get("view"))
    trigger.used = True
    view = new_view(state, args["view"], trigger.user)
    state.views[view["id"]] = view
    await state.touch()
    return {"view": view}


async def views_update(state: State, args: Json, origin: str) -> Json:
    view = state.views.get(str(args.get("view_id")))
    if view is None:
        raise Refused("not_found")
    if args.get("hash") and args["hash"] != view["hash"]:
        raise Refused("hash_conflict")
    _check_view(args.get("view"))
    change_view(state, view, args["view"])
    await state.touch()
    return {"view": view}


def change_view(state: State, view: Json, to: Json) -> None:
    """Put `to` in the place of an open view; what was typed into fields that stay is kept."""
    fields = {block.get("block_id") for block in to.get("blocks", [])}
    values = {block_id: typed for block_id, typed in view["state"]["values"].items() if block_id in fields}
    for name in ("submit", "close"):
        view.pop(name, None)
    view.update({"private_metadata": "", **to, "hash": state.ts(), "state": {"values": values}})


async def views_publish(state: State, args: Json, origin: str) -> Json:
    if args.get("user_id") not in state.users:
        raise Refused("user_not_found")
    _check_view(args.get("view"))
    view = new_view(state, args["view"], args["user_id"])
    state.homes[args["user_id"]] = view
    await state.touch()
    return {"view": view}


METHODS: Final[dict[str, Method]] = {
    "auth.test": auth_test,
    "apps.connections.open": apps_connections_open,
    "users.info": users_info,
    "users.list": users_list,
    "conversations.info": conversations_info,
    "conversations.open": conversations_open,
    "conversations.join": conversations_join,
    "conversations.history": conversations_history,
    "chat.postMessage": chat_post_message,
    "chat.update": chat_update,
    "chat.postEphemeral": chat_post_ephemeral,
    "files.getUploadURLExternal": files_get_upload_url,
    "files.completeUploadExternal": files_complete_upload,
    "files.info": files_info,
    "views.open": views_open,
    "views.update": views_update,
    "views.publish": views_publish,
}
