"""Native charts beside the tables, where Excel has such a chart; their data are the table's own cells."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.utility import xl_rowcol_to_cell

from parlib.charts.chart import Line, LineChart, RowChart, StairChart
from parlib.charts.describe import KINDS, cover_forms, describe_executed
from parlib.charts.series import Series, list_series
from parlib.charts.source import Source
from parlib.publish.workbook.formats import choose_format
from parlib.publish.workbook.sheets import Sheet

GRID = {"visible": True, "line": {"color": "#E5E7EB"}}
"""Lines behind a chart."""

ACCENT, MUTED, PALE, LOSS, DEEP, INK = "#C2410C", "#4B5563", "#9CA3AF", "#F4C7B2", "#1F6FA8", "#1F2A37"

COLOURS = {
    "subject": ACCENT,
    "everyone": PALE,
    "to_best": LOSS,
    "to_median": ACCENT,
    "region": MUTED,
    "whole": PALE,
    "first": PALE,
    "second": DEEP,
    "cause_one": DEEP,
    "cause_two": "#9CC3E0",
    "cause_three": PALE,
    "up": DEEP,
    "down": "#6B3A75",
    "nation": INK,
    "median": DEEP,
    "mean": INK,
    "middle": MUTED,
    "part_one": MUTED,
    "part_two": PALE,
    "part_three": LOSS,
    "part_four": DEEP,
}
"""What a mark stands for to its colour; every other is muted."""

WIDE = 640
"""Width of a chart or a picture in pixels."""


def place_chart(book: Workbook, sheet: Sheet, subject: str) -> Chart | None:
    """Return the native chart of a sheet's exhibit; None where Excel has none for its form, or there is none.

    Parameters
    ----------
    subject : str
        Code of the province that the workbook is about.
    """
    exhibit = sheet.exhibit
    fields = (exhibit.chart, exhibit.columns, exhibit.rows, exhibit.options, exhibit.language, exhibit.decimals)
    described = describe_executed(Source(*fields, subject))
    if described is None or described.form in PICTURED:
        return None
    chart = FORMS[described.form](book, sheet, described)
    chart.set_title({"name": exhibit.title, "name_font": {"size": 12}})
    chart.show_blanks_as("gap")
    return chart


def read_picture(sheet: Sheet) -> io.BytesIO | None:
    """Return the picture of an exhibit whose form Excel has no chart for."""
    kind = KINDS.get(sheet.exhibit.chart)
    png = sheet.exhibit.png if kind is not None and kind.form in PICTURED else None
    return io.BytesIO(png) if png else None


def _refer(sheet: Sheet, column: str, rows: Sequence[int]) -> str | list[Any]:
    """Return the cells of a column in some rows of the table, counted from 0; one stretch, or several in brackets."""
    place, first = sheet.column(column), sheet.first
    runs: list[list[int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    if len(runs) == 1:
        return [sheet.name, first + runs[0][0], place, first + runs[0][1], place]
    name = sheet.name.replace("'", "''")
    ends = [[xl_rowcol_to_cell(first + row, place, True, True) for row in run] for run in runs]
    return "=(" + ",".join(f"'{name}'!{low}:{high}" for low, high in ends) + ")"


def _format(sheet: Sheet, column: str) -> str:
    kind = next(one["kind"] for one in sheet.exhibit.columns if one["name"] == column)
    return choose_format(kind, sheet.exhibit.language, sheet.exhibit.decimals)


def _name(sheet: Sheet, column: str) -> str:
    return next(one["label"] for one in sheet.exhibit.columns if one["name"] == column)


def _colour(role: str) -> str:
    return COLOURS.get(role, MUTED)


def _build_dots(book: Workbook, sheet: Sheet, described: RowChart) -> Chart:
    """Draw a bar for each place, in the order of the table: Excel moves no dots apart."""
    marks = sorted(
        (mark for row in described.rows for mark in row.marks if mark.shape == "dot"), key=lambda mark: mark.at
    )
    one = Series("score", "", tuple(mark.role for mark in marks))
    return _lay_bars(book, sheet, described, [one], [mark.at for mark in marks])


def _build_bars(book: Workbook, sheet: Sheet, described: RowChart) -> Chart:
    return _lay_bars(book, sheet, described, list_series(described), [row.at for row in described.rows])


def _lay_bars(
    book: Workbook, sheet: Sheet, described: RowChart, series: Sequence[Series], rows: Sequence[int]
) -> Chart:
    pieces = described.form == "pieces"
    chart = book.add_chart({"type": "bar"} | ({"subtype": "stacked"} if pieces else {}))
    # A column that is parted by role (who is ahead) is one series: Excel refers to cells as they stand.
    parted = {one.column: one for one in series} if len({one.column for one in series}) < len(series) else {}
    for one in [_merge(series)] if parted else series:
        drawn: dict[str, Any] = {
            "name": one.name or _name(sheet, one.column),
            "categories": _refer(sheet, described.named, rows),
            "values": _refer(sheet, one.column, rows),
            "fill": {"color": _colour(one.role)},
            "gap": 40,
            "points": _mark_points(one),
        }
        if not pieces and len(series) < 3:
            drawn["data_labels"] = {"value": True, "num_format": _format(sheet, one.column), "font": {"size": 8}}
        chart.add_series(drawn)
    many = len(series) > 1 and not parted
    chart.set_y_axis({"reverse": True, "num_font": {"size": 8}, "label_position": "low", "interval_unit": 1})
    # Bars are read by their length, so they begin at zero; changes lie on both sides of it.
    start: dict[str, Any] = {} if described.scale.low < 0 or described.form == "moves" else {"min": 0}
    chart.set_x_axis({"num_format": _format(sheet, series[0].column), "major_gridlines": GRID} | start)
    chart.set_legend({"position": "bottom"} if many else {"none": True})
    chart.set_size({"width": WIDE, "height": 120 + (34 if many else 17) * len(rows)})
    return chart


def _merge(series: Sequence[Series]) -> Series:
    roles = zip(*(one.roles for one in series), strict=True)
    return Series(series[0].column, "", tuple("".join(found) for found in roles))


def _mark_points(one: Series) -> list[dict[str, Any] | None]:
    """Return the fill of each bar that stands out from its series."""
    return [
        {"fill": {"color": _colour(role)}} if role and _colour(role) != _colour(one.role) else None
        for role in one.roles
    ]


def _build_ranges(book: Workbook, sheet: Sheet, described: RowChart) -> Chart:
    rows = [row.at for row in described.rows]
    chart = book.add_chart({"type": "line"})
    series = list_series(described)
    for one in series:
        marker = "circle" if one is series[-1] else "long_dash"
        chart.add_series(
            {
                "name": _name(sheet, one.column),
                "categories": _refer(sheet, described.named, rows),
                "values": _refer(sheet, one.column, rows),
                "line": {"none": True},
                "marker": {"type": marker, "size": 7, "fill": {"color": ACCENT}, "border": {"color": ACCENT}},
            }
        )
    chart.set_high_low_lines({"line": {"color": MUTED, "width": 1.5}})
    chart.set_y_axis({"num_format": _format(sheet, series[-1].column), "major_gridlines": GRID})
    chart.set_x_axis({"num_font": {"size": 8, "rotation": -45}, "label_position": "low"})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 720, "height": 420})
    return chart


def _build_lines(book: Workbook, sheet: Sheet, described: LineChart) -> Chart:
    """Draw years to scale; years that may not be compared are series of their own, so no line runs between them."""
    chart = book.add_chart({"type": "scatter", "subtype": "straight_with_markers"})
    unnamed: list[int] = []
    for panel in described.panels:
        for line in panel.lines:
            _add_line(chart, sheet, described, line, unnamed)
    turned = {"major_unit": 1, "num_format": "0", "num_font": {"rotation": -45}}
    chart.set_x_axis({"min": described.years[0], "max": described.years[-1], **turned})
    column = described.panels[0].lines[0].column
    axis: dict[str, Any] = {
        "name": described.panels[0].scale.name if len(described.panels) == 1 else "",
        "num_format": _format(sheet, column),
        "major_gridlines": GRID,
    }
    chart.set_y_axis(axis)
    chart.set_legend({"position": "bottom", "delete_series": unnamed})
    chart.set_size({"width": 720, "height": 400})
    return chart


def _add_line(chart: Chart, sheet: Sheet, described: LineChart, line: Line, unnamed: list[int]) -> None:
    colour = _colour(line.role)
    # A stretch of the table whose rows follow one another: what has no figure between leaves a gap in the line.
    runs = described.list_stretches([at >= 0 for at in line.at])
    for number, run in enumerate(runs):
        if number:
            unnamed.append(len(chart.series))
        rows = [line.at[place] for place in run]
        shape = "diamond" if line.role in ("first", "mean") else "circle"
        chart.add_series(
            {
                "name": line.name,
                "categories": _refer(sheet, "year", rows),
                "values": _refer(sheet, line.column, rows),
                "line": {"color": colour, "width": 2 if line.main else 1.25},
                "marker": {
                    "type": shape,
                    "size": 7 if line.main else 4,
                    "fill": {"color": colour},
                    "border": {"color": colour},
                },
            }
        )


def _build_boxes(book: Workbook, sheet: Sheet, described: LineChart) -> Chart:
    """Draw for each year a line from the lowest to the best, the middle half and the median as marks on it."""
    chart = book.add_chart({"type": "line"})
    panel, rows = described.panels[0], list(described.panels[0].lines[0].at)
    bounds = [(column, "long_dash", PALE) for band in panel.bands for column in band.columns]
    marks = [(line.column, "diamond" if line.role == "mean" else "circle", _colour(line.role)) for line in panel.lines]
    for column, marker, colour in [*bounds, *marks]:
        chart.add_series(
            {
                "name": _name(sheet, column),
                "categories": _refer(sheet, "year", rows),
                "values": _refer(sheet, column, rows),
                "line": {"none": True},
                "marker": {"type": marker, "size": 7, "fill": {"color": colour}, "border": {"color": colour}},
            }
        )
    chart.set_high_low_lines({"line": {"color": MUTED, "width": 1.5}})
    chart.set_y_axis({"name": panel.scale.name, "num_format": _format(sheet, "lowest"), "major_gridlines": GRID})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 720, "height": 400})
    return chart


def _build_stair(book: Workbook, sheet: Sheet, described: StairChart) -> Chart:
    rows = sorted(mark.at for mark in described.steps)
    chart = book.add_chart({"type": "scatter", "subtype": "straight_with_markers"})
    chart.add_series(
        {
            "name": _name(sheet, "rank"),
            "categories": _refer(sheet, "score", rows),
            "values": _refer(sheet, "rank", rows),
            "line": {"color": MUTED, "width": 1.5},
            "marker": {"type": "circle", "size": 5, "fill": {"color": ACCENT}, "border": {"color": ACCENT}},
        }
    )
    chart.set_y_axis({"reverse": True, "name": described.ranks.name, "num_format": "0"})
    chart.set_x_axis({"name": described.scale.name, "num_format": _format(sheet, "score")})
    chart.set_legend({"none": True})
    chart.set_size({"width": 640, "height": 400})
    return chart


FORMS: Mapping[str, Callable[[Workbook, Sheet, Any], Chart]] = {
    "dots": _build_dots,
    "bars": _build_bars,
    "pieces": _build_bars,
    "moves": _build_bars,
    "pairs": _build_bars,
    "spine": _build_bars,
    "ranges": _build_ranges,
    "estimates": _build_ranges,
    "lines": _build_lines,
    "boxes": _build_boxes,
    "stair": _build_stair,
}
"""Forms that Excel has a chart for."""

PICTURED = ("grid", "map", "verdicts")
"""Forms whose picture stands beside the table: Excel colours cells, but has no chart of shades."""

cover_forms(FORMS, "Excel", PICTURED)
