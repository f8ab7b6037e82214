"""What stands on a slide: words, tables, charts, drawings and pictures, each merged in its way."""

from __future__ import annotations

import copy
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lxml import etree
from pptx.oxml.ns import qn
from pptx.parts.chart import ChartPart
from pptx.parts.embeddedpackage import EmbeddedXlsxPart
from pptx.slide import Slide

from parlib.living.align import align
from parlib.living.blocks import REFERENCE, Block, read_paragraph
from parlib.living.chart import read_chart, renew_chart
from parlib.living.merge import Merge, merge_block, merge_blocks
from parlib.living.words import pair_figures

if TYPE_CHECKING:
    from parlib.living.pptx import Shown

NEAR = 2000
"""Distance (EMU) to which two places are the same: LibreOffice rounds to hundredths of a millimetre."""


@dataclass
class Drawn:
    """A shape as plain data.

    Attributes
    ----------
    name, holder : str
        Its name, and the kind of placeholder that it is, if any.
    kind : str
        ``words``, ``table``, ``chart``, ``picture``, ``group`` or ``other``.
    place : list of int
        Left, top, width, height; empty where it is the layout's.
    blocks : list of Block
        Its paragraphs, its table, or the paragraphs of all that is in a group.
    figures : list
        Figures of a chart.
    outline : str
        Hash of a picture, or of where the parts of a group lie.
    raw : str
        Hash of all its XML.
    """

    name: str
    holder: str
    kind: str
    place: list[int]
    blocks: list[Block] = field(default_factory=list)
    figures: list[Any] = field(default_factory=list)
    outline: str = ""
    raw: str = ""
    element: Any = None
    shape: Any = None

    @property
    def words(self) -> str:
        """All its words."""
        return "\n".join(block.words for block in self.blocks)

    def to_known(self) -> dict[str, Any]:
        """Return it as plain data."""
        known = {name: getattr(self, name) for name in ("name", "holder", "kind", "place", "figures", "outline", "raw")}
        return known | {"blocks": [block.to_known() for block in self.blocks]}

    @classmethod
    def of(cls, known: dict[str, Any]) -> Drawn:
        """Return a shape from plain data."""
        return cls(**{**known, "blocks": [Block.of(block) for block in known["blocks"]]})


def read_shapes(slide: Slide) -> list[Drawn]:
    """Return the shapes of a slide; date and number, which the layout gives, are left out."""
    return [drawn for shape in slide.shapes if (drawn := _read_shape(shape)).holder not in ("dt", "sldNum")]


def read_paragraphs(body: Any) -> list[Block]:  # noqa: ANN401
    """Return the paragraphs of a text body."""
    return [read_paragraph(paragraph) for paragraph in body.findall(qn("a:p"))]


def _read_shape(shape: Any) -> Drawn:  # noqa: ANN401
    element = shape._element
    holder = next(iter(element.xpath("./*/p:nvPr/p:ph")), None)
    place = [] if shape.left is None else [int(n or 0) for n in (shape.left, shape.top, shape.width, shape.height)]
    drawn = Drawn(shape.name, "", "other", place, element=element, shape=shape)
    drawn.holder = "" if holder is None else holder.get("type", "body").replace("ctrTitle", "title")
    drawn.raw = _hash(etree.tostring(element, method="c14n", exclusive=True))
    if shape.has_text_frame and shape._element.find(qn("p:txBody")) is not None:
        drawn.kind, drawn.blocks = "words", read_paragraphs(shape._element.find(qn("p:txBody")))
    elif getattr(shape, "has_table", False) and shape.has_table:
        drawn.kind, drawn.blocks = "table", [_read_table(element.find(f".//{qn('a:tbl')}"))]
    elif getattr(shape, "has_chart", False) and shape.has_chart:
        drawn.kind, drawn.figures = "chart", read_chart(shape.chart)
    elif element.tag == qn("p:pic"):
        blip = element.find(f".//{qn('a:blip')}")
        part = shape.part.related_part(blip.get(f"{REFERENCE}embed")) if blip is not None else None
        drawn.kind, drawn.outline = "picture", _hash(part.blob if part is not None else b"")
    elif element.tag == qn("p:grpSp"):
        drawn.kind, drawn.outline = "group", _hash(" ".join(_list_places(element)).encode())
        drawn.blocks = [read_paragraph(one) for one in element.iter(qn("a:p"))]
    return drawn


