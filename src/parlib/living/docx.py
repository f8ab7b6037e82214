"""A Word file that lives: its blocks read, marked with content controls, and merged with those made anew."""

from __future__ import annotations

import copy
import hashlib
import io
from collections.abc import Iterator, Sequence
from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.run import Run

from parlib.files.archive import save_bytes
from parlib.living.blocks import MARK, REFERENCE, WORD, Block, read_paragraph
from parlib.living.looks import Look, say_look
from parlib.living.merge import Merge, check_kin, list_quotes, match_blocks, merge_blocks
from parlib.living.words import Pair

AUTHOR = "parlib"
"""Who signs the comments that a merge lays."""


def read_blocks(container: Any, document: DocumentType, mark: str = "") -> list[Block]:  # noqa: ANN401
    """Return the blocks of a body or a cell; content controls of parlib are opened, those of others are one block."""
    found: list[Block] = []
    for child in container:
        if child.tag == f"{WORD}sdt" and (name := read_mark(child)):
            content = child.find(qn("w:sdtContent"))
            found += read_blocks(content, document, name) if content is not None else []
        elif child.tag == f"{WORD}p":
            found.append(_read_paragraph(child, document, mark))
        elif child.tag == f"{WORD}tbl":
            found.append(_read_table(child, document, mark))
        elif child.tag == f"{WORD}sdt":
            found.append(Block("o", "".join(child.itertext()), element=child))
    return found


def read_mark(control: Any) -> str:  # noqa: ANN401
    """Return the mark of a content control of parlib; LibreOffice keeps its title only."""
    for name in ("w:tag", "w:alias"):
        value = control.find(f"{qn('w:sdtPr')}/{qn(name)}")
        if value is not None and (value.get(qn("w:val")) or "").startswith(MARK):
            return value.get(qn("w:val")).removeprefix(MARK)
    return ""


def _read_paragraph(element: Any, document: DocumentType, mark: str) -> Block:  # noqa: ANN401
    blips = [blip for blip in element.iter(qn("a:blip")) if blip.get(f"{REFERENCE}embed")]
    block = read_paragraph(element, "g" if blips else "p")
    if block.kind == "p" and not block.text and _ends_section(element):
        block.kind = "s"
    inner = [found for control in element.iter(qn("w:sdt")) if (found := read_mark(control))]
    block.mark = mark or next(iter(inner), "")
    if blips:
        parts = [document.part.related_parts[blip.get(f"{REFERENCE}embed")] for blip in blips]
        block.picture = hashlib.sha256(b"".join(part.blob for part in parts)).hexdigest()[:16]
    return block


def _ends_section(element: Any) -> bool:  # noqa: ANN401
    """Tell whether a paragraph ends a section; LibreOffice lets the last one with words do it."""
    return element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None


def _read_table(element: Any, document: DocumentType, mark: str) -> Block:  # noqa: ANN401
    lines = element.findall(qn("w:tr"))
    rows = [[read_blocks(cell, document) for cell in line.iter(qn("w:tc"))] for line in lines]
    return Block("t", mark=mark, rows=rows, element=element, lines=lines)


def make_living(content: bytes) -> tuple[bytes, list[Block]]:
    """Return a Word file in which every block is marked, and its blocks."""
    document = Document(io.BytesIO(content))
    blocks = read_blocks(document.element.body, document)
    _number(blocks, blocks)
    _wrap(blocks)
    return save_bytes(document), blocks


def _number(blocks: list[Block], named: list[Block]) -> None:
    """Give a mark to every block that has none."""
    numbers = [int(block.mark[1:]) for block in named if block.mark[1:].isdecimal()]
    free = max(numbers, default=0) + 1
    for block in blocks:
        if not block.mark:
            block.mark, free = f"p{free}", free + 1


def _wrap(blocks: list[Block]) -> None:
    """Put a content control around each block; the end of a section has to stay bare.

    Each is a document part: of any other kind LibreOffice makes a field of plain text, and drops bold letters, colours
    and comments within.
    """
    for block in blocks:
        element = block.element
        if _ends_section(element) or element.getparent() is None or element.getparent().tag != f"{WORD}body":
            continue
        control = parse_xml(
            f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="{MARK}{block.mark}"/><w:tag w:val="{MARK}{block.mark}"/>'
            '<w:docPartObj><w:docPartGallery w:val="Quick Parts"/></w:docPartObj></w:sdtPr><w:sdtContent/></w:sdt>'
        )
        element.addprevious(control)
        control[1].append(element)


def _unwrap(document: DocumentType) -> None:
    """Open every content control of parlib, also those that LibreOffice has drawn into paragraphs."""
    for control in list(document.element.body.iter(qn("w:sdt"))):
        if read_mark(control):
            for child in [one for content in control.iterchildren(qn("w:sdtContent")) for one in content]:
                control.addprevious(child)
            control.getparent().remove(control)


