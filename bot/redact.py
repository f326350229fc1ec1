"""The one place that removes secrets from what is about to be written: by value and by shape."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote

from core.secret import MASK, Secret

SHORTEST: Final = 8
"""Characters. A shorter value would be found in words that are no secret."""

SHAPES: Final = re.compile(
    r"""
    sk-[A-Za-z0-9_*-]{8,}                               # OpenAI keys, also as OpenAI's errors repeat them, half starred
    | (?:xox[a-z]|xapp)[.-][A-Za-z0-9.-]{8,}            # Slack tokens
    | ya29\.[A-Za-z0-9._-]{8,}                          # Google access tokens
    | -----BEGIN[ ][A-Z ]*PRIVATE[ ]KEY-----.*?(?:-----END[ ][A-Z ]*-----|\Z)
    | (?i:\b(?:bearer|basic)\s+)[A-Za-z0-9._~+/=-]{8,}  # what an Authorization header holds
    | (?<=://)[^/@\s:]*:[^/@\s]+(?=@)                   # user and password in a URL
    | (?i:(?<=password=)|(?<=passwd=))(?:'[^']*'|[^\s&;,)'"]+)
    | (?<![A-Za-z0-9+/])[A-Za-z0-9+/]{43}=(?![A-Za-z0-9+/=])  # 32 bytes in base64: a line of the master key's file
    """,
    re.VERBOSE | re.DOTALL,
)


class Redactor:
    """Replaces every known secret, and everything that looks like one, by bullets."""

    def __init__(self, secrets: Iterable[Secret]) -> None:
        values = {form for secret in secrets for form in _written(secret.reveal()) if len(form) >= SHORTEST}
        longest_first = sorted(values, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, longest_first))) if values else None

    def __call__(self, text: str) -> str:
        if self._known is not None:
            text = self._known.sub(MASK, text)
        return SHAPES.sub(MASK, text)


def _written(value: str) -> Iterator[str]:
    """The forms in which a value stands in a text: as it is, in JSON, in a repr, in an address."""
    yield value
    yield json.dumps(value)[1:-1]
    yield json.dumps(value, ensure_ascii=False)[1:-1]
    yield repr(value)[1:-1]
    yield quote(value, safe="")
