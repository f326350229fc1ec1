"""Results of the costs endpoint as cost rows: money without a float on the way."""

from collections import Counter
from contextlib import suppress
from typing import Final, final

from core.money import LARGEST, NotMoney, nanos_from
from core.providers.contract import CostRow, Nonsense, Series
from core.providers.openai.items import model_of
from core.providers.openai.series import Dimensions, Raw, SeriesIndex, label, labels_of, values_of
from core.providers.openai.wire import Bucket, CostResult

KNOWN_UNITS: Final = frozenset(
    {
        "tokens",
        "1000_tokens",
        "duration_seconds",
        "duration_minutes",
        "duration_hours",
        "gibibyte_hours",
        "images",
        "characters",
    }
)
KNOWN_CURRENCIES: Final = frozenset({"usd"})
_DEFAULT_CURRENCY: Final = "usd"
"""What an amount is in that names no currency (a null amount has none)."""


@final
class CostRows:
    """Collects rows bucket by bucket. What is not known is counted in `unknown`."""

    def __init__(self, endpoint: str, dimensions: Dimensions, unknown: Counter[str]) -> None:
        self._endpoint = endpoint
        self._dimensions = dimensions
        self._unknown = unknown
        self._labels = values_of([*(field for _, field in dimensions), "quantity_unit"])
        self._index = SeriesIndex(self._series_of)
        self._size = 0
        self.rows: list[CostRow] = []

    @property
    def series(self) -> list[Series]:
        return self._index.series

    def take(self, bucket: Bucket[CostResult]) -> None:
        """Raises Nonsense for an amount that is not money."""
        rows = None
        with suppress(NotMoney):
            rows = [self._row(bucket.start_time, result) for result in bucket.results]
        if rows is None:
            raise Nonsense("an amount that is not money")
        self.rows += rows
        self._size += sum(abs(row.nanos) for row in rows)
        if self._size > LARGEST:
            raise Nonsense("more money than there can be")

    def _row(self, start: int, result: CostResult) -> CostRow:
        """Raises NotMoney."""
        value = result.amount.value if result.amount else None
        currency = result.amount.currency if result.amount else None
        if value is None:
            self._unknown["amount: null"] += 1
        nanos = 0 if value is None else nanos_from(value)
        return CostRow(start, self._index[(*self._labels(result), currency)], nanos, result.quantity)

    def _series_of(self, raw: Raw) -> Series:
        *values, raw_unit, raw_currency = raw
        labels = labels_of(self._dimensions, values)
        item = dict(labels).get("item")
        if item is not None:
            labels.append(("model", model_of(item)))
        unit, currency = label(raw_unit), label(raw_currency).lower() or _DEFAULT_CURRENCY
        if unit and unit not in KNOWN_UNITS:
            self._unknown[f"unit: {unit}"] += 1
        if currency not in KNOWN_CURRENCIES:
            self._unknown[f"currency: {currency}"] += 1
        return Series(self._endpoint, unit, currency, tuple(labels))
