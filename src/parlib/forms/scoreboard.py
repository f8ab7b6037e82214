"""The scoreboard workbook (bảng điểm): one sheet a province, one row a component, empty or filled."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from parlib.forms.book import Book, open_book, write_guide
from parlib.framework import BESIDE
from parlib.language.vocabulary import check_template, fill_places
from parlib.language.words import words_for
from parlib.terms import METHODS, NATIONAL, Index, find_by
from parlib.tidy import Row

HEADS = {
    "component_code": ("Mã", 9, "Mã trong bộ tiêu chí; không sửa."),
    "name_vi": ("Lĩnh vực, tiêu chí, tiêu chí thành phần", 52, "Tên trong bộ tiêu chí; không sửa."),
    "max_score": ("Điểm tối đa", 9, "Theo bộ tiêu chí; không sửa."),
    "method": ("Phương pháp đánh giá", 18, "Thẩm định tài liệu, điều tra hoặc kết quả kinh tế - xã hội."),
    "agency": ("Cơ quan phụ trách", 22, "Cơ quan chịu trách nhiệm về điểm của thành phần."),
    "self": ("Điểm tự đánh giá", 11, "Điểm {place} tự chấm, từ 0 đến điểm tối đa."),
    "appraised": ("Điểm thẩm định", 11, "Điểm hội đồng thẩm định công nhận."),
    "survey": ("Điểm điều tra XHH", 11, "Điểm điều tra xã hội học."),
    "score": ("Điểm đạt được", 11, "Để trống nếu bằng điểm thẩm định cộng điểm điều tra."),
    "reason": ("Lý do trừ điểm", 44, "Chọn trong danh sách hoặc ghi theo văn bản thẩm định."),
}
"""Columns of a sheet: head, width, and the note on it, in which words for places are fields."""

REASONS = (
    "Không có tài liệu kiểm chứng",
    "Tài liệu kiểm chứng không đúng yêu cầu",
    "Thực hiện chậm thời hạn",
    "Không đạt tỷ lệ, mức quy định",
    "Không thực hiện",
    "Kết quả điều tra thấp",
)
"""Usual reasons for points not granted (lý do trừ điểm), to choose from; others may be typed."""

GUIDE = (
    "Mỗi trang tính là một {place_or_city}. Chỉ nhập vào ô màu vàng; cấu trúc đã khóa (không mật khẩu).",
    "Dòng xám là lĩnh vực, tiêu chí có tiêu chí thành phần: để trống, chương trình tự cộng.",
    "Ô để trống là không có số liệu; 0 là 0 điểm.",
    "Số thập phân nhập theo máy của mình (91,04 hoặc 91.04).",
    "Lưu ở dạng .xlsx, rồi: parlib add TỆP.xlsx --index {index} --year NĂM; parlib check; parlib report.",
)
"""What the first sheet says; words for places are fields, and so is the index."""

for _text in (*GUIDE, *(note for _, _, note in HEADS.values())):
    check_template(_text, "scoreboard", ("index",))

MOST_SHEETS = 100
"""Sheets of one workbook; the places of a larger table are spread over several."""

_FIRST = 5
"""Row of the heads, from 0."""


def write_scoreboards(
    path: Path,
    year: int,
    tree: pd.DataFrame,
    places: dict[str, str],
    points: pd.DataFrame | None = None,
    simulated: bool = False,
    index: Index | None = None,
) -> list[Path]:
    """Write a scoreboard of any number of places: one workbook, or several named ``…-01``, ``…-02``.

    Parameters as `write_scoreboard`; the paths written are returned.
    """
    codes = list(places)
    if len(codes) <= MOST_SHEETS:
        write_scoreboard(path, year, tree, places, points, simulated, index=index)
        return [path]
    paths, own = [], None if points is None else dict(list(points.groupby("province_code", sort=False)))
    for start in range(0, len(codes), MOST_SHEETS):
        some = codes[start : start + MOST_SHEETS]
        paths.append(path.with_name(f"{path.stem}-{start // MOST_SHEETS + 1:02}{path.suffix}"))
        given = None if own is None else pd.concat([own[code] for code in some if code in own])
        some_places = {code: places[code] for code in some}
        write_scoreboard(paths[-1], year, tree, some_places, given, simulated, index=index)
    return paths


def write_scoreboard(
    path: Path,
    year: int,
    tree: pd.DataFrame,
    places: dict[str, str],
    points: pd.DataFrame | None = None,
    simulated: bool = False,
    index: Index | None = None,
) -> None:
    """Write a scoreboard workbook, empty or with *points*.

    Parameters
    ----------
    path : pathlib.Path
        The workbook (.xlsx).
    year : int
        Year of the results.
    tree : pandas.DataFrame
        Components of the year: ``component_code, parent_code, name_vi, max_score, method, agency``, in order.
    places : dict of str to str
        Code and name of each province, or of each locality of a province's own index.
    points : pandas.DataFrame, optional
        Columns ``province_code, component_code, self, appraised, survey, score, reason``.
    simulated : bool
        True marks every sheet and its name.
    index : Index, optional
        Whose scoreboard it is; that of the provinces if not given.
    """
    index = index or NATIONAL[find_by(workbooks="scoreboard")]
    tree = tree[tree["combine"] != BESIDE] if "combine" in tree else tree
    with open_book(path) as book:
        words = words_for(index.nouns, "vi")
        title, guide = f"Mẫu bảng điểm {index.name_vi} năm {year}", [fill_places(text, words) for text in GUIDE]
        write_guide(book, title, guide, {"index": index.id}, simulated)
        for code, name in places.items():
            sheet = book.add_sheet(f"{code} {name}", simulated)
            _write_heads(book, sheet, year, name, simulated, index)
            own = pd.DataFrame() if points is None else points[points["province_code"] == code]
            _write_rows(book, sheet, tree, own)
            sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})


def _write_heads(book: Book, sheet: Worksheet, year: int, name: str, simulated: bool, index: Index) -> None:
    words = words_for(index.nouns, "vi")
    titles = [(f"BẢNG ĐIỂM {index.name_vi.upper()} NĂM {year}", "title"), (name, "title")]
    book.write_titles(sheet, titles, simulated)
    for column, (head, width, note) in enumerate(HEADS.values()):
        book.write_head(sheet, (_FIRST, column), head, width, fill_places(note, words))
    sheet.freeze_panes(_FIRST + 1, 2)
    sheet.set_landscape()
    sheet.repeat_rows(_FIRST)
    sheet.fit_to_pages(1, 0)


def _write_rows(book: Book, sheet: Worksheet, tree: pd.DataFrame, points: pd.DataFrame) -> None:
    parents = set(tree["parent_code"])
    given = points.set_index("component_code") if len(points) else points
    for row, part in enumerate(tree.itertuples(), start=_FIRST + 1):
        is_parent = part.component_code in parents
        _write_labels(book, sheet, row, part, is_parent)
        own = given.loc[part.component_code] if part.component_code in given.index else {}
        for column, name in enumerate(HEADS):
            if name in ("self", "appraised", "survey", "score"):
                _write_points(book, sheet, (row, column), own.get(name), _is_open(name, part.method, is_parent))
        _limit_points(sheet, row, part.max_score)
        _write_reason(book, sheet, row, own.get("reason"), is_parent)


def _is_open(name: str, method: str, is_parent: bool) -> bool:
    """Tell whether a kind of points may be typed in: not for parents, nor where the method gives no such points."""
    if is_parent or not method:
        return not is_parent
    return name == "score" or (name == "survey") == (method != "documents")


def _write_labels(book: Book, sheet: Worksheet, row: int, part: Row, is_parent: bool) -> None:
    cell_format = book.formats["parent" if is_parent else "label"]
    code = "" if part.component_code == "total" else part.component_code
    texts = (code, part.name_vi, None, METHODS[part.method][0] if part.method else "", part.agency)
    for column, text in enumerate(texts):
        if text is not None:
            sheet.write_string(row, column, text, cell_format)
    number = book.formats["parent_points" if is_parent else "points"]
    if pd.notna(part.max_score):
        sheet.write_number(row, 2, part.max_score, number)
    else:
        sheet.write_blank(row, 2, None, number)


def _write_points(book: Book, sheet: Worksheet, place: tuple[int, int], value: object, is_open: bool) -> None:
    cell_format = book.formats["open" if is_open else "shut"]
    if value is None or pd.isna(value):
        sheet.write_blank(*place, None, cell_format)
    else:
        sheet.write_number(*place, value, cell_format)


def _limit_points(sheet: Worksheet, row: int, most: float) -> None:
    """Let only points from 0 to the maximum be typed (to 100 where the maximum is not known)."""
    limit = 100 if pd.isna(most) else most
    columns = [at for at, name in enumerate(HEADS) if name in ("self", "appraised", "survey", "score")]
    message = f"Nhập điểm từ 0 đến {limit:g}".replace(".", ",")
    rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": limit, "error_message": message}
    sheet.data_validation(row, columns[0], row, columns[-1], rule | {"error_title": "Điểm không hợp lệ"})


def _write_reason(book: Book, sheet: Worksheet, row: int, reason: object, is_parent: bool) -> None:
    column = list(HEADS).index("reason")
    if is_parent:
        sheet.write_blank(row, column, None, book.formats["shut"])
        return
    rule = {"validate": "list", "source": list(REASONS), "error_type": "information", "ignore_blank": True}
    sheet.data_validation(row, column, row, column, rule | {"error_message": "Lý do không có trong danh sách."})
    text = reason if isinstance(reason, str) else ""
    if text:
        sheet.write_string(row, column, text, book.formats["open_text"])
    else:
        sheet.write_blank(row, column, None, book.formats["open_text"])
