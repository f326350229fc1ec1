"""What OpenAI's lists of keys say beside their names: whose each is, and when it was made, used last, and ends."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime
from typing import Final

from core.providers.contract import KeyFacts, Name, NameKind, OwnerState
from core.providers.openai.series import label
from core.providers.openai.wire import Account, ApiKey, User

_LATEST: Final = 4_102_444_800.0
"""The first second of the year 2100: what is later is not a time."""


def key_facts(key: ApiKey, project: str, there: AbstractSet[str] | None) -> KeyFacts:
    """`project`: its id, "" for an admin key; `there`: the ids of who is in the organization, None where not known."""
    owner = owner_of(key)
    return KeyFacts(
        id=key.id,
        hint=(key.redacted_value or "")[-4:],
        admin=not project,
        project=project,
        owner=owner.id or "",
        owner_state=_state(key, owner, there),
        created_at=instant(key.created_at),
        last_used_at=instant(key.last_used_at),
        expires_at=instant(key.expires_at),
    )


def owner_of(key: ApiKey) -> Account:
    """The person or the service account."""
    owner = key.owner
    if owner is None:
        return Account()
    return owner.user or owner.service_account or Account(owner.id, owner.name)


def owners(keys: Iterable[ApiKey], listed: AbstractSet[str]) -> list[Name]:
    """Names of those who own keys and are not `listed` among the people: service accounts, and who has left."""
    found = []
    for key in keys:
        owner = owner_of(key)
        if owner.id and owner.id not in listed:
            name, is_account = label(owner.name).strip(), _is_accounts(key)
            if is_account:
                name = f"{name or owner.id[-4:]} (service account)"
            found.append(Name(NameKind.USER, owner.id, "" if "@" in name else name, is_account))
    return found


def there(users: Iterable[User]) -> set[str]:
    """The ids of those who are in the organization, and not disabled."""
    found = set()
    for user in users:
        if is_active(user):
            found |= {user.id, *([user.user.id] if user.user and user.user.id else [])}
    return found


def is_active(user: User) -> bool:
    person = user.user
    return person is None or (person.enabled is not False and person.banned is not True)


def instant(seconds: float | None) -> datetime | None:
    """None for what is no time."""
    return None if seconds is None or not 0 < seconds < _LATEST else datetime.fromtimestamp(seconds, UTC)


def _state(key: ApiKey, owner: Account, there: AbstractSet[str] | None) -> OwnerState:
    is_person = key.owner is not None and not _is_accounts(key)
    if is_person and owner.id and there is not None and owner.id not in there:
        return OwnerState.LEFT
    return OwnerState.NO_ACCESS if key.owner_project_access == "inactive" else OwnerState.THERE


def _is_accounts(key: ApiKey) -> bool:
    """Whether it is a service account's. An admin key's owner has no part that would tell, only its type."""
    owner = key.owner
    return owner is not None and (owner.service_account is not None or owner.type == "service_account")
