"""What goes wrong on purpose, and a log of the calls. Neither holds a payload."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from random import Random
from typing import Literal

import grpc

Damage = Literal["", "request", "answer"]


@dataclass(slots=True)
class Fault:
    """One way for calls to go wrong."""

    method: str = ""
    """"AddSecretVersion"; "" for every method."""
    code: grpc.StatusCode | None = None
    """What is answered; None lets the call go through (late, or damaged)."""
    times: int | None = 1
    """For how many calls; None for all."""
    probability: float = 1.0
    carried_out: bool = False
    """The call is carried out and then its answer is lost: `code` comes instead."""
    wait: Callable[[], Awaitable[object]] | None = None
    """Awaited first. The call is carried out afterwards even if whoever made it has given up."""
    damaged: Damage = ""
    """One bit of the payload is changed on its way in or out, and its checksum is not."""
    reason: str = ""
    """The machine-readable reason Google adds to some refusals: "SERVICE_DISABLED"."""


@dataclass(frozen=True, slots=True)
class Call:
    method: str
    resource: str
    """The name the call was about."""
    code: grpc.StatusCode
    """What it was answered."""


class Faults:
    """The first fault that fits a call befalls it."""

    def __init__(self, seed: int = 0) -> None:
        self._random = Random(seed)
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        self._waiting.append(fault)

    def clear(self) -> None:
        self._waiting.clear()

    def befalling(self, method: str) -> Fault | None:
        for fault in self._waiting:
            if fault.method in ("", method) and self._random.random() < fault.probability:
                if fault.times is not None:
                    fault.times -= 1
                    if fault.times <= 0:
                        self._waiting.remove(fault)
                return fault
        return None


def damaged(payload: bytes) -> bytes:
    """`payload` with one bit changed."""
    return bytes([payload[0] ^ 1]) + payload[1:] if payload else payload
