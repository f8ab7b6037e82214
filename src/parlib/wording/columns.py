"""How the columns of a shown table are headed and written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from parlib.language.kinds import write_value
from parlib.wording.codes import say_code
from parlib.wording.labels import LABELS, label

KINDS = {
    "code": (
        "component_code",
        "parent_code",
        "role",
        "state",
        "trend",
    ),
    "helper": (
        "col",
        "level",
        "row",
        "segment",
    ),
    "text": (
        "agency",
        "basis",
        "best_peer",
        "best_province",
        "best_provinces",
        "column_label",
        "component",
        "date",
        "group",
        "head",
        "highest_place",
        "issuer",
        "label",
        "licence",
        "lowest_place",
        "mark",
        "measure",
        "missing_places",
        "next_down_provinces",
        "next_up_provinces",
        "note",
        "other",
        "parent",
        "place",
        "printed",
        "province",
        "province_code",
        "pull_place",
        "reason",
        "recovered_to",
        "region",
        "row_label",
        "series",
        "series_first",
        "series_second",
        "short",
        "short_name",
        "side",
        "source",
        "status",
        "term",
        "verdict",
        "years",
    ),
    "year": (
        "covariate_year",
        "weight_year",
        "year",
        "year_after",
        "year_base",
        "year_before",
        "year_from",
        "year_to",
    ),
    "count": (
        "expected_rank",
        "n",
        "n_all",
        "n_asked",
        "n_in_region",
        "n_known",
        "n_parts",
        "n_peers",
        "n_provinces",
        "n_ranked",
        "n_pairs",
        "n_tested",
        "n_unverified",
        "n_years",
        "parts",
        "peers_better",
        "quartile",
        "rank",
        "rank_after",
        "rank_before",
        "rank_first",
        "rank_held",
        "rank_high",
        "rank_in_region",
        "rank_low",
        "rank_now",
        "rank_second",
        "respondents",
        "tied_with",
        "worst_rank",
        "years_below_median",
    ),
    "tenth": (
        "grdp_per_capita",
        "population",
    ),
    "hundredth": (
        "distance",
        "estimate",
        "r2_within",
        "rho",
        "rho_within",
        "spread_ratio",
        "tau",
    ),
    "change": (
        "change",
        "common_move",
        "difference",
        "gap",
        "gap_to_best",
        "gap_to_best_peer",
        "gap_to_mean",
        "gap_to_median",
        "gap_to_peers",
        "gap_to_region",
        "lost_to_mean",
        "own_change",
        "pull",
        "score_gap",
        "slope",
        "slope_high",
        "slope_low",
    ),
    "p_value": (
        "own_q",
        "p_adjusted",
        "p_value",
    ),
    "rank_change": (
        "entrants",
        "framework",
        "framework_places",
        "performance",
        "rank_change",
        "rank_difference",
    ),
    "share": (
        "coverage",
        "held",
        "percentile",
        "share",
        "share_first",
        "share_second",
    ),
}
"""Which columns are of which kind; a column ending in ``share`` is a share, any other number a score.

A ``code`` is a word of the program that is shown in the reader's words; a ``helper`` serves the picture and is not shown.
"""

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


def describe_columns(
    names: Iterable[str], language: str, labels: Mapping[str, str] | None = None
) -> list[dict[str, str]]:
    """Return name, header and kind of each column; *labels* are heads that differ from the usual ones.

    Examples
    --------
    >>> describe_columns(["rank"], "vi")
    [{'name': 'rank', 'label': 'Thứ hạng', 'kind': 'count'}]
    """
    labels = labels or {}
    return [
        {
            "name": name,
            "label": labels.get(name) or (label(name, language) if name in LABELS else name),
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
    >>> format_value("up", "code", "vi")
    'tăng'
    >>> format_value(0.9061, "share", "vi"), format_value(0.0045, "share", "vi")
    ('90,6%', '0,45%')
    """
    return write_value(
        None if not isinstance(value, str) and pd.isna(value) else value, kind, language, decimals, say_code
    )


def format_table(
    table: pd.DataFrame, language: str, decimals: int, columns: Iterable[Mapping[str, str]]
) -> pd.DataFrame:
    """Return *table* as text under the heads of *columns*; the figures in *table* itself are not touched.

    Parameters
    ----------
    columns : iterable of mapping
        ``name, label, kind`` of each column.
    """
    shown = [column for column in columns if column["kind"] != "helper"]
    cells = [
        [format_value(value, column["kind"], language, decimals) for value in table[column["name"]]] for column in shown
    ]
    # Heads may be the same twice (two bounds), so the table is laid by place, not by name.
    return pd.DataFrame(dict(enumerate(cells)), index=table.index).set_axis(
        [one["label"] for one in shown], axis="columns"
    )
