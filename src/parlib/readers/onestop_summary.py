"""A summary of dossiers by field, agency or commune, as offices report it (biểu tổng hợp giải quyết hồ sơ)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pandas as pd

from parlib.problems import DataProblemsError, Problem, stop_at_problems
from parlib.readers.onestop_heads import fold_head
from parlib.readers.workbook import Sheet, is_marked, read_workbook
from parlib.speech import tell

COUNTS = ("received", "on_time", "late", "pending", "overdue")
"""What is counted; together ``on_time`` to ``overdue`` are those received."""

_LABELS = {
    "field": r"linh vuc",
    "commune": r"xa phuong|cap xa|dia phuong|^xa\b|^phuong\b",
    "agency": r"co quan|don vi|so nganh",
}
_FEWEST_HEADS = 3
"""Texts of a row of heads; a row of titles has fewer."""

_TOTAL = r"^(tong( cong| so)?|cong)$"
_DONE, _WAITING = (
    r"da (duoc )?(giai quyet|tra|xu ly)|ket qua giai quyet",
    r"(dang|chua) (duoc )?(giai quyet|xu ly)|con lai",
)


@dataclass(frozen=True)
class Summary:
    """A summary as read.

    Attributes
    ----------
    by : str
        ``field``, ``agency`` or ``commune``.
    table : pandas.DataFrame
        ``label`` and `COUNTS`, one row a field or unit.
    marked : bool
        True where it says that its figures are simulated.
    """

    by: str
    table: pd.DataFrame
    marked: bool = False


def read_summary(path: Path) -> Summary | None:
    """Return a summary of dossiers; None for any other table.

    Raises
    ------
    DataProblemsError
        For a row whose counts do not add up to those received, and for a total that is not the sum of the rows.
    """
    sheets = read_workbook(path, str(path))
    for sheet in sheets:
        if (found := _read_sheet(sheet)) is not None:
            return Summary(*found, is_marked(sheets))
    return None


def _read_sheet(sheet: Sheet) -> tuple[str, pd.DataFrame] | None:
    first = next((at for at, row in enumerate(sheet.rows[:20]) if _is_data(row)), 0)
    if not first:
        return None
    columns = range(len(sheet.rows[0]))
    heads = [" ".join(dict.fromkeys(_read_head(sheet, at, first))) for at in columns]
    named: dict[str, int] = {}
    for at, head in enumerate(heads):
        named.setdefault(_name_column(head), at)
    by = next((by for by in _LABELS if by in named), "")
    early = [at for at, head in enumerate(heads) if _name_column(head) == "on_time"]
    if not by or not {"on_time", "late"} <= set(named):
        return None
    return by, _read_rows(sheet, first, named[by], named, early)


def _is_data(row: list) -> bool:
    """Tell a row of counts from heads, and from the row that numbers the columns."""
    numbers = [number for value in row if (number := _find_count(value)) is not None]
    steps = {later - before for before, later in pairwise(numbers)}
    return len(numbers) > 2 and any(value != "" and _find_count(value) is None for value in row) and steps != {1.0}


def _find_count(value: str | float) -> float | None:
    """Return the number that a cell holds, as such or typed as text.

    Examples
    --------
    >>> [_find_count(value) for value in (12.0, "1.204", "12 500", "100,0", "100.5", "(1)", "-")]
    [12.0, 1204.0, 12500.0, 100.0, None, None, None]
    """
    if isinstance(value, float):
        return value
    text = re.sub(r"[.,]0{1,2}$", "", value.strip())
    whole = re.fullmatch(r"\d+|\d{1,3}([.,\s\u00a0]\d{3})+", text)
    return float(re.sub(r"\D", "", text)) if whole else None


def _read_head(sheet: Sheet, column: int, first: int) -> list[str]:
    """Return the heads of a column, one below another; one above several columns may stand in the first alone."""
    texts = [[fold_head(str(value)) for value in row] for row in sheet.rows[:first]]
    found: list[str] = []
    for row, heads in enumerate(texts):
        text = heads[column]
        if not text and any(below[column] for below in texts[row + 1 :]) and sum(map(bool, heads)) >= _FEWEST_HEADS:
            text = next((head for head in reversed(heads[:column]) if head), "")
        found.append(text)
    return [text for text in found if text and not text.isdigit()]


def _name_column(head: str) -> str:
    """Return what a column counts, by its heads one below another.

    Examples
    --------
    >>> [_name_column(fold_head(head)) for head in ("Số hồ sơ đã giải quyết Trước hạn", "Đang giải quyết Quá hạn",
    ...  "Số hồ sơ nhận giải quyết Tổng số", "Lĩnh vực giải quyết", "Đã giải quyết Quá hạn", "Trong kỳ Trực tuyến")]
    ['on_time', 'overdue', 'received', 'field', 'late', '']
    """
    if re.search(_WAITING, head):
        return "overdue" if "qua han" in head else "pending" if re.search("trong han|chua den han", head) else ""
    if re.search(r"qua han|tre han|cham", head):
        return "late"
    if re.search(r"truoc han|dung han", head):
        return "on_time"
    if re.search(r"(tiep )?nhan\b.*\b(tong|giai quyet$|trong ky$|ho so$)|^(tong so )?(ho so )?tiep nhan", head):
        return "received" if not re.search("truc tuyen|truc tiep|ky truoc", head) else ""
    if re.search(_DONE, head):
        return ""
    return next((by for by, words in _LABELS.items() if re.search(words, head)), "")


def _read_rows(sheet: Sheet, first: int, label: int, named: dict[str, int], early: list[int]) -> pd.DataFrame:
    rows: list[dict[str, object]] = []
    problems: list[Problem] = []
    total: tuple[int, dict[str, int]] | None = None
    for at in range(first, len(sheet.rows)):
        texts = [fold_head(str(value)) for value in sheet.rows[at][: label + 1]]
        name = " ".join(str(sheet.rows[at][label]).split())
        numbers = {column: _read_count(sheet, at, named[column], problems) for column in COUNTS if column in named}
        numbers["on_time"] = sum(_read_count(sheet, at, column, problems) for column in early)
        if any(re.match(_TOTAL, text) for text in texts):
            total = total or (at, numbers)
        elif name and any(_find_count(value) is not None for value in sheet.rows[at][label + 1 :]):
            made = {column: numbers.get(column, 0) for column in COUNTS if column != "received"}
            received = sum(made.values())
            if "received" in named and numbers["received"] != received:
                message = "{named} were received, those returned and waiting are {received}"
                said = tell(message, named=numbers["received"], received=received)
                problems.append(sheet.problem(at, named["received"], said, "Mend the count that is wrong"))
            rows.append({"label": name, "received": received, **made})
    table = pd.DataFrame(rows, columns=["label", *COUNTS])
    problems += _check_total(sheet, total, table, named)
    stop_at_problems(problems)
    if table.empty:
        raise DataProblemsError([Problem(sheet.file, "the summary holds no row of dossiers")])
    return table


def _read_count(sheet: Sheet, row: int, column: int, problems: list[Problem]) -> int:
    value = sheet.rows[row][column]
    if isinstance(value, float):
        if value < 0 or value != int(value):
            problems.append(sheet.problem(row, column, tell("{value:g} is no number of dossiers", value=value)))
            return 0
        return int(value)
    text, count = value.strip(), _find_count(value)
    if text and text not in ("-", "–") and count is None:
        problems.append(sheet.problem(row, column, tell("{value!r} is no number of dossiers", value=value)))
    return int(count or 0)


def _check_total(
    sheet: Sheet, total: tuple[int, dict[str, int]] | None, table: pd.DataFrame, named: dict[str, int]
) -> list[Problem]:
    """Return where the row of the total is not the sum of the others: a row of a part would be counted twice."""
    if total is None:
        return []
    at, numbers = total
    return [
        sheet.problem(
            at,
            named[column],
            tell(
                "the total is {total}, the rows add up to {together}",
                total=numbers[column],
                together=table[column].sum(),
            ),
            "Take out rows that sum up others",
        )
        for column in COUNTS
        if column in named and numbers[column] != table[column].sum()
    ]
