"""The state that goes to Slack and comes back: ours, not too old, and of the browser that began.

It carries its own proof, so that any process of this installation can check it and nothing is stored for who only asks.
That it is used once, the redirect writes down (see routes.py).
"""

import base64
import binascii
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Final

from core.crypto import authenticated, encoded
from core.secret import Secret

LIFETIME: Final = timedelta(minutes=10)
"""From the consent page to the way back."""

NONCE_SIZE: Final = 16
_TIME_SIZE: Final = 8
_MAC_SIZE: Final = 32
_PURPOSE: Final = "tokenmeter oauth state 1"


class Refused(Enum):
    """Why a state is not taken."""

    FOREIGN = "not ours, or begun in another browser"
    EXPIRED = "older than ten minutes"


@dataclass(frozen=True, slots=True)
class Signer:
    secret: Secret
    """The app's client secret, which every process of the installation has."""

    def new(self, nonce: bytes, browser: str, now: datetime) -> str:
        """The state of an attempt that this browser begins; `nonce` is of 16 random bytes, `browser` its cookie."""
        body = nonce + int(now.timestamp()).to_bytes(_TIME_SIZE, "big")
        return base64.urlsafe_b64encode(body + self._mac(body, browser)).rstrip(b"=").decode()

    def check(self, state: str, browser: str, now: datetime) -> str | Refused:
        """What the attempt is called, the same each time this state comes back; or why it is refused."""
        try:
            raw = base64.b64decode(state + "=" * (-len(state) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            return Refused.FOREIGN
        body, mac = raw[: NONCE_SIZE + _TIME_SIZE], raw[NONCE_SIZE + _TIME_SIZE :]
        if not browser or len(mac) != _MAC_SIZE or not hmac.compare_digest(mac, self._mac(body, browser)):
            return Refused.FOREIGN
        begun = datetime.fromtimestamp(int.from_bytes(body[NONCE_SIZE:], "big"), UTC)
        return body.hex() if now - begun <= LIFETIME else Refused.EXPIRED

    def _mac(self, body: bytes, browser: str) -> bytes:
        key = authenticated(self.secret.reveal().encode(), _PURPOSE.encode())
        return authenticated(key, encoded(_PURPOSE, body, browser))
