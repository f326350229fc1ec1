"""Everything that happened, for tests and searches; and the switches for limits and faults."""

import dataclasses

from aiohttp import web

from sandbox.slack.files import file_payload, mimetype_of
from sandbox.slack.settings import NoSuchSetting
from sandbox.slack.state import Channel, State
from sandbox.slack.world import Json


class Transcript:
    def __init__(self, state: State) -> None:
        self._state = state

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/sandbox/transcript", self._transcript),
            web.get("/sandbox/settings", self._settings),
            web.post("/sandbox/settings", self._change),
            web.get("/sandbox/files/{file}", self._file),
        ]

    async def _transcript(self, request: web.Request) -> web.Response:
        return web.json_response(transcript(self._state))

    async def _settings(self, request: web.Request) -> web.Response:
        return web.json_response(dataclasses.asdict(self._state.settings))

    async def _change(self, request: web.Request) -> web.Response:
        """{name: value}: names and values of `settings.Settings`."""
        try:
            self._state.settings.change(await request.json())
        except NoSuchSetting as reason:
            return web.json_response({"ok": False, "error": str(reason)}, status=400)
        return web.json_response({"ok": True})

    async def _file(self, request: web.Request) -> web.Response:
        file = self._state.files.get(request.match_info["file"])
        if file is None or file.completed is None:
            return web.Response(status=404)
        mimetype, _ = mimetype_of(file)
        headers = {} if mimetype.startswith("image/") else {"Content-Disposition": "attachment"}
        return web.Response(body=file.content, content_type=mimetype, headers=headers)


def transcript(state: State) -> Json:
    """Messages and their edits by channel ("name id"), views, files, and everything that ever came from the bot.

    What people typed into modals is not in it.
    """
    return {
        "channels": {f"{channel.name} {channel.id}": _messages(state, channel) for channel in state.channels.values()},
        "homes": {user: _unfilled(view) for user, view in state.homes.items()},
        "modals": [_unfilled(view) for view in state.views.values()],
        "files": [file_payload(state, file) for file in state.files.values()],
        "received": state.received,
        "complaints": state.complaints,
    }


def _messages(state: State, channel: Channel) -> list[Json]:
    return [message | {"edits": state.edits.get(message["ts"], [])} for message in channel.messages]


def _unfilled(view: Json) -> Json:
    return {name: part for name, part in view.items() if name != "state"}
