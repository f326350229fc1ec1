"""Uploaded files: whether Slack is done with one, and what it looks like in answers."""

import struct
from typing import Final

from sandbox.slack.state import File, State
from sandbox.slack.world import BOT_USER, Json

PNG: Final = b"\x89PNG\r\n\x1a\n"
KINDS: Final = {
    "csv": ("text/csv", "CSV"),
    "json": ("application/json", "JSON"),
    "txt": ("text/plain", "Plain Text"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel Spreadsheet"),
}


def is_processed(state: State, file: File) -> bool:
    """Whether Slack knows what the file is: some time and some looks after its upload was completed."""
    settings = state.settings
    if file.completed is None:
        return False
    return state.now() - file.completed >= settings.file_delay and file.looks > settings.file_looks


def mimetype_of(file: File) -> tuple[str, str]:
    """The file's type, and Slack's name for it."""
    if file.content.startswith(PNG):
        return "image/png", "PNG"
    return KINDS.get(file.name.rpartition(".")[2].lower(), ("application/octet-stream", "Binary"))


def file_payload(state: State, file: File) -> Json:
    """The file as files.info gives it: without a type until it is processed."""
    processed = is_processed(state, file)
    mimetype, pretty = mimetype_of(file) if processed else ("", "")
    payload: Json = {
        "id": file.id,
        "created": int(file.completed or 0),
        "timestamp": int(file.completed or 0),
        "name": file.name,
        "title": file.title,
        "mimetype": mimetype,
        "filetype": file.name.rpartition(".")[2].lower() if processed else "",
        "pretty_type": pretty,
        "user": BOT_USER,
        "user_team": state.team.id,
        "size": len(file.content),
        "mode": "hosted",
        "is_external": False,
        "is_public": False,
        "alt_txt": file.alt,
        "url_private": f"/sandbox/files/{file.id}",
        "permalink": f"/sandbox/files/{file.id}",
    }
    size = _size_of(file.content) if processed else None
    return payload | ({"original_w": size[0], "original_h": size[1]} if size else {})


def _size_of(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG in pixels; None for anything else."""
    if len(content) < 24 or not content.startswith(PNG):
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width, height
