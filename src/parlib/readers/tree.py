"""The tree of a scoreboard taken from the workbook itself: codes in any style of numbering, names, maxima, agencies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from parlib.province_names import fold_name
from parlib.readers.blocks import split_tables
from parlib.readers.coverage import is_number
from parlib.readers.labels import fold_words, read_measure, read_roman
from parlib.readers.numbering import read_mark
from parlib.readers.workbook import Sheet, Value, write_value
from parlib.terms import METHODS, TOTAL
from parlib.tidy import parse_numbers

FEWEST = 5
"""Components that a sheet must name, on two levels, to be taken for a tree."""

_LETTERS = "abcdđeghiklmnopqrstuvxy"
"""Letters by which Vietnamese lists number, in order."""

_NOTE = re.compile(r"\s*[(\[]\s*(?:tối đa\s*:?\s*)?(\d+(?:[.,]\d+)?)\s*(?:đ|điểm)\s*[)\]]\s*$", re.IGNORECASE)
_AGENCY = re.compile(r"co quan|don vi (chu tri|phu trach|thuc hien)|phu trach|chu tri")
_METHOD = re.compile(r"phuong phap|cach danh gia")


@dataclass(frozen=True)
class Line:
    """One row of a tree: where it stands in its sheet, its code and its name."""

    row: int
    code: str
    name: str


def list_lines(rows: Sequence[Sequence[Value]]) -> list[Line]:
    """Return the components that the rows of a table name, with codes of numbers only, whatever numbers them.

    Examples
    --------
    >>> rows = [["I", "Chỉ đạo"], ["1", "Kế hoạch"], ["a", "Ban hành"], ["b", "Thực hiện"], ["2", "Kiểm tra"]]
    >>> [line.code for line in list_lines(rows)]
    ['1', '1.1', '1.1.1', '1.1.2', '1.2']
    """
    best: list[Line] = []
    for column in range(len(rows[0]) if rows else 0):
        lines = _read_column(rows, column)
        if len(lines) > len(best) and any(line.name for line in lines):
            best = lines
    return best


def _read_column(rows: Sequence[Sequence[Value]], column: int) -> list[Line]:
    """Return the components that one column numbers, or none where its numbers do not run as those of a tree."""
    marks = [(row, mark) for row, values in enumerate(rows) if (mark := read_mark(values[column]))]
    numbers = sum(is_number(values[column]) for values in rows)
    codes = resolve_codes([mark for _, mark in marks])
    lines = [
        Line(row, code, mark[2] or _find_name(rows[row], column))
        for (row, mark), code in zip(marks, codes, strict=True)
        if code
    ]
    named = [line for line in lines if line.name]
    steps = [after.code in _list_next(before.code) for before, after in pairwise(named)]
    whole = len({line.code for line in named}) == len(named) and len(named) >= 0.8 * max(numbers, 1)
    return named if steps and whole and sum(steps) >= 0.9 * len(steps) else []


def _find_name(values: Sequence[Value], column: int) -> str:
    """Return the first words to the right of a code; where there are none, those to its left."""
    for value in [*values[column + 1 : column + 4], *reversed(values[max(column - 2, 0) : column])]:
        if isinstance(value, str) and not is_number(value) and sum(map(str.isalpha, value)) > 2:
            return " ".join(value.split())
    return ""


def resolve_codes(marks: Sequence[tuple[str, str, str]]) -> list[str]:
    """Return the code of each mark of a numbering, blank where it cannot be told.

    Roman numbers hold arabic ones and those hold letters; ``1`` below ``II`` is ``2.1``. A number that Excel cut
    (``1.1`` for ``1.10``) or made a date of is settled by what stands before it.

    Examples
    --------
    >>> resolve_codes([("arabic", "1", ""), ("date", "2025-01-01", ""), ("number", "1.2", "")])
    ['1', '1.1', '1.2']
    """
    with_roman = any(style == "roman" for style, _, _ in marks)
    plain = {text.split(".")[0] for style, text, _ in marks if style in ("arabic", "number") and "." not in text}
    found: list[str] = []
    field, holder = "", ""
    for style, text, _ in marks:
        before = next((code for code in reversed(found) if code), "")
        code = text
        if style == "roman":
            code = field = str(read_roman(text) or "")
        elif style == "date":
            code = _settle_date(text, before)
        elif style == "letter":
            place = _LETTERS.find(text.casefold()) + 1
            code = f"{holder}.{place}" if holder and place else ""
        elif with_roman and field and (plain or text.split(".")[0] != field):
            code = f"{field}.{text}"
        if style == "number" and code in found:
            code = next((step for step in _list_next(before) if _shows_as(step, code)), "")
        if style != "letter":
            holder = code
        found.append(code if code not in found else "")
    return found


def _list_next(code: str) -> list[str]:
    """Return the codes that may come after one: its first part, and the next ones on each level above."""
    parts = code.split(".") if code else []
    after = [".".join([*parts[:level], str(int(parts[level]) + 1)]) for level in range(len(parts))]
    return [".".join([*parts, "1"]), *after]


def _shows_as(code: str, text: str) -> bool:
    """Tell whether Excel shows a code typed as a number so: ``1.10`` as ``1.1``."""
    return code.count(".") == 1 and write_value(float(code)) == text


def _settle_date(text: str, before: str) -> str:
    year, month, day = map(int, text.split("-"))
    shown = {f"{day}.{month}", f"{month}.{day}", f"{day}.{month}.{year % 100}", f"{month}.{day}.{year % 100}"}
    fitting = [code for code in _list_next(before) if code in shown]
    return fitting[0] if len(fitting) == 1 else ""


def find_tree(sheets: list[Sheet]) -> pd.DataFrame | None:
    """Return the tree that a scoreboard workbook holds, in the columns of a framework of one year; None if none.

    A tree stands down a sheet or across its heads. Of several sheets (one a province, one a field) the components are
    taken together.

    Returns
    -------
    pandas.DataFrame or None
        ``component_code, parent_code, name_vi, max_score, method, agency``, all text.
    """
    tables = [table for sheet in sheets for table in _read_tables(sheet)]
    if not tables:
        return None
    whole = pd.concat(tables, ignore_index=True)
    maxima = whole[whole["max_score"] != ""].drop_duplicates("component_code").set_index("component_code")["max_score"]
    whole = whole.drop_duplicates("component_code", ignore_index=True)
    whole["max_score"] = [maxima.get(code, "") for code in whole["component_code"]]
    parts = whole[whole["component_code"] != TOTAL]
    deep = parts["component_code"].str.contains(".", regex=False)
    return whole if len(parts) >= FEWEST and deep.any() and not deep.all() else None


def _read_tables(sheet: Sheet) -> list[pd.DataFrame]:
    """Return the components of each table of a sheet, without tables whose components another one holds: summaries."""
    found = [table for part in split_tables(sheet) if (table := _read_sheet(part)) is not None]
    codes = [set(table["component_code"]) - {TOTAL} for table in found]
    return [table for table, own in zip(found, codes, strict=True) if not any(own < other for other in codes)]


def _read_sheet(sheet: Sheet) -> pd.DataFrame | None:
    """Return the components of a sheet, whichever way it lies; the way that names more."""
    across = [list(column) for column in zip(*sheet.rows, strict=True)]
    found = [(list_lines(rows), rows, turned) for rows, turned in ((sheet.rows, False), (across, True))]
    lines, rows, _ = max(found, key=lambda one: (any("." in line.code for line in one[0]), len(one[0])))
    return _fill_lines(lines, rows) if lines else None


def _fill_lines(lines: list[Line], rows: Sequence[Sequence[Value]]) -> pd.DataFrame:
    """Return the lines with maximum, method and agency from the columns that say so above them."""
    heads = [
        "\n".join(str(values[column]) for values in rows[: lines[0].row] if isinstance(values[column], str))
        for column in range(len(rows[0]))
    ]
    last = [[read_measure(text) for text in head.split("\n")] for head in heads]
    most = next((column for column, found in enumerate(last) if "max" in found), None)
    agency = next((column for column, head in enumerate(heads) if _AGENCY.search(fold_words(head))), None)
    method = next((column for column, head in enumerate(heads) if _METHOD.search(fold_words(head))), None)

    def pick(row: int, column: int | None) -> str:
        return "" if column is None else " ".join(write_value(rows[row][column]).split())

    table = pd.DataFrame(
        {
            "component_code": line.code,
            "parent_code": line.code.rpartition(".")[0] or TOTAL,
            "name_vi": _NOTE.sub("", line.name),
            "max_score": pick(line.row, most) or (note.group(1) if (note := _NOTE.search(line.name)) else ""),
            "method": _find_method(pick(line.row, method)),
            "agency": pick(line.row, agency),
        }
        for line in lines
    )
    total = _find_total(rows, lines, most)
    table = pd.concat([total, table], ignore_index=True) if total is not None else table
    return table.assign(max_score=_read_maxima(table["max_score"]))


def _read_maxima(texts: pd.Series) -> list[str]:
    """Return maxima as plain numbers; what is none is blank."""
    values = parse_numbers(texts).values
    return [f"{value:.10g}" if pd.notna(value) else "" for value in values]


def _find_method(text: str) -> str:
    folded = fold_name(text)
    return next((method for method, names in METHODS.items() if folded in map(fold_name, (method, *names))), "")


def _find_total(rows: Sequence[Sequence[Value]], lines: list[Line], most: int | None) -> pd.DataFrame | None:
    """Return the row of the whole, where the sheet says its maximum."""
    for row in range(lines[0].row, len(rows)):
        words = [fold_words(value) for value in rows[row] if isinstance(value, str) and value.strip()]
        if most is not None and any(re.match(r"tong (cong|diem)|tong$|cong$", text) for text in words[:2]):
            maximum = write_value(rows[row][most])
            if is_number(maximum):
                return pd.DataFrame(
                    [
                        {
                            "component_code": TOTAL,
                            "parent_code": "",
                            "name_vi": "",
                            "max_score": maximum,
                            "method": "",
                            "agency": "",
                        }
                    ]
                )
    return None
