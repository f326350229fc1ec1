"""What installing by OAuth is put together from."""

import os
import secrets

from bot.house import House
from bot.oauth.consent import Consent
from bot.oauth.installing import Done, Installing
from bot.oauth.refreshing import Refreshing
from bot.oauth.routes import OAuthRoutes
from bot.oauth.state import Signer
from bot.oauth.stored_bots import StoredBots
from bot.pace import Pace
from bot.settings import OAuthApp
from bot.shared import Shared
from core.install import Granted
from core.keys import TOKENS
from storage.installs import Installs


def stored_bots(shared: Shared, app: OAuthApp) -> StoredBots:
    """The bots that are installed by now, or will be."""
    installs, tokens = Installs(shared.database), shared.keys.of_kind(TOKENS)
    consent = Consent(app, shared.settings.slack_api_url, shared.clock)
    refreshing = Refreshing(consent, tokens, installs, shared.workspaces, shared.holder, shared.clock)
    return StoredBots(installs, tokens, refreshing, shared.clock)


def oauth_routes(house: House, app: OAuthApp) -> OAuthRoutes:
    shared, settings = house.shared, house.shared.settings

    async def welcome(granted: Granted, done: Done) -> None:
        deps = await house.installed.deps_of(granted.workspace)
        await deps.welcoming.greet(granted.by, done.uid, granted.name, is_new=not done.again)

    return OAuthRoutes(
        consent=Consent(app, settings.slack_api_url, shared.clock),
        signer=Signer(app.client_secret),
        installing=Installing(
            shared.keys.of_kind(TOKENS),
            Installs(shared.database),
            house.purging,
            settings.plan,
            lambda: secrets.token_hex(8),
            shared.clock,
        ),
        seen=shared.seen,
        pace=Pace(),
        welcome=lambda granted, done: shared.in_flight.start("welcome", welcome(granted, done)),
        public_url=app.public_url,
        slack_url=settings.slack_api_url.removesuffix("/api"),
        support=settings.support,
        random=os.urandom,
        new_error_id=lambda: secrets.token_hex(4),
        clock=shared.clock,
    )
