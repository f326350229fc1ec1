"""What things are called: projects, people and keys, in lists with cursors."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from multidict import MultiMapping

from sandbox.openai.errors import Refused
from sandbox.openai.keys import Grant, Keys
from sandbox.openai.people import ApiKey, Project, ServiceAccount, User
from sandbox.openai.settling import midnight
from sandbox.openai.world import World

Item = Mapping[str, object]

_ACCESS = ("active", "inactive", "any")
_MOST = 100
_DEFAULT = 20


def listed(items: Sequence[Item], given: MultiMapping[str], also: Iterable[str] = ()) -> bytes:
    """The part of `items` that `after` and `limit` ask for; `also` are the other parameters it may have.

    Raises Refused (400).
    """
    for name in given:
        if name not in {"after", "limit", *also}:
            raise Refused(400, f"Unknown parameter: '{name}'.", code="unknown_parameter", param=name)
    limit = given.get("limit", str(_DEFAULT))
    if not (limit.isascii() and limit.isdigit() and 1 <= int(limit[:9]) <= _MOST):
        message = f"Invalid 'limit': expected an integer from 1 to {_MOST}, but got '{limit}' instead."
        raise Refused(400, message, code="invalid_value", param="limit")
    start = 0
    if "after" in given:
        ids = [item["id"] for item in items]
        if given["after"] not in ids:
            message = f"No such object: '{given['after']}'."
            raise Refused(400, message, code="invalid_value", param="after")
        start = ids.index(given["after"]) + 1
    page = items[start : start + int(limit)]
    answer = {
        "object": "list",
        "data": page,
        "first_id": page[0]["id"] if page else None,
        "last_id": page[-1]["id"] if page else None,
        "has_more": start + len(page) < len(items),
    }
    return json.dumps(answer, ensure_ascii=False).encode()


def projects(world: World, *, include_archived: bool) -> list[Item]:
    today = world.now().date()
    shown = (project for project in world.organization.projects if project.created <= today)
    return [_project(project, today) for project in shown if include_archived or _open(project.archived, today)]


def users(world: World, emails: Sequence[str]) -> list[Item]:
    """The people who are there; with `emails`, only those."""
    today = world.now().date()
    there = (user for user in world.organization.users if user.added <= today and _open(user.left, today))
    return [_user(user) for user in there if not emails or user.email in emails]


def project_keys(world: World, project: str, access: str = "active") -> list[Item]:
    """The keys that were not deleted; `access`: of owners who have it ("active"), who have it not, or of "any".

    Raises Refused: 404 for an unknown project, 400 for an unknown access.
    """
    known(world, project)
    if access not in _ACCESS:
        values = ", ".join(f"'{one}'" for one in _ACCESS)
        message = f"Invalid value: '{access}'. Supported values are: {values}."
        raise Refused(400, message, code="invalid_value", param="owner_project_access")
    today = world.now().date()
    there = (key for key in world.organization.keys if key.created <= today and _open(key.deleted, today))
    found = (_key(key, world.now()) for key in there if key.project == project)
    return [key for key in found if access in ("any", key["owner_project_access"])]


def service_accounts(world: World, project: str) -> list[Item]:
    """Raises Refused (404) for an unknown project."""
    known(world, project)
    return [_account(account) for account in world.organization.accounts if account.project == project]


def admin_keys(keys: Keys, world: World) -> list[Item]:
    owner = world.organization.users[0]
    return [_admin_key(grant, owner, keys.last_used(grant)) for grant in keys.of(world)]


def _open(until: date | None, today: date) -> bool:
    return until is None or until >= today


def known(world: World, project: str) -> None:
    """Raises Refused (404) for an unknown project."""
    if project not in {known.id for known in world.organization.projects}:
        raise Refused(404, f"No project found with id '{project}'.", code="not_found")


def _seconds(day: date) -> int:
    return int(midnight(day).timestamp())


def _project(project: Project, today: date) -> Item:
    is_open = _open(project.archived, today)
    return {
        "id": project.id,
        "object": "organization.project",
        "name": project.name,
        "created_at": _seconds(project.created),
        "archived_at": None if is_open or project.archived is None else _seconds(project.archived),
        "status": "active" if is_open else "archived",
    }


def _user(user: User) -> Item:
    return {
        "object": "organization.user",
        "id": user.id,
        "name": user.name,
        "email": user.email,
        "role": user.role,
        "added_at": _seconds(user.added),
    }


def _account(account: ServiceAccount) -> Item:
    return {
        "object": "organization.project.service_account",
        "id": account.id,
        "name": account.name,
        "role": "member",
        "created_at": _seconds(account.created),
    }


def _key(key: ApiKey, now: datetime) -> Item:
    return {
        "object": "organization.project.api_key",
        "redacted_value": key.redacted,
        "name": key.name,
        "created_at": _seconds(key.created),
        "last_used_at": _last_used(key, now),
        "expires_at": None if key.expires is None else _seconds(key.expires),
        "id": key.id,
        "owner": _owner(key.owner),
        "owner_project_access": "active" if _has_access(key, now.date()) else "inactive",
    }


def _last_used(key: ApiKey, now: datetime) -> int | None:
    if not key.idle:
        return int(now.timestamp()) // 3600 * 3600
    return None if key.last_used is None else _seconds(key.last_used)


def _has_access(key: ApiKey, today: date) -> bool:
    return not isinstance(key.owner, User) or _open(key.owner.left, today)


def _owner(owner: User | ServiceAccount) -> Item:
    if isinstance(owner, User):
        who = {"id": owner.id, "name": owner.name, "email": owner.email, "role": "member"}
        return {"type": "user", "user": who | {"created_at": _seconds(owner.added)}}
    account = {"id": owner.id, "name": owner.name, "role": "member", "created_at": _seconds(owner.created)}
    return {"type": "service_account", "service_account": account}


def _admin_key(grant: Grant, owner: User, used: datetime | None) -> Item:
    return {
        "object": "organization.admin_api_key",
        "id": grant.id,
        "name": grant.name,
        "redacted_value": grant.redacted,
        "created_at": int(grant.created.timestamp()),
        "expires_at": None if grant.expires is None else int(grant.expires.timestamp()),
        "last_used_at": None if used is None else int(used.timestamp()),
        "owner": {
            "type": "user",
            "object": "organization.user",
            "id": owner.id,
            "name": owner.name,
            "created_at": _seconds(owner.added),
            "role": "owner",
        },
    }
