"""Slack's documented limits of messages, modals and Home tabs. Pure: nothing here knows the small Slack's state."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from sandbox.slack.block_text import LONGEST_ID, Json, Problems, count, each, known, maybe, picture, string, text
from sandbox.slack.elements import IN_ACTIONS, IN_INPUT, IN_SECTION, element
from sandbox.slack.native_blocks import data_table, data_visualization, table

MOST_BLOCKS: Final[Mapping[str, int]] = {"message": 50, "ephemeral": 50, "modal": 100, "home": 100}
MOST_CHARTS: Final = 2
LONGEST_MARKDOWN: Final = 12_000
RICH_TEXT: Final = frozenset({"rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"})
RICH_PARTS: Final = frozenset(
    ["broadcast", "channel", "color", "date", "emoji", "link", "text", "user", "usergroup", "rich_text_section"],
)


def problems(blocks: Sequence[Json], surface: str) -> list[str]:
    """What Slack would not take, in its way of saying it; nothing when all is well.

    `surface` is "message", "ephemeral", "modal" or "home".
    """
    root = "/blocks" if surface in ("message", "ephemeral") else "/view/blocks"
    return [f"[ERROR] {words} [json-pointer:{at}]" for at, words in _problems(blocks, surface, root)]


def view_problems(view: Json) -> list[str]:
    """What Slack would not take of a modal or a Home tab."""
    kind = view.get("type")
    if kind not in ("modal", "home"):
        return [f"[ERROR] unsupported type: {kind} [json-pointer:/view/type]"]
    found = list(_modal(view) if kind == "modal" else _home(view))
    for field, longest in (("private_metadata", 3000), ("callback_id", LONGEST_ID), ("external_id", LONGEST_ID)):
        found += maybe(view, field, longest, "/view")
    return [f"[ERROR] {words} [json-pointer:{at}]" for at, words in found] + problems(view.get("blocks", ()), str(kind))


def slack_files(blocks: Sequence[Json]) -> list[Json]:
    """The uploaded files that images in these blocks show: each {"id": …} or {"url": …}."""
    found = []
    for block in blocks:
        parts = [block, block.get("accessory"), *each(block, "elements")]
        found += [part["slack_file"] for part in parts if isinstance(part, Mapping) and "slack_file" in part]
    return found


_VIEW_FIELDS: Final = {"blocks", "private_metadata", "callback_id", "external_id"}


def _modal(view: Json) -> Problems:
    more = {"title", "submit", "close", "clear_on_close", "notify_on_close", "submit_disabled"}
    yield from known(view, _VIEW_FIELDS | more, "/view")
    yield from text(view.get("title"), 24, "/view/title", plain=True)
    for field in ("submit", "close"):
        if view.get(field) is not None:
            yield from text(view[field], 24, f"/view/{field}", plain=True)
    if view.get("submit") is None and any(block.get("type") == "input" for block in each(view, "blocks")):
        yield "/view/submit", "missing required field: a modal with an input block needs submit"


def _home(view: Json) -> Problems:
    yield from known(view, _VIEW_FIELDS, "/view")


def _problems(blocks: Any, surface: str, root: str) -> Problems:
    if not isinstance(blocks, list | tuple):
        yield root, "must be an array"
        return
    yield from count(blocks, 1 if surface == "home" else 0, MOST_BLOCKS[surface], root)
    for number, block in enumerate(blocks):
        at = f"{root}/{number}"
        kind = str(block.get("type")) if isinstance(block, Mapping) else ""
        if kind not in _CHECKS or surface not in _ONLY_ON.get(kind, MOST_BLOCKS):
            yield f"{at}/type", f"unsupported type: {kind}"
            continue
        yield from maybe(block, "block_id", LONGEST_ID, at)
        yield from _CHECKS[kind](block, at)
    objects = [block for block in blocks if isinstance(block, Mapping)]
    yield from _together(objects, surface, root)


def _together(blocks: list[Json], surface: str, root: str) -> Problems:
    """What is wrong with no block alone: ids that stand twice, too many charts, files where none may be."""
    for block_id in _twice(block.get("block_id") for block in blocks):
        yield root, f"block_id {block_id} already exists"
    for number, block in enumerate(blocks):
        for action_id in _twice(part.get("action_id") for part in each(block, "elements")):
            yield f"{root}/{number}", f"action_id {action_id} already exists"
    kinds = Counter(str(block.get("type")) for block in blocks)
    if kinds["data_visualization"] > MOST_CHARTS:
        yield root, f"no more than {MOST_CHARTS} data_visualization blocks allowed"
    if sum(len(str(block.get("text"))) for block in blocks if block.get("type") == "markdown") > LONGEST_MARKDOWN:
        yield root, f"markdown blocks must be less than {LONGEST_MARKDOWN + 1} characters together"
    if surface == "ephemeral" and slack_files(blocks):
        yield root, "invalid slack file: an ephemeral message has no files"


def _twice(ids: Iterator[object]) -> list[object]:
    return [each_id for each_id, times in Counter(ids).items() if each_id is not None and times > 1]


def _header(block: Json, at: str) -> Problems:
    yield from known(block, {"block_id", "text"}, at)
    yield from text(block.get("text"), 150, f"{at}/text", plain=True)


def _section(block: Json, at: str) -> Problems:
    yield from known(block, {"block_id", "text", "fields", "accessory", "expand"}, at)
    if "text" not in block and "fields" not in block:
        yield at, "missing required field: text or fields"
    if "text" in block:
        yield from text(block["text"], 3000, f"{at}/text")
    if "fields" in block:
        yield from count(block["fields"], 1, 10, f"{at}/fields")
        for number, field in enumerate(each(block, "fields")):
            yield from text(field, 2000, f"{at}/fields/{number}")
    if "accessory" in block:
        yield from element(block["accessory"], IN_SECTION, f"{at}/accessory")


def _context(block: Json, at: str) -> Problems:
    yield from known(block, {"block_id", "elements"}, at)
    yield from count(block.get("elements"), 1, 10, f"{at}/elements")
    for number, part in enumerate(each(block, "elements")):
        place = f"{at}/elements/{number}"
        yield from picture(part, place) if part.get("type") == "image" else text(part, 3000, place)


def _actions(block: Json, at: str) -> Problems:
    yield from known(block, {"block_id", "elements"}, at)
    yield from count(block.get("elements"), 1, 25, f"{at}/elements")
    for number, part in enumerate(each(block, "elements")):
        yield from element(part, IN_ACTIONS, f"{at}/elements/{number}")


def _input(block: Json, at: str) -> Problems:
    yield from known(block, {"block_id", "label", "element", "hint", "optional", "dispatch_action"}, at)
    yield from text(block.get("label"), 2000, f"{at}/label", plain=True)
    if "hint" in block:
        yield from text(block["hint"], 2000, f"{at}/hint", plain=True)
    if isinstance(block.get("element"), Mapping):
        yield from element(block["element"], IN_INPUT, f"{at}/element")
    else:
        yield at, "missing required field: element"


def _image(block: Json, at: str) -> Problems:
    yield from picture(block, at, more={"block_id", "title"})
    if "title" in block:
        yield from text(block["title"], 2000, f"{at}/title", plain=True)


def _rich_text(block: Json, at: str) -> Problems:
    yield from known(block, {"block_id", "elements"}, at)
    yield from count(block.get("elements"), 0, 3000, f"{at}/elements")
    for number, part in enumerate(each(block, "elements")):
        place = f"{at}/elements/{number}"
        if part.get("type") not in RICH_TEXT:
            yield f"{place}/type", f"unsupported type: {part.get('type')}"
        yield from _rich_parts(part, place)


def _rich_parts(part: Json, at: str) -> Problems:
    for number, inner in enumerate(each(part, "elements")):
        place = f"{at}/elements/{number}"
        if inner.get("type") not in RICH_PARTS:
            yield f"{place}/type", f"unsupported type: {inner.get('type')}"
        if inner.get("type") == "text":
            yield from string(inner.get("text"), 40_000, f"{place}/text")
        yield from _rich_parts(inner, place)


def _markdown(block: Json, at: str) -> Problems:
    yield from known(block, {"block_id", "text"}, at)
    yield from string(block.get("text"), LONGEST_MARKDOWN, f"{at}/text")


def _divider(block: Json, at: str) -> Problems:
    yield from known(block, {"block_id"}, at)


_MESSAGES: Final = frozenset({"message", "ephemeral"})
_ONLY_ON: Final[Mapping[str, frozenset[str]]] = {
    "markdown": _MESSAGES,
    "table": _MESSAGES,
    "data_table": _MESSAGES,
    "data_visualization": _MESSAGES,
}
_CHECKS: Final[Mapping[str, Callable[[Json, str], Problems]]] = {
    "actions": _actions,
    "context": _context,
    "data_table": data_table,
    "data_visualization": data_visualization,
    "divider": _divider,
    "header": _header,
    "image": _image,
    "input": _input,
    "markdown": _markdown,
    "rich_text": _rich_text,
    "section": _section,
    "table": table,
}
