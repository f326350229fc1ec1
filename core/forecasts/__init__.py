"""Forecasts: what a month, a week or a day will come to at this pace, and how close such forecasts were so far."""

from core.forecasts.asked import end_ahead
from core.forecasts.forecast import Forecast, TooLittle, forecast
from core.forecasts.hours import Today, today_of
from core.forecasts.spent import Spent, history_needed

__all__ = ["Forecast", "Spent", "Today", "TooLittle", "end_ahead", "forecast", "history_needed", "today_of"]
