"""One workbook of a province: contents, then one sheet an exhibit, saved as the same bytes each time."""

from __future__ import annotations

import base64
import io
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from parlib.files.archive import fix_archive
from parlib.language.words import speak_of
from parlib.pages.outputs import measure_picture
from parlib.publish.workbook.charts import WIDE, place_chart, read_picture
from parlib.publish.workbook.formats import CellFormats
from parlib.publish.workbook.sheets import HEAD_ROW, Sheet, count_height, list_tables, plan_sheets, write_sheet
from parlib.results.dossier import Dossier
from parlib.results.unanswered import list_lacking
from parlib.wording.books import book_words
from parlib.wording.needs import HEADS, HOW, UNANSWERED
from parlib.wording.phrases import say
from parlib.wording.titles import SIMULATED, mark_sheet

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""A text stays a text, whatever it looks like."""

DATE = datetime(1980, 1, 1)
"""Stands where a date is asked for; the file itself carries none."""


def build_workbook(dossier: Dossier) -> bytes:
    """Build the workbook with every table behind a province's report (xlsx).

    Figures are the exhibits' own, with the fifteen digits that Excel keeps; how many are seen is the cell's format.
    Nothing is computed; the same notebooks give the same bytes.
    """
    with speak_of(dossier.about["index"], dossier.about["province_name"]):
        return _build(dossier)


def _build(dossier: Dossier) -> bytes:
    made = io.BytesIO()
    book = Workbook(made, OPTIONS)
    words, formats, sheets = book_words(dossier.about["language"]), CellFormats(book), plan_sheets(dossier)
    title = f"{dossier.about['province_name']} – {dossier.edition}"
    book.set_properties({"title": title, "created": DATE, "author": "", "comments": ""})
    name = mark_sheet(words["contents"]) if dossier.simulated else words["contents"]
    contents = book.add_worksheet(name)
    for sheet in list_tables(sheets):
        target = book.add_worksheet(sheet.name)
        write_sheet(target, sheet, formats, (name, words["contents"]))
        _add_chart(book, target, sheet, dossier.about["province"])
        if sheet.exhibit.simulated:
            target.set_tab_color("#B00000")
    _write_contents(contents, dossier, sheets, formats, title)
    book.close()
    return fix_archive(made.getvalue())


def name_workbook(dossier: Dossier) -> str:
    """Return the name of a workbook's file: index, year, what it is."""
    about = dossier.about
    return f"{about['index']}-{about['year']}-{'so-lieu' if about['language'] == 'vi' else 'tables'}.xlsx"


def _add_chart(book: Workbook, target: Worksheet, sheet: Sheet, subject: str) -> None:
    """Put the native chart right of the table; where Excel has none, the picture."""
    said = {"description": sheet.exhibit.alt or sheet.exhibit.finding, "object_position": 2}
    column = len(sheet.exhibit.columns) + 1
    chart, picture = place_chart(book, sheet, subject), read_picture(sheet)
    if chart is not None:
        target.insert_chart(HEAD_ROW, column, chart, said)
    elif picture is not None:
        wide, _ = measure_picture(base64.b64encode(picture.getvalue()[:24]).decode()) or (WIDE, 0)
        scale = {"x_scale": WIDE / wide, "y_scale": WIDE / wide}
        name = f"{sheet.exhibit.name}.png"
        target.insert_image(HEAD_ROW, column, name, {"image_data": picture, **scale, **said})


def _write_contents(target: Worksheet, dossier: Dossier, sheets: list[Sheet], formats: CellFormats, title: str) -> None:
    words = book_words(dossier.about["language"])
    target.set_column(0, 0, 34)
    target.set_column(1, 1, 34)
    target.set_column(2, 2, 100)
    target.write_string(0, 0, title, formats.title)
    target.write_string(1, 0, words["said"], formats.small)
    if dossier.simulated:
        target.write_string(2, 0, SIMULATED, formats.warning)
    if not dossier.has_data:
        target.write_string(3, 0, words["no_data"], formats.warning)
    for at, head in enumerate(("sheet", "page", "finding")):
        target.write_string(5, at, words[head], formats.head)
    target.freeze_panes(6, 0)
    for row, sheet in enumerate(sheets, start=6):
        if sheet.name:
            target.write_url(row, 0, f"internal:'{sheet.name}'!A1", formats.link, sheet.name)
        else:
            target.write_string(row, 0, sheet.exhibit.title, formats.small)
        target.write_string(row, 1, sheet.page.about["title"], formats.said)
        target.write_string(row, 2, sheet.exhibit.finding, formats.said)
        target.set_row(row, count_height([(sheet.page.about["title"], 34), (sheet.exhibit.finding, 100)]))
    _write_lacking(target, dossier, formats, 7 + len(sheets))
    target.set_landscape()
    target.set_paper(9)
    target.fit_to_pages(1, 0)
    target.repeat_rows(5)
    if dossier.simulated:
        target.set_header(f"&C&B{SIMULATED}")


def _write_lacking(target: Worksheet, dossier: Dossier, formats: CellFormats, row: int) -> None:
    """Write below the contents which questions cannot be answered, and what is lacking."""
    lacking, language = list_lacking((*dossier.pages, *dossier.others)), dossier.about["language"]
    if not lacking:
        return
    target.write_string(row, 0, say(language, *UNANSWERED), formats.title)
    target.write_string(row + 1, 0, say(language, *HOW), formats.small)
    target.merge_range(row + 2, 0, row + 2, 1, say(language, *HEADS["needs"]), formats.head)
    target.write_string(row + 2, 2, say(language, *HEADS["questions"]), formats.head)
    for at, one in enumerate(lacking, start=row + 3):
        target.merge_range(at, 0, at, 1, one.needs, formats.said)
        target.write_string(at, 2, " · ".join(one.questions), formats.said)
        target.set_row(at, count_height([(one.needs, 68), (" · ".join(one.questions), 100)]))
