"""A walk over the products of a pack by none of the program's code: which figures stand in no cell of a page."""

import csv
import json
import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import openpyxl
from docx import Document
from docx.oxml.ns import qn
from pptx import Presentation

MIME = "application/vnd.parlib.exhibit+json"
FIGURE = re.compile(r"\d+(?:\.\d{3})*,\d+")
"""A number with decimals as a Vietnamese reader writes it: a figure, not a year, a code or a number of a row."""

SENTENCE = re.compile(r"(?<=[.;:])\s|\n")


def read_tables(pages):
    """Return what each page below a folder is about, with each exhibit that it shows."""
    tables = []
    for path in sorted(Path(pages).rglob("*.ipynb")):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            for output in cell.get("outputs", ()):
                if MIME in output.get("data", {}):
                    tables.append((notebook["metadata"]["parlib"], output["data"][MIME]))
    return tables


def write_forms(value):
    """Return every way in which a number may be written with one or two decimals, as it is or in a hundred."""
    found = set()
    for scaled in (Decimal(repr(float(value))), 100 * Decimal(repr(float(value)))):
        for places in (1, 2):
            # A sum such as 0.1 + 0.2 is that of its first twelve digits.
            rounded = abs(scaled.quantize(Decimal("1e-9")).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
            found.add(f"{rounded:,.{places}f}".translate(str.maketrans(",.", ".,")))
    return found


def list_forms(row):
    """Return every figure that the cells of a row may be written as."""
    found = set()
    for value in row:
        if isinstance(value, str):
            found |= set(FIGURE.findall(value))
        elif isinstance(value, int | float) and value == value:
            found |= write_forms(value)
    return found


class Known:
    """What the pages of a pack say: figures of each row, numbers of each row, figures in words."""

    def __init__(self, pages):
        tables = read_tables(pages)
        self.rows = [list_forms(row) for _, exhibit in tables for row in exhibit["rows"]]
        self.numbers = [
            [float(value) for value in row if isinstance(value, int | float) and not isinstance(value, bool)]
            for _, exhibit in tables
            for row in exhibit["rows"]
        ]
        self.cells = {}
        for about, exhibit in tables:
            page = [about["index"], str(about["year"]), about["page"], about.get("component") or "", exhibit["name"]]
            for number, row in enumerate(exhibit["rows"], start=1):
                for column, value in zip(exhibit["columns"], row, strict=True):
                    self.cells.setdefault((*page, str(number), column["name"]), set()).add(str(value))
        self.exhibits = [self._gather(exhibit) for _, exhibit in tables]
        self.values = {round(value, 6) for row in self.numbers for value in row}

    def _gather(self, exhibit):
        """Return every figure that an exhibit may say: of its rows, beside them, and in its own words."""
        words = [exhibit["finding"], exhibit["note"]]
        return set().union(*map(list_forms, exhibit["rows"]), list_forms([*exhibit["options"].values(), *words]))

    def find_unbound(self, text):
        """Return the sentences of a text of which the figures do not all stand in one exhibit."""
        return [said for said in SENTENCE.split(text) if not self._says(set(FIGURE.findall(said)))]

    def _says(self, wanted):
        return not wanted or any(wanted <= exhibit for exhibit in self.exhibits)

    def holds_row(self, texts):
        """Tell whether the figures of a row all stand in one row of a page."""
        wanted = {figure for text in texts for figure in FIGURE.findall(text)}
        return not wanted or any(wanted <= row for row in self.rows)

    def holds_numbers(self, values):
        """Tell whether the numbers of a row all stand in one row of a page."""
        wanted = [round(float(value), 6) for value in values]
        return any(set(wanted) <= {round(value, 6) for value in row} for row in self.numbers)


def walk_docx(path, known):
    """Yield the figures of a Word file that stand in no cell, and the rows that stand in no row."""
    body = Document(path).element.body
    for paragraph in body.iter(qn("w:p")):
        text = "".join(paragraph.itertext(qn("w:t")))
        yield from known.find_unbound(text)
    for row in body.iter(qn("w:tr")):
        texts = ["".join(cell.itertext(qn("w:t"))) for cell in row.iter(qn("w:tc"))]
        if not known.holds_row(texts):
            yield f"row {texts}"


def list_shapes(shapes):
    for shape in shapes:
        if shape.shape_type == 6:
            yield from list_shapes(shape.shapes)
        else:
            yield shape


def walk_pptx(path, known):
    """Yield the same of a deck: texts, notes, tables and the values behind charts."""
    for slide in Presentation(path).slides:
        texts = [slide.notes_slide.notes_text_frame.text] if slide.has_notes_slide else []
        for shape in list_shapes(slide.shapes):
            if shape.has_text_frame:
                texts.append(shape.text_frame.text)
            if shape.has_table:
                for row in shape.table.rows:
                    cells = [cell.text_frame.text for cell in row.cells]
                    if not known.holds_row(cells):
                        yield f"row {cells}"
            if shape.has_chart:
                values = [value for plot in shape.chart.plots for one in plot.series for value in one.values]
                yield from (f"chart {v}" for v in values if v is not None and round(v, 6) not in known.values)
        for text in texts:
            yield from known.find_unbound(text)


def walk_xlsx(path, known):
    """Yield the rows of a workbook of which the numbers do not stand in one row, and figures in words in no cell."""
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows(values_only=True):
            numbers = [value for value in row if isinstance(value, int | float) and not isinstance(value, bool)]
            if numbers and not known.holds_numbers(numbers):
                yield f"{sheet.title}: {row}"
            for text in (value for value in row if isinstance(value, str)):
                yield from known.find_unbound(text)


def walk_csv(path, known):
    """Yield the lines of the data file that are no cell of the page, exhibit, row and column that they name."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        for line in csv.DictReader(file):
            at = tuple(line[name] for name in ("index", "year", "page", "component", "exhibit", "row", "column"))
            if line["value"].removeprefix("'") not in known.cells.get(at, ()):
                yield f"{at}: {line['value']}"


WALKS = {".csv": walk_csv, ".docx": walk_docx, ".pptx": walk_pptx, ".xlsx": walk_xlsx}


WHOLE = re.compile(r"\d+")
"""Any number: of what is left of a paragraph without the sentences that are known, none may be."""

WORD = re.compile(r"[^\W\d_]+")
FEWEST_WORDS = 3

FIXED = re.compile(r"^(?:Bảng|Hình) \d+\. |năm 20…+")
"""Numbers of captions, and the date that is left to be filled in."""


class Said:
    """Sentences of which every number is a cell: those of pages, drafts and slides, as they were written."""

    def __init__(self, texts, names):
        lines = {line.strip(" -.;:") for text in texts for line in str(text).split("\n")}
        parts = {part.strip(" -.;:") for line in lines for part in SENTENCE.split(line)}
        # A cell alone, such as a score, is no sentence: it would stand for any number of that size.
        known = {text for text in lines | parts if WHOLE.search(text) and len(WORD.findall(text)) >= FEWEST_WORDS}
        known |= {text[:1].lower() + text[1:] for text in known}  # a sentence that goes on after a colon
        known |= set(names)
        self.whole = lines
        self.known = sorted(known, key=len, reverse=True)

    def find_unsaid(self, text):
        """Return what is left of a paragraph without known sentences, where a number is in it; blank where none is."""
        if text.strip(" -.;:") in self.whole:
            return ""
        left = FIXED.sub("", text)
        for known in self.known:
            if known in left:
                left = re.sub(rf"(?<!\d){re.escape(known)}(?!\d|[.,]\d)", " ", left)
        return left.strip() if WHOLE.search(left) else ""


NUMBER = re.compile(r"\d+(?:\.\d{3})*(?:,\d+)?")


def read_number(text):
    """Return the one number of a text as it is written in Vietnamese, and its decimals."""
    (found,) = NUMBER.findall(text)
    return Decimal(found.replace(".", "").replace(",", ".")), len(found.partition(",")[2])


def is_written_as(said, shown):
    """Tell whether a number in a sentence is that of its cell, with as many decimals or fewer; not a part of it."""
    number, places = read_number(said)
    return number == read_number(shown)[0].quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def alter(text):
    """Yield a text with one of its whole numbers made another, for each of them; years and codes are left."""
    for found in re.finditer(r"(?<![\d.,–−/-])\d{1,3}(?![\d.,–-]|/)", text):
        yield f"{text[: found.start()]}{int(found.group()) + 1}{text[found.end() :]}"


def list_paragraphs(path):
    """Return the paragraphs of a Word file outside of tables, or the texts of a deck's slides outside of tables."""
    if path.suffix == ".docx":
        body = Document(path).element.body
        return ["".join(one.itertext(qn("w:t"))) for one in body.iter(qn("w:p")) if one.getparent().tag != qn("w:tc")]
    shapes = [shape for slide in Presentation(path).slides for shape in list_shapes(slide.shapes)]
    told = [shape for shape in shapes if shape.has_text_frame and shape.name != "rows left out"]
    return [one.text for shape in told for one in shape.text_frame.paragraphs]
