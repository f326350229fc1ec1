"""What OpenAI keys look like: judged locally, before anything is sent."""

import re
from typing import Final

from core.providers.pasted import clean

ADMIN_KEYS_PAGE: Final = "https://platform.openai.com/settings/organization/admin-keys"

_CURE: Final = f"An owner of the OpenAI organization can create an admin key here: {ADMIN_KEYS_PAGE}"
_LONGEST: Final = 512
_SHORTEST: Final = 20
_BODY: Final = re.compile(r"[A-Za-z0-9_-]+\Z")

_OTHER_KINDS: Final = (
    ("sk-proj-", "This is a project key. Usage of the whole organization needs an admin key."),
    ("sk-svcacct-", "This is a service account's key. Usage of the whole organization needs an admin key."),
    ("sk-ant-", "This looks like a key of Anthropic, not of OpenAI."),
    ("sk-", "This is a user key. Usage of the whole organization needs an admin key, which starts with sk-admin-."),
)


def why_not_a_key(pasted: str) -> str | None:
    """Why this cannot be an admin key, in sentences for the person who pasted it; None when it may be one.

    The sentences never repeat what was pasted.
    """
    key = clean(pasted)
    return _why_not_text(key) or _why_not_admin(key)


def _why_not_text(key: str) -> str | None:
    if not key:
        return f"The key is missing. {_CURE}"
    if "://" in key:
        return f"This is a web address, not a key. An admin key starts with sk-admin-. {_CURE}"
    if not key.isascii():
        return (
            "This has characters that no OpenAI key has; a program may have changed it on the way. "
            "Copy the key once more from where it was made."
        )
    if len(key) > _LONGEST:
        return "This is longer than any OpenAI key. Paste the key alone."
    if key.count("sk-admin-") > 1 or (key.startswith("sk-") and "sk-admin-" in key[1:]):
        return "This is more than one key. Paste one key alone."
    return None


def _why_not_admin(key: str) -> str | None:
    if not key.startswith("sk-admin-"):
        for prefix, what in _OTHER_KINDS:
            if key.startswith(prefix):
                return f"{what} {_CURE}"
        return f"This does not look like an OpenAI key: an admin key starts with sk-admin-. {_CURE}"
    if _BODY.match(key) is None:
        return "An OpenAI key has letters, digits, hyphens and underscores only. Paste the key alone, without quotes."
    if len(key) < _SHORTEST:
        return "This is shorter than any OpenAI key: a part of it is missing. Copy the whole key."
    return None
