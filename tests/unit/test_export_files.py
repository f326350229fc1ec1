"""Files of figures: exact, verbatim, and no name in them is a formula."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.export import Figure, Form, Naming, TooManyRows, Wanted, file_of, files
from core.export.cells import defused
from core.money import LARGEST
from core.providers.contract import Name, NameKind
from core.questions import Dimension
from tests.unit.worlds import connection, question

START = int(datetime(2026, 11, 3, tzinfo=UTC).timestamp())
HOSTILE = [
    "=1+1",
    "+49",
    "-2",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "'=x",
    "''+",
    "＝1",
    'a"b',
    "a,b",
    "a\nb",
    "a\r\nb",
    "שלום",
    "😀",
    "",
]
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

a_name = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30) | st.sampled_from(
    HOSTILE
)


def cost(nanos: int, project: str = "proj_1", quantity: float | None = 1000.0, unit: str = "tokens") -> Figure:
    labels = {Dimension.PROJECT: project, Dimension.MODEL: "gpt-5", Dimension.ITEM: "gpt-5, cached input"}
    return Figure(START, False, 1, labels, unit, quantity, "usd", nanos)


def used(hour: int | None = None) -> Figure:
    labels = {Dimension.PROJECT: "proj_1", Dimension.MODEL: "gpt-5", Dimension.KEY: None, Dimension.KIND: "completions"}
    start = START + (hour or 0) * 3600
    return Figure(start, hour is not None, 1, labels, "", None, "", 0, 12, 3456, 78, 90)


def naming(project: str = "Search & Rank") -> Naming:
    return Naming.of([connection(1, "Acme")], {1: [Name(NameKind.PROJECT, "proj_1", project)]})


def written(wanted: Wanted, figures: Iterable[Figure], folder: Path, of: Naming | None = None) -> bytes:
    to = io.BytesIO()
    file = file_of(wanted, of or naming(), to, folder)
    file.write(figures)
    file.close()
    return to.getvalue()


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def by(*dimensions: Dimension, form: Form = Form.CSV, hourly: bool = False) -> Wanted:
    asked = question(f"7d by {', '.join(dimensions)}" if dimensions else "7d")
    return Wanted(asked, form, hourly)


def test_a_csv_has_costs_and_usage_apart_and_names_beside_ids(tmp_path: Path) -> None:
    content = written(by(), [cost(1_234_567_890), used()], tmp_path)
    assert content.startswith(b"\xef\xbb\xbfdate,record,provider,connection,project_id,project,model,key_id,key,")
    assert content.count(b"\r\n") == 3
    billed, spent = read(content)
    assert billed["date"] == spent["date"] == "2026-11-03"
    assert (billed["record"], billed["cost"], billed["currency"]) == ("cost", "1.234567890", "USD")
    assert (billed["project_id"], billed["project"], billed["item"]) == (
        "proj_1",
        "Search & Rank",
        "gpt-5, cached input",
    )
    assert (billed["quantity"], billed["unit"], billed["requests"]) == ("1000", "tokens", "")
    assert (spent["record"], spent["cost"], spent["currency"], spent["kind"]) == ("usage", "", "", "completions")
    numbers = [spent[each] for each in ("requests", "input_tokens", "output_tokens", "cached_input_tokens")]
    assert numbers == ["12", "3456", "78", "90"]
    assert "user" not in billed


def test_hours_stand_in_a_column_of_their_own_and_are_empty_for_a_day(tmp_path: Path) -> None:
    rows = read(written(by(Dimension.USER, hourly=True), [cost(1), used(0), used(23)], tmp_path))
    assert [row["hour"] for row in rows] == ["", "0", "23"]
    assert list(rows[0])[:7] == ["date", "hour", "record", "provider", "connection", "user_id", "user"]


@given(st.lists(a_name, max_size=5))
def test_any_name_survives_a_csv_and_no_text_in_it_begins_like_a_formula(names: list[str]) -> None:
    folder = Path()  # a csv needs none
    for name in names:
        for wanted in (by(), by(form=Form.FOCUS_1_2)):
            [row] = read(written(wanted, [cost(1, project=name)], folder, of=naming()))
            shown = row["project_id" if wanted.form is Form.CSV else "SubAccountId"]
            assert not shown.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
            assert shown == defused(name)


@given(a_name)
def test_taking_the_apostrophe_away_again_gives_the_name(name: str) -> None:
    """Which of them are ours, the text itself says: no two names are written alike."""
    written_as = defused(name)
    assert written_as.removeprefix("'" if written_as != name else "") == name
    assert defused(written_as) != written_as or written_as == name


@given(st.lists(st.integers(-LARGEST, LARGEST), min_size=1, max_size=20))
def test_costs_add_up_to_the_last_nano(amounts: list[int]) -> None:
    for wanted, column in ((by(), "cost"), (by(form=Form.FOCUS_1_2), "BilledCost")):
        rows = read(written(wanted, [cost(each) for each in amounts], Path()))
        assert sum((Decimal(row[column]) for row in rows), Decimal(0)).scaleb(9) == sum(amounts)
        assert not any("E" in row[column] for row in rows)


def cells_of(content: bytes) -> list[list[tuple[str, str]]]:
    """The type and the value of each cell of a sheet, by row."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheet = ET.fromstring(parts.read("xl/worksheets/sheet1.xml"))  # noqa: S314  # we wrote it ourselves
    assert not list(sheet.iter(f"{SHEET}f"))
    rows: list[list[tuple[str, str]]] = []
    for row in sheet.iter(f"{SHEET}row"):
        cells = row.findall(f"{SHEET}c")
        rows.append([(cell.get("t", "n"), "".join(cell.itertext())) for cell in cells])
    return rows


