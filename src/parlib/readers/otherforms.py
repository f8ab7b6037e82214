"""Tables that are no .xlsx as sheets: .xls, .ods, CSV, tables of Word and of PDF documents that hold text."""

from __future__ import annotations

import math
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.table import Table

from parlib.files.bounds import count_tags, is_bomb, limit_cells, limit_tags
from parlib.problems import DataProblemsError, Problem
from parlib.readers.coverage import is_number
from parlib.readers.csvfile import read_rows
from parlib.readers.labels import SUMMARY, fold_words
from parlib.readers.old_workbook import read_xls
from parlib.readers.package import DAMAGES, name_error, refuse
from parlib.readers.pdfbounds import is_endless, is_swollen, limit_drawing
from parlib.readers.sheet_rows import fill_blocks, refuse_cells, square
from parlib.readers.wordtables import MOST_TITLES, read_tables
from parlib.readers.workbook import Sheet, Value
from parlib.readers.xmlparts import BadXmlError, parse_part
from parlib.speech import tell

MOST_PAGES = 200
"""Pages of a PDF document that are still read."""

MOST_WORD_CELLS = 20_000
"""Cells and paragraphs of a document; larger files may have more."""

MOST_COLUMNS = 2_000
"""Columns over which one cell of a document may reach."""

MOST_EDGES = 6_000
"""Lines of a page of a PDF document among which tables are looked for; they are held against each other in pairs."""

EDGED_BYTES = 50_000
"""Bytes of a document for each of which, beside the first page, one more may have that many lines."""

_WORD_CELL = re.compile(rb"<(?:\w+:)?tc[\s/>]")
_WORD_PARAGRAPH = re.compile(rb"<(?:\w+:)?p[\s/>]")
_WORD_SPAN = re.compile(rb"gridSpan[^>]{0,80}val\s*=\s*[\"'](\d{1,12})")


def read_other(path: Path, name: str) -> list[Sheet]:
    """Return the tables of a file that is no .xlsx, by its ending.

    Raises
    ------
    DataProblemsError
        If it cannot be read, or holds no table: a scanned PDF says so.
    """
    readers = {".xls": read_xls, ".ods": _read_ods, ".csv": _read_csv, ".docx": _read_docx, ".pdf": _read_pdf}
    sheets = readers[path.suffix.casefold()](path, name)
    if not sheets:
        raise refuse(name, "the file holds no table", "Is it the right file?")
    return sheets


def _read_csv(path: Path, name: str) -> list[Sheet]:
    rows: list[list[Value]] = [list(row) for row in read_rows(path, name, ragged=True)]
    if len(rows) * max(map(len, rows)) > limit_cells(path.stat().st_size):
        raise refuse_cells(name)
    return [Sheet(name, path.stem, square(rows))]


def _read_ods(path: Path, name: str) -> list[Sheet]:
    """Return the sheets of an OpenDocument spreadsheet from its XML."""
    try:
        with zipfile.ZipFile(path) as package:
            info = package.getinfo("content.xml")
            if is_bomb([info]):
                raise refuse(
                    name,
                    tell(
                        "the file unpacks to {size:,.0f} MB, far more than tables do",
                        size=info.file_size / 1e6,
                    ),
                )
            reader, content = _OdsReader(name, path.stat().st_size), package.read(info)
            if count_tags({info.filename: content}) > limit_tags(reader.bytes):
                raise refuse_cells(name)
            parse_part(content, reader.start, reader.text, reader.end)
    except DataProblemsError:
        raise
    except DAMAGES as error:
        raise refuse(name, tell("the file is damaged: {error}", error=error)) from None
    return [sheet for sheet in reader.sheets if sheet.rows]


