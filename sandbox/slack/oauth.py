"""Installing the app by OAuth: the consent page, codes, tokens that may expire, and what Slack says of each."""

import base64
import binascii
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template
from typing import Final
from urllib.parse import urlencode

from aiohttp import web

from sandbox.slack.state import State
from sandbox.slack.web_api.call import Refused
from sandbox.slack.world import APP_ID, APP_TOKEN, BOT_TOKEN, BOT_USER, CLIENT_ID, CLIENT_SECRET, TEAM, Json

PAGE: Final = Template((Path(__file__).parent / "page" / "consent.html").read_text(encoding="utf-8"))

CODE_LIFE: Final = 600.0
"""Seconds a code is good for."""

TOKEN_LIFE: Final = 43200
"""Seconds a token lives where tokens rotate: 12 hours, as documented."""

GRACE: Final = 60.0
"""Seconds a refresh token that was used can be used again; Slack calls it short."""

MOST_ACTIVE: Final = 2
"""Tokens of one installation that live at a time; the oldest goes, as documented."""


@dataclass
class Code:
    team: str
    user: str
    redirect_uri: str
    born: float
    used: bool = False


@dataclass
class Token:
    team: str
    ends: float | None
    """Epoch seconds; None where tokens do not rotate."""
    revoked: bool = False


@dataclass
class Refresh:
    team: str
    used: float | None = None


class OAuth:
    """Of the one app, in all workspaces."""

    def __init__(self, states: Mapping[str, State]) -> None:
        self.rotation = False
        """Whether new tokens expire and come with a refresh token."""
        self.org_wide = False
        """Whether consent is given for a whole Enterprise Grid organization."""
        self._states = states
        self._now = states[TEAM].now
        self._codes: dict[str, Code] = {}
        self._tokens: dict[str, Token] = {}
        self._refresh: dict[str, Refresh] = {}

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/oauth/v2/authorize", self._ask), web.post("/oauth/v2/authorize", self._answer)]

    @property
    def tokens(self) -> list[str]:
        """All that were ever given out, refresh tokens and codes too: for searches."""
        return [*self._tokens, *self._refresh, *self._codes]

    def team_of(self, token: str) -> str | None:
        """Whose the token is, dead or alive; None for nobody's."""
        if token in (BOT_TOKEN, APP_TOKEN):
            return TEAM
        return self._tokens[token].team if token in self._tokens else None

    def check(self, token: str) -> None:
        """Raises Refused for one that was given out by nobody, has ended, or was revoked."""
        found = self._tokens.get(token)
        if found is None:
            raise Refused("invalid_auth")
        if found.revoked:
            raise Refused("token_revoked")
        if found.ends is not None and found.ends <= self._now():
            raise Refused("token_expired")

    def uninstall(self, team: str) -> None:
        """All tokens of the workspace's installation are dead from now on."""
        for token in self._tokens.values():
            token.revoked = token.revoked or token.team == team
        self._refresh = {text: refresh for text, refresh in self._refresh.items() if refresh.team != team}

    def consent(self, team: str, user: str, redirect_uri: str) -> str:
        """Somebody presses Allow: the code."""
        code = f"{secrets.token_hex(8)}.{secrets.token_hex(24)}"
        self._codes[code] = Code(team, user, redirect_uri, self._now())
        return code

    def access(self, authorization: str, form: Mapping[str, str]) -> Json:
        """oauth.v2.access. Raises Refused."""
        _check_client(authorization, form)
        if form.get("grant_type") == "refresh_token":
            return self._granted(self._refreshed(form.get("refresh_token", "")))
        code = self._taken(form)
        return self._granted(code.team, self.org_wide) | {"authed_user": {"id": code.user}}

    def _taken(self, form: Mapping[str, str]) -> Code:
        code = self._codes.get(form.get("code", ""))
        if code is None or self._now() - code.born > CODE_LIFE:
            raise Refused("invalid_code")
        if code.used:
            raise Refused("code_already_used")
        if form.get("redirect_uri", "") != code.redirect_uri:
            raise Refused("bad_redirect_uri")
        code.used = True
        return code

    def _refreshed(self, text: str) -> str:
        refresh = self._refresh.get(text)
        if refresh is None or (refresh.used is not None and self._now() - refresh.used > GRACE):
            raise Refused("invalid_refresh_token")
        refresh.used = self._now() if refresh.used is None else refresh.used
        return refresh.team

    def _granted(self, team: str, org_wide: bool = False) -> Json:
        state = self._states[team]
        token, ends = f"xoxb-{secrets.token_hex(16)}", None
        more: Json = {}
        if self.rotation:
            token, ends = f"xoxe.xoxb-1-{secrets.token_hex(16)}", self._now() + TOKEN_LIFE
            more = {"refresh_token": f"xoxe-1-{secrets.token_hex(16)}", "expires_in": TOKEN_LIFE}
            self._refresh[more["refresh_token"]] = Refresh(team)
        self._tokens[token] = Token(team, ends)
        alive = [each for each in self._tokens.values() if each.team == team and each.ends and not each.revoked]
        for each in alive[:-MOST_ACTIVE]:
            each.revoked = True
        return more | {
            "access_token": token,
            "token_type": "bot",
            "scope": ",".join(state.settings.scopes()),
            "bot_user_id": BOT_USER,
            "app_id": APP_ID,
            "team": None if org_wide else {"id": team, "name": state.team.name},
            "enterprise": {"id": "E0GRID", "name": "Grid"} if org_wide else None,
            "is_enterprise_install": org_wide,
        }

    async def _ask(self, request: web.Request) -> web.Response:
        """The consent page."""
        asked = request.query
        if asked.get("client_id") != CLIENT_ID:
            return web.Response(status=400, text="invalid_client_id")
        page = PAGE.substitute(
            scopes="".join(f"<li>{escape(scope)}</li>" for scope in asked.get("scope", "").split(",")),
            people="".join(self._choices()),
            state=escape(asked.get("state", "")),
            redirect_uri=escape(asked.get("redirect_uri", "")),
        )
        return web.Response(text=page, content_type="text/html")

    def _choices(self) -> Iterator[str]:
        """Everybody who may install apps, each workspace's first admin first."""
        for team, state in self._states.items():
            people = [user for user in state.users.values() if not (user["is_bot"] or user["is_restricted"])]
            for user in people:
                yield f'<option value="{team} {user["id"]}">{user["real_name"]} in {state.team.name}</option>'

    async def _answer(self, request: web.Request) -> web.Response:
        """Somebody presses Allow, or Cancel: back to the app."""
        form = {name: str(value) for name, value in (await request.post()).items()}
        back = {"state": form["state"]}
        if form.get("answer") != "allow":
            return _found(form["redirect_uri"], back | {"error": "access_denied"})
        team, _, user = form["who"].partition(" ")
        return _found(form["redirect_uri"], back | {"code": self.consent(team, user, form["redirect_uri"])})


def _found(where: str, more: Mapping[str, str]) -> web.Response:
    return web.Response(status=302, headers={"Location": f"{where}?{urlencode(more)}"})


def _check_client(authorization: str, form: Mapping[str, str]) -> None:
    """By HTTP Basic, or in the form. Raises Refused."""
    try:
        basic = base64.b64decode(authorization.removeprefix("Basic ")).decode()
    except (binascii.Error, UnicodeDecodeError):
        basic = ""
    client_id, _, secret = basic.partition(":")
    if (client_id or form.get("client_id")) != CLIENT_ID:
        raise Refused("invalid_client_id")
    if (secret or form.get("client_secret")) != CLIENT_SECRET:
        raise Refused("bad_client_secret")
