"""Scoreboard workbooks (bảng điểm) in data/raw: read, checked against themselves, and turned into scores and parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from parlib.clean.account import Account
from parlib.clean.panel import finish_scores
from parlib.clean.reconcile import ROUNDED, find_contradictions, pick_cells
from parlib.clean.reference import Reference, check_mark
from parlib.framework import keep_parts
from parlib.problems import DataProblemsError, Problem, gather_problems, stop_at_problems
from parlib.readers.coverage import Coverage
from parlib.readers.csvfile import TABLE_FORMS
from parlib.readers.labels import POINTS, Words
from parlib.readers.scoreboard import read_boards, read_scoreboard
from parlib.readers.workbook import is_marked, read_workbook
from parlib.scores import rank_provinces, sum_parts
from parlib.speech import tell
from parlib.terms import NATIONAL, find_vintage, list_by, name_folder
from parlib.tidy import parse_numbers, read_decimal_sign

WHOLE = 100.0
"""Points of the whole: no component has more."""

PART_COLUMNS = [
    "index",
    "year",
    "vintage",
    "province_code",
    "component_code",
    "component_key",
    "level",
    "method",
    "agency",
    "max_score",
    "self",
    "appraised",
    "survey",
    "score",
    "reason",
    "source_id",
    "file",
]
"""Columns of the table ``parts``."""


def list_workbooks(index: str, raw: Path) -> list[Path]:
    """Return the scoreboards of an index (``par_index/par_index_YYYY*.xlsx``), in whatever form they came."""
    found = sorted((raw / name_folder(index)).glob(f"{index}_[0-9][0-9][0-9][0-9]*"))
    return [path for path in found if path.suffix in TABLE_FORMS and not re.match(r"\d", path.name[len(index) + 5 :])]


def clean_scoreboards(known: Reference, account: Account | None = None) -> pd.DataFrame:
    """Return the points of all scoreboard workbooks, one row a province and component (table ``parts``, and ``cell``).

    Raises
    ------
    DataProblemsError
        With everything that cannot be read or does not reconcile, each with its sheet and cell.
    """
    tables: list[pd.DataFrame] = []
    problems: list[Problem] = []
    for index in (*list_by(workbooks="scoreboard"), *known.own.names):
        by_year: dict[int, list[Path]] = {}
        for path in list_workbooks(index, known.raw):
            by_year.setdefault(find_year(path, index), []).append(path)
        for paths in by_year.values():
            with gather_problems(problems):
                tables.append(_read_year(paths, index, known, account))
    stop_at_problems(problems)
    if not tables:
        empty = pd.DataFrame(columns=[*PART_COLUMNS, "rank", "n_ranked", "cell"])
        return empty.astype({"index": str, "year": "int64", **dict.fromkeys(POINTS, "float64")})
    return pd.concat(tables, ignore_index=True)


def find_year(path: Path, index: str) -> int:
    """Return the year that the name of a workbook says."""
    return int(re.findall(rf"{index}_(\d{{4}})", path.name)[0])


def _read_year(paths: list[Path], index: str, known: Reference, account: Account | None) -> pd.DataFrame:
    """Return the points of all workbooks of a year as one table, held against each other and ranked.

    The national table may give the fields of all places and a place's own workbook the components below: what both
    give must agree, and fields must be the sums of what is below them, whichever file it is in.
    """
    boards: list[_Board] = []
    problems: list[Problem] = []
    for path in paths:
        with gather_problems(problems):
            boards.append(_read_board(path, index, known))
    stop_at_problems(problems)
    boards.sort(key=lambda board: -board.cells["province_code"].nunique())
    tree, year = boards[0].tree, find_year(paths[0], index)
    cells = pd.concat([board.cells for board in boards], ignore_index=True)
    tree = _fill_blank(tree, cells)
    places = known.names[find_vintage(index, year)].names
    stop_at_problems(find_contradictions(cells, tree, places))
    parts = _add_up(pick_cells(cells), tree, year)
    parts = parts.assign(index=index, year=year, vintage=find_vintage(index, year))
    parts = parts.merge(_find_cells(cells), on=["province_code", "component_code"], how="left", validate="1:1")
    files = cells[cells["province_code"] != ""].groupby("province_code", sort=False)["file"].first()
    parts["file"] = parts["file"].fillna(parts["province_code"].map(files))
    parts["cell"] = parts["cell"].fillna("")
    parts["source_id"] = parts["file"].map({board.file: board.source for board in boards})
    if account is not None:
        _note_boards(account, boards, _say_absent(parts, places))
    return _rank(parts, places)


def _fill_blank(tree: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """Return *tree* with maxima of which no framework tells, as the workbook prints them."""
    printed = cells[cells["measure"] == "max"].dropna(subset="number").drop_duplicates("component_code")
    maxima = tree["component_code"].map(printed.set_index("component_code")["number"])
    return tree.assign(max_score=tree["max_score"].fillna(maxima))


def fill_maxima(components: pd.DataFrame, parts: pd.DataFrame) -> pd.DataFrame:
    """Return the frameworks with maxima that only a scoreboard of their year prints.

    Parameters
    ----------
    components : pandas.DataFrame
        Table ``components``.
    parts : pandas.DataFrame
        What `clean_scoreboards` returns.

    Examples
    --------
    >>> tree = pd.DataFrame({"index": "own", "year": 2025, "component_code": ["1", "2"], "max_score": [9.5, None]})
    >>> fill_maxima(tree, tree.assign(max_score=[9.5, 12.5]))["max_score"].tolist()
    [9.5, 12.5]
    """
    keys = ["index", "year", "component_code"]
    printed = parts.dropna(subset="max_score").drop_duplicates(keys).set_index(keys)["max_score"].astype(float)
    found = printed.reindex(pd.MultiIndex.from_frame(components[keys])).set_axis(components.index)
    return components.assign(max_score=components["max_score"].fillna(found))


@dataclass(frozen=True)
class _Board:
    """One workbook as read: its figures, the framework they are read by, and the account of its sheets."""

    file: str
    source: str
    tree: pd.DataFrame
    cells: pd.DataFrame
    coverage: list[Coverage]
    hidden_rows: int


def read_parts(path: Path, index: str, known: Reference, account: Account | None = None) -> pd.DataFrame:
    """Return the points of one scoreboard workbook, with ``rank`` and ``n_ranked`` as far as they may be told.

    Points granted are those printed, else the appraised and the survey points together; those of a parent that is not
    printed are added up. Ranks are computed where every place is in the workbook, else kept as printed.
    """
    return _read_year([path], index, known, account)


def read_figures(path: Path, index: str, year: int, known: Reference, name: str) -> pd.DataFrame:
    """Return the figures of a workbook anywhere, each once: province, component, measure, ``number``, ``cell``.

    Raises
    ------
    DataProblemsError
        With everything that cannot be read; the file is called *name*.
    """
    tree = _find_tree(index, year, name, known)
    cells = read_scoreboard(read_workbook(path, name), Words(tree, known.names[find_vintage(index, year)]))
    cells = _read_values(cells, tree).dropna(subset="number")
    keys = ["province_code", "component_code", "measure"]
    return cells.assign(cell=cells["sheet"] + "!" + cells["cell"]).drop_duplicates(keys)[[*keys, "number", "cell"]]


def _read_board(path: Path, index: str, known: Reference) -> _Board:
    """Return the figures of one workbook."""
    file, year = path.relative_to(known.raw).as_posix(), find_year(path, index)
    tree = _find_tree(index, year, file, known)
    sheets = read_workbook(path, file)
    source = check_mark(file, is_marked(sheets), known)
    cells, coverage = read_boards(sheets, Words(tree, known.names[find_vintage(index, year)]))
    cells = _read_values(cells, tree)
    return _Board(file, source, tree, cells, coverage, sum(len(sheet.hidden_rows) for sheet in sheets))


def _find_tree(index: str, year: int, file: str, known: Reference) -> pd.DataFrame:
    tree = known.components[(known.components["index"] == index) & (known.components["year"] == year)]
    if tree.empty:
        hint = (
            tell("Write it to frameworks/{index}_{year}.csv", index=index, year=year)
            if index in NATIONAL
            else "See year_to in its index.csv"
        )
        raise DataProblemsError([Problem(file, tell("there is no framework of {year}", year=year), hint=hint)])
    tree = keep_parts(tree)
    # Wholes that only the press prints (published) are sums all the same: here their parts are at hand.
    return tree.assign(combine=tree["combine"].replace("published", "sum"))


def _read_values(cells: pd.DataFrame, tree: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the cells with ``number`` (text as typed is read by sheet and kind of points) and ``reason``."""
    cells = cells.assign(number=float("nan"), reason="")
    reasons = cells["measure"] == "reason"
    cells.loc[reasons, "reason"] = cells.loc[reasons, "value"].astype(str).str.strip()
    typed = cells["value"].map(lambda value: isinstance(value, str)) & ~reasons
    cells.loc[~typed & ~reasons, "number"] = cells.loc[~typed & ~reasons, "value"].astype("float64")
    problems = []
    if tree is not None:
        cells.loc[typed, "value"] = _cut_maxima(cells[typed], tree)
        settled = _settle_by_maxima(cells[typed], tree)
        cells.loc[settled.index, "number"] = settled
        typed &= ~cells.index.isin(settled.index)
    for _, group in cells[typed].groupby(["sheet", "measure"], sort=False):
        texts = group["value"].str.replace(r"^(\d+)\s*/\s*\d+$", r"\1", regex=True)
        reading = parse_numbers(texts)
        cells.loc[group.index, "number"] = reading.values
        problems += [
            Problem(group.at[label, "file"], fault, column=f"{group.at[label, 'sheet']}!{group.at[label, 'cell']}")
            for label, fault in reading.faults.items()
        ]
    for rank in cells[(cells["measure"] == "rank") & (cells["number"] % 1 > 0)].itertuples():
        message = tell("the rank {number:g} is no whole number", number=rank.number)
        hint = "Write the rank as a whole number, or leave the cell empty"
        problems.append(Problem(rank.file, message, column=f"{rank.sheet}!{rank.cell}", hint=hint))
    stop_at_problems(problems)
    return cells


