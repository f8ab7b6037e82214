"""One sheet an exhibit: what it says, its units, heads that stay in view, its table, its source."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from parlib.publish.workbook.formats import CellFormats, choose_format
from parlib.questions.catalogue import list_questions
from parlib.results.dossier import BLOCKS, Dossier
from parlib.results.executed import ExecutedPage, ShownExhibit
from parlib.terms import INDICES, SHEET_MARK
from parlib.wording.codes import say_code
from parlib.wording.columns import format_value
from parlib.wording.titles import LONGEST_NAME, SIMULATED

HEAD_ROW = 6
"""Row of the heads, from 0; the table begins below it."""

SPAN = 8
"""Columns that a sentence above the table runs across."""

WIDEST = 55
"""Letters in the widest column; longer texts are wrapped."""


@dataclass(frozen=True)
class Sheet:
    """An exhibit and the sheet that it goes to.

    Attributes
    ----------
    name : str
        Name of the sheet; blank where the exhibit has no table.
    page : ExecutedPage
        Notebook that shows it.
    exhibit : ShownExhibit
        The exhibit.
    """

    name: str
    page: ExecutedPage
    exhibit: ShownExhibit

    @property
    def first(self) -> int:
        """Row of the first figures, from 0."""
        return HEAD_ROW + 1

    def column(self, name: str) -> int | None:
        """Return the number of a column, from 0, or None where the table has none of that name."""
        names = [column["name"] for column in self.exhibit.columns]
        return names.index(name) if name in names else None


def plan_sheets(dossier: Dossier) -> list[Sheet]:
    """Return a sheet for every exhibit behind the report, each of another name."""
    used: set[str] = set()
    shown = [(page, exhibit) for page in (*dossier.pages, *dossier.others) for exhibit in page.exhibits]
    shown += [(page, exhibit) for page in dossier.units if (exhibit := page.find(BLOCKS)) is not None]
    return [
        Sheet(_name_sheet(page, exhibit, dossier.about["index"], used) if exhibit.rows else "", page, exhibit)
        for page, exhibit in shown
    ]


def _name_sheet(page: ExecutedPage, exhibit: ShownExhibit, index: str, used: set[str]) -> str:
    about = page.about
    mark = {"component": about.get("component"), "national": "VN"}.get(about["page"]) or ""
    if about["index"] != index and about["page"] != "onestop":
        mark = INDICES[about["index"]].short.removeprefix("Bộ chỉ số ")
    return make_unique(clean_name(f"{mark} {exhibit.title}"), used, exhibit.simulated)


def clean_name(name: str) -> str:
    """Return a name that a sheet may have.

    Examples
    --------
    >>> clean_name("4 Điểm/mất: 'A'"), len(clean_name("a" * 40))
    ('4 Điểm mất A', 31)
    """
    return re.sub(r"\s+", " ", re.sub(r"[\[\]:*?/\\']", " ", name)).strip()[:LONGEST_NAME].strip()


def cut_words(name: str, room: int) -> str:
    """Return as many whole words of a name as *room* has letters for.

    Examples
    --------
    >>> cut_words("Tự đánh giá, thẩm định", 21), cut_words("a" * 40, 5)
    ('Tự đánh giá, thẩm', 'aaaaa')
    """
    if len(name) <= room:
        return name.strip()
    return (name[: room + 1].rpartition(" ")[0] or name[:room]).strip(" ,;–-")


def make_unique(name: str, used: set[str], simulated: bool = False) -> str:
    """Return *name*, with a number behind it where another sheet has it, and keep it in *used* (case does not count).

    The name of a simulated sheet ends with the mark, whatever must be cut before it.

    Examples
    --------
    >>> used = set()
    >>> make_unique("Nguồn", used), make_unique("nguồn", used), make_unique("Điểm bị mất theo cơ quan", used, True)
    ('Nguồn', 'nguồn (2)', 'Điểm bị mất theo cơ SIMULATED')
    """
    mark = f" {SHEET_MARK}" if simulated else ""
    room = LONGEST_NAME - len(mark)
    known = {other.casefold() for other in used}
    name = cut_words(name, room)
    number, found = 1, name + mark
    while found.casefold() in known:
        number += 1
        found = f"{name[: room - 3 - len(str(number))].strip()} ({number}){mark}"
    used.add(found)
    return found


def write_sheet(target: Worksheet, sheet: Sheet, formats: CellFormats, back: tuple[str, str]) -> None:
    """Write an exhibit to its sheet; *back* is the name of the contents sheet and the words that lead there."""
    exhibit = sheet.exhibit
    widths = [_measure(column, at, exhibit) for at, column in enumerate(exhibit.columns)]
    for at, (column, width) in enumerate(zip(exhibit.columns, widths, strict=True)):
        target.set_column(at, at, width, None, {"hidden": column["kind"] == "helper"})
    target.write_url(0, 0, f"internal:'{back[0]}'!A1", formats.link, f"← {back[1]}")
    if exhibit.simulated:
        target.write_string(0, 2, SIMULATED, formats.warning)
    title = f"{exhibit.title} – {sheet.page.about['title']}"
    target.write_string(1, 0, title, formats.title)
    _write_sentences(target, exhibit, widths, formats)
    _write_table(target, sheet, formats)
    for number, row in enumerate(exhibit.rows, start=sheet.first):
        texts = [(value, width) for value, width in zip(row, widths, strict=True) if isinstance(value, str)]
        target.set_row(number, count_height(texts))
    heads = zip(exhibit.columns, widths, strict=True)
    lines = [math.ceil(1.15 * len(column["label"]) / width) for column, width in heads]
    target.set_row(HEAD_ROW, 15 * max(lines) + 3)
    _set_print(target, sheet)


def count_height(texts: Iterable[tuple[str, float]]) -> float:
    """Return the height in points of a row of texts, each wrapped in a width given in letters.

    Examples
    --------
    >>> count_height([("short", 10), ("a" * 25, 10)])
    45
    """
    return 15 * max((math.ceil(1.1 * len(text) / width) for text, width in texts if text), default=1)


def _write_sentences(target: Worksheet, exhibit: ShownExhibit, widths: list[float], formats: CellFormats) -> None:
    room = sum(widths[:SPAN]) + 8.4 * max(0, SPAN - len(widths))
    texts = ((2, exhibit.finding, formats.said), (3, exhibit.note, formats.small), (4, exhibit.source, formats.small))
    for row, text, cell_format in texts:
        target.merge_range(row, 0, row, SPAN - 1, "", cell_format)
        target.write_string(row, 0, text, cell_format)
        target.set_row(row, 15 * max(1, math.ceil(1.1 * len(text) / room)))


def _write_table(target: Worksheet, sheet: Sheet, formats: CellFormats) -> None:
    exhibit, role = sheet.exhibit, sheet.column("role")
    for at, column in enumerate(exhibit.columns):
        _write_value(target, HEAD_ROW - 1, at, say_unit(column, sheet), formats.unit)
        target.write_string(HEAD_ROW, at, column["label"], formats.head)
    for number, row in enumerate(exhibit.rows, start=sheet.first):
        decimals = exhibit.decimals_at(number - sheet.first)
        strong = role is not None and row[role] == "subject"
        for at, (value, column) in enumerate(zip(row, exhibit.columns, strict=True)):
            figure = column["kind"] not in ("text", "code", "year")
            value = say_code(value, exhibit.language) if column["kind"] == "code" and value else value
            _write_value(
                target,
                number,
                at,
                value,
                formats.cell(choose_format(column["kind"], exhibit.language, decimals), figure, strong),
            )
    names = [column["name"] for column in exhibit.columns]
    frozen = next((at + 1 for at, name in enumerate(names[:3]) if name in ("province", "component")), 0)
    target.freeze_panes(sheet.first, frozen)
    target.autofilter(HEAD_ROW, 0, HEAD_ROW + len(exhibit.rows), len(exhibit.columns) - 1)


def _write_value(target: Worksheet, row: int, place: int, value: object, cell_format: Format) -> None:
    """Write a value as what it is: missing is blank and not zero, a text is never a formula or a link."""
    if value is None or value == "":
        target.write_blank(row, place, None, cell_format)
    elif isinstance(value, bool):
        target.write_boolean(row, place, value, cell_format)
    elif isinstance(value, str):
        target.write_string(row, place, value, cell_format)
    else:
        target.write_number(row, place, value, cell_format)


def say_unit(column: Mapping[str, Any], sheet: Sheet) -> str:
    """Return the unit of a column: that of the exhibit, else of its index; blank where numbers have none."""
    exhibit, index = sheet.exhibit, INDICES[sheet.page.about["index"]]
    if column["kind"] == "share":
        return "%"
    question = list_questions().get(exhibit.name)
    if column["kind"] not in ("score", "change") or (question and question.stand.mixed_units):
        return ""
    return str(exhibit.options.get("unit") or (index.unit_vi if exhibit.language == "vi" else index.unit_en))


def _measure(column: Mapping[str, Any], place: int, exhibit: ShownExhibit) -> float:
    """Return the width of a column in letters: its longest text, and its head in two lines."""
    texts = (
        format_value(row[place], column["kind"], exhibit.language, exhibit.decimals_at(at))
        for at, row in enumerate(exhibit.rows)
    )
    longest = max((len(text) for text in texts), default=0)
    words = max(len(word) for word in column["label"].split())
    return max(7.0, min(WIDEST, max(longest, words, len(column["label"]) / 2) + 3))


def _set_print(target: Worksheet, sheet: Sheet) -> None:
    target.set_landscape()
    target.set_paper(9)
    target.fit_to_pages(1, 0)
    target.repeat_rows(HEAD_ROW)
    stamp = f"&C&B{SIMULATED}" if sheet.exhibit.simulated else ""
    target.set_header(f"&L&9 {sheet.page.about['title'].replace('&', '&&')}{stamp}")
    target.set_footer("&C&P / &N")


def list_tables(sheets: Iterable[Sheet]) -> Iterator[Sheet]:
    """Yield the sheets that hold a table."""
    return (sheet for sheet in sheets if sheet.name)
