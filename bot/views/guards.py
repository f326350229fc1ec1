"""OpenAI's own spend limits and alerts in words: beside a connection, and in the DMs when one turns."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from bot.views.ids import LINK
from bot.views.text import escape, mrkdwn, plain
from core import amounts
from core.connection import Connection
from core.guards import Guarded, Guards
from core.providers.contract import SpendAlert
from core.questions.words import shortened

Block = dict[str, Any]

LIMITS_URL: Final = "https://platform.openai.com/settings/organization/limits"
MOST: Final = 4
"""Limits that are named, and amounts that are mailed at."""


def guards_lines(guards: Guards, *, manage: bool) -> Iterator[str]:
    """What stands beside a connection (mrkdwn). Amounts and projects are for those who `manage`, for others may be
    limited to a part; that the whole organization is refused, everybody may know.
    """
    if not manage:
        if any(each.limit.blocking_since and not each.limit.project for each in guards.limits):
            yield "OpenAI refuses requests: the organization's monthly limit is reached."
        return
    yield from (_near(each) for each in guards.limits[:MOST])
    more = len(guards.limits) - MOST
    if more > 0:
        yield f"and {more} more {'project has a limit' if more == 1 else 'projects have limits'} at OpenAI"
    if guards.alerts:
        yield _mails(guards.alerts)


def build_blocks(connection: Connection, guarded: Guarded, support: str) -> tuple[str, list[Block]]:
    """The DM when a limit has begun to refuse requests. `support`: the support contact, as mrkdwn."""
    limit = guarded.limit
    billed = (
        "" if guarded.billed is None else f"; {amounts.billed(guarded.billed, limit.currency)} is billed this month"
    )
    text = (
        f"🔴 OpenAI refuses requests of {_whose(connection, guarded)}: the limit of {_monthly(guarded)} that is set at "
        f"OpenAI is reached{billed}. They go through again when an owner raises the limit, or when the next month "
        f"begins (UTC). TokenMeter goes on reading. Support: {support}."
    )
    return text, _with_link(text)


def build_lets_through(connection: Connection, guarded: Guarded | None, *, is_whole: bool) -> tuple[str, list[Block]]:
    """The DM when it is over; `guarded`: the limit as it is now, if there still is one."""
    if guarded is not None:
        whose, now = _whose(connection, guarded), f"The limit is {_monthly(guarded)}."
    else:
        whose = f"*{escape(connection.name)}*" if is_whole else f"a project of *{escape(connection.name)}*"
        now = "There is no limit any more."
    text = f"🟢 OpenAI lets requests of {whose} through again. {now}"
    return text, [{"type": "section", "text": mrkdwn(text)}]


def _near(guarded: Guarded) -> str:
    limit = guarded.limit
    whom = f" {_project(guarded)}" if limit.project else ""
    if limit.blocking_since is not None:
        refuses = f"OpenAI refuses requests of{whom}" if whom else "*OpenAI refuses requests*"
        return f"{refuses}: the limit of {_monthly(guarded)} is reached"
    used = ""
    if guarded.billed is not None and limit.nanos:
        used = f": {amounts.in_percent(amounts.percent_reached(guarded.billed, limit.nanos))} billed so far this month"
    return f"OpenAI stops{whom} at {_monthly(guarded)} (hard limit){used}"


def _mails(alerts: Sequence[SpendAlert]) -> str:
    whole = [amounts.about(each.nanos, each.currency) for each in alerts if not each.project]
    projects = len({each.project for each in alerts if each.project})
    words = []
    if whole:
        more = f" and {len(whole) - MOST} more amounts" if len(whole) > MOST else ""
        words.append(f"OpenAI mails at {', '.join(whole[:MOST])}{more} a month")
    if projects:
        words.append(f"{'1 project has' if projects == 1 else f'{projects} projects have'} mail alerts at OpenAI")
    return "; ".join(words)


def _monthly(guarded: Guarded) -> str:
    return f"{amounts.about(guarded.limit.nanos, guarded.limit.currency)} a month"


def _whose(connection: Connection, guarded: Guarded) -> str:
    whole = f"*{escape(connection.name)}*"
    return f"project {_project(guarded)} of {whole}" if guarded.limit.project else whole


def _project(guarded: Guarded) -> str:
    name = escape(shortened(guarded.name))
    return f"*{name}*" if name else f"…{escape(guarded.limit.project[-4:])}"


def _with_link(text: str) -> list[Block]:
    link = {"type": "button", "action_id": LINK, "text": plain("Open OpenAI ↗"), "url": LIMITS_URL}
    return [{"type": "section", "text": mrkdwn(text)}, {"type": "actions", "elements": [link]}]
