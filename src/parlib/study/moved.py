"""Which parts moved alike in nearly all places within the years that a whole is compared over? (phần đổi cách đo).

A whole is cut where its broken parts come to a standard deviation between places (`parlib.breaks.carry_up`). Where they
come to less, its years are compared, and what the parts did is told beside.
"""

from __future__ import annotations

import pandas as pd

from parlib.breaks import CUTTING
from parlib.cuts import cut_tree
from parlib.framework import list_below
from parlib.store import load_table
from parlib.study.panel import gather_panel
from parlib.subject import Subject

_MOVED = ["year", "component_code", "component", "moved"]


def list_moved_parts(subject: Subject) -> pd.DataFrame:
    """Return the parts of the component whose instrument broke, or may have, in a year that it is compared across.

    Only the smallest of such parts are listed: what a part did, its sum did with it. Net of the country, as trends,
    intervals and noise are told, a move that all share is no move; the points of a whole hold it.

    Returns
    -------
    pandas.DataFrame
        ``year, component_code, component`` (as called in that year), ``moved`` (mean of what all places moved by,
        points of the part), oldest first; years of the run of comparable years that ends in the subject's, without its
        first.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2019, "Hải Phòng", language="en")
    >>> parlib.study.moved.list_moved_parts(subject).round(2).values.tolist()
    [[2019, '1.1', 'Civic Knowledge', -0.33], [2019, '7.1', 'Environmental Protection', -0.97]]
    """
    panel, key = gather_panel(subject), subject.leaf["component_key"]
    calendar, run = list(panel.years), panel.list_comparable(key, subject.year)
    breaks = load_table("breaks", index=subject.index.id, year=[calendar[at] for at in run[1:]])
    breaks, rows = breaks[breaks["decision"].isin(CUTTING)], []
    for year, moved in breaks.groupby("year"):
        tree = cut_tree(subject.key("components"), year)
        codes = tree.loc[tree["component_key"] == key, "component_code"]
        below = list_below(tree, codes.iloc[0]) if len(codes) else set()
        found = set(moved["component_code"]) & below
        smallest = sorted(code for code in found if not found & set(list_below(tree, code)))
        names = tree.set_index("component_code")["component"]
        points = moved.set_index("component_code")["moved"]
        rows += [(int(year), code, names[code], points[code]) for code in smallest]
    return pd.DataFrame(rows, columns=_MOVED)
