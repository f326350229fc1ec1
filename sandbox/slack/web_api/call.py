"""One call of a Web API method: its arguments, and how a method refuses."""

import json
from dataclasses import dataclass
from typing import Any, Final

from aiohttp import web

from sandbox.slack.state import State
from sandbox.slack.world import Json

STRUCTURED: Final = {"attachments", "blocks", "files", "metadata", "view"}
"""Arguments that a form carries as JSON."""


class Refused(Exception):
    """The method answers ok: false with this error."""

    def __init__(self, error: str, *messages: str, **more: Any) -> None:
        super().__init__(error)
        self.answer: Json = {"ok": False, "error": error, **more}
        if messages:
            self.answer["errors"] = list(messages)
            self.answer["response_metadata"] = {"messages": list(messages)}


@dataclass(frozen=True, slots=True)
class Call:
    state: State
    args: Json
    origin: str
    """Scheme, host and port the bot used."""

    def text(self, name: str) -> str:
        """An argument as text; "" when it was not given."""
        value = self.args.get(name)
        return "" if value is None else str(value)

    def needed(self, name: str) -> str:
        """An argument that must be there. Raises Refused."""
        if not self.text(name):
            raise Refused("invalid_arguments", f"[ERROR] missing required field: {name}")
        return self.text(name)

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in ("1", "true")

    def number(self, name: str, default: int) -> int:
        """Raises Refused."""
        try:
            return int(self.args.get(name) or default)
        except ValueError:
            raise Refused("invalid_arguments", f"[ERROR] must be an integer: {name}") from None

    def needs_scope(self, scope: str) -> None:
        """Raises Refused when the app was not given the scope."""
        provided = self.state.settings.scopes()
        if scope not in provided:
            raise Refused("missing_scope", needed=scope, provided=",".join(provided))


async def arguments(request: web.Request) -> Json:
    """The call's arguments, from the address and a form or JSON body. Raises Refused."""
    given: Json = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = await request.json()
        except ValueError:
            raise Refused("invalid_json") from None
        if not isinstance(body, dict):
            raise Refused("json_not_object")
        return given | body
    given |= {name: str(value) for name, value in (await request.post()).items()}
    return {name: _structured(name, value) if name in STRUCTURED else value for name, value in given.items()}


def _structured(name: str, value: Any) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        raise Refused("invalid_blocks_format" if name == "blocks" else f"invalid_{name}_format") from None
