"""Results of the endpoints that count something else than tokens, as usage rows: images, characters, seconds, bytes,
sessions, calls of tools."""

from typing import Final, final

import msgspec

from core.providers.contract import Series, UsageFields
from core.providers.openai.reports import Report
from core.providers.openai.series import Dimensions, Raw, SeriesIndex, labels_of, values_of
from core.providers.openai.wire import Bucket, CountedResult

_FIELDS: Final = CountedResult.__struct_fields__
_NUMBERS: Final = _FIELDS[_FIELDS.index("num_model_requests") :]


@final
class CountedRows:
    """Collects rows bucket by bucket."""

    def __init__(self, report: Report, dimensions: Dimensions) -> None:
        self._report = report
        self._dimensions = dimensions
        self._labels = values_of([field for _, field in dimensions])
        self._rest = [name for name in _NUMBERS if name not in {report.requests, report.quantity}]
        self._index = SeriesIndex(self._series_of)
        self.rows: list[UsageFields] = []

    @property
    def series(self) -> list[Series]:
        return self._index.series

    def take(self, bucket: Bucket[CountedResult]) -> None:
        self.rows += [self._row(bucket.start_time, result) for result in bucket.results]

    def _row(self, start: int, result: CountedResult) -> UsageFields:
        report = self._report
        requests = getattr(result, report.requests) if report.requests else None
        quantity = getattr(result, report.quantity) if report.quantity else None
        rest = {name: number for name in self._rest if (number := getattr(result, name))}
        return (
            start,
            self._index[self._labels(result)],
            requests or 0,
            0,
            0,
            0,
            None if quantity is None else float(quantity),
            msgspec.json.encode(rest) if rest else None,
        )

    def _series_of(self, raw: Raw) -> Series:
        return Series(self._report.endpoint.name, self._report.unit, "", tuple(labels_of(self._dimensions, raw)))
