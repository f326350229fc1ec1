"""What went wrong in a collection, and when the next is tried."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from core.connection import NEEDS_A_PERSON, Trouble
from core.crypto import KeyUnreadable
from core.providers.contract import (
    KeyRejected,
    OrganizationChanged,
    PermissionMissing,
    ProviderDown,
    ProviderError,
    RateLimited,
)
from core.vault import KeyNotFound, VaultError

_WORST_FIRST: Final = (
    Trouble.ORGANIZATION_CHANGED,
    Trouble.KEY_UNREADABLE,
    Trouble.KEY_REJECTED,
    Trouble.PERMISSION_MISSING,
    Trouble.VAULT_DOWN,
    Trouble.RATE_LIMITED,
    Trouble.PROVIDER_DOWN,
    Trouble.NONSENSE,
)
_SOONEST: Final = timedelta(minutes=1)
_SOONEST_BY_HAND: Final = timedelta(minutes=10)
"""When somebody has to act first: often enough that it is seen soon, seldom enough that nobody minds."""
_LATEST: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Fault:
    trouble: Trouble
    detail: str = ""
    """The missing permission, and nothing else."""
    retry_at: datetime | None = None
    """Not to be tried before, by the provider's word."""


def fault_of(error: ProviderError) -> Fault:
    match error:
        case KeyRejected():
            return Fault(Trouble.KEY_REJECTED)
        case PermissionMissing(permission=permission):
            return Fault(Trouble.PERMISSION_MISSING, permission)
        case OrganizationChanged():
            return Fault(Trouble.ORGANIZATION_CHANGED)
        case RateLimited(retry_at=retry_at):
            return Fault(Trouble.RATE_LIMITED, retry_at=retry_at)
        case ProviderDown():
            return Fault(Trouble.PROVIDER_DOWN)
        case _:
            return Fault(Trouble.NONSENSE)


def fault_of_vault(error: KeyUnreadable | VaultError) -> Fault:
    """A vault that is away for a moment has lost nothing."""
    lost = isinstance(error, KeyUnreadable | KeyNotFound)
    return Fault(Trouble.KEY_UNREADABLE if lost else Trouble.VAULT_DOWN)


def worst(faults: Iterable[Fault]) -> Fault | None:
    """The one a person should hear of; None when there is none."""
    return min(faults, key=lambda fault: _WORST_FIRST.index(fault.trouble), default=None)


def next_attempt(fault: Fault, since: datetime | None, now: datetime, jitter: Callable[[], float]) -> datetime:
    """When to try again after a failure at `now` in a trouble that has lasted since `since` (None: just now).

    It waits half as long again as the trouble has lasted, at most an hour, spread by a quarter either way with `jitter`
    (a number from 0 to 1), and never less than the provider asked for.
    """
    lasted = now - since if since is not None else timedelta()
    soonest = _SOONEST_BY_HAND if fault.trouble in NEEDS_A_PERSON else _SOONEST
    wait = min(max(lasted / 2, soonest), _LATEST) * (0.75 + 0.5 * jitter())
    at = now + wait
    return at if fault.retry_at is None else max(at, fault.retry_at + _SOONEST * jitter())