def _list_places(group: Any) -> Iterator[str]:  # noqa: ANN401
    # Where the group itself lies does not count: who moves a drawing has not changed it.
    for place in group.iter(qn("a:off"), qn("a:ext")):
        if place.getparent().getparent().getparent() is not group:
            yield " ".join(value for _, value in sorted(place.attrib.items()))


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def _read_table(element: Any) -> Block:  # noqa: ANN401
    lines = element.findall(qn("a:tr"))
    rows = [[read_paragraphs(cell.find(qn("a:txBody"))) for cell in line.findall(qn("a:tc"))] for line in lines]
    return Block("t", rows=rows, element=element, lines=lines)


def match_shapes(base: list[Drawn], mine: list[Drawn]) -> dict[int, int]:
    """Return which shape is which: by kind of placeholder and name, then by words."""
    known: dict[int, int] = {}
    for at, one in enumerate(base):
        for number, other in enumerate(mine):
            same = one.holder == other.holder and (one.name == other.name or one.holder == "title")
            if same and one.kind == other.kind and number not in known.values():
                known[at] = number
                break
    pieces = [[(one.kind + one.holder, one.words) for one in shapes] for shapes in (base, mine)]
    found = align(pieces[0], pieces[1], known)
    for at, one in enumerate(base):  # placeholders of one kind that another program renamed
        free = [n for n, other in enumerate(mine) if n not in found.values() and other.holder == one.holder]
        if at not in found and one.holder and free:
            found[at] = free[0]
    return found


def merge_shapes(merge: Merge, base: list[Drawn], mine: Shown, new: Shown) -> None:
    """Change the shapes that stand on a slide by what is new."""
    stands, now = match_shapes(base, mine.shapes), match_shapes(base, new.shapes)
    for place, one in enumerate(base):
        here = mine.shapes[stands[place]] if place in stands else None
        made = new.shapes[now[place]] if place in now else None
        if here is None:
            merge.touched = True
        elif made is None:
            _drop(merge, one, here)
        else:
            _merge_shape(merge, one, here, made, mine, new)
    own = [shape for number, shape in enumerate(mine.shapes) if number not in stands.values()]
    merge.owned += [(merge.where, block) for shape in own for block in shape.blocks]
    merge.touched = merge.touched or bool(own)
    _add_shapes(
        mine, new, {now[place]: mine.shapes[stands[place]] for place in now if place in stands}, set(now.values())
    )


def _add_shapes(mine: Shown, new: Shown, stands: dict[int, Drawn], known: set[int]) -> None:
    """Add shapes that are new, each behind the one before it in the order in which they are read aloud."""
    anchor: Any = None
    for number, shape in enumerate(new.shapes):
        if number in stands:
            anchor = stands[number].element
        elif number not in known and mine.slide is not None and new.slide is not None:
            made = import_shape(shape.element, new.slide, mine.slide)
            if anchor is None or anchor.getparent() is None:
                mine.slide.shapes._spTree.append(made)
            else:
                anchor.addnext(made)
            anchor = made


def _drop(merge: Merge, base: Drawn, here: Drawn) -> None:
    if here.words == base.words and here.figures == base.figures:
        here.element.getparent().remove(here.element)
    else:
        merge.touched = True
        merge.note("gone", Block("p", here.words or here.name))


def _merge_shape(merge: Merge, base: Drawn, here: Drawn, made: Drawn, mine: Shown, new: Shown) -> None:
    moved = _is_moved(base.place, here.place)
    merge.touched = merge.touched or moved
    # What nobody touched is put in whole, with looks of today; else only words and figures go into what stands.
    untouched = here.raw == base.raw and base.kind in ("words", "table", "group") and base.words.strip() != ""
    if untouched and here.words == base.words:
        if made.raw != base.raw:
            _replace(merge, base, here, made)
        return
    merge.touched = merge.touched or here.raw != base.raw
    {"chart": _merge_chart, "picture": _merge_picture, "group": _merge_group}.get(base.kind, _merge_text)(
        merge, base, here, made, mine, new
    )
    if not moved and base.place and made.place and here.place and _is_moved(base.place, made.place):
        here.shape.left, here.shape.top, here.shape.width, here.shape.height = made.place


def _is_moved(before: list[int], after: list[int]) -> bool:
    return len(before) == len(after) and any(abs(a - b) > NEAR for a, b in zip(before, after, strict=True))


def _replace(merge: Merge, base: Drawn, here: Drawn, made: Drawn) -> None:
    """Put the new shape where nobody touched the one that stands."""
    merge.renewed += pair_figures(base.words, made.words)
    element = copy.deepcopy(made.element)
    # The number stays: animations of the slide point to it.
    number = here.element.xpath("./*/p:cNvPr")[0].get("id")
    element.xpath("./*/p:cNvPr")[0].set("id", number)
    here.element.getparent().replace(here.element, element)
    here.element = element


