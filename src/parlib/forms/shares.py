"""The aggregate survey workbook (bảng tỷ lệ hài lòng): one sheet a share, one row a province, empty or filled."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from parlib.forms.book import Book, open_book, write_guide
from parlib.readers.share_book import ANSWER_SHEETS, COUNTRY_NAMES, PLACE, RESPONDENTS, SHEETS, name_answer
from parlib.subject import COUNTRY
from parlib.terms import NATIONAL, TOTAL, Index, find_by

GUIDE = (
    "Mỗi trang tính là một loại tỷ lệ. Mỗi dòng là một tỉnh, thành phố; dòng đầu là cả nước. Mỗi cột là một nội dung "
    "hoặc một câu hỏi của phiếu năm {year}.",
    "Chỉ nhập vào ô màu vàng; cấu trúc đã khóa (không mật khẩu).",
    "Tỷ lệ tính bằng phần trăm: 87,5 là 87,5%; không nhập 0,875. Số thập phân nhập theo máy của mình (87,5 hoặc 87.5).",
    "Số người trả lời là bắt buộc: khoảng tin cậy tính trên số đó; dưới 30 người thì không nêu tỷ lệ.",
    "Ô để trống là không có số liệu; 0 là 0%. Trang, cột, dòng không có số liệu thì để trống, không xóa.",
    "Trang 'Mong đợi': tỷ lệ người chọn mức mong đợi cao nhất. Trang 'Liêm chính': tỷ lệ người chọn từng câu trả lời.",
    'Lưu ở dạng .xlsx, rồi: parlib add TỆP.xlsx --year {year} --issuer "Bộ Nội vụ"; parlib report --index {index} '
    "--year {year}.",
)
"""What the first sheet says."""

NOTES = {
    "satisfied": "Tỷ lệ (%) câu trả lời 4 (hài lòng) hoặc 5 (rất hài lòng) trong số câu có trả lời.",
    "neutral": "Tỷ lệ (%) câu trả lời 3 (bình thường) trong số câu có trả lời.",
    "dissatisfied": "Tỷ lệ (%) câu trả lời 1 hoặc 2 (rất không hài lòng, không hài lòng) trong số câu có trả lời.",
    "expectation": "Tỷ lệ (%) người trả lời chọn mức mong đợi cao nhất.",
    "integrity": "Tỷ lệ (%) người trả lời chọn câu trả lời này.",
}
"""What is counted in each sheet."""

COUNTRY_ROW = COUNTRY_NAMES[0].capitalize()
"""How the row of the whole country is called."""

_FIRST = 5
"""Row of the heads, from 0."""


@dataclass(frozen=True)
class Column:
    """A column of shares: head, width, and what it holds."""

    head: str
    width: int
    component_code: str
    measure: str
    strong: bool


def list_columns(kind: str, tree: pd.DataFrame, questions: pd.DataFrame) -> list[Column]:
    """Return the columns of a sheet: the components of the form, or the answers that are counted.

    Parameters
    ----------
    kind : str
        A key of `parlib.readers.share_book.SHEETS` or `ANSWER_SHEETS`.
    tree : pandas.DataFrame
        Components of the year: ``component_code, parent_code, name_vi``, in order.
    questions : pandas.DataFrame
        Single answers of the year: ``question, block, option, measure, name_vi``.
    """
    if kind in ANSWER_SHEETS:
        own = questions[questions["block"] == kind]
        counts = own.groupby("question")["option"].transform("size")
        return [
            Column(f"{name_answer(row.question, row.option, count)} {row.name_vi}", 19, TOTAL, row.measure, False)
            for row, count in zip(own.itertuples(), counts, strict=True)
        ]
    parents = set(tree["parent_code"])
    return [
        Column(
            row.name_vi if row.component_code == TOTAL else f"{row.component_code} {row.name_vi}",
            15 if row.component_code in parents else 19,
            row.component_code,
            kind,
            row.component_code in parents,
        )
        for row in tree.itertuples()
    ]


def write_share_book(
    path: Path,
    year: int,
    tree: pd.DataFrame,
    questions: pd.DataFrame,
    places: dict[str, str],
    shares: pd.DataFrame | None = None,
    simulated: bool = False,
    index: Index | None = None,
) -> None:
    """Write an aggregate survey workbook, empty or with *shares*.

    Parameters
    ----------
    path : pathlib.Path
        The workbook (.xlsx).
    year : int
        Year of the results.
    tree, questions : pandas.DataFrame
        The form of the year, as `list_columns` takes it.
    places : dict of str to str
        Code and name of each province, or of each locality of a province's own survey.
    shares : pandas.DataFrame, optional
        Columns ``province_code`` (``VN`` for the whole country), ``component_code, measure, share`` (0-1), ``n``.
    simulated : bool
        True marks every sheet and its name.
    index : Index, optional
        Whose survey it is; that of the provinces if not given.
    """
    index = index or NATIONAL[find_by(workbooks="survey")]
    rows = {COUNTRY: COUNTRY_ROW, **places}
    figures = {} if shares is None else _find_figures(shares)
    with open_book(path) as book:
        about = {"year": year, "index": index.id}
        write_guide(book, f"Mẫu bảng tỷ lệ hài lòng ({index.short}) năm {year}", GUIDE, about, simulated)
        for kind, title in (SHEETS | ANSWER_SHEETS).items():
            columns = list_columns(kind, tree, questions)
            if columns:
                sheet = book.add_sheet(title, simulated)
                _write_heads(
                    book, sheet, kind, columns, f"{title.upper()} – {index.short.upper()} NĂM {year}", simulated
                )
                _write_rows(book, sheet, columns, rows, figures)
                _set_print(sheet, columns)


def _find_figures(shares: pd.DataFrame) -> dict[tuple[str, str, str], tuple[float, float]]:
    keys = zip(shares["province_code"], shares["component_code"], shares["measure"], strict=True)
    return dict(zip(keys, zip(shares["share"], shares["n"], strict=True), strict=True))


def _write_heads(book: Book, sheet: Worksheet, kind: str, columns: list[Column], title: str, simulated: bool) -> None:
    book.write_titles(sheet, [(title, "title"), (NOTES[kind], "plain")], simulated)
    book.write_head(sheet, (_FIRST, 0), PLACE, 22, cell_format="key_head")
    asked = "Số người trả lời của địa phương; số nguyên, bắt buộc."
    book.write_head(sheet, (_FIRST, 1), RESPONDENTS, 12, asked, "key_head")
    for at, column in enumerate(columns, start=2):
        cell_format = "key_head" if column.strong else "head"
        book.write_head(sheet, (_FIRST, at), column.head, column.width, NOTES[kind], cell_format)
    lines = max(-(-len(column.head) // (column.width - 4)) for column in columns)
    sheet.set_row(_FIRST, 15 * max(lines, 2) + 6)
    sheet.freeze_panes(_FIRST + 1, 2)


def _write_rows(
    book: Book,
    sheet: Worksheet,
    columns: list[Column],
    rows: dict[str, str],
    figures: dict[tuple[str, str, str], tuple[float, float]],
) -> None:
    for row, (code, name) in enumerate(rows.items(), start=_FIRST + 1):
        found = [figures.get((code, column.component_code, column.measure)) for column in columns]
        people = max((n for share, n in filter(None, found) if pd.notna(share)), default=None)
        sheet.write_string(row, 0, name, book.formats["country" if code == COUNTRY else "place"])
        _write_number(sheet, row, 1, people, book.formats["people"])
        for at, figure in enumerate(found, start=2):
            share = None if figure is None or pd.isna(figure[0]) else round(100 * figure[0], 2)
            _write_number(sheet, row, at, share, book.formats["share"])
    first, last = _FIRST + 1, _FIRST + len(rows)
    whole = {"validate": "integer", "criteria": ">=", "value": 1, "error_title": "Số người không hợp lệ"}
    sheet.data_validation(first, 1, last, 1, whole | {"error_message": "Nhập số nguyên từ 1 trở lên."})
    percent = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100}
    said = {"error_title": "Tỷ lệ không hợp lệ", "error_message": "Nhập phần trăm từ 0 đến 100 (87,5 là 87,5%)."}
    sheet.data_validation(first, 2, last, len(columns) + 1, percent | said)
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _write_number(sheet: Worksheet, row: int, column: int, value: float | None, cell_format: object) -> None:
    if value is None:
        sheet.write_blank(row, column, None, cell_format)
    else:
        sheet.write_number(row, column, value, cell_format)


def _set_print(sheet: Worksheet, columns: list[Column]) -> None:
    """Print landscape on A3, as many pages wide as the heads can be read on, places and heads on each."""
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.repeat_rows(_FIRST)
    sheet.repeat_columns(0, 1)
    sheet.fit_to_pages(-(-len(columns) // 12), 0)
