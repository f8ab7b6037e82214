"""A hundred forms of the same figures: 95 and more give one and the same table, others are refused with the cause.

``python tests/prove_shapes.py`` makes them all: layouts, spellings, forms of file, encodings, heads and rows beside.
"""

import contextlib
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

import pandas as pd
import xlsxwriter
from made_xlsb import write_xlsb
from scoreboard_shapes import CODES, NAMES, POINTS, PROVINCES, SHAPES, Pen, draw_shape, make_words

from parlib.clean.reconcile import pick_cells
from parlib.clean.scoreboard import _add_up, _read_values
from parlib.problems import DataProblemsError
from parlib.readers.oldfonts import _TCVN3, _VNI
from parlib.readers.scoreboard import read_scoreboard
from parlib.readers.workbook import read_workbook

EXPECTED = pd.Series(POINTS, name="score").rename_axis(["province_code", "component_code"]).sort_index()


def finish(path):
    """Return points granted by province and component, as the cleaning has them."""
    words, tree = make_words()
    cells = _read_values(read_scoreboard(read_workbook(path), words), tree)
    tree = tree.assign(component_key=tree["component_code"], method="", agency="")
    parts = _add_up(pick_cells(cells), tree, 2025)
    return parts.set_index(["province_code", "component_code"])["score"].round(9).sort_index()


def spell_comma(value):
    return f"{value:.4f}".rstrip("0").rstrip(".").replace(".", ",") if isinstance(value, float) else value


def spell_point(value):
    return f"{value:.2f}" if isinstance(value, float) else value


def spell_spaced(value):
    return f"\u00a0{value:.2f} ".replace(".", ",") if isinstance(value, float) else value


OLD_FONTS = {
    "TCVN3": {new: old for old, new in _TCVN3.items()},
    "VNI": {new: old for old, new in reversed(_VNI.items())},
}
"""Letters as the fonts of the years before Unicode write them."""


def spell_old(value, letters):
    value = spell_comma(value)
    return "".join(letters.get(letter, letter) for letter in value) if isinstance(value, str) else value


def spell_parts(value):
    return unicodedata.normalize("NFD", value) if isinstance(value, str) else value


def spell_capitals(value):
    return value.upper() if isinstance(value, str) else value


SPELLINGS = (spell_comma, spell_point, spell_spaced, spell_parts, spell_capitals)
"""How the values of a shape may be typed; all beside the plain one."""

SPELT = ("components_down", "provinces_down", "sheet_a_province", "two_row_merged_header", "maxima_row", "long_form")
"""Shapes that are made in every spelling."""


def list_across(head=lambda code: code, place=lambda name: name, beside=()):
    """Return a table with places down, with its heads and names written in other ways, and rows beside the places."""
    rows = [["STT", "Tỉnh, thành phố", *map(head, CODES), "Tổng điểm"]]
    for order, (code, name) in enumerate(PROVINCES.items(), start=1):
        rows.append([order, place(name), *[POINTS[code, part] for part in [*CODES, "total"]]])
    return [*rows, *(["", name, *[1.0] * (len(CODES) + 1)] for name in beside)]


HEADED = {
    "noted": list_across(lambda code: f"{code} (tối đa 9 điểm)"),
    "TC": list_across(lambda code: f"TC {code}"),
    "dotted": list_across(lambda code: f"{code}."),
    "named": list_across(lambda code: f"{code} - {NAMES[code]}"),
    "broken": list_across(lambda code: f"{code}.\n{NAMES[code]}"),
    "numbers": list_across(lambda code: float(code) if code.count(".") == 1 else code),
    "UBND": list_across(place=lambda name: f"UBND tỉnh {name}"),
    "TP": list_across(place=lambda name: f"TP. {name}" if name != "Quảng Ninh" else "T. Quảng Ninh"),
    "accents": list_across(place=lambda name: unicodedata.normalize("NFKD", name)),
    **{
        f"row {name}": list_across(beside=[name])
        for name in ("Cả nước", "Toàn quốc", "TB", "Điểm trung bình", "Cao nhất", "Vùng Đồng bằng sông Hồng")
    },
}
"""Tables by what is different in them."""


