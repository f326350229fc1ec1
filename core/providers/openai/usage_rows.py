"""Results of the token endpoints as usage rows."""

from collections import Counter
from typing import Final, final

import msgspec
from msgspec.structs import astuple

from core.providers.contract import Series, UsageFields
from core.providers.openai.series import Dimensions, Raw, SeriesIndex, labels_of
from core.providers.openai.wire import Bucket, TokensResult

_FIELDS: Final = TokensResult.__struct_fields__
# A result has its labels first, then four numbers that have a column each, then the rare ones.
_REQUESTS, _INPUT, _OUTPUT, _CACHED, _FIRST_RARE = map(
    _FIELDS.index,
    ("num_model_requests", "input_tokens", "output_tokens", "input_cached_tokens", "input_cache_write_tokens"),
)
_RARE: Final = _FIELDS[_FIRST_RARE:]
KNOWN_TIERS: Final = frozenset({"auto", "default", "flex", "scale", "priority", "fast", "ultrafast"})


@final
class UsageRows:
    """Collects rows bucket by bucket. What is not known is counted in `unknown`."""

    def __init__(self, endpoint: str, dimensions: Dimensions, unknown: Counter[str]) -> None:
        self._endpoint = endpoint
        self._dimensions = dimensions
        self._unknown = unknown
        self._index = SeriesIndex(self._series_of)
        self.rows: list[UsageFields] = []

    @property
    def series(self) -> list[Series]:
        return self._index.series

    def take(self, bucket: Bucket[TokensResult]) -> None:
        start, number = bucket.start_time, self._index
        self.rows += [
            (
                start,
                number[values[:_REQUESTS]],
                values[_REQUESTS] or 0,
                values[_INPUT] or 0,
                values[_OUTPUT] or 0,
                values[_CACHED] or 0,
                None,
                _rare_of(rare) if any(rare := values[_FIRST_RARE:]) else None,
            )
            for values in map(astuple, bucket.results)
        ]

    def _series_of(self, raw: Raw) -> Series:
        values = dict(zip(_FIELDS, raw, strict=False))
        asked = [values[field] for _, field in self._dimensions]
        labels = labels_of(self._dimensions, asked)
        tier = dict(labels).get("tier")
        if tier and tier not in KNOWN_TIERS:
            self._unknown[f"tier: {tier}"] += 1
        return Series(self._endpoint, "", "", tuple(labels))


def _rare_of(numbers: tuple[int | None, ...]) -> bytes:
    return msgspec.json.encode({name: number for name, number in zip(_RARE, numbers, strict=True) if number})
