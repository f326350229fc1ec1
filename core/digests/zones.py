"""Time zones by what people call them."""

import re
from functools import cache
from typing import Final
from zoneinfo import available_timezones

_NO_CITIES: Final = frozenset({"general", "east", "west", "north", "south", "center", "continental", "universal"})
"""Last parts of zones' names that are no places: "in general" is Mexico's time only as Mexico/General."""


def zone_named(name: str) -> str | None:
    """IANA's name of the zone that is called so: "europe/berlin", "Berlin", "new york", "UTC"."""
    return zones().get(_plainly(name))


def known_zone(name: str) -> str:
    """`name` where it is IANA's name of a zone; UTC for anything else."""
    return name if zones().get(_plainly(name)) == name else "UTC"


@cache
def zones() -> dict[str, str]:
    """Every zone by its name in lower case, and by its city where only one has that."""
    names = sorted(each for each in available_timezones() if not each.startswith(("posix/", "right/")))
    cities: dict[str, list[str]] = {}
    for name in names:
        if "/" in name and not name.startswith(("Etc/", "US/")):
            cities.setdefault(_plainly(name.rsplit("/", 1)[1]), []).append(name)
    by_city = {city: found[0] for city, found in cities.items() if len(found) == 1 and city not in _NO_CITIES}
    return by_city | {_plainly(name): name for name in names}


def _plainly(name: str) -> str:
    """Blanks and underscores count alike; a hyphen is kept, which tells Etc/GMT-1 from Etc/GMT+1."""
    return re.sub(r"[\s_]+", " ", name).casefold().strip()
