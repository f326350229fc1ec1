"""Results of the token endpoints as usage rows."""

from operator import attrgetter
from typing import Final, final

import msgspec

from core.providers.contract import Series, UsageRow
from core.providers.openai.series import Dimensions, Raw, SeriesIndex, labels_of, values_of
from core.providers.openai.wire import Bucket, TokensResult

_PLAIN: Final = ("input_tokens", "output_tokens", "input_cached_tokens")
_RARE: Final = tuple(name for name in TokensResult.__struct_fields__ if name.endswith("_tokens") and name not in _PLAIN)
_rare_numbers = attrgetter(*_RARE)
_NOTHING_RARE: Final = (None,) * len(_RARE)


@final
class UsageRows:
    """Collects rows bucket by bucket."""

    def __init__(self, endpoint: str, dimensions: Dimensions) -> None:
        self._endpoint = endpoint
        self._dimensions = dimensions
        self._labels = values_of([field for _, field in dimensions])
        self._index = SeriesIndex(self._series_of)
        self.rows: list[UsageRow] = []

    @property
    def series(self) -> list[Series]:
        return self._index.series

    def take(self, bucket: Bucket[TokensResult]) -> None:
        start, number, labels = bucket.start_time, self._index, self._labels
        self.rows += [
            UsageRow(
                start,
                number[labels(result)],
                result.num_model_requests or 0,
                result.input_tokens or 0,
                result.output_tokens or 0,
                result.input_cached_tokens or 0,
                None,
                None if (rare := _rare_numbers(result)) == _NOTHING_RARE else _rare_of(rare),
            )
            for result in bucket.results
        ]

    def _series_of(self, raw: Raw) -> Series:
        return Series(self._endpoint, "", "", tuple(labels_of(self._dimensions, raw)))


def _rare_of(numbers: tuple[int | None, ...]) -> bytes | None:
    present = {name: number for name, number in zip(_RARE, numbers, strict=True) if number}
    return msgspec.json.encode(present) if present else None
