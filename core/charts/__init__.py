"""Charts as pictures. Importing this imports matplotlib: the bot does so in its chart process alone."""

from core.charts.drawing import draw

__all__ = ["draw"]
