"""An alert's picture: the last day by the hour, and what of it is more than usual."""

from typing import Final

from core.alerts.figures import start_of
from core.alerts.finding import Finding
from core.alerts.words import number
from core.chart import Bars, Chart
from core.grain import Grain
from core.money import NANOS
from core.questions.dimensions import Measure

USUAL_SLOT: Final = 0
OVER_SLOT: Final = 4


def alert_chart(finding: Finding, title: str) -> Chart:
    """`title`: what it is about, from outside."""
    is_count = finding.unit in (Measure.TOKENS, Measure.REQUESTS)
    scale = 1 if is_count else NANOS
    usual = [min(bar.amount, bar.usual) for bar in finding.bars]
    over = [bar.amount - least for bar, least in zip(finding.bars, usual, strict=True)]
    parts = (("As usual", usual, USUAL_SLOT), ("More than usual", over, OVER_SLOT))
    how = "as counted so far" if is_count else "estimated from what is used"
    return Chart(
        title=title,
        starts=tuple(start_of(bar.hour) for bar in finding.bars),
        grain=Grain.HOUR,
        series=tuple(
            Bars(name, tuple(each / scale for each in values), number(sum(values), finding.unit), slot)
            for name, values, slot in parts
            if any(values)
        ),
        unit=finding.unit,
        note=f"The last 24 hours, UTC · {how}",
    )


def alert_alt(finding: Finding, title: str) -> str:
    """The picture in words."""
    top = max(finding.bars, key=lambda bar: bar.amount)
    return (
        f"{title}: the last 24 hours. The most is {number(top.amount, finding.unit)} in the hour from "
        f"{start_of(top.hour):%H:%M} UTC, where {number(top.usual, finding.unit)} is usual."
    )
