"""Replaying a rule: what it would have told, had it been there."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

from core.alerts.figures import Day, Figures, Hour, Hours, day_of, first_hour, hour_of, start_of, whole
from core.alerts.finding import Finding, Learning
from core.alerts.judge import eased, judge
from core.alerts.life import Alert, explained_by, raised_by, steps
from core.alerts.news import Known
from core.alerts.rule import Condition, New, OverUsual, Span
from core.questions.dimensions import Measure

_END_OF_HOUR = timedelta(minutes=59)


def found_by(condition: Condition, figures: Figures, alerts: list[Alert], known: Known = ()) -> tuple[Finding, ...]:
    """What is to be told, and what goes on of what was."""
    mine = [_unmarked(alert) for alert in alerts if alert.finding.unit == figures.unit]
    raised = raised_by(mine)
    found = judge(condition, figures, raised, known)
    if isinstance(found, Learning):
        return ()
    going_on = {each.subject for each in mine if each.is_open} - {each.subject for each in found}
    lasting = judge(eased(condition), figures, raised, known) if going_on else ()
    if not isinstance(lasting, Learning):
        found = (*found, *(each for each in lasting if each.subject in going_on))
    return tuple(replace(each, subject=f"{_mark(figures.unit)}{each.subject}") for each in found)


def _unmarked(alert: Alert) -> Alert:
    """With the subject that it has within its currency."""
    return replace(alert, subject=alert.subject.removeprefix(_mark(alert.finding.unit)))


def _mark(unit: str) -> str:
    """Begins the subjects of what is in another currency: each is judged for itself."""
    return "" if unit in ("usd", Measure.TOKENS, Measure.REQUESTS) else f"{unit} "


def replayed(
    condition: Condition, figures: Figures, first: Hour, before: tuple[Alert, ...] = (), known: Known = ()
) -> list[Alert]:
    """Every alert that a rule made at `first` would have fired, as it was in the end; each hour is judged once, with
    all that is known of it today. `before`: runaways that were told as such. `known`: what was no news at `first`."""
    alerts: dict[str, Alert] = {}
    every: dict[str, Alert] = {}
    judged_from = dict.fromkeys(figures.judged_from, first)
    hours = whole(figures.sums)
    grows = not isinstance(condition, New)
    for hour in _worth_judging(condition, figures, first, alerts):
        at = start_of(hour) + _END_OF_HOUR
        then = replace(
            figures,
            known_to=at,
            seen_to=hour,
            days=_days_until(figures.days, hours, hour),
            judged_from=judged_from,
            explained=explained_by(each for each in before if each.finding.since <= at),
        )
        found = found_by(condition, then, list(alerts.values()), known)
        for step in steps(list(alerts.values()), found, "", "", at, at, lambda: str(len(every)), grows=grows):
            alerts[step.alert.subject] = every[step.alert.uid] = step.alert
    return list(every.values())


def _worth_judging(condition: Condition, figures: Figures, first: Hour, alerts: Mapping[str, Alert]) -> Iterator[Hour]:
    """Every hour but those of which it is plain that nothing is found in them."""
    newest = hour_of(figures.known_to)
    floor = condition.floor if isinstance(condition, OverUsual) and condition.span is Span.HOUR else 0
    for hour in range(first, newest + 1):
        is_open = any(alert.is_open for alert in alerts.values())
        if is_open or not floor or any(hours.get(hour, 0) >= floor for hours in figures.sums.values()):
            yield hour


def _days_until(days: Mapping[Day, int], hours: Hours, hour: Hour) -> dict[Day, int]:
    """The days as they were in that hour: the last of them up to then."""
    today = day_of(hour)
    so_far = sum(hours.get(each, 0) for each in range(first_hour(today), hour + 1))
    return {**{day: amount for day, amount in days.items() if day < today}, today: so_far}
