"""What an answer that is not 200 means. OpenAI's own text is read for what it names, and never passed on."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

import msgspec

from core.providers.contract import (
    KeyRejected,
    Nonsense,
    NotOffered,
    PermissionMissing,
    ProviderDown,
    ProviderError,
    RateLimited,
)
from core.providers.openai.allowance import LONGEST_WAIT, seconds_until_reset
from core.providers.openai.wire import ErrorBody, ErrorDetail

_SCOPE: Final = re.compile(r"\bapi(?:\.[a-z_]+)+")
_NO_SUCH_ADDRESS: Final = re.compile(r"unknown_url|(?:invalid|unknown) (?:url|endpoint)", re.IGNORECASE)
_error_body = msgspec.json.Decoder(ErrorBody)


class Refused(Nonsense):
    """The request itself was refused: asking the same again is of no use."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A request that gave no answer."""

    error: ProviderError
    again: bool = False
    """Whether asking again may help."""
    wait: float | None = None
    """The seconds the provider asks to wait before that; None when it did not say."""
    refused: str = ""
    """What a 400 complains about: the parameter and the message, to be searched for names and not to be shown."""


def failure_of(
    status: int, headers: Mapping[str, str], body: bytes, now: datetime, scope: str, reads: str
) -> Failure | None:
    """What is wrong with an answer; None when it is a 200.

    `scope` and `reads` name the permission that the request needs, for when the answer does not.
    """
    if status == 200:
        return None
    if status == 429:
        wait = seconds_to_wait(headers, now)
        retry_at = None if wait is None else now + timedelta(seconds=wait)
        return Failure(RateLimited(retry_at), again=True, wait=wait)
    if status in {408, 409} or status >= 500:
        return Failure(ProviderDown(f"answered {status}"), again=True, wait=seconds_to_wait(headers, now))
    detail = _detail(body)
    if detail is None:
        # Not OpenAI's own words: a proxy's or an edge's page says nothing about the key.
        return Failure(ProviderDown(f"answered {status} without an explanation"))
    if status in {401, 403}:
        return Failure(_not_let_in(status, detail, scope, reads))
    if status in {404, 405, 410} or _NO_SUCH_ADDRESS.search(f"{detail.code} {detail.message}"):
        return Failure(NotOffered(f"answered {status}"))
    return Failure(Refused(f"refused with {status}"), refused=f"{detail.param or ''} {detail.message or ''}")


def _not_let_in(status: int, detail: ErrorDetail, scope: str, reads: str) -> ProviderError:
    words = " ".join(part for part in (detail.code, detail.type, detail.message) if part)
    named = _SCOPE.search(words)
    if named is not None:
        return PermissionMissing(named.group(), reads)
    if status == 401:
        return KeyRejected("answered 401")
    if re.search(r"permission|scope|not allowed", words, re.IGNORECASE):
        return PermissionMissing(scope, reads)
    return ProviderDown("answered 403")


def seconds_to_wait(headers: Mapping[str, str], now: datetime) -> float | None:
    """How long the answer asks to wait, in seconds; None when it does not say or says nothing sensible."""
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        value = headers.get(name, "").strip()
        if re.fullmatch(r"\d{1,12}(\.\d{1,6})?", value):
            return min(float(value) * unit, LONGEST_WAIT)
    until = None
    with suppress(ValueError, TypeError):
        until = parsedate_to_datetime(headers.get("retry-after", ""))
    if until is not None:
        until = until if until.tzinfo else until.replace(tzinfo=UTC)
        return min(max((until - now).total_seconds(), 0.0), LONGEST_WAIT)
    return seconds_until_reset(headers)


def _detail(body: bytes) -> ErrorDetail | None:
    with suppress(msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return _error_body.decode(body).error
    return None
