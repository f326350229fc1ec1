"""What a month will come to, in words."""

from datetime import date

from core.forecasts import Forecast, TooLittle


def forecast_words(found: Forecast | TooLittle, today: date) -> str:
    """ "Forecast for November: $6,612 ± $300, usually within 6 %", of today's month."""
    month = f"{today:%B}"
    if isinstance(found, TooLittle):
        known = f"{found.needed} days of history, {found.days} so far"
        return f"What {month} will come to, we don't know yet: that takes {known}."
    return f"Forecast for {month}: {found.shown}{_usual_error(found)}"


def _usual_error(found: Forecast) -> str:
    if found.usual_error is not None:
        return f", usually within {found.usual_error} %"
    return ", how close that is, we don't know yet" if found.rest else ", for nothing more is expected"
