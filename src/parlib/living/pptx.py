"""A PowerPoint file that lives: its slides read, marked by names and tags, and merged with those made anew."""

from __future__ import annotations

import copy
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import quoteattr

from pptx import Presentation
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

from parlib.files.archive import save_bytes
from parlib.living.align import align
from parlib.living.blocks import MARK, Block
from parlib.living.figures import put_figures, read_figures
from parlib.living.looks import Look, say_look
from parlib.living.merge import Merge, check_kin, list_quotes, merge_blocks
from parlib.living.shapes import Drawn, copy_shapes, merge_shapes, read_paragraphs, read_shapes
from parlib.living.words import Pair
from parlib.wording.phrases import say

TAGS = "application/vnd.openxmlformats-officedocument.presentationml.tags+xml"
TAG_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/tags"
TAG = "PARLIB"
SLIDE = ("Trang {number}", "Slide {number}")
TO_CHECK = ("Cần xem lại", "To check")
"""Begins a line in the notes of a slide whose kept words hold figures that changed."""

SPACES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


@dataclass
class Shown:
    """A slide as plain data: its key, its shapes, its notes; and the slide itself."""

    key: str
    shapes: list[Drawn]
    notes: list[Block]
    slide: Slide | None = None

    @property
    def words(self) -> str:
        """All its words."""
        return "\n".join(shape.words for shape in self.shapes)

    def to_known(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "key": self.key,
            "shapes": [shape.to_known() for shape in self.shapes],
            "notes": [block.to_known() for block in self.notes],
        }

    @classmethod
    def of(cls, known: dict[str, Any]) -> Shown:
        """Return a slide from plain data."""
        return cls(known["key"], [Drawn.of(one) for one in known["shapes"]], [Block.of(one) for one in known["notes"]])


def read_slides(deck: Deck) -> list[Shown]:
    """Return the slides of a deck."""
    found = []
    for slide in deck.slides:
        frame = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
        notes = read_paragraphs(frame._txBody) if frame is not None else []
        found.append(Shown(read_key(slide), read_shapes(slide), notes, slide))
    return found


def read_key(slide: Slide) -> str:
    """Return the key of a slide, from its tag, its name, or the box for comments; blank for a slide of one's own."""
    # Three marks, for no program keeps all of them: PowerPoint does, LibreOffice drops tags.
    for relation in slide.part.rels.values():
        if relation.reltype == TAG_RELATION and not relation.is_external:
            root = parse_xml(relation.target_part.blob)
            for tag in root.iter(qn("p:tag")):
                if tag.get("name") == TAG:
                    return tag.get("val")
    name = slide._element.cSld.get("name") or ""
    names = [name, *(shape.name for shape in slide.shapes)]
    return next((one.removeprefix(MARK) for one in names if one.startswith(MARK)), "")


def make_living(content: bytes) -> tuple[bytes, list[Shown]]:
    """Return a PowerPoint file in which every slide is marked, and its slides."""
    deck = Presentation(io.BytesIO(content))
    shown = read_slides(deck)
    for number, one in enumerate(shown, start=1):
        one.key = one.key or f"slide.{number}"
        mark_slide(one)
    return save_bytes(deck), shown


def describe_paper(content: bytes) -> str:
    """Return what a deck is drawn on: its size and its layouts; a deck on another template is another deck."""
    deck = Presentation(io.BytesIO(content))
    return f"{deck.slide_width}x{deck.slide_height} {'|'.join(layout.name for layout in deck.slide_layouts)}"


def mark_slide(shown: Shown) -> None:
    """Name a slide and tag it with its key; a tag that is there is left."""
    slide = shown.slide
    if slide is None:
        return
    slide._element.cSld.set("name", MARK + shown.key)
    if any(relation.reltype == TAG_RELATION for relation in slide.part.rels.values()):
        return
    package = slide.part.package
    tag = f"<p:tag name={quoteattr(TAG)} val={quoteattr(shown.key)}/>"
    blob = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<p:tagLst {SPACES}>{tag}</p:tagLst>'
    part = Part(PackURI(package.next_partname("/ppt/tags/tag%d.xml")), TAGS, package, blob.encode())
    relation = slide.part.relate_to(part, TAG_RELATION)
    tags = parse_xml(f'<p:custDataLst {SPACES}><p:tags r:id="{relation}"/></p:custDataLst>')
    tree = slide._element.cSld.spTree
    tree.addnext(tags)


def merge_pptx(
    base: list[Shown], content: bytes, made: bytes, language: str, renewed: Sequence[Pair] = ()
) -> tuple[bytes, list[Shown], Merge]:
    """Return a PowerPoint file in hand with what is new in the one just made, the new base, and what came of it.

    Parameters and errors as `parlib.living.docx.merge_docx`.
    """
    deck, new = Presentation(io.BytesIO(content)), Presentation(io.BytesIO(made))
    mine, theirs = read_slides(deck), read_slides(new)
    for one in mine:
        _take_back(one)
    stands = match_slides(base, mine)
    check_kin((one.key for one in mine), (one.key for one in base), len(stands), len(base))
    whole = Merge(lambda block: None)
    order = [stands[place] for place in sorted(stands)]
    whole.touched = len(stands) < max(len(base), len(mine)) or order != sorted(order)
    _merge_slides(whole, deck, base, mine, {one.key: one for one in theirs}, stands, language)
    _add_slides(deck, mine, base, stands, theirs)
    list_quotes(whole, "\n".join(one.words for one in theirs), renewed)
    for number, one in enumerate(mine):
        _note(one, [look for look in whole.looks if look.where == name_slide(number, language)], language)
    deck.core_properties.identifier = new.core_properties.identifier
    figures = read_figures(new)
    if figures is not None:
        put_figures(deck, figures)
    return save_bytes(deck), theirs, whole


