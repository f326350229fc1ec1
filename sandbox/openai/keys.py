"""Admin keys: which organization each opens, what it may read, until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from sandbox.openai.errors import no_key, scope_missing, wrong_key
from sandbox.openai.world import World

USAGE: Final = "api.usage.read"
NAMES: Final = "api.management.read"
"""Projects, people and keys: without it, usage can be read but not named."""

DEFAULT_KEY: Final = "sk-admin-" + "sandbox-" * 5 + "0001"
"""The demo's key. It opens the sandbox's organization and nothing else."""


@dataclass(frozen=True, slots=True)
class Grant:
    world: World
    name: str
    scopes: frozenset[str]
    created: datetime
    expires: datetime | None
    redacted: str
    id: str

    def check(self, scope: str) -> None:
        """Raises Refused when the key may not read what `scope` covers."""
        if scope not in self.scopes:
            raise scope_missing(scope)


class Keys:
    """The keys the server knows. A key that is not among them, was revoked, or has expired is refused with 401."""

    def __init__(self) -> None:
        self._grants: dict[str, Grant] = {}
        self._used: dict[str, datetime] = {}

    def issue(
        self,
        key: str,
        world: World,
        scopes: Iterable[str] = (USAGE, NAMES),
        *,
        name: str = "TokenMeter",
        expires: datetime | None = None,
    ) -> Grant:
        """Let `key` open `world`. Issued again, it is replaced."""
        grant = Grant(
            world=world,
            name=name,
            scopes=frozenset(scopes),
            created=world.now(),
            expires=expires,
            redacted=f"{key[:9]}{'*' * 12}{key[-4:]}",
            id=f"key_{sha256(key.encode()).hexdigest()[:16]}",
        )
        self._grants[key] = grant
        return grant

    def revoke(self, key: str) -> None:
        """From now on `key` opens nothing. Raises KeyError when it opened nothing before."""
        del self._grants[key]

    def of(self, world: World) -> list[Grant]:
        """The keys that open `world`, in the order in which they were issued."""
        return [grant for grant in self._grants.values() if grant.world is world]

    def last_used(self, grant: Grant) -> datetime | None:
        return self._used.get(grant.id)

    def opened_by(self, authorization: str | None) -> Grant:
        """What a request's Authorization header opens. Raises Refused."""
        if not authorization or not authorization.startswith("Bearer "):
            raise no_key()
        key = authorization.removeprefix("Bearer ")
        grant = self._grants.get(key)
        if grant is None and key.startswith(("sk-proj-", "sk-svcacct-")):
            # OpenAI knows such a key, and refuses it organization-wide figures.
            raise scope_missing(USAGE)
        if grant is None or (grant.expires is not None and grant.expires <= grant.world.now()):
            raise wrong_key(key)
        self._used[grant.id] = grant.world.now()
        return grant


def default_keys(world: World) -> Keys:
    """DEFAULT_KEY, and nothing else, opens `world`."""
    keys = Keys()
    keys.issue(DEFAULT_KEY, world)
    return keys
