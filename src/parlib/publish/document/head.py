"""Head and foot of an official document: agency, motto, number, place and date, title; recipients, signature."""

from __future__ import annotations

from collections.abc import Sequence

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from parlib.publish.document.paper import Paper, add_fields
from parlib.wording.letters import write_out

HEAD = (68.0, 97.0)
"""Widths in millimetres of the agency's and the motto's column."""

CAPITAL = 2.6
"""Mean width in millimetres of a bold capital of 13 points."""

SMALL = 2.0
"""Mean width in millimetres of a bold small letter of 13 points."""


def write_head(paper: Paper, agency: Sequence[str], kind: str, place: str, about: str) -> None:
    """Write agency and motto with their rules, number, place and date, and the title of the document.

    Parameters
    ----------
    agency : sequence of str
        Lines of the agency's name; the last is the agency itself where the first is the one above it.
    kind : str
        ``report`` or ``plan``.
    place : str
        Where it is signed.
    about : str
        What it is about (trích yếu).
    """
    words = paper.words
    table = _add_grid(paper, HEAD, 2)
    left, right = table.rows[0].cells
    bold = (False, True) if kind == "report" else (True, True)
    for line, strong in zip(agency, bold, strict=True):
        _write_line(left, line, 12 if not strong else 13, strong)
    _write_rule(left, HEAD[0], CAPITAL * len(agency[-1]) * 0.4)
    _write_line(right, words["nation"], 12, True)
    _write_line(right, words["motto"], 13, True)
    _write_rule(right, HEAD[1], SMALL * len(words["motto"]) * 1.02)
    number, date = table.rows[1].cells
    _write_line(number, words[f"number_{kind}"], 13, name=words["fill_in"])
    _write_line(date, f"{write_out(place)}, {words['date']}", 13, italic=True, name=words["fill_in"])
    for text, before in ((words[kind], 14), (about, 0)):
        paragraph = paper.document.add_paragraph(style="Centred")
        paragraph.paragraph_format.space_before = Pt(before)
        paragraph.add_run(text).bold = True
    _rule(paper.document.add_paragraph(style="Centred"), 165.0, 55.0)


def write_foot(paper: Paper, kind: str, place: str) -> None:
    """Write recipients on the left and the signature's block on the right, on one page with the last words above."""
    words = paper.words
    for paragraph in (*paper.document.paragraphs[-1:], paper.document.add_paragraph(style="Centred")):
        paragraph.paragraph_format.keep_with_next = True
    table = _add_grid(paper, (82.5, 82.5), 1)
    left, right = table.rows[0].cells
    _write_line(left, words["recipients"], 12, True, italic=True, side=WD_ALIGN_PARAGRAPH.LEFT)
    named = [words[f"recipient_{kind}"].format(seat=place), "……", words["recipient_file"]]
    for number, recipient in enumerate(named):
        end = "." if number == len(named) - 1 else ";"
        _write_line(left, f"- {recipient}{end}", 11, side=WD_ALIGN_PARAGRAPH.LEFT, name=words["fill_in"])
    for line in words[f"signs_{kind}"].split("\n"):
        _write_line(right, line, 13, True)
    for line in words["signature"].split("\n"):
        _write_line(right, line, 13, italic=line.startswith("("), name=words["fill_in"])
    for cell in (left, right):
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def _add_grid(paper: Paper, widths: Sequence[float], rows: int) -> Table:
    """Return a table without lines that only sets two blocks side by side."""
    table = paper.document.add_table(rows, len(widths))
    table.autofit = False
    room = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        room.append(margin)
    table._tbl.tblPr.insert_element_before(room, "w:tblLook")
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return table


def _write_line(
    cell: _Cell,
    text: str,
    size: float,
    bold: bool = False,
    italic: bool = False,
    side: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.CENTER,
    name: str = "",
) -> None:
    empty = len(cell.paragraphs) == 1 and not cell.paragraphs[0]._p.xpath(".//w:t")
    paragraph = cell.paragraphs[0] if empty else cell.add_paragraph()
    paragraph.alignment = side
    add_fields(paragraph, text, name)
    for written in paragraph._p.xpath(".//w:r"):
        run = Run(written, paragraph)
        run.bold, run.italic, run.font.size = bold, italic, Pt(size)


def _write_rule(cell: _Cell, room: float, length: float) -> None:
    _rule(cell.add_paragraph(), room, length)


def _rule(paragraph: Paragraph, room: float, length: float) -> None:
    """Draw a line of *length* in the middle of *room*, both in millimetres: the lower edge of a thin paragraph."""
    paper = paragraph.paragraph_format
    paper.left_indent = paper.right_indent = Mm((room - min(length, room)) / 2)
    paper.line_spacing_rule, paper.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(3)
    paper.space_after = Pt(6)
    edges, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    edges.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(edges, "w:shd", "w:spacing", "w:ind", "w:jc", "w:rPr")