def _merge_text(merge: Merge, base: Drawn, here: Drawn, made: Drawn, mine: Shown, new: Shown) -> None:
    merge.adopt = lambda block: copy.deepcopy(block.element)
    if base.kind == "table":
        merge_block(merge, base.blocks[0], here.blocks[0], made.blocks[0])
    else:
        merge_blocks(merge, base.blocks, here.blocks, made.blocks)


def _merge_chart(merge: Merge, base: Drawn, here: Drawn, made: Drawn, mine: Shown, new: Shown) -> None:
    if here.figures != base.figures and here.figures != made.figures:
        merge.touched = True
        if made.figures != base.figures:
            pairs = tuple(pair_figures(str(base.figures), str(made.figures)))
            merge.note_pairs("chart", here.name, pairs)
            made.figures = base.figures  # told until somebody mends it
    elif made.figures != here.figures:
        renew_chart(here.shape.chart, made.shape.chart)


def _merge_picture(merge: Merge, base: Drawn, here: Drawn, made: Drawn, mine: Shown, new: Shown) -> None:
    if here.outline != base.outline:
        merge.touched = True
        if made.outline != base.outline:
            merge.note_pairs("picture", here.name, ())
    elif made.outline != base.outline and mine.slide is not None and new.slide is not None:
        _relate(here.element, made.element, new.slide, mine.slide)


def _merge_group(merge: Merge, base: Drawn, here: Drawn, made: Drawn, mine: Shown, new: Shown) -> None:
    """Renew the words of a drawing; where its parts lie otherwise now it is drawn anew in its place."""
    if made.raw == base.raw:
        merge.touched = merge.touched or here.words != base.words
        return
    if len(here.blocks) == len(base.blocks) == len(made.blocks) and made.outline == base.outline:
        merge.adopt = lambda block: copy.deepcopy(block.element)
        for old, one, other in zip(base.blocks, here.blocks, made.blocks, strict=True):
            merge_block(merge, old, one, other)
        return
    pairs = tuple(pair_figures(base.words, made.words))
    if here.words != base.words:
        merge.touched = True
        merge.note_pairs("drawn", here.words[:90], pairs)
        return
    merge.renewed += pairs
    merge.note_pairs("replaced", here.name, ())
    element = copy.deepcopy(made.element)
    here.element.getparent().replace(here.element, element)
    here.element = element
    if _is_moved(base.place, here.place):
        place = element.find(f"{qn('p:grpSpPr')}/{qn('a:xfrm')}")
        place.find(qn("a:off")).set("x", str(here.place[0]))
        place.find(qn("a:off")).set("y", str(here.place[1]))


def copy_shapes(source: Slide, target: Slide) -> None:
    """Copy all shapes of a slide to a new one, whose own placeholders are left out."""
    tree = target.shapes._spTree
    for shape in list(target.shapes):
        tree.remove(shape._element)
    for shape in source.shapes:
        tree.append(import_shape(shape._element, source, target))


def import_shape(element: Any, source: Slide, target: Slide) -> Any:  # noqa: ANN401
    """Return a copy of a shape with the chart or picture that it shows."""
    made = copy.deepcopy(element)
    _relate(made, element, source, target)
    return made


def _relate(made: Any, element: Any, source: Slide, target: Slide) -> None:  # noqa: ANN401
    """Let *made* show the charts and pictures of *element*, copied into the deck of *target*."""
    package = target.part.package
    for mine, theirs in zip(made.iter(qn("c:chart")), element.iter(qn("c:chart")), strict=False):
        chart: Any = source.part.related_part(theirs.get(f"{REFERENCE}id"))
        part = ChartPart.load(package.next_partname("/ppt/charts/chart%d.xml"), chart.content_type, package, chart.blob)
        # Names its workbook by a relation of the other deck; python-pptx writes one of this deck.
        for old in part._element.findall(qn("c:externalData")):
            part._element.remove(old)
        if chart.chart_workbook.xlsx_part is not None:
            part.chart_workbook.xlsx_part = EmbeddedXlsxPart.new(chart.chart_workbook.xlsx_part.blob, package)
        mine.set(f"{REFERENCE}id", target.part.relate_to(part, _CHART))
    for mine, theirs in zip(made.iter(qn("a:blip")), element.iter(qn("a:blip")), strict=False):
        picture: Any = source.part.related_part(theirs.get(f"{REFERENCE}embed"))
        mine.set(f"{REFERENCE}embed", target.part.get_or_add_image_part(io.BytesIO(picture.blob))[1])


_CHART = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart"
