"""Faults to switch on while it runs: what OpenAI, the edge before it and the network do at times, and worse."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Final

_NUMBER: Final = rb'"(?:value|input_tokens)":"?[^,}"]+"?'


def _number(text: bytes) -> Callable[[bytes], bytes]:
    """The first amount, or number of input tokens, becomes `text`."""

    def changed(body: bytes) -> bytes:
        return re.sub(_NUMBER, lambda found: found[0].split(b":")[0] + b":" + text, body, count=1)

    return changed


def _text(pattern: bytes, replacement: bytes, count: int = 1) -> Callable[[bytes], bytes]:
    def changed(body: bytes) -> bytes:
        return re.sub(pattern, replacement, body, count=count)

    return changed


NONSENSE: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    "nan": _number(b"NaN"),
    "infinity": _number(b"Infinity"),
    "huge": _number(b"1e999999"),
    "negative": _number(b"-7"),
    "text": _number(b'"many"'),
    "null_amount": _text(rb'"amount":\{[^}]*\}', b'"amount":null'),
    "results_not_a_list": _text(rb'"results":\[', b'"results":"none","rest":['),
    "data_not_a_list": _text(rb'"data":\[', b'"data":"none","rest":['),
    "start_missing": _text(rb'"start_time":', b'"begins":'),
    "shifted_buckets": _text(rb'"start_time":\d+', b'"start_time":86399'),
    "unknown_field": _text(
        rb'("object":"organization\.(?:costs|usage)[^"]*",)', rb'\1"carbon_grams":12.5,"nested":{"a":[1]},', 0
    ),
    "unknown_unit": _text(rb'"quantity_unit":"tokens"', b'"quantity_unit":"furlongs"', 0),
    "unknown_currency": _text(rb'"currency":"usd"', b'"currency":"xts"'),
    "unknown_tier": _text(rb'"service_tier":"default"', b'"service_tier":"warp"', 0),
    "array": lambda body: b"[]",
    "empty": lambda body: b"",
    "not_utf8": _text(rb'"object":"', b'"object":"\xff\xfe'),
    "deep": lambda body: b"[" * 100_000 + b"]" * 100_000,
}
"""What a nonsense answer is, by name: the change to the body. A body that has nothing to change stays as it is."""

KINDS: Final = {
    "rate_limited": "429; retry_after (seconds) and retry_after_ms go into the headers of these names",
    "server_error": "status (default 502) with an HTML body",
    "cut_off": "200 with half of the JSON",
    "cut_connection": "200 with half of the JSON, then the connection is closed",
    "reset": "the connection is closed without an answer",
    "slow": "ms milliseconds pass before the answer",
    "key_revoked": "401, as if the key had been revoked",
    "scope_missing": "status (default 403) naming scope (default api.usage.read)",
    "nonsense": "what: " + ", ".join(NONSENSE),
    "circular": "every page says that there is another, and its cursor leads back to itself",
    "limit_enforcing": "a spend limit says that it is reached and that requests are refused",
    "key_grouping_refused": "400 when costs are grouped by api_key_id",
    "total_refused": "400 when nothing is to be grouped by",
    "total_differs": "what is asked without group_by comes to a tenth more than its parts",
}

_STOPPING: Final = frozenset(KINDS) - {
    "slow",
    "limit_enforcing",
    "key_grouping_refused",
    "total_refused",
    "total_differs",
}
"""At most one of these happens to a request."""


@dataclass(slots=True, kw_only=True)
class Fault:
    """One fault that is switched on. Raises ValueError when it makes no sense."""

    kind: str
    probability: float = 1.0
    count: int | None = None
    """How many times more it happens; None: without end."""
    path: str = ""
    """It happens to requests whose path contains this."""
    status: int | None = None
    retry_after: float | None = None
    retry_after_ms: int | None = None
    ms: int = 0
    scope: str = "api.usage.read"
    what: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind of fault; there are: {', '.join(KINDS)}")
        if not 0 <= self.probability <= 1:
            raise ValueError("probability is from 0 to 1")
        if self.kind == "nonsense" and self.what not in NONSENSE:
            raise ValueError(f"what is one of: {', '.join(NONSENSE)}")


@dataclass(slots=True)
class Faults:
    """The faults that are on. The same seed and the same requests give the same faults."""

    seed: int = 0
    active: list[Fault] = field(default_factory=list)
    _drawn: Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._drawn = Random(self.seed)

    def add(self, kind: str, **options: object) -> Fault:
        """Switch a fault on; `options` are the fields of Fault. Raises ValueError or TypeError."""
        fault = Fault(kind=kind, **options)  # type: ignore[arg-type]  # Fault checks what it is given
        self.active.append(fault)
        return fault

    def clear(self) -> None:
        """Switch all of them off."""
        self.active.clear()

    def draw(self, path: str) -> list[Fault]:
        """What happens to a request: what leaves room for more first, then at most one fault that doesn't."""
        happening: list[Fault] = []
        for fault in self.active:
            stopped = any(other.kind in _STOPPING for other in happening)
            if fault.path not in path or fault.count == 0 or (stopped and fault.kind in _STOPPING):
                continue
            if fault.probability < 1 and self._drawn.random() >= fault.probability:
                continue
            if fault.count is not None:
                fault.count -= 1
            happening.append(fault)
        return sorted(happening, key=lambda fault: fault.kind in _STOPPING)
