"""What filters keep: connections and labels, by name and by id, and which names come near."""

from core.narrowing import Condition, Known, Narrowing, everything, is_empty, narrowed, nearest_names, unmatched
from core.providers.contract import Name, NameKind
from core.questions import Dimension, Filter, Filters, NotUnderstood, read_filters
from tests.unit.worlds import ACME, connection

BETA = connection(2, "Beta")
PROJECT, KEY, MODEL = Dimension.PROJECT, Dimension.KEY, Dimension.MODEL
KNOWN = Known(
    [ACME, BETA],
    {
        (1, PROJECT): {"proj_s", "proj_w", "proj_x", ""},
        (2, PROJECT): {"proj_b"},
        (1, MODEL): {"gpt-5", "gpt-5-mini", "o3", ""},
        (2, MODEL): {"o3"},
    },
    {
        1: [
            Name(NameKind.PROJECT, "proj_s", "Search & Rank"),
            Name(NameKind.PROJECT, "proj_w", "Web"),
            Name(NameKind.PROJECT, "proj_old", "Nothing was ever collected of it"),
            Name(NameKind.KEY, "proj_x", "a key's name is no project's"),
        ],
        2: [Name(NameKind.PROJECT, "proj_b", "Web")],
    },
)
ALL = everything([ACME, BETA])


def filters(text: str) -> Filters:
    found = read_filters(text)
    assert not isinstance(found, NotUnderstood), found
    return found


def narrow(text: str, within: Narrowing = ALL, *, fails_closed: bool = False) -> Narrowing:
    return narrowed(within, filters(text), KNOWN, fails_closed=fails_closed)


def keeps(dimension: Dimension, *values: str) -> Condition:
    return Condition(dimension, frozenset(values))


def leaves_out(dimension: Dimension, *values: str) -> Condition:
    return Condition(dimension, frozenset(values), excluded=True)


def test_a_name_means_everything_of_that_name_in_every_connection() -> None:
    assert narrow("project:web") == {1: (keeps(PROJECT, "proj_w"),), 2: (keeps(PROJECT, "proj_b"),)}


def test_an_id_works_as_well_as_a_name() -> None:
    assert narrow("project:proj_b") == {1: (keeps(PROJECT),), 2: (keeps(PROJECT, "proj_b"),)}


def test_patterns_of_a_dimension_are_alternatives_and_dimensions_must_all_hold() -> None:
    [found] = narrow('project:"search & rank" project:web model:gpt-5* connection:acme').values()
    assert found == (keeps(PROJECT, "proj_s", "proj_w"), keeps(MODEL, "gpt-5", "gpt-5-mini"))


def test_what_has_no_value_is_matched_by_no_pattern() -> None:
    assert narrow("project:*")[1] == (keeps(PROJECT, "proj_s", "proj_w", "proj_x"),)


def test_an_exclusion_names_what_goes() -> None:
    assert narrow("-model:gpt-5*")[1] == (leaves_out(MODEL, "gpt-5", "gpt-5-mini"),)
    assert narrow("model:gpt* -model:*mini")[1] == (
        keeps(MODEL, "gpt-5", "gpt-5-mini"),
        leaves_out(MODEL, "gpt-5-mini"),
    )


def test_a_limit_by_name_leaves_out_what_has_no_known_name() -> None:
    """It might be the one that is to be hidden."""
    assert narrow("-project:web")[1] == (leaves_out(PROJECT, "proj_w"),)
    assert narrow("-project:web", fails_closed=True)[1] == (leaves_out(PROJECT, "proj_w", "proj_x"),)


def test_connections_are_kept_and_left_out_whole() -> None:
    assert list(narrow("connection:be*")) == [2]
    assert list(narrow("-connection:be*")) == [1]
    assert narrow("-connection:*") == {}


def test_limits_and_filters_all_hold() -> None:
    first = narrow("project:web")
    assert narrow("project:search* connection:acme", first) == {1: (keeps(PROJECT, "proj_w"), keeps(PROJECT, "proj_s"))}


def test_it_is_plain_when_nothing_is_left() -> None:
    assert is_empty(narrow("-connection:*"))
    assert is_empty(narrow("project:nobody"))
    assert not is_empty(narrow("project:proj_b"))
    assert not is_empty(narrow("-project:*"))  # what is in no project at all is left
    assert not is_empty(ALL)


def test_a_filter_that_matches_nothing_is_found_also_in_an_exclusion() -> None:
    assert unmatched(ALL, filters("project:web model:o3"), KNOWN) is None
    assert unmatched(ALL, filters("model:o3 -project:wep"), KNOWN) == Filter(PROJECT, "wep", excluded=True)
    assert unmatched(ALL, filters("project:search* connection:beta"), KNOWN) == Filter(PROJECT, "search*")
    assert unmatched(ALL, filters("connection:gamma"), KNOWN) == Filter(Dimension.CONNECTION, "gamma")


def test_the_nearest_names_hold_what_was_typed_or_are_spelled_like_it() -> None:
    def near(text: str, within: Narrowing = ALL) -> list[str]:
        return nearest_names(within, filters(text)[0], KNOWN)

    assert near("project:rank") == ["Search & Rank"]
    assert near("project:serach") == ["Search & Rank"]
    assert near("model:gpt5") == ["gpt-5", "gpt-5-mini"]
    assert near("connection:acne") == ["Acme"]
    assert near("project:zzz") == []
    assert near("project:serach", everything([BETA])) == []