def write_table(path, rows):
    with xlsxwriter.Workbook(path) as book:
        Pen(book).add("Bảng 1", rows)
    return path


def write_text(path, rows, sign, encoding, spell=spell_comma):
    """Write rows as text in which *sign* stands between the values."""
    quote = '"' if sign == "," else ""
    lines = [sign.join(f"{quote}{spell(value)}{quote}" for value in row) for row in rows]
    path.write_text("\r\n".join(lines), encoding=encoding)
    return path


def make_word(path, rows):
    from docx import Document

    document = Document()
    document.add_paragraph("KẾT QUẢ CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2025")
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            table.cell(row, column).text = str(spell_comma(value))
    document.save(path)
    return path


def convert(path, form, folder):
    """Return a workbook as LibreOffice writes it in another form."""
    home = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [shutil.which("soffice"), home, "--headless", "--convert-to", form, "--outdir", folder / form, path]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder / form / f"{path.stem}.{form}"


def make_all(folder, office=True):
    """Make every form; return its name and its file."""
    made = {shape.__name__: draw_shape(shape, folder / f"{shape.__name__}.xlsx") for shape in SHAPES}
    for shape in SHAPES:
        for spell in SPELLINGS if shape.__name__ in SPELT else ():
            path = folder / f"{shape.__name__}-{spell.__name__}.xlsx"
            with xlsxwriter.Workbook(path) as book:
                shape(Pen(book, spell))
            made[path.stem] = path
    made |= {name: write_table(folder / f"{name}.xlsx", rows) for name, rows in HEADED.items()}
    plain = list_across()
    for sign in ",;\t":
        for encoding in ("utf-8", "utf-8-sig", "utf-16"):
            name = f"text {ord(sign)} {encoding}"
            made[name] = write_text(folder / f"{name}.csv", plain, sign, encoding)
    for font, letters in OLD_FONTS.items():
        for sign in ";\t":
            path = folder / f"text {ord(sign)} {font}.csv"
            made[path.stem] = write_text(path, plain, sign, "latin-1", lambda value, own=letters: spell_old(value, own))
    made["text that names its sign"] = write_text(folder / "sep.csv", [["sep=;"], *plain], ";", "utf-8-sig")
    made["text with points"] = write_text(folder / "points.csv", plain, ";", "utf-8-sig", spell_point)
    made["binary"] = write_xlsb(folder / "binary.xlsb", plain, "Bảng 1")
    made["binary, by place"] = write_xlsb(folder / "binary2.xlsb", HEADED["named"], "Bảng 1")
    made["word"] = make_word(folder / "word.docx", plain)
    made["word, by name"] = make_word(folder / "word2.docx", HEADED["named"])
    for form in ("xls", "ods", "xlsx") if office else ():
        for shape in ("components_down", "provinces_down", "three_row_merged_header", "sheet_a_province"):
            made[f"{shape} as LibreOffice's {form}"] = convert(made[shape], form, folder)
    return made


def prove(made):
    """Return the names of the forms that give the table, and of all others what was said of them."""
    same, others = [], {}
    for name, path in made.items():
        try:
            found = finish(path)
        except DataProblemsError as error:
            others[name] = f"refused: {error.problems[0]}"
            continue
        with contextlib.suppress(AssertionError):
            pd.testing.assert_series_equal(found, EXPECTED, check_dtype=False)
            same.append(name)
            continue
        others[name] = "READ OTHERWISE"
    return same, others


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        made = make_all(Path(folder))
        same, others = prove(made)
    print(f"{len(same)} of {len(made)} forms give the same table")
    for name, said in others.items():
        print(f"{name}: {said}")
    sys.exit(1 if len(same) < 0.95 * len(made) or "READ OTHERWISE" in others.values() else 0)
