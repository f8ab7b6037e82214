"""What must be true of a table before it is written; every failure is said with its file and row."""

from __future__ import annotations

import pandas as pd

from parlib.framework import BESIDE, MADE, UNLISTED
from parlib.problems import Problem, list_problems, locate
from parlib.speech import tell

CELL_KEYS = ["year", "province_code", "component_code"]
"""What names one figure of an index."""


def check_mixture(table: pd.DataFrame, name: str, register: pd.DataFrame) -> list[Problem]:
    """Return that a table would hold simulated figures beside real ones: it is refused, whatever else is right.

    Parameters
    ----------
    table : pandas.DataFrame
        A processed table; one without ``source_id`` has nothing to mix.
    name : str
        What the table is called.
    register : pandas.DataFrame
        Sources with ``source_id, path, simulated``.
    """
    if "source_id" not in table or name in ("sources", "components", "bridges"):
        return []
    used = register[register["source_id"].isin(table["source_id"].unique())]
    simulated = used["simulated"] == "yes"
    if simulated.all() or not simulated.any():
        return []
    hint = "Keep simulated figures in a home of their own (parlib simulate ... --home demo)"
    files = used.assign(called=used["path"].where(used["path"] != "", used["source_id"]))
    first, other = files.loc[simulated, "called"].iloc[0], files.loc[~simulated, "called"].iloc[0]
    message = tell("simulated figures ({first}) would stand beside real ones ({other})", first=first, other=other)
    return [Problem(tell("table {name}", name=name), message, hint=hint)]


def check_duplicates(cells: pd.DataFrame, names: dict[str, str]) -> list[Problem]:
    """Return every province and component that stands more than once, with the place of the first.

    Tables lie either way: with a province a row, two rows are one province twice and two columns one component
    twice; with a province a column it is the other way round.
    """
    first = cells.drop_duplicates(CELL_KEYS)[[*CELL_KEYS, "row", "column"]]
    twice = cells[cells.duplicated(CELL_KEYS)].merge(first, on=CELL_KEYS, suffixes=("", "_first"), validate="m:1")
    problems = []
    for cell in twice.itertuples():
        in_rows, province_a_row = cell.row != cell.row_first, not cell.column.startswith(cell.place)
        who = (
            names[cell.province_code]
            if in_rows == province_a_row
            else tell("component {code}", code=cell.component_code)
        )
        where = tell("row {row}", row=cell.row_first) if in_rows else locate(cell.column_first)
        place = {"row": cell.row} if in_rows else {"column": cell.column}
        problems.append(Problem(cell.file, tell("{who} stands twice (also in {where})", who=who, where=where), **place))
    return list(dict.fromkeys(problems))


def check_limits(cells: pd.DataFrame, components: pd.DataFrame) -> list[Problem]:
    """Return every score above its maximum or below its minimum (the source may round a minimum to two places)."""
    limits = components[["year", "component_code", "min_score", "max_score"]]
    known = cells.merge(limits, on=["year", "component_code"], validate="m:1").dropna(subset="score")
    above = known[known["score"] > known["max_score"] + 1e-6]
    below = known[known["score"] < known["min_score"] - 0.005]
    return [
        Problem(
            cell.file,
            tell(
                "score {score:g} of component {component_code} is {side} {limit:g}",
                score=cell.score,
                component_code=cell.component_code,
                side=side,
                limit=limit,
            ),
            cell.row,
            cell.column,
        )
        for table, side, column in (
            (above, "above the maximum", "max_score"),
            (below, "below the minimum", "min_score"),
        )
        for cell, limit in zip(table.itertuples(), table[column], strict=True)
    ]


def check_coverage(cells: pd.DataFrame, components: pd.DataFrame, names: dict[str, str]) -> list[Problem]:
    """Return what is missing from tables that should be complete: provinces, components, or every figure of one."""
    problems = []
    for (file, year), table in cells.groupby(["file", "year"]):
        absent = sorted(set(names) - set(table["province_code"]))
        if absent:
            listed = ", ".join(f"{names[code]} ({code})" for code in absent[:5]) + (" ..." if len(absent) > 5 else "")
            problems.append(
                Problem(
                    file,
                    tell(
                        "{n} of {total} provinces are missing: {listed}", n=len(absent), total=len(names), listed=listed
                    ),
                    hint="A province without data stays in the table with 0, '-' or blank",
                )
            )
        leaves = components[(components["year"] == year) & (~components["combine"].isin([*MADE, UNLISTED, BESIDE]))]
        lost = leaves.loc[~leaves["component_code"].isin(table["component_code"].unique()), "component_code"].tolist()
        if lost:
            problems.append(Problem(file, tell("component {lost} of {year} is not in the table", lost=lost, year=year)))
        problems += _find_blanks(file, table)
    return problems


def _find_blanks(file: str, table: pd.DataFrame) -> list[Problem]:
    """Return the components for which no province has a figure other than zero."""
    known = table.assign(known=table["score"].fillna(0) != 0).groupby("component_code")["known"].any()
    if not known.any():
        message = "the table holds no figure: every cell is zero, blank or '-'"
        return [Problem(file, message, int(table["row"].min()))]
    rows = table.groupby("component_code")["row"].min()
    return [
        Problem(
            file,
            tell("component {code} has no figure for any province (all zero, blank or '-')", code=code),
            int(rows[code]),
        )
        for code in known.index[~known]
    ]


def check_sums(printed: pd.DataFrame, computed: pd.DataFrame, tolerance: float) -> list[Problem]:
    """Return every printed parent that differs from the sum of its parts by more than *tolerance*."""
    both = printed.merge(computed, on=CELL_KEYS, suffixes=("", "_computed"), validate="1:1").dropna(
        subset=["score", "score_computed"]
    )
    wrong = both[(both["score"] - both["score_computed"]).abs() > tolerance]
    message = "component {component_code} is printed as {score:.8g}, its parts add up to {score_computed:.8g}"
    return list_problems(wrong, message, "component_code", "score", "score_computed")


def check_labels(cells: pd.DataFrame, components: pd.DataFrame) -> list[Problem]:
    """Return every printed label whose name is not that of its code in that year: a code is not an identity."""
    labels = cells.drop_duplicates(["file", "year", "component_code", "label"])
    named = labels.merge(
        components[["year", "component_code", "name_vi", "name_en"]],
        on=["year", "component_code"],
        how="left",
        validate="m:1",
    )
    problems = []
    for cell in named.itertuples():
        if pd.isna(cell.name_vi):
            message = tell(
                "component {component_code} is not in the framework of {year}",
                component_code=cell.component_code,
                year=cell.year,
            )
            problems.append(Problem(cell.file, message, cell.row, cell.column))
        elif cell.label.casefold() not in (cell.name_vi.casefold(), cell.name_en.casefold()):
            message = tell(
                "code {component_code} is labelled {label!r}; in {year} it means {name_vi!r}",
                component_code=cell.component_code,
                label=cell.label,
                year=cell.year,
                name_vi=cell.name_vi,
            )
            problems.append(Problem(cell.file, message, cell.row, cell.column))
    return problems
