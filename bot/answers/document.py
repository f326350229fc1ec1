"""A file of figures as it goes to Slack."""

from dataclasses import dataclass
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class Document:
    file: BinaryIO
    """At its beginning."""
    size: int
    """In bytes."""
    name: str
    title: str
