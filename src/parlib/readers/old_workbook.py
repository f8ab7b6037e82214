"""Old workbooks (.xls): by xlrd, held against calamine."""

from __future__ import annotations

import datetime
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xlrd

from parlib.files.bounds import limit_cells
from parlib.problems import DataProblemsError
from parlib.readers.package import name_error, refuse
from parlib.readers.sheet_rows import fill_blocks, refuse_cells, square
from parlib.readers.workbook import Sheet, Value, count_numbers
from parlib.speech import tell

ROW_CELLS = 8
"""Cells that a row of an old workbook counts at least: its lists take memory without any."""


def read_xls(path: Path, name: str) -> list[Sheet]:
    """Return the sheets of an old workbook: by xlrd, whose numbers must be those that calamine finds."""
    import xlrd
    from python_calamine import CalamineWorkbook

    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        hint = "Open it in Excel, remove the password (File, Info, Protect Workbook) and save it"
        raise refuse(name, "the workbook is protected by a password", hint)
    try:
        book = xlrd.open_workbook(
            file_contents=content, formatting_info=True, ragged_rows=True, logfile=io.StringIO(), on_demand=True
        )
        check_extents(book, len(content), name)
        other = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = []
        for page in book.sheets():
            sheet = _read_old_sheet(book, page, name, len(content))
            if count_numbers(other.get_sheet_by_name(page.name).to_python(skip_empty_area=False)) != count_numbers(
                [[cell.value if cell.ctype in (2, 3) else "" for cell in page.row(row)] for row in range(page.nrows)]
            ):
                raise refuse(
                    name,
                    tell("sheet {name!r}: two readers of the file do not find the same numbers in it", name=page.name),
                )
            if sheet.rows:
                sheets.append(sheet)
    except DataProblemsError:
        raise
    except Exception as error:  # of whichever kind: the file is damaged, and nothing was done with it
        raise refuse(name, tell("the old workbook cannot be read: {error}", error=name_error(error))) from None
    return sheets


def check_extents(book: xlrd.book.Book, size: int, name: str) -> None:
    """Read sheet by sheet, and no further than all of them may reach: xlrd keeps a list for each row up to the last."""
    cells = 0
    for at in range(book.nsheets):
        page = book.sheet_by_index(at)
        cells += page.nrows * max(page.ncols, ROW_CELLS)
        if cells > limit_cells(size):
            raise refuse_cells(name)


def _read_old_sheet(book: xlrd.book.Book, page: xlrd.sheet.Sheet, name: str, size: int) -> Sheet:
    rows: list[list[Value]] = []
    for row in range(page.nrows):
        rows.append([_read_old_cell(book, page, row, column, name) for column in range(page.row_len(row))])
    rows = square(rows)
    blocks = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in page.merged_cells]
    rows, filled = fill_blocks(rows, blocks, name, size)
    hidden = frozenset(row for row, info in page.rowinfo_map.items() if info.hidden)
    return Sheet(name, page.name, rows, page.visibility != 0, hidden, frozenset(), blocks, filled)


def _read_old_cell(book: xlrd.book.Book, page: xlrd.sheet.Sheet, row: int, column: int, name: str) -> Value:
    import xlrd

    cell = page.cell(row, column)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        shown = xlrd.error_text_from_code.get(cell.value, "an error")
        raise DataProblemsError(
            [
                Sheet(name, page.name, []).problem(
                    row, column, tell("the cell shows the error {shown}", shown=shown), "Mend the formula"
                )
            ]
        )
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_DATE:
        moment = xlrd.xldate_as_datetime(cell.value, book.datemode)
        return moment.date().isoformat() if moment.time() == datetime.time() else moment.isoformat()
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        shown = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
        percent = "%" in re.sub(r'"[^"]*"|\\.', "", shown)
        return float(f"{cell.value * 100:.13g}") if percent else float(cell.value)
    return cell.value if cell.ctype == xlrd.XL_CELL_TEXT else ""
