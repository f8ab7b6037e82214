"""Native charts beside the tables, where Excel has such a chart; their data are the table's own cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart

from parlib.publish.workbook.formats import choose_format
from parlib.publish.workbook.sheets import Sheet
from parlib.wording.labels import label

GRID = {"visible": True, "line": {"color": "#E5E7EB"}}
"""Lines behind a chart."""

ACCENT, MUTED, PALE, LOSS = "#C2410C", "#4B5563", "#9CA3AF", "#F4C7B2"

BARS: dict[str, tuple[str, tuple[str, ...]]] = {
    "strip": ("province", ("score",)),
    "ranking": ("province", ("score",)),
    "regions": ("province", ("score",)),
    "peers": ("province", ("score",)),
    "movers": ("label", ("change",)),
    "spine": ("component", ("share", "mean_share", "best_share")),
    "pareto": ("component", ("everyone", "best_to_median", "below_median")),
}
"""Kind of picture to the column that names the bars and the columns that they are as long as."""

RANGES = {"interval": ("province", "score"), "coefficients": ("term", "estimate")}
"""Kind of picture to the column that names the ranges from ``low`` to ``high``, and the value between."""

COLOURS = {"pareto": (PALE, LOSS, ACCENT), "spine": (ACCENT, MUTED, PALE)}


def build_chart(book: Workbook, sheet: Sheet) -> Chart | None:
    """Return the native chart of a sheet's exhibit, or None where its kind has none or a column is missing."""
    kind = sheet.exhibit.chart
    if kind in BARS:
        chart = _build_bars(book, sheet, *BARS[kind])
    elif kind in RANGES:
        chart = _build_ranges(book, sheet, *RANGES[kind])
    elif kind == "history":
        chart = _build_lines(book, sheet)
    elif kind == "curve":
        chart = _build_curve(book, sheet)
    else:
        return None
    if chart is not None:
        chart.set_title({"name": sheet.exhibit.title, "name_font": {"size": 12}})
        chart.show_blanks_as("gap")
    return chart


def _refer(sheet: Sheet, column: str, first: int, last: int) -> list[Any]:
    """Return the cells of a column from row *first* to row *last* of the table, both from 0."""
    place = sheet.column(column)
    return [sheet.name, sheet.first + first, place, sheet.first + last, place]


def _format(sheet: Sheet, column: str) -> str:
    kind = next(one["kind"] for one in sheet.exhibit.columns if one["name"] == column)
    return choose_format(kind, sheet.exhibit.language, sheet.exhibit.decimals)


def _name(sheet: Sheet, column: str) -> str:
    return next(one["label"] for one in sheet.exhibit.columns if one["name"] == column)


def _has(sheet: Sheet, columns: Sequence[str]) -> bool:
    return all(sheet.column(column) is not None for column in columns)


def _build_bars(book: Workbook, sheet: Sheet, names: str, columns: Sequence[str]) -> Chart | None:
    if not _has(sheet, (names, *columns)):
        return None
    kind, rows = sheet.exhibit.chart, sheet.exhibit.rows
    code = sheet.column("component_code")
    # The row that adds the parts up has no code and stands last.
    last = max(place for place, row in enumerate(rows) if kind != "pareto" or code is None or row[code] != "")
    chart = book.add_chart({"type": "bar"} | ({"subtype": "stacked"} if kind == "pareto" else {}))
    for place, column in enumerate(columns):
        colour = COLOURS.get(kind, (MUTED,))[place]
        chart.add_series(
            {
                "name": _name(sheet, column),
                "categories": _refer(sheet, names, 0, last),
                "values": _refer(sheet, column, 0, last),
                "fill": {"color": colour},
                "gap": 40,
                "points": _mark_own(sheet, last) if len(columns) == 1 else None,
                "data_labels": {"value": True, "num_format": _format(sheet, column), "font": {"size": 8}}
                if len(columns) == 1
                else {},
            }
        )
    chart.set_y_axis({"reverse": True, "num_font": {"size": 8}, "label_position": "low", "interval_unit": 1})
    # Bars are read by their length, so they begin at zero; changes lie on both sides of it.
    start = {} if kind == "movers" else {"min": 0}
    chart.set_x_axis({"num_format": _format(sheet, columns[0]), "major_gridlines": GRID} | start)
    chart.set_legend({"none": True} if len(columns) == 1 else {"position": "bottom"})
    chart.set_size({"width": 640, "height": 120 + (34 if len(columns) > 1 else 17) * (last + 1)})
    return chart


