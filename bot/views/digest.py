"""A digest: what was spent since the one before, the month, who moved it, and how far to trust it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.views.answer_words import facts, footer, mark
from bot.views.ask_buttons import ask_buttons, detail_button, why_button
from bot.views.budget_words import standing_words
from bot.views.command_buttons import command_button
from bot.views.forecast import usual_error
from bot.views.ids import command
from bot.views.movers import build_movers
from bot.views.text import escape, mrkdwn, plain
from bot.views.why_words import mover_words, one_line, span
from core import amounts
from core.alerts.life import State as AlertState
from core.alerts.told import Told as AlertTold
from core.alerts.words import clock, number, subject
from core.budgets import Every, State
from core.digests.digest import Digest
from core.digests.schedule import Occurrence
from core.digests.told import Moved, Told
from core.forecasts import Forecast
from core.guards import Limit
from core.reports import alt_text
from core.reports.chart import headline_amount

Block = dict[str, Any]

LONGEST_HEADER: Final = 150
LONGEST_ALT: Final = 2000
_MOST_SKIPPED: Final = 3
_MOST_ALERTS: Final = 3
_MOST_LIMITS: Final = 3


def build_digest(told: Told, chart_file_id: str | None, *, preview: bool = False) -> tuple[str, list[Block]]:
    """Text and blocks. Names from outside stand in plain text and rich text only."""
    head = _head(told)
    blocks: list[Block] = [
        {"type": "header", "text": plain(head[:LONGEST_HEADER])},
        {"type": "section", "text": plain("\n".join(_facts(told)))},
    ]
    if chart_file_id is not None:
        picture = {"slack_file": {"id": chart_file_id}, "alt_text": alt_text(told.charted)[:LONGEST_ALT]}
        blocks.append({"type": "image", **picture})
    if told.moved is not None:
        blocks.append(_movers(told.moved))
    blocks.append({"type": "context", "elements": [plain(_trust(told, preview))]})
    if not preview:
        blocks.append({"type": "actions", "elements": _buttons(told)})
    return f"{head}. {escape(_facts(told)[0])}", blocks


def build_nothing_to_tell(
    name: str,
    digest: Digest,
    occurrence: Occurrence,
    days: str,
    why: str,
    late: timedelta = timedelta(0),
    skipped: Sequence[date] = (),
    *,
    preview: bool = False,
) -> tuple[str, list[Block]]:
    """In a digest's place, where nothing can be told; `why` is mrkdwn of ours, `days` names what it is about."""
    said = f"*{days}* · {why}" if not skipped else f"*{days}* · {why}\n{_not_posted(skipped)}"
    about = "preview" if preview else name
    blocks: list[Block] = [
        {"type": "section", "text": mrkdwn(said)},
        {"type": "context", "elements": [plain(f"{about} · {_posted(digest, occurrence)}{_late(late)}")]},
    ]
    if not preview:
        blocks.append({"type": "actions", "elements": _mute_and_settings(name)})
    return f"{days}: {why}", blocks


def build_no_right(name: str) -> tuple[str, list[Block]]:
    text = f"What `{name}` tells is not for you to see: a manager of TokenMeter has limited what you may ask about."
    return text, [{"type": "section", "text": mrkdwn(text)}]


def _head(told: Told) -> str:
    """ "Tue 24 Nov $298.11 + ≈ $14 not billed yet · ▲ 41 % ($91) on Tue 17 Nov"."""
    spent = told.spent
    amount = headline_amount(spent)
    others = [f"{mark(spent)}{amounts.billed(nanos, each)}" for each, nanos in spent.other_currencies.items()][:2]
    start = f"{spent.question.period.title} {mark(spent)}{' and '.join([amount, *others])}"
    return f"{start} · {_change(told)}" if told.change is not None else start


def _change(told: Told) -> str:
    change = told.change
    if change is None:
        return ""
    before = span(told.before, told.spent.days.now.year)
    if change.as_usual:
        return f"as usual on {before}" if told.before[0] != told.before[1] else f"about as on {before}"
    about = "" if told.is_settled else "≈ "
    percent = f"{about}{amounts.in_percent(abs(change.percent))} " if change.percent is not None else about
    size = amounts.about(abs(change.difference), change.unit)
    return f"{amounts.arrow(change.difference)} {percent}({size}) on {before}"


def _facts(told: Told) -> list[str]:
    beside = _beside(told)
    lines = [_month(told, beside)] if told.month is not None else []
    lines += [_budget(each) for each in told.budgets if each is not beside]
    lines += facts(told.spent)[1:]
    if told.moved is None and told.change is not None and not told.change.as_usual:
        lines.append("Who moved it is told here once the bill is in.")
    if told.alerts:
        lines.append(_alerts(told.alerts))
    if told.skipped:
        lines.append(_not_posted(told.skipped))
    return lines or [f"By {told.digest.by}, {amounts.days(told.charted.days.first, told.charted.days.last)}."]


def _beside(told: Told) -> tuple[str, State] | None:
    """The budget that stands in the month's line, for it is of that month."""
    month = told.month
    if month is None:
        return None
    of = Every.MONTH, month.days.first, month.unit
    return next(
        (each for each in told.budgets if (each[1].budget.every, each[1].first, each[1].budget.currency) == of), None
    )


