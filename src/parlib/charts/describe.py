"""From the table of an exhibit to its chart, by kind (từ bảng đến biểu đồ)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from parlib.charts import grids, lines, rows
from parlib.charts.chart import Chart
from parlib.charts.source import Source
from parlib.charts.verdicts import describe_verdicts

FORMS = (
    "dots",
    "bars",
    "pieces",
    "moves",
    "pairs",
    "ranges",
    "estimates",
    "spine",
    "verdicts",
    "lines",
    "boxes",
    "stair",
    "grid",
    "map",
)
"""How marks lie; what a back-end must be able to draw, or the picture instead."""


@dataclass(frozen=True)
class Kind:
    """A kind of chart.

    Attributes
    ----------
    describe : callable
        Reads it from the table of an exhibit.
    form : str
        One of `FORMS`.
    needed : tuple of str
        Columns that it is read from.
    options : tuple of str
        Options of the exhibit that it is read from.
    """

    describe: Callable[[Source], Chart]
    form: str
    needed: tuple[str, ...]
    options: tuple[str, ...] = ()


_PLACES = ("province", "region", "score", "role")

KINDS: Mapping[str, Kind] = {
    "strip": Kind(rows.describe_strip, "dots", _PLACES),
    "regions": Kind(rows.describe_strip, "dots", _PLACES),
    "ranking": Kind(rows.describe_ranking, "bars", ("rank", "province", "score")),
    "peers": Kind(rows.describe_peers, "bars", ("province", "score", "role", "distance")),
    "lead": Kind(rows.describe_lead, "bars", ("label", "gap"), ("first", "second")),
    "pareto": Kind(rows.describe_pareto, "pieces", ("component", "lost", *(name for name, _ in rows.PIECES))),
    "stacks": Kind(rows.describe_stacks, "pieces", ("label",), ("total",)),
    "movers": Kind(rows.describe_movers, "moves", ("label", "before", "after", "change")),
    "pairs": Kind(rows.describe_pairs, "pairs", ("label",), ("first", "second", "columns")),
    "interval": Kind(rows.describe_ranges, "ranges", ("province", "score", "low", "high", "role")),
    "coefficients": Kind(rows.describe_estimates, "estimates", ("term", "estimate", "low", "high")),
    "spine": Kind(rows.describe_spine, "spine", ("component", "share", "lowest_share", "best_share")),
    "verdicts": Kind(describe_verdicts, "verdicts", ("short", "component", "percentile", "rank")),
    "history": Kind(lines.describe_history, "lines", ("year", "score", "segment")),
    "paths": Kind(lines.describe_paths, "lines", ("role", "year", "score", "segment"), ("second",)),
    "merged": Kind(lines.describe_merged, "lines", ("year", "place", "role", "score", "low", "high", "state")),
    "series": Kind(lines.describe_series, "lines", ("year", "measure", "value")),
    "spread": Kind(lines.describe_spread, "boxes", ("year", "lowest", "best", "national_median", *lines.QUARTILES)),
    "curve": Kind(lines.describe_curve, "stair", ("score", "rank", "role")),
    "heat": Kind(grids.describe_heat, "grid", ("component", "year", "share")),
    "matrix": Kind(grids.describe_matrix, "grid", ("row_label", "column_label", "value")),
    "tiles": Kind(grids.describe_tiles, "map", ("province", "row", "col", "score")),
}
"""Every kind of chart, by the name that a question gives it."""


class ChartError(ValueError):
    """A chart cannot be described or drawn: a kind, a form, a column or an option is missing."""


def describe_chart(source: Source) -> Chart:
    """Return what a chart of the table shows.

    Raises
    ------
    ChartError
        If the kind is not known, or the table lacks a column or the exhibit an option that it is read from.

    Examples
    --------
    >>> columns = [{"name": name, "label": name, "kind": kind} for name, kind in
    ...            (("province", "text"), ("score", "score"), ("role", "code"), ("distance", "hundredth"))]
    >>> chart = describe_chart(Source("peers", columns, [["Quảng Ninh", 7.99, "subject", None]], {"unit": "điểm"}))
    >>> chart.rows[0].name, chart.rows[0].marks[0].name
    ('Quảng Ninh', 'Quảng Ninh 7,99')
    """
    if source.kind not in KINDS:
        raise ChartError(f"no chart is called {source.kind!r}; there are {', '.join(KINDS)}")
    if lacking := _list_lacking(source):
        raise ChartError(f"a chart of kind {source.kind!r} lacks {', '.join(lacking)}")
    return KINDS[source.kind].describe(source)


def describe_executed(source: Source) -> Chart | None:
    """Return what a chart of an executed notebook shows; None where it shows none.

    A notebook that an earlier version ran may lack what a kind is read from today: its picture, or its table, stands
    instead. One of this version was refused when it was run (`describe_chart`).

    Examples
    --------
    >>> describe_executed(Source("table", [], [])), describe_executed(Source("peers", [], []))
    (None, None)
    """
    return KINDS[source.kind].describe(source) if source.kind in KINDS and not _list_lacking(source) else None


def _list_lacking(source: Source) -> list[str]:
    """Return the columns and options that a chart of the kind is read from and that are not there."""
    kind = KINDS[source.kind]
    lacking = [f"column {name!r}" for name in kind.needed if name not in source.names]
    return lacking + [f"option {name!r}" for name in kind.options if name not in source.options]


def cover_forms(drawn: Iterable[str], who: str, pictured: Iterable[str] = ()) -> None:
    """Stop where a back-end neither draws a form of chart nor says that it shows the picture instead.

    Raises
    ------
    ChartError
        If a form is missing, or one is not known.

    Examples
    --------
    >>> cover_forms(FORMS[:-1], "Excel", pictured=FORMS[-1:])
    >>> cover_forms(FORMS[1:], "Excel")
    Traceback (most recent call last):
        ...
    parlib.charts.describe.ChartError: Excel does not draw charts of the form dots
    """
    found = {*drawn, *pictured}
    if wrong := [form for form in FORMS if form not in found]:
        raise ChartError(f"{who} does not draw charts of the form {', '.join(wrong)}")
    if found - set(FORMS):
        raise ChartError(f"{who} draws a form that no chart has: {', '.join(sorted(found - set(FORMS)))}")
