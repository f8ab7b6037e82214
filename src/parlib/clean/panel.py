"""Indices whose whole table is published, from printed cells to ranked scores."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from parlib import checks
from parlib.clean.account import Account
from parlib.clean.built import hash_table
from parlib.clean.faults import list_faults, name_marks
from parlib.clean.reference import Reference, name_provinces
from parlib.files.kept import Kept
from parlib.framework import MADE, WEIGHTED, keep_parts
from parlib.problems import DataProblemsError, Problem, gather_problems, list_problems, stop_at_problems
from parlib.province_names import fold_name
from parlib.readers.labelled import read_labelled_table
from parlib.readers.tables import read_place_table
from parlib.scores import add_shares, drop_few, measure_changes, rank_provinces, sum_parts
from parlib.speech import tell
from parlib.terms import INDICES, RULES, Rules, find_vintage
from parlib.tidy import parse_component_label, parse_numbers

SCORE_COLUMNS = [
    "index",
    "year",
    "vintage",
    "province_code",
    "province",
    "region_code",
    "component_code",
    "component_key",
    "level",
    "kind",
    "score",
    "min_score",
    "max_score",
    "share",
    "rank",
    "n_ranked",
    "change",
    "rank_change",
    "series",
    "n",
    "n_effective",
    "source_id",
]
"""Columns of the table ``scores``."""


def list_panels() -> tuple[str, ...]:
    """Return the indices with whole tables; `parlib.terms.find_vintage` tells the provinces of a year."""
    return tuple(index for index, rules in RULES.items() if rules.tables != "ledger")


def list_files(index: str, raw: Path) -> list[str]:
    """Return the tables of an index (``pci_2016.csv``, ``hdi_2016-2020.xlsx``), as named in the register."""
    named = re.compile(rf"{index}_\d{{4}}(-\d{{4}})?\.(csv|xlsx)")
    found = [path for path in sorted((raw / index).glob(f"{index}_*")) if named.fullmatch(path.name)]
    return [path.relative_to(raw).as_posix() for path in found]


@dataclass(frozen=True)
class _ReadFile:
    """The checked cells of a file, how many there are, how many were kept, and why not all."""

    cells: pd.DataFrame
    printed: int
    kept: int
    why: str


_FILES_READ = Kept[_ReadFile](most=64)
"""Files by their bytes and all that they were read with; a table of 63 provinces takes about 0.2 MB."""


def read_panel_file(index: str, file: str, known: Reference, account: Account | None = None) -> pd.DataFrame:
    """Return a table with years, provinces, components and numbers, checked.

    Raises
    ------
    DataProblemsError
        With every name, number, label, double or limit that is wrong in the file.
    """
    problems: list[Problem] = []
    with gather_problems(problems):
        source = known.source_of(file)
    with gather_problems(problems):
        read = _read_once(index, file, known)
    stop_at_problems(problems)
    if account is not None:
        account.add(file, read.printed, read.kept, read.why)
    return read.cells.assign(source_id=source)


def _read_once(index: str, file: str, known: Reference) -> _ReadFile:
    """Read a file, or find what was read of the same bytes with the same framework, names and rules."""
    trees = hash_table(known.components[known.components["index"] == index])
    beside = (file, RULES[index], INDICES[index], trees, list_meanings(known), sorted(known.former))
    return _FILES_READ.recall(lambda: _read_file(index, file, known), *beside, files=[known.raw / file])


def list_meanings(known: Reference) -> list[tuple[dict[str, str], dict[str, str], dict[str, tuple[str, str]]]]:
    """Return all names and aliases of places, and what each means."""
    return [(own.codes, own.names, own.holders) for own in known.names.values()]


def _read_file(index: str, file: str, known: Reference) -> _ReadFile:
    problems: list[Problem] = []
    cells = _read_cells(index, file, known)
    former = cells["place"].map(fold_name).isin(known.former)
    gone, cells = sorted(cells.loc[former, "place"].unique()), cells[~former]
    tables: list[pd.DataFrame] = []
    for year, own in cells.groupby("year"):
        with gather_problems(problems):
            tables.append(_read_year(index, int(year), own, known))
    stop_at_problems(problems)
    read = pd.concat(tables, ignore_index=True)
    why = "0 stands for no figure" if RULES[index].zero_is_missing else "no figure printed"
    kept, printed = int(read["score"].notna().sum()), len(former)
    why = tell("{gone}: none of the 63 provinces", gone=gone) if gone else why
    why = name_marks(cells[cells["text"].notna()], why)
    coded = set(read["column"])
    beside = [name for name in cells["column"].unique() if name not in coded]
    why = tell("{beside}: no component", beside=beside) if beside and not gone else why
    return _ReadFile(read, printed, kept, why if kept < printed else "")


def _read_cells(index: str, file: str, known: Reference) -> pd.DataFrame:
    """Return the printed cells of a table with the year of each as a number."""
    rules, path = RULES[index], known.raw / file
    years = [int(year) for year in re.findall(r"\d{4}", path.stem.removeprefix(index))]
    if rules.tables == "labelled":
        cells = read_labelled_table(path, file).assign(year=str(years[0]))
    else:
        cells = read_place_table(path, rules, file)
        cells = cells if rules.year_head else cells.assign(year=str(years[0]))
    if cells.empty:
        raise DataProblemsError([Problem(file, "no figure was found in the table")])
    text = cells["year"].str.strip()
    odd = cells[~text.str.fullmatch(r"(19|20)\d\d(\.0)?")].drop_duplicates("row")
    hint = "Write a year such as 2024"
    stop_at_problems(
        Problem(file, tell("{year!r} is no year", year=row.year), row.row, rules.year_head, hint)
        for row in odd.itertuples()
    )
    return cells.assign(year=text.str.slice(0, 4).astype("int64"))


def _read_year(index: str, year: int, cells: pd.DataFrame, known: Reference) -> pd.DataFrame:
    """Return the cells of one year with codes and numbers, checked."""
    file, rules = cells["file"].iloc[0], RULES[index]
    problems: list[Problem] = []
    components, names = _find_tree(index, year, file, known), known.names[find_vintage(index, year)]
    with gather_problems(problems):
        cells = _code_components(cells, components, rules)
    with gather_problems(problems):
        cells["province_code"] = name_provinces(cells, names)
    with gather_problems(problems):
        cells["score"] = _read_scores(cells, rules.zero_is_missing)
    stop_at_problems(problems)
    cells = cells if rules.complete else _fill_places(cells, names.names)
    stop_at_problems(_find_faults(cells, components, index, names.names))
    return _turn_round(cells, components) if rules.lower_is_better else cells


def _fill_places(cells: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Return the cells with empty ones for the provinces that are not in the table."""
    absent = [code for code in names if code not in set(cells["province_code"])]
    every = cells.drop_duplicates("component_code").assign(text="", score=np.nan)
    more = [every.assign(province_code=code, place=names[code]) for code in absent]
    return pd.concat([cells, *more], ignore_index=True)


