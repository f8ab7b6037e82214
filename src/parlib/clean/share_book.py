"""Aggregate survey workbooks: shares as published, with Wilson's interval on the number of respondents."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd

from parlib.clean.reference import Reference, list_faults
from parlib.problems import DataProblemsError, Problem, gather_problems, stop_at_problems
from parlib.provinces import UnknownProvinceError, fold_name
from parlib.sources.action_book import fold_head
from parlib.sources.share_book import COUNTRY_NAMES, read_share_book
from parlib.subject import COUNTRY
from parlib.survey import hide_small, measure_shares
from parlib.terms import find_vintage
from parlib.tidy import parse_numbers

KEYS = ["province_code", "component_code", "measure"]
"""What names one share of a workbook."""


def read_shares(path: Path, index: str, known: Reference) -> pd.DataFrame:
    """Return the shares of one aggregate workbook (``sipas_YYYY.xlsx``) with codes and intervals.

    The interval takes the respondents for a simple sample: an aggregate does not tell its clusters.

    Raises
    ------
    DataProblemsError
        With every province, component, share and number that is not known, by sheet and cell.
    """
    file = path.relative_to(known.raw).as_posix()
    year = int(re.search(r"(\d{4})", path.stem).group(1))
    tree = known.components[(known.components["index"] == index) & (known.components["year"] == year)]
    if tree.empty:
        hint = f"Extend frameworks/{index}.csv"
        raise DataProblemsError([Problem(file, f"there is no framework of {year}", hint=hint)])
    cells = read_share_book(path, file).assign(row=None)
    problems = _find_strangers(cells, tree, year)
    with gather_problems(problems):
        cells["province_code"] = _find_places(cells, known, find_vintage(index, year))
    with gather_problems(problems):
        share, n = _read_numbers(cells)
    stop_at_problems(problems)
    twice = cells[cells.duplicated(KEYS)]
    stop_at_problems(
        Problem(file, f"{cell.place} stands twice for component {cell.component_code}", column=cell.column)
        for cell in twice.itertuples()
    )
    shares = measure_shares(share, n, pd.Series(np.nan, index=cells.index)).assign(
        **cells[KEYS], n_clusters=np.nan, method="published", index=index, year=year,
        vintage=find_vintage(index, year), source_id=known.source_of(file),
    )  # fmt: skip
    return hide_small(shares)


def _read_numbers(cells: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Return shares (0-1) and numbers of respondents; a dot or comma in a number of people parts thousands."""
    share = parse_numbers(cells["text"])
    n = parse_numbers(cells["respondents"].str.replace(r"[.,](?=\d{3}(?!\d))", "", regex=True))
    problems = list_faults(cells, share.faults) + list_faults(cells, n.faults)
    problems += [Problem(cell.file, f"share {cell.text!r} is not between 0 and 100", column=cell.column)
                 for cell in cells[(share.values < 0) | (share.values > 100)].itertuples()]  # fmt: skip
    problems += [Problem(cell.file, f"{cell.place} has no number of respondents", column=cell.column)
                 for cell in cells[~(n.values > 0)].drop_duplicates("place").itertuples()]  # fmt: skip
    stop_at_problems(problems)
    return share.values / 100, n.values


def _find_strangers(cells: pd.DataFrame, tree: pd.DataFrame, year: int) -> list[Problem]:
    """Return components that are not in the form of the year, or whose words are those of another."""
    names = dict(zip(tree["component_code"], tree["name_vi"], strict=True))
    problems = []
    for cell in cells.drop_duplicates(["component_code", "label"]).itertuples():
        known = names.get(cell.component_code)
        if known is None:
            message = f"component {cell.component_code} is not in the form of {year}"
            problems.append(Problem(cell.file, message, column=cell.column))
        elif cell.label and fold_name(cell.label) != fold_name(known):
            message = f"{cell.component_code} reads {cell.label!r}; in {year} it is {known!r}"
            problems.append(Problem(cell.file, message, column=cell.column))
    return problems


def _find_places(cells: pd.DataFrame, known: Reference, vintage: str) -> pd.Series:
    codes, problems = {}, []
    for cell in cells.drop_duplicates("place").itertuples():
        try:
            codes[cell.place] = (
                COUNTRY if fold_head(cell.place) in COUNTRY_NAMES else known.names[vintage].find(cell.place)
            )
        except UnknownProvinceError as error:
            problems.append(Problem(cell.file, str(error), column=cell.column))
    stop_at_problems(problems)
    return cells["place"].map(codes)
