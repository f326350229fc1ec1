"""OpenAI's own package against our table: when it knows an endpoint, a dimension or a field that we don't, and the
sandbox does not serve, one of these goes red."""

import inspect
import typing
from collections.abc import Iterator
from typing import Any, Final

import pytest
from openai.resources.admin.organization.usage import Usage
from openai.types.admin import organization as types
from openai.types.admin.organization.cost_quantity_unit import CostQuantityUnit

from core.providers.openai.cost_rows import KNOWN_UNITS
from core.providers.openai.pages import fields_of
from core.providers.openai.reports import REPORTS, Report
from sandbox.openai.endpoints import ENDPOINTS

OURS: Final = {report.endpoint.name: report for report in REPORTS}
SERVED: Final = {endpoint.path.removeprefix("usage/"): endpoint for endpoint in ENDPOINTS}
LABELS: Final = {"amount", "object"}


def methods() -> set[str]:
    """What the package can ask of usage and costs."""
    return {
        name
        for name, member in inspect.getmembers(Usage, inspect.isfunction)
        if not name.startswith("_") and "group_by" in inspect.signature(member).parameters
    }


def of_package(name: str, ending: str) -> Any:
    return getattr(types, f"Usage{''.join(word.title() for word in name.split('_'))}{ending}")


def dimensions(name: str) -> set[str]:
    return set(literals(typing.get_type_hints(of_package(name, "Params"))["group_by"]))


def literals(hint: Any) -> Iterator[str]:
    if typing.get_origin(hint) is typing.Literal:
        yield from typing.get_args(hint)
    for inner in typing.get_args(hint):
        if not isinstance(inner, str):
            yield from literals(inner)


def result(report: Report) -> Any:
    """The package's type of the report's results: each answer may hold any of them."""
    (bucket,) = typing.get_args(of_package(report.endpoint.name, "Response").model_fields["data"].annotation)
    for kind in kinds(bucket.model_fields["results"].annotation):
        if report.result in literals(kind.model_fields["object"].annotation):
            return kind
    raise AssertionError(f"the package knows no {report.result}")


def kinds(hint: Any) -> Iterator[Any]:
    if hasattr(hint, "model_fields"):
        yield hint
    for inner in typing.get_args(hint):
        yield from kinds(inner)


def test_we_collect_and_the_sandbox_serves_every_endpoint_that_the_package_knows() -> None:
    assert methods() == OURS.keys() == SERVED.keys()
    assert len(methods()) == 12


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.endpoint.name)
def test_we_split_by_every_dimension_that_the_package_knows(report: Report) -> None:
    name = report.endpoint.name
    assert dimensions(name) == {field for _, field in report.dimensions} == set(SERVED[name].group_by)


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.endpoint.name)
def test_we_know_every_field_of_a_result_that_the_package_knows(report: Report) -> None:
    known = set(result(report).model_fields)
    assert known <= fields_of(report.shape)
    asked = {field for _, field in report.dimensions} | LABELS
    numbers = known - asked - {"quantity", "quantity_unit"}
    read = {report.requests, report.quantity} - {""}
    assert read <= numbers or report.shape != "counted"


def test_we_know_every_unit_of_costs_that_the_package_knows() -> None:
    assert set(literals(CostQuantityUnit)) == KNOWN_UNITS
