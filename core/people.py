"""Who somebody of the chat is among a provider's users: the one with the same e-mail."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

_LENGTH: Final = 16


@dataclass(frozen=True, slots=True)
class People:
    """Those a question is about, by their e-mails in the chat; "" where it does not tell."""

    asker: str = field(default="", repr=False)
    mentioned: Mapping[str, str] = field(default_factory=dict, repr=False)
    """By the id that stands in a filter."""


def email_mark(connection: str, email: str) -> bytes:
    """What is stored of a user's e-mail: enough to recognize it in one connection, and not to read it.

    `connection`: its uid. Case does not count.
    """
    return sha256(f"{connection}:{email.strip().casefold()}".encode()).digest()[:_LENGTH]
