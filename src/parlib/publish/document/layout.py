"""Paper, margins, letters, numbering and page numbers as Nghị định 30/2020/NĐ-CP, annex I, asks for."""

from __future__ import annotations

from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Length, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from parlib.wording.titles import SIMULATED

FONT = "Times New Roman"
"""The font asked for: Times New Roman, Unicode, black."""

BODY = 13
"""Size of the text in points; 13 to 14 are allowed."""

A4 = (Mm(210), Mm(297))
"""Width and height of the paper."""

MARGINS = {"top_margin": Mm(20), "bottom_margin": Mm(20), "left_margin": Mm(30), "right_margin": Mm(15)}
"""Top and bottom 20-25 mm, left 30-35 mm, right 15-20 mm are allowed."""

NUMBERING = 90
"""Number of the list that numbers the parts: I. / 1. / a)."""

LEVELS = (("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"))
"""How parts are numbered, from the largest to the smallest."""

LANGUAGE_TAGS = {"vi": "vi-VN", "en": "en-GB"}


def open_paper(language: str) -> DocumentType:
    """Return an empty document of that paper, with the styles that the parts use."""
    document = Document()
    _set_font(document.styles["Normal"], BODY)
    _space(document.styles["Normal"])
    document.styles.element.find(f".//{qn('w:lang')}").set(qn("w:val"), LANGUAGE_TAGS[language])
    _number_headings(document)
    for level, (size, capitals) in enumerate(((13, True), (13, False), (13, False)), start=1):
        style = document.styles[f"Heading {level}"]
        _set_font(style, size, bold=True, italic=level == 3)
        style.font.all_caps = capitals
        _space(style, before=10, after=4, keep=True)
    _add_style(document, "Words", BODY, align=WD_ALIGN_PARAGRAPH.JUSTIFY, indent=Mm(10), after=6, spacing=1.1)
    _add_style(document, "Centred", BODY, align=WD_ALIGN_PARAGRAPH.CENTER)
    _add_style(document, "Source", 10.5, italic=True, after=8)
    _add_style(document, "Figure", BODY, align=WD_ALIGN_PARAGRAPH.CENTER, before=4, keep=True)
    _set_font(document.styles["Caption"], 12, bold=True)
    document.styles["Caption"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _space(document.styles["Caption"], before=6, after=4, keep=True)
    for size in (12, 11, 10, 9, 8):
        _add_style(document, f"Table {size}", size)
    set_page(document.sections[0])
    return document


def _set_font(style: Any, size: float, bold: bool = False, italic: bool = False) -> None:  # noqa: ANN401
    font = style.font
    font.name, font.size, font.bold, font.italic = FONT, Pt(size), bold, italic
    font.color.rgb = RGBColor(0, 0, 0)
    names = style.element.rPr.rFonts
    for name in list(names.attrib):
        del names.attrib[name]
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        names.set(qn(f"w:{name}"), FONT)


def _space(
    style: Any,  # noqa: ANN401  python-docx says BaseStyle of every style
    before: float = 0,
    after: float = 0,
    spacing: float = 1.0,
    keep: bool = False,
) -> None:
    paper = style.paragraph_format
    paper.space_before, paper.space_after, paper.line_spacing = Pt(before), Pt(after), spacing
    paper.keep_with_next = keep


def _add_style(
    document: DocumentType,
    name: str,
    size: float,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH | None = None,
    indent: Length | None = None,
    **space: Any,  # noqa: ANN401
) -> None:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    _set_font(style, size, italic=italic)
    style.paragraph_format.alignment, style.paragraph_format.first_line_indent = align, indent
    _space(style, **space)


def _number_headings(document: DocumentType) -> None:
    """Let Word number the parts, so that they stay in order when staff add or drop one."""
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:pStyle w:val="Heading{at + 1}"/>'
        f'<w:suff w:val="space"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="0" w:firstLine="567"/></w:pPr></w:lvl>'
        for at, (kind, text) in enumerate(LEVELS)
    )
    numbering = document.part.numbering_part.element
    outline = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{NUMBERING}"><w:multiLevelType w:val="multilevel"/>'
    numbering.insert(0, parse_xml(f"{outline}{levels}</w:abstractNum>"))
    used = f'<w:num {nsdecls("w")} w:numId="{NUMBERING}"><w:abstractNumId w:val="{NUMBERING}"/></w:num>'
    numbering.append(parse_xml(used))
    for place in range(len(LEVELS)):
        settings = document.styles[f"Heading {place + 1}"].element.get_or_add_pPr()
        numbered = settings.get_or_add_numPr()
        numbered.get_or_add_ilvl().val, numbered.get_or_add_numId().val = place, NUMBERING


def set_page(section: Section, wide: bool = False, restart: bool = False) -> None:
    """Give a section its paper and margins; *wide* turns the paper, *restart* numbers its pages from 1."""
    width, height = A4[::-1] if wide else A4
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height
    for name, size in MARGINS.items():
        setattr(section, name, size)
    section.header_distance = section.footer_distance = Mm(8)
    settings = section._sectPr
    for old in settings.findall(qn("w:pgNumType")):
        settings.remove(old)
    if restart:
        numbers = OxmlElement("w:pgNumType")
        numbers.set(qn("w:start"), "1")
        settings.insert_element_before(numbers, "w:cols", "w:titlePg", "w:docGrid")


def write_headers(section: Section, simulated: bool) -> None:
    """Number the pages from the second on, centred at the top; simulated figures are named on every page."""
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_code(number, "PAGE", "2")
    if simulated:
        _stamp(section.header.add_paragraph())
        _stamp(section.first_page_header.paragraphs[0])


def _stamp(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(SIMULATED)
    run.bold, run.font.size, run.font.color.rgb = True, Pt(11), RGBColor(0xB0, 0, 0)


def add_code(paragraph: Paragraph, code: str, shown: str) -> None:
    """Add a field that Word works out, with what it shows until then."""
    field = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" {code} "><w:r><w:t>{shown}</w:t></w:r></w:fldSimple>')
    paragraph._p.append(field)
