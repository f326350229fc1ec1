"""What projects, people and keys of an organization are called."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from typing import Final, TypeVar

import msgspec

from core.concurrency import together
from core.providers.contract import (
    Name,
    NameKind,
    Names,
    Nonsense,
    NotOffered,
    PermissionMissing,
    ProviderError,
)
from core.providers.openai.key_facts import instant, is_active, key_facts, owners, there
from core.providers.openai.listing import listed
from core.providers.openai.reports import ADMIN_KEYS, PROJECT_KEYS, PROJECTS, USERS
from core.providers.openai.series import label
from core.providers.openai.transport import Patience, Transport
from core.providers.openai.trouble import Refused
from core.providers.openai.wire import ApiKey, Listing, Person, Project, User

_EXPIRY_SECONDS: Final = 5.0

ItemT = TypeVar("ItemT")

_projects = msgspec.json.Decoder(Listing[Project], strict=False)
_users = msgspec.json.Decoder(Listing[User], strict=False)
_keys = msgspec.json.Decoder(Listing[ApiKey], strict=False)


async def projects(transport: Transport, patience: Patience) -> list[Project]:
    """All projects, archived ones too."""
    return await listed(transport, patience, PROJECTS, _projects, [("include_archived", "true")])


async def names(transport: Transport, patience: Patience, now: datetime) -> Names:
    """Every name the key may read; the permissions without which some stay ids are in `missing`."""
    gaps = _Gaps()
    known: list[Name] = []
    found_projects, found_users, admin_keys = await asyncio.gather(
        gaps.around(NameKind.PROJECT, partial(projects, transport, patience)),
        gaps.around(NameKind.USER, partial(listed, transport, patience, USERS, _users)),
        gaps.around(NameKind.KEY, partial(listed, transport, patience, ADMIN_KEYS, _keys)),
    )
    known += [Name(NameKind.PROJECT, p.id, _shown(p.name), active=not _archived(p)) for p in found_projects]
    known += [_user_name(user) for user in found_users]
    by_project = await together(
        gaps.around(NameKind.KEY, partial(_keys_of, transport, patience, project.id, gaps))
        for project in found_projects
    )
    whole = gaps.whole()
    keys = [("", key) for key in admin_keys]
    keys += [(p.id, key) for p, of_it in zip(found_projects, by_project, strict=True) for key in of_it]
    known += [_key_name(key) for _, key in keys]
    known += owners((key for _, key in keys), {user.id for user in found_users})
    people = there(found_users) if NameKind.USER in whole else None
    facts = [key_facts(key, project, people) for project, key in keys]
    since = made_first(found_projects, now)
    return Names(list(dict.fromkeys(known)), tuple(sorted(gaps.missing)), whole, since, facts)


async def key_expiry(transport: Transport, patience: Patience, hint: str) -> datetime | None:
    """When the admin key that ends with `hint` ends by itself.

    None when it does not, when several end alike, or when the list cannot be read: nothing hangs on it but a reminder.
    """
    try:
        async with asyncio.timeout(_EXPIRY_SECONDS):
            admin_keys = await listed(transport, patience, ADMIN_KEYS, _keys)
    except (ProviderError, TimeoutError):
        return None
    alike = [key for key in admin_keys if hint and (key.redacted_value or "").endswith(hint)]
    return instant(alike[0].expires_at) if len(alike) == 1 else None


@dataclass(slots=True)
class _Gaps:
    """What could not be read."""

    missing: set[str] = field(default_factory=set)
    """Permissions."""
    kinds: set[NameKind] = field(default_factory=set)

    async def around(self, kind: NameKind, listing: Callable[[], Awaitable[list[ItemT]]]) -> list[ItemT]:
        """What is in it; nothing, and a gap, where that may not be read."""
        try:
            return await listing()
        except PermissionMissing as error:
            self.missing.add(error.permission)
            self.kinds.add(kind)
        return []

    def whole(self) -> frozenset[NameKind]:
        """The kinds of which all is read. Without the projects nobody knows all keys, nor whose they are."""
        return frozenset() if NameKind.PROJECT in self.kinds else frozenset({*NameKind} - self.kinds)


async def _keys_of(transport: Transport, patience: Patience, project: str, gaps: _Gaps) -> list[ApiKey]:
    """Also those whose owner has no access to the project any more: OpenAI leaves them out unless asked for any."""
    for params in ([("owner_project_access", "any")], []):
        try:
            return await listed(transport, patience, PROJECT_KEYS, _keys, params, project)
        except NotOffered:
            return []  # an archived project may have no list of keys any more
        except Refused:
            continue  # an OpenAI that does not know the parameter
        except Nonsense:
            break
    gaps.kinds.add(NameKind.KEY)
    return []


def _archived(project: Project) -> bool:
    return project.status == "archived" or project.archived_at is not None


def active_projects(found: list[Project]) -> int:
    return sum(not _archived(project) for project in found)


def oldest(found: list[Project]) -> str:
    """The id of the project that was made first: the same for every key of an organization; "" when it has none."""
    return min(((p.created_at or 0.0, p.id) for p in found), default=(0.0, ""))[1]


def made_first(found: list[Project], now: datetime) -> date | None:
    """The day the first project was made: archived ones are listed too, and none can be deleted."""
    made = [p.created_at for p in found if p.created_at is not None and 0 < p.created_at <= now.timestamp()]
    return datetime.fromtimestamp(min(made), UTC).date() if made else None


def _user_name(user: User) -> Name:
    inside = user.user or Person()
    name, email = _shown(user.name or inside.name), user.email or inside.email or ""
    # Some have their e-mail for a name, which no message shows.
    return Name(NameKind.USER, user.id, "" if "@" in name else name, is_active(user), email)


def _key_name(key: ApiKey) -> Name:
    ending = f"key …{key.redacted_value[-4:]}" if key.redacted_value else ""
    return Name(NameKind.KEY, key.id, _shown(key.name) or ending)


def _shown(name: str | None) -> str:
    return label(name).strip()
