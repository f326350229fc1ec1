"""Requests that Slack did not sign, or not now, or not so: what is wrong is in their headers, or does not fit them."""

import json
from collections.abc import Callable
from random import Random
from typing import Final
from urllib.parse import urlencode

from core.secret import Secret
from tests.storm.genuine import FORM, JSON, Payload, signed
from tests.storm.wire import MARK, STAMP, Pieces, headers, marked, request

Kind = Callable[[Random, Payload], Pieces]
"""Makes a hostile request out of a genuine payload."""


def signature_flipped(random: Random, real: Payload) -> Pieces:
    return _with(real, 2, lambda value: _flipped(random, value))


def time_flipped(random: Random, real: Payload) -> Pieces:
    return _with(real, 1, lambda value: _flipped(random, value))


def body_flipped(random: Random, real: Payload) -> Pieces:
    return request(_flipped(random, real.body), headers(real))


def too_old(random: Random, real: Payload) -> Pieces:
    return request(real.body, headers(real, STAMP - random.choice((301, 302, 600, 86_400, STAMP))))


def from_the_future(random: Random, real: Payload) -> Pieces:
    return request(real.body, headers(real, STAMP + random.choice((301, 302, 3_600, 10**9, 10**11))))


def odd_time(random: Random, real: Payload) -> Pieces:
    """Rightly signed, over a time that int() may take and Slack never sends."""
    odd = (
        f"+{STAMP}",
        f"{STAMP}.0",
        f"{STAMP:_}",
        "٣" * 10,
        "now",
        "",
        "1" * 5_000,
        f"-{STAMP}",
        "NaN",
        f"0{STAMP}" * 2,
    )
    return request(real.body, headers(real, random.choice(odd)))


def header_missing(random: Random, real: Payload) -> Pieces:
    given = headers(real)
    for position in random.choice(((1,), (2,), (2, 1))):
        del given[position]
    return request(real.body, given)


def header_doubled(random: Random, real: Payload) -> Pieces:
    given = headers(real)
    name, value = given[random.choice((1, 2))]
    again = (name.lower(), random.choice((value, b"v0=" + b"0" * 64, b"")))
    return request(real.body, random.choice(([again, *given], [*given, again])))


def headers_joined(random: Random, real: Payload) -> Pieces:
    return _with(real, random.choice((1, 2)), lambda value: value + b"," + value)


def another_secret(random: Random, real: Payload) -> Pieces:
    return request(real.body, headers(real, secret=Secret(f"another-apps-secret-{random.random()}")))


def another_scheme(random: Random, real: Payload) -> Pieces:
    right = signed(real.body, str(STAMP))
    changed = ("v1" + right[2:], right[3:], right.upper(), right + "0", right[:-1], "v0=", "v0=" + "0" * 64, "v0=ä")
    return request(real.body, headers(real, signature=random.choice(changed)))


def signature_of_another_body(random: Random, real: Payload) -> Pieces:
    other = marked(random.randrange(10**6, 10**7))
    return request(real.body, headers(real, signature=signed(other.body, str(STAMP))))


def not_ascii(random: Random, real: Payload) -> Pieces:
    odd = random.choice(("é".encode(), b"\xff\xfe", b"\0", b"\r", "🔑".encode(), MARK.encode() + b"\x80"))
    return _with(real, random.choice((1, 2)), lambda value: value[:5] + odd + value[5:])


def unsigned_check(random: Random, real: Payload) -> Pieces:
    """What Bolt by itself answers without a look at the signature."""
    ssl = urlencode({"ssl_check": "1", "token": real.mark}).encode()
    challenge = json.dumps({"type": "url_verification", "challenge": real.mark}).encode()
    body, content_type = random.choice(((ssl, FORM), (challenge, JSON), (b"", JSON)))
    return request(body, [(b"Content-Type", content_type.encode())])


def another_line(random: Random, real: Payload) -> Pieces:
    lines = (
        "GET /slack/events",
        "PUT /slack/events",
        "BREW /slack/events",
        f"POST /slack/{real.mark}",
        f"{real.mark} /",
    )
    return request(real.body, headers(real), random.choice(lines).encode())


def _with(real: Payload, position: int, change: Callable[[bytes], bytes]) -> Pieces:
    """The request with one header's value changed."""
    given = headers(real)
    name, value = given[position]
    given[position] = (name, change(value))
    return request(real.body, given)


def _flipped(random: Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for at in random.sample(range(len(data) * 8), random.choice((1, 1, 1, 2, 3))):
        changed[at // 8] ^= 1 << (at % 8)
    return bytes(changed)


KINDS: Final[tuple[Kind, ...]] = (
    signature_flipped,
    time_flipped,
    body_flipped,
    too_old,
    from_the_future,
    odd_time,
    header_missing,
    header_doubled,
    headers_joined,
    another_secret,
    another_scheme,
    signature_of_another_body,
    not_ascii,
    unsigned_check,
    another_line,
)
