"""The pages somebody sees who installs TokenMeter by OAuth. Nothing in them is loaded from elsewhere."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import Final
from urllib.parse import urlencode

INSTALL: Final = "/slack/install"

STYLE: Final = files("bot.oauth").joinpath("page.css").read_text(encoding="utf-8")

ICON: Final = (
    '<svg width="28" height="28" viewBox="0 0 28 28" aria-hidden="true"><rect width="28" height="28" rx="7" '
    'fill="#14324a"/><rect x="6" y="15" width="4" height="7" rx="1" fill="#8fc1e3"/><rect x="12" y="10" width="4" '
    'height="12" rx="1" fill="#fff"/><rect x="18" y="6" width="4" height="16" rx="1" fill="#8fc1e3"/></svg>'
)

HEADERS: Final = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{base64.b64encode(sha256(STYLE.encode()).digest()).decode()}'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""The address of the page has a code in it: it is kept nowhere, and told to nobody."""

AGAIN: Final = ("Start again", INSTALL)


@dataclass(frozen=True, slots=True)
class Page:
    status: int
    title: str
    sentences: Sequence[str]
    """Paragraphs in our own HTML; names in them are escaped."""
    steps: Sequence[str] = ()
    """A numbered list after them, the same."""
    button: tuple[str, str] = AGAIN
    """What it says, and where it leads."""


def html_of(page: Page, support: str) -> str:
    """The whole document. `support`: whom to ask, in plain words; "" when nobody is named."""
    steps = f"<ol>{''.join(f'<li>{step}</li>' for step in page.steps)}</ol>" if page.steps else ""
    words, where = page.button
    asking = f" Questions? {escape(support)}" if support else ""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f"<title>{escape(page.title)} · TokenMeter</title><style>{STYLE}</style></head>"
        f'<body><main class="{"good" if page.status == 200 else "bad"}"><p class="name">{ICON}TokenMeter</p>'
        f"<h1>{escape(page.title)}</h1>{''.join(f'<p>{sentence}</p>' for sentence in page.sentences)}{steps}"
        f'<a class="button" href="{escape(where, quote=True)}">{escape(words)}</a>'
        f"<footer>TokenMeter reads usage and costs, never prompts.{asking}</footer></main></body></html>"
    )


def installed(workspace: str, team: str, app: str, slack: str) -> Page:
    """`workspace` is its name, `team` and `app` are Slack's ids, `slack` its address."""
    return Page(
        200,
        f"TokenMeter is in {workspace}",
        ["Three steps to the first chart:"],
        [
            "Open Slack: TokenMeter has sent you a message.",
            "Press <b>Connect</b> there, and paste an OpenAI admin key. The form says how to make one.",
            (
                "Wait a few minutes: the chart of the last 30 days comes to your DM. From then on anybody can ask, "
                "for example <code>/tokenmeter usage last 7 days by model</code>."
            ),
        ],
        _to_slack(team, app, slack),
    )


def installed_again(workspace: str, team: str, app: str, slack: str) -> Page:
    """The same, where what was stored of the workspace stays."""
    kept = (
        "Connections, figures, digests, budgets and alerts are as they were, and what was missed meanwhile is being "
        "read. There is nothing more to do."
    )
    return Page(200, f"TokenMeter is back in {workspace}", [kept], button=_to_slack(team, app, slack))


def _to_slack(team: str, app: str, slack: str) -> tuple[str, str]:
    return "Open TokenMeter in Slack", f"{slack}/app_redirect?{urlencode({'app': app, 'team': team})}"


CANCELLED: Final = Page(
    403,
    "Nothing was installed",
    [
        "Slack says that the request was declined. If that was you, all is as it was before.",
        "Where only admins may approve apps, ask one of them to open this page.",
    ],
)

FOREIGN: Final = Page(
    400,
    "This page belongs to another attempt",
    [
        "An installation is finished in the browser in which it was begun, and needs its cookie.",
        "Nothing was installed.",
    ],
)

EXPIRED: Final = Page(
    400,
    "That took more than ten minutes",
    ["For safety, an installation has to be finished within ten minutes. Nothing was installed."],
)

TOO_MANY: Final = Page(
    429,
    "Too many attempts from your network",
    [
        "In this minute more installations were tried from there than anybody needs. Nothing was changed.",
        "Please wait a minute, and start again.",
    ],
)

USED: Final = Page(
    409,
    "This attempt is over",
    [
        "Each attempt counts once, and loading its page again is no new one.",
        "If TokenMeter has sent you a message in Slack, it is installed, and there is nothing more to do.",
    ],
)

CODE_REFUSED: Final = Page(
    400,
    "Slack does not take this attempt any more",
    ["Its code was used before, or is too old. Nothing was changed."],
)

SLACK_AWAY: Final = Page(
    502,
    "Slack did not answer",
    ["Slack cannot be reached, or has trouble of its own. Nothing was changed; please try again in a minute."],
)

NOT_OURS: Final = Page(
    500,
    "TokenMeter is set up for another Slack app",
    [
        "Slack does not know the app by what TokenMeter was given. Nothing was installed.",
        (
            "For who runs TokenMeter: compare <code>SLACK_CLIENT_ID</code> and <code>SLACK_CLIENT_SECRET</code> with "
            "the app's page <i>Basic Information</i>, and <code>TOKENMETER_PUBLIC_URL</code> with the redirect URLs on "
            "its page <i>OAuth &amp; Permissions</i>."
        ),
    ],
)

ORG_WIDE: Final = Page(
    403,
    "TokenMeter is installed workspace by workspace",
    [
        (
            "It was approved for a whole Enterprise Grid organization. TokenMeter cannot do that: each workspace has "
            "keys, rights and figures of its own. Nothing was stored."
        ),
        (
            "Start again, and choose one workspace in the corner of Slack's page. The organization's approval can be "
            "taken back where its apps are managed."
        ),
    ],
)

STILL_LEAVING: Final = Page(
    503,
    "The last installation is still being removed",
    [
        (
            "TokenMeter was taken out of this workspace a moment ago, and begins anew only when all of it is gone. "
            "Please start again in a few minutes."
        ),
    ],
)

NO_ROOM: Final = Page(
    503,
    "TokenMeter could not keep what Slack gave it",
    ["Its vault or its database does not answer. Nothing was installed by halves; please try again in a minute."],
)


def failed(error_id: str) -> Page:
    """What nobody foresaw; the id stands in the log."""
    return Page(
        500,
        "Something went wrong on TokenMeter's side",
        [
            "Nothing was installed by halves; please try again.",
            f"If it stays, tell who runs TokenMeter the error id <code>{escape(error_id)}</code>.",
        ],
    )
