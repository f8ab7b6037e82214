"""Survey files (phiếu điều tra): one row a respondent, every cell as printed, each column with its distinct texts."""

from __future__ import annotations

import contextlib
import csv
import re
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pc

from parlib.problems import DataProblemsError, Problem
from parlib.province_names import fold_name
from parlib.readers.csvfile import read_rows
from parlib.readers.workbook import MARKS, Sheet, is_marked, read_workbook, write_value
from parlib.speech import tell

KEYS = {
    "place": ("Tỉnh, thành phố", "Tỉnh", "Địa phương", "Đơn vị"),
    "district": ("Huyện, xã", "Quận, huyện", "Huyện", "Xã", "Xã, phường"),
    "stratum": ("Tầng", "Phân tầng"),
    "cluster": ("Cụm", "Địa bàn", "Thôn, tổ dân phố"),
    "service": ("Lĩnh vực dịch vụ", "Lĩnh vực"),
    "weight": ("Trọng số", "Quyền số"),
}
"""Columns that say who a respondent is, and the heads under which they stand."""

MOST_READ_WHOLE = 20_000_000
"""Size of a CSV file that is read whole to find its heads, where its letters are not UTF-8."""

MOST_CSV_BYTES = 2_000_000_000
"""Size of a CSV file that is still read: some ten million respondents."""

_KEY_OF_HEAD = {fold_name(head): key for key, heads in KEYS.items() for head in heads}

_QUESTION = re.compile(r"^(?P<code>LC\d|MD\d+|\d+(?:\.\d+)*)\.?(?:\s+(?P<label>.+))?$", re.DOTALL)


@dataclass(frozen=True)
class Form:
    """A survey file.

    Attributes
    ----------
    file : str
        How messages call it.
    header : int
        Row of the heads, counted as in the file.
    keys : dict of str to pandas.Categorical
        Columns of `KEYS` that the file has.
    questions : dict of str to pandas.Categorical
        Question code (``2.1.3``, ``LC1``, ``MD4``) to its answers as printed.
    labels : dict of str to str
        Question code to the words printed beside it; blank where there are none.
    marked : bool
        True where the file says that its answers are simulated.
    sheet : str
        Name of the sheet, blank for a CSV file.
    rows : list of int, optional
        Row of each respondent as counted in the sheet; one below another from the heads on where not given.
    """

    file: str
    header: int
    keys: dict[str, pd.Categorical] = field(repr=False)
    questions: dict[str, pd.Categorical] = field(repr=False)
    labels: dict[str, str] = field(repr=False)
    marked: bool = False
    sheet: str = ""
    rows: list[int] | None = field(default=None, repr=False)

    def problem(self, message: str, row: int | None = None, column: str | None = None, hint: str = "") -> Problem:
        """Return a problem of this file, named by sheet, row and column."""
        return Problem(self.file, message, row, column, hint, self.sheet or "")

    def find_row(self, column: pd.Categorical, text: object) -> int:
        """Return the row of the file in which *text* first stands in *column*."""
        place = int(np.argmax(column.codes == column.categories.get_loc(text)))
        return self.rows[place] if self.rows else self.header + 1 + place


def parse_question(head: str) -> tuple[str, str] | None:
    """Return code and words of a question's head, or None if it is not one.

    Examples
    --------
    >>> parse_question("2.1.3 Trụ sở sạch sẽ"), parse_question("LC1"), parse_question("Tỉnh")
    (('2.1.3', 'Trụ sở sạch sẽ'), ('LC1', ''), None)
    """
    match = _QUESTION.match(" ".join(str(head).split()))
    return (match["code"], match["label"] or "") if match else None


def read_form(path: Path, name: str | None = None) -> Form:
    """Return a survey file with one row a respondent, from CSV (UTF-8) or an Excel workbook.

    Raises
    ------
    DataProblemsError
        If the file cannot be read (of a workbook: as `parlib.readers.workbook.read_workbook` says), a column stands
        twice, there is no column of places or of questions, or no row below the heads.
    """
    name = name or path.name
    if path.suffix.casefold() == ".csv":
        return _read_csv(path, name)
    return pick_form(read_workbook(path, name), name)


@dataclass(frozen=True)
class _Column:
    """A column that is read: where it stands, its code, the words beside the code, whether it is a question."""

    place: int
    code: str
    label: str
    is_question: bool


def _find_columns(heads: list[str], name: str, header: int, sheet: str = "") -> list[_Column]:
    """Return the columns of keys and questions; others are not read."""
    found: dict[str, _Column] = {}
    form, problems = Form(name, header, {}, {}, {}, sheet=sheet), []
    for at, head in enumerate(heads):
        question, key = parse_question(head), _KEY_OF_HEAD.get(fold_name(head)) if head.strip() else None
        code, label = question or (key, "")
        if code is None:
            continue
        if code in found:
            problems.append(form.problem(tell("the column {code!r} stands twice", code=code), header, head))
        found[code] = _Column(at, code, label, question is not None)
    asked = any(column.is_question for column in found.values())
    for missing, what in ((not asked, "question such as '2.1.1 ...' or 'LC1'"), ("place" not in found, "'Tỉnh'")):
        if missing:
            problems.append(form.problem(tell("there is no column {what} in the header", what=what), header))
    if problems:
        raise DataProblemsError(problems)
    return list(found.values())


