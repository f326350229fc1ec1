"""Slack's documented limits of blocks and views, as far as the bot can meet them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

Json = Mapping[str, Any]

MOST_BLOCKS: Final = {"message": 50, "modal": 100, "home": 100}
BUTTON_STYLES: Final = {None, "primary", "danger"}
RICH_TEXT: Final = {"rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"}


def problems(blocks: Sequence[Json], surface: str) -> list[str]:
    """What Slack would not take of these blocks; `surface` is "message", "modal" or "home"."""
    found = []
    if len(blocks) > MOST_BLOCKS[surface]:
        found.append(f"{len(blocks)} blocks are more than {MOST_BLOCKS[surface]}")
    for number, block in enumerate(blocks):
        kind = block.get("type")
        check = _CHECKS.get(str(kind))
        if check is None:
            found.append(f"block {number}: no such type: {kind}")
            continue
        if kind == "input" and surface == "message":
            found.append(f"block {number}: an input in a message")
        if kind in ("header", "section", "image") and len(str(block.get("block_id", ""))) > 255:
            found.append(f"block {number}: block_id too long")
        found += [f"block {number} ({kind}): {problem}" for problem in check(block)]
    return found + _doubled(blocks)


def view_problems(view: Json) -> list[str]:
    """What Slack would not take of a modal or a Home tab."""
    surface = "home" if view.get("type") == "home" else "modal"
    found = problems(view.get("blocks", []), surface)
    if len(view.get("private_metadata", "")) > 3000:
        found.append("private_metadata is longer than 3000")
    if len(view.get("callback_id", "")) > 255:
        found.append("callback_id is longer than 255")
    if surface == "modal":
        for part in ("title", "submit", "close"):
            if part in view:
                found += [f"{part}: {problem}" for problem in _text(view[part], 24, plain_only=True)]
        if "title" not in view:
            found.append("a modal needs a title")
        if any(block.get("type") == "input" for block in view.get("blocks", [])) and "submit" not in view:
            found.append("a modal with inputs needs a submit")
    return found


def _text(text: Any, longest: int, *, plain_only: bool = False) -> Iterator[str]:
    if not isinstance(text, Mapping) or text.get("type") not in ("plain_text", "mrkdwn"):
        yield "no text object"
        return
    if plain_only and text["type"] != "plain_text":
        yield "must be plain_text"
    size = len(text.get("text", ""))
    if not 0 < size <= longest:
        yield f"a text of {size} characters (1 to {longest})"


def _header(block: Json) -> Iterator[str]:
    yield from _text(block.get("text"), 150, plain_only=True)


def _section(block: Json) -> Iterator[str]:
    if "text" not in block and "fields" not in block:
        yield "neither text nor fields"
    if "text" in block:
        yield from _text(block["text"], 3000)
    fields = block.get("fields", [])
    if len(fields) > 10:
        yield f"{len(fields)} fields"
    for field in fields:
        yield from _text(field, 2000)
    if "accessory" in block:
        yield from _element(block["accessory"])


def _context(block: Json) -> Iterator[str]:
    elements = block.get("elements", [])
    if not 0 < len(elements) <= 10:
        yield f"{len(elements)} elements"
    for element in elements:
        if element.get("type") == "image":
            yield from _image(element)
        else:
            yield from _text(element, 2000)


def _actions(block: Json) -> Iterator[str]:
    elements = block.get("elements", [])
    if not 0 < len(elements) <= 25:
        yield f"{len(elements)} elements"
    for element in elements:
        yield from _element(element)


def _input(block: Json) -> Iterator[str]:
    yield from _text(block.get("label"), 2000, plain_only=True)
    if "hint" in block:
        yield from _text(block["hint"], 2000, plain_only=True)
    element = block.get("element") or {}
    if element.get("type") == "button":
        yield "a button is no input"
    yield from _element(element)


def _image(block: Json) -> Iterator[str]:
    alt = block.get("alt_text")
    if not isinstance(alt, str) or not 0 < len(alt) <= 2000:
        yield "needs an alt_text of 1 to 2000 characters"
    if ("image_url" in block) == ("slack_file" in block):
        yield "needs an image_url or a slack_file"
    if "title" in block:
        yield from _text(block["title"], 2000, plain_only=True)


def _rich_text(block: Json) -> Iterator[str]:
    for element in block.get("elements", []):
        if element.get("type") not in RICH_TEXT:
            yield f"no such rich text: {element.get('type')}"
        for part in element.get("elements", []):
            if part.get("type") == "text" and not part.get("text"):
                yield "an empty rich text"


def _nothing(block: Json) -> Iterator[str]:
    yield from ()


def _element(element: Json) -> Iterator[str]:
    if len(element.get("action_id", "")) > 255:
        yield "action_id is longer than 255"
    check = _ELEMENTS.get(str(element.get("type")))
    if check is None:
        yield f"no such element: {element.get('type')}"
    else:
        yield from check(element)


def _button(element: Json) -> Iterator[str]:
    yield from _text(element.get("text"), 75, plain_only=True)
    if len(element.get("value", "")) > 2000:
        yield "a value longer than 2000"
    if len(element.get("url", "")) > 3000:
        yield "a url longer than 3000"
    if element.get("style") not in BUTTON_STYLES:
        yield f"no such style: {element.get('style')}"


def _static_select(element: Json) -> Iterator[str]:
    options = element.get("options", [])
    if not 0 < len(options) <= 100:
        yield f"{len(options)} options"
    for option in options:
        yield from _text(option.get("text"), 75, plain_only=True)
        if not 0 < len(option.get("value", "")) <= 150:
            yield "an option's value is not 1 to 150 characters long"


def _plain_text_input(element: Json) -> Iterator[str]:
    if "placeholder" in element:
        yield from _text(element["placeholder"], 150, plain_only=True)
    if len(element.get("initial_value", "")) > element.get("max_length", 3000):
        yield "an initial_value longer than its max_length"


def _doubled(blocks: Sequence[Json]) -> list[str]:
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    found = [
        f"block_id {block_id!r} stands twice" for block_id in sorted({each for each in ids if ids.count(each) > 1})
    ]
    for block in blocks:
        actions = [element.get("action_id") for element in block.get("elements", []) if "action_id" in element]
        found += [f"action_id {each!r} stands twice" for each in sorted({a for a in actions if actions.count(a) > 1})]
    return found


_CHECKS: Final[Mapping[str, Callable[[Json], Iterator[str]]]] = {
    "header": _header,
    "section": _section,
    "context": _context,
    "actions": _actions,
    "input": _input,
    "image": _image,
    "rich_text": _rich_text,
    "divider": _nothing,
}

_ELEMENTS: Final[Mapping[str, Callable[[Json], Iterator[str]]]] = {
    "button": _button,
    "static_select": _static_select,
    "plain_text_input": _plain_text_input,
}


def slack_files(blocks: Sequence[Json]) -> list[str]:
    """The ids of the uploaded files that image blocks show."""
    return [block["slack_file"].get("id", "") for block in blocks if "slack_file" in block]
