"""One check: what was looked at, what was found, and the cure of what is wrong."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

PATIENCE: Final = 10.0
"""Seconds any one check may take."""


@dataclass(frozen=True, slots=True)
class Check:
    group: str
    name: str
    passed: bool
    found: str = ""
    """"" where the name says all."""
    cure: str = ""
    """"" where nothing is wrong."""


class Failed(Exception):
    """A check that did not pass: what was found, and what to do about it."""

    def __init__(self, found: str, cure: str) -> None:
        super().__init__(found)
        self.found = found
        self.cure = cure


async def tried(group: str, name: str, probe: Callable[[], Awaitable[str]]) -> Check:
    """The check that `probe` comes to: it answers what it found, or raises Failed."""
    try:
        async with asyncio.timeout(PATIENCE):
            return Check(group, name, True, await probe())
    except Failed as failed:
        return Check(group, name, False, failed.found, failed.cure)
    except TimeoutError:
        return Check(group, name, False, f"no answer in {PATIENCE:.0f} s", "Is the address right, and not firewalled?")
