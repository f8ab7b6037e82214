"""Kinds of chart over the years: courses, national measures, spreads, stairs (biểu đồ theo năm)."""

from __future__ import annotations

import math
from collections.abc import Sequence

from parlib.charts.chart import Band, Line, LineChart, Mark, Panel, Row, RowChart, Scale
from parlib.charts.source import Cells, Source
from parlib.wording.labels import label

MIDDLES = (("national_median", "region"), ("national_mean", "other"))
"""Columns of the country beside a course, the first one known; and the role of its line."""


def describe_history(source: Source) -> LineChart:
    """The course of the subject beside the country: median or mean, and the middle half."""
    rows = _by_year(source)
    lines = [_line(source, rows, "score", str(source.options.get("province", "")), "subject")]
    if source.options.get("country"):
        lines = [_line(source, rows, "score", str(source.options.get("province", "")), "region")]
    for column, role in MIDDLES[:1] if _has(source, "national_median") else MIDDLES[1:]:
        if _has(source, column) and not source.options.get("country"):
            lines.append(_line(source, rows, column, label(column, source.language), role))
    bands: tuple[Band, ...] = ()
    if _has(source, "lower_quartile") and _has(source, "upper_quartile"):
        bands = (_band(source, rows, "lower_quartile", "upper_quartile", label("middle_half", source.language)),)
    return _chart(source, rows, lines, bands)


def describe_spread(source: Source) -> LineChart:
    """For each year the range of all places, the middle half and the median."""
    rows, language = _by_year(source), source.language
    bands = (
        _band(source, rows, "lowest", "best", label("national_range", language), "other"),
        _band(source, rows, "lower_quartile", "upper_quartile", label("middle_half", language)),
    )
    line = _line(source, rows, "national_median", label("national_median", language), "region")
    return _chart(source, rows, [line], bands)


def describe_series(source: Source) -> LineChart:
    """One panel for each measure, with its interval."""
    measures = list(dict.fromkeys(row["measure"] for row in source.cells if row["value"] is not None))
    years = sorted({int(row["year"]) for row in source.cells})
    panels = []
    for measure in measures:
        found = {int(row["year"]): row for row in source.cells if row["measure"] == measure}
        rows = [found.get(year, {"year": year}) for year in years]
        line = _line(source, rows, "value", measure, "region")
        bands = (_band(source, rows, "low", "high", measure),) if any(True for _ in source.every(["low"], rows)) else ()
        panels.append(Panel(measure, _scale(source, [line], bands, ""), (line,), bands))
    return LineChart(tuple(years), tuple(panels), _find_breaks(_by_year(source)), label("break", source.language))


def _by_year(source: Source) -> list[Cells]:
    """Return one row a year, in order."""
    return [row for _, row in sorted({int(row["year"]): row for row in source.cells}.items())]


def _has(source: Source, column: str) -> bool:
    return column in source.names and any(True for _ in source.every([column]))


def _line(source: Source, rows: Sequence[Cells], column: str, name: str, role: str) -> Line:
    values = tuple(source.read(row, column) for row in rows)
    return Line(name, role, values, tuple("" if math.isnan(value) else source.write(value) for value in values))


def _band(source: Source, rows: Sequence[Cells], low: str, high: str, name: str, role: str = "middle") -> Band:
    return Band(name, role, *(tuple(source.read(row, column) for row in rows) for column in (low, high)))


def _scale(source: Source, lines: Sequence[Line], bands: Sequence[Band], name: str) -> Scale:
    drawn = [*(value for line in lines for value in line.values), *(v for band in bands for v in band.low + band.high)]
    return source.scale([value for value in drawn if not math.isnan(value)], name)


def _find_breaks(rows: Sequence[Cells]) -> tuple[int, ...]:
    segments = [row.get("segment") for row in rows]
    return tuple(place for place in range(1, len(rows)) if segments[place] != segments[place - 1])


def _chart(source: Source, rows: Sequence[Cells], lines: Sequence[Line], bands: tuple[Band, ...]) -> LineChart:
    unit = str(source.options.get("unit", ""))
    panel = Panel("", _scale(source, lines, bands, unit), tuple(lines), bands)
    years = tuple(int(row["year"]) for row in rows)
    return LineChart(years, (panel,), _find_breaks(rows), label("break", source.language))


def describe_curve(source: Source) -> RowChart:
    """Which place each score would have won: a tick for each place, the score now and the target as dots."""
    language, marks = source.language, []
    for row in source.cells:
        place = source.write(row["rank"], "count")
        said = f"{source.write(row['score'])}: {label('rank', language).lower()} {place}"
        if row["role"] == "curve":
            marks.append(Mark("tick", row["score"], "region", said))
        else:
            role, word = ("subject", "now") if row["role"] == "now" else ("best", "target")
            marks.append(Mark("dot", row["score"], role, said, label=f"{label(word, language)}: {place}"))
    unit = str(source.options.get("unit", ""))
    return RowChart((Row("", tuple(marks)),), source.scale(source.every(["score"]), unit))
