"""`/slack/install` and `/slack/oauth_redirect`: what somebody's browser asks for who installs TokenMeter."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

import structlog
from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.oauth import pages
from bot.oauth.consent import OF_THE_CODE, REDIRECT, Consent, OrgWide, SlackAway, SlackRefuses
from bot.oauth.installing import Done, Installing
from bot.oauth.sender import sender_of
from bot.oauth.state import LIFETIME, NONCE_SIZE, Refused, Signer
from bot.pace import Pace
from core.clock import Clock
from core.install import Granted
from core.vault import VaultError
from storage.database import DatabaseDown
from storage.installs import StillLeaving
from storage.seen import Seen

COOKIE: Final = "tokenmeter-install"
LONGEST: Final = 300
"""Characters of a state, a code or a cookie of ours; more is nothing of ours."""

log = structlog.stdlib.get_logger("tokenmeter.oauth")


@dataclass(frozen=True, slots=True)
class OAuthRoutes:
    consent: Consent
    signer: Signer
    installing: Installing
    seen: Seen
    pace: Pace
    """Of attempts, by where they come from."""
    welcome: Callable[[Granted, Done], None]
    """Starts telling who installed it what to do next."""
    public_url: str
    slack_url: str
    support: str
    """Whom to ask, in plain words; "" when nobody is named."""
    random: Callable[[int], bytes]
    new_error_id: Callable[[], str]
    clock: Clock

    def routes(self) -> list[web.RouteDef]:
        return [web.get(pages.INSTALL, self._install), web.get(REDIRECT, self._redirect)]

    async def _install(self, request: web.Request) -> web.Response:
        """On to Slack's consent page. The browser keeps its cookie while it tries more than once."""
        browser = self._browser(request) or self.random(NONCE_SIZE).hex()
        state = self.signer.new(self.random(NONCE_SIZE), browser, self.clock.now())
        answer = web.Response(status=302, headers={"Location": self.consent.page(state), "Cache-Control": "no-store"})
        answer.set_cookie(
            self._cookie,
            browser,
            max_age=int(LIFETIME.total_seconds()),
            httponly=True,
            secure=self._is_https,
            samesite="Lax",
        )
        return answer

    async def _redirect(self, request: web.Request) -> web.Response:
        forwarded = ",".join(request.headers.getall("X-Forwarded-For", ()))
        sender = sender_of(request.remote or "", forwarded[-LONGEST:])
        page = await self._page(request) if self.pace.allows((sender,), self.clock.now()) else pages.TOO_MANY
        text = pages.html_of(page, self.support)
        return web.Response(status=page.status, text=text, content_type="text/html", headers=pages.HEADERS)

    async def _page(self, request: web.Request) -> pages.Page:
        try:
            return await self._told(request)
        except (VaultError, SQLAlchemyError, DatabaseDown):
            log.exception("an installation could not be stored")
            return pages.NO_ROOM
        except Exception:  # what nobody foresaw: logged, and told under its id
            error_id = self.new_error_id()
            log.exception("an installation failed", error_id=error_id)
            return pages.failed(error_id)

    async def _told(self, request: web.Request) -> pages.Page:
        state, code = request.query.get("state", "")[:LONGEST], request.query.get("code", "")[:LONGEST]
        attempt = self.signer.check(state, self._browser(request), self.clock.now())
        if isinstance(attempt, Refused):
            log.warning("refused an installation", why=attempt.value)
            return pages.FOREIGN if attempt is Refused.FOREIGN else pages.EXPIRED
        if "error" in request.query or not code:
            return pages.CANCELLED
        return await self._attempt(attempt, code)

    async def _attempt(self, attempt: str, code: str) -> pages.Page:
        if not await self.seen.first_time(f"oauth state:{attempt}", self.clock.now()):
            return pages.USED
        try:
            consented = await self.consent.exchange(code)
            done = await self.installing.install(consented.granted)
        except OrgWide:
            return pages.ORG_WIDE
        except StillLeaving:
            return pages.STILL_LEAVING
        except SlackAway as error:
            log.warning("Slack does not answer an installation", why=str(error))
            return pages.SLACK_AWAY
        except SlackRefuses as error:
            log.warning("Slack refuses an installation", why=error.code)
            return pages.CODE_REFUSED if error.code in OF_THE_CODE else pages.NOT_OURS
        granted = consented.granted
        self.welcome(granted, done)
        page = pages.installed_again if done.again else pages.installed
        return page(granted.name, granted.workspace, consented.app, self.slack_url)

    def _browser(self, request: web.Request) -> str:
        """The browser's cookie; "" when it has none of ours."""
        cookie = request.cookies.get(self._cookie, "")
        return cookie if len(cookie) == 2 * NONCE_SIZE and cookie.isascii() and cookie.isalnum() else ""

    @property
    def _is_https(self) -> bool:
        return urlsplit(self.public_url).scheme == "https"

    @property
    def _cookie(self) -> str:
        """Where it is https, a name that no other host, and no page without TLS, can set a cookie under."""
        return f"__Host-{COOKIE}" if self._is_https else COOKIE
