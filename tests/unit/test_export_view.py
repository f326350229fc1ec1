"""What is said of a file: what stands in it and what does not, and why there is none."""

import pytest

from bot.answers.exporting import Prepared, Written
from bot.views import export as views
from core.export import Naming, Wanted, read_wanted
from core.money import NANOS
from core.questions import Filters, read_filters
from sandbox.slack.blocks import problems
from tests.unit.worlds import TODAY, day, span

HOSTILE = 'july for project:"<!channel> *Rank* & Co" per hour as xlsx'


def prepared(text: str, *limits: Filters) -> Prepared:
    wanted = read_wanted(text, TODAY)
    assert isinstance(wanted, Wanted), wanted
    days = tuple(span(day(1, 7), day(31, 7)))
    return Prepared("T1", wanted, days, {}, Naming({}, {}), limits, (day(3, 7),), (day(8, 7), day(9, 7)))


def limit(text: str) -> Filters:
    found = read_filters(text)
    assert isinstance(found, tuple)
    return found


def test_the_line_beside_a_file_says_what_is_in_it_and_what_is_not() -> None:
    said = views.export_comment(
        prepared("july by model"), Written(12_345, {"eur": -5 * NANOS, "usd": 8412_070_000_000})
    )
    assert said.replace("\u2060", "") == (
        "July 2026 by model as csv (1–31 Jul 2026, UTC days): 12,345 rows, -€5.00 and $8,412.07 billed. "
        "Not collected yet, and not in it: 3 Jul. "
        "OpenAI does not split costs that way, so those of 8–9 Jul are not in it."
    )
    assert "1 row, nothing billed" in views.export_comment(prepared("july"), Written(1, {}))
    assert "Usage is not known by line item" in views.export_comment(prepared("july for item:x"), Written(1, {}))
    assert "as FOCUS 1.2" in views.export_comment(prepared("july as focus"), Written(1, {}))


def test_names_and_limits_in_it_are_no_markup() -> None:
    said = views.export_comment(prepared(HOSTILE, limit("project:<!here>")), Written(2, {}))
    assert "<" not in said
    assert "*Rank*" not in said
    assert "UTC days, usage by the hour" in said
    assert "Limited to project &lt;!here&gt;" in said
    assert views.export_title(prepared(HOSTILE)) == "TokenMeter · July 2026 · project <!channel> *Rank* & Co"


@pytest.mark.parametrize(
    "build", [views.build_coming, views.build_empty, views.build_too_many_rows, views.build_too_large]
)
def test_what_is_said_in_the_channel_is_what_slack_takes(build: views.Build) -> None:
    text, blocks = build(prepared(HOSTILE))
    assert "<" not in text
    assert problems(blocks, "message") == []


def test_more_rows_than_excel_holds_are_offered_otherwise() -> None:
    _, [_, actions] = views.build_too_many_rows(prepared("july as xlsx"))
    offered = [button["value"] for button in actions["elements"]]
    assert offered == ["export 2026-07", "export 2026-07 by project, model as xlsx"]


def test_a_file_is_named_for_its_days() -> None:
    assert prepared("july").filename == "tokenmeter-2026-07-01-2026-07-31-days.csv"
    assert prepared("july per hour as xlsx").filename == "tokenmeter-2026-07-01-2026-07-31-hours.xlsx"
    assert prepared("july as focus 1.4").filename == "tokenmeter-2026-07-01-2026-07-31-focus-1.4.csv"
    assert prepared("july as focus").filename == "tokenmeter-2026-07-01-2026-07-31-focus-1.2.csv"
