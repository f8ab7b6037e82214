"""Twenty-odd workbooks of the same figures, in the shapes in which real scoreboards come."""

from dataclasses import dataclass

import pandas as pd
import xlsxwriter

from parlib.province_names import NameIndex, fold_name
from parlib.readers.labels import Words
from parlib.readers.oldfonts import _TCVN3, _VNI

PROVINCES = {"22": "Quảng Ninh", "31": "Hải Phòng", "48": "Đà Nẵng"}
TREE = [
    ("total", "", "Chỉ số cải cách hành chính", 20.0),
    ("1", "total", "Công tác chỉ đạo, điều hành", 9.5),
    ("1.1", "1", "Kế hoạch cải cách hành chính", 4.0),
    ("1.1.1", "1.1", "Ban hành kế hoạch đúng thời hạn", 1.5),
    ("1.1.2", "1.1", "Mức độ hoàn thành kế hoạch", 2.5),
    ("1.2", "1", "Kiểm tra công tác cải cách", 5.5),
    ("2", "total", "Cải cách thể chế", 10.5),
    ("2.1", "2", "Theo dõi thi hành pháp luật", 4.5),
    ("2.2", "2", "Rà soát văn bản quy phạm", 6.0),
]
LEAVES = {
    "1.1.1": (1.5, 1.25, 1.5),
    "1.1.2": (2.25, 2.0, 0.75),
    "1.2": (5.25, 5.5, 3.04),
    "2.1": (4.5, 3.75, 4.25),
    "2.2": (4.89, 6.0, 5.13),
}
"""Points granted of the three provinces."""


def make_words():
    """Return the words of a framework of two fields and of three provinces."""
    tree = pd.DataFrame(TREE, columns=["component_code", "parent_code", "name_vi", "max_score"])
    tree["level"] = [0 if code == "total" else code.count(".") + 1 for code in tree["component_code"]]
    tree = tree.assign(
        order=range(len(tree)),
        year=2025,
        combine=["sum" if code in set(tree["parent_code"]) else "leaf" for code in tree["component_code"]],
    )
    names = NameIndex("34", {fold_name(name): code for code, name in PROVINCES.items()}, PROVINCES)
    return Words(tree, names), tree


def list_points():
    """Return every figure: province and component to points, parents added up."""
    points = {}
    for place, province in enumerate(PROVINCES):
        for code, _, _, _ in reversed(TREE):
            own = [points[province, part] for part, parent, _, _ in TREE if parent == code]
            points[province, code] = round(sum(own), 4) if own else LEAVES[code][place]
    return points


POINTS = list_points()
NAMES = {code: name for code, _, name, _ in TREE}
CODES = [code for code, _, _, _ in TREE if code != "total"]
MAXIMA = {code: most for code, _, _, most in TREE}
ROMAN = {"1": "I", "2": "II"}


@dataclass
class Pen:
    """A workbook in which a shape is drawn; *write* spells every cell (as text with a comma, in an old font ...)."""

    book: xlsxwriter.Workbook
    write: object = None

    def add(self, name, rows, top=0, left=0):
        sheet = self.book.add_worksheet(name)
        for row, values in enumerate(rows, start=top):
            for column, value in enumerate(values, start=left):
                if value is not None and value != "":
                    sheet.write(row, column, self.write(value) if self.write else value)
        return sheet


def _down(code_of=lambda code: code, codes=CODES, total=True, title=()):
    """Return a table with components down and provinces across."""
    rows = [*[[line] for line in title], ["Mã", "Nội dung", "Điểm tối đa", *PROVINCES.values()]]
    rows += [[code_of(code), NAMES[code], MAXIMA[code], *[POINTS[p, code] for p in PROVINCES]] for code in codes]
    return [*rows, *([["", "Tổng điểm", 20.0, *[POINTS[p, "total"] for p in PROVINCES]]] if total else [])]


def _across(heads, codes=CODES, total=True):
    """Return a table with provinces down and components across, below *heads* (rows of labels of the components)."""
    rows = [["STT", "Tỉnh, thành phố", *heads[0], *(["Tổng điểm"] if total else [])]]
    rows += [["", "", *more] for more in heads[1:]]
    return [
        *rows,
        *[
            [place, name, *[POINTS[code, part] for part in codes], *([POINTS[code, "total"]] if total else [])]
            for place, (code, name) in enumerate(PROVINCES.items(), start=1)
        ],
    ]


