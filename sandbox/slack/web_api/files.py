"""files.* methods: the upload in three steps, and how far Slack is with it."""

from sandbox.slack.files import file_payload
from sandbox.slack.messages import file_part, message_of
from sandbox.slack.state import BOT_USER, File
from sandbox.slack.web_api.call import Call, Refused
from sandbox.slack.web_api.places import where_to_post
from sandbox.slack.world import Json

LONGEST_ALT = 1000


def upload_url(call: Call) -> Json:
    length = call.number("length", 0)
    name = call.needed("filename")
    if length < 1:
        raise Refused("invalid_arguments", "[ERROR] must be greater than 0: length")
    alt = call.text("alt_txt")
    if len(alt) > LONGEST_ALT:
        raise Refused("alt_txt_too_large")
    file = File(call.state.id("F"), name, title=name, alt=alt, length=length)
    call.state.files[file.id] = file
    return {"upload_url": f"{call.origin}/upload/v1/{file.id}", "file_id": file.id}


def complete_upload(call: Call) -> Json:
    """Ends uploads, and shares the files when a channel is given."""
    given = call.args.get("files")
    if not isinstance(given, list) or not given:
        raise Refused("invalid_arguments", "[ERROR] missing required field: files")
    files = [_uploaded(call, one) for one in given]
    channel_id = call.text("channel_id") or call.text("channels")
    channel = where_to_post(call, channel_id) if channel_id else None
    if channel is not None and BOT_USER not in channel.members:
        raise Refused("not_in_channel")  # chat:write.public is for messages alone
    for file, one in zip(files, given, strict=True):
        file.title = str(one.get("title") or file.name)
        file.completed = call.state.now()
    if channel is not None:
        message = message_of(
            call.state, {"text": call.text("initial_comment"), "thread_ts": call.args.get("thread_ts")}
        )
        channel.messages.append(message | {"files": [file_part(file) for file in files]})
    return {"files": [{"id": file.id, "title": file.title} for file in files]}


def _uploaded(call: Call, given: object) -> File:
    file = call.state.files.get(str(given.get("id"))) if isinstance(given, dict) else None
    if file is None or not file.content:
        raise Refused("file_not_found")
    return file


def info(call: Call) -> Json:
    file = call.state.files.get(call.needed("file"))
    if file is None or file.completed is None:
        raise Refused("file_not_found")
    file.looks += 1
    return {"file": file_payload(call.state, file), "comments": [], "response_metadata": {"next_cursor": ""}}
