"""What a request must be before anything else reads it: small, signed by Slack, and from now."""

import hmac
import re
from collections.abc import Mapping, Sequence
from typing import Final

from core.crypto import authenticated
from core.secret import Secret

LARGEST_BODY: Final = 1_000_000
"""Bytes. Slack's own payloads stay far below."""

OLDEST: Final = 300
"""Seconds a signature is good for, either way."""

_TIMESTAMP: Final = re.compile(r"[0-9]{1,12}")
_SIGNATURE: Final = re.compile(r"v0=[0-9a-f]{64}")


def is_signed(headers: Mapping[str, Sequence[str]], body: bytes, secret: Secret, now: float) -> bool:
    """Whether Slack signed this body within the last five minutes.

    `headers` maps lower-case names to all values given; a header that is missing or doubled is no signature. `now` is
    epoch seconds. Never raises, and compares in constant time.
    """
    stamps = headers.get("x-slack-request-timestamp", ())
    signatures = headers.get("x-slack-signature", ())
    if len(stamps) != 1 or len(signatures) != 1:
        return False
    stamp, signature = stamps[0], signatures[0]
    if not _TIMESTAMP.fullmatch(stamp) or not _SIGNATURE.fullmatch(signature) or abs(now - int(stamp)) > OLDEST:
        return False
    base = b"v0:" + stamp.encode("ascii") + b":" + body
    expected = "v0=" + authenticated(secret.reveal().encode(), base).hex()
    return hmac.compare_digest(expected, signature)