def merge_docx(
    base: list[Block], content: bytes, made: bytes, language: str, renewed: Sequence[Pair] = ()
) -> tuple[bytes, list[Block], Merge]:
    """Return a Word file in hand with what is new in the one just made, the new base, and what came of it.

    Parameters
    ----------
    renewed : sequence of tuple
        Figures that became others in earlier merges.

    Raises
    ------
    ValueError
        If the file in hand is another one.
    """
    mine, theirs = Document(io.BytesIO(content)), Document(io.BytesIO(made))
    _take_back(mine)
    stands, now = (read_blocks(one.element.body, one) for one in (mine, theirs))
    found = len(match_blocks(base, stands))
    check_kin((block.mark for block in stands), (block.mark for block in base), found, len(base))
    _unwrap(mine)  # blocks are neighbours only without their controls; these are laid anew at the end
    merge = Merge(
        lambda block: _adopt(block, mine, theirs),
        lambda here, new: _swap(here, new, mine, theirs),
        lambda block, look: _comment(mine, block, look, language),
    )
    words = "\n".join(block.words for block in now)
    merge_blocks(merge, base, stands, now)
    list_quotes(merge, words, renewed)
    _number(now, [*base, *now])
    _wrap([*_list_standing(mine, now, stands)])
    mine.core_properties.identifier = theirs.core_properties.identifier
    return save_bytes(mine), now, merge


def _list_standing(mine: DocumentType, now: list[Block], stands: list[Block]) -> Iterator[Block]:
    """Yield what is parlib's among what stands now: blocks that were merged, and those that were added."""
    marks = {block.mark: block for block in now}
    for block in stands:
        if block.mark in marks:
            yield block
    for block in now:
        if block.element.getroottree().getroot() is mine.element:
            yield block


def _adopt(block: Block, mine: DocumentType, theirs: DocumentType) -> Any:  # noqa: ANN401
    """Return a copy of a new element that may stand in the file in hand: with its styles, without its numbering."""
    made = copy.deepcopy(block.element)
    # Styles meet by their names: each program gives ids of its own, in its own language.
    names = {style.style_id: style.name for style in theirs.styles}
    own = {style.name: style.style_id for style in mine.styles}
    for tag in ("w:pStyle", "w:rStyle", "w:tblStyle"):
        for element in made.iter(qn(tag)):
            element.set(qn("w:val"), own.get(names.get(element.get(qn("w:val")), ""), element.get(qn("w:val"))))
    # They point to parts of the other file; the section that stands has its own.
    for tag in ("w:headerReference", "w:footerReference"):
        for element in list(made.iter(qn(tag))):
            element.getparent().remove(element)
    for blip in made.iter(qn("a:blip")):
        if (name := blip.get(f"{REFERENCE}embed")) in theirs.part.related_parts:
            picture = theirs.part.related_parts[name].blob
            blip.set(f"{REFERENCE}embed", mine.part.get_or_add_image(io.BytesIO(picture))[0])
    if block.kind != "row":
        block.element = made
    return made


def _swap(here: Block, new: Block, mine: DocumentType, theirs: DocumentType) -> None:
    """Put new pictures in place of those that stand; what was done to their size or frame stays."""
    old = list(here.element.iter(qn("a:blip")))
    for blip, other in zip(old, new.element.iter(qn("a:blip")), strict=False):
        picture = theirs.part.related_parts[other.get(f"{REFERENCE}embed")].blob
        blip.set(f"{REFERENCE}embed", mine.part.get_or_add_image(io.BytesIO(picture))[0])
    for described, other in zip(here.element.iter(qn("wp:docPr")), new.element.iter(qn("wp:docPr")), strict=False):
        described.set("descr", other.get("descr") or "")


def _comment(document: DocumentType, block: Block, look: Look, language: str) -> None:
    """Lay a comment on a passage whose figures are others now."""
    element = block.element
    paragraphs = [element] if element.tag == f"{WORD}p" else list(element.iter(qn("w:p")))
    runs: list[Any] = next((found for one in paragraphs if (found := one.findall(qn("w:r")))), [])
    if runs:
        ends = [Run(run, document._body) for run in (runs[0], runs[-1])]
        made = document.add_comment(ends, say_look(look, language), author=AUTHOR, initials="pl")
        made._comment_elm.attrib.pop(qn("w:date"), None)  # the same merge gives the same bytes on another day


def _take_back(document: DocumentType) -> None:
    """Take away the comments that parlib laid the last time: those that still hold are laid anew."""
    body = document.element.body
    for comment in list(document.comments):
        if comment.author != AUTHOR:
            continue
        number = str(comment.comment_id)
        for tag in ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference"):
            for mark in [found for found in body.iter(qn(tag)) if found.get(qn("w:id")) == number]:
                target = mark.getparent() if tag == "w:commentReference" else mark
                target.getparent().remove(target)
        comment._comment_elm.getparent().remove(comment._comment_elm)
