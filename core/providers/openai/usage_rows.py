"""Results of the token endpoints as usage rows."""

from typing import Final, final

import msgspec
from msgspec.structs import astuple

from core.providers.contract import Series, UsageFields
from core.providers.openai.series import Dimensions, Raw, SeriesIndex, labels_of
from core.providers.openai.wire import Bucket, TokensResult

_FIELDS: Final = TokensResult.__struct_fields__
_LABELS: Final = _FIELDS.index("num_model_requests")
"""How many labels a result has. Then come its numbers: four that have a column each, and the rare ones."""
_RARE: Final = _FIELDS[_LABELS + 4 :]


@final
class UsageRows:
    """Collects rows bucket by bucket."""

    def __init__(self, endpoint: str, dimensions: Dimensions) -> None:
        self._endpoint = endpoint
        self._dimensions = dimensions
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
                number[values[:_LABELS]],
                values[_LABELS] or 0,
                values[_LABELS + 1] or 0,
                values[_LABELS + 2] or 0,
                values[_LABELS + 3] or 0,
                None,
                _rare_of(rare) if any(rare := values[_LABELS + 4 :]) else None,
            )
            for values in map(astuple, bucket.results)
        ]

    def _series_of(self, raw: Raw) -> Series:
        values = dict(zip(_FIELDS, raw, strict=False))
        asked = [values[field] for _, field in self._dimensions]
        return Series(self._endpoint, "", "", tuple(labels_of(self._dimensions, asked)))


def _rare_of(numbers: tuple[int | None, ...]) -> bytes:
    return msgspec.json.encode({name: number for name, number in zip(_RARE, numbers, strict=True) if number})
