"""The organization: projects, people, service accounts, and the keys they call with."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from sandbox.openai.noise import letters

DEFAULT_PROJECT: Final = "Default project"

_ORGANIZATIONS: Final = ("lumen-freight", "northwind-labs", "halden-robotics", "cobalt-and-sons")

# name, first day and (when archived) last day, in days before the organization's newest day
_PROJECTS: Final = (
    (DEFAULT_PROJECT, 420, None),
    ("Search & Rank", 410, None),
    ("Support copilot", 405, None),
    ("Legacy chatbot", 405, 143),
    ("Billing bot", 380, None),
    ("Doc ingestion", 372, None),
    ("nightly-eval", 366, None),
    ("Data labs", 360, None),
    ("Marketing drafts", 330, None),
    ("Mobile app", 300, None),
    ("Code review bot", 262, None),
    ("Sales research", 214, None),
    ("Voice notes", 171, None),
    ("客服助手 Asia", 118, None),
)

# name, role, first day and (when gone) last day
_PEOPLE: Final = (
    ("Ana Ruiz", "owner", 420, None),
    ("Ben Okafor", "owner", 420, None),
    ("Chloé Martin", "reader", 410, None),
    ("Daniel Weiss", "reader", 405, None),
    ("Elif Kaya", "reader", 400, None),
    ("Farid Haddad", "reader", 372, None),
    ("Greta Lindholm", "reader", 366, None),
    ("Hiro Tanaka", "reader", 360, None),
    ("Ines Costa", "reader", 341, None),
    ("Jonas Vogel", "reader", 330, None),
    ("Katya Orlova", "reader", 302, None),
    ("Liam Byrne", "reader", 287, None),
    ("Mei Chen", "reader", 260, None),
    ("Noor Rahman", "reader", 233, None),
    ("Oscar Nilsson", "reader", 214, None),
    ("Priya Nair", "reader", 171, None),
    ("Quentin Dubois", "reader", 360, 92),
    ("Rosa Álvarez", "reader", 64, None),
)

# key, project, whose (a person's name; anything else is a service account), first day and (when deleted) last day
_KEYS: Final = (
    ("ranker-prod", "Search & Rank", "ranker", 410, None),
    ("query-rewrite", "Search & Rank", "ranker", 390, None),
    ("ranker-canary", "Search & Rank", "Elif Kaya", 30, None),
    ("copilot-prod", "Support copilot", "copilot", 405, None),
    ("copilot-priority", "Support copilot", "copilot", 190, None),
    ("copilot-staging", "Support copilot", "Daniel Weiss", 400, None),
    ("legacy-web", "Legacy chatbot", "legacy-web", 405, 143),
    ("billing-prod", "Billing bot", "billing", 380, None),
    ("invoice-batch", "Billing bot", "billing", 376, None),
    ("ingest-batch", "Doc ingestion", "ingest", 372, None),
    ("ingest-live", "Doc ingestion", "ingest", 350, None),
    ("nightly-eval", "nightly-eval", "eval-runner", 366, None),
    ("eval-adhoc", "nightly-eval", "Greta Lindholm", 330, 121),
    ("lab-hiro", "Data labs", "Hiro Tanaka", 360, None),
    ("lab-noor", "Data labs", "Noor Rahman", 233, None),
    ("lab-quentin", "Data labs", "Quentin Dubois", 360, 92),
    ("drafts", "Marketing drafts", "Jonas Vogel", 330, None),
    ("mobile-ios", "Mobile app", "mobile", 300, None),
    ("mobile-android", "Mobile app", "mobile", 300, None),
    ("reviewer", "Code review bot", "reviewer", 262, None),
    ("reviewer-old", "Code review bot", "Liam Byrne", 262, 240),
    ("sales-agent", "Sales research", "sales-agent", 214, None),
    ("voice-prod", "Voice notes", "voice", 171, None),
    ("cs-asia", "客服助手 Asia", "Mei Chen", 118, None),
    ("old-script", DEFAULT_PROJECT, "Ben Okafor", 415, 178),
)


# keys that nothing calls with: key, project, whose, first day, and so many days ago when used last (None: never)
_IDLE: Final = (
    ("quentin-notebook", "Data labs", "Quentin Dubois", 300, 3),
    ("hackday-demo", "Mobile app", "Liam Byrne", 190, 76),
    ("intern-test", "Marketing drafts", "Jonas Vogel", 120, None),
    ("load-test", "Support copilot", "copilot", 60, 45),
    ("voice-pilot", "Voice notes", "Priya Nair", 70, 9),
)
_EXPIRES_IN: Final = {"ranker-canary": 9, "voice-pilot": 5}
"""Days after the newest."""


@dataclass(frozen=True, slots=True)
class Project:
    id: str
    name: str
    created: date
    archived: date | None


@dataclass(frozen=True, slots=True)
class User:
    id: str
    name: str
    email: str
    role: str
    added: date
    left: date | None


@dataclass(frozen=True, slots=True)
class ServiceAccount:
    id: str
    name: str
    project: str
    """The project's id."""
    created: date


