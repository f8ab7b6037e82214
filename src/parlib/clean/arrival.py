"""A file that has just arrived: recognised, checked as a whole where it lies, then copied to data/raw and logged."""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from parlib.problems import DataProblemsError, Problem
from parlib.readers.csvfile import read_rows
from parlib.readers.labels import fold_words, read_year
from parlib.readers.local import FOLDER
from parlib.readers.reference import YEAR_TREE_COLUMNS, read_register, read_tree
from parlib.readers.share_book import holds_shares
from parlib.readers.survey import find_heads, parse_question, read_heads
from parlib.readers.workbook import MARKS, Sheet, is_marked, read_workbook
from parlib.speech import tell
from parlib.terms import INDICES, NATIONAL, SIMULATED_STEM, list_by, name_folder

KINDS = {
    "scoreboard": ("bảng điểm", "points by component"),
    "shares": ("bảng tỷ lệ hài lòng", "shares by province"),
    "microdata": ("phiếu điều tra", "one row a respondent"),
    "framework": ("bộ tiêu chí", "the framework of a year"),
}
"""Kinds of files that are taken in, and what each is called."""

NO_FIGURES = ("places", "frameworks")
"""Folders of data/raw whose tables are reference, not figures of an index."""

MOST_SNIFFED = 20_000_000
"""Size of a text file that is read whole to see what it holds; larger ones are surveys."""

TITLE_ROWS = 12
"""Rows of a sheet among which its titles stand."""

MOST_TITLES = 2
"""Different texts of a row of titles: what belongs to whom, and the country's motto beside it."""

_WITHIN = re.compile(
    r"(?:(?<!ngay )(?<!ngay \d )(?<!ngay \d\d )\bthang (?:0?\d|1[0-2])"
    r"|\b(?:0?\d|1[01]) thang(?: (?:dau|cuoi|dau cua|cua))?|\bquy (?:i{1,3}|iv|[1-4]))"
)
"""Words for some months of a year, folded."""

_BOARD = re.compile(r"chỉ số|điểm|tiêu chí|CCHC", re.IGNORECASE)
_SURVEY = "hài lòng|phiếu điều tra|mức độ hài"


@dataclass(frozen=True)
class Arrival:
    """What a file is.

    Attributes
    ----------
    index, kind : str
        Index that it belongs to, and one of `KINDS`.
    marked : bool
        True where it says that its figures are simulated.
    part : str
        Which of several workbooks of the year it is, such as ``01``; blank for one that is alone.
    """

    index: str
    kind: str
    marked: bool
    part: str = ""


def recognise_file(path: Path, index: str = "", kind: str = "", own: Collection[str] = (), part: str = "") -> Arrival:
    """Return what a file that has arrived is; *index* and *kind* are told, not guessed, where given.

    What belongs to one of a province's *own* indices must say so: nothing in it does.

    A CSV file is the framework of a year if its heads are those of one, else a survey of respondents. A workbook with
    a sheet ``Hài lòng`` holds shares; one whose heads are questions and that speaks of a survey, of satisfaction or has
    single-answer questions holds respondents; any other is a scoreboard.

    Raises
    ------
    DataProblemsError
        If it cannot be read.
    FileNotFoundError
        If it is not there.
    ValueError
        If index and kind do not go together.
    """
    scored, surveyed = (*list_by(workbooks="scoreboard"), *own), list_by(workbooks="survey")
    _check_asked(path, index, kind, part, (*scored, *surveyed))
    if path.suffix.casefold() == ".csv":
        found, marked = _recognise_csv(path, kind)
    else:
        sheets = read_workbook(path, str(path))
        found = "scoreboard" if index in scored else _recognise_sheets(sheets, index)
        marked = is_marked(sheets)
    if not index and found == "scoreboard" and kind in ("", "scoreboard") and scored and scored[0] in NATIONAL:
        _refuse_other(path, scored[0])
    kind = kind or found
    name, what = KINDS[kind]
    holders = surveyed if kind in ("shares", "microdata") else scored
    if kind != "scoreboard" and path.suffix.casefold() not in (".csv", ".xlsx", ".xlsm"):
        message = "{file}: {what} are read from .xlsx and .csv only: save it as one of these"
        raise ValueError(tell(message, file=path.name, what=what))
    if not holders:
        message = "{file} holds {what}, and no index here is described with such workbooks"
        raise ValueError(tell(message, file=path.name, what=what))
    if index and index not in holders:
        message = "{file} holds {what} ({kind}), which belongs to {holder}, not to {index}"
        raise ValueError(tell(message, file=path.name, what=what, kind=name, holder=holders[0], index=index))
    return Arrival(index or holders[0], kind, marked, part)