def components_down(pen):
    pen.add("Bảng 1", _down())


def title_rows_above(pen):
    pen.add(
        "Bảng 1",
        _down(title=("BỘ NỘI VỤ", "KẾT QUẢ CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2025", "(Kèm theo Quyết định số 1)")),
    )


def notes_below(pen):
    notes = [["Ghi chú: điểm đã làm tròn 2 chữ số."], ["1. Nguồn: Bộ Nội vụ, năm 2025"]]
    pen.add("Bảng 1", [*_down(), [], *notes])


def merged_title_and_field_rows(pen):
    sheet = pen.add("Bảng 1", [[], *_down(total=False)])
    sheet.merge_range(0, 0, 0, 5, "Bảng điểm 2025")
    sheet.merge_range(12, 0, 12, 5, "Ghi chú: số liệu năm 2025")


def roman_codes(pen):
    pen.add("Bảng 1", _down(lambda code: ROMAN.get(code, code)))


def codes_in_labels(pen):
    rows = [["Lĩnh vực, tiêu chí", *PROVINCES.values()]]
    rows += [[f"{ROMAN.get(code, code)}. {NAMES[code]}", *[POINTS[p, code] for p in PROVINCES]] for code in CODES]
    pen.add("Bảng 1", rows)


def names_only(pen):
    pen.add("Bảng 1", [row[1:] for row in _down()])


def codes_as_numbers(pen):
    numbers = {code: float(code) if code.count(".") < 2 else code for code in CODES}
    pen.add("Bảng 1", _down(lambda code: numbers[code]))


def hierarchical_label_columns(pen):
    rows = [["Lĩnh vực", "Tiêu chí", "Tiêu chí thành phần", *PROVINCES.values()]]
    for code in CODES:
        labels = ["", "", ""]
        labels[code.count(".")] = f"{code} {NAMES[code]}"
        rows.append([*labels, *[POINTS[p, code] for p in PROVINCES]])
    pen.add("Bảng 1", rows)


def provinces_down(pen):
    pen.add("Tổng hợp", _across([CODES]))


def provinces_down_names_and_numbering(pen):
    numbering = [f"({place})" for place in range(1, len(CODES) + 4)]
    table = _across([[f"{code}. {NAMES[code]}" for code in CODES]])
    pen.add("Tổng hợp", [*table[:1], numbering, *table[1:]])


def two_row_merged_header(pen):
    codes = ["1.1", "1.2", "2.1", "2.2"]
    sheet = pen.add("Tổng hợp", [[], *_across([[None] * 4, codes], codes, total=False)])
    sheet.merge_range(1, 0, 2, 0, "STT")
    sheet.merge_range(1, 1, 2, 1, "Tỉnh, thành phố")
    sheet.merge_range(1, 2, 1, 3, "I. Công tác chỉ đạo, điều hành")
    sheet.merge_range(1, 4, 1, 5, "II. Cải cách thể chế")
    pen.add("Thành phần", _across([["1.1.1", "1.1.2"]], ["1.1.1", "1.1.2"], total=False))


def three_row_merged_header(pen):
    codes = ["1.1.1", "1.1.2", "1.2", "2.1", "2.2"]
    sheet = pen.add("Tổng hợp", _across([[None] * 5, [None] * 5, codes], codes))
    sheet.merge_range(0, 2, 0, 4, "I. Công tác chỉ đạo, điều hành")
    sheet.merge_range(0, 5, 0, 6, "II. Cải cách thể chế")
    sheet.merge_range(1, 2, 1, 3, "1.1. Kế hoạch cải cách hành chính")
    sheet.merge_range(1, 4, 2, 4, "1.2. Kiểm tra công tác cải cách")
    for column, code in ((5, "2.1"), (6, "2.2")):
        sheet.merge_range(1, column, 2, column, f"{code}. {NAMES[code]}")


def totals_and_means(pen):
    mean = ["", "Trung bình cả nước", *[1.0] * len(CODES), 15.0]
    table = _across([CODES])
    table[0].append("Xếp hạng")
    ranks = {name: 1 + sum(POINTS[q, "total"] > POINTS[p, "total"] for q in PROVINCES) for p, name in PROVINCES.items()}
    for row in table[1:]:
        row.append(ranks[row[1]])
    pen.add("Tổng hợp", [*table, mean, ["", "Cao nhất", *mean[2:]], ["", "Thấp nhất", *mean[2:]]])