def test_a_sheet_has_texts_as_texts_and_numbers_as_numbers(tmp_path: Path) -> None:
    names = ["=1+1", "+49", "@x", "{=1}", "http://x.example", "007", "שלום"]
    figures = [cost(1_234_567_890_123, project=name) for name in names]
    content = written(by(Dimension.PROJECT, form=Form.XLSX), [*figures, used()], tmp_path)
    header, *rows = cells_of(content)
    assert [title for _, title in header][:6] == ["date", "record", "provider", "connection", "project_id", "project"]
    assert [row[4] for row in rows[:-1]] == [("inlineStr", name) for name in names]
    assert [row[5] for row in rows[:-1]] == [("n", "1234.567890123")] * len(names)
    assert ("n", "3456") in rows[-1]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert 'state="frozen"' in sheet
    assert list(tmp_path.iterdir()) == []


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_ROWS", 2)
    written(by(form=Form.XLSX), [used(), used()], tmp_path)
    with pytest.raises(TooManyRows):
        written(by(form=Form.XLSX), [used(), used(), used()], tmp_path)


LEVELS = {
    "Mandatory": "BilledCost BillingAccountId BillingAccountName BillingCurrency BillingPeriodEnd BillingPeriodStart "
    "ChargeCategory ChargeClass ChargeDescription ChargePeriodEnd ChargePeriodStart ContractedCost EffectiveCost "
    "InvoiceIssuerName ListCost PricingQuantity PricingUnit ProviderName PublisherName ServiceCategory ServiceName",
    "Recommended": "AvailabilityZone ChargeFrequency InvoiceId ServiceSubcategory",
    "Conditional": "BillingAccountType CapacityReservationId CapacityReservationStatus CommitmentDiscountCategory "
    "CommitmentDiscountId CommitmentDiscountName CommitmentDiscountQuantity CommitmentDiscountStatus "
    "CommitmentDiscountType CommitmentDiscountUnit ConsumedQuantity ConsumedUnit ContractedUnitPrice ListUnitPrice "
    "PricingCategory PricingCurrency PricingCurrencyContractedUnitPrice PricingCurrencyEffectiveCost "
    "PricingCurrencyListUnitPrice RegionId RegionName ResourceId ResourceName ResourceType SkuId SkuMeter "
    "SkuPriceDetails SkuPriceId SubAccountId SubAccountName SubAccountType Tags",
}
"""The columns of FOCUS 1.2, by the level at which the specification wants them."""
MANDATORY = set(LEVELS["Mandatory"].split())
KNOWN = {name for names in LEVELS.values() for name in names.split()}

NULLABLE = {
    *(
        "BillingAccountName",
        "BillingAccountType",
        "ChargeClass",
        "ChargeDescription",
        "ConsumedQuantity",
        "ConsumedUnit",
    ),
    *("CommitmentDiscountStatus", "InvoiceDetailId", "InvoiceId"),
    *("PricingQuantity", "PricingUnit"),
    *("SkuId", "SkuMeter", "SkuPriceDetails", "SkuPriceId"),
    *("SubAccountId", "SubAccountName", "SubAccountType"),
}
"""Of those that we write, the ones that may be null."""
DECIMALS = ["BilledCost", "ContractedCost", "EffectiveCost", "ListCost", "PricingQuantity", "ConsumedQuantity"]
TIMES = ["BillingPeriodEnd", "BillingPeriodStart", "ChargePeriodEnd", "ChargePeriodStart"]
ALLOWED = {
    "ChargeCategory": {"Usage", "Purchase", "Tax", "Credit", "Adjustment"},
    "ChargeClass": {"", "Correction"},
    "ChargeFrequency": {"One-Time", "Recurring", "Usage-Based"},
    "ServiceCategory": {"AI and Machine Learning"},
    "ServiceSubcategory": {"Generative AI", "Other (AI and Machine Learning)"},
}