def _month(told: Told, beside: tuple[str, State] | None) -> str:
    """ "November so far $5,020.64 + ≈ $14 not billed yet · 55 % of budget b1 ($9,000), on track · forecast $6,600 ±
    $300, usually within 6 % · OpenAI's limit $20,000"."""
    month = told.month
    if month is None:
        return ""
    parts = [f"{month.question.period.title} {mark(month)}{headline_amount(month)}"]
    if beside is not None:
        name, state = beside
        amount = amounts.about(state.budget.amount, state.budget.currency)
        parts.append(f"{amounts.in_percent(state.percent)} of budget {name} ({amount}){_pace(state, ', ')}")
    if isinstance(month.forecast, Forecast):
        parts.append(f"forecast {month.forecast.shown}{usual_error(month.forecast)}")
    return " · ".join([*parts, *_limits(told.limits)])


def _budget(named: tuple[str, State]) -> str:
    """ "Budget b1: ≈ $912 of $1,500 for the week of 23 Nov, 60 % · used up on 27 Nov at this pace"."""
    name, state = named
    return f"Budget {name}: {standing_words(state)}{_pace(state, ' · ')}"


def _pace(state: State, start: str) -> str:
    if not isinstance(state.ahead, Forecast) or state.spent >= state.budget.amount:
        return ""
    on = state.used_up_on
    if on is None:
        return f"{start}on track"
    # A digest that is edited days later knows of days that it does not tell of.
    is_ahead = on >= state.now.date()
    return f"{start}used up on {amounts.day(on)}{' at this pace' if is_ahead else ''}"


def _limits(limits: Sequence[tuple[str, Limit]]) -> list[str]:
    """ "OpenAI's limit $20,000", "OpenAI's limits $20,000 (Acme), $5 (Labs, reached: requests are refused), 2 more"."""
    if not limits:
        return []
    told = []
    for name, limit in limits[:_MOST_LIMITS]:
        reached = ["reached: requests are refused"] if limit.blocking_since is not None else []
        more = ", ".join([*([one_line(name)] if name else []), *reached])
        told.append(f"{amounts.about(limit.nanos, limit.currency)}{f' ({more})' if more else ''}")
    left = len(limits) - len(told)
    what = "limit" if len(limits) == 1 else "limits"
    return [f"OpenAI's {what} {', '.join([*told, *([f'{left} more'] if left else [])])}"]


def _alerts(open_alerts: Sequence[AlertTold]) -> str:
    """ "One open alert: nightly-eval, ≈ $71 since 22 Nov 01:00 UTC, acknowledged"."""
    told = []
    for each in open_alerts[:_MOST_ALERTS]:
        finding = each.alert.finding
        state = "" if each.alert.state is AlertState.FIRING else f", {each.alert.state}"
        since = clock(finding.since, date.min)
        told.append(f"{one_line(subject(each))}, {number(finding.so_far, finding.unit)} since {since}{state}")
    more = len(open_alerts) - len(told)
    count = "One open alert" if len(open_alerts) == 1 else f"{len(open_alerts)} open alerts"
    return f"{count}: {'; '.join(told)}{f'; {more} more' if more else ''}"


def _not_posted(skipped: Sequence[date]) -> str:
    shown = [amounts.weekday(each) for each in skipped[-_MOST_SKIPPED:]]
    more = len(skipped) - len(shown)
    dates = ", ".join([*([f"{more} earlier"] if more > 0 else []), *shown])
    return f"Not posted: {dates}."


def _movers(moved: Moved) -> Block:
    lines = []
    for mover, size, exact in moved.movers:
        name = one_line(mover.name) if mover is not None else "everything else"
        words = mover_words(moved.found, mover) if mover is not None else ""
        lines.append((f"{amounts.arrow(exact)} {size}" if exact else size, name, words))
    return build_movers(lines)


def _trust(told: Told, preview: bool) -> str:
    posted = f"{_posted(told.digest, told.occurrence)}{_late(told.late)}"
    parts = ["preview" if preview else told.name, posted, footer(told.charted)]
    if told.moved is not None and told.spent.days.unsettled:
        parts.append("who moved it by what is billed so far")
    return " · ".join(parts)


def _posted(digest: Digest, occurrence: Occurrence) -> str:
    """ "Wed 25 Nov, 09:00 Europe/Berlin"."""
    local = occurrence.at.astimezone(ZoneInfo(digest.schedule.zone))
    return f"{amounts.weekday(local.date())}, {local:%H:%M} {digest.schedule.zone}"


def _late(late: timedelta) -> str:
    minutes = int(late / timedelta(minutes=1))
    if not minutes:
        return ""
    much = f"{minutes // 60}{amounts.NO_BREAK}h" if minutes >= 120 else f"{minutes}{amounts.NO_BREAK}min"
    return f" (posted {much} late)"


def _buttons(told: Told) -> list[Block]:
    question = told.spent.question
    whole = replace(question, by=())
    ask = ask_buttons([("Ask", question)])
    return [*ask, why_button(whole), detail_button(question), *_mute_and_settings(told.name)]


def _mute_and_settings(name: str) -> list[Block]:
    mute = {
        "type": "static_select",
        "action_id": command("mute"),
        "placeholder": plain("Mute…"),
        "options": list(
            _options(
                [
                    ("Mute for 1 day", f"digest pause {name} for 1 day"),
                    ("Mute for 7 days", f"digest pause {name} for 7 days"),
                    ("Turn it off", f"digest off {name}"),
                ]
            )
        ),
    }
    return [mute, command_button("list", "Settings", "digest list")]


def _options(ways: Iterable[tuple[str, str]]) -> Iterable[Block]:
    return ({"text": plain(text), "value": said} for text, said in ways)
