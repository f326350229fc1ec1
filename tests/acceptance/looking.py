"""What the acceptance tests look at: what is stored, and what stands in a message."""

import re
from decimal import Decimal
from typing import Any

from sandbox.slack.person import text_of
from storage.connections import Connections
from tests.town import Town, filled

Json = dict[str, Any]


async def submit(town: Town, modal: Json, key: str, name: str = "Acme production") -> dict[str, str]:
    """Ana presses Connect; the errors under the fields."""
    return await town.ana.submit(modal["id"], filled(modal, name, key))


def key_field(modal: Json) -> Json:
    """The block with the field for the key."""
    field: Json = [block for block in modal["blocks"] if block["type"] == "input"][-1]
    return field


async def connections_of(town: Town) -> list[str]:
    """The names of what is connected."""
    return [each.name for each in await Connections(town.deps.database).of(town.deps.workspace)]


def kept_keys(town: Town) -> int:
    """How many files the vault holds, half-written ones too."""
    folder = town.home / "vault"
    return sum(1 for _ in folder.iterdir()) if folder.is_dir() else 0


async def assert_nothing_is_stored(town: Town) -> None:
    assert await connections_of(town) == []
    assert kept_keys(town) == 0


def in_channel(town: Town, channel: str) -> list[Json]:
    """The messages that everybody in the channel sees."""
    return [message for message in town.slack.state.channels[channel].messages if "ephemeral_for" not in message]


def buttons_of(message: Json) -> dict[str, str]:
    """The buttons of a message or view: what is written on each, and its action id."""
    elements = [element for block in message["blocks"] for element in block.get("elements", [])]
    accessories = [block["accessory"] for block in message["blocks"] if "accessory" in block]
    buttons = [each for each in elements + accessories if each.get("type") == "button"]
    return {button["text"]["text"]: button["action_id"] for button in buttons}


def headline_of(message: Json) -> str:
    text: str = message["blocks"][0]["text"]["text"]
    return text


def billed_in(headline: str) -> Decimal:
    """The exact amount that a headline begins with."""
    found = re.match(r"(-?)\$([\d,]+\.\d\d)", headline)
    assert found is not None, headline
    return Decimal(found[1] + found[2].replace(",", ""))


def has_picture(message: Json) -> bool:
    return any(block["type"] == "image" for block in message["blocks"])


__all__ = [
    "Json",
    "assert_nothing_is_stored",
    "billed_in",
    "buttons_of",
    "connections_of",
    "has_picture",
    "headline_of",
    "in_channel",
    "kept_keys",
    "key_field",
    "submit",
    "text_of",
]
