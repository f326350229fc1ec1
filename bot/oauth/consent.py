"""What is asked of Slack: its consent page, and the tokens that a code or a refresh token is good for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any, Final
from urllib.parse import urlencode

import aiohttp
import msgspec
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.operating.manifest import for_socket_mode
from bot.settings import OAuthApp
from bot.slack.error import BUSY, code_of
from core.clock import Clock
from core.install import Granted, Refreshed, Tokens
from core.secret import Secret

REDIRECT: Final = "/slack/oauth_redirect"
PATIENCE: Final = 10
"""Seconds for Slack's answer: shorter than the lease under which a token is fetched."""

OF_THE_CODE: Final = frozenset({"invalid_code", "code_already_used", "code_expired"})
"""Slack's words for a code that is none, or not any more."""


class SlackAway(Exception):
    """Slack cannot be reached, or has trouble of its own: it may be asked again."""


class SlackRefuses(Exception):
    """The code is Slack's own word for why: "code_already_used"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class OrgWide(Exception):
    """Consent was given for a whole Enterprise Grid organization, not for a workspace."""


class _Team(msgspec.Struct):
    id: str
    name: str = ""


class _User(msgspec.Struct):
    id: str


class _Access(msgspec.Struct):
    access_token: str
    app_id: str = ""
    scope: str = ""
    team: _Team | None = None
    authed_user: _User | None = None
    is_enterprise_install: bool = False
    refresh_token: str | None = None
    expires_in: int | None = None


@dataclass(frozen=True, slots=True)
class Consented:
    granted: Granted
    app: str
    """The app's id."""


class Consent:
    def __init__(self, app: OAuthApp, api_url: str, clock: Clock) -> None:
        self._app = app
        self._redirect = f"{app.public_url}{REDIRECT}"
        self._client = AsyncWebClient(base_url=f"{api_url}/", timeout=PATIENCE, retry_handlers=[])
        self._clock = clock
        self._page = f"{api_url.removesuffix('/api')}/oauth/v2/authorize"

    def page(self, state: str) -> str:
        """The address of Slack's consent page, which shows what the manifest asks for."""
        asked = {"client_id": self._app.client_id, "scope": _scopes(), "redirect_uri": self._redirect, "state": state}
        return f"{self._page}?{urlencode(asked)}"

    async def exchange(self, code: str) -> Consented:
        """What the code that came back is good for. Raises OrgWide, SlackRefuses, SlackAway."""
        answer = await self._access({"code": code, "redirect_uri": self._redirect})
        if answer.is_enterprise_install or answer.team is None:
            raise OrgWide
        if answer.authed_user is None:
            raise SlackRefuses("no user in the answer")
        tokens = _tokens(answer)
        lasts = None if answer.expires_in is None else timedelta(seconds=answer.expires_in)
        ends = None if lasts is None else self._clock.now() + lasts
        scopes = frozenset(answer.scope.split(",") if answer.scope else ())
        granted = Granted(answer.team.id, answer.team.name, answer.authed_user.id, tokens, ends, scopes)
        return Consented(granted, answer.app_id)

    async def refresh(self, refresh_token: Secret) -> Refreshed:
        """The next token, and what the one after it is fetched with. Raises SlackRefuses, SlackAway."""
        answer = await self._access({"grant_type": "refresh_token", "refresh_token": refresh_token.reveal()})
        if answer.expires_in is None:
            raise SlackRefuses("no end in the answer")
        return Refreshed(_tokens(answer), self._clock.now() + timedelta(seconds=answer.expires_in))

    async def _access(self, asked: Mapping[str, str]) -> _Access:
        """In the form, not in a header: slack_sdk's own method uses a part of aiohttp that is going."""
        form = {"client_id": self._app.client_id, "client_secret": self._app.client_secret.reveal(), **asked}
        try:
            answer: Any = await self._client.api_call("oauth.v2.access", data=form)
        except SlackApiError as error:
            code = code_of(error)
            raise (SlackAway if code in BUSY else SlackRefuses)(code) from None
        except (SlackClientError, aiohttp.ClientError, TimeoutError, OSError) as error:
            raise SlackAway(type(error).__name__) from None
        try:
            return msgspec.convert(answer.data, _Access)
        except msgspec.ValidationError:
            raise SlackRefuses("an answer that cannot be read") from None


@cache
def _scopes() -> str:
    """All that the manifest asks for."""
    return ",".join(for_socket_mode()["oauth_config"]["scopes"]["bot"])


def _tokens(answer: _Access) -> Tokens:
    refresh = answer.refresh_token
    return Tokens(Secret(answer.access_token), Secret(refresh) if refresh else None)