class _OdsReader:
    """Rows that are gathered while the XML goes by; repeated cells and rows are written out within the bound."""

    def __init__(self, name: str, size: int) -> None:
        self.name, self.bytes = name, size
        self.sheets: list[Sheet] = []
        self.rows: list[list[Value]] = []
        self.row: list[Value] = []
        self.cell: dict[str, str] | None = None
        self.words: list[str] = []
        self.blank_rows = self.repeat = 0
        self.blocks: list[tuple[int, int, int, int]] = []
        self.size = self.begun = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin a table, a row, a cell or a paragraph of it."""
        about = {key.rpartition(" ")[2]: value for key, value in attributes.items() if "calcext" not in key}
        if name == "table":
            self.title, self.rows, self.blocks, self.blank_rows = about.get("name", ""), [], [], 0
            self.begun = self.size
        elif name == "table-row":
            self.row, self.blank_cells, self.repeat = [], 0, int(about.get("number-rows-repeated", 1))
        elif name in ("table-cell", "covered-table-cell"):
            self.cell, self.words = about, []
        elif name == "p" and self.words:
            self.words.append(" ")

    def text(self, text: str) -> None:
        """Add letters to the cell that is open."""
        if self.cell is not None:
            self.words.append(text)

    def end(self, name: str) -> None:
        """End a cell, a row or a table."""
        if name in ("table-cell", "covered-table-cell") and self.cell is not None:
            self._end_cell()
        elif name == "table-row":
            self._end_row()
        elif name == "table":
            self.size = self.begun
            self._lay_out(len(self.rows) * max(map(len, self.rows), default=0))
            rows, filled = fill_blocks(square(self.rows), self.blocks, self.name, self.bytes)
            self.sheets.append(Sheet(self.name, self.title, rows, merged=self.blocks, filled=filled))

    def _end_cell(self) -> None:
        about, self.cell = self.cell or {}, None
        value, times = self._read_cell(about), int(about.get("number-columns-repeated", 1))
        if value == "":
            self.blank_cells += times
            return
        self._make_room(len(self.row) + self.blank_cells + times)
        self.row += [""] * self.blank_cells
        self.blank_cells = 0
        across, down = (int(about.get(f"number-{way}-spanned", 1)) for way in ("columns", "rows"))
        if across > 1 or down > 1:
            row, column = len(self.rows) + self.blank_rows, len(self.row)
            self.blocks.append((row, column, row + down - 1, column + across - 1))
        self.row += [value] * times

    def _read_cell(self, about: dict[str, str]) -> Value:
        kind, shown = about.get("value-type", ""), "".join(self.words).strip()
        if kind in ("float", "currency", "percentage"):
            number = float(about["value"])
            if not math.isfinite(number):
                raise BadXmlError(tell("a cell holds {value!r}, which is no number", value=about["value"]))
            return float(f"{number * 100:.13g}") if kind == "percentage" else number
        if kind == "date":
            return about.get("date-value", shown)
        return shown

    def _end_row(self) -> None:
        if not self.row:
            self.blank_rows += self.repeat
            return
        self._lay_out((self.blank_rows + self.repeat) * len(self.row))
        self.rows += [[] for _ in range(self.blank_rows)]
        self.blank_rows = 0
        self.rows += [list(self.row) for _ in range(self.repeat)]

    def _lay_out(self, cells: int) -> None:
        self._make_room(cells)
        self.size += cells

    def _make_room(self, cells: int) -> None:
        if self.size + cells > limit_cells(self.bytes):
            raise refuse_cells(self.name)


def _read_docx(path: Path, name: str) -> list[Sheet]:
    """Return the tables of a Word document, each below the paragraphs that stand above it."""
    try:
        from docx import Document
    except ImportError:
        raise refuse(name, "Word documents are read by python-docx, which is not installed", "") from None
    _refuse_large_document(path, name)
    try:
        return read_tables(Document(str(path)), name, path.stat().st_size)
    except DataProblemsError:
        raise
    except Exception as error:  # of whichever kind: the file is damaged, and nothing was done with it
        message = tell("the document cannot be read: {error}", error=name_error(error))
        raise refuse(name, message, "Save it as 'Word Document (*.docx)'") from None


def _refuse_large_document(path: Path, name: str) -> None:
    """Refuse a document of far more cells than tables have: each costs the reader a tenth of a millisecond."""
    try:
        with zipfile.ZipFile(path) as package:
            info = package.getinfo("word/document.xml")
            entries = package.infolist()
            if is_bomb(entries):
                message = "the file unpacks to {size:,.0f} MB, far more than tables do"
                size = sum(entry.file_size for entry in entries) / 1e6
                raise refuse(name, tell(message, size=size), "Leave only the tables with the figures in it")
            text = package.read(info)
            parts = {entry.filename: package.read(entry) for entry in entries}
            if count_tags(parts) > limit_tags(path.stat().st_size):
                raise refuse(name, "the document has too many cells", "Leave only the tables with the figures in it")
    except DataProblemsError:
        raise
    except DAMAGES:
        return  # the reader of documents says what is wrong with it
    cells = sum(1 for kind in (_WORD_CELL, _WORD_PARAGRAPH) for _ in kind.finditer(text)) // 2
    widest = max((int(match[1]) for match in _WORD_SPAN.finditer(text)), default=1)
    if cells > MOST_WORD_CELLS + info.compress_size // 20 or widest > MOST_COLUMNS:
        raise refuse(name, "the document has too many cells", "Leave only the tables with the figures in it")


def _read_pdf(path: Path, name: str) -> list[Sheet]:
    """Return the tables of a PDF document that holds text; one that goes over several pages is one."""
    import pdfplumber

    content = path.read_bytes()
    if is_swollen(content):
        raise _refuse_swollen(name)
    try:
        with pdfplumber.open(path) as document:
            if is_endless(document.doc, len(content)):
                raise _refuse_swollen(name)
            letters, rows = _read_pages(document.pages, len(content), name)
    except DataProblemsError:
        raise
    except Exception as error:  # of whichever kind: the file is damaged, and nothing was done with it
        raise refuse(name, tell("the document cannot be read: {error}", error=name_error(error)), "") from None
    if not letters:
        hint = "Ask for the file itself, or type the table into the form of parlib template scoreboard"
        raise DataProblemsError(
            [Problem(name, "the document is scanned: it holds pictures of pages, no text", hint=hint)]
        )
    if not rows:
        hint = "Ask for the file itself, or type the table into the form of parlib template scoreboard"
        raise refuse(name, "the document holds no table with lines around its cells", hint)
    return [Sheet(name, "PDF", square(rows))]


def _refuse_swollen(name: str) -> DataProblemsError:
    return refuse(name, "the pages hold far more than tables do", "Save the table as .xlsx or .csv")


def _read_pages(pages: Sequence[Page], size: int, name: str) -> tuple[int, list[list[Value]]]:
    """Return how many letters the pages of a file of *size* bytes hold, and the rows of their tables."""
    if len(pages) > MOST_PAGES:
        message = tell("the document has {n} pages, more than {most_pages}", n=len(pages), most_pages=MOST_PAGES)
        raise refuse(name, message, "")
    letters = drawn = pairs = 0
    rows: list[list[Value]] = []
    for page in pages:
        drawn += _weigh_drawing(page, name)
        if drawn > limit_drawing(size):
            raise _refuse_swollen(name)
        if len(page.edges) > MOST_EDGES:
            raise refuse(name, "a page has too many lines", "Save the table as .xlsx or .csv")
        pairs += len(page.edges) ** 2
        if pairs > MOST_EDGES**2 * (1 + size / EDGED_BYTES):
            raise _refuse_swollen(name)
        letters += len(page.chars)
        page = _drop_marks(page)
        tables = page.find_tables()  # the lines of a page are held against each other once
        found: list[list[Value]] = [
            [" ".join((cell or "").split()) for cell in row] for table in tables for row in table.extract()
        ]
        rows = _go_on(rows, found) if rows else [*_list_titles(page, tables), *found]
        page.close()
    return letters, rows


def _go_on(rows: list[list[Value]], found: list[list[Value]]) -> list[list[Value]]:
    """Return rows with those of the next page; a row that the end of a page cut in two is one again.

    Its rest has no number of order and no figure, and words only where the row has some; heads may stand above it.

    Examples
    --------
    >>> _go_on([["TT", "Cơ quan"], ["1", "Sở"]], [["TT", "Cơ quan"], ["", "Nội vụ"], ["2", "Sở Y tế"]])
    [['TT', 'Cơ quan'], ['1', 'Sở Nội vụ'], ['TT', 'Cơ quan'], ['2', 'Sở Y tế']]
    """
    heads = sum(row in rows for row in found[:MOST_TITLES])
    rest, last = found[heads] if heads < len(found) else [], rows[-1]
    if len(rest) != len(last) or rest[:1] != [""] or not any(rest) or any(is_number(text) for text in rest if text):
        return [*rows, *found]
    cut = all(own or not text for text, own in zip(rest, last, strict=True))
    if not cut or any(SUMMARY.match(fold_words(str(text))) for text in rest):
        return [*rows, *found]
    whole: list[Value] = [f"{own} {text}".strip() for own, text in zip(last, rest, strict=True)]
    return [*rows[:-1], whole, *found[:heads], *found[heads + 1 :]]


def _drop_marks(page: Page) -> Page:
    """Return a page without the small raised digits that lead to footnotes: ``1,75¹`` is no 1.751."""
    marks, before = set(), None
    for letter in page.chars:
        if before is not None and _is_raised(letter, before):
            marks.add(id(letter))
        elif letter["text"].strip():
            before = letter
    return page.filter(lambda item: id(item) not in marks) if marks else page


def _is_raised(letter: dict[str, Any], before: dict[str, Any]) -> bool:
    """Tell whether a letter is much smaller than the one before it, close to it, and stands above its line."""
    size = before["size"]
    return (
        letter["size"] < 0.8 * size
        and before["x0"] < letter["x0"] < before["x1"] + size
        and before["top"] - size < letter["top"] < before["bottom"]
        and letter["bottom"] < before["bottom"] - 0.1 * size
    )


def _weigh_drawing(page: Page, name: str) -> int:
    """Return the bytes of the drawing of a page; one that is packed twice over is a bomb and is not unpacked."""
    from pdfminer.pdftypes import PDFStream, resolve1

    streams = [one for one in map(resolve1, page.page_obj.contents) if isinstance(one, PDFStream)]
    if any(len(stream.get_filters()) > 2 for stream in streams) or any(
        sum("Fl" in str(kind) for kind, _ in stream.get_filters()) > 1 for stream in streams
    ):
        raise _refuse_swollen(name)
    return sum(len(stream.get_data()) for stream in streams)


def _list_titles(page: Page, tables: Sequence[Table]) -> list[list[Value]]:
    """Return the lines above the first table of a page."""
    if not tables:
        return []
    top = page.crop((page.bbox[0], page.bbox[1], page.bbox[2], max(tables[0].bbox[1], page.bbox[1] + 1)), strict=False)
    return [[line.strip()] for line in (top.extract_text() or "").split("\n")[-MOST_TITLES:] if line.strip()]
