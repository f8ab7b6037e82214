"""Tables with one place a row and one component a column, names as printed: DTI, the 766 set, PCI."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from parlib.sources.csvfile import read_table


def read_wide_table(path: Path, place_head: str, heads: dict[str, str], name: str | None = None) -> pd.DataFrame:
    """Return every printed cell of a table with one place a row, all text, ``component`` being the component code.

    Parameters
    ----------
    path : pathlib.Path
        A CSV table.
    place_head : str
        Printed head of the column of places.
    heads : dict of str to str
        Printed head of each component and its code, as the framework of the year has them.

    Raises
    ------
    DataProblemsError
        If a column is missing or the file is damaged.
    """
    table = read_table(path, [place_head, *heads], name)
    cells = table.melt(["file", "row", place_head], list(heads), var_name="column", value_name="text")
    cells = cells.assign(component=cells["column"].map(heads)).rename(columns={place_head: "place"})
    return cells.sort_values(["row", "component"], ignore_index=True)
