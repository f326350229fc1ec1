"""Why a figure is what it is: what moved a bill from one span of days to another, and how."""

from core.why.asked import as_why, latest, read_why, why_sentence
from core.why.explain import explain
from core.why.explanation import (
    Explained,
    Explanation,
    Incomparable,
    Inside,
    Mover,
    News,
    NothingBilled,
    NothingSettled,
)
from core.why.parts import Parts
from core.why.uses import Uses

__all__ = [
    "Explained",
    "Explanation",
    "Incomparable",
    "Inside",
    "Mover",
    "News",
    "NothingBilled",
    "NothingSettled",
    "Parts",
    "Uses",
    "as_why",
    "explain",
    "latest",
    "read_why",
    "why_sentence",
]
