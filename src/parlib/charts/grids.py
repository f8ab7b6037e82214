"""Kinds of chart that are cells: shares by year, correlations, the tile map (bảng màu, bản đồ ô)."""

from __future__ import annotations

import math

from parlib.charts.chart import GridCell, GridChart
from parlib.charts.source import Source
from parlib.wording.labels import label


def describe_heat(source: Source) -> GridChart:
    """Share of the maximum by component and year; the number in a cell is the rank."""
    rows = list(dict.fromkeys(row["component"] for row in source.cells))
    years = sorted({int(row["year"]) for row in source.cells})
    segments = {int(row["year"]): row.get("segment") for row in source.cells}
    cells = []
    for row in source.cells:
        share, rank = source.read(row, "share"), row.get("rank")
        said = source.write(share, "share") if share == share else label("no_data", source.language)
        ranked = "" if rank is None else source.write(rank, "count")
        name = f"{row['component']}, {int(row['year'])}: {said}"
        at = rows.index(row["component"]), years.index(int(row["year"]))
        cells.append(GridCell(*at, ranked or source.write(share if share == share else None, "share"), share, name))
    breaks = tuple(at for at in range(1, len(years)) if segments[years[at]] != segments[years[at - 1]])
    return GridChart(tuple(rows), tuple(map(str, years)), tuple(cells), breaks, key=(label("share", source.language),))


def describe_matrix(source: Source) -> GridChart:
    """Coefficients from −1 to 1, the number in each cell."""
    rows = list(dict.fromkeys(row["row_label"] for row in source.cells))
    columns = list(dict.fromkeys(row["column_label"] for row in source.cells))
    cells = tuple(
        GridCell(
            rows.index(row["row_label"]), columns.index(row["column_label"]), source.write(row["value"], "hundredth"),
            source.read(row, "value"), f"{row['row_label']} – {row['column_label']}: "
            f"{source.write(row['value'], 'hundredth')}",
        )
        for row in source.cells
    )  # fmt: skip
    return GridChart(tuple(rows), tuple(map(str, columns)), cells, diverging=True)


def describe_tiles(source: Source) -> GridChart:
    """A tile for each place where it lies on the map; archipelagos are tiles without a figure."""
    known = list(source.every(["score"]))
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    cells = []
    for row in source.cells:
        score = source.read(row, "score")
        shade = math.nan if score != score else (score - low) / (high - low) if high > low else 0.5
        said = source.write(score) if score == score else label("no_data", source.language)
        code = str(row.get("province_code") or "")
        here = row.get("role") == "subject" or (bool(source.here) and code == source.here)
        role = "subject" if here else "other"
        text = str(row.get("short_name") or row["province"])
        cells.append(GridCell(int(row["row"]), int(row["col"]), text, shade, f"{row['province']}: {said}", role, code))
    ends = tuple(source.write(value) for value in (low, high)) if known else ()
    return GridChart((), (), tuple(cells), key=ends)