def maxima_row(pen):
    table = _across([CODES])
    most = ["", "Điểm tối đa", *[MAXIMA[code] for code in CODES], 20.0]
    pen.add("Tổng hợp", [table[0], most, *table[1:]])


def sheet_a_province(pen):
    for place, (code, name) in enumerate(PROVINCES.items(), start=1):
        rows = [["BẢNG ĐIỂM"], ["STT", "Tiêu chí", "Điểm tối đa", "Điểm đạt được", "Ghi chú"]]
        rows += [[part, NAMES[part], MAXIMA[part], POINTS[code, part], ""] for part in CODES]
        pen.add(f"{place}. {name}", rows)


def sheet_a_province_named_in_title(pen):
    for place, (code, name) in enumerate(PROVINCES.items(), start=1):
        kind = "thành phố" if place > 1 else "tỉnh"
        rows = [[f"Kết quả Chỉ số cải cách hành chính của {kind} {name} năm 2025"], ["Mã", "Tiêu chí", "Điểm đạt được"]]
        pen.add(f"Sheet{place}", [*rows, *[[part, NAMES[part], POINTS[code, part]] for part in CODES]])


def sheet_a_field(pen):
    for field in ("1", "2"):
        codes = [code for code in CODES if code.startswith(f"{field}.")]
        table = _across([codes], codes, total=False)
        table[0].append("Tổng điểm")
        for row, province in zip(table[1:], PROVINCES, strict=True):
            row.append(POINTS[province, field])
        pen.add(f"Lĩnh vực {field}", table)


def decimal_commas_as_text(pen):
    pen.write = lambda value: f"{value:.2f}".replace(".", ",") if isinstance(value, float) else value
    pen.add("Bảng 1", _down())


def hidden_rows_and_columns(pen):
    sheet = pen.add("Bảng 1", _down(), top=2, left=1)
    sheet.set_row(5, None, None, {"hidden": True})
    sheet.set_column(5, 5, None, None, {"hidden": True})


def tcvn3_text(pen):
    old = {new: old for old, new in _TCVN3.items()}
    pen.write = lambda value: "".join(old.get(letter, letter) for letter in value) if isinstance(value, str) else value
    pen.add("Bang 1", _down())


def vni_text(pen):
    old = {new: old for old, new in reversed(_VNI.items())}
    pen.write = lambda value: "".join(old.get(letter, letter) for letter in value) if isinstance(value, str) else value
    pen.add("Bang 1", _down())


def long_form(pen):
    rows = [["Tỉnh", "Mã tiêu chí", "Điểm đạt được"]]
    rows += [[name, code, POINTS[p, code]] for p, name in PROVINCES.items() for code in CODES]
    pen.add("Dữ liệu", rows)


def kinds_of_points_beside(pen):
    sheet = pen.add("Bảng 1", [["", "", *[""] * 6], ["", "", *["Tự đánh giá", "Đạt được"] * 3]])
    for place, name in enumerate(PROVINCES.values()):
        sheet.merge_range(0, 2 + 2 * place, 0, 3 + 2 * place, name)
    for row, code in enumerate(CODES, start=2):
        sheet.write(row, 0, code)
        sheet.write(row, 1, NAMES[code])
        for place, province in enumerate(PROVINCES):
            sheet.write(row, 2 + 2 * place, MAXIMA[code])
            sheet.write(row, 3 + 2 * place, POINTS[province, code])


SHAPES = [
    components_down,
    title_rows_above,
    notes_below,
    merged_title_and_field_rows,
    roman_codes,
    codes_in_labels,
    names_only,
    codes_as_numbers,
    hierarchical_label_columns,
    provinces_down,
    provinces_down_names_and_numbering,
    two_row_merged_header,
    three_row_merged_header,
    totals_and_means,
    maxima_row,
    sheet_a_province,
    sheet_a_province_named_in_title,
    sheet_a_field,
    decimal_commas_as_text,
    hidden_rows_and_columns,
    tcvn3_text,
    vni_text,
    long_form,
    kinds_of_points_beside,
]
"""Every shape; a function draws it."""


def draw_shape(shape, path):
    """Write a workbook in a shape."""
    with xlsxwriter.Workbook(path) as book:
        shape(Pen(book))
    return path
