"""How the values of a shown table are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from parlib.language.kinds import write_value
from parlib.wording.codes import say_code


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
