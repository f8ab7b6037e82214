"""All products of a home, made as people make them, and read as their readers do: every text with the file it is in."""

import csv
import html
import re
import subprocess
import sys

import docx
import openpyxl
from made_partial import HOME
from pptx import Presentation

LACKING = re.compile(r"SỐ LIỆU CÒN THIẾU|FIGURES THAT ARE LACKING|Chưa trả lời được|Not answered yet")
"""Heads of the lists that say what is lacking, and so name what nobody says."""

CONTENTS_LACKING = re.compile(r"<h2>(?:Số liệu còn thiếu|What is missing)")
"""Head of the same list on the page of contents, its last part."""


def make_products(folder, home, index, year, language):
    """Make pages, decks, papers, drafts, workbooks, data, slides and site of Quảng Ninh; return their folder."""
    said = ["--home", home, "--jobs", "1"]
    about = ["--province", HOME, "--year", year, "--index", index, "--language", language]
    for asked in (
        ["conference", *about, "--annex", "--output", folder, *said],
        ["report", *about, "--output", folder / "pages", *said],
        ["site", "--slides", "--output", folder / "pages", *said],
    ):
        command = [sys.executable, "-m", "parlib.cli", "--language", language, *map(str, asked)]
        found = subprocess.run(command, capture_output=True, text=True)
        assert found.returncode == 0, (asked, found.stdout, found.stderr)
    return folder


def read_products(folder):
    """Yield the path of every file below *folder* that people read, and its lines."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in READERS and "assets" not in path.parts:
            yield path.relative_to(folder).as_posix(), [" ".join(line.split()) for line in READERS[path.suffix](path)]


def _read_xml(element):
    return "".join(node.text for node in element.iter() if node.tag.endswith("}t") and node.text)


def read_docx(path):
    """Yield paragraphs and rows of a Word file up to its list of what is lacking."""
    for element in docx.Document(path).element.body.iter():
        if element.tag.endswith("}p"):
            line = _read_xml(element)
            if LACKING.search(line):
                return
            yield line


def read_pptx(path):
    """Yield the texts of a deck: shapes, tables, names of series and categories, notes."""
    for slide in Presentation(path).slides:
        for element in slide._element.iter():
            if element.tag.endswith("}p"):
                yield _read_xml(element)
        for shape in slide.shapes:
            if shape.has_chart:
                yield from (str(name) for plot in shape.chart.plots for name in plot.categories)
                yield from (str(series.name) for plot in shape.chart.plots for series in plot.series)
        if slide.has_notes_slide:
            yield slide.notes_slide.notes_text_frame.text


def read_xlsx(path):
    """Yield the rows of a workbook, each sheet up to its list of what is lacking."""
    for sheet in openpyxl.load_workbook(path, read_only=True):
        for row in sheet.iter_rows(values_only=True):
            line = " | ".join(str(value) for value in row if value is not None)
            if LACKING.match(line):
                break
            yield line


def read_csv(path):
    """Yield the lines of the data file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from (" | ".join(line) for line in csv.reader(file))


def read_html(path):
    """Yield what a reader sees of a page, without code, navigation and its list of what is lacking."""
    text = CONTENTS_LACKING.split(path.read_text(encoding="utf-8"))[0]
    hidden = r'<section class="?unanswered"?>.*?</section>|<(pre|nav|style|script)\b.*?</\1>'
    text = re.sub(hidden, "", text, flags=re.DOTALL)
    text = re.sub(r"</(?:p|li|tr|h\d|div|figcaption|summary|text|title)>", "\n", text)
    yield from html.unescape(re.sub(r"<[^>]+>", " ", text)).splitlines()


READERS = {".docx": read_docx, ".pptx": read_pptx, ".xlsx": read_xlsx, ".csv": read_csv, ".html": read_html}
