"""The life of an alert: firing, then acknowledged or snoozed, then resolved. It never repeats without news."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final

from core.alerts.figures import Day, day_of, first_hour, hour_of, start_of
from core.alerts.finding import Finding
from core.alerts.rule import Condition, OverUsual, Span
from core.questions.filters import Filters

OVER_AFTER: Final = timedelta(hours=2)
"""After so long without it, as far as we know, it is over."""
SAME_FOR: Final = timedelta(hours=36)
"""What comes back within this after it was over is the same, and told where it was told."""
_HOUR: Final = timedelta(hours=1)
_SHORTEST: Final = 1 / 6
"""Of an hour: what less of it has come to says little of the rest."""
GROWN: Final = 2
"""News is also that it has come to so many times what was told."""


class State(StrEnum):
    FIRING = "firing"
    ACKNOWLEDGED = "acknowledged"
    SNOOZED = "snoozed"
    EXPECTED = "expected"
    """Somebody said so: what it came to is usual from then on."""
    RESOLVED = "resolved"


class Turn(StrEnum):
    """What has happened to an alert that somebody is to hear of."""

    FIRED = "fired"
    GREW = "grew"
    WOKE = "woke"
    """It was snoozed, and goes on."""
    CAME_BACK = "came back"
    ACKNOWLEDGED = "acknowledged"
    SNOOZED = "snoozed"
    EXPECTED = "expected"
    RESOLVED = "resolved"
    OFF = "off"
    """Its rule was turned off while it was open."""
    CHANGED = "changed"
    """Its rule was changed while it was open: to when, or of what, it tells."""


@dataclass(frozen=True, slots=True)
class Event:
    """A turn in an alert's life."""

    turn: Turn
    at: datetime
    so_far: int
    """What it had come to by then."""
    by: str = ""
    """Slack's id of who did it; "" for nobody."""
    until: datetime | None = None
    """Of one that was snoozed, and of one that ended and still is."""


@dataclass(frozen=True, slots=True)
class Alert:
    """One firing of a rule."""

    uid: str
    rule: str
    """The rule's uid."""
    scope: str
    """For whom it was judged, written: those may see all that it is about."""
    subject: str
    seen_at: datetime
    """When we first saw it."""
    finding: Finding
    """As it is now; since it began."""
    told: int
    """What it had come to when that was last told."""
    peak: int
    """The most that an hour, or a day, of it came to."""
    state: State = State.FIRING
    until: datetime | None = None
    """Of a snoozed one, also when it is over: what comes back before that is not told."""
    events: tuple[Event, ...] = ()
    """What has happened to it, the oldest first."""
    expected: int = 0
    """What an hour, or a day, of it is expected to come to by who said that it is expected; 0 where nobody has."""
    condition: Condition | None = None
    """What its rule said when it fired; None for one that was fired before this was kept."""
    filters: Filters = ()
    """What its rule was about then."""

    @property
    def is_open(self) -> bool:
        return self.state in (State.FIRING, State.ACKNOWLEDGED, State.SNOOZED)

    @property
    def is_dropped(self) -> bool:
        """Whether it ended because its rule was turned off or changed."""
        return any(event.turn in (Turn.OFF, Turn.CHANGED) for event in self.events)


@dataclass(frozen=True, slots=True)
class Step:
    alert: Alert
    """As it is after it."""
    turn: Turn | None
    """None: only its figures have changed."""


def steps(
    alerts: Sequence[Alert],
    findings: Sequence[Finding],
    rule: str,
    scope: str,
    known_to: datetime,
    now: datetime,
    new_uid: Callable[[], str],
    *,
    grows: bool = True,
    by_day: bool = False,
) -> list[Step]:
    """What becomes of a rule's alerts, the newest of each subject among them, after it was judged.

    `grows`: whether it is news that one has come to a multiple. `by_day`: whether each day is a subject of its own;
    then who snoozes one snoozes those to come.
    """
    asleep = {each.finding.unit for each in alerts if by_day and each.until is not None and each.until > now}
    by_subject = {alert.subject: alert for alert in sorted(alerts, key=lambda each: each.seen_at)}
    taken: list[Step] = []
    for finding in findings:
        alert = by_subject.pop(finding.subject, None)
        if alert is None or not (alert.is_open or _is_asleep(alert, now) or _is_same(alert, finding)):
            if finding.unit in asleep:
                continue
            uid, told = new_uid(), finding.so_far
            fired = Alert(uid, rule, scope, finding.subject, now, finding, told, finding.amount)
            taken.append(_step(fired, Turn.FIRED, State.FIRING, now))
            continue
        step = _gone_on(alert, finding, now, grows=grows) or Step(alert, None)
        if _is_over(step.alert, known_to):
            taken.append(_ended(step.alert, now))
        elif step.alert is not alert:
            taken.append(step)
    over = [each for each in by_subject.values() if _is_over(each, known_to)]
    return taken + [_ended(each, now) for each in over]


def acknowledged(alert: Alert, by: str, now: datetime) -> Step | None:
    """None where there is nothing to acknowledge any more."""
    if alert.state not in (State.FIRING, State.SNOOZED):
        return None
    return _step(alert, Turn.ACKNOWLEDGED, State.ACKNOWLEDGED, now, by)


