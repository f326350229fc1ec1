"""The Slack of thousands of workspaces, in a process of its own: it counts what it is told, and keeps its limits.

In each workspace everybody is an admin, and every channel that is named is there. A token says whose it is.
"""

import asyncio
import itertools
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from aiohttp import web

from sandbox.slack.pace import Pace

Json = dict[str, Any]

BOT_USER: Final = "U0BOT"


def team_of(number: int) -> str:
    return f"T{number:06d}"


def token_of(number: int) -> str:
    return f"xoxb-crowd-{team_of(number)}"


class CrowdSlack:
    def __init__(self) -> None:
        self.latency = 0.02
        self.down = False
        self.rate_limits = True
        self.calls: Counter[str] = Counter()
        self.refused = 0
        self.marks: Counter[str] = Counter()
        """Messages that carry a mark, by workspace and mark: each must be there once."""
        self.messages: defaultdict[str, list[Json]] = defaultdict(list)
        """Those with a mark, by workspace: to be found again."""
        self.reports: Counter[str] = Counter()
        """Messages without one, by channel."""
        self.answers: dict[str, str] = {}
        """The first line of what came to each response_url."""
        self._paces: defaultdict[str, Pace] = defaultdict(Pace)
        self._ids = itertools.count(1)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/api/{method}", self._call),
            web.get("/api/{method}", self._call),
            web.post("/upload/{file}", self._upload),
            web.post("/answer/{id}", self._answer),
            web.get("/crowd", self._counted),
            web.post("/crowd", self._change),
        ]

    async def _call(self, request: web.Request) -> web.Response:
        await asyncio.sleep(self.latency)
        if self.down:
            return web.Response(status=503, text="upstream connect error")
        method = request.match_info["method"]
        self.calls[method] += 1
        team = request.headers.get("Authorization", "").rpartition("-")[2]
        args = await _arguments(request)
        if self.rate_limits:
            wait = self._paces[team].seconds_to_wait(method, str(args.get("channel", "")), time.time())
            if wait:
                self.refused += 1
                limited = {"ok": False, "error": "ratelimited"}
                return web.json_response(limited, status=429, headers={"Retry-After": str(wait)})
        answer = self._methods().get(method)
        if answer is None:
            return web.json_response({"ok": False, "error": "unknown_method"})
        return web.json_response({"ok": True} | answer(team, args | {"origin": str(request.url.origin())}))

    def _methods(self) -> Mapping[str, Callable[[str, Json], Json]]:
        return {
            "auth.test": lambda team, _: {"team_id": team, "team": team, "user_id": BOT_USER, "bot_id": "B0BOT"},
            "chat.postMessage": self._post,
            "chat.update": lambda _, args: {"channel": args["channel"], "ts": args["ts"]},
            "conversations.open": lambda _, args: {"channel": {"id": f"D{args['users']}"}},
            "conversations.info": lambda team, args: {"channel": _channel(team, args["channel"])},
            "conversations.members": lambda *_: {"members": ["U1", BOT_USER]},
            "conversations.join": lambda team, args: {"channel": _channel(team, args["channel"])},
            "conversations.history": self._history,
            "files.getUploadURLExternal": self._place,
            "files.completeUploadExternal": lambda _, args: {"files": _listed(args["files"])},
            "files.info": lambda _, args: {"file": {"id": args["file"], "mimetype": "image/png"}},
            "users.info": lambda _, args: {"user": _person(args["user"])},
            "users.list": lambda *_: {"members": [_person("U1")]},
            "views.publish": lambda *_: {"view": {}},
        }

    def _post(self, team: str, args: Json) -> Json:
        channel = args["channel"] if args["channel"][0] in "CDG" else f"D{args['channel']}"
        message = {"ts": f"{time.time():.6f}", "metadata": _loaded(args.get("metadata")), "channel": channel}
        mark = ((message["metadata"] or {}).get("event_payload") or {}).get("mark")
        if mark is None:
            self.reports[channel] += 1
        else:
            self.marks[f"{team} {mark}"] += 1
            self.messages[team].append(message)
        return {"channel": channel, "ts": message["ts"], "message": {}}

    def _history(self, team: str, args: Json) -> Json:
        there = [each for each in self.messages[team] if each["channel"] == args["channel"]]
        return {"messages": [each for each in there if float(each["ts"]) >= float(args.get("oldest", 0))]}

    def _place(self, _: str, args: Json) -> Json:
        file = f"F{next(self._ids)}"
        return {"file_id": file, "upload_url": f"{args['origin']}/upload/{file}"}

    async def _upload(self, request: web.Request) -> web.Response:
        await request.read()
        return web.Response(text="OK")

    async def _answer(self, request: web.Request) -> web.Response:
        given = await request.json()
        self.answers.setdefault(request.match_info["id"], str(given.get("text", ""))[:80])
        return web.Response(text="ok")

    async def _counted(self, _: web.Request) -> web.Response:
        return web.json_response(
            {
                "calls": self.calls,
                "refused": self.refused,
                "marks": self.marks,
                "reports": self.reports,
                "answers": self.answers,
            }
        )

    async def _change(self, request: web.Request) -> web.Response:
        """{down?, latency?, rate_limits?}"""
        for name, value in (await request.json()).items():
            setattr(self, name, value)
        return web.Response(text="ok")


async def _arguments(request: web.Request) -> Json:
    given: Json = dict(request.query)
    if request.content_type == "application/json":
        body: Json = await request.json()
        return given | body
    return given | {name: str(value) for name, value in (await request.post()).items()}


def _loaded(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) and value else value


def _listed(files: Any) -> list[Json]:
    listed: list[Json] = _loaded(files)
    return listed


def _noon() -> str:
    """A zone in which it is about noon: at night nobody is reminded of anything."""
    return f"Etc/GMT{datetime.now(UTC).hour - 12:+d}"


def _person(user: str) -> Json:
    profile = {"real_name": user, "display_name": user, "email": f"{user.lower()}@crowd.example"}
    names = {"id": user, "name": user.lower(), "real_name": user, "profile": profile}
    return names | {"tz": _noon(), "deleted": False, "is_admin": True, "is_owner": False, "is_bot": False}


def _channel(team: str, channel: str) -> Json:
    kinds = {"is_im": channel.startswith("D"), "is_private": False, "is_archived": False, "is_member": True}
    return {"id": channel, "name": channel.lower(), "is_ext_shared": False, "shared_team_ids": [team], **kinds}


def main() -> None:
    app = web.Application(client_max_size=2**24)
    app.add_routes(CrowdSlack().routes())
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), print=None, access_log=None)


if __name__ == "__main__":
    main()
