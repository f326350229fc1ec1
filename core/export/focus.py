"""The columns of FOCUS 1.2 and 1.4, the FinOps Open Cost and Usage Specification (https://focus.finops.org).

A row is a charge. What OpenAI does not tell is left out where the specification lets a provider leave it out, and null
where it may be; a column that is always null is one that rules about others ask for. The specification's own validator
(focus-validator 2.2.1, which knows 1.2) finds two things: names that are not ASCII, which stay as they are, and that of
two rules about InvoiceId, which contradict each other, one is broken.
"""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from core.amounts import currency_code
from core.connection import Connection
from core.export.cells import Cell, Column, decimal_of
from core.export.columns import day_of
from core.export.figures import Figure, Naming
from core.export.wanted import Form
from core.money import decimal_from
from core.questions.dimensions import Dimension

_PROVIDERS: Final = {"openai": "OpenAI"}
_SERVICES: Final = {"openai": "OpenAI API"}
_UNITS: Final = {
    "tokens": "Tokens",
    "1000_tokens": "1000 Tokens",
    "duration_seconds": "Seconds",
    "duration_minutes": "Minutes",
    "duration_hours": "Hours",
    "gibibyte_hours": "GiB-Hours",
    "images": "Images",
    "characters": "Characters",
}
"""The provider's units in the specification's form."""
_ONE: Final = "Units"
"""What a charge without a quantity is one of: the specification wants one of every charge for usage."""


def focus_columns(form: Form) -> list[Column]:
    """In the specification's order, which is the alphabet's; then those of ours."""
    others = _ONLY_1_4 if form is Form.FOCUS_1_4 else _ONLY_1_2
    return [*sorted((*_COLUMNS, *others), key=lambda column: column.title), *_OWN]


def _billed(figure: Figure, naming: Naming) -> Cell:
    return decimal_from(figure.nanos)


def _account(figure: Figure, naming: Naming) -> Connection:
    return naming.connections[figure.connection]


def _at(day: Callable[[date], date]) -> Callable[[Figure, Naming], Cell]:
    return lambda figure, naming: f"{day(day_of(figure))}T00:00:00Z"


def _next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def _label(dimension: Dimension) -> Callable[[Figure, Naming], Cell]:
    return lambda figure, naming: figure.labels.get(dimension) or None


def _name(dimension: Dimension) -> Callable[[Figure, Naming], Cell]:
    return lambda figure, naming: naming.name(figure, dimension) or None


def _is_credit(figure: Figure) -> bool:
    return figure.nanos < 0


def _quantity(figure: Figure, naming: Naming) -> Cell:
    """With a point in it always: what has none is taken for a whole number, which is no decimal to those that check."""
    return Decimal("1.0") if figure.quantity is None else Decimal(repr(figure.quantity)) + Decimal("0.0")


def _unit(figure: Figure, naming: Naming) -> Cell:
    return _ONE if figure.quantity is None else _UNITS.get(figure.unit, _ONE)


def _of_usage(cell: Callable[[Figure, Naming], Cell]) -> Callable[[Figure, Naming], Cell]:
    """Null beside a credit, of which nothing is used."""
    return lambda figure, naming: None if _is_credit(figure) else cell(figure, naming)


def _item(figure: Figure, naming: Naming) -> Cell:
    """The line of the bill, which is what OpenAI has in the place of a SKU."""
    return figure.labels.get(Dimension.ITEM) or "unspecified"


def _meter(figure: Figure, naming: Naming) -> Cell:
    return (figure.labels.get(Dimension.ITEM) or "").partition(",")[2].strip() or None


def _provider(figure: Figure, naming: Naming) -> Cell:
    provider = _account(figure, naming).provider
    return _PROVIDERS.get(provider, provider)


def _service(figure: Figure, naming: Naming) -> Cell:
    provider = _account(figure, naming).provider
    return _SERVICES.get(provider, provider)


def _always(text: str) -> Callable[[Figure, Naming], Cell]:
    return lambda figure, naming: text


def _null(figure: Figure, naming: Naming) -> Cell:
    return None


_COLUMNS: Final = (
    Column("BilledCost", _billed),
    Column("BillingAccountId", lambda figure, naming: _account(figure, naming).organization or "unknown"),
    Column("BillingAccountName", lambda figure, naming: _account(figure, naming).name),
    Column("BillingAccountType", _always("Organization")),
    Column("BillingCurrency", lambda figure, naming: currency_code(figure.currency)),
    Column("BillingPeriodEnd", _at(_next_month)),
    Column("BillingPeriodStart", _at(lambda day: day.replace(day=1))),
    Column("ChargeCategory", lambda figure, naming: "Credit" if _is_credit(figure) else "Usage"),
    Column("ChargeClass", _null),
    Column("ChargeDescription", _label(Dimension.ITEM)),
    Column("ChargeFrequency", lambda figure, naming: "One-Time" if _is_credit(figure) else "Usage-Based"),
    Column("ChargePeriodEnd", _at(lambda day: day + timedelta(days=1))),
    Column("ChargePeriodStart", _at(lambda day: day)),
    Column("CommitmentDiscountStatus", _null),
    Column("ConsumedQuantity", _of_usage(_quantity)),
    Column("ConsumedUnit", _of_usage(_unit)),
    Column("ContractedCost", _billed),
    Column("EffectiveCost", _billed),
    Column("InvoiceId", _null),
    Column("InvoiceIssuerName", _provider),
    Column("ListCost", _billed),
    Column("PricingQuantity", _of_usage(_quantity)),
    Column("PricingUnit", _of_usage(_unit)),
    Column("ServiceCategory", _always("AI and Machine Learning")),
    Column("ServiceName", _service),
    Column("ServiceSubcategory", _always("Generative AI")),
    Column("SkuId", _item),
    Column("SkuMeter", _meter),
    Column("SkuPriceDetails", _null),
    Column("SkuPriceId", _item),
    Column("SubAccountId", _label(Dimension.PROJECT)),
    Column("SubAccountName", _name(Dimension.PROJECT)),
    Column("SubAccountType", lambda figure, naming: "Project" if figure.labels.get(Dimension.PROJECT) else None),
)
_ONLY_1_2: Final = (Column("ProviderName", _provider), Column("PublisherName", _provider))
_ONLY_1_4: Final = (
    # Who provides the service does not say where it is hosted: then the one stands for the other.
    Column("HostProviderName", _provider),
    Column("InvoiceDetailId", _null),
    Column("ServiceProviderName", _provider),
)
_OWN: Final = (
    Column("x_KeyId", _label(Dimension.KEY)),
    Column("x_KeyName", _name(Dimension.KEY)),
    Column("x_Model", _label(Dimension.MODEL)),
    Column("x_ProjectId", _label(Dimension.PROJECT)),
    Column("x_Quantity", lambda figure, naming: decimal_of(figure.quantity)),
    Column("x_QuantityUnit", lambda figure, naming: figure.unit or None),
)
