"""Kinds of chart over the years, and the stair of ranks (biểu đồ theo năm, biểu đồ bậc thang)."""

from __future__ import annotations

import math
from collections.abc import Sequence

from parlib.charts.chart import Band, Line, LineChart, Mark, Panel, Scale, StairChart
from parlib.charts.source import Cells, Source

QUARTILES = ("lower_quartile", "upper_quartile")

OLD_ROLES = ("part_one", "part_two", "part_three", "part_four")
"""Lines of old provinces, in the order of the table: told apart by their marks."""


def describe_history(source: Source) -> LineChart:
    """The course of the subject beside the country: median or, where none is known, mean; and the middle half."""
    rows, country = _by_year(source), bool(source.options.get("country"))
    name = source.option("province") or source.say("score")
    lines = [_line(source, rows, "score", name, "nation" if country else "subject", main=True)]
    middle = next((name for name in ("national_median", "national_mean") if _has(source, name)), "")
    if middle and not country:
        lines.append(_line(source, rows, middle, source.say(middle), "middle"))
    bands = (_band(source, rows, *QUARTILES, "middle_half"),) if all(_has(source, name) for name in QUARTILES) else ()
    return _chart(source, rows, lines, bands, source.say("no_data") if any(map(math.isnan, lines[0].values)) else "")


def describe_spread(source: Source) -> LineChart:
    """For each year the range of all places, the middle half, the median and the mean."""
    rows = _by_year(source)
    bands = (
        _band(source, rows, "lowest", "best", "national_range", "whole"),
        _band(source, rows, *QUARTILES, "middle_half"),
    )
    names = [name for name in ("national_median", "national_mean") if _has(source, name)]
    roles = dict(zip(("national_median", "national_mean"), ("median", "mean"), strict=True))
    lines = [_line(source, rows, name, source.say(name), roles[name]) for name in names]
    return _chart(source, rows, lines, bands, form="boxes")


def describe_series(source: Source) -> LineChart:
    """One panel for each measure, with its interval."""
    measures = list(dict.fromkeys(row["measure"] for row in source.cells if row["value"] is not None))
    years = sorted({int(row["year"]) for row in source.cells})
    panels = []
    for measure in measures:
        rows = _fill_years([row for row in source.cells if row["measure"] == measure], years)
        line = _line(source, rows, "value", str(measure), "nation", main=True)
        known = any(True for _ in source.every(["low"], rows))
        bands = (Band(str(measure), "middle", *_ends(source, rows, "low", "high"), ("low", "high")),) if known else ()
        panels.append(Panel(str(measure), _scale(source, [line], bands, ""), (line,), bands))
    return LineChart("lines", tuple(years), tuple(panels), _find_breaks(_by_year(source)), source.say("break"))


def describe_paths(source: Source) -> LineChart:
    """Two sides over the years; the second is the subject. A first side without a name is a year of the subject."""
    known = sorted((row for row in source.cells if row["score"] is not None), key=lambda row: row["year"])
    years = list(range(int(known[0]["year"]), int(known[-1]["year"]) + 1)) if known else []
    lines = []
    for side, role in (("first", "first"), ("second", "subject")):
        rows = _fill_years([row for row in known if row["role"] == side], years)
        name = source.option(side) or source.option("second")
        lines.append(_line(source, rows, "score", name, role, main=bool(source.option(side))))
    rows = _fill_years(known, years)
    return _chart(source, rows, lines, ())


def describe_merged(source: Source) -> LineChart:
    """A new province's past between its old provinces: its range over weightings, partial years as open marks."""
    years = sorted({int(row["year"]) for row in source.cells})
    old: dict[str, list[Cells]] = {}
    for row in source.cells:
        if row["role"] != "merged":
            old.setdefault(str(row["place"]), []).append(row)
    own = any(row["role"] == "own" for row in source.cells)
    merged = _fill_years([row for row in source.cells if row["role"] == "merged"], years)
    open_years = tuple(at for at, row in enumerate(merged) if row.get("state") == "partial")
    name = next(str(row["place"]) for row in merged if row.get("place"))
    called = source.say("merged_name").format(name=name)
    role = "nation" if own else "subject"
    line = _line(source, merged, "score", called, role, main=True, partial=open_years)
    lines = []
    for (place, part), role in zip(old.items(), OLD_ROLES, strict=False):
        role = "subject" if any(row["role"] == "own" for row in part) else role
        lines.append(_line(source, _fill_years(part, years), "score", place, role))
    band = Band(source.say("merged_range"), "middle", *_ends(source, merged, "low", "high"), ("low", "high"))
    return _chart(source, merged, [*lines, line], (band,), source.say("merged_partial") if open_years else "")