def _cut_maxima(typed: pd.DataFrame, tree: pd.DataFrame) -> list[str]:
    """Return typed points without the maximum behind them: ``1,75/2`` where the component has at most 2."""
    maxima, texts = tree.set_index("component_code")["max_score"], list[str]()
    for cell in typed.itertuples():
        points, sign, most = str(cell.value).strip().partition("/")
        if sign:
            number = re.match(r"\d+([.,]\d+)?", most.strip())
            told = float(number[0].replace(",", ".")) if number and cell.measure != "rank" else float("nan")
            points = points.strip() if abs(told - maxima[cell.component_code]) < ROUNDED else str(cell.value)
        texts.append(points)
    return texts


def _settle_by_maxima(typed: pd.DataFrame, tree: pd.DataFrame) -> pd.Series:
    """Return the numbers that can only be decimals: ``33,110`` points of at most 40 are no thirty-three thousand."""
    maxima = tree.set_index("component_code")["max_score"].fillna(WHOLE)
    found = {}
    for cell in typed.itertuples():
        text = str(cell.value).strip()
        if read_decimal_sign(text) == "either" and float(re.sub(r"[.,]", "", text)) > maxima[cell.component_code]:
            found[cell.Index] = float(text.replace(",", "."))
    return pd.Series(found, dtype="float64")


