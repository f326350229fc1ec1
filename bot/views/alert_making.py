"""What somebody reads who has made an alert rule, or wanted to."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from bot.views.command_buttons import command_button
from bot.views.subscriptions import kept_back, title
from bot.views.text import escape, mrkdwn, plain
from core.alerts.read import Asked
from core.alerts.rule import Over, OverUsual, Span
from core.alerts.sentence import mention, rule_sentence
from core.alerts.spec import read_spec
from core.alerts.told import Told
from core.alerts.usual import DAYS_NEEDED
from core.alerts.words import clock, headline, number, subject
from core.questions import NotUnderstood, nearest_filters
from core.subscriptions import Subscription
from core.subscriptions.night import NIGHT

Block = dict[str, Any]
Message = tuple[str, list[Block]]

GONE: Final = "There is no such alert rule that you can change. `/tokenmeter alert list` shows those there are."
NO_PEOPLE: Final = (
    "An alert rule is about models, projects, keys or connections, not about people. `/tokenmeter usage for user:NAME` "
    "answers managers."
)
LISTED: Final = 8
LONGEST_OPEN: Final = 150
LONGEST_STAND: Final = 900
"""Characters, of one open alert and of all, escaped: beside them stand what the rule says and whom it tells."""


def build_made(made: Subscription, by: str, known: int) -> Message:
    """`known`: of how many days there is history."""
    learns = not isinstance(read_spec(made.spec), Over) and known < DAYS_NEEDED
    then = f"It is {learning_words(known)}." if learns else "It judges what happens from now on."
    return _set(f"{title(made)} is set, told {_places(made, by)}. {then}{_at_night(made)}", made)


def build_changed(changed: Subscription, by: str, now: datetime) -> Message:
    text = f"{title(changed)} holds from now on, told {_places(changed, by)}.{_at_night(changed)}"
    return _set(f"{text} {kept_back(changed, now)}".rstrip(), changed)


def not_yours(rule: Subscription) -> str:
    return f"{title(rule)} was set by <@{rule.made_by}>, who can change it, as can the managers of TokenMeter."


def rules_near(missed: NotUnderstood, asked: Asked, today: date) -> NotUnderstood:
    """The same, with rules in place of the questions that it offers."""
    nearest = [rule_sentence(asked.condition, each, asked.places) for each in nearest_filters(missed, today)]
    return NotUnderstood(missed.what, tuple(nearest), missed.why)


def build_replay(rule: Subscription, told: Sequence[Told], days: int) -> Message:
    """What it would have told in the last `days` days, the oldest first in `told`."""
    name = "This rule" if not rule.uid else f"`{rule.name}`"
    if not told:
        text = f"{name} would not have fired in the last {days} days."
        return text, [{"type": "section", "text": plain(text.replace("`", ""))}]
    times = "once" if len(told) == 1 else f"{len(told)} times"
    text = f"{name} would have fired {times} in the last {days} days."
    lines = [_line(each) for each in reversed(told[-LISTED:])]
    if len(told) > LISTED:
        lines.append(f"and {len(told) - LISTED} earlier")
    blocks: list[Block] = [
        {"type": "section", "text": mrkdwn(f"*{text}*")},
        {"type": "section", "text": plain("\n".join(lines))},
        {"type": "context", "elements": [plain("Hours are estimated at today's prices from what was used in them.")]},
    ]
    return text, blocks


def build_learning(rule: Subscription, days: int) -> Message:
    """There is not enough history to replay it."""
    needed = 1 if isinstance(read_spec(rule.spec), Over) else DAYS_NEEDED
    text = f"Still learning: {days} of {needed} days of history are there. It judges once they are."
    return text, [{"type": "section", "text": plain(text)}]


def learning_words(days: int) -> str:
    """mrkdwn, in a list."""
    return f"still learning: {days} of {DAYS_NEEDED} days of history are there"


def open_words(told: Sequence[Told]) -> str:
    """What is open of a rule, in a list: mrkdwn, as much as there is room for."""
    lines: list[str] = []
    for each in told:
        line = escape(f"{headline(each)[:LONGEST_OPEN]} · {each.alert.state}")
        if lines and len("\n".join([*lines, line])) > LONGEST_STAND:
            break
        lines.append(line)
    more = len(told) - len(lines)
    return "\n".join([*lines, f"and {more} more"] if more else lines)


def build_no_right(rule: Subscription) -> Message:
    text = "What this rule tells is not for you to see: a manager of TokenMeter has limited what you may ask about."
    return text, [{"type": "section", "text": plain(text)}]


def _line(told: Told) -> str:
    """ "• Sun 22 Nov 01:00 UTC  nightly-eval  ≈ $71, ≈ $38 an hour"."""
    finding = told.alert.finding
    since = clock(finding.since, date.min)
    return f"• {since} · {subject(told)} · {number(finding.so_far, finding.unit)}"


def _set(text: str, rule: Subscription) -> Message:
    buttons = [
        command_button("now", "Last 90 days", f"alert now {rule.name}"),
        command_button("list", "All alert rules", "alert list"),
        command_button("off", "Turn it off", f"alert off {rule.name}"),
    ]
    return text, [{"type": "section", "text": mrkdwn(text)}, {"type": "actions", "elements": buttons}]


def _at_night(rule: Subscription) -> str:
    condition = read_spec(rule.spec)
    runaway = isinstance(condition, OverUsual) and condition.span is Span.HOUR
    if runaway or all(each.is_channel for each in rule.recipients):
        return ""
    return f" What comes by DM waits from {NIGHT[0]:%H:%M} to {NIGHT[1]:%H:%M} of one's own time for the morning."


def _places(rule: Subscription, by: str) -> str:
    places = ["you by DM" if each.id == by else mention(each.id) for each in rule.recipients]
    return f"to {', '.join(places)}"
