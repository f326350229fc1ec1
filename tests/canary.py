"""Secrets to be searched for in everything a life of the bot leaves behind, in every form they could hide in."""

import base64
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from string import ascii_letters, digits
from typing import Final

import psycopg

from tests.real_town import RealTown, children_of
from tests.real_vaults import RealVault

PIECE: Final = 12
"""So many characters of a secret in a row are a leak."""
BLOCK: Final = 6
"""Wherever a piece begins, one of the blocks of so many characters, side by side, is whole in it: they are looked for
first, being fewer."""


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
    contents: dict[bytes, list[str]] = {}  # most of a database's files are the same at the next look
    for place, content in places:
        contents.setdefault(content, []).append(place)
    searched = [
        (canary.name, [coded for block in _parts(canary, BLOCK, BLOCK) for coded in block.values()], pieces)
        for canary in canaries
        for pieces in [_parts(canary, PIECE, 1)]
    ]
    found = {
        f"{name} ({form}) in {place}"
        for content, where in contents.items()
        for name, blocks, pieces in searched
        if any(block in content for block in blocks)
        for piece in pieces
        for form, coded in piece.items()
        if coded in content
        for place in where
    }
    return sorted(found)


def _parts(canary: Canary, length: int, step: int) -> list[dict[str, bytes]]:
    """Every `step` characters a part of the secret, in each form."""
    starts = range(0, len(canary.body) - length + 1, step)
    return [{form: coded(canary.body[at : at + length]) for form, coded in FORMS.items()} for at in starts]


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


def vault_of(vault: RealVault) -> Iterator[tuple[str, bytes]]:
    """What the vault was given: names, labels, payloads."""
    for name, content in vault.contents().items():
        yield "the vault", name.encode() + content


def postgres_files(url: str) -> Iterator[tuple[str, bytes]]:
    """The files that PostgreSQL keeps this database in, written out now."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        folder = connection.execute("SHOW data_directory").fetchone()
        number = connection.execute("SELECT oid FROM pg_database WHERE datname = current_database()").fetchone()
    assert folder is not None
    assert number is not None
    for path in (Path(folder[0]) / "base" / str(number[0])).iterdir():
        yield "PostgreSQL's files", path.read_bytes()


def processes(pid: int) -> Iterator[tuple[str, bytes]]:
    """What everybody on the machine may see of the bot's processes: their command lines and environments."""
    for number, each in enumerate([pid, *children_of(pid)]):
        who = "the bot" if each == pid else f"its process {number}"
        for what, file in (("command line", "cmdline"), ("environment", "environ")):
            with suppress(FileNotFoundError, PermissionError):  # it has ended, or only root may read it
                yield f"the {what} of {who}", Path(f"/proc/{each}/{file}").read_bytes()


def _text(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, default=str).encode()