def describe_curve(source: Source) -> StairChart:
    """Which rank each score would have won, with the score now and the one aimed at."""
    steps, points = [], []
    for row in source.cells:
        rank, score = source.write(row["rank"], "count"), source.write(row["score"])
        said = f"{score} · {source.say('rank').lower()} {rank}"
        if row["role"] == "curve":
            steps.append(Mark("tick", row["score"], "other", said, row["rank"], at=row["at"]))
        else:
            said = f"{source.say(row['role'])}: {said}"
            points.append(Mark("dot", row["score"], row["role"], said, row["rank"], label=said, at=row["at"]))
    steps.sort(key=lambda mark: mark.value)
    last = max([2.0, *(mark.start for mark in steps)])
    return StairChart(
        "stair",
        tuple(steps),
        tuple(points),
        source.scale(source.every(["score"]), source.score_name),
        Scale(1 - 0.08 * last, 1.12 * last, source.say("rank"), "count"),
    )


def _by_year(source: Source) -> list[Cells]:
    """Return one row a year, in order."""
    return [row for _, row in sorted({int(row["year"]): row for row in source.cells}.items())]


def _fill_years(rows: Sequence[Cells], years: Sequence[int]) -> list[Cells]:
    """Return a row for each year, without figures where there is none."""
    found = {int(row["year"]): row for row in rows}
    return [found.get(year, {"year": year, "at": -1}) for year in years]


def _has(source: Source, column: str) -> bool:
    return column in source.names and any(True for _ in source.every([column]))


def _line(
    source: Source,
    rows: Sequence[Cells],
    column: str,
    name: str,
    role: str,
    *,
    main: bool = False,
    partial: tuple[int, ...] = (),
) -> Line:
    values = tuple(source.read(row, column) for row in rows)
    shown = tuple("" if math.isnan(value) else source.write(value) for value in values)
    return Line(name, role, values, shown, main, partial, tuple(row["at"] for row in rows), column)


def _ends(source: Source, rows: Sequence[Cells], low: str, high: str) -> tuple[tuple[float, ...], tuple[float, ...]]:
    return tuple(source.read(row, low) for row in rows), tuple(source.read(row, high) for row in rows)


def _band(source: Source, rows: Sequence[Cells], low: str, high: str, term: str, role: str = "middle") -> Band:
    return Band(source.say(term), role, *_ends(source, rows, low, high), (low, high))


def _scale(source: Source, lines: Sequence[Line], bands: Sequence[Band], name: str) -> Scale:
    drawn = [*(value for line in lines for value in line.values), *(v for band in bands for v in band.low + band.high)]
    return source.scale([value for value in drawn if not math.isnan(value)], name)


def _find_breaks(rows: Sequence[Cells]) -> tuple[int, ...]:
    """Return the places of years whose segment is another one than that of the known year before."""
    breaks, before = [], None
    for at, row in enumerate(rows):
        segment = row.get("segment")
        if segment is not None and before is not None and segment != before:
            breaks.append(at)
        before = before if segment is None else segment
    return tuple(breaks)


def _chart(
    source: Source,
    rows: Sequence[Cells],
    lines: Sequence[Line],
    bands: tuple[Band, ...],
    lacking: str = "",
    form: str = "lines",
) -> LineChart:
    panel = Panel("", _scale(source, lines, bands, source.score_name), tuple(lines), bands)
    years = tuple(int(row["year"]) for row in rows)
    return LineChart(form, years, (panel,), _find_breaks(rows), source.say("break"), lacking)
