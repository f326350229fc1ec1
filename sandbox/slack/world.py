"""The workspaces "Acme" and "Beta" as they are when the small Slack starts: their people and their channels."""

from dataclasses import dataclass
from typing import Any, Final

Json = dict[str, Any]

TEAM: Final = "T0ACME"
BETA: Final = "T0BETA"
PARTNER_TEAM: Final = "T0PARTNER"
APP_ID: Final = "A0TOKENMETER"
APP_NAME: Final = "TokenMeter"
BOT_USER: Final = "U0BOT"
BOT_ID: Final = "B0BOT"
SLACKBOT: Final = "USLACKBOT"
COMMAND: Final = "/tokenmeter"

BOT_TOKEN: Final = "xoxb-" + "sandbox-" * 3 + "bot"
APP_TOKEN: Final = "xapp-" + "sandbox-" * 3 + "app"
SIGNING_SECRET: Final = "sandbox-" * 3 + "signing-secret"
CLIENT_ID: Final = "10000000001.20000000002"
CLIENT_SECRET: Final = "sandbox-" * 3 + "client-secret"


@dataclass(frozen=True, slots=True)
class Team:
    """A workspace."""

    id: str
    name: str
    domain: str


TEAMS: Final = {team.id: team for team in (Team(TEAM, "Acme", "acme"), Team(BETA, "Beta", "beta"))}


def person(user: str, name: str, zone: str = "Europe/Berlin", team: str = TEAM, **more: bool) -> Json:
    """Somebody as users.info gives them."""
    return {
        "id": user,
        "team_id": team,
        "name": name.lower(),
        "real_name": name,
        "deleted": False,
        "tz": zone,
        "tz_label": zone,
        "profile": {"real_name": name, "display_name": name, "email": f"{name.lower()}@{TEAMS[team].domain}.example"},
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "is_bot": False,
        "is_app_user": False,
        "updated": 1700000000,
        **more,
    }


def people(team: str = TEAM) -> list[Json]:
    """New each time: tests change them. The bot has the same id in each workspace."""
    full = {
        TEAM: [
            person("U0ANA", "Ana", is_admin=True),
            person("U0BEN", "Ben", "America/New_York"),
            person("U0GUS", "Gus", is_restricted=True),
        ],
        BETA: [
            person("U0BEA", "Bea", "America/Chicago", BETA, is_admin=True),
            person("U0BOB", "Bob", "Asia/Tokyo", BETA),
        ],
    }
    return [*full[team], person(BOT_USER, APP_NAME, "UTC", team, is_bot=True)]


@dataclass(frozen=True, slots=True)
class Place:
    """A channel as it is at the start."""

    id: str
    name: str
    topic: str
    members: frozenset[str]
    private: bool = False
    shared: bool = False
    archived: bool = False


_FULL: Final = frozenset({"U0ANA", "U0BEN"})
_ALL: Final = _FULL | {"U0GUS"}

_BETAS: Final = frozenset({"U0BEA", "U0BOB"})

PLACES: Final = {
    TEAM: (
        Place("C0COSTS", "ai-costs", "What our models cost, and why", _ALL | {BOT_USER}),
        Place("C0GENERAL", "general", "Company-wide announcements", _ALL),
        Place("C0LEADS", "leads", "Private: leads only", _FULL, private=True),
        Place("C0PARTNER", "with-partner", "Shared with Partner Inc.", _ALL | {BOT_USER}, shared=True),
        Place("C0OLD", "old-costs", "Archived", _FULL | {BOT_USER}, archived=True),
    ),
    BETA: (
        Place("C0SPEND", "spend", "Where the money goes", _BETAS | {BOT_USER}),
        Place("C0BETA", "general", "Everybody at Beta", _BETAS),
    ),
}
