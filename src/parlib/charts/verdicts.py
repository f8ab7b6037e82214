"""The spine over all indices: where each component lies between last and first place (trục chỉ số)."""

from __future__ import annotations

import math

from parlib.charts.chart import Mark, Row, RowChart
from parlib.charts.source import Cells, Source
from parlib.wording.labels import label

ROLES = {"strength": "strong", "high": "strong", "low": "weak", "weakness": "weak"}
"""Verdict to the role of its mark; what is in between is grey."""


def describe_verdicts(source: Source) -> RowChart:
    """From last place to first, the middle half within, and where the subject lies, coloured by its verdict."""
    language = source.language
    middle = label("middle_half", language)
    rows = tuple(_describe_row(source, row, middle) for row in source.cells)
    roles = {(mark.shape, mark.role) for row in rows for mark in row.marks}
    key = [
        ("dot", "strong", label("strong", language)),
        ("dot", "between", label("between", language)),
        ("dot", "weak", label("weak", language)),
        ("bar", "middle", middle),
    ]
    scale = source.scale([0.0, 1.0], label("places_behind", language), kind="share")
    used = tuple(one for one in key if one[:2] in roles)
    return RowChart("verdicts", rows, scale, key=used, named="component")


def _describe_row(source: Source, row: Cells, middle: str) -> Row:
    name, place = f"{row['short']} · {row['component']}", source.read(row, "percentile")
    ends = [source.write(row.get(column), "count") for column in ("rank", "n_ranked")]
    end = ends[0] if row.get("n_ranked") is None else "/".join(ends)
    known = {"at": row["at"], "column": "percentile"}
    marks = [Mark("bar", 1.0, "whole", middle, 0.0), Mark("bar", 0.75, "middle", middle, 0.25)]
    if not math.isnan(place):
        marks.append(Mark("dot", place, ROLES.get(str(row.get("standing")), "between"), f"{name}: {end}", **known))
    return Row(name, tuple(marks), ends=(end,), at=row["at"])