def _merge_slides(
    whole: Merge,
    deck: Deck,
    base: list[Shown],
    mine: list[Shown],
    now: dict[str, Shown],
    stands: dict[int, int],
    language: str,
) -> None:
    """Merge each slide that stands; own slides are left, and those that are not made any more are taken out."""
    found = {number: place for place, number in stands.items()}
    copies = {one.key: at for at, one in enumerate(base)}
    for number, one in enumerate(mine):
        whole.where = name_slide(number, language)
        old = found.get(number, copies.get(one.key, -1) if one.key else -1)
        if old < 0:
            whole.owned += [(whole.where, Block("p", shape.words, element=shape.element)) for shape in one.shapes]
        elif base[old].key in now:
            _merge_slide(whole, base[old], one, now[base[old].key])
        elif not _drop(deck, base[old], one):
            whole.touched = True
            whole.note_pairs("gone", one.words, ())


def name_slide(number: int, language: str) -> str:
    """Return how a list names a slide, counted from 0.

    Examples
    --------
    >>> name_slide(1, "vi")
    'Trang 2'
    """
    return say(language, *SLIDE).format(number=number + 1)


def match_slides(base: list[Shown], mine: list[Shown]) -> dict[int, int]:
    """Return which slide of the base is which of those that stand: by marks, then by words."""
    keys, known = {one.key: at for at, one in enumerate(base)}, {}
    for number, one in enumerate(mine):
        if one.key in keys and keys[one.key] not in known:
            known[keys[one.key]] = number
    pieces = [[("s", one.words) for one in slides] for slides in (base, mine)]
    if any(one.key in keys for one in mine):  # a program that drops marks drops them all
        return known
    return align(pieces[0], pieces[1], known)


def _merge_slide(merge: Merge, base: Shown, mine: Shown, new: Shown) -> None:
    mine.key = new.key
    mark_slide(mine)
    merge_shapes(merge, base.shapes, mine, new)
    if mine.slide is not None and mine.notes and base.notes:
        merge.adopt = lambda block: copy.deepcopy(block.element)
        merge_blocks(merge, base.notes, mine.notes, new.notes)


def _drop(deck: Deck, base: Shown, one: Shown) -> bool:
    """Take away a slide that is not made any more; False where it was edited by hand."""
    if one.words != base.words or len(one.shapes) != len(base.shapes):
        return False
    remove_slide(deck, one.slide)
    return True


def remove_slide(deck: Deck, slide: Slide | None) -> None:
    """Take a slide out of a deck."""
    numbers = deck.slides._sldIdLst
    for entry in list(numbers):
        if slide is not None and deck.part.related_part(entry.rId) is slide.part:
            deck.part.drop_rel(entry.rId)
            numbers.remove(entry)


def _add_slides(deck: Deck, mine: list[Shown], base: list[Shown], stands: dict[int, int], theirs: list[Shown]) -> None:
    """Add slides that are new, each behind the one before it."""
    known = {one.key: mine[stands[at]] if at in stands else None for at, one in enumerate(base)}
    anchor: Shown | None = None
    for one in theirs:
        if one.key in known:
            anchor = known[one.key] or anchor
        elif one.slide is not None:
            anchor = _add_slide(deck, one, anchor)


def _add_slide(deck: Deck, one: Shown, anchor: Shown | None) -> Shown:
    source: Any = one.slide
    deck.part.rename_slide_parts([entry.rId for entry in deck.slides._sldIdLst])  # the next name is else taken already
    layouts = {layout.name: layout for layout in deck.slide_layouts}
    slide = deck.slides.add_slide(layouts.get(source.slide_layout.name, deck.slide_layouts[-1]))
    copy_shapes(source, slide)
    if source.has_notes_slide and (notes := slide.notes_slide.notes_text_frame):
        notes.text = source.notes_slide.notes_text_frame.text
    numbers = deck.slides._sldIdLst
    entry = list(numbers)[-1]
    for number, other in enumerate(list(numbers)):
        if anchor is not None and anchor.slide is not None and deck.part.related_part(other.rId) is anchor.slide.part:
            numbers.insert(number + 1, entry)
    added = Shown(one.key, [], [], slide)
    mark_slide(added)
    return added


def _note(one: Shown, looks: list[Look], language: str) -> None:
    """Write into the notes of a slide what has to be looked at."""
    frame = one.slide.notes_slide.notes_text_frame if looks and one.slide is not None else None
    if frame is not None:
        for look in looks:
            frame.add_paragraph().text = f"{say(language, *TO_CHECK)}: “{look.passage}”. {say_look(look, language)}"


def _take_back(one: Shown) -> None:
    """Take away the lines that the last merge wrote into the notes."""
    for block in list(one.notes):
        if block.text.startswith(tuple(f"{words}: “" for words in TO_CHECK)):
            block.element.getparent().remove(block.element)
            one.notes.remove(block)
