"""The part of Google's list filters that the stand-in understands: terms joined by AND."""

from collections.abc import Mapping

Facts = Mapping[str, str]
"""What can be asked of a resource, by field: "name", "state", "labels.app"."""


def fits(filter_: str, facts: Facts) -> bool:
    """Whether every term holds: `field=value` exactly, `field:value` as a part of it. Raises ValueError for others."""
    return all(_holds(term, facts) for term in filter_.replace(" AND ", " ").split())


def _holds(term: str, facts: Facts) -> bool:
    for sign in ("=", ":"):
        field, found, wanted = term.partition(sign)
        if found and (field in ("name", "state") or field.startswith("labels.")):
            value = facts.get(field)
            return value is not None and (value == wanted if sign == "=" else wanted in value)
    raise ValueError(f"cannot filter by {term}")
