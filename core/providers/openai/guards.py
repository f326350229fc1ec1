"""OpenAI's own guards: the limits it stops at, and the amounts it mails at, of an organization and of its projects."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Final

import msgspec

from core.amounts import NANOS_IN_A_CENT
from core.concurrency import together
from core.providers.contract import Nonsense, NotOffered, SpendAlert, SpendLimit
from core.providers.openai import wire
from core.providers.openai.listing import listed
from core.providers.openai.reports import (
    PROJECT_SPEND_ALERTS,
    PROJECT_SPEND_LIMIT,
    READ_NAMES,
    SPEND_ALERTS,
    SPEND_LIMIT,
)
from core.providers.openai.transport import Patience, Request, Transport

_MONTH: Final = "month"
"""The only interval there is; what another one counts, nobody knows yet."""
_READS: Final = "spend limits"

_limit = msgspec.json.Decoder(wire.SpendLimit)
_alerts = msgspec.json.Decoder(wire.Listing[wire.SpendAlert])


async def spend_limits(transport: Transport, patience: Patience, projects: Iterable[str]) -> list[SpendLimit]:
    found = await together(_limit_of(transport, patience, project) for project in ("", *projects))
    return [limit for limit in found if limit is not None]


async def spend_alerts(transport: Transport, patience: Patience, projects: Iterable[str]) -> list[SpendAlert]:
    found = await together(_alerts_of(transport, patience, project) for project in ("", *projects))
    return [alert for alerts in found for alert in alerts]


async def _limit_of(transport: Transport, patience: Patience, project: str) -> SpendLimit | None:
    path = PROJECT_SPEND_LIMIT if project else SPEND_LIMIT
    try:
        body = await transport.get(Request(path, (), READ_NAMES, _READS, project), patience)
    except NotOffered:
        return None  # there is none
    limit = None
    with suppress(msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        limit = _limit.decode(body)
    if limit is None:
        raise Nonsense("a spend limit that is not of the documented form")
    if limit.interval != _MONTH:
        return None
    nanos, currency = limit.threshold_amount * NANOS_IN_A_CENT, limit.currency.lower()
    return SpendLimit(project, nanos, currency, limit.enforcement.status == "enforcing")


async def _alerts_of(transport: Transport, patience: Patience, project: str) -> list[SpendAlert]:
    path = PROJECT_SPEND_ALERTS if project else SPEND_ALERTS
    try:
        alerts = await listed(transport, patience, path, _alerts, project=project, reads=_READS)
    except NotOffered:
        return []
    return [
        SpendAlert(each.id, project, each.threshold_amount * NANOS_IN_A_CENT, each.currency.lower())
        for each in alerts
        if each.interval == _MONTH
    ]
