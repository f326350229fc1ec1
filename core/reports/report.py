"""What a report is: figures that are exact, with what is known about how far to trust them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Final

from core import amounts
from core.forecasts import Forecast, TooLittle
from core.money import NANOS
from core.questions.dimensions import Dimension, Measure
from core.questions.filters import Filters
from core.questions.question import Question
from core.reports.not_billed import NotBilled
from core.restated import RestatedDay

NOISE_PERCENT: Final = 2
NOISE_NANOS: Final = NANOS
"""A change of less than 2 percent, or of less than one unit of the currency, is "as usual"."""


class Uncompared(Enum):
    """Why a report has no change."""

    NOT_SETTLED = "not settled"
    """No day at the beginning of the period is settled yet."""
    NOT_COLLECTED = "not collected"
    """Days of the period, or of those it is compared with, are not collected or not settled."""
    NOT_SPLIT = "not split"
    """The provider did not split some of those days by what the figures are narrowed to."""
    NOTHING_BEFORE = "nothing before"
    """There was nothing on the days it is compared with."""


@dataclass(frozen=True, slots=True)
class Change:
    """Settled days of the period against those they are compared with."""

    now: int
    before: int
    unit: str
    """A currency (amounts are nanos of it), or "tokens" or "requests"."""

    @property
    def difference(self) -> int:
        return self.now - self.before

    @property
    def percent(self) -> int | None:
        """Whole percent, with its sign; None where there was nothing, or a credit, before."""
        return amounts.percent(self.difference, self.before) if self.before > 0 else None

    @property
    def as_usual(self) -> bool:
        """Whether it is under the noise floor."""
        size = abs(self.difference)
        if self.unit not in (Measure.TOKENS, Measure.REQUESTS) and size < NOISE_NANOS:
            return True
        return size == 0 or size * 100 < NOISE_PERCENT * abs(self.before)


@dataclass(frozen=True, slots=True)
class Line:
    """One label's part of the total."""

    key: str
    """What its colour is kept by: the model, the provider's id …; "" for "Other"."""
    name: str
    """As people know it. It comes from outside: never to be read as markup."""
    amount: int
    """Exact: nanos of the report's currency, or a count."""
    shown: str
    """The amount as people read it. The lines' cents add up to the headline's."""
    by_day: tuple[int, ...]
    """The exact amount of each day of the period, in order."""
    change: Change | None
    others: int = 0
    """How many labels an "Other" line stands for; 0 for a line of its own."""
    not_billed: int = 0
    """What is used and not billed yet, about: nanos, not in the amount."""
    not_billed_by_day: tuple[int, ...] = ()
    """The same of each day; empty where there is nothing."""
    by_hour: tuple[int, ...] = ()
    """Where the question is by the hour: the amount of each hour of these days that has begun, in order. Of costs,
    which are billed by the day, it is shared out by what was used."""
    not_billed_by_hour: tuple[int, ...] = ()
    pattern: str = ""
    """What a filter says to keep it alone, where the question splits by one thing; "" where none can."""


@dataclass(frozen=True, slots=True)
class ReportedDays:
    """Which days a report is about, and what is known of them. All days are UTC."""

    first: date
    last: date
    """Included; today at the latest."""
    settled_to: date | None
    """The last collected day before the first one that is not settled; None when there is none."""
    unsettled: tuple[date, ...]
    """Days that may still change, today included."""
    missing: tuple[date, ...]
    """Days that should have been collected and are not, for at least one connection."""
    history_from: date | None
    """The first day of any connection's history, where the period begins before it."""
    read_at: datetime | None
    """When the newest day was last collected; the oldest such time of all connections."""
    now: datetime