def _find_cells(cells: pd.DataFrame) -> pd.DataFrame:
    """Return where each component of a place is printed: ``file``, and ``cell`` (sheet and cell) of its points."""
    own = cells[cells["province_code"] != ""]
    keys = ["province_code", "component_code"]
    files = own.drop_duplicates(keys)[[*keys, "file"]]
    scores = own[own["measure"] == "score"].drop_duplicates(keys)
    scores = scores[[*keys, "file"]].assign(cell=scores["sheet"] + "!" + scores["cell"])
    both = files.merge(scores, on=keys, how="left", suffixes=("_any", ""), validate="1:1")
    return both.assign(file=both["file"].fillna(both["file_any"]))[[*keys, "file", "cell"]]


def _add_up(parts: pd.DataFrame, tree: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return *parts* with the points granted filled in, and with parents that are not printed added up."""
    granted = parts[["appraised", "survey"]].sum(axis=1, min_count=1)
    parts = parts.assign(score=parts["score"].fillna(granted), year=year, kind="published")
    keys = ["province_code", "component_code"]
    both = parts
    for measure in POINTS:
        sums = _sum_measure(parts, tree, measure)
        both = both.merge(sums, on=keys, how="outer", suffixes=("", "_sum"), validate="1:1")
    both["kind"] = both["kind"].where(both["score"].notna(), "computed")
    for measure in POINTS:
        both[measure] = both[measure].fillna(both[f"{measure}_sum"])
    both["reason"] = both["reason"].fillna("") if "reason" in both else ""
    named = tree[["component_code", "component_key", "level", "order", "method", "agency", "max_score"]]
    both = both.drop(columns=["max_score"], errors="ignore").merge(named, on="component_code", validate="m:1")
    return both.sort_values(["order", "province_code"], ignore_index=True)


def _sum_measure(parts: pd.DataFrame, tree: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Add one kind of points up the tree.

    A part that is judged in another way (by documents, not by survey) adds nothing to this kind of points; a parent
    all of whose parts are, has none of it.
    """
    keys = ["year", "province_code", "component_code"]
    points = parts[~parts["component_code"].isin(tree["parent_code"])].rename(columns={"score": "granted"})
    points = points.assign(score=points["granted" if measure == "score" else measure])[[*keys, "score"]]
    given = points.groupby("component_code")["score"].transform("count") > 0
    if measure == "score":
        given = given | True
    sums = sum_parts(points.assign(score=points["score"].where(given, 0.0)), tree)
    counts = sum_parts(points.assign(score=given.astype(float)), tree).rename(columns={"score": "given"})
    both = sums.merge(counts, on=keys, validate="1:1")
    return both[both["given"] > 0].rename(columns={"score": measure})[["province_code", "component_code", measure]]


def _rank(parts: pd.DataFrame, places: dict[str, str]) -> pd.DataFrame:
    """Return *parts* ranked, component by component, where all places are there; else with ranks that are printed."""
    counts = parts[parts["score"].notna()].groupby("component_code")["province_code"].nunique()
    whole = parts["component_code"].map(counts) == len(places)
    rank = parts["rank"].astype("Int64")
    printed = parts.assign(
        rank=rank, n_ranked=pd.Series(len(places), index=parts.index, dtype="Int64").where(rank.notna())
    )
    if not whole.any():
        return printed
    ranked = rank_provinces(parts[whole].drop(columns="rank"))
    return pd.concat([ranked, printed[~whole]]).sort_values(["order", "province_code"], ignore_index=True)


def _note_boards(account: Account, boards: list[_Board], absent: str) -> None:
    """Tell the account how many of all numbers on the sheets were used, and what a reader of ranks must know."""
    for board in boards:
        why: list[str] = [tell("{n} hidden rows were read too", n=board.hidden_rows)] if board.hidden_rows else []
        if absent and board is boards[-1]:
            why.append(
                absent if len(boards) == 1 else tell("of all {n} workbooks: {absent}", n=len(boards), absent=absent)
            )
        if reasons := int((board.cells["reason"] != "").sum()):
            why.append(tell("{n} reasons of lost points were read, too", n=reasons))
        numbers, used = (sum(getattr(sheet, what) for sheet in board.coverage) for what in ("numbers", "used"))
        account.add(board.file, numbers, used, tell("{why:;}", why=why))
        account.sheets[board.file] = [sheet.explain() for sheet in board.coverage if sheet.numbers or sheet.marks]


def _say_absent(parts: pd.DataFrame, places: dict[str, str]) -> str:
    """Say which places have no points, so that no rank is computed; nothing where all have."""
    absent = sorted(set(places) - set(parts.loc[parts["score"].notna(), "province_code"]))
    if not absent:
        return ""
    names = [*(places[code] for code in absent[:3]), *(["..."] if len(absent) > 3 else [])]
    return tell(
        "{n} of {total} places are not there ({names}): no rank is computed",
        n=len(absent),
        total=len(places),
        names=names,
    )


def score_workbooks(parts: pd.DataFrame, printed: pd.DataFrame, known: Reference) -> pd.DataFrame:
    """Return the scores of the indices that have scoreboards: of the workbooks, and of single printed facts elsewhere.

    Parameters
    ----------
    parts : pandas.DataFrame
        What `clean_scoreboards` returns.
    printed : pandas.DataFrame
        Scores from the ledgers of printed facts.
    """
    tables = [
        _score_index(parts[parts["index"] == index], printed[printed["index"] == index], index, known)
        for index in (*list_by(workbooks="scoreboard"), *known.own.names)
    ]
    filled = [table for table in tables if len(table)]
    return pd.concat(filled, ignore_index=True) if filled else printed.iloc[:0]


def _score_index(own: pd.DataFrame, printed: pd.DataFrame, index: str, known: Reference) -> pd.DataFrame:
    if own.empty:
        return printed
    columns = ["year", "province_code", "component_code", "score", "kind", "source_id", "rank", "n_ranked"]
    keys = ["year", "province_code", "component_code"]
    own = own[own["score"].notna() | own["rank"].notna()]
    tables = [table for table in (own[columns], printed[columns]) if len(table)]
    whole = pd.concat(tables, ignore_index=True).drop_duplicates(keys)
    return finish_scores(whole, index, known)
