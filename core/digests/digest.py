"""What a digest says, and how it is kept and written."""

from dataclasses import dataclass
from datetime import time
from typing import Final

import msgspec

from core.digests.schedule import Cadence, Schedule
from core.questions.dimensions import Dimension
from core.questions.filters import Filters, written
from core.questions.periods import WEEKDAYS

USUAL_BY: Final = Dimension.PROJECT
"""What its chart is split by where nothing is said."""


@dataclass(frozen=True, slots=True)
class Digest:
    schedule: Schedule
    by: Dimension = USUAL_BY
    wait_until: time | None = None
    """By the clocks of its zone: how long it waits for what is not billed yet; None: it is posted at its time."""


def spec_of(digest: Digest) -> str:
    """As it is kept."""
    return msgspec.json.encode(digest).decode()


def digest_of(spec: str) -> Digest:
    """What `spec_of` wrote."""
    return msgspec.json.decode(spec, type=Digest)


def sentence(digest: Digest, filters: Filters = ()) -> str:
    """As one types it: "weekly on monday at 09:00 in Europe/Berlin by model". `parse` reads the same from it."""
    schedule = digest.schedule
    words = [schedule_words(schedule)]
    if digest.by is not USUAL_BY:
        words.append(f"by {digest.by}")
    if filters:
        words.append(f"for {written(filters)}")
    if digest.wait_until is not None:
        words.append(f"wait until {digest.wait_until:%H:%M}")
    return " ".join(words)


def schedule_words(schedule: Schedule) -> str:
    """ "weekly on monday at 09:00 in Europe/Berlin"."""
    match schedule.cadence:
        case Cadence.WEEKLY:
            on = f" on {WEEKDAYS[schedule.on]}"
        case Cadence.MONTHLY:
            on = f" on {schedule.on}"
        case _:
            on = ""
    return f"{schedule.cadence}{on} at {schedule.at:%H:%M} in {schedule.zone}"
