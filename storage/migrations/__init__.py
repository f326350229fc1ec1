"""The schema's history."""

from typing import Final

HEAD: Final = "0029"
"""The newest revision. Stands here too, so that a start need not import Alembic to see that nothing is to be done."""
