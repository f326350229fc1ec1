"""What an explanation is: exact figures in nanos, and the names that moved them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from core.questions.dimensions import Dimension
from core.questions.filters import Filter, Filters
from core.questions.not_understood import NotUnderstood
from core.questions.question import Question
from core.reports.report import BeforeHistory, Change, NoConnection, NoSuchUser, NothingLeft, NothingYet
from core.why.cells import Pair
from core.why.parts import Parts
from core.why.uses import Uses

Days = tuple[date, date]
"""The first and the last of some UTC days."""


@dataclass(frozen=True, slots=True)
class Inside:
    """What most of a mover's change is of, by another dimension."""

    dimension: Dimension
    name: str
    """From outside."""
    percent: int
    """Of the mover's change; it may be over 100, where others went the other way."""


@dataclass(frozen=True, slots=True)
class Mover:
    """A line of an explanation."""

    name: str
    """From outside; "" for everything else."""
    cost: Pair
    shown: str
    """The change without its sign, as people read it. What the lines show adds up to the change that is shown."""
    parts: Parts
    by_models: int = 0
    """How much of the mix is that other models did the work."""
    models: int = 0
    """How many models were billed."""
    uses: Uses | None = None
    inside: tuple[Inside, ...] = ()
    filter: Filter | None = None
    """What narrows a question to it; None where nothing does."""
    others: int = 0
    """How many "everything else" stands for."""


@dataclass(frozen=True, slots=True)
class News:
    """Something that is billed in the days that are explained, or in those before, alone."""

    dimension: Dimension
    name: str
    """From outside."""
    nanos: int


@dataclass(frozen=True, slots=True)
class Explanation:
    question: Question
    days: Days
    """The settled days that are explained."""
    before: Days
    """What they are compared with."""
    change: Change
    shown: str
    """Its size, as people read it: what the lines add up to."""
    by: Dimension
    movers: tuple[Mover, ...]
    """Those that are not noise, and last what the others come to together; largest first."""
    new: tuple[News, ...]
    looked_back: int
    """In how many days right before there was nothing of what is new."""
    gone: tuple[News, ...]
    other_currencies: Mapping[str, Change]
    """What is billed in others: in no line and in no total."""
    open_days: tuple[date, ...]
    """Days of the period that have begun, are not settled, and are not in it."""
    is_shared: bool
    """Whether bills were shared out by what was used: then all amounts are about."""
    read_at: datetime | None
    now: datetime
    scopes: tuple[Filters, ...] = ()


@dataclass(frozen=True, slots=True)
class NothingSettled:
    """No day of the period is settled yet."""

    question: Question
    newest: date | None
    """The newest day that is settled, with what it is compared with."""


@dataclass(frozen=True, slots=True)
class Incomparable:
    """The days before are not all collected and settled."""

    question: Question
    days: Days
    before: Days
    history_from: date


@dataclass(frozen=True, slots=True)
class NothingBilled:
    """There is no bill in either."""

    question: Question
    days: Days
    before: Days
    scopes: tuple[Filters, ...]


Explained = (
    Explanation
    | NothingSettled
    | Incomparable
    | NothingBilled
    | NoConnection
    | NothingYet
    | BeforeHistory
    | NothingLeft
    | NoSuchUser
    | NotUnderstood
)
