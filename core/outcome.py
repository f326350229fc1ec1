"""What became of something, where only the other side knows."""


class OutcomeUnknown(Exception):
    """It was lost whether this was stored: what it names must stay, for the sweep to destroy if nothing names it."""