def _check_asked(path: Path, index: str, kind: str, part: str, indices: Collection[str]) -> None:
    if not path.is_file():
        raise FileNotFoundError(tell("{path} is not there", path=path))
    if kind and kind not in KINDS:
        raise ValueError(tell("kind {kind!r} is not known: choose one of {kinds}", kind=kind, kinds=KINDS))
    if index and index not in indices:
        message = "index {index!r} has no workbooks to add: choose one of {indices}"
        raise ValueError(tell(message, index=index, indices=indices))
    if part and not re.fullmatch(r"[0-9A-Za-z]{1,20}", part):
        raise ValueError(tell("part {part!r} cannot be used: up to 20 plain letters and digits, such as 01", part=part))


def refuse_misspelt(index: str, known: Collection[str], named: bool) -> None:
    """Refuse the id of a new index that is nearly one of those here, unless the new one is *named*.

    Raises
    ------
    ValueError
        With the id that it is like.

    Examples
    --------
    >>> refuse_misspelt("par_indx", ["par_index", "papi"], named=False)
    Traceback (most recent call last):
    ValueError: there is no index 'par_indx': did you mean --index par_index? A new index of that id is given a --name
    """
    near = difflib.get_close_matches(index.casefold(), known, n=1, cutoff=0.75)
    if near and index not in known and not named:
        message = "there is no index {index!r}: did you mean --index {near}? A new index of that id is given a --name"
        raise ValueError(tell(message, index=index, near=near[0]))


def _recognise_csv(path: Path, kind: str) -> tuple[str, bool]:
    heads = read_heads(path, str(path))
    if len(heads) == 1 and path.stat().st_size < MOST_SNIFFED:  # other signs than commas stand between the values
        heads = read_rows(path, str(path), ragged=True)[0]
    if set(YEAR_TREE_COLUMNS) <= set(heads):
        return "framework", any(MARKS.search(cell) for row in read_rows(path, str(path)) for cell in row)
    if kind != "microdata" and path.stat().st_size < MOST_SNIFFED and not any(map(parse_question, heads)):
        sheets = read_workbook(path, str(path))
        words = [value for sheet in sheets for row in sheet.rows[:20] for value in row if isinstance(value, str)]
        if any(map(_BOARD.search, words)):
            return "scoreboard", is_marked(sheets)
    if not kind and not any(map(parse_question, heads)):
        hint = "Say it with --kind; a survey has heads such as '2.1.1', a framework component_code"
        raise DataProblemsError([Problem(str(path), "it is not known what the file holds", hint=hint)])
    return "microdata", any(MARKS.search(head) for head in heads)


def find_year(path: Path, sheets: list[Sheet]) -> int | None:
    """Return the year of the results as a file says it, in its name, else in its titles; None if unclear."""
    named = set(re.findall(r"(?<!\d)(20\d\d)(?!\d)", path.stem))
    titles = [value for sheet in sheets for row in sheet.rows[:TITLE_ROWS] for value in row if isinstance(value, str)]
    found = named or {str(year) for title in titles if (year := read_year(title))}
    return int(found.pop()) if len(found) == 1 else None


def find_part_of_year(name: str, sheets: list[Sheet], year: int) -> str:
    """Return the title, or the name of the file, that speaks of some months of a year; blank where none does.

    Heads of columns are no titles, nor is the day on which a document was signed.

    Examples
    --------
    >>> for title in ("KẾT QUẢ 6 THÁNG ĐẦU NĂM 2025", "Tháng 3/2025", "Quý II năm 2025", "ngày 5 tháng 4 năm 2025"):
    ...     print(repr(find_part_of_year("a", [Sheet("a.xlsx", "A", [[title, ""]])], 2025)))
    'KẾT QUẢ 6 THÁNG ĐẦU NĂM 2025'
    'Tháng 3/2025'
    'Quý II năm 2025'
    ''
    """
    within = re.compile(rf"{_WITHIN.pattern} (?:nam )?{year}\b")
    return next((text for text in [name, *_list_titles(sheets)] if within.search(fold_words(text))), "")


def _list_titles(sheets: list[Sheet]) -> list[str]:
    """Return the titles of sheets: texts of the first rows that hold little else."""
    rows = [row for sheet in sheets for row in sheet.rows[:TITLE_ROWS]]
    titles = [row for row in rows if len({value for value in row if value != ""}) <= MOST_TITLES]
    return [value for row in titles for value in row if isinstance(value, str) and len(value) < 200]


def find_named(texts: Iterable[str]) -> list[str]:
    """Return the indices over the provinces that texts name, by their short or full names.

    Examples
    --------
    >>> find_named(["XẾP HẠNG CHỈ SỐ CHUYỂN ĐỔI SỐ CẤP TỈNH", "Bộ chỉ số 766", "Chỉ số CCHC"])
    ['par_index', 'dti', 'service_766']
    """
    folded = [f" {fold_words(text)} " for text in texts]
    found = []
    for name, index in NATIONAL.items():
        words = [index.short, *index.also.split(";"), re.sub(r"\(.*", "", index.name_vi)]
        plain = [re.sub(r"^(bo )?chi so | cap tinh$", "", fold_words(word)) for word in words if word.strip()]
        plain += ["cchc"] if "cai cach hanh chinh" in plain else []
        if any(f" {word} " in text for word in plain for text in folded):
            found.append(name)
    return found