@dataclass(frozen=True, slots=True)
class Report:
    question: Question
    unit: str
    """The leading currency (lower-case), or "tokens" or "requests"."""
    total: int
    """Exact, in the leading currency: nanos, or a count."""
    shown: str
    """The total as people read it: "$8,412.07"."""
    by_day: tuple[int, ...]
    """The exact total of each day of the period, in order."""
    lines: tuple[Line, ...]
    """Largest first, "Other" last; at most six. Empty when the question splits by nothing."""
    table: tuple[Line, ...]
    """The same with a hundred lines at most, where the question asks for a table."""
    other_currencies: Mapping[str, int]
    """What is billed in other currencies (nanos): it is in no line and in no total."""
    billed_to: Mapping[str, tuple[str, ...]]
    """The names of the connections that are billed in each other currency."""
    change: Change | None
    compared: tuple[date, date] | None
    """The settled days of the period that the change is about, both included; None without a change."""
    before: tuple[date, date] | None
    """The days they are compared with."""
    uncompared: Uncompared | None
    days: ReportedDays
    billed: bool
    """Whether there is a bill at all yet; False for a period so young that nothing is."""
    not_billed: NotBilled | None
    """What is used and not billed yet; None where nothing is, and for what is not counted in money."""
    scopes: tuple[Filters, ...] = ()
    """What it is narrowed to beside the question's own filters: by the asker's right, or by the place."""
    unsplit: tuple[date, ...] = ()
    """Collected days that the provider did not split by a dimension of a filter: what they have is left out."""
    restated: tuple[RestatedDay, ...] = ()
    """Settled days of the period whose bill the provider changed later, newest first. The total has what it is now."""
    shared: tuple[date, ...] = ()
    """Days whose costs the provider did not split as asked: the lines have them by what was used, about."""
    shared_by: tuple[Dimension, ...] = ()
    """What it did not split them by."""
    total_shared: bool = False
    """Whether the total, too, is about: it is narrowed by something of these."""
    forecast: Forecast | TooLittle | None = None
    """What this month, or this week, will come to, in the leading currency; None for other questions."""
    by_hour: tuple[int, ...] = ()
    """As a line's: the total of each hour."""
    not_billed_by_hour: tuple[int, ...] = ()

    @property
    def colour_keys(self) -> tuple[str, ...]:
        """The keys of the lines that have a colour, most important first."""
        return tuple(line.key for line in self.lines if not line.others)

    @property
    def has_bars(self) -> bool:
        """Whether there is anything to draw."""
        return self.billed or (self.not_billed is not None and self.not_billed.amount > 0)

    @property
    def share(self) -> tuple[str, int] | None:
        """The one thing to know: the largest line's name and its percent of all that is billed or used; None where
        credits blur it."""
        own = [line for line in self.lines if not line.others]
        if not own or self.total <= 0 or any(line.amount < 0 for line in self.lines):
            return None
        sizes = [line.amount + line.not_billed for line in self.lines]
        largest = max(own, key=lambda line: line.amount + line.not_billed)
        return largest.name, amounts.percent(largest.amount + largest.not_billed, sum(sizes))


@dataclass(frozen=True, slots=True)
class NoConnection:
    """The workspace has connected nothing yet."""


@dataclass(frozen=True, slots=True)
class NothingYet:
    """Nothing of the period is collected yet: the import is under way."""

    question: Question
    done: int
    """Days imported so far, of all that are to be imported."""
    days: int
    in_trouble: bool
    """Whether a connection cannot be read at the moment."""


@dataclass(frozen=True, slots=True)
class BeforeHistory:
    """The period lies before the first day that is collected."""

    question: Question
    history_from: date
    today: date


@dataclass(frozen=True, slots=True)
class NothingUsed:
    """The period is collected, and there was nothing in it."""

    question: Question
    days: ReportedDays
    scopes: tuple[Filters, ...] = ()


@dataclass(frozen=True, slots=True)
class NothingLeft:
    """Filters, or the asker's and the place's limits, leave nothing of what is collected."""

    question: Question
    scopes: tuple[Filters, ...]


class Unmatched(Enum):
    """Why somebody of the chat is not found among the provider's users."""

    NO_EMAIL = "no e-mail"
    """The chat does not tell the person's e-mail."""
    NOT_LISTED = "not listed"
    """None has that e-mail, and not every connection's users may be listed."""
    NOBODY = "nobody"
    """None has that e-mail."""


@dataclass(frozen=True, slots=True)
class NoSuchUser:
    """Somebody whom the question is about is no user that is known."""

    question: Question
    who: str
    """As the filter names them: a text from outside; "" for who asks."""
    why: Unmatched
