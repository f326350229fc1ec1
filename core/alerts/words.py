"""An alert in words. Names in them are from outside: they are shown as plain text."""

from datetime import date, datetime
from typing import Final

from core import amounts
from core.alerts.life import Event, State, Turn
from core.alerts.rule import New, Over, OverUsual, Span
from core.alerts.told import Told
from core.questions.dimensions import Dimension, Measure
from core.questions.filters import in_words
from core.questions.words import shortened

_ALMOST_ALL: Final = 90
_LIGHTS: Final = {
    State.FIRING: "🔴",
    State.ACKNOWLEDGED: "🟡",
    State.SNOOZED: "🟡",
    State.EXPECTED: "🟢",
    State.RESOLVED: "🟢",
}


def number(amount: int, unit: str) -> str:
    """ "≈ $38", "2.1M tokens", "9,000 requests"."""
    if unit == Measure.TOKENS:
        return f"{amounts.tokens(amount)} tokens"
    if unit == Measure.REQUESTS:
        return f"{amounts.count(amount)} requests"
    return f"≈ {amounts.about(amount, unit)}"


def headline(told: Told) -> str:
    """ "🔴 nightly-eval is spending ≈ $38 an hour; usual at this hour is under $3"."""
    return f"{_LIGHTS[told.alert.state]} {_what(told)}"


def _what(told: Told) -> str:
    alert, finding, who = told.alert, told.alert.finding, subject(told)
    day = amounts.weekday(finding.last.date())
    match told.condition:
        case OverUsual(Span.HOUR):
            if not alert.is_open:
                return f"{who} was spending up to {number(alert.peak, finding.unit)} an hour"
            return f"{who} is spending {number(finding.amount, finding.unit)} an hour; {_usual_hour(told)}"
        case OverUsual():
            so_far = number(finding.amount, finding.unit)
            return f"{day} comes to {so_far}{_of(told)}; a usual {finding.last:%A} to {_limit(told)}"
        case Over(Span.DAY):
            return f"{day} is over {_limit(told)}{_of(told)}: {number(finding.amount, finding.unit)} so far"
        case Over():
            spent, hour = number(finding.amount, finding.unit), f"{finding.last:%H:%M} UTC"
            return f"{spent}{_of(told)} in the hour from {hour}; the limit is {_limit(told)}"
        case New(dimension):
            return f"A new {dimension}: {who} has cost {number(finding.so_far, finding.unit)} so far"


def subject(told: Told) -> str:
    """Whom it is about: "nightly-eval", "Everything", "project Search & Rank"."""
    if told.about is not None:
        return shortened(told.about.name)
    return shortened(in_words(told.filters)) or "Everything together"


def _of(told: Told) -> str:
    return f" for {subject(told)}" if told.filters else ""


def _usual_hour(told: Told) -> str:
    """What is usual, rounded up."""
    usual = told.alert.finding.usual
    return f"usual at this hour is under {amounts.about(_ceiling(usual), told.alert.finding.unit).removesuffix('.00')}"


def _ceiling(nanos: int) -> int:
    """The next whole unit of the currency."""
    return (nanos // amounts.NANOS_IN_A_CENT // 100 + 1) * 100 * amounts.NANOS_IN_A_CENT


def _limit(told: Told) -> str:
    return number(told.alert.finding.usual, told.alert.finding.unit).removeprefix("≈ ")


def cause(told: Told) -> str:
    """ "Since 02:00 UTC, ≈ $31 so far (seen 02:50 UTC). Almost all o3, project Search & Rank."."""
    alert, finding = told.alert, told.alert.finding
    since = clock(finding.since, alert.seen_at.date())
    so_far = number(finding.so_far, finding.unit)
    seen = f"seen {clock(alert.seen_at, finding.since.date())}"
    match told.condition:
        case OverUsual(Span.HOUR):
            came = f"{so_far} {'so far' if alert.is_open else 'in all'}"
            start = f"Since {since}, {came} ({seen})."
        case New() | Over(Span.HOUR):
            start = f"Since {since} ({seen})."
        case _:
            start = f"It went over at about {since} ({seen})."
    made_of = _made_of(told)
    return f"{start} {made_of[:1].upper()}{made_of[1:]}." if made_of else start


def _made_of(told: Told) -> str:
    """ "almost all o3, project Search & Rank, by Ana", "72 % gpt-5, 64 % key ci"."""
    words, before = [], ""
    for part in told.parts:
        much = _much(part.percent)
        name = shortened(part.name) if part.dimension is Dimension.MODEL else f"{part.dimension} {shortened(part.name)}"
        words.append(name if much == before else f"{much} {name}")
        before = much
    if told.person is not None:
        much = _much(told.person.percent)
        name = shortened(told.person.name)
        whose = f"with a key owned by {name}" if told.person.owns else f"by {name}"
        words.append(whose if much == before else f"{much} {whose}")
    return ", ".join(words)


def _much(percent: int) -> str:
    return "almost all" if percent >= _ALMOST_ALL else amounts.in_percent(percent)


def event_words(event: Event, told: Told, name: str) -> str:
    """A line for the thread; `name`: what the person is called, from outside."""
    at, unit = clock(event.at, event.at.date()), told.alert.finding.unit
    so_far = number(event.so_far, unit)
    match event.turn:
        case Turn.FIRED:
            return f"Told {at}."
        case Turn.GREW:
            return f"It has come to {so_far} by {at}."
        case Turn.WOKE:
            return f"Snoozed until {at}, and it goes on: {so_far} so far."
        case Turn.CAME_BACK:
            return f"It is back, seen {at}: {so_far} since {clock(told.alert.finding.since, event.at.date())}."
        case Turn.ACKNOWLEDGED:
            return f"Acknowledged by {name} {at}."
        case Turn.SNOOZED:
            until = clock(event.until, event.at.date()) if event.until is not None else "later"
            return f"Snoozed by {name} {at}, until {until}."
        case Turn.EXPECTED:
            return f"Expected, says {name} {at}: as much is usual from now on."
        case Turn.RESOLVED:
            return f"{_over(told)} {so_far}.{_still(event)}"
        case Turn.OFF | Turn.CHANGED:
            how = "is off" if event.turn is Turn.OFF else f"was changed by {name}"
            return f"{told.rule} {how}, so nobody watches this any more; by {at} it had come to {so_far}."


def _over(told: Told) -> str:
    finding = told.alert.finding
    match told.condition:
        case OverUsual(Span.HOUR):
            return f"Back to usual since {_next_hour(finding.last)} UTC; it came to"
        case New():
            return "In its first days it has come to"
        case Over(Span.HOUR):
            return f"Under the limit since {_next_hour(finding.last)} UTC; it came to"
        case _:
            return f"{amounts.weekday(finding.last.date())} is over; it came to"


def _still(event: Event) -> str:
    return f" It stays snoozed until {clock(event.until, event.at.date())}." if event.until is not None else ""


def _next_hour(last: datetime) -> str:
    return f"{(last.hour + 1) % 24:02}:00"


def clock(at: datetime, today: date) -> str:
    """ "02:50 UTC", on another day "Tue 24 Nov 02:50 UTC"."""
    return f"{at:%H:%M} UTC" if at.date() == today else f"{amounts.weekday(at.date())} {at:%H:%M} UTC"