def _refuse_other(path: Path, holder: str) -> None:
    """Refuse a table that is taken for points of *holder* only because nobody said of which index it is."""
    named = find_named([path.stem, *_list_titles(read_workbook(path, str(path)))])
    if named and holder not in named:
        called, own = [NATIONAL[name].short for name in named], NATIONAL[holder].short
        message = "the titles of {file} speak of {named:and}, not of {own}: say --index {first} or {holder}"
        raise ValueError(tell(message, file=path.name, named=called, own=own, first=named[0], holder=holder))


def _recognise_sheets(sheets: list[Sheet], index: str) -> str:
    if holds_shares(sheets):
        return "shares"
    heads = {sheet.name: find_heads(sheet) for sheet in sheets}
    asked = [sheet for sheet in sheets if heads[sheet.name] is not None]
    if not asked:
        return "scoreboard"
    words = [str(value) for sheet in sheets for row in sheet.rows[:10] for value in row if isinstance(value, str)]
    single = any((parse_question(word) or "0")[0][0].isalpha() for word in words)
    surveyed = list_by(workbooks="survey")
    called = re.compile(
        "|".join([_SURVEY, *(rf"\b{re.escape(INDICES[name].short)}\b" for name in surveyed)]), re.IGNORECASE
    )
    return "microdata" if index in surveyed or single or any(map(called.search, words)) else "scoreboard"


def check_year(raw: Path, index: str, year: int) -> None:
    """Refuse a year of which the index can have no results: before its first framework, or yet to come.

    Raises
    ------
    ValueError
        With the years that it can have.
    """
    first, last = 2005, datetime.date.today().year
    if index in NATIONAL:
        first = int(read_tree(raw / "frameworks" / f"{index}.csv")["year_from"].astype(int).min())
    if not first <= year <= last:
        raise ValueError(
            tell(
                "year {year} cannot be: {index} has results of {first} to {last}",
                year=year,
                index=index,
                first=first,
                last=last,
            )
        )


def name_target(raw: Path, arrival: Arrival, year: int, suffix: str) -> Path:
    """Return where a file of a kind and year lies in *raw*."""
    if arrival.kind == "framework" and arrival.index not in NATIONAL:
        return raw / FOLDER / arrival.index / f"framework_{year}.csv"
    if arrival.kind == "framework":
        return raw / "frameworks" / f"{arrival.index}_{year}.csv"
    middle = "microdata_" if arrival.kind == "microdata" else ""
    mark = SIMULATED_STEM if arrival.marked else ""
    part = f"-{arrival.part}" if arrival.part else ""
    return raw / name_folder(arrival.index) / f"{arrival.index}_{middle}{year}{part}{mark}{suffix}"


def find_rivals(target: Path, arrival: Arrival, year: int) -> list[Path]:
    """Return the files that the cleaning would read for the same table and year beside *target*.

    The other parts of a year are no rivals of a part, the whole is. Scoreboards of a year are joined: none is a rival.
    """
    if arrival.kind in ("framework", "scoreboard"):
        return []
    middle = "microdata_" if arrival.kind == "microdata" else ""
    pattern = f"{arrival.index}_{middle}{year}*.{'*' if middle else 'xlsx'}"
    found = [path for path in sorted(target.parent.glob(pattern)) if path != target]
    found = [path for path in found if path.suffix in (".csv", ".xlsx")]
    whole = f"{arrival.index}_{middle}{year}"
    return [path for path in found if not arrival.part or path.stem.removesuffix(SIMULATED_STEM) == whole]


def check_home(raw: Path, name: str, marked: bool) -> None:
    """Refuse a file of simulated figures in a home of real ones, and the other way round.

    Raises
    ------
    ValueError
        If they would lie in one home.
    """
    simulated = list_figures(raw)["simulated"] == "yes"
    if marked and (~simulated).any():
        raise ValueError(
            tell(
                "{name} says that its figures are simulated, and {raw} holds real ones: simulated figures "
                "need a home of their own (--home demo)",
                name=name,
                raw=raw,
            )
        )
    if not marked and simulated.any():
        raise ValueError(
            tell("{raw} holds simulated figures: real ones ({name}) do not belong there", raw=raw, name=name)
        )


def list_figures(raw: Path) -> pd.DataFrame:
    """Return the rows of the register that are files of figures."""
    register = read_register(raw / "sources.csv")
    files = register[register["path"] != ""]
    top, table = files["path"].str.split("/").str[0], files["path"].str.endswith(".csv")
    return files[~top.isin(NO_FIGURES) & ~((top == FOLDER) & table)]
