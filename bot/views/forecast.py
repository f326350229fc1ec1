"""What a month, or a week, will come to, in words."""

from core.amounts import in_percent
from core.forecasts import Forecast, TooLittle
from core.questions import Period


def forecast_words(found: Forecast | TooLittle, period: Period) -> str:
    """ "Forecast for November: $6,612 ± $300, usually within 6 %", of the month, or the week, that `period` begins."""
    name = f"{period.first:%B}" if period.is_month else "this week"
    if isinstance(found, TooLittle):
        known = f"{found.needed} days of history, {found.days} so far"
        return f"What {name} will come to, we don't know yet: that takes {known}."
    return f"Forecast for {name}: {found.shown}{usual_error(found)}"


def usual_error(found: Forecast) -> str:
    if found.usual_error is not None:
        return f", usually within {in_percent(found.usual_error)}"
    return ", how close that is, we don't know yet" if found.rest else ", for nothing more is expected"
