"""What OpenAI bills for: a line item, and what was used of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final

import msgspec

from core.estimates.rows import Bill, CostOfDay, Labels, Part, UsageOfDay, Ware
from core.providers.openai.items import model_of

_WEIGHTS: Final = {"priority": 4, "flex": 1}
_BATCH, _USUAL = 1, 2
"""In halves of the usual price. Where a key's usage is all of one tier its own bills say what that costs, whatever
stands here: a weight matters where tiers are mixed."""

_INPUT, _OUTPUT = "input", "output"
_CACHED, _WRITTEN = "cached input", "cache write"
_AUDIO_IN, _AUDIO_OUT, _AUDIO_CACHED = "audio input", "audio output", "audio cached input"
_IMAGE_IN, _IMAGE_OUT, _IMAGE_CACHED = "image input", "image output", "cached image input"

_PLAINER: Final = {
    _AUDIO_CACHED: _CACHED,
    _IMAGE_CACHED: _CACHED,
    _CACHED: _INPUT,
    _WRITTEN: _INPUT,
    _AUDIO_IN: _INPUT,
    _IMAGE_IN: _INPUT,
    _AUDIO_OUT: _OUTPUT,
    _IMAGE_OUT: _OUTPUT,
}
"""What a kind of token is billed as where a model has no line item for it."""

_BILLED_BY: Final = ("project", "key", "user", "model")

_TOKENS: Final = ("completions", "decisions", "embeddings")
_BY_MODEL: Final = ("images", "audio_speeches", "audio_transcriptions")
"""What these count is billed under the model's name alone. (Moderations cost nothing.)"""
_TOOLS: Final = {
    "vector_stores": "vector storage",
    "code_interpreter_sessions": "code interpreter",
    "file_search_calls": "file search",
    "web_search_calls": "web search",
}
"""Words that a tool's line item has in it."""
_LEVELS: Final = ("vector_stores",)
"""What these count is there all the time."""
_BY_REQUESTS: Final = ("file_search_calls", "web_search_calls")

Billed = Mapping[tuple[int, Ware], Sequence[Bill]]
"""The bills of each ware in each connection."""


@lru_cache(maxsize=4096)
def ware_of(line_item: str) -> Ware:
    """What a line item is about. Words may come in any order: "gpt-6-astra, cached_input_tokens" is its cached input;
    an item that names no model is a ware of its own."""
    model = model_of(line_item)
    if not model:
        return Ware(line_item, "")
    words = line_item.partition(",")[2].lower().replace("_", " ").replace(",", " ").split()
    return Ware(model, " ".join(sorted(word for word in words if word != "tokens")))


def match(costs: Iterable[CostOfDay], usage: Iterable[UsageOfDay], now: datetime) -> tuple[list[Bill], list[Part]]:
    """Bills and what was used until `now`, by the same wares and labels.

    What a ware's bills never name (the key of a tool call) its parts do not name either, for it will not be billed so.
    """
    bills = [Bill(row.day, row.connection, row.labels, ware_of(row.labels.item or ""), *row[3:]) for row in costs]
    billed: defaultdict[tuple[int, Ware], list[Bill]] = defaultdict(list)
    for bill in bills:
        billed[bill.connection, bill.ware].append(bill)
    named = _Named(billed)
    return bills, [
        named.part(row, kind, count, weight) for row in usage for kind, count, weight in _counts(row, now) if count > 0
    ]


class _Named:
    """Gives what was used the names that it is billed under; each pair of labels and kind is worked out once."""

    def __init__(self, billed: Billed) -> None:
        self._billed = billed
        self._known: dict[tuple[int, str, Labels, str], tuple[Labels, Ware]] = {}
        self._unnamed: dict[tuple[int, Ware], dict[str, str]] = {}

    def part(self, row: UsageOfDay, kind: str, count: int, weight: int) -> Part:
        key = row.connection, row.endpoint, row.labels, kind
        if key not in self._known:
            ware = self._ware(row, kind)
            self._known[key] = self._labels(row, ware), ware
        labels, ware = self._known[key]
        return Part(row.day, row.connection, row.endpoint, labels, ware, count * weight, count, row.hour)

    def _ware(self, row: UsageOfDay, kind: str) -> Ware:
        if row.endpoint in _TOOLS:
            words = _TOOLS[row.endpoint]
            found = [ware for connection, ware in self._billed if connection == row.connection and words in ware.name]
            return found[0] if len(found) == 1 else Ware(words, "")
        model, plainer = row.labels.model or "", kind
        while (row.connection, Ware(model, plainer)) not in self._billed:
            if plainer not in _PLAINER:
                return Ware(model, kind)
            plainer = _PLAINER[plainer]
        return Ware(model, plainer)

    def _labels(self, row: UsageOfDay, ware: Ware) -> Labels:
        bills = self._billed.get((row.connection, ware), ())
        if not bills:
            return row.labels._replace(item=f"{ware.name}, {ware.kind}" if ware.kind else ware.name)
        if (row.connection, ware) not in self._unnamed:
            self._unnamed[row.connection, ware] = {
                label: "" for label in _BILLED_BY if all(getattr(bill.labels, label) == "" for bill in bills)
            }
        unnamed = self._unnamed[row.connection, ware]
        return row.labels._replace(item=bills[-1].labels.item, **unnamed)


def _counts(row: UsageOfDay, now: datetime) -> Iterator[tuple[str, int, int]]:
    """How much was used of each kind, and what it weighs by its tier."""
    if row.endpoint in _TOKENS:
        weight = _BATCH if row.labels.batch == "true" else _WEIGHTS.get(row.labels.tier or "", _USUAL)
        for kind, count in _kinds(row):
            yield kind, count, weight
    elif row.endpoint in _BY_REQUESTS:
        yield "", row.requests, 1
    elif row.endpoint in _LEVELS:
        # It is paid for by the hour: a day that is not over has had so much of it.
        begun = now - datetime(row.day.year, row.day.month, row.day.day, tzinfo=UTC)
        yield "", round((row.quantity or 0) * min(1.0, begun / timedelta(days=1))), 1
    elif row.endpoint in _TOOLS or row.endpoint in _BY_MODEL:
        yield "", round(row.quantity or 0), 1


def _kinds(row: UsageOfDay) -> Iterator[tuple[str, int]]:
    """How many tokens of each kind: text is what is neither audio nor image."""
    if row.rare is None:
        yield _INPUT, row.input - row.cached
        yield _CACHED, row.cached
        yield _OUTPUT, row.output
        return
    rare = msgspec.json.decode(row.rare, type=dict[str, float])

    def number(name: str) -> int:
        return int(rare.get(name, 0))

    written = number("input_cache_write_tokens")
    audio_cached, image_cached = number("input_cached_audio_tokens"), number("input_cached_image_tokens")
    audio, image = number("input_audio_tokens") - audio_cached, number("input_image_tokens") - image_cached
    audio_out, image_out = number("output_audio_tokens"), number("output_image_tokens")
    yield _INPUT, row.input - row.cached - written - audio - image
    yield _CACHED, row.cached - audio_cached - image_cached
    yield _WRITTEN, written
    yield _AUDIO_IN, audio
    yield _AUDIO_CACHED, audio_cached
    yield _IMAGE_IN, image
    yield _IMAGE_CACHED, image_cached
    yield _OUTPUT, row.output - audio_out - image_out
    yield _AUDIO_OUT, audio_out
    yield _IMAGE_OUT, image_out
