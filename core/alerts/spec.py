"""A rule as it is kept: a JSON object."""

import json
from typing import Any

from core.alerts.rule import Condition, New, Over, OverUsual, Span
from core.questions.dimensions import Dimension, Measure


def written_spec(condition: Condition) -> str:
    match condition:
        case Over(span, measure, limit):
            kept: dict[str, Any] = {"over": limit, "span": span, "measure": measure}
        case OverUsual(span, percent, floor):
            kept = {"percent": percent, "span": span, "floor": floor}
        case New(dimension):
            kept = {"new": dimension}
    return json.dumps(kept)


def read_spec(spec: str) -> Condition:
    """What `written_spec` wrote."""
    kept = json.loads(spec)
    if "over" in kept:
        return Over(Span(kept["span"]), Measure(kept["measure"]), kept["over"])
    if "percent" in kept:
        return OverUsual(Span(kept["span"]), kept["percent"], kept["floor"])
    return New(Dimension(kept["new"]))
