"""Messages: what the bot may post, how they are kept, and what they look like in Slack's answers."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sandbox.slack.block_ids import with_ids
from sandbox.slack.blocks import problems, slack_files
from sandbox.slack.files import PNG, file_payload, is_processed
from sandbox.slack.native_blocks import NATIVE
from sandbox.slack.state import Channel, File, State
from sandbox.slack.world import APP_ID, APP_NAME, BOT_ID, BOT_USER, SLACKBOT, Json

LONGEST_TEXT: Final = 40_000

OUR_OWN: Final = ("ephemeral_for", "metadata")
"""Parts of a kept message that Slack's answers leave out."""


class NotTaken(Exception):
    """Slack does not take this message; `error` is its name for it."""

    def __init__(self, error: str, *messages: str) -> None:
        super().__init__(error)
        self.error = error
        self.messages = messages


def check_message(state: State, text: str, blocks: Sequence[Json], *, ephemeral: bool = False) -> None:
    """Raises NotTaken."""
    if not text and not blocks:
        raise NotTaken("no_text")
    if len(text) > LONGEST_TEXT:
        raise NotTaken("msg_too_long")
    wrong = problems(blocks, "ephemeral" if ephemeral else "message") or file_problems(state, blocks)
    if not state.settings.native_blocks:
        wrong += [f"[ERROR] unsupported type: {block['type']}" for block in blocks if block.get("type") in NATIVE]
    if wrong:
        raise NotTaken("invalid_blocks", *wrong)


def file_problems(state: State, blocks: Sequence[Json]) -> list[str]:
    """Images of files that are not the app's, or not processed yet."""
    wrong = []
    for named in slack_files(blocks):
        file = state.files.get(str(named.get("id") or str(named.get("url")).rpartition("/")[2]))
        if file is None or not is_processed(state, file):
            wrong.append("[ERROR] invalid slack file [json-pointer:/blocks/slack_file]")
    return wrong


def message_of(state: State, given: Mapping[str, Any], user: str = BOT_USER) -> Json:
    """A new message with the text, blocks, metadata and thread_ts of `given`, as the small Slack keeps it."""
    text, blocks = given.get("text") or "", with_ids(state.id, given.get("blocks") or [])
    message: Json = {
        "type": "message",
        "ts": state.ts(),
        "user": user,
        "team": state.team.id,
        "text": text,
        "blocks": blocks,
    }
    if user in (BOT_USER, SLACKBOT):
        message |= {"bot_id": BOT_ID, "app_id": APP_ID}
    return message | {name: given[name] for name in ("metadata", "thread_ts") if given.get(name)}


def file_part(file: File) -> Json:
    """A file as a kept message names it."""
    part: Json = {"id": file.id, "title": file.title, "alt_txt": file.alt}
    return part | {"name": file.name, "size": len(file.content), "is_picture": file.content.startswith(PNG)}


def edit(state: State, message: Json, text: str, blocks: Sequence[Json] | None) -> None:
    """Put something else in a message's place; blocks that are not given stay."""
    before = {"text": message["text"], "blocks": message["blocks"]}
    state.edits.setdefault(message["ts"], []).append(before)
    message["text"] = text
    if blocks is not None:
        message["blocks"] = with_ids(state.id, blocks)
    message["edited"] = {"user": message["user"], "ts": state.ts()}


def find(channel: Channel, ts: str) -> Json | None:
    return next((message for message in channel.messages if message["ts"] == ts), None)


def message_payload(state: State, message: Json, *, with_metadata: bool = False) -> Json:
    """The message as Slack gives it to the app."""
    payload: Json = {name: part for name, part in message.items() if name not in OUR_OWN}
    if message.get("bot_id"):
        profile = {"id": BOT_ID, "app_id": APP_ID, "name": APP_NAME, "team_id": state.team.id, "deleted": False}
        payload |= {"bot_profile": profile}
    files = [state.files[part["id"]] for part in message.get("files", []) if part["id"] in state.files]
    if files:
        payload["files"] = [file_payload(state, file) for file in files]
    if with_metadata and "metadata" in message:
        payload["metadata"] = message["metadata"]
    return payload
