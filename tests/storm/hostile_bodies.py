"""Requests whose bodies are too big, broken, not Slack's or another workspace's: most of them rightly signed."""

import gzip
import json
from random import Random
from typing import Any, Final
from urllib.parse import parse_qs, urlencode

from tests.storm.genuine import FORM, JSON, Payload, payload
from tests.storm.hostile_headers import Kind
from tests.storm.wire import MARK, Pieces, head, headers, request

MEGABYTE: Final = b"x" * 2**20
PACKED: Final = gzip.compress(MEGABYTE * 10)
SELDOM: Final = 0.05
"""The share of requests that send all of their 10 MB: the others break off."""


def too_big(random: Random, real: Payload) -> Pieces:
    length = (b"Content-Length", str(10 * len(MEGABYTE)).encode())
    return (head([*headers(real), length]) + real.body, *[MEGABYTE] * (9 if random.random() < SELDOM else 0))


def too_big_in_chunks(random: Random, real: Payload) -> Pieces:
    chunk = b"%x\r\n" % len(MEGABYTE) + MEGABYTE + b"\r\n"
    first = head([*headers(real), (b"Transfer-Encoding", b"chunked")])
    return (first, *[chunk] * (10 if random.random() < SELDOM else 1), b"0\r\n\r\n")


def too_big_when_unpacked(random: Random, real: Payload) -> Pieces:
    """10 MB in 10 kB; or what says that it is packed and is not."""
    packed = PACKED if random.random() < SELDOM else real.body
    return request(packed, [*headers(Payload("", packed, FORM)), (b"Content-Encoding", b"gzip")])


def broken_chunks(random: Random, real: Payload) -> Pieces:
    size = random.choice((b"zz", b"-5", b"f" * 18, real.body[:30], b"", b"5;" + real.body))
    return (head([*headers(real), (b"Transfer-Encoding", b"chunked")]) + size + b"\r\n" + real.body + b"\r\n",)


def length_lies(random: Random, real: Payload) -> Pieces:
    length = random.choice((str(len(real.body) + 7).encode(), b"-1", b"1e3", b"0x10", b"", b"9" * 30, MARK.encode()))
    return (head([*headers(real), (b"Content-Length", length)]) + real.body,)


def two_lengths(random: Random, real: Payload) -> Pieces:
    length = (b"Content-Length", str(len(real.body)).encode())
    second = random.choice(((b"Content-Length", b"5"), (b"Transfer-Encoding", b"chunked")))
    return (head([*headers(real), length, second]) + real.body,)


def no_text(random: Random, real: Payload) -> Pieces:
    """Rightly signed, and no UTF-8."""
    return _signed(real.body + random.randbytes(8) + b"\xff", random.choice((FORM, JSON)))


def another_workspace(random: Random, real: Payload) -> Pieces:
    """Rightly signed, from a workspace in which this bot is not."""
    other = payload(random.randrange(4), real.mark, "T0OTHER")
    return _signed(other.body, other.content_type)


def no_payload(random: Random, real: Payload) -> Pieces:
    """Rightly signed, and no object at all, or an odd one."""
    body = random.choice(NO_PAYLOADS)
    if random.random() < 0.5:
        return _signed(body, JSON)
    return _signed(urlencode({"payload": body}).encode(), FORM)


def wrong_types(random: Random, real: Payload) -> Pieces:
    """Rightly signed, with a value of another type, or none, where a genuine payload has what TokenMeter needs."""
    number = random.randrange(4)
    genuine = payload(number, real.mark)
    if number == 0:
        fields = {name: values[0] for name, values in parse_qs(genuine.body.decode()).items()}
        del fields[random.choice(("team_id", "user_id", "trigger_id", "channel_id", "response_url"))]
        return _signed(urlencode(fields).encode(), FORM)
    is_form = genuine.content_type == FORM
    body = json.loads(parse_qs(genuine.body.decode())["payload"][0] if is_form else genuine.body)
    _spoil(random, body, random.choice(NEEDED[number]))
    text = json.dumps(body)
    return _signed(urlencode({"payload": text}).encode(), FORM) if is_form else _signed(text.encode(), JSON)


def _spoil(random: Random, body: Any, path: str) -> None:
    *parents, last = path.split(".")
    for parent in parents:
        body = body[parent]
    if random.random() < 0.2:
        del body[last]
    else:
        body[last] = random.choice((None, True, 7, 1.5, [], {}, [MARK], {"id": 5}, [[]], [None]))


def _signed(body: bytes, content_type: str) -> Pieces:
    return request(body, headers(Payload("", body, content_type)))


NEEDED: Final = {
    1: ("type", "team", "team.id", "user", "user.id", "trigger_id", "actions"),
    2: ("type", "team", "team.id", "user", "user.id", "view", "view.id", "view.callback_id"),
    3: ("type", "team_id", "event_id", "event", "event.type"),
}
NO_PAYLOADS: Final = (
    b"",
    b"[]",
    b"7",
    b"null",
    b'"canary"',
    b"{",
    b"{}",
    b"[" * 200_000,
    b'{"canary":' * 100_000,
    b"1" * 5_000,
    b'{"type":"canary"}',
    b'{"type":["canary"]}',
    b'{"event":"canary"}',
    b'{"event":["canary"],"type":"event_callback"}',
    b'{"authorizations":7}',
    b'{"authorizations":[7]}',
    b'{"enterprise":7}',
    b'{"response_urls":7}',
    b'{"response_urls":[7]}',
    b'{"view":[],"type":"view_submission"}',
    b'{"actions":{"canary":1},"type":"block_actions"}',
    b'{"actions":[7],"type":"block_actions"}',
    b'{"message":"canary","container":"canary","type":"block_actions","actions":[]}',
    b'{"command":{"canary":[]}}',
    b'{"type":"event_callback","team_id":"T0ACME","event":{"type":"message","text":"canary","user":{}}}',
    b'{"type":"event_callback","team_id":"T0ACME","event":{"type":"message","subtype":"canary","bot_id":{}}}',
    b'{"type":"event_callback","team_id":"T0ACME","event":{"type":"message","text":"canary"}}',
    b'{"type":"view_submission","team":{"id":"T0ACME"},"view":{"type":"modal","callback_id":"canary"}}',
    b'{"type":"block_suggestion","team":{"id":"T0ACME"},"action_id":"canary"}',
    b'{"command":"/canary","team_id":"T0ACME","text":"canary"}',
)
KINDS: Final[tuple[Kind, ...]] = (
    too_big,
    too_big_in_chunks,
    too_big_when_unpacked,
    broken_chunks,
    length_lies,
    two_lengths,
    no_text,
    another_workspace,
    no_payload,
    wrong_types,
)
