"""Judging a rule: what is to be told now, if it was not told before."""

from collections.abc import Mapping

from core.alerts.figures import Figures, day_of, hour_of
from core.alerts.finding import Judged, Learning
from core.alerts.limits import over_limit, unusual_days
from core.alerts.news import Known, news
from core.alerts.rule import Condition, New, Over, OverUsual, Span
from core.alerts.runaways import runaways
from core.alerts.usual import DAYS_NEEDED


def judge(rule: Condition, figures: Figures, raised: Mapping[str, int], known: Known = ()) -> Judged:
    """`raised`: by subject, what somebody has called expected. `known`: what a rule of news is not to tell."""
    match rule:
        case Over():
            return over_limit(rule, figures)
        case OverUsual(Span.DAY):
            return unusual_days(rule, figures, raised)
        case OverUsual():
            days = history(figures)
            return runaways(rule, figures, raised) if days >= DAYS_NEEDED else Learning(days)
        case New():
            days = history(figures)
            return news(rule, figures, known) if days >= DAYS_NEEDED else Learning(days)


def eased(rule: Condition) -> Condition:
    """What goes on until this is not found any more: an alert is not to come and go around its limit."""
    match rule:
        case Over():
            return rule
        case OverUsual(span, percent, floor):
            return OverUsual(span, 100 + (percent - 100) * 2 // 3, floor * 2 // 3)
        case New():
            return rule


def history(figures: Figures) -> int:
    """Over how many days before the newest one hours are known."""
    return max(0, day_of(hour_of(figures.known_to)) - figures.known_from)
