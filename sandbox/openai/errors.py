"""Refusals in OpenAI's shape."""

import json

from aiohttp import web


class Refused(Exception):
    """The request is answered with an error. Its message, like OpenAI's, may repeat part of a key."""

    def __init__(
        self, status: int, message: str, *, code: str | None = None, param: str | None = None, kind: str | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self._error = {"message": message, "type": kind or "invalid_request_error", "param": param, "code": code}

    def answer(self) -> web.Response:
        body = json.dumps({"error": self._error}, indent=2, ensure_ascii=False).encode()
        return web.Response(status=self.status, body=body, content_type="application/json")


def wrong_key(key: str) -> Refused:
    shown = key if len(key) < 12 else f"{key[:8]}{'*' * (len(key) - 12)}{key[-4:]}"
    return Refused(
        401,
        f"Incorrect API key provided: {shown}. "
        "You can find your API key at https://platform.openai.com/account/api-keys.",
        code="invalid_api_key",
    )


def no_key() -> Refused:
    return Refused(401, "Missing bearer or basic authentication in header")


def scope_missing(scope: str, status: int = 403) -> Refused:
    return Refused(
        status,
        f"You have insufficient permissions for this operation. Missing scopes: {scope}. Check that you have the "
        "correct role in your organization (Reader, Writer, Owner), and if you're using a restricted API key, that it "
        "has the necessary scopes.",
    )
