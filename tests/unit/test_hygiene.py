"""Which keys somebody should look at, and how that reads."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.views.keys import MOST, build_keys, keys_words
from core.hygiene import Findings, Reason, findings
from core.providers.contract import KeyFacts, Name, NameKind, OwnerState
from sandbox.slack.blocks import problems
from tests.unit.golden import assert_golden
from tests.unit.worlds import NOW, connection

HOSTILE = "<!channel> *&*\n" * 20
DAY = timedelta(days=1)
ACME = connection()
WELL = KeyFacts(
    id="key_1",
    hint="wxYZ",
    admin=False,
    project="proj_1",
    owner="user_1",
    owner_state=OwnerState.THERE,
    created_at=NOW - 200 * DAY,
    last_used_at=NOW - DAY,
    expires_at=None,
)


def key(number: int = 1, **changes: object) -> KeyFacts:
    return replace(WELL, id=f"key_{number}", hint=f"wxY{number}", **changes)  # type: ignore[arg-type]  # tests' own


def reasons(one: KeyFacts, *used: str) -> tuple[Reason, ...]:
    found = findings([one], ACME, set(used), NOW).to_look_at
    return found[0].reasons if found else ()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ()),
        ({"last_used_at": NOW - 30 * DAY}, (Reason.UNUSED,)),
        ({"last_used_at": NOW - 30 * DAY + timedelta(seconds=1)}, ()),
        ({"last_used_at": None}, (Reason.UNUSED,)),
        ({"last_used_at": None, "created_at": NOW - 29 * DAY}, ()),
        ({"last_used_at": None, "created_at": None}, ()),
        ({"expires_at": NOW + 14 * DAY}, (Reason.EXPIRES,)),
        ({"expires_at": NOW + 15 * DAY}, ()),
        ({"expires_at": NOW, "last_used_at": None}, ()),
        ({"owner_state": OwnerState.LEFT}, (Reason.OWNER_LEFT,)),
        ({"owner_state": OwnerState.NO_ACCESS}, (Reason.OWNER_WITHOUT_ACCESS,)),
        ({"owner_state": OwnerState.LEFT, "last_used_at": None}, (Reason.OWNER_LEFT, Reason.UNUSED)),
    ],
)
def test_what_makes_a_key_one_to_look_at(changes: dict[str, object], expected: tuple[Reason, ...]) -> None:
    assert reasons(replace(key(), **changes)) == expected  # type: ignore[arg-type]  # tests' own


def test_usage_that_was_counted_is_believed_over_what_the_list_says() -> None:
    """A key whose last use OpenAI does not tell is not called unused while its usage is collected."""
    assert reasons(key(last_used_at=None)) == (Reason.UNUSED,)
    assert reasons(key(last_used_at=None), "key_1") == ()


def test_an_admin_key_that_usage_is_counted_for_is_used_for_more_than_one_thing() -> None:
    admin = key(admin=True, project="")
    assert reasons(admin) == ()
    assert reasons(admin, "key_1") == (Reason.ADMIN_KEY_AT_WORK,)
    assert reasons(key(), "key_1") == ()


def test_tokenmeters_own_key_is_in_use_whatever_the_list_says() -> None:
    own = replace(key(admin=True, project="", last_used_at=None), hint=ACME.key_hint)
    assert reasons(own) == ()
    assert reasons(replace(own, admin=False)) == (Reason.UNUSED,), "another key that ends alike"
    (found,) = findings([replace(own, expires_at=NOW + DAY)], ACME, set(), NOW).to_look_at
    assert (found.reasons, found.is_ours) == ((Reason.EXPIRES,), True)


def test_the_worst_comes_first() -> None:
    keys = [
        key(1, last_used_at=NOW - 40 * DAY),
        key(2, last_used_at=NOW - 90 * DAY),
        key(3, expires_at=NOW + 9 * DAY),
        key(4, expires_at=NOW + 2 * DAY, last_used_at=None),
        key(5, owner_state=OwnerState.NO_ACCESS),
        key(6, owner_state=OwnerState.LEFT),
        key(7),
    ]
    found = findings(keys, ACME, set(), NOW)
    assert [each.key.id[-1] for each in found.to_look_at] == ["6", "5", "4", "3", "2", "1"]
    assert found.keys == 7


NAMES = {
    1: [
        Name(NameKind.PROJECT, "proj_1", "Search & Rank"),
        Name(NameKind.USER, "user_1", "Ana Ruiz"),
        Name(NameKind.USER, "user_2", "Quentin Dubois", active=False),
        *(Name(NameKind.KEY, f"key_{n}", name) for n, name in enumerate(("notebook", "canary", "hackday", "intern"))),
        Name(NameKind.KEY, "key_4", "key …wxY4"),
    ]
}


def some() -> Findings:
    left = {"owner": "user_2", "owner_state": OwnerState.LEFT}
    keys = [
        key(0, **left, last_used_at=NOW - 3 * DAY),
        key(1, expires_at=NOW + 9 * DAY),
        key(2, last_used_at=NOW - 400 * DAY),
        key(3, last_used_at=None, created_at=NOW - 120 * DAY),
        key(4, project="", admin=True, last_used_at=NOW - 50 * DAY),
        replace(key(5, project="", admin=True, expires_at=NOW + 5 * DAY), hint=ACME.key_hint),
        *(key(n) for n in range(6, 30)),
    ]
    return findings(keys, ACME, set(), NOW)


@pytest.mark.parametrize("people", [True, False])
def test_the_list_reads_as_when_somebody_last_looked_at_it(people: bool) -> None:
    text, blocks = build_keys([some()], NAMES, NOW, people=people)
    assert text == "6 of 30 keys need a look"
    assert problems(blocks, "message") == []
    assert ("Quentin" in str(blocks)) == ("Ana" in str(blocks)) == people
    assert_golden("keys_for_managers" if people else "keys_for_members", blocks)


def test_the_longest_list_is_short_and_within_slacks_limits() -> None:
    names = {
        n: [Name(kind, f"{start}_{k}", HOSTILE) for kind, start in zip(NameKind, ("proj", "user", "key"), strict=True)
            for k in range(40)]
        for n in range(1, 6)
    }  # fmt: skip
    states = (OwnerState.LEFT, OwnerState.NO_ACCESS, OwnerState.THERE)
    keys = [key(n, last_used_at=None, owner_state=states[n % 3], expires_at=NOW + DAY) for n in range(40)]
    found = [findings(keys, connection(n, HOSTILE), set(), NOW) for n in range(1, 6)]
    text, blocks = build_keys(found, names, NOW, people=True)
    assert text == "200 of 200 keys need a look"
    assert problems(blocks, "message") == []
    assert str(blocks).count("expires 25 Nov") == MOST
    assert "and 188 more: 58 of people who have left, 65 of people without access, 65 expiring" in str(blocks)


def unread(missing: tuple[str, ...]) -> str:
    text, blocks = build_keys([Findings(replace(ACME, names_missing=missing), 0, ())], {}, NOW, people=True)
    assert problems(blocks, "message") == []
    return f"{text} {blocks}"


def test_where_no_keys_are_known_it_is_said_why() -> None:
    assert "*Management API: Read*" in unread(("api.management.read",))
    assert "once a day" in unread(())
    text, blocks = build_keys([findings([key()], ACME, set(), NOW)], NAMES, NOW, people=True)
    assert text == "The key needs no look"
    assert "actions" not in str(blocks)
    assert build_keys([], {}, NOW, people=True)[1] == []


def test_the_line_beside_a_connection_counts_them() -> None:
    assert keys_words(1) == "1 key needs a look: `/tokenmeter keys`"
    assert keys_words(4) == "4 keys need a look: `/tokenmeter keys`"


def test_days_of_another_year_have_it() -> None:
    _, blocks = build_keys([some()], NAMES, datetime(2027, 1, 1, tzinfo=NOW.tzinfo), people=True)
    assert "last used 21 Nov 2026" in str(blocks)
