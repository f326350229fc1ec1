"""A budget as the fields of a form say it."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from core.budgets.budget import Every, typed_amount, typed_thresholds
from core.budgets.parse import NOT_OF_PEOPLE, Wanted, parse
from core.questions.dimensions import Dimension
from core.questions.filters import read_filters, written
from core.questions.not_understood import NotUnderstood
from core.subscriptions import in_form

_PERCENTS: Final = "Here stand percents alone, such as 50, 80, 100%."
_AMOUNT: Final = "Here stands the amount alone, such as $5000 or 400 eur."


class Field(StrEnum):
    AMOUNT = "amount"
    THRESHOLDS = "thresholds"
    FILTER = "filter"


@dataclass(frozen=True, slots=True)
class Form:
    """As typed and chosen."""

    amount: str = ""
    every: Every = Every.MONTH
    thresholds: str = ""
    filters: str = ""
    person: str = ""
    """Slack's id; "" for none."""
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Wrong:
    field: Field
    found: NotUnderstood


def form_of(wanted: Wanted) -> Form:
    """The form, filled in with what a budget says."""
    budget = wanted.budget
    person, channel = in_form(wanted.recipients)
    return Form(
        amount=typed_amount(budget),
        every=budget.every,
        thresholds=typed_thresholds(budget),
        filters=written(wanted.filters),
        person=person,
        channel=channel,
    )


def read_form(form: Form, before: Wanted | None = None) -> Wanted | Wrong:
    """What the form says. `before`: what it is to change; the form has room for one person and one channel, further
    ones stay."""
    budget = parse(f"{form.amount} a {form.every}")
    if isinstance(budget, NotUnderstood):
        is_amount = budget.why and form.amount.strip() and not budget.what.endswith(f"a {form.every}")
        return Wrong(Field.AMOUNT, budget if is_amount else NotUnderstood(form.amount.strip(), (), _AMOUNT))
    if not form.amount.strip() or budget.filters or budget.recipients:
        return Wrong(Field.AMOUNT, NotUnderstood("", (), _AMOUNT))
    thresholds = parse(f"{typed_amount(budget.budget)} a {form.every} at {form.thresholds.strip().rstrip('%')}%")
    if form.thresholds.strip() and isinstance(thresholds, NotUnderstood):
        return Wrong(Field.THRESHOLDS, NotUnderstood(form.thresholds.strip(), (), thresholds.why or _PERCENTS))
    filters = read_filters(form.filters)
    if isinstance(filters, NotUnderstood):
        return Wrong(Field.FILTER, filters)
    if any(each.dimension is Dimension.USER for each in filters):
        return Wrong(Field.FILTER, NotUnderstood("", (), NOT_OF_PEOPLE))
    chosen = budget.budget
    if isinstance(thresholds, Wanted) and form.thresholds.strip():
        if replace(thresholds.budget, thresholds=chosen.thresholds) != chosen or thresholds.filters:
            return Wrong(Field.THRESHOLDS, NotUnderstood("", (), _PERCENTS))
        chosen = thresholds.budget
    return Wanted(chosen, filters, _recipients(form, before))


def _recipients(form: Form, before: Wanted | None) -> tuple[str, ...]:
    shown = form_of(before) if before is not None else Form()
    further = before.recipients if before is not None else ()
    others = [each for each in further if each not in (shown.person, shown.channel)]
    return tuple(dict.fromkeys(each for each in (form.person, form.channel, *others) if each))
