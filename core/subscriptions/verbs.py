"""What is to become of something that people are told: "pause d1", "snooze a3 for 2 days", "off"."""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final


class Verb(StrEnum):
    LIST = "list"
    PAUSE = "pause"
    MUTE = "mute"
    """As a pause, for the one channel or person that says it."""
    RESUME = "resume"
    NOW = "now"
    OFF = "off"
    SNOOZE = "snooze"


@dataclass(frozen=True, slots=True)
class Order:
    verb: Verb
    name: str = ""
    """As typed; "" for none."""
    during: timedelta | None = None
    """How long it is paused or snoozed; None where nothing is said."""


_WORDS: Final = {
    **{verb.value: verb for verb in Verb},
    **dict.fromkeys(("stop", "remove", "delete", "unsubscribe"), Verb.OFF),
    "silence": Verb.MUTE,
    **dict.fromkeys(("on", "start", "unpause", "unmute"), Verb.RESUME),
    **dict.fromkeys(("show", "status"), Verb.LIST),
}
_UNITS: Final = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}
_LONGEST: Final = 1000
"""Of any unit."""
_ORDER: Final = re.compile(
    r"(?P<verb>[a-z]+)(?:\s+(?P<name>[a-z][0-9]{1,9}))?(?:\s+(?:for\s+)?(?P<many>an?|[0-9]{1,4})\s*(?P<unit>hour|day|week)s?)?",
    re.IGNORECASE,
)
_NAME_FIRST: Final = re.compile(r"^([a-z][0-9]{1,9})\s+([a-z]+)\b", re.IGNORECASE)


def read_order(text: str) -> Order | None:
    """None where the text orders nothing of the kind; an empty one asks for the list."""
    if not text.strip():
        return Order(Verb.LIST)
    found = _ORDER.fullmatch(_NAME_FIRST.sub(r"\2 \1", text.strip().rstrip(".!?")))
    verb = _WORDS.get(found["verb"].casefold()) if found else None
    if found is None or verb is None:
        return None
    if found["many"] is None:
        return Order(verb, found["name"] or "")
    if verb not in (Verb.PAUSE, Verb.MUTE, Verb.SNOOZE):
        return None
    many = min(int(found["many"]), _LONGEST) if found["many"].isdecimal() else 1
    return Order(verb, found["name"] or "", many * _UNITS[found["unit"].casefold()])
