"""Secrets to be searched for in everything a life of the bot leaves behind, in every form they could hide in."""

import base64
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from string import ascii_letters, digits
from typing import Final

from tests.real_town import RealTown, children_of

PIECE: Final = 12
"""So many characters of a secret in a row are a leak."""


@dataclass(frozen=True, slots=True)
class Canary:
    name: str
    prefix: str
    """What every secret of its kind begins with: no secret."""
    body: str

    @property
    def value(self) -> str:
        return self.prefix + self.body


def new_canary(name: str, prefix: str, seed: int) -> Canary:
    """A secret that looks like a real one and opens nothing."""
    return Canary(name, prefix, "".join(Random(seed).choices(ascii_letters + digits, k=48)))


def _base64(piece: bytes, phase: int) -> bytes:
    """What stands in base64 for `piece` when `phase` bytes stand before it, wherever it begins and ends."""
    coded = base64.b64encode(bytes(phase) + piece).rstrip(b"=")
    return coded[(0, 2, 3)[phase] : len(coded) - ((phase + len(piece)) % 3 > 0)]


FORMS: Final[Mapping[str, Callable[[str], bytes]]] = {
    "as it is": lambda piece: piece.encode(),
    "UTF-16": lambda piece: piece.encode("utf-16-le"),
    "base64": lambda piece: _base64(piece.encode(), 0),
    "base64, one byte on": lambda piece: _base64(piece.encode(), 1),
    "base64, two bytes on": lambda piece: _base64(piece.encode(), 2),
    "hex": lambda piece: piece.encode().hex().encode(),
    "HEX": lambda piece: piece.encode().hex().upper().encode(),
    "URL": lambda piece: "".join(f"%{byte:02X}" for byte in piece.encode()).encode(),
    "JSON": lambda piece: "".join(f"\\u{ord(letter):04x}" for letter in piece).encode(),
    "backwards": lambda piece: piece[::-1].encode(),
}


def leaks(canaries: Iterable[Canary], places: Iterable[tuple[str, bytes]]) -> list[str]:
    """Where any piece of any of them stands, in whatever form; nothing of the secret is in the answer."""
    needles = [
        (canary.name, form, coded(canary.body[at : at + PIECE]))
        for canary in canaries
        for form, coded in FORMS.items()
        for at in range(len(canary.body) - PIECE + 1)
    ]
    found = [
        f"{name} ({form}) in {place}"
        for place, content in places
        for name, form, needle in needles
        if needle in content
    ]
    return sorted(set(found))


def files_in(folder: Path, but: Iterable[Path] = ()) -> Iterator[tuple[str, bytes]]:
    """Every file under `folder`, whatever it is called."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path not in but:
            yield str(path.relative_to(folder)), path.read_bytes() + path.name.encode()


def said_to_slack(town: RealTown) -> Iterator[tuple[str, bytes]]:
    """Every call the bot made, and all that stands in Slack. What a person typed into a form is the person's."""
    state = town.slack.state
    views = [{name: part for name, part in view.items() if name != "state"} for view in state.views.values()]
    messages = [message for channel in state.channels.values() for message in channel.messages]
    yield "Slack's calls", _text(state.received)
    yield "Slack's messages", _text(messages)
    yield "Slack's views", _text([views, list(state.homes.values())])
    for file in state.files.values():
        yield f"the picture {file.id}", file.content


def asked_of_openai(town: RealTown) -> Iterator[tuple[str, bytes]]:
    """The addresses of all requests to OpenAI; their headers are where a key belongs."""
    yield "OpenAI's requests", _text([[request.path, request.params] for request in town.openai.requests])


def processes(pid: int) -> Iterator[tuple[str, bytes]]:
    """What everybody on the machine may see of the bot's processes: their command lines and environments."""
    for number, each in enumerate([pid, *children_of(pid)]):
        who = "the bot" if each == pid else f"its process {number}"
        yield f"the command line of {who}", Path(f"/proc/{each}/cmdline").read_bytes()
        yield f"the environment of {who}", Path(f"/proc/{each}/environ").read_bytes()


def _text(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, default=str).encode()
