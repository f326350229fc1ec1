"""A request for buckets: its parameters, checked as OpenAI checks them, and its page cursors."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from multidict import MultiMapping

from sandbox.openai.endpoints import SECONDS, Endpoint
from sandbox.openai.errors import Refused

_PARAMETERS = {"start_time", "end_time", "bucket_width", "limit", "page", "group_by[]"}
_LATEST = 253_402_300_799  # the last second of the year 9999


@dataclass(frozen=True, slots=True)
class Query:
    endpoint: Endpoint
    width: str
    start: int
    """The first bucket of this page, epoch seconds at a bucket's start."""
    end: int | None
    """Epoch seconds, exclusive; None: up to now."""
    limit: int
    group_by: tuple[str, ...]
    """In the endpoint's order."""
    filters: tuple[tuple[str, frozenset[str]], ...]
    """(dimension, wanted values) pairs; booleans are "true" and "false"."""
    fingerprint: str
    """What the cursors of these parameters have in common."""

    def cursor(self, start: int) -> str:
        """The cursor of the page that begins with the bucket at `start`."""
        return "page_" + urlsafe_b64encode(f"{self.fingerprint}{start}".encode()).decode().rstrip("=")


def parse(endpoint: Endpoint, given: MultiMapping[str]) -> Query:
    """Raises Refused (400) for what OpenAI would refuse."""
    known = _PARAMETERS | {_spelled(name) for name in endpoint.filters}
    for name in given:
        if name not in known:
            raise Refused(400, f"Unknown parameter: '{name}'.", code="unknown_parameter", param=name)
    width = given.get("bucket_width", "1d")
    if width not in endpoint.widths:
        raise _invalid("bucket_width", width, endpoint.widths)
    if "start_time" not in given:
        raise Refused(
            400, "Missing required parameter: 'start_time'.", code="missing_required_parameter", param="start_time"
        )
    start = _integer(given, "start_time", 0, _LATEST)
    end = _integer(given, "end_time", 0, _LATEST) if "end_time" in given else None
    if end is not None and end <= start:
        raise Refused(400, "'end_time' must be after 'start_time'.", code="invalid_value", param="end_time")
    default, most = endpoint.widths[width]
    limit = _integer(given, "limit", 1, most) if "limit" in given else default
    aligned = start - start % SECONDS[width]
    group_by, filters = _grouping(endpoint, given), _filters(endpoint, given)
    wanted = [(dimension, sorted(values)) for dimension, values in filters]
    fingerprint = _fingerprint(endpoint.path, width, aligned, end, limit, group_by, wanted)
    query = Query(endpoint, width, aligned, end, limit, group_by, filters, fingerprint)
    return _at_page(query, given["page"]) if "page" in given else query


def _at_page(query: Query, page: str) -> Query:
    invalid = Refused(
        400, "Invalid 'page': the cursor does not belong to this query.", code="invalid_value", param="page"
    )
    try:
        inside = urlsafe_b64decode(page.removeprefix("page_").encode() + b"==").decode()
        fingerprint, start = inside[:16], int(inside[16:])
    except ValueError:
        raise invalid from None
    if fingerprint != query.fingerprint or start % SECONDS[query.width]:
        raise invalid
    return replace(query, start=start)


def _grouping(endpoint: Endpoint, given: MultiMapping[str]) -> tuple[str, ...]:
    asked = given.getall("group_by[]", [])
    for position, dimension in enumerate(asked):
        if dimension not in endpoint.group_by:
            raise _invalid(f"group_by[{position}]", dimension, endpoint.group_by)
    return tuple(dimension for dimension in endpoint.group_by if dimension in asked)


def _filters(endpoint: Endpoint, given: MultiMapping[str]) -> tuple[tuple[str, frozenset[str]], ...]:
    found = []
    for name, dimension in endpoint.filters.items():
        wanted = given.getall(_spelled(name), [])
        if name == "batch" and not {*wanted} <= {"true", "false"}:
            raise _invalid("batch", wanted[0], ("true", "false"))
        if wanted:
            found.append((dimension, frozenset(wanted)))
    return tuple(found)


def _spelled(name: str) -> str:
    """A filter as it stands in the URL: all but one are lists."""
    return name if name == "batch" else f"{name}[]"


def _integer(given: MultiMapping[str], name: str, least: int, most: int) -> int:
    text = given[name]
    if not (text.isascii() and text.isdigit() and len(text) <= 12):
        raise Refused(
            400,
            f"Invalid type for '{name}': expected an integer, but got a string instead.",
            code="invalid_type",
            param=name,
        )
    number = int(text)
    if number < least:
        raise _out_of_range(name, "below minimum value", f">= {least}", number, "integer_below_min_value")
    if number > most:
        raise _out_of_range(name, "above maximum value", f"<= {most}", number, "integer_above_max_value")
    return number


def _out_of_range(name: str, what: str, expected: str, number: int, code: str) -> Refused:
    message = f"Invalid '{name}': integer {what}. Expected a value {expected}, but got {number} instead."
    return Refused(400, message, code=code, param=name)


def _invalid(param: str, value: str, supported: Mapping[str, object] | tuple[str, ...]) -> Refused:
    values = ", ".join(f"'{one}'" for one in supported)
    return Refused(
        400,
        f"Invalid value: '{value}'. Supported values are: {values}.",
        code="invalid_value",
        param=param,
    )


def _fingerprint(*parts: object) -> str:
    return sha256(repr(parts).encode()).hexdigest()[:16]
