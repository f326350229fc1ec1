"""One check: what was looked at, what was found, and the cure of what is wrong."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

PATIENCE: Final = 10.0
"""Seconds a check may take, if it has no more to look through than others."""


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


async def tried(group: str, name: str, probe: Callable[[], Awaitable[str]], patience: float = PATIENCE) -> Check:
    """The check that `probe` comes to: it answers what it found, or raises Failed."""
    try:
        async with asyncio.timeout(patience):
            return Check(group, name, True, await probe())
    except Failed as failed:
        return Check(group, name, False, failed.found, failed.cure)
    except TimeoutError:
        return Check(group, name, False, f"no answer in {patience:.0f} s", "Is the address right, and not firewalled?")
