"""What is answered to a text that asks nothing we can answer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """No answer, and why not: what was typed is not understood, or is understood and cannot be answered."""

    what: str
    """The part it is about, as typed, at most 60 characters: a text from outside."""
    nearest: tuple[str, ...]
    """Sentences near to it that do get an answer, nearest first: "usage last 30 days by model"."""
    why: str = ""
    """Our own words, a whole sentence; "" when the part simply is not understood."""