GONE_IN_1_4 = {"ProviderName", "PublisherName"}
NEW_IN_1_4 = {
    *("AllocatedMethodDetails", "AllocatedMethodId", "AllocatedResourceId", "AllocatedResourceName", "AllocatedTags"),
    *("CommitmentProgramEligibilityDetails", "ContractApplied", "InvoiceDetailId"),
    *("HostProviderName", "ServiceProviderName"),
}
"""Since 1.2. The last two are mandatory."""
VERSIONS = {
    Form.FOCUS_1_2: (MANDATORY, KNOWN),
    Form.FOCUS_1_4: (
        MANDATORY - GONE_IN_1_4 | {"HostProviderName", "ServiceProviderName"},
        KNOWN - GONE_IN_1_4 | NEW_IN_1_4,
    ),
}


def focus(figures: Sequence[Figure], tmp_path: Path, form: Form = Form.FOCUS_1_2) -> list[dict[str, str]]:
    return read(written(by(form=form), figures, tmp_path))


@pytest.mark.parametrize(("form", "number"), [(Form.FOCUS_1_2, 57), (Form.FOCUS_1_4, 65)])
def test_focus_has_every_column_that_the_specification_wants_and_invents_none(
    tmp_path: Path, form: Form, number: int
) -> None:
    [row] = focus([cost(1)], tmp_path, form)
    columns = list(row)
    mandatory, known = VERSIONS[form]
    assert len(known) == number
    standard = [name for name in columns if not name.startswith("x_")]
    assert set(standard) <= known
    assert mandatory <= set(standard)
    assert columns == [*sorted(standard), *sorted(set(columns) - set(standard))]
    assert all(len(name) <= 50 for name in columns)


CHARGES = [
    cost(1_500_000_000),
    cost(0, quantity=None, unit=""),
    cost(-2_000_000_000),
    cost(5, project="", quantity=1e-7, unit="gibibyte_hours"),
    cost(5, quantity=2.5e20, unit="1000_tokens"),
    cost(7, unit="flights of fancy"),
]


@pytest.mark.parametrize("form", VERSIONS)
def test_each_value_of_focus_is_of_the_form_that_the_specification_wants(tmp_path: Path, form: Form) -> None:
    for row in focus(CHARGES, tmp_path, form):
        for name, value in row.items():
            assert value or name in NULLABLE or name.startswith("x_"), name
        for name in DECIMALS:
            assert row[name] == "" or (format(Decimal(row[name]), "f") == row[name] and "." in row[name])
        for name in TIMES:
            assert row[name].endswith("T00:00:00Z")
            assert datetime.fromisoformat(row[name]).tzinfo is UTC
        for name, allowed in ALLOWED.items():
            assert row[name] in allowed
        assert row["BillingCurrency"] == "USD"
        if row["ChargeCategory"] == "Usage":
            wanted = ("PricingQuantity", "PricingUnit", "ConsumedQuantity", "ConsumedUnit", "SkuId", "SkuPriceId")
            assert all(row[name] for name in wanted)
        assert bool(row["SubAccountId"]) == bool(row["SubAccountType"])
        assert row["BilledCost"] == row["EffectiveCost"] == row["ContractedCost"] == row["ListCost"]


def test_a_charge_of_focus_says_what_openai_billed(tmp_path: Path) -> None:
    usage, bare, credit, storage, *_ = focus(CHARGES, tmp_path)
    assert (usage["BilledCost"], usage["ChargeCategory"]) == ("1.500000000", "Usage")
    assert (usage["BillingPeriodStart"], usage["BillingPeriodEnd"]) == ("2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z")
    assert (usage["ChargePeriodStart"], usage["ChargePeriodEnd"]) == ("2026-11-03T00:00:00Z", "2026-11-04T00:00:00Z")
    assert (usage["SkuId"], usage["SkuMeter"]) == ("gpt-5, cached input", "cached input")
    assert (usage["SubAccountId"], usage["SubAccountName"], usage["SubAccountType"]) == (
        "proj_1",
        "Search & Rank",
        "Project",
    )
    assert (usage["PricingQuantity"], usage["PricingUnit"]) == ("1000.0", "Tokens")
    assert (bare["PricingQuantity"], bare["PricingUnit"], bare["x_Quantity"]) == ("1.0", "Units", "")
    assert (credit["ChargeCategory"], credit["ConsumedQuantity"]) == ("Credit", "")
    assert (storage["ConsumedQuantity"], storage["ConsumedUnit"]) == ("0.0000001", "GiB-Hours")
