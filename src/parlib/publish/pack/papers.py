"""Drafts on paper: the layout of administrative papers, marked as drafts on every page."""

from __future__ import annotations

from collections.abc import Sequence

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

from parlib.files.archive import save_bytes
from parlib.publish.document.build import name_agency
from parlib.publish.document.head import write_foot, write_head
from parlib.publish.document.layout import NUMBERING
from parlib.publish.document.paper import WIDTHS, Paper
from parlib.publish.document.tables import Grid, build_table
from parlib.publish.pack.draft import Block, Draft, Listing, NewPage, Part, Said
from parlib.publish.pack.occasion import Occasion
from parlib.publish.pack.unit_words import HEADS as HEADS_OF_UNITS
from parlib.publish.pack.words import DRAFT, HEADS
from parlib.wording.letters import FILL

FORMAL = ("programme", "notice")
"""Drafts with the head and foot of an administrative paper; the others are read out."""


def build_draft(draft: Draft, occasion: Occasion) -> bytes:
    """Return a draft as a Word file (docx); nothing in it is computed."""
    paper = Paper(occasion.language, occasion.simulated, occasion.seat, occasion.of_people)
    paper.words = {**paper.words, **{term: occasion.say(words) for term, words in (HEADS | HEADS_OF_UNITS).items()}}
    section = paper.document.sections[0]
    for header in (section.header, section.first_page_header):
        _mark(header.add_paragraph(), occasion)
    title = paper.words[draft.kind]
    if draft.kind in FORMAL:
        agency = name_agency(paper.words, "plan", occasion.seat, occasion.language)
        write_head(paper, agency, draft.kind, occasion.name, str(draft.about))
    elif not any(isinstance(block, NewPage) for block in draft.blocks):
        _write_title(paper, title, str(draft.about))
    _write_blocks(paper, draft.blocks)
    _restart_numbers(paper, paper.words["outline"])
    if draft.kind in FORMAL:
        write_foot(paper, draft.kind, occasion.seat)
    properties = paper.document.core_properties
    properties.title, properties.subject = f"{title} – {draft.about}", str(occasion.editions)
    properties.author, properties.comments, properties.keywords = "", "", occasion.say(DRAFT)
    properties.language = occasion.language
    return save_bytes(paper.document)


def _mark(paragraph: Paragraph, occasion: Occasion) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(occasion.say(DRAFT))
    run.bold, run.font.size, run.font.color.rgb = True, Pt(12), RGBColor(0xB0, 0, 0)


def _write_title(paper: Paper, title: str, about: str, new_page: bool = False) -> None:
    for text, after in ((title, 0), (about, 12)):
        paragraph = paper.document.add_paragraph(style="Centred")
        paragraph.paragraph_format.page_break_before = new_page and text == title
        paragraph.add_run(text).bold = True
        paragraph.paragraph_format.space_after = Pt(after)


def _write_blocks(paper: Paper, blocks: Sequence[Block]) -> None:
    for at, block in enumerate(blocks):
        if isinstance(block, NewPage):
            _write_title(paper, block.title, str(block.about), new_page=at > 0)
        elif isinstance(block, Part):
            paper.add_part(block.title, block.level)
        elif isinstance(block, Said):
            following = blocks[at + 1] if at + 1 < len(blocks) else None
            paper.add_words(_punctuate(block, isinstance(following, Said) and following.listed))
        elif isinstance(block, Listing):
            rows = [[str(cell) for cell in row] for row in block.rows]
            _write_table(paper, Grid(block.labels, rows, block.figures), block)


def _write_table(paper: Paper, grid: Grid, listing: Listing) -> None:
    """Write a table below its caption; one without a title is all that its paper holds and needs none."""
    if listing.title:
        paper.add_table(grid, listing.title, listing.simulated)
    else:
        table = build_table(grid, WIDTHS[paper.wide])
        paper.document.element.body.insert_element_before(table, "w:sectPr")


def _punctuate(said: Said, goes_on: bool) -> str:
    """Return the words of a paragraph; an item of a list has its dash and its semicolon or stop.

    No stop follows dots that are to be filled in.
    """
    text = str(said.text)
    if said.listed:
        text = f"- {text.rstrip('.;')}{';' if goes_on else '.'}"
    return text.removesuffix(".") if text.endswith(f"{FILL}.") else text


def _restart_numbers(paper: Paper, title: str) -> None:
    """Let the headings below each *title* begin at I. again: from the second title on they have a list of their own."""
    numbering, own, titles = paper.document.part.numbering_part.element, None, 0
    for paragraph in paper.document.paragraphs:
        style = paragraph.style.name if paragraph.style else ""
        if style == "Centred" and paragraph.text == title:
            titles += 1
            if titles > 1:
                own = numbering.add_num(NUMBERING)
                own.add_lvlOverride(ilvl=0).add_startOverride(1)
        elif own is not None and style == "Heading 1":
            numbers = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            numbers.get_or_add_ilvl().val, numbers.get_or_add_numId().val = 0, own.numId
