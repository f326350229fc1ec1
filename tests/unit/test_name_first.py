"""The name that a sentence begins with: "d1 weekly", "change b2 to $8000", "a3 to #ops day > $5"."""

import pytest

from core.subscriptions import Kind, name_first


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        (Kind.DIGEST, "d1 weekly at 10:00", ("d1", "weekly at 10:00")),
        (Kind.DIGEST, "Change D1 to weekly", ("D1", "weekly")),
        (Kind.BUDGET, "raise b2 to $8000", ("b2", "$8000")),
        (Kind.BUDGET, "b2, $8000", ("b2", "$8000")),
        (Kind.BUDGET, "b2 to <#C0COSTS>", ("b2", "to <#C0COSTS>")),
        (Kind.ALERT, "a3: day > $600", ("a3", "day > $600")),
        (Kind.ALERT, "edit a3", ("a3", "")),
        (Kind.ALERT, "d1 day > $600", None),
        (Kind.ALERT, "a0 day > $600", None),
        (Kind.ALERT, "a3x day > $600", None),
        (Kind.ALERT, "when day > $600", None),
        (Kind.DIGEST, "daily", None),
        (Kind.DIGEST, "", None),
    ],
)
def test_a_name_stands_first_and_what_follows_is_the_rest(kind: Kind, text: str, found: tuple[str, str] | None) -> None:
    assert name_first(kind, text) == found
