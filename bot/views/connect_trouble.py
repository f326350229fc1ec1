"""Why a key was not connected, and what to do."""

from typing import Final

from bot.views.modal_connect import ADMIN_KEYS, box
from bot.views.text import escape
from core.connection import KeyTaken, NameTaken, OrganizationTaken, StillLeaving
from core.providers.contract import KeyRejected, Nonsense, PermissionMissing, ProviderDown, RateLimited
from core.vault import VaultError

REFUSALS: Final = (
    KeyRejected,
    PermissionMissing,
    RateLimited,
    ProviderDown,
    Nonsense,
    NameTaken,
    OrganizationTaken,
    KeyTaken,
    StillLeaving,
    VaultError,
)
"""Everything foreseen that keeps a key from being connected. Nothing is stored then."""

Refusal = (
    KeyRejected
    | PermissionMissing
    | RateLimited
    | ProviderDown
    | Nonsense
    | NameTaken
    | OrganizationTaken
    | KeyTaken
    | StillLeaving
    | VaultError
)


def why_not_connected(refusal: Refusal, support: str) -> str:
    """One paragraph of mrkdwn: what happened, what is safe, what to do; each 🔴 ends with the support contact."""
    if isinstance(refusal, NameTaken):
        return (
            f"There is a connection called *{escape(refusal.name)}* already, or the history of one. Give this one "
            "another name."
        )
    if isinstance(refusal, OrganizationTaken):
        return f"This organization is connected already, as *{escape(refusal.name)}*."
    if isinstance(refusal, KeyTaken):
        return f"This key is connected already, as *{escape(refusal.name)}*. There is nothing to do."
    if isinstance(refusal, StillLeaving):
        return f"*{escape(refusal.name)}* is just being disconnected. Try again in a minute."
    return f"🔴 {_trouble(refusal)} Nothing was stored. Support: {support}."


def _trouble(refusal: Refusal) -> str:
    match refusal:
        case KeyRejected():
            return (
                "OpenAI does not accept this key: it is mistyped, revoked or expired. An owner can make a new one "
                f"under {ADMIN_KEYS}."
            )
        case PermissionMissing(permission=permission, reads=reads):
            return (
                f"This key may not read {escape(reads)}. Edit it under {ADMIN_KEYS}, tick {box(permission)}, and "
                "paste it again."
            )
        case RateLimited():
            return "OpenAI asks us to wait: too many requests just now. Try again in a minute."
        case ProviderDown():
            return "OpenAI does not answer at the moment. The key may be fine: try again in a minute."
        case Nonsense():
            return "OpenAI's answer made no sense to us. Try again in a minute."
        case _:
            return "The key could not be put into the vault. Try again in a minute."