def _build_form(form: Form, columns: list[_Column], values: list[pd.Categorical]) -> Form:
    """Return *form* with the columns that were read; a question that nobody answered is left out."""
    for column, texts in zip(columns, values, strict=True):
        if column.is_question and any(str(text).strip() for text in texts.categories):
            form.questions[column.code] = texts
            form.labels[column.code] = column.label
        elif not column.is_question and (column.code == "place" or any(str(text).strip() for text in texts.categories)):
            form.keys[column.code] = texts
    if not len(form.keys["place"]):
        raise DataProblemsError([form.problem("there is no row below the heads")])
    if not form.questions:
        raise DataProblemsError([form.problem("no question has an answer")])
    return form


def read_heads(path: Path, name: str) -> list[str]:
    """Return the heads of a CSV file: its first row.

    Raises
    ------
    DataProblemsError
        If the file is missing, not UTF-8, or its first row is none of a table.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return next(csv.reader(file), [])
    except FileNotFoundError:
        raise DataProblemsError([Problem(name, "the file is missing")]) from None
    except UnicodeDecodeError:
        if path.stat().st_size < MOST_READ_WHOLE:  # UTF-16 and old fonts are read as a whole
            with contextlib.suppress(DataProblemsError):
                return read_rows(path, name, ragged=True)[0]
        hint = "Save the file as 'CSV UTF-8' and try again"
        raise DataProblemsError([Problem(name, "the file is not UTF-8 text", 1, hint=hint)]) from None
    except csv.Error as error:
        hint = "The first row must hold the heads, in one line"
        raise DataProblemsError(
            [Problem(name, tell("the header cannot be read: {error}", error=error), 1, hint=hint)]
        ) from None


def _read_csv(path: Path, name: str) -> Form:
    """Read a CSV file with every column as codes of its distinct texts: small in memory, and fast."""
    try:
        if path.stat().st_size > MOST_CSV_BYTES:
            message = tell(
                "the file has {size:.1f} GB, more than {most_csv_bytes:.0f} GB",
                size=path.stat().st_size / 1e9,
                most_csv_bytes=MOST_CSV_BYTES / 1e9,
            )
            raise DataProblemsError([Problem(name, message, hint="Leave only the columns of the form in it")])
        heads = read_heads(path, name)
        columns = _find_columns(heads, name, 1)
        numbers = [str(place) for place in range(len(heads))]
        wanted = [str(column.place) for column in columns]
        text = pa.dictionary(pa.int32(), pa.string())
        table = pc.read_csv(
            path,
            pc.ReadOptions(column_names=numbers, skip_rows_after_names=1),
            pc.ParseOptions(newlines_in_values=any("\n" in head for head in heads)),
            convert_options=pc.ConvertOptions(
                column_types=dict.fromkeys(wanted, text), strings_can_be_null=False, include_columns=wanted
            ),
        )
    except FileNotFoundError:
        raise DataProblemsError([Problem(name, "the file is missing")]) from None
    except pa.ArrowInvalid as error:
        raise _explain_csv(path, name, len(heads), error) from None
    form = Form(name, 1, {}, {}, {}, marked=any(MARKS.search(head) for head in heads))
    return _build_form(form, columns, [_to_categorical(column) for column in table.columns])


def _explain_csv(path: Path, name: str, width: int, error: pa.ArrowInvalid) -> DataProblemsError:
    """Return what is said of a CSV file that is damaged below its header."""
    text = str(error)
    if "UTF8" in text:
        hint = "Save the file as 'CSV UTF-8' and try again"
        return DataProblemsError([Problem(name, "the file is not UTF-8 text", hint=hint)])
    if "Empty CSV" in text:
        return DataProblemsError([Problem(name, "there is no row below the heads")])
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        for number, row in enumerate(csv.reader(file), start=1):
            if row and len(row) != width:
                message = tell("the row has {n} cells, the header {width}", n=len(row), width=width)
                return DataProblemsError([Problem(name, message, number, hint="Is the file cut off?")])
    return DataProblemsError(
        [Problem(name, tell("the file cannot be read: {text}", text=text[:200]), hint="Is the file cut off?")]
    )


def _to_categorical(column: pa.ChunkedArray) -> pd.Categorical:
    merged = column.unify_dictionaries().combine_chunks()
    codes = merged.indices.to_numpy(zero_copy_only=False)
    return pd.Categorical.from_codes(codes, pd.Index(merged.dictionary.to_pylist(), dtype=object))


def find_heads(sheet: Sheet) -> int | None:
    """Return the row of a sheet, from 0, with the heads of a survey form: the first with two questions in it."""
    for number, row in enumerate(sheet.rows[:30]):
        if sum(isinstance(value, str) and parse_question(value) is not None for value in row) >= 2:
            return number
    return None


def pick_form(sheets: list[Sheet], name: str) -> Form:
    """Return the survey form in the first sheet of a workbook that has a row of heads with questions in it.

    Raises
    ------
    DataProblemsError
        As `read_form` says.
    """
    for sheet in sheets:
        start = find_heads(sheet)
        if start is not None:
            break
    else:
        raise DataProblemsError([Problem(name, "no sheet has a header with questions such as '2.1.1 ...'")])
    heads = [write_value(value) for value in sheet.rows[start]]
    columns = _find_columns(heads, name, start + 1, sheet.name)
    places = [column.place for column in columns]
    rows = [
        number
        for number in range(start + 1, len(sheet.rows))
        if any(sheet.rows[number][place] != "" for place in places)
    ]
    values = [pd.Categorical([write_value(sheet.rows[row][place]) for row in rows]) for place in places]
    form = Form(name, start + 1, {}, {}, {}, is_marked(sheets), sheet.name, [row + 1 for row in rows])
    return _build_form(form, columns, values)
