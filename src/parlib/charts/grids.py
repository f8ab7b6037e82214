"""Kinds of chart that are cells: shares by year, correlations, the tile map (bảng màu, bản đồ ô)."""

from __future__ import annotations

import math

from parlib.charts.chart import GridCell, GridChart
from parlib.charts.source import Cells, Source


def describe_heat(source: Source) -> GridChart:
    """Share of the maximum by component and year; the number in a cell is the rank."""
    levels = {str(row["component"]): row.get("level") or 0 for row in source.cells}
    rows, years = list(levels), sorted({int(row["year"]) for row in source.cells})
    known = list(source.every(["share"]))
    limits = (min(known), max(known)) if known else (0.0, 1.0)
    segments: dict[str, object] = {}
    cells = []
    for row in sorted(source.cells, key=lambda row: row["year"]):
        name, segment = str(row["component"]), row.get("segment")
        broken = segments.get(name) not in (None, segment) and segment is not None
        segments[name] = segment
        cells.append(_heat_cell(source, row, rows.index(name), years.index(int(row["year"])), limits, broken))
    notes = [source.say(word) for word in ("cell_rank", "cell_no_data", "cell_break")]
    key = (source.say("share"), *(source.write_whole(end) for end in limits))
    strong = tuple(level == 0 for level in levels.values())
    return GridChart("grid", tuple(rows), tuple(map(str, years)), tuple(cells), strong, key=key, notes=tuple(notes))


def _heat_cell(
    source: Source, row: Cells, down: int, across: int, limits: tuple[float, float], broken: bool
) -> GridCell:
    share = source.read(row, "share")
    said = source.write(share, "share") if share == share else source.say("no_data")
    rank = "" if row.get("rank") is None or math.isnan(share) else source.write(row["rank"], "count")
    figure = "–" if math.isnan(share) else source.write(share, "share")
    name = f"{row['component']}, {int(row['year'])}: {said}"
    return GridCell(down, across, rank, _shade(share, limits), name, figure=figure, broken=broken)


def _shade(value: float, limits: tuple[float, float]) -> float:
    low, high = limits
    return math.nan if math.isnan(value) else (value - low) / (high - low) if high > low else 0.5


def describe_matrix(source: Source) -> GridChart:
    """Coefficients from −1 to 1, the number in each cell."""
    rows, columns = (
        list(dict.fromkeys(str(row[name]) for row in source.cells)) for name in ("row_label", "column_label")
    )
    cells = []
    for row in source.cells:
        value, shown = source.read(row, "value"), source.write(row["value"], "hundredth")
        if value == value:
            at = rows.index(str(row["row_label"])), columns.index(str(row["column_label"]))
            cells.append(GridCell(*at, shown, value, f"{row['row_label']} – {row['column_label']}: {shown}"))
    ends = tuple(source.write(end, "rank_change") for end in (-1, 1))
    return GridChart("grid", tuple(rows), tuple(columns), tuple(cells), diverging=True, key=("", *ends))


def describe_tiles(source: Source) -> GridChart:
    """A tile for each place where it lies on the map; archipelagos are tiles without a figure."""
    known = list(source.every(["score"]))
    limits = (min(known), max(known)) if known else (0.0, 1.0)
    cells = []
    for row in source.cells:
        score, islands = source.read(row, "score"), row.get("role") == "archipelago"
        said = source.write(score) if score == score else source.say("no_data")
        role = "archipelago" if islands else "subject" if source.is_here(row) else "other"
        text = str(row.get("short_name") or row["province"]).replace("\n", " ")
        figure = "" if islands else source.write(score if score == score else None)
        name = str(row["province"]) if islands else f"{row['province']}: {said}"
        cells.append(
            GridCell(
                int(row["row"]),
                int(row["col"]),
                text,
                _shade(score, limits),
                name,
                role,
                str(row.get("province_code") or ""),
                figure,
            )
        )
    key = (source.score_name, *(source.write(end) for end in limits)) if known else ()
    lacking = any(cell.shade != cell.shade and cell.role != "archipelago" for cell in cells)
    notes = (f"“–”: {source.say('no_data').lower()}",) if lacking else ()
    return GridChart("map", (), (), tuple(cells), key=key, notes=notes)
