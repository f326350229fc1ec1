"""What people type after /tokenmeter budget, and what it means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.budgets import Budget, Every, Wanted, budget_of, parse, sentence, spec_of
from core.budgets.parse import LARGEST_THRESHOLD, MOST_THRESHOLDS
from core.money import NANOS
from core.questions import Dimension, Filter, NotUnderstood

ANA, HERE = "U0ANA", "C0HERE"


def wanted(text: str, before: Wanted | None = None) -> Wanted:
    found = parse(text, ANA, HERE, before)
    assert isinstance(found, Wanted), found
    return found


def refused(text: str) -> NotUnderstood:
    found = parse(text, ANA, HERE)
    assert isinstance(found, NotUnderstood), found
    return found


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("$5000 a month", "$5,000 a month"),
        ("  MONTH   $5000 ", "$5,000 a month"),
        ("$5,000.50 a month", "$5,000.50 a month"),
        ("$5,000.5 per month", "$5,000.50 a month"),
        ("5k weekly", "$5,000 a week"),
        ("$1.5k a week", "$1,500 a week"),
        ("2 million dollars monthly", "$2,000,000 a month"),
        ("5000 usd per day", "$5,000 a day"),
        ("USD 5000 daily", "$5,000 a day"),
        ("$ 5000 each day", "$5,000 a day"),
        ("$5000/month", "$5,000 a month"),
        ("5000 / mo", "$5,000 a month"),
        ("€5.000,50 a month", "€5,000.50 a month"),
        ("5 000 eur a month", "€5,000 a month"),
        ("$5'000 a month", "$5,000 a month"),
        ("£12,50 every day", "£12.50 a day"),
        ("5000 CHF a month", "5,000 CHF a month"),
        ("$5000 a month for model:gpt-5*", "$5,000 a month for model:gpt-5*"),
        ('a week for project:"Search & Rank" $80', '$80 a week for project:"Search & Rank"'),
        ("$5000 a month without key:ci", "$5,000 a month for -key:ci"),
        ("$5000 a month except project:Web and project:App", "$5,000 a month for -project:Web -project:App"),
        ("$5000 a month - project:Web", "$5,000 a month for -project:Web"),
        ("$5000 a month at 50, 80, 100%", "$5,000 a month"),
        ("$5000 a month at 100% and 90%", "$5,000 a month at 90, 100%"),
        ("$5000 a month, warn me at 80", "$5,000 a month at 80%"),
        ("80 % of $500 a day", "$500 a day at 80%"),
        ("at 500 a month", "$500 a month"),
        ("a $100 budget per day, please", "$100 a day"),
        ("$5000 a month in cost", "$5,000 a month"),
    ],
)
def test_a_sentence_means_what_its_canonical_form_says(text: str, canonical: str) -> None:
    assert wanted(text).sentence == canonical


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        ("$5 a day", ()),
        ("$5 a day to <@U1|ana>, <#C1|costs> and <#C2|ops>", ("U1", "C1", "C2")),
        ("to <#C1|costs> $5 a day to <@U1|ana>", ("C1", "U1")),
        ("$5 a day to me", (ANA,)),
        ("$5 a day to here", (HERE,)),
        ("$5 a day to this channel", (HERE,)),
        ("$5 a day to <@U1|ana> for project:Web", ("U1",)),
    ],
)
def test_whom_it_is_told_to_stands_behind_to(text: str, recipients: tuple[str, ...]) -> None:
    assert wanted(text).recipients == recipients


@pytest.mark.parametrize(
    ("text", "what", "nearest"),
    [
        ("", "", "budget $5,000 a month"),
        ("$5000", "$5000", "budget $5,000 a month"),
        ("a week", "a week", "budget $5,000 a week"),
        ("$5k a mnth", "mnth", "budget $5,000 a month"),
        ("$60000 a year", "a year", "budget $5,000 a month"),
        ("$60000/year", "year", "budget $5,000 a month"),
        ("$60000 per year", "per year", "budget $5,000 a month"),
        ("€5000 per quarter", "per quarter", "budget €1,666.67 a month"),
        ("$5000 for 2 weeks", "for 2 weeks", "budget $2,500 a week"),
        ("$0.01 every 90 days", "every 90 days", "budget $0.01 a day"),
        ("$500 a month for 2 years", "for 2 years", "budget $500 a month"),
        ("$100 an hour", "an hour", "budget $100 a month"),
        ("$500 a day and a week", "week", "budget $500 a day"),
        ("$500 a day in tokens", "in tokens", "budget $500 a day"),
        ("$500 a day for user:ana", "for user:ana", "budget $500 a day"),
        ("$500 a day for Search", "for Search", "budget $500 a day"),
        ("$500 a day to ana", "to ana", "budget $500 a day"),
        ("$500 a day at 80, 1000%", "1000%", "budget $500 a day at 80%"),
        ("$500 a day at 0%", "at 0%", "budget $500 a day"),
        ("$500 a day at 1, 2, 3, 4, 5, 6, 7%", "at 1, 2, 3, 4, 5, 6, 7%", "budget $500 a day"),
        ("$500 a day at 12,5%", "at 12,5%", "budget $500 a day"),
        ("$0 a day", "$0", "budget $5,000 a month"),
        ("-$5 a day", "-$5", "budget $5,000 a month"),
        ("$1e400 a day", "$1e400", "budget $5,000 a month"),
        ("$5 €5 a day", "€5", "budget $5 a month"),
        ("$5000 $6000 a month", "$6000", "budget $5,000 a month"),
        ("$99999999999 a month", "$99999999999", "budget $5,000 a month"),
    ],
)
def test_what_is_not_understood_is_named_with_the_nearest_sentence(text: str, what: str, nearest: str) -> None:
    found = refused(text)
    assert found.what == what
    assert found.nearest[0] == nearest


@pytest.mark.parametrize("said", ["per quarter", "/year", "annually", "for 2 weeks", "every 3 months", "an hour"])
def test_another_period_is_answered_with_those_that_a_budget_has(said: str) -> None:
    assert refused(f"$5000 {said}").why == "A budget is for a day, a week or a month."


def test_an_amount_that_two_people_read_differently_is_asked_about() -> None:
    assert refused("$5.000 a month").nearest == ("budget $5,000 a month", "budget $5 a month")


def test_what_is_not_said_of_a_change_stays() -> None:
    before = wanted("€5000 a week at 90% for project:Web to <#C1|costs>")
    changed = wanted("8000", before)
    assert changed.sentence == "€8,000 a week at 90% for project:Web"
    assert changed.recipients == ("C1",)
    assert wanted("at 50, 100%", before).sentence == "€5,000 a week at 50, 100% for project:Web"


@given(st.text(max_size=60) | st.text("$€£5.0,k%/ adywekmonth'-at", max_size=30))
def test_any_text_gets_an_answer_whose_nearest_sentences_work(text: str) -> None:
    found = parse(text)
    if isinstance(found, Wanted):
        assert parse(found.sentence) == Wanted(found.budget, found.filters)
    else:
        assert found.nearest
        assert all(isinstance(parse(each.removeprefix("budget ")), Wanted) for each in found.nearest)


BUDGETS = st.builds(
    Budget,
    st.integers(1, 10**11).map(lambda cents: cents * NANOS // 100),
    st.sampled_from(Every),
    st.sampled_from(["usd", "eur", "gbp", "chf", "jpy"]),
    st.sets(st.integers(1, LARGEST_THRESHOLD), min_size=1, max_size=MOST_THRESHOLDS).map(
        lambda some: tuple(sorted(some))
    ),
)
FILTERS = st.lists(
    st.builds(
        Filter, st.sampled_from([Dimension.PROJECT, Dimension.MODEL]), st.from_regex(r"\w[\w &]{0,9}\w", fullmatch=True)
    ),
    max_size=3,
    unique=True,
).map(tuple)


@given(BUDGETS, FILTERS)
def test_a_budgets_sentence_says_the_same_budget(budget: Budget, filters: tuple[Filter, ...]) -> None:
    assert parse(sentence(budget, filters)) == Wanted(budget, filters)


@given(BUDGETS)
def test_a_budget_is_read_as_it_was_kept(budget: Budget) -> None:
    assert budget_of(spec_of(budget)) == budget
