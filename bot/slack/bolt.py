"""Bolt, set up so that nothing of it stands between a request and its acknowledgement, and nothing of it talks."""

import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse

from bot.slack.request import AnotherWorkspace, NotFromSlack

IsInstalled = Callable[[str], Awaitable[bool]]
"""Whether the bot is in this workspace."""

UNREADABLE: Final = (NotFromSlack, LookupError, TypeError, AttributeError, ValueError, RecursionError)
"""What a body that Slack does not send runs into, in Bolt or in an acknowledgement of ours."""

log = structlog.stdlib.get_logger("tokenmeter.bolt")


def new_bolt(is_installed: IsInstalled) -> AsyncApp:
    """An app without listeners. Our gate has verified each request before Bolt sees it.

    Bolt's own verification and ssl_check are off: the one logs the bodies of unsigned requests, the other answers
    them. `process_before_response` spares the 10 ms poll for the acknowledgement.
    """

    async def ours(team_id: str | None) -> AuthorizeResult:
        if team_id is None:
            raise NotFromSlack("a request of no workspace")
        if not await is_installed(team_id):
            raise AnotherWorkspace
        # Without the token, which the work after the acknowledgement fetches: that may take a while.
        return AuthorizeResult(enterprise_id=None, team_id=team_id)

    app = AsyncApp(
        name="TokenMeter",
        process_before_response=True,
        authorize=ours,
        request_verification_enabled=False,
        ssl_check_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
        raise_error_for_unhandled_request=True,
    )
    app.error(_answer)
    return app


async def _answer(error: Exception) -> BoltResponse:
    """What is answered in the place of an acknowledgement. Bolt's own way logs parts of the body with it."""
    if isinstance(error, AnotherWorkspace):
        log.warning("refused a request from another workspace")
        return BoltResponse(status=401)
    if isinstance(error, BoltUnhandledRequestError):
        log.warning("nothing listens to this request")
        return BoltResponse(status=404)
    # Without the error's text, which may repeat what was in the body.
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(last.filename).name}:{last.lineno}"
    log.error("a request could not be acknowledged", error=type(error).__name__, where=where)
    return BoltResponse(status=400 if isinstance(error, UNREADABLE) else 500)
