"""A new workbook with the house's cell formats, in which text stays text whatever it begins with."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from parlib.files.archive import replace_file
from parlib.wording.titles import LONGEST_NAME, SIMULATED, mark_sheet

CREATED = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)
"""Date in every workbook, so that the same content is the same bytes."""

FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "mark": {"bold": True, "font_color": "#B00020", "font_size": 12},
    "head": {
        "bold": True,
        "text_wrap": True,
        "valign": "vcenter",
        "align": "center",
        "bg_color": "#D9DEE3",
        "border": 1,
    },
    "label": {"text_wrap": True, "valign": "top", "border": 1},
    "parent": {"text_wrap": True, "valign": "top", "border": 1, "bold": True, "bg_color": "#ECEFF1"},
    "points": {"num_format": "0.00##", "border": 1, "valign": "top"},
    "parent_points": {"num_format": "0.00##", "border": 1, "valign": "top", "bold": True, "bg_color": "#ECEFF1"},
    "open": {"num_format": "0.00##", "border": 1, "valign": "top", "locked": False, "bg_color": "#FFFBE6"},
    "open_text": {"text_wrap": True, "border": 1, "valign": "top", "locked": False, "bg_color": "#FFFBE6"},
    "shut": {"border": 1, "bg_color": "#ECEFF1"},
    "note": {"text_wrap": True, "valign": "top"},
    "plain": {},
    "key_head": {
        "bold": True,
        "text_wrap": True,
        "valign": "vcenter",
        "align": "center",
        "bg_color": "#BFC8D0",
        "border": 1,
    },
    "place": {"border": 1, "valign": "top"},
    "country": {"border": 1, "valign": "top", "bold": True, "bg_color": "#ECEFF1"},
    "share": {"num_format": "0.0#", "border": 1, "valign": "top", "locked": False, "bg_color": "#FFFBE6"},
    "people": {"num_format": "#,##0", "border": 1, "valign": "top", "locked": False, "bg_color": "#FFFBE6"},
    "answer": {"locked": False, "num_format": "0"},
    "answer_text": {"locked": False, "num_format": "@"},
    "weight": {"locked": False, "num_format": "0.0###"},
}
"""Cell formats by name; those that are open may be typed in while the sheet is protected."""


@dataclass(frozen=True)
class Book:
    """An open workbook and its formats."""

    book: xlsxwriter.Workbook
    formats: dict[str, Any]

    def add_sheet(self, name: str, simulated: bool = False) -> Worksheet:
        """Return a new sheet; a name that Excel would refuse is shortened and cleared of signs that it forbids.

        The name of a simulated sheet ends with the mark, however long it is, and its tab is red.
        """
        plain = "".join(letter for letter in name if letter not in "[]:*?/\\").strip("' ")
        sheet = self.book.add_worksheet(mark_sheet(plain) if simulated else plain[:LONGEST_NAME].strip("' "))
        if simulated:
            sheet.set_tab_color("#B00020")
        return sheet

    def write_titles(self, sheet: Worksheet, titles: Sequence[tuple[str, str]], simulated: bool) -> None:
        """Write the first rows of a sheet: texts with their formats, and below them the mark of simulated figures."""
        for row, (text, cell_format) in enumerate([*titles, (SIMULATED, "mark")] if simulated else titles):
            sheet.write_string(row, 0, text, self.formats[cell_format])

    def write_head(
        self,
        sheet: Worksheet,
        place: tuple[int, int],
        text: str,
        width: int,
        note: str = "",
        cell_format: str = "head",
        cells: str | None = None,
    ) -> None:
        """Write the head of a column with the note on it, and set the column's width and the format of its cells."""
        sheet.set_column(place[1], place[1], width, self.formats[cells] if cells else None)
        sheet.write_string(*place, text, self.formats[cell_format])
        if note:
            sheet.write_comment(*place, note)


@contextmanager
def open_book(path: Path) -> Iterator[Book]:
    """Write a workbook within a ``with`` block; it takes its place only when it is whole.

    Neither formulas nor links are made from text: ``=1+1`` and ``https://...`` stay what was written.
    """
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"created": CREATED})
        yield Book(book, {name: book.add_format(given) for name, given in FORMATS.items()})
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(content.getvalue(), path)


def write_guide(book: Book, title: str, lines: Sequence[str], about: dict[str, object], simulated: bool) -> None:
    """Write the first sheet of a form: what it is and how it is filled in.

    Parameters
    ----------
    lines : sequence of str
        What it says, a row each; words in braces are taken from *about*.
    """
    sheet = book.add_sheet("Hướng dẫn", simulated)
    sheet.set_column(0, 0, 110)
    book.write_titles(sheet, [(title, "title")], simulated)
    for row, line in enumerate(lines, start=2):
        text = line.format_map(about)
        sheet.write_string(row, 0, text, book.formats["note"])
        sheet.set_row(row, 15 * -(-len(text) // 100))
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.protect()
