"""What is said about a pasted key before anything is sent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.providers.openai import why_not_a_key
from core.providers.pasted import clean

ADMIN = "sk-admin-" + "test-" * 8
INVISIBLE = ["\n", "\r\n", "\t", " ", "\u00a0", "\u200b", "\u200d", "\ufeff", "\u2028", "\u2060", "\u00ad"]


def test_an_admin_key_may_be_one() -> None:
    assert why_not_a_key(ADMIN) is None


@pytest.mark.parametrize("blank", INVISIBLE)
def test_blanks_and_invisible_characters_are_stripped_wherever_they_stand(blank: str) -> None:
    pasted = blank + ADMIN[:12] + blank + ADMIN[12:] + blank
    assert clean(pasted) == ADMIN
    assert why_not_a_key(pasted) is None


@pytest.mark.parametrize(
    ("pasted", "what"),
    [
        ("", "missing"),
        (" \n\u200b", "missing"),
        ("sk-proj-" + "test-" * 8, "project key"),
        ("sk-svcacct-" + "test-" * 8, "service account"),
        ("sk-" + "test" * 8, "user key"),
        ("sk-ant-" + "test-" * 8, "Anthropic"),
        ("https://platform.openai.com/api-keys", "web address"),
        (ADMIN + "\n" + ADMIN, "more than one key"),
        ("sk-proj-" + "test-" * 8 + " " + ADMIN, "more than one key"),
        (ADMIN[:20] + "–" + ADMIN[20:], "characters that no OpenAI key has"),
        ("sk-admin-" + "тест" * 8, "characters that no OpenAI key has"),
        (f'"{ADMIN}"', "starts with sk-admin-"),
        (ADMIN + '"', "without quotes"),
        ("sk-admin-abc", "a part of it is missing"),
        ("sk-admin-" + "t" * 1_000, "longer than any"),
        ("hunter2", "starts with sk-admin-"),
        ("\x00\x01\xff", "characters that no OpenAI key has"),
    ],
)
def test_what_cannot_be_an_admin_key_is_answered_with_why(pasted: str, what: str) -> None:
    assert what in (why_not_a_key(pasted) or "")


@pytest.mark.parametrize("prefix", ["sk-proj-", "sk-svcacct-", "sk-"])
def test_who_pastes_another_kind_of_key_learns_why_an_admin_key_is_needed_and_where_to_make_one(prefix: str) -> None:
    answer = why_not_a_key(prefix + "test" * 8) or ""
    assert "whole organization needs an admin key" in answer
    assert "https://platform.openai.com/settings/organization/admin-keys" in answer


@given(st.text(max_size=200))
def test_whatever_is_pasted_is_judged_and_never_repeated(pasted: str) -> None:
    answer = why_not_a_key(pasted)
    if answer is None:
        assert clean(pasted).startswith("sk-admin-")
        assert clean(pasted).isascii()
    elif len(clean(pasted)) > 12:
        assert clean(pasted) not in answer
