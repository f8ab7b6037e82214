"""Survey files (phiếu điều tra): one row a respondent, every cell as printed, each column with its distinct texts."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pc

from parlib.problems import DataProblemsError, Problem
from parlib.provinces import fold_name

KEYS = {
    "place": ("Tỉnh, thành phố", "Tỉnh", "Địa phương", "Đơn vị"),
    "district": ("Huyện, xã", "Quận, huyện", "Huyện", "Xã", "Xã, phường"),
    "cluster": ("Cụm", "Địa bàn", "Thôn, tổ dân phố"),
    "service": ("Lĩnh vực dịch vụ", "Lĩnh vực"),
    "weight": ("Trọng số", "Quyền số"),
}
"""Columns that say who a respondent is, and the heads under which they stand."""

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
    """

    file: str
    header: int
    keys: dict[str, pd.Categorical] = field(repr=False)
    questions: dict[str, pd.Categorical] = field(repr=False)
    labels: dict[str, str] = field(repr=False)

    def find_row(self, column: pd.Categorical, text: object) -> int:
        """Return the row of the file in which *text* first stands in *column*."""
        return self.header + 1 + int(np.argmax(column.codes == column.categories.get_loc(text)))


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
        If the file cannot be read, a column stands twice, there is no column of places or of questions.
    """
    name = name or path.name
    heads, columns, header = _read_csv(path, name) if path.suffix == ".csv" else _read_sheet(path, name)
    keys, questions, labels, problems = {}, {}, {}, []
    for head, column in zip(heads, columns, strict=True):
        question, key = parse_question(head), _KEY_OF_HEAD.get(fold_name(head)) if head.strip() else None
        target, code = (questions, question[0]) if question else (keys, key)
        if code is None:
            continue
        if code in target:
            problems.append(Problem(name, f"the column {code!r} stands twice", header, head))
        target[code] = column
        if question:
            labels[code] = question[1]
    for missing, what in ((not questions, "question such as '2.1.1 ...' or 'LC1'"), ("place" not in keys, "'Tỉnh'")):
        if missing:
            problems.append(Problem(name, f"there is no column {what} in the header", header))
    if problems:
        raise DataProblemsError(problems)
    return Form(name, header, keys, questions, labels)


def _read_csv(path: Path, name: str) -> tuple[list[str], list[pd.Categorical], int]:
    """Read a CSV file with every column as codes of its distinct texts: small in memory, and fast.

    A head stands in one line of the file.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            names = next(csv.reader(file), [])
        numbers = [str(place) for place in range(len(names))]
        text = pa.dictionary(pa.int32(), pa.string())
        table = pc.read_csv(
            path,
            pc.ReadOptions(column_names=numbers, skip_rows=1),
            convert_options=pc.ConvertOptions(column_types=dict.fromkeys(numbers, text), strings_can_be_null=False),
        )
    except FileNotFoundError:
        raise DataProblemsError([Problem(name, "the file is missing")]) from None
    except UnicodeDecodeError:
        hint = "Save the file as 'CSV UTF-8' and try again"
        raise DataProblemsError([Problem(name, "the file is not UTF-8 text", 1, hint=hint)]) from None
    except pa.ArrowInvalid as error:
        hint = "Is the file cut off?"
        raise DataProblemsError([Problem(name, f"the file cannot be read: {error}", hint=hint)]) from None
    return names, [_to_categorical(column) for column in table.columns], 1


def _to_categorical(column: pa.ChunkedArray) -> pd.Categorical:
    merged = column.unify_dictionaries().combine_chunks()
    codes = merged.indices.to_numpy(zero_copy_only=False)
    return pd.Categorical.from_codes(codes, pd.Index(merged.dictionary.to_pylist(), dtype=object))


def _read_sheet(path: Path, name: str) -> tuple[list[str], list[pd.Categorical], int]:
    """Read the first sheet that has a row of heads with a question in it."""
    from parlib.sources.workbook import read_workbook, write_value

    for sheet in read_workbook(path, name):
        texts = [[write_value(value) for value in row] for row in sheet.rows]
        found = [number for number, row in enumerate(texts[:30]) if sum(map(bool, map(parse_question, row))) >= 2]
        if found:
            start = found[0]
            body = [row for row in texts[start + 1 :] if any(row)]
            columns = zip(*body, strict=True) if body else [[] for _ in texts[start]]
            return texts[start], [pd.Categorical(list(column)) for column in columns], start + 1
    raise DataProblemsError([Problem(name, "no sheet has a header with questions such as '2.1.1 ...'")])
