"""What a table of figures should make its reader stop at, though no figure is wrong in itself (số liệu đáng ngờ)."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from parlib.speech import tell
from parlib.terms import TOTAL

_SCALES = (1.0, 10.0, 100.0, 1000.0)
_FAR = 5.0
"""How many times larger figures of another scale are, as a rule: 8.1 of 10 and 81 of 100 are ten times."""

_ROUNDED = 0.01
"""By how much a printed sum may differ for each figure that was rounded."""

_FEW = 0.2
"""Up to this part of places a whole that differs is an exception; beyond, it is made in another way."""


def find_odd_wholes(cells: pd.DataFrame, weights: Mapping[int, Mapping[str, float]]) -> list[str]:
    """Return what is to be said of printed wholes that are neither the sum nor the mean of their components.

    Parameters
    ----------
    cells : pandas.DataFrame
        ``year, place, column, value``, one row a figure; the whole is the column `TOTAL`.
    weights : mapping
        By year, the part of each component in the whole.

    Examples
    --------
    >>> rows = [(2024, "A", TOTAL, 70.0), (2024, "A", "cost", 60.0), (2024, "A", "time", 50.0)]
    >>> cells = pd.DataFrame(rows, columns=["year", "place", "column", "value"])
    >>> find_odd_wholes(cells, {2024: {"cost": 0.5, "time": 0.5}})[0]
    'the whole of 2024 is taken as it is: 70 of A is neither the sum of its components (110) nor their mean (55)'
    """
    lines: list[str] = []
    for year, own in cells.groupby("year"):
        wide = own.pivot_table(index="place", columns="column", values="value", aggfunc="first")
        parts = [name for name in weights.get(int(year), {}) if name in wide]
        if TOTAL not in wide or len(parts) < 2:
            continue
        wide = wide.dropna(subset=[TOTAL, *parts])
        shares = pd.Series(weights[int(year)])[parts]
        made = {"sum": wide[parts].sum(axis=1), "mean": (wide[parts] * (shares / shares.sum())).sum(axis=1)}
        near = _ROUNDED * (len(parts) + 1)
        odd = {how: wide.index[(wide[TOTAL] - values).abs() > near] for how, values in made.items()}
        how = min(odd, key=lambda one: len(odd[one]))
        if not len(odd[how]):
            continue
        place = odd[how][0]
        whole, sums, means = wide.at[place, TOTAL], made["sum"][place], made["mean"][place]
        if len(odd[how]) <= _FEW * len(wide):
            message = "the whole of {place}, {year} is {whole:g}, its components make {made:g}; {n} of {of} differ so"
            named = {"made": made[how][place], "n": len(odd[how]), "of": len(wide)}
        else:
            message = (
                "the whole of {year} is taken as it is: {whole:g} of {place} is neither the sum of its components "
                "({sums:g}) nor their mean ({means:g})"
            )
            named = {"sums": sums, "means": means}
        lines.append(tell(message, place=place, year=year, whole=whole, **named))
    return lines


def find_mixed_scales(cells: pd.DataFrame) -> list[str]:
    """Return what is to be said of figures that seem to be on two scales: of a column in two years, of two columns.

    Examples
    --------
    >>> rows = [(2023, "A", "cost", 8.1), (2024, "A", "cost", 79.0)]
    >>> find_mixed_scales(pd.DataFrame(rows, columns=["year", "place", "column", "value"]))[0]
    "'cost' runs to 8.1 in 2023 and to 79 in 2024: are both years on one scale?"
    """
    known = cells.dropna(subset="value")
    lines: list[str] = []
    for column, own in known.groupby("column", sort=False):
        if pair := _find_far(own.groupby("year")["value"]):
            (low, least), (high, most) = pair
            message = "{column!r} runs to {least:g} in {low} and to {most:g} in {high}: are both years on one scale?"
            lines.append(tell(message, column=column, least=least, low=low, most=most, high=high))
    newest = known[(known["year"] == known["year"].max()) & (known["column"] != TOTAL)]
    if not lines and (pair := _find_far(newest.groupby("column")["value"])):
        (low, least), (high, most) = pair
        message = "{low!r} runs to {least:g} and {high!r} to {most:g}: are both components on one scale?"
        lines.append(tell(message, low=low, least=least, high=high, most=most))
    return lines


def _find_far(groups: pd.core.groupby.SeriesGroupBy) -> tuple[tuple, tuple] | None:
    """Return the names and largest figures of two groups whose figures seem to be of two scales."""
    most, middle = groups.max(), groups.median()
    if len(middle) < 2:
        return None
    low, high = middle.idxmin(), middle.idxmax()
    scales = [next((scale for scale in _SCALES if most[name] <= scale), _SCALES[-1] * 10) for name in (low, high)]
    far = middle[low] > 0 and middle[high] >= _FAR * middle[low]
    return ((low, most[low]), (high, most[high])) if far and scales[0] < scales[1] else None