def _mark_own(sheet: Sheet, last: int) -> list[dict[str, Any] | None]:
    """Return the look of each bar: the province's own stands out."""
    role = sheet.column("role")
    return [
        {"fill": {"color": ACCENT}} if role is not None and row[role] == "subject" else None
        for row in sheet.exhibit.rows[: last + 1]
    ]


def _build_ranges(book: Workbook, sheet: Sheet, names: str, middle: str) -> Chart | None:
    if not _has(sheet, (names, middle, "low", "high")):
        return None
    last = len(sheet.exhibit.rows) - 1
    chart = book.add_chart({"type": "line"})
    for column, marker in (("high", "long_dash"), ("low", "long_dash"), (middle, "circle")):
        chart.add_series(
            {
                "name": _name(sheet, column),
                "categories": _refer(sheet, names, 0, last),
                "values": _refer(sheet, column, 0, last),
                "line": {"none": True},
                "marker": {"type": marker, "size": 7, "fill": {"color": ACCENT}, "border": {"color": ACCENT}},
            }
        )
    chart.set_high_low_lines({"line": {"color": MUTED, "width": 1.5}})
    chart.set_y_axis({"num_format": _format(sheet, middle), "major_gridlines": GRID})
    chart.set_x_axis({"num_font": {"size": 8, "rotation": -45}, "label_position": "low"})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 720, "height": 420})
    return chart


def _build_lines(book: Workbook, sheet: Sheet) -> Chart | None:
    """Draw years to scale; years that may not be compared are series of their own, so no line runs between them."""
    columns = [column for column in ("score", "national_median", "national_mean") if _has(sheet, (column,))]
    if not _has(sheet, ("year", "score")):
        return None
    chart = book.add_chart({"type": "scatter", "subtype": "straight_with_markers"})
    looks = dict(zip(("score", "national_median", "national_mean"), (ACCENT, MUTED, PALE), strict=True))
    unnamed: list[int] = []
    for column in columns:
        for number, (first, last) in enumerate(_list_stretches(sheet)):
            if number:
                unnamed.append(len(chart.series))
            size, colour = (7 if column == "score" else 4), looks[column]
            chart.add_series(
                {
                    "name": sheet.exhibit.options.get("province", "") if column == "score" else _name(sheet, column),
                    "categories": _refer(sheet, "year", first, last),
                    "values": _refer(sheet, column, first, last),
                    "line": {"color": colour, "width": 2 if column == "score" else 1.25},
                    "marker": {"type": "circle", "size": size, "fill": {"color": colour}, "border": {"color": colour}},
                }
            )
    year = sheet.column("year")
    years = [] if year is None else [row[year] for row in sheet.exhibit.rows]
    turned = {"major_unit": 1, "num_format": "0", "num_font": {"rotation": -45}}
    chart.set_x_axis({"min": min(years), "max": max(years), **turned})
    unit = str(sheet.exhibit.options.get("unit", ""))
    chart.set_y_axis({"name": unit, "num_format": _format(sheet, "score"), "major_gridlines": GRID})
    chart.set_legend({"position": "bottom", "delete_series": unnamed})
    chart.set_size({"width": 720, "height": 400})
    return chart


def _list_stretches(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Yield the first and last row of each run of years that may be compared."""
    segment = sheet.column("segment")
    rows = sheet.exhibit.rows
    for _, run in groupby(range(len(rows)), key=lambda place: None if segment is None else rows[place][segment]):
        places = list(run)
        yield places[0], places[-1]


def _build_curve(book: Workbook, sheet: Sheet) -> Chart | None:
    role = sheet.column("role")
    if not _has(sheet, ("score", "rank")) or role is None:
        return None
    steps = [place for place, row in enumerate(sheet.exhibit.rows) if row[role] == "curve"]
    chart = book.add_chart({"type": "scatter", "subtype": "straight_with_markers"})
    chart.add_series(
        {
            "name": _name(sheet, "rank"),
            "categories": _refer(sheet, "score", steps[0], steps[-1]),
            "values": _refer(sheet, "rank", steps[0], steps[-1]),
            "line": {"color": MUTED, "width": 1.5},
            "marker": {"type": "circle", "size": 5, "fill": {"color": ACCENT}, "border": {"color": ACCENT}},
        }
    )
    chart.set_y_axis({"reverse": True, "name": label("rank", sheet.exhibit.language), "num_format": "0"})
    chart.set_x_axis({"name": label("score", sheet.exhibit.language), "num_format": _format(sheet, "score")})
    chart.set_legend({"none": True})
    chart.set_size({"width": 640, "height": 400})
    return chart