def snoozed(alert: Alert, by: str, until: datetime, now: datetime) -> Step | None:
    """None where it is over."""
    return _step(alert, Turn.SNOOZED, State.SNOOZED, now, by, until) if alert.is_open else None


def expected(alert: Alert, by: str, now: datetime) -> Step | None:
    """None where somebody has said so before."""
    if alert.state is State.EXPECTED:
        return None
    step = _step(alert, Turn.EXPECTED, State.EXPECTED, now, by)
    return replace(step, alert=replace(step.alert, expected=max(alert.peak, _at_this_pace(alert, now))))


def _at_this_pace(alert: Alert, now: datetime) -> int:
    """What the hour, or the day, that it was last seen in comes to when it goes on as it does."""
    finding, hour = alert.finding, hour_of(alert.finding.last)
    hours = {bar.hour: bar.amount for bar in finding.bars}
    if not isinstance(alert.condition, OverUsual):
        return 0
    if alert.condition.span is Span.HOUR:
        gone = (now - finding.last) / _HOUR
        return round(hours.get(hour, 0) / max(gone, _SHORTEST)) if gone < 1 else 0
    left = (start_of(first_hour(day_of(hour) + 1)) - now) / _HOUR
    return finding.amount + round(max(hours.get(hour, 0), hours.get(hour - 1, 0)) * max(left, 0))


def turned_off(alert: Alert, now: datetime) -> Step:
    return _step(alert, Turn.OFF, State.RESOLVED, now)


def rule_changed(alert: Alert, by: str, now: datetime) -> Step:
    return _step(alert, Turn.CHANGED, State.RESOLVED, now, by)


def _step(alert: Alert, turn: Turn, state: State, now: datetime, by: str = "", until: datetime | None = None) -> Step:
    event = Event(turn, now, alert.finding.so_far, by, until)
    return Step(replace(alert, state=state, until=until, events=(*alert.events, event)), turn)


def _ended(alert: Alert, now: datetime) -> Step:
    if alert.events[-1].turn is Turn.RESOLVED:
        # It came back while it was snoozed, and nobody was told.
        return Step(replace(alert, state=State.RESOLVED), None)
    until = alert.until if alert.until is not None and alert.until > now else None
    return _step(alert, Turn.RESOLVED, State.RESOLVED, now, until=until)


def raised_by(alerts: Sequence[Alert]) -> dict[str, int]:
    """By subject, what was called expected."""
    raised: dict[str, int] = {}
    for alert in alerts:
        if alert.state is State.EXPECTED:
            raised[alert.subject] = max(alert.peak, alert.expected, raised.get(alert.subject, 0))
    return raised


def explained_by(runaways: Iterable[Alert]) -> dict[Day, int]:
    """By day, what runaways have come to."""
    explained: Counter[Day] = Counter()
    for alert in runaways:
        for event, after in pairwise(alert.events):
            if event.turn is Turn.RESOLVED and after.turn is Turn.CAME_BACK:
                explained[day_of(hour_of(event.at - OVER_AFTER))] += event.so_far
        found = alert.finding
        first, last = hour_of(found.since), hour_of(found.last)
        shown = [bar for bar in found.bars if first <= bar.hour <= last]
        explained[day_of(first)] += found.so_far - sum(bar.amount for bar in shown)
        for bar in shown:
            explained[day_of(bar.hour)] += bar.amount
    return dict(explained)


def _is_over(alert: Alert, known_to: datetime) -> bool:
    """Only what was collected after it was seen can say so: judged twice by the same figures, it is as after once."""
    return alert.is_open and known_to > alert.seen_at and known_to - alert.finding.last >= OVER_AFTER


def _is_same(alert: Alert, finding: Finding) -> bool:
    """Whether what is over has come back; not what is still the hours it ended with."""
    return alert.state is State.RESOLVED and finding.since - alert.finding.last <= SAME_FOR


def _is_asleep(alert: Alert, now: datetime) -> bool:
    """Whether it is over, and what comes back is not told yet."""
    return alert.state is State.RESOLVED and alert.until is not None and alert.until > now


def _gone_on(alert: Alert, finding: Finding, now: datetime, *, grows: bool) -> Step | None:
    was = alert.finding
    is_known = was.last >= finding.last and was.amount >= finding.amount and was.so_far >= finding.so_far
    if is_known and not _is_due(alert, now):
        return None
    goes_on = finding.since <= alert.finding.last
    merged = replace(finding, since=min(alert.finding.since, finding.since)) if goes_on else finding
    changed = replace(alert, finding=merged, peak=max(alert.peak, finding.amount))
    told = replace(changed, told=merged.so_far)
    if alert.state is State.RESOLVED:
        if finding.last <= alert.finding.last:
            return None
        if _is_asleep(alert, now):
            return Step(replace(told, state=State.SNOOZED), None)
        return _step(told, Turn.CAME_BACK, State.FIRING, now)
    if _is_due(alert, now):
        return _step(told, Turn.WOKE, State.FIRING, now)
    if grows and alert.state is not State.SNOOZED and merged.so_far >= alert.told * GROWN:
        return _step(told, Turn.GREW, alert.state, now)
    return Step(changed, None)


def _is_due(alert: Alert, now: datetime) -> bool:
    """Whether it was put off until now."""
    return alert.state is State.SNOOZED and alert.until is not None and alert.until <= now
