"""A home that waits for files, and the two workbooks that a province has: the country's table and its own detail."""

import csv
import shutil

import openpyxl
from made_partial import HOME, WORKBOOK, add_up, make_base, write_fields


def make_drops(folder):
    """Return a home without figures and the workbooks to drop: fields of all 34, and all components of one."""
    raw, names, tree, points = make_base(folder / "home")
    own, country = folder / "Chi tiết PAR INDEX 2025.xlsx", folder / "Bảng tổng hợp PAR INDEX 2025.xlsx"
    shutil.move(raw / WORKBOOK, own)
    with (raw / "sources.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file) if WORKBOOK not in row]
    with (raw / "sources.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    write_fields(country, names, add_up(points, tree), tree)
    return folder / "home", country, own, HOME


def mend(path, folder):
    """Write the own detail with one figure mended, F10: what was claimed for 1.1.1; return the file."""
    folder.mkdir()
    book = openpyxl.load_workbook(path)
    assert book.worksheets[1]["F10"].value == 0.75
    book.worksheets[1]["F10"] = 0.5
    book.save(folder / path.name)
    return folder / path.name
