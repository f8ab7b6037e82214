"""The survey form of one row a respondent (phiếu điều tra), with its code book (bảng mã), empty or filled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from parlib.forms.book import Book, open_book, write_guide
from parlib.terms import NATIONAL, TOTAL, Index, find_by
from parlib.wording.titles import SIMULATED, mark_sheet

GUIDE = (
    "Trang 'Phiếu': mỗi dòng là một người trả lời, mỗi cột là một câu hỏi của phiếu năm {year}; nhập từ dòng dưới "
    "đầu bảng.",
    "Trang 'Bảng mã': mã của từng câu trả lời. Trang 'Danh mục': tên các tỉnh, thành phố.",
    "Câu không trả lời thì để trống. Đầu cột đã khóa (không mật khẩu), không sửa; cột không có trong phiếu thì để "
    "trống.",
    "Huyện, xã; cụm; lĩnh vực; trọng số: có thì ghi, không có thì để trống cả cột.",
    "Cụm là địa bàn được chọn mẫu (xã, thôn, tổ dân phố): có ghi thì tính được hệ số thiết kế.",
    "Không ghi tên, số căn cước, số điện thoại của người trả lời.",
    "Trên {rows} người thì lưu ở dạng CSV UTF-8 với cùng đầu cột; tệp CSV không bị giới hạn số dòng.",
    'Lưu ở dạng .xlsx, rồi: parlib add TỆP.xlsx --year {year} --issuer "Sở Nội vụ"; parlib report --index {index} '
    "--year {year}.",
)
"""What the first sheet says."""

ROWS = 100_000
"""Rows of the form in which answers are checked as they are typed, and respondents that a workbook is meant for."""

SCALE = {1: "Rất không hài lòng", 2: "Không hài lòng", 3: "Bình thường", 4: "Hài lòng", 5: "Rất hài lòng"}
"""Answers to a question of satisfaction."""

SHEET, CODES, LISTS = "Phiếu", "Bảng mã", "Danh mục"
"""Sheets of the form: answers, code book, names to choose from."""

ABOUT = {
    "place": ("Tỉnh, thành phố", 20, "Chọn trong danh sách. Bắt buộc."),
    "district": ("Huyện, xã", 18, "Địa bàn của người trả lời; để trống cả cột nếu không có."),
    "cluster": ("Cụm", 14, "Cụm điều tra (xã, thôn, tổ dân phố được chọn); để trống cả cột nếu không có."),
    "service": ("Lĩnh vực", 20, "Lĩnh vực dịch vụ đã sử dụng; để trống cả cột nếu không có."),
    "weight": ("Trọng số", 10, "Số dương; để trống cả cột nếu mỗi người tính như nhau."),
}
"""Columns beside the questions: head, width and the note on it."""

_FIRST = 4
"""Row of the heads, from 0."""


def list_questions(tree: pd.DataFrame, questions: pd.DataFrame) -> dict[str, tuple[str, int]]:
    """Return code, head and highest answer of every question of a form, in order.

    Parameters
    ----------
    tree, questions : pandas.DataFrame
        The form of the year: ``component_code, parent_code, name_vi``; ``question, option, name_vi``.
    """
    leaves = tree[~tree["component_code"].isin(tree["parent_code"]) & (tree["component_code"] != TOTAL)]
    found = {row.component_code: (f"{row.component_code} {row.name_vi}", 5) for row in leaves.itertuples()}
    for code, own in questions.groupby("question", sort=False):
        name = own["name_vi"].iloc[0] if len(own) == 1 else ""
        found[code] = (f"{code} {name}".strip(), max(3, int(own["option"].max())))
    return found


def write_microdata(
    path: Path,
    year: int,
    tree: pd.DataFrame,
    questions: pd.DataFrame,
    places: Sequence[str],
    answers: Mapping[str, Sequence[object]] | None = None,
    simulated: bool = False,
    index: Index | None = None,
) -> None:
    """Write a survey form of one row a respondent, empty or with *answers*.

    Parameters
    ----------
    path : pathlib.Path
        The workbook (.xlsx).
    year : int
        Year of the results.
    tree, questions : pandas.DataFrame
        The form of the year, as `list_questions` takes it.
    places : sequence of str
        Names of provinces, or of a province's own localities.
    answers : mapping of str to sequence, optional
        Keys of `ABOUT` and codes of questions, each with one value a respondent; blank or None where there is none.
    simulated : bool
        True marks every sheet and its name.
    index : Index, optional
        Whose survey it is; that of the provinces if not given.
    """
    index = index or NATIONAL[find_by(workbooks="survey")]
    asked = list_questions(tree, questions)
    with open_book(path) as book:
        about = {"year": year, "rows": f"{ROWS:,}".replace(",", "."), "index": index.id}
        title = f"Mẫu phiếu điều tra {index.short} năm {year}: mỗi dòng một người trả lời"
        write_guide(book, title, GUIDE, about, simulated)
        sheet = book.add_sheet(SHEET, simulated)
        title = f"PHIẾU ĐIỀU TRA {index.short.upper()} NĂM {year} – MỖI DÒNG MỘT NGƯỜI TRẢ LỜI"
        _write_heads(book, sheet, title, asked, simulated)
        for column, name in enumerate([*ABOUT, *asked]):
            _write_answers(book, sheet, column, (answers or {}).get(name, ()))
        _check_answers(sheet, asked, len(places), simulated)
        _write_codes(book, tree, questions, asked, simulated)
        _write_lists(book, places, simulated)


def _write_heads(book: Book, sheet: Worksheet, title: str, asked: dict[str, tuple[str, int]], simulated: bool) -> None:
    book.write_titles(sheet, [(title, "title")], simulated)
    for column, (name, (head, width, note)) in enumerate(ABOUT.items()):
        open_cells = "weight" if name == "weight" else "answer_text"
        book.write_head(sheet, (_FIRST, column), head, width, note, "key_head", open_cells)
    for column, (code, (head, most)) in enumerate(asked.items(), start=len(ABOUT)):
        note = f"{code}: số nguyên từ 1 đến {most}, xem trang '{CODES}'; để trống nếu không trả lời."
        book.write_head(sheet, (_FIRST, column), head, 17, note, "head", "answer")
    lines = max(-(-len(head) // 13) for head, _ in asked.values())
    sheet.set_row(_FIRST, 15 * max(lines, 2) + 6)
    sheet.freeze_panes(_FIRST + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.repeat_rows(_FIRST)
    sheet.fit_to_pages(-(-(len(asked) + len(ABOUT)) // 16), 0)
    sheet.protect(
        "",
        {
            "format_columns": True,
            "format_rows": True,
            "insert_rows": True,
            "delete_rows": True,
            "sort": True,
            "autofilter": True,
        },
    )


def _write_answers(book: Book, sheet: Worksheet, column: int, values: Sequence[Any]) -> None:
    """Write one column of answers; text is never made a formula, what is missing stays blank."""
    cell_format = book.formats["weight" if column == list(ABOUT).index("weight") else "answer"]
    for row, value in enumerate(values, start=_FIRST + 1):
        if isinstance(value, str):
            if value:
                sheet.write_string(row, column, value, book.formats["answer_text"])
        elif value is not None and pd.notna(value):
            sheet.write_number(row, column, float(value), cell_format)


def _check_answers(sheet: Worksheet, asked: dict[str, tuple[str, int]], places: int, simulated: bool) -> None:
    """Let only known places and answers be typed."""
    first, last = _FIRST + 1, _FIRST + ROWS
    names = mark_sheet(LISTS) if simulated else LISTS
    source = f"='{names}'!$A$2:$A${places + 1}"
    rule: dict[str, Any] = {"validate": "list", "source": source, "error_title": "Chọn trong danh sách"}
    sheet.data_validation(first, 0, last, 0, rule)
    column = list(ABOUT).index("weight")
    sheet.data_validation(first, column, last, column, {"validate": "decimal", "criteria": ">", "value": 0})
    for column, (_, most) in enumerate(asked.values(), start=len(ABOUT)):
        rule = {"validate": "list", "source": [str(answer) for answer in range(1, most + 1)]}
        said = {"error_title": "Mã không hợp lệ", "error_message": f"Nhập số nguyên từ 1 đến {most}, hoặc để trống."}
        sheet.data_validation(first, column, last, column, rule | said)


def _write_codes(
    book: Book, tree: pd.DataFrame, questions: pd.DataFrame, asked: dict[str, tuple[str, int]], simulated: bool
) -> None:
    """Write the code book: every question, its factor, and what each answer means."""
    sheet = book.add_sheet(CODES, simulated)
    book.write_titles(sheet, [], simulated)
    heads = (("Câu hỏi", 10), ("Nội dung", 70), ("Thuộc", 40), ("Mã và câu trả lời", 80))
    for column, (head, width) in enumerate(heads):
        book.write_head(sheet, (1, column), head, width, cell_format="key_head")
    names, parents = (dict(zip(tree["component_code"], tree[name], strict=True)) for name in ("name_vi", "parent_code"))
    scale = "; ".join(f"{answer} = {text}" for answer, text in SCALE.items())
    for row, (code, (head, most)) in enumerate(asked.items(), start=2):
        said = scale if code in names else _say_options(questions[questions["question"] == code], most)
        texts = (code, names.get(code, head.removeprefix(code).strip()), names.get(parents.get(code, ""), ""), said)
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text, book.formats["label"])
        lines = max(-(-len(text) // width) for text, width in zip(texts[1:], (62, 36, 76), strict=True))
        sheet.set_row(row, 15 * max(lines, 1))
    sheet.freeze_panes(2, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    sheet.protect()


def _say_options(own: pd.DataFrame, most: int) -> str:
    """Return the answers to a single-answer question as far as the form's words are known."""
    if (own["block"] == "expectation").all():
        return f"1 đến {most}: mức mong đợi, {most} là cao nhất (tính tỷ lệ chọn {most})"
    return "; ".join(f"{row.option} = {row.name_vi}" for row in own.itertuples()) + (
        "; 2 = Không" if len(own) == 1 else ""
    )


def _write_lists(book: Book, places: Sequence[str], simulated: bool) -> None:
    sheet = book.add_sheet(LISTS, simulated)
    sheet.set_column(0, 0, 40)
    sheet.write_string(0, 0, f"Tỉnh, thành phố{f' – {SIMULATED}' if simulated else ''}", book.formats["key_head"])
    for row, name in enumerate(places, start=1):
        sheet.write_string(row, 0, name, book.formats["place"])
    sheet.protect()
