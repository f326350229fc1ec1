"""What the bot says in Slack: messages, private answers, pictures."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient
from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt, stop_after_delay, wait_exponential

from bot.answers.document import Document
from bot.answers.picture import Picture
from bot.slack.error import code_of, said_by
from bot.slack.request import Request

Blocks = Sequence[dict[str, Any]]

CANNOT_POST: Final = frozenset({"channel_not_found", "not_in_channel", "is_archived", "restricted_action"})
"""Answers of chat.postMessage for a channel where the bot cannot post."""

DATA_TABLE: Final = "data_table"
"""Slack's name of the block."""

FILENAME: Final = "tokenmeter.png"

LONGEST_ALT: Final = 1000
"""Characters Slack takes as the alt text of a file."""

PICTURE_WAIT: Final = 15.0
"""Seconds Slack may take to process an uploaded picture before it is shared in another way."""

CLOCKS_DIFFER: Final = timedelta(minutes=1)
"""By how much Slack's clock may be behind ours."""

FILE_WAIT: Final = aiohttp.ClientTimeout(total=600)
"""A gigabyte, which is the most that Slack takes, at some two megabytes a second."""

_FAILED: Final = (SlackClientError, aiohttp.ClientError, TimeoutError)
"""What a call ends with that Slack refuses, or of which no answer comes."""

log = structlog.stdlib.get_logger("tokenmeter.messenger")


class NotThere(Exception):
    """The bot cannot post in this channel. The code is Slack's own word for why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class AnswerLost(Exception):
    """Nobody can say whether Slack has taken the message. The text names what happened to the answer."""


class PictureRefused(Exception):
    """Slack does not take the picture in this message, though it has processed it."""


class FileNotTaken(Exception):
    """Slack does not take the file, or nobody can say whether it has. The text is Slack's own word for it."""


class TablesRefused(Exception):
    """The workspace does not have Slack's data tables yet."""


class _NotProcessed(Exception):
    """Slack is still working on the picture."""


