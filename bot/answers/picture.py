"""A chart as it goes to Slack."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    png: bytes
    title: str
    alt: str
    """Its figures in words."""