def _turn_round(cells: pd.DataFrame, components: pd.DataFrame) -> pd.DataFrame:
    """Return figures of which the least is the best, told from the other end of their scale."""
    ends = components.set_index("component_code")[["min_score", "max_score"]].sum(axis=1, skipna=False)
    return cells.assign(score=cells["component_code"].map(ends) - cells["score"])


def _find_tree(index: str, year: int, file: str, known: Reference) -> pd.DataFrame:
    """Return the components of a year."""
    trees = known.components[known.components["index"] == index]
    tree = trees[trees["year"] == year]
    if tree.empty:
        message = tell(
            "there is no framework of {year}; known: {first}-{last}",
            year=year,
            first=trees["year"].min(),
            last=trees["year"].max(),
        )
        raise DataProblemsError([Problem(file, message, hint=tell("Extend frameworks/{index}.csv", index=index))])
    return tree


def _find_faults(cells: pd.DataFrame, components: pd.DataFrame, index: str, names: dict[str, str]) -> list[Problem]:
    """Return what is wrong with a table whose words and numbers could be read."""
    # One kind after another: what stands twice would make every sum wrong, and bury what is to be mended.
    problems = checks.check_duplicates(cells, names)
    if problems:
        return problems
    problems += checks.check_labels(cells, components) if RULES[index].tables == "labelled" else []
    problems += checks.check_limits(cells, components)
    problems += checks.check_coverage(cells, components, names)
    if problems:
        return problems
    is_part = _is_part(cells, components)
    computed = sum_parts(cells[is_part], components)
    return checks.check_sums(cells[~is_part], computed, RULES[index].tolerance)


