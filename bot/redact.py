"""The one place that removes secrets from what is about to be written: by value and by shape."""

import re
from collections.abc import Iterable
from typing import Final

from core.secret import MASK, Secret

SHAPES: Final = re.compile(
    r"""
    sk-[A-Za-z0-9_*-]{8,}                       # OpenAI keys, also as OpenAI's own errors repeat them, half starred
    | (?:xox[a-z]|xapp)-[A-Za-z0-9-]{8,}        # Slack tokens
    | (?i:bearer)\s+[A-Za-z0-9._~+/=-]{8,}      # Authorization headers
    | (?<=://)[^/@\s:]+:[^/@\s]+(?=@)           # user and password in a URL
    """,
    re.VERBOSE,
)


class Redactor:
    """Replaces every known secret, and everything that looks like one, by bullets."""

    def __init__(self, secrets: Iterable[Secret]) -> None:
        values = sorted({secret.reveal() for secret in secrets if len(secret.reveal()) >= 8}, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, values))) if values else None

    def __call__(self, text: str) -> str:
        if self._known is not None:
            text = self._known.sub(MASK, text)
        return SHAPES.sub(MASK, text)
