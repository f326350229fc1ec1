"""The ids that Slack gives to blocks and elements whose author gave none."""

from collections.abc import Callable, Mapping, Sequence

from sandbox.slack.world import Json


def with_ids(new_id: Callable[[str], str], blocks: Sequence[Mapping[str, object]]) -> list[Json]:
    """The blocks as Slack keeps them; `new_id` makes an id with a prefix."""
    return [_with_id(new_id, dict(block)) for block in blocks]


def _with_id(new_id: Callable[[str], str], block: Json) -> Json:
    block.setdefault("block_id", new_id("b"))
    for name in ("accessory", "element"):
        if isinstance(block.get(name), dict):
            block[name] = {"action_id": new_id("a"), **block[name]}
    if block.get("type") == "actions":
        block["elements"] = [{"action_id": new_id("a"), **element} for element in block["elements"]]
    return block