def _code_components(cells: pd.DataFrame, components: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return cells with ``component_code`` and the name printed beside it, ``label``."""
    if rules.tables != "labelled":
        return _match_heads(cells, components, rules)
    parsed = {label: parse_component_label(label) for label in cells["component"].unique()}
    strange = cells[cells["component"].map(parsed).isna()].drop_duplicates("component")
    message = "{component!r} is not the label of a component"
    stop_at_problems(list_problems(strange, message, "component"))
    known = {label: found for label, found in parsed.items() if found is not None}
    return cells.assign(
        component_code=cells["component"].map(lambda label: known[label][0]),
        label=cells["component"].map(lambda label: known[label][1]),
    )


def _match_heads(cells: pd.DataFrame, components: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return the cells of components of the year, by the heads that its framework says; other columns are left out."""
    there = keep_parts(components)
    there = there[~there["combine"].eq(WEIGHTED)]
    heads = there["printed"].where(there["printed"] != "", there["name_vi"])
    codes = dict(zip(heads, there["component_code"], strict=True))
    file, found = cells["file"].iloc[0], list(dict.fromkeys(cells["component"]))
    if missing := [head for head in codes if head not in found]:
        known = ", ".join([rules.place_head, *found])
        what = tell("component") if rules.tables == "long" else tell("column")
        message = tell("{what} {missing!r} is missing; found: {known}", what=what, missing=missing, known=known)
        raise DataProblemsError([Problem(file, message, 1)])
    strange = cells[~cells["component"].isin(list(codes))].drop_duplicates("component")
    if rules.tables == "long":
        hint = tell("Components of the year: {codes}", codes=codes)
        stop_at_problems(
            Problem(file, tell("{component!r} is no component", component=row.component), row.row, hint=hint)
            for row in strange.itertuples()
        )
    cells = cells[cells["component"].isin(list(codes))]
    cells = cells.assign(component_code=cells["component"].map(codes), label="")
    return cells.sort_values(["row", "component_code"], ignore_index=True)


def _read_scores(cells: pd.DataFrame, zero_is_missing: bool) -> pd.Series:
    reading = parse_numbers(cells["text"])
    stop_at_problems(list_faults(cells, reading.faults))
    return reading.values.mask(reading.values == 0) if zero_is_missing else reading.values


def clean_panel(index: str, known: Reference, account: Account) -> pd.DataFrame:
    """Return the scores of an index: every component of every province and year, added up, shared and ranked.

    Raises
    ------
    DataProblemsError
        With the problems of all its files.
    """
    tables: list[pd.DataFrame] = []
    problems: list[Problem] = []
    for file in list_files(index, known.raw):
        with gather_problems(problems):
            tables.append(read_panel_file(index, file, known, account))
    if not tables and not problems and not known.expects(index):
        return pd.DataFrame(columns=SCORE_COLUMNS)
    if not tables and not problems:
        problems = [Problem(index, tell("no table {index}/{index}_YYYY.csv in {raw}", index=index, raw=known.raw))]
    stop_at_problems(problems)
    cells = pd.concat(tables, ignore_index=True)
    components = known.components[known.components["index"] == index]
    about = components, known.places, known.own.units
    beside = (RULES[index], INDICES[index], *map(hash_table, (cells, *about)))
    scores, parents = _FINISHED.recall(lambda: _finish_panel(cells, components, index, known), index, *beside)
    account.parents.append(parents)
    return scores


_FINISHED = Kept[tuple[pd.DataFrame, pd.DataFrame]](most=16)
"""Scores of an index and its printed parents, by its cells and all that they are finished with."""


def _finish_panel(
    cells: pd.DataFrame, components: pd.DataFrame, index: str, known: Reference
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the scores of all cells and computed parents, and printed parents beside the sums of their parts."""
    is_part = _is_part(cells, components)
    computed = sum_parts(cells[is_part], components)
    parents = cells[~is_part].merge(computed, on=checks.CELL_KEYS, suffixes=("", "_computed"))
    vintages = {year: find_vintage(index, year) for year in cells["year"].unique()}
    parents = parents.assign(index=index, vintage=parents["year"].map(vintages), tolerance=RULES[index].tolerance)
    published = cells[is_part].assign(kind="published")
    sources = cells.drop_duplicates("year").set_index("year")["source_id"]
    computed = computed.assign(kind="computed", source_id=computed["year"].map(sources))
    columns = ["year", "province_code", "component_code", "score", "kind", "source_id"]
    return finish_scores(pd.concat([published[columns], computed[columns]]), index, known), parents


def _is_part(cells: pd.DataFrame, components: pd.DataFrame) -> pd.Series:
    """Tell which cells are figures to keep, not parents that are added up from their parts."""
    summed = components[components["combine"].isin(MADE)]
    keys = pd.MultiIndex.from_frame(summed[["year", "component_code"]])
    asked = pd.MultiIndex.from_frame(cells[["year", "component_code"]])
    return pd.Series(~asked.isin(keys), index=cells.index)


def finish_scores(scores: pd.DataFrame, index: str, known: Reference) -> pd.DataFrame:
    """Return scores with their component, place, share and rank, in tidy order; each vintage for itself."""
    components = known.components[known.components["index"] == index]
    tree = components[["year", "component_code", "component_key", "level", "order", "min_score", "max_score", "series"]]
    places = pd.concat([known.places, known.own.units])[["vintage", "province_code", "name_vi", "region_code"]]
    places = places.rename(columns={"name_vi": "province"})
    vintages = {year: find_vintage(index, year) for year in scores["year"].unique()}
    full = (
        scores.assign(index=index, vintage=scores["year"].map(vintages))
        .merge(tree, on=["year", "component_code"], validate="m:1")
        .merge(places, on=["vintage", "province_code"], validate="m:1")
        .sort_values(["year", "order", "province_code"], ignore_index=True)
    )
    if full.empty:
        return full.reindex(columns=SCORE_COLUMNS)
    count = places["vintage"].value_counts()
    parts = [_finish_vintage(rows, int(count[own])) for own, rows in full.groupby("vintage", sort=False)]
    return pd.concat(parts, ignore_index=True)


def _finish_vintage(full: pd.DataFrame, places: int) -> pd.DataFrame:
    ranked = drop_few(full if "rank" in full else rank_provinces(full), places)
    return measure_changes(add_shares(ranked)).reindex(columns=SCORE_COLUMNS)