@dataclass(frozen=True, slots=True)
class ApiKey:
    id: str
    name: str
    project: str
    """The project's id."""
    owner: User | ServiceAccount
    created: date
    deleted: date | None
    redacted: str
    expires: date | None
    idle: bool = False
    """Whether nothing calls with it any more, or yet."""
    last_used: date | None = None
    """Of an idle one; None when it never was."""


@dataclass(frozen=True, slots=True)
class Organization:
    id: str
    """What the answers' `openai-organization` header says: the same for every key of the organization."""
    projects: tuple[Project, ...]
    users: tuple[User, ...]
    accounts: tuple[ServiceAccount, ...]
    keys: tuple[ApiKey, ...]

    def project(self, name: str) -> Project:
        return next(project for project in self.projects if project.name == name)

    def user(self, name: str) -> User:
        return next(user for user in self.users if user.name == name)

    def key(self, name: str) -> ApiKey:
        return next(key for key in self.keys if key.name == name)


def organization(seed: int, newest: date) -> Organization:
    """The organization of this seed, as old on `newest` as the tables above say."""
    drawn = Random(f"organization {seed}")
    name = f"{_ORGANIZATIONS[seed % len(_ORGANIZATIONS)]}-{letters(drawn, 6).lower()}"
    projects = {
        project: Project(f"proj_{letters(drawn, 24)}", project, _ago(newest, since), _when_over(newest, until))
        for project, since, until in _PROJECTS
    }
    users = {
        person: User(
            id=f"user-{letters(drawn, 24)}",
            name=person,
            email=_email(person),
            role=role,
            added=_ago(newest, since),
            left=_when_over(newest, until),
        )
        for person, role, since, until in _PEOPLE
    }
    accounts: dict[str, ServiceAccount] = {}
    keys = []
    for key, project, owner, since, until in _KEYS:
        if owner not in users and owner not in accounts:
            made = _ago(newest, since)
            accounts[owner] = ServiceAccount(f"svc_acct_{letters(drawn, 20)}", owner, projects[project].id, made)
        keys.append(
            ApiKey(
                id=f"key_{letters(drawn, 16)}",
                name=key,
                project=projects[project].id,
                owner=users.get(owner) or accounts[owner],
                created=_ago(newest, since),
                deleted=_when_over(newest, until),
                redacted=f"sk-{'proj' if owner in users else 'svcacct'}-{'*' * 12}{letters(drawn, 4)}",
                expires=_expires(newest, key),
            )
        )
    # Drawn after all others, which stay the same.
    keys += [
        ApiKey(
            id=f"key_{letters(drawn, 16)}",
            name=key,
            project=projects[project].id,
            owner=users.get(owner) or accounts[owner],
            created=_ago(newest, since),
            deleted=None,
            redacted=f"sk-{'proj' if owner in users else 'svcacct'}-{'*' * 12}{letters(drawn, 4)}",
            expires=_expires(newest, key),
            idle=True,
            last_used=_when_over(newest, used),
        )
        for key, project, owner, since, used in _IDLE
    ]
    return Organization(name, tuple(projects.values()), tuple(users.values()), tuple(accounts.values()), tuple(keys))


def empty_organization(seed: int, newest: date) -> Organization:
    """One owner, the project that every organization has, and nothing else."""
    drawn = Random(f"empty {seed}")
    name = f"empty-{letters(drawn, 6).lower()}"
    project = Project(f"proj_{letters(drawn, 24)}", DEFAULT_PROJECT, newest, None)
    owner = User(f"user-{letters(drawn, 24)}", "Ana Ruiz", _email("Ana Ruiz"), "owner", newest, None)
    return Organization(name, (project,), (owner,), (), ())


def _ago(newest: date, days: int) -> date:
    return newest - timedelta(days=days)


def _when_over(newest: date, days: int | None) -> date | None:
    return None if days is None else _ago(newest, days)


def _expires(newest: date, key: str) -> date | None:
    return newest + timedelta(days=_EXPIRES_IN[key]) if key in _EXPIRES_IN else None


def _email(person: str) -> str:
    """By the first name, as people have it in the small Slack, so that one finds one's own usage."""
    first = person.lower().split()[0].replace("é", "e").replace("á", "a")
    return f"{first}@acme.example"
