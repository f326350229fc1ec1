"""Requests as their bytes go over the wire, so that nothing on our side mends what is wrong with them."""

from typing import Final

from core.secret import Secret
from tests.storm.bot_under_fire import NOW
from tests.storm.genuine import SECRET, TEAM, Payload, payload, signed

MARK: Final = "canary"
"""Is in every body: the log never says it."""

STAMP: Final = int(NOW.timestamp())

Headers = list[tuple[bytes, bytes]]
Pieces = tuple[bytes, ...]
"""One request, in the pieces it is sent in."""


def marked(number: int, team: str = TEAM) -> Payload:
    return payload(number, f"{MARK}-{number}", team)


def headers(
    real: Payload, stamp: int | str = STAMP, *, signature: str | None = None, secret: Secret = SECRET
) -> Headers:
    """Content type, time and signature, in this order."""
    return [
        (b"Content-Type", real.content_type.encode()),
        (b"X-Slack-Request-Timestamp", str(stamp).encode()),
        (b"X-Slack-Signature", (signature or signed(real.body, str(stamp), secret)).encode()),
    ]


def request(body: bytes, given: Headers, line: bytes = b"POST /slack/events") -> Pieces:
    return (head([*given, (b"Content-Length", str(len(body)).encode())], line) + body,)


def head(given: Headers, line: bytes = b"POST /slack/events") -> bytes:
    lines = [line + b" HTTP/1.1", b"Host: bot", *(name + b": " + value for name, value in given)]
    return b"\r\n".join(lines) + b"\r\n\r\n"
