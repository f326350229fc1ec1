"""Slack's limits of its data blocks (2026): tables and charts that Slack draws itself."""

from typing import Final

from sandbox.slack.block_text import Json, Problems, count, each, known, string

NATIVE: Final = frozenset({"data_table", "data_visualization"})
CELLS: Final = frozenset({"raw_text", "raw_number", "rich_text"})


def table(block: Json, at: str) -> Problems:
    yield from known(block, {"block_id", "rows", "column_settings"}, at)
    yield from _rows(block, 1, 100, at)


def data_table(block: Json, at: str) -> Problems:
    yield from known(block, {"block_id", "caption", "rows", "page_size", "row_header_column_index"}, at)
    yield from string(block.get("caption"), 2000, f"{at}/caption")
    yield from _rows(block, 2, 101, at)


def _rows(block: Json, fewest: int, most: int, at: str) -> Problems:
    rows = block.get("rows")
    yield from count(rows, fewest, most, f"{at}/rows")
    for number, row in enumerate(rows if isinstance(rows, list) else []):
        yield from count(row, 1, 20, f"{at}/rows/{number}")
        for cell in row if isinstance(row, list) else []:
            if not isinstance(cell, dict) or cell.get("type") not in CELLS:
                yield f"{at}/rows/{number}", "a cell must be one of: " + ", ".join(sorted(CELLS))


def data_visualization(block: Json, at: str) -> Problems:
    yield from known(block, {"block_id", "title", "chart"}, at)
    yield from string(block.get("title"), 50, f"{at}/title")
    chart = block.get("chart")
    if not isinstance(chart, dict):
        yield f"{at}/chart", "missing required field"
    elif chart.get("type") == "pie":
        yield from _pie(chart, f"{at}/chart")
    elif chart.get("type") in ("bar", "line", "area"):
        yield from _series(chart, f"{at}/chart")
    else:
        yield f"{at}/chart/type", "must be one of: area, bar, line, pie"


def _pie(chart: Json, at: str) -> Problems:
    yield from count(chart.get("segments"), 1, 6, f"{at}/segments")
    for number, segment in enumerate(each(chart, "segments")):
        yield from string(segment.get("label"), 20, f"{at}/segments/{number}/label")
        if not isinstance(segment.get("value"), int | float) or segment["value"] <= 0:
            yield f"{at}/segments/{number}/value", "must be more than 0"


def _series(chart: Json, at: str) -> Problems:
    axis = chart.get("axis_config")
    categories = axis.get("categories") if isinstance(axis, dict) else None
    yield from count(categories, 1, 20, f"{at}/axis_config/categories")
    labels = categories if isinstance(categories, list) else []
    for number, label in enumerate(labels):
        yield from string(label, 20, f"{at}/axis_config/categories/{number}")
    series = each(chart, "series")
    yield from count(chart.get("series"), 1, 6, f"{at}/series")
    if len({str(one.get("name")) for one in series}) < len(series):
        yield f"{at}/series", "names must be unique"
    for number, one in enumerate(series):
        if len(each(one, "data")) != len(labels):
            yield f"{at}/series/{number}/data", "one point for each category is required"
