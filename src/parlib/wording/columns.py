"""How the columns of a shown table are headed and written."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from parlib.wording.labels import LABELS, label
from parlib.wording.numbers import format_change, format_number, format_percent

KINDS = {
    "text": (
        "province_code", "province", "region", "component_code", "component", "label", "short_name", "note", "source",
        "role", "best_province", "best_provinces", "trend", "document", "issuer", "years", "date", "received", "address", "sha256",
        "licence", "place", "measure", "printed", "status", "chosen", "series", "basis", "best_peer", "cause",
        "cause_class", "coordinating_agency", "deadline", "mark", "group", "head", "lead_agency", "matter_name",
        "next_down_provinces", "next_up_provinces", "output", "parent", "reason", "recovered_to", "short", "streak",
        "task", "term", "verdict",
    ),
    "year": ("year", "year_from", "year_to", "covariate_year"),
    "count": (
        "rank", "n_ranked", "segment", "level", "row", "col", "n", "n_years", "tied_with", "expected_rank", "n_draws",
        "n_in_region", "n_peers", "n_provinces", "peers_better", "quartile", "rank_after", "rank_high", "rank_low",
        "rank_in_region", "rank_now", "rank_width", "target_place", "years_below_median", "years_heavy", "worst_rank",
        "places_gained",
    ),
    "tenth": ("population", "grdp_per_capita"),
    "hundredth": ("distance", "estimate", "rho", "r2_within", "tau"),
    "change": (
        "change", "lost_to_mean", "gap_to_mean", "gap_to_median", "gap_to_region", "gap_to_best", "gap_to_best_peer",
        "gap_to_peers", "gap", "lost_change", "score_gap", "slope",
    ),
    "p_value": ("p_value", "p_adjusted"),
    "rank_change": ("rank_change",),
    "share": ("share", "percentile"),
}  # fmt: skip
"""Which columns are of which kind; a column ending in ``share`` is a share, any other number a score."""

PLACES = {"count": 0, "tenth": 1, "hundredth": 2, "p_value": 3}
"""Kinds that have their own number of places after the decimal sign."""

_KIND = {name: kind for kind, names in KINDS.items() for name in names}


def kind_of_column(name: str) -> str:
    """Return how the column *name* is written.

    Examples
    --------
    >>> kind_of_column("rank"), kind_of_column("mean_share"), kind_of_column("best")
    ('count', 'share', 'score')
    """
    if name in _KIND:
        return _KIND[name]
    return "share" if name.endswith("share") else "score"


def describe_columns(names: Iterable[str], language: str) -> list[dict[str, str]]:
    """Return name, header and kind of each column.

    Examples
    --------
    >>> describe_columns(["rank"], "vi")
    [{'name': 'rank', 'label': 'Thứ hạng', 'kind': 'count'}]
    """
    return [
        {
            "name": name,
            "label": label(name, language) if name in LABELS else name,
            "kind": kind_of_column(name),
        }
        for name in names
    ]


def format_value(value: object, kind: str, language: str, decimals: int = 2) -> str:
    """Write one value of a table as its reader expects it.

    Examples
    --------
    >>> format_value(7.1234, "score", "vi"), format_value(None, "count", "vi"), format_value(3, "rank_change", "en")
    ('7,12', '–', '+3')
    """
    if isinstance(value, str):
        return value
    value = None if pd.isna(value) else float(value)
    if kind == "year":
        return "" if value is None else str(int(value))
    if kind == "share":
        return format_percent(value, language)
    if kind == "change":
        return format_change(value, language, decimals)
    if kind == "p_value" and value is not None and value < 0.0005:
        return f"< {format_number(0.001, language, 3)}"
    if kind in PLACES:
        return format_number(value, language, PLACES[kind])
    if kind == "rank_change":
        return format_change(value, language, 0)
    return format_number(value, language, decimals)


def format_table(table: pd.DataFrame, language: str, decimals: int = 2) -> pd.DataFrame:
    """Return *table* as text with headers in *language*; the figures in *table* itself are not touched."""
    columns = describe_columns(table.columns, language)
    return pd.DataFrame(
        {
            column["label"]: [
                format_value(value, column["kind"], language, decimals) for value in table[column["name"]]
            ]
            for column in columns
        }
    )
