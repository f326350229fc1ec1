"""Slack's limits of texts and the small objects made of them: what is wrong with one, as (JSON pointer, words)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

Json = Mapping[str, Any]
Problem = tuple[str, str]
Problems = Iterator[Problem]

LONGEST_ID: Final = 255
LONGEST_URL: Final = 3000


def text(value: Any, longest: int, at: str, *, plain: bool = False) -> Problems:
    """A text object of 1 to `longest` characters; `plain`: mrkdwn is not taken."""
    if not isinstance(value, Mapping):
        yield at, "missing required field: a text object"
        return
    kind = value.get("type")
    if kind not in ("plain_text", "mrkdwn") or (plain and kind != "plain_text"):
        yield f"{at}/type", f"unsupported type: {kind}" + (", must be plain_text" if plain else "")
    yield from known(value, {"text", "emoji" if kind == "plain_text" else "verbatim"}, at)
    yield from string(value.get("text"), longest, f"{at}/text")


def string(value: Any, longest: int, at: str, *, shortest: int = 1) -> Problems:
    if not isinstance(value, str):
        yield at, "must be a string"
    elif len(value) > longest:
        yield at, f"must be less than {longest + 1} characters"
    elif len(value) < shortest:
        yield at, f"must be more than {shortest - 1} characters"


def maybe(value: Json, field: str, longest: int, at: str) -> Problems:
    """A string that may be left out."""
    if field in value:
        yield from string(value[field], longest, f"{at}/{field}", shortest=0)


def known(value: Json, fields: set[str], at: str) -> Problems:
    """Slack takes no field that it does not know."""
    for field in sorted(value.keys() - fields - {"type"}):
        yield at, f"invalid additional property: {field}"


def count(items: Any, fewest: int, most: int, at: str) -> Problems:
    if not isinstance(items, Sequence) or isinstance(items, str):
        yield at, "must be an array"
    elif len(items) > most:
        yield at, f"no more than {most} items allowed"
    elif len(items) < fewest:
        yield at, f"no fewer than {fewest} items allowed"


def each(value: Json, field: str) -> list[Json]:
    """The objects in a list; what is none of them is complained about elsewhere."""
    items = value.get(field)
    return [item for item in items if isinstance(item, Mapping)] if isinstance(items, list | tuple) else []


def url(value: Any, at: str) -> Problems:
    yield from string(value, LONGEST_URL, at)
    if isinstance(value, str) and not value.startswith(("http://", "https://", "mailto:")):
        yield at, "invalid url"


def option(value: Json, at: str, *, plain: bool = True, link: bool = False) -> Problems:
    yield from known(value, {"text", "value", "description"} | ({"url"} if link else set()), at)
    yield from text(value.get("text"), 75, f"{at}/text", plain=plain)
    yield from string(value.get("value"), 150, f"{at}/value")
    if "description" in value:
        yield from text(value["description"], 75, f"{at}/description", plain=plain)


def confirm(value: Any, at: str) -> Problems:
    if not isinstance(value, Mapping):
        yield at, "must be an object"
        return
    yield from known(value, {"title", "text", "confirm", "deny", "style"}, at)
    yield from text(value.get("title"), 100, f"{at}/title", plain=True)
    yield from text(value.get("text"), 300, f"{at}/text")
    yield from text(value.get("confirm"), 30, f"{at}/confirm", plain=True)
    yield from text(value.get("deny"), 30, f"{at}/deny", plain=True)


def picture(value: Json, at: str, *, more: set[str] | None = None) -> Problems:
    """An image, as a block or an element: where it is, and what it shows in words."""
    yield from known(value, {"image_url", "slack_file", "alt_text"} | (more or set()), at)
    if "alt_text" not in value:
        yield at, "missing required field: alt_text"
    else:
        yield from string(value["alt_text"], 2000, f"{at}/alt_text")
    if ("image_url" in value) == ("slack_file" in value):
        yield at, "exactly one of image_url and slack_file is required"
    if "image_url" in value:
        yield from url(value["image_url"], f"{at}/image_url")
    file = value.get("slack_file", {"id": ""})
    if not isinstance(file, Mapping) or len(file.keys() & {"id", "url"}) != 1:
        yield f"{at}/slack_file", "exactly one of id and url is required"
