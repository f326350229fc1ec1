"""What people paste."""

import unicodedata
from typing import Final

_UNSEEN: Final = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})


def clean(pasted: str) -> str:
    """What is left without blanks, line breaks and characters that cannot be seen, wherever they stand."""
    return "".join(c for c in pasted if unicodedata.category(c) not in _UNSEEN)
