"""How large a change is, in one unit for scores, shares and ranks, so that changes can be put in order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from parlib.results.executed import ExecutedPage, ShownExhibit

POINTS = ("score", "change")
"""Kinds of columns that are points of an index, unless another row of this module says otherwise."""

PLAIN = ("alpha", "correlation", "low", "high", "value", "vintage", "n_pairs")
"""Columns of these kinds that may be in any unit: their changes have no size."""


class Scale:
    """The maxima and the number of ranked provinces of a page, by which its changes are measured.

    Parameters
    ----------
    page : ExecutedPage
        The page that is shown now.
    """

    def __init__(self, page: ExecutedPage) -> None:
        self._maxima: dict[str, float] = {}
        self._page_maximum: float | None = None
        self._places = 34.0 if str(page.about.get("vintage")) == "34" else 63.0
        for exhibit in page.exhibits:
            names = [column["name"] for column in exhibit.columns]
            if "max_score" in names:
                self._learn(exhibit, names, page.about)

    def _learn(self, exhibit: ShownExhibit, names: list[str], about: Mapping[str, Any]) -> None:
        for row in exhibit.rows:
            known = dict(zip(names, row, strict=False))
            if not known["max_score"] or (known.get("year") or about.get("year")) != about.get("year"):
                continue
            if known.get("component_code"):
                self._maxima.setdefault(str(known["component_code"]), float(known["max_score"]))
            elif not {"short", "index"} & known.keys():
                self._page_maximum = self._page_maximum or float(known["max_score"])

    def measure(self, difference: float, column: Mapping[str, Any], row: Mapping[str, Any]) -> float | None:
        """Return the size of a difference as a share of what is possible, in percent; None where there is no such.

        Shares and percentages count as they are. Points count by the maximum of the row, else of its component, else of
        the page. Ranks and places count by the number of provinces ranked, else by that of all provinces.
        """
        name, kind = column["name"], column["kind"]
        if kind == "share":
            return abs(100 * difference)
        if name.endswith("_percent"):
            return abs(difference)
        if kind == "rank_change" or (kind == "count" and name.startswith(("rank", "expected_rank", "target_place"))):
            return abs(100 * difference / float(row.get("n_ranked") or self._places))
        if kind not in POINTS or name in PLAIN:
            return None
        maximum = row.get("max_score") or self._maxima.get(str(row.get("component_code"))) or self._page_maximum
        return abs(100 * difference / float(maximum)) if maximum else None