class Messenger:
    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def post(
        self, channel: str, text: str, blocks: Blocks, metadata: dict[str, Any] | None = None, thread: str | None = None
    ) -> tuple[str, str]:
        """Post a message; the answer is (channel id, timestamp). `channel` may be a user's id: their DM.

        Raises NotThere where the bot cannot post, PictureRefused and TablesRefused; AnswerLost.
        """
        return await self._send(
            self._client.chat_postMessage,
            channel=channel,
            text=text,
            blocks=blocks,
            metadata=metadata,
            thread_ts=thread,
            unfurl_links=False,
            unfurl_media=False,
        )

    async def update(
        self, channel: str, ts: str, text: str, blocks: Blocks, metadata: dict[str, Any] | None = None
    ) -> tuple[str, str]:
        """Put something else in the place of a message of ours. Raises PictureRefused, TablesRefused, AnswerLost."""
        return await self._send(
            self._client.chat_update, channel=channel, ts=ts, text=text, blocks=blocks, metadata=metadata
        )

    async def _send(self, method: Callable[..., Awaitable[AsyncSlackResponse]], **message: Any) -> tuple[str, str]:
        async for attempt in AsyncRetrying(
            retry=retry_if_exception_type(PictureRefused),
            stop=stop_after_attempt(4),
            wait=wait_exponential(0.2, max=1.0),
            reraise=True,
        ):
            with attempt:
                try:
                    answer = await method(**message)
                except SlackApiError as error:
                    raise _translated(error, message["blocks"]) from error
                except _FAILED as error:
                    raise AnswerLost(_code(error)) from error
        return answer["channel"], answer["ts"]

    async def find(
        self, place: str, event_type: str, mark: str, since: datetime, thread: str | None = None
    ) -> tuple[str, str] | None:
        """Where in this channel, or this person's DM, our message with `mark` in its metadata is, if it was posted
        after `since`; in `thread`, if one is given.

        Raises AnswerLost and Slack's own errors: then nobody can say.
        """
        oldest = f"{(since - CLOCKS_DIFFER).timestamp():.6f}"
        try:
            channel = await self._channel_of(place)
            where: dict[str, Any] = {"channel": channel, "oldest": oldest, "include_all_metadata": True, "limit": 200}
            if thread is None:
                pages = await self._client.conversations_history(**where)
            else:
                pages = await self._client.conversations_replies(ts=thread, **where)
            async for page in pages:
                for message in page["messages"]:
                    metadata = message.get("metadata") or {}
                    if metadata.get("event_type") == event_type and metadata["event_payload"].get("mark") == mark:
                        return channel, message["ts"]
        except SlackApiError:
            raise
        except _FAILED as error:
            raise AnswerLost(_code(error)) from error
        return None

    async def _channel_of(self, place: str) -> str:
        """`place`, or the DM of the person that it is."""
        if place.startswith(("C", "G", "D")):
            return place
        return str((await self._client.conversations_open(users=place))["channel"]["id"])

    async def whisper(self, request: Request, text: str, blocks: Blocks | None = None) -> None:
        """Answer the person alone: where they asked, or else in their DM."""
        if request.response_url:
            webhook = AsyncWebhookClient(request.response_url, trust_env_in_session=False)
            webhook.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=2))
            answer = await webhook.send(text=text, blocks=blocks, response_type="ephemeral", replace_original=False)
            if answer.status_code == 200:
                return
            log.warning("the private answer was not taken; sending a DM", status=answer.status_code)
        await self.post(request.user, text, blocks or [])

    async def upload(self, picture: Picture) -> str | None:
        """Upload a picture without sharing it; the answer is the file's id, or None if Slack does not take it."""
        try:
            answer = await self._client.files_upload_v2(**_file(picture))
            file_id: str = answer["files"][0]["id"]
            await self._until_processed(file_id)
        except _NotProcessed:
            log.warning("Slack did not process the picture in time")
            return None
        except _FAILED as error:
            log.warning("Slack does not take the picture", error=_code(error))
            return None
        return file_id

    async def _until_processed(self, file_id: str) -> None:
        async for attempt in AsyncRetrying(
            retry=retry_if_exception_type(_NotProcessed),
            stop=stop_after_delay(PICTURE_WAIT),
            wait=wait_exponential(0.05, max=1.0),
            reraise=True,
        ):
            with attempt:
                info = await self._client.files_info(file=file_id)
                if not info["file"].get("mimetype"):
                    raise _NotProcessed

    async def share(self, channel: str, thread: str, picture: Picture) -> None:
        """Share a picture as a file in a thread: where a message cannot show it. The message stands without it."""
        try:
            await self._client.files_upload_v2(channel=channel, thread_ts=thread, **_file(picture))
        except _FAILED as error:
            log.warning("the picture could not be shared", error=_code(error))

    async def upload_file(self, document: Document) -> str:
        """Upload a file without sharing it; the answer is its id. Raises FileNotTaken.

        It is read as it is sent, and closed then: the library's own way would hold all of it in memory.
        """
        try:
            place = await self._client.files_getUploadURLExternal(filename=document.name, length=document.size)
            async with (
                aiohttp.ClientSession(timeout=FILE_WAIT) as session,
                session.post(
                    place["upload_url"],
                    data=document.file,
                    proxy=self._client.proxy,
                    ssl=self._client.ssl or True,
                ) as answer,
            ):
                if answer.status != 200:
                    raise FileNotTaken(f"HTTP {answer.status}")
        except _FAILED as error:
            raise FileNotTaken(_code(error)) from error
        file_id: str = place["file_id"]
        return file_id

    async def share_file(self, file_id: str, title: str, comment: str, place: str, thread: str | None = None) -> None:
        """Share an uploaded file, with a comment (mrkdwn), in a channel or in the DM of a person whose id is given.

        Raises NotThere where the bot is not in the channel, though it may be able to post there, and FileNotTaken.
        """
        try:
            await self._client.files_completeUploadExternal(
                files=[{"id": file_id, "title": title}],
                channel_id=await self._channel_of(place),
                initial_comment=comment,
                thread_ts=thread,
            )
        except SlackApiError as error:
            code = code_of(error)
            raise (NotThere(code) if code in CANNOT_POST else FileNotTaken(code)) from error
        except _FAILED as error:
            raise FileNotTaken(_code(error)) from error


def _file(picture: Picture) -> dict[str, Any]:
    return {"content": picture.png, "filename": FILENAME, "title": picture.title, "alt_txt": picture.alt[:LONGEST_ALT]}


def _code(error: Exception) -> str:
    """Slack's own word for it; never the exception's text, which repeats what was sent."""
    return code_of(error) if isinstance(error, SlackApiError) else type(error).__name__


def _translated(error: SlackApiError, blocks: Blocks) -> Exception:
    code = code_of(error)
    if code in CANNOT_POST:
        return NotThere(code)
    if (
        code == "invalid_blocks"
        and any(block["type"] == DATA_TABLE for block in blocks)
        and DATA_TABLE in said_by(error)
    ):
        return TablesRefused()
    if code == "invalid_blocks" and any("slack_file" in block for block in blocks):
        return PictureRefused()
    return error
