"""From the table of an exhibit to its chart, by kind (từ bảng đến biểu đồ)."""

from __future__ import annotations

from collections.abc import Callable

from parlib.charts import grids, lines, rows
from parlib.charts.chart import Chart
from parlib.charts.source import Source
from parlib.charts.verdicts import describe_verdicts

KINDS: dict[str, Callable[[Source], Chart]] = {
    "strip": rows.describe_strip,
    "regions": rows.describe_strip,
    "ranking": rows.describe_ranking,
    "peers": rows.describe_peers,
    "pareto": rows.describe_pareto,
    "interval": rows.describe_ranges,
    "coefficients": rows.describe_ranges,
    "spine": rows.describe_spine,
    "verdicts": describe_verdicts,
    "movers": rows.describe_movers,
    "pairs": rows.describe_pairs,
    "stacks": rows.describe_stacks,
    "history": lines.describe_history,
    "curve": lines.describe_curve,
    "spread": lines.describe_spread,
    "series": lines.describe_series,
    "heat": grids.describe_heat,
    "matrix": grids.describe_matrix,
    "tiles": grids.describe_tiles,
}
"""Kinds of chart that are described."""


NEEDED = {
    "strip": ("province", "region", "score", "role"),
    "regions": ("province", "region", "score", "role"),
    "ranking": ("rank", "province", "score"),
    "peers": ("province", "score", "role"),
    "pareto": ("component", "lost", "everyone", "best_to_median", "below_median"),
    "interval": ("province", "score", "low", "high", "role"),
    "coefficients": ("term", "estimate", "low", "high"),
    "spine": ("component", "share", "lowest_share", "best_share"),
    "verdicts": ("short", "component", "percentile", "rank"),
    "movers": ("label", "before", "after", "change"),
    "pairs": ("label",),
    "stacks": ("label",),
    "history": ("year", "score", "segment"),
    "curve": ("score", "rank", "role"),
    "spread": ("year", "lowest", "best", "national_median"),
    "series": ("year", "measure", "value"),
    "heat": ("component", "year", "share"),
    "matrix": ("row_label", "column_label", "value"),
    "tiles": ("province", "row", "col", "score"),
}
"""Columns that a kind is read from."""


def is_described(source: Source) -> bool:
    """Tell whether the chart can be described: its kind is known and its columns are there.

    The two values of a pair are called by the heads of their columns; under other heads there is no pair.

    Examples
    --------
    >>> is_described(Source("peers", [{"name": "score", "label": "Điểm", "kind": "score"}], []))
    False
    """
    if source.kind not in KINDS or not set(NEEDED[source.kind]) <= set(source.names):
        return False
    heads = {column["label"] for column in source.columns}
    return source.kind != "pairs" or {source.options.get(side) for side in ("first", "second")} <= heads


def describe_chart(source: Source) -> Chart:
    """Return what a chart of the table shows.

    Raises
    ------
    KeyError
        If charts of the kind are not described.

    Examples
    --------
    >>> columns = [{"name": name, "label": name, "kind": kind} for name, kind in
    ...            (("province", "text"), ("score", "score"), ("role", "code"))]
    >>> chart = describe_chart(Source("peers", columns, [["Quảng Ninh", 7.99, "subject"]], {"unit": "điểm"}))
    >>> chart.rows[0].name, chart.rows[0].marks[0].name
    ('Quảng Ninh', 'Quảng Ninh 7,99')
    """
    return KINDS[source.kind](source)
