"""Figures of workbooks against printed facts of the ledgers: what differs is said with sheet and cell."""

from __future__ import annotations

import numpy as np
import pandas as pd

from parlib.problems import Problem
from parlib.speech import tell
from parlib.subject import COUNTRY
from parlib.terms import TOTAL

ADDED_UP = 0.05
"""Points by which a total added up from parts of two decimals may miss the printed one."""

_KEYS = ["index", "year", "vintage", "place_code", "component_code", "measure"]

_FIGURES = [*_KEYS, "number", "file", "cell"]


def list_board_figures(parts: pd.DataFrame) -> pd.DataFrame:
    """Return points granted and ranks of scoreboards as figures: keys, ``number, file, cell``."""
    known = parts.rename(columns={"province_code": "place_code"})
    tables = [known.assign(measure=measure, number=known[measure].astype("float64")) for measure in ("score", "rank")]
    return pd.concat(tables, ignore_index=True).reindex(columns=_FIGURES).dropna(subset="number")


def list_share_figures(survey: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
    """Return published shares of surveys, in per cent, as figures: keys, ``number, file, cell``."""
    own = survey[(survey["method"] == "published") & survey["share"].notna()]
    own = own.rename(columns={"province_code": "place_code"})
    mean = np.where(own["place_code"] == COUNTRY, "national_mean", "score")
    measure = own["measure"].astype(object).where(own["measure"] != "satisfied", mean)
    files = dict(zip(register["source_id"], register["path"], strict=True))
    own = own.assign(measure=measure, number=100 * own["share"], file=own["source_id"].map(files))
    return own.reindex(columns=_FIGURES)


def find_differences(figures: pd.DataFrame, facts: pd.DataFrame) -> list[Problem]:
    """Return the figures of workbooks that no printed fact of the same place, component and measure agrees with.

    A fact agrees when the figure rounds to it. Where printed facts disagree among themselves, one is enough.

    Parameters
    ----------
    figures : pandas.DataFrame
        As `list_board_figures` and `list_share_figures` return them.
    facts : pandas.DataFrame
        The table ``facts``.
    """
    if figures.empty or facts.empty:
        return []
    printed = facts.dropna(subset="value").rename(columns={"file": "printed_file"})
    both = figures.merge(printed[[*_KEYS, "place", "text", "value", "status", "printed_file", "row"]], on=_KEYS)
    if both.empty:
        return []
    slack = both["text"].map(find_rounding) + np.where(both["cell"].fillna("") == "", ADDED_UP, 0) + 1e-9
    both["agrees"] = (both["number"] - both["value"]).abs() <= slack
    groups = both.groupby([*_KEYS, "file"], sort=False)
    odd = both[~groups["agrees"].transform("any")]
    return [_say_difference(rows) for _, rows in odd.groupby([*_KEYS, "file"], sort=False)]


def find_rounding(text: str) -> float:
    """Return by how much a printed figure may lie from the exact one: half a unit of its last place; 0 for a rank.

    Examples
    --------
    >>> find_rounding("91,04"), find_rounding("87.6%"), find_rounding("4/63")
    (0.005, 0.05, 0.0)
    """
    _, _, decimals = text.replace(",", ".").partition(".")
    places = len(decimals) - len(decimals.lstrip("0123456789"))
    return 0.5 * 10**-places if places else 0.0


def _say_difference(rows: pd.DataFrame) -> Problem:
    first = rows.iloc[0]
    what = {"score": "the result", "rank": "the rank", "national_mean": "the national mean"}
    name = what.get(first["measure"], first["measure"])
    part = "" if first["component_code"] == TOTAL else tell(" of component {code}", code=first["component_code"])
    states = {"printed": tell("printed"), "derived": tell("derived")}
    printed = [
        tell(
            "{text} ({status}, {file}, row {row})",
            text=row.text,
            status=states[row.status],
            file=row.printed_file,
            row=row.row,
        )
        for row in rows.itertuples(index=False)
    ]
    message = tell(
        "{name}{part} of {place} in {year} is {number:.6g}, elsewhere it is {printed:;}",
        name=name,
        part=part,
        place=first["place"],
        year=first["year"],
        number=first["number"],
        printed=printed,
    )
    return Problem(first["file"], message, column=first["cell"] or None)
