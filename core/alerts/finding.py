"""What a rule has found: something that is to be told, unless it was."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from core.alerts.figures import Cell


@dataclass(frozen=True, slots=True)
class Finding:
    subject: str
    """What it is about, the same as long as it goes on: see `Subject`; a day for what ends with the day."""
    since: datetime
    """When it began: the start of an hour."""
    last: datetime
    """The start of the last hour in which it was so."""
    amount: int
    """What that hour, or the day so far, comes to."""
    usual: int
    """What is usual there, or the rule's limit."""
    so_far: int
    """What it has come to since it began."""
    cells: Mapping[Cell, int]
    """What that is made of."""


@dataclass(frozen=True, slots=True)
class Learning:
    """There is not enough history to tell what is usual."""

    days: int
    """How many there are."""


Judged = tuple[Finding, ...] | Learning
