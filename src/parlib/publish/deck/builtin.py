"""The built-in template, made by code: theme, master and three layouts, for wide (16:9) and old (4:3) screens."""

from __future__ import annotations

import re
from functools import lru_cache
from string import Template
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.slide import SlideLayout, SlideMaster
from pptx.util import Emu

from parlib.files.archive import save_bytes
from parlib.publish.outline.boxes import PER_POINT, Box
from parlib.speech import tell

SIZES = {"16:9": (960.0, 540.0), "4:3": (720.0, 540.0)}
"""Width and height of a slide in points."""

MARGIN = 42.0
"""Free paper left and right, in points."""

FONT = "Calibri"
"""Has all Vietnamese letters in every Office; others take its place by the same widths (Carlito)."""

COLOURS = {
    "dk1": "1F2933",
    "lt1": "FFFFFF",
    "dk2": "0B2F52",
    "lt2": "EEF2F6",
    "accent1": "C2410C",
    "accent2": "0B3C68",
    "accent3": "3C85BC",
    "accent4": "6B3A75",
    "accent5": "9AA5AF",
    "accent6": "4D7C4A",
    "hlink": "1F6FA8",
    "folHlink": "6B3A75",
}
"""The theme: ink, paper, deep blue, pale, then the accents; the first stands for the subject province alone."""

SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)

_TREE = Template(
    f"<p:spTree {SPACES}><p:nvGrpSpPr><p:cNvPr id='1' name=''/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
    "<p:grpSpPr><a:xfrm><a:off x='0' y='0'/><a:ext cx='0' cy='0'/><a:chOff x='0' y='0'/><a:chExt cx='0' cy='0'/>"
    "</a:xfrm></p:grpSpPr>$shapes</p:spTree>"
)

_BLOCK = Template(
    "<p:sp><p:nvSpPr><p:cNvPr id='$id' name='$name'/><p:cNvSpPr/><p:nvPr userDrawn='1'/></p:nvSpPr><p:spPr>"
    "<a:xfrm><a:off x='$x' y='$y'/><a:ext cx='$w' cy='$h'/></a:xfrm><a:prstGeom prst='rect'><a:avLst/></a:prstGeom>"
    "<a:solidFill><a:schemeClr val='$color'/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>"
    "<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang='vi-VN'/></a:p></p:txBody></p:sp>"
)

_HOLDER = Template(
    "<p:sp><p:nvSpPr><p:cNvPr id='$id' name='$name'/><p:cNvSpPr><a:spLocks noGrp='1'/></p:cNvSpPr>"
    "<p:nvPr><p:ph type='$kind'$idx/></p:nvPr></p:nvSpPr><p:spPr>"
    "<a:xfrm><a:off x='$x' y='$y'/><a:ext cx='$w' cy='$h'/></a:xfrm></p:spPr>"
    "<p:txBody><a:bodyPr lIns='0' tIns='0' rIns='0' bIns='0' anchor='$anchor'><a:normAutofit/></a:bodyPr>"
    "<a:lstStyle><a:lvl1pPr marL='0' indent='0' algn='$align'><a:spcBef><a:spcPts val='0'/></a:spcBef><a:buNone/>"
    "<a:defRPr sz='$size' b='$bold' i='$italic'><a:solidFill><a:schemeClr val='$color'/></a:solidFill>"
    "<a:latin typeface='+mn-lt'/></a:defRPr>"
    "</a:lvl1pPr></a:lstStyle><a:p>$text</a:p></p:txBody></p:sp>"
)

NUMBER = (
    "<a:fld id='{C1FF6DA9-008F-8B48-92A6-B652298478BF}' type='slidenum'><a:rPr lang='vi-VN'/><a:t>‹#›</a:t></a:fld>"
)
"""Where Office writes the number of the slide."""


@lru_cache(maxsize=2)
def make_template(ratio: str = "16:9") -> bytes:
    """Return the built-in template as the bytes of a presentation without slides.

    Raises
    ------
    ValueError
        For another ratio than ``16:9`` and ``4:3``.
    """
    if ratio not in SIZES:
        raise ValueError(tell("format {ratio!r} is not known: choose one of {sizes}", ratio=ratio, sizes=SIZES))
    presentation = Presentation()
    wide, tall = SIZES[ratio]
    presentation.slide_width, presentation.slide_height = Emu(int(wide * PER_POINT)), Emu(int(tall * PER_POINT))
    layouts = presentation.slide_layouts
    for number in (10, 9, 8, 7, 6, 4, 3, 2):
        layouts.remove(layouts[number])
    _set_theme(presentation.slide_master)
    _set_tree(presentation.slide_master, _draw_master(wide, tall))
    for layout, draw in zip(layouts, (_draw_cover, _draw_content, _draw_finding), strict=True):
        _set_tree(layout, draw(wide, tall))
    _set_styles(presentation.slide_master)
    return save_bytes(presentation)


def block(number: int, name: str, box: Box, color: str) -> str:
    """Return the XML of a plain rectangle of a layout."""
    return _BLOCK.substitute(id=number, name=name, color=color, **_place(box))


def holder(number: int, name: str, kind: str, box: Box, **style: Any) -> str:  # noqa: ANN401
    """Return the XML of a placeholder; *style* is ``idx, size, bold, italic, color, align, anchor, text``."""
    given: dict[str, Any] = {
        "size": 14,
        "bold": 0,
        "italic": 0,
        "color": "tx1",
        "align": "l",
        "anchor": "t",
        "text": None,
        "idx": None,
    }
    given |= style
    words = given["text"] or name
    text = words if words.startswith("<") else f"<a:r><a:rPr lang='vi-VN'/><a:t>{words}</a:t></a:r>"
    given |= {"size": round(given["size"] * 100), "text": text, "idx": f" idx='{given['idx']}'" if given["idx"] else ""}
    return _HOLDER.substitute(id=number, name=name, kind=kind, **_place(box), **given)


def _place(box: Box) -> dict[str, int]:
    return dict(zip("xywh", (int(value) for value in box.emu), strict=True))


def _feet(wide: float, tall: float) -> str:
    """Return footer and slide number; the same on the master and on every layout of findings."""
    foot = Box(MARGIN, tall - 27, wide - 2 * MARGIN - 60, 19)
    corner = Box(wide - MARGIN - 50, tall - 27, 50, 19)
    small = {"size": 14, "color": "accent5", "anchor": "ctr"}
    return holder(20, "Chân trang", "ftr", foot, idx=11, text="<a:endParaRPr lang='vi-VN'/>", **small) + holder(
        21, "Số trang", "sldNum", corner, idx=12, text=NUMBER, align="r", **small
    )


def _draw_master(wide: float, tall: float) -> str:
    return (
        block(2, "Vạch màu", Box(0, 0, wide, 6), "accent2")
        + block(3, "Vạch nhấn", Box(MARGIN, 0, 72, 6), "accent1")
        + block(4, "Đường chân trang", Box(MARGIN, tall - 32, wide - 2 * MARGIN, 0.75), "bg2")
        + holder(5, "Tiêu đề", "title", _title_box(wide), size=24, bold=1, color="tx2")
        + holder(6, "Nội dung", "body", _body_box(wide, tall), idx=1, size=16)
        + _feet(wide, tall)
    )


def _title_box(wide: float) -> Box:
    return Box(MARGIN, 36, wide - 2 * MARGIN, 62)


def _body_box(wide: float, tall: float) -> Box:
    return Box(MARGIN, 106, wide - 2 * MARGIN, tall - 106 - 38)


def _draw_finding(wide: float, tall: float) -> str:
    return (
        holder(2, "Tiêu đề", "title", _title_box(wide), size=24, bold=1, color="tx2")
        + holder(3, "Mục", "body", Box(MARGIN, 14, wide - 2 * MARGIN, 19), idx=21, size=14, bold=1, color="accent1")
        + _feet(wide, tall)
    )


def _draw_content(wide: float, tall: float) -> str:
    body = holder(4, "Nội dung", "body", _body_box(wide, tall), idx=1, size=16)
    return _draw_finding(wide, tall).replace("id='4'", "id='5'") + body


def _draw_cover(wide: float, tall: float) -> str:
    words = wide * 0.56
    return (
        block(2, "Nền", Box(0, 0, wide, tall), "tx2")
        + block(3, "Vạch nhấn", Box(MARGIN, 292, 72, 5), "accent1")
        + holder(4, "Tiêu đề", "ctrTitle", Box(MARGIN, 120, words, 160), size=36, bold=1, color="bg1", anchor="b")
        + holder(5, "Tiêu đề phụ", "subTitle", Box(MARGIN, 312, words, 74), idx=1, size=18, color="bg2")
    )


def _set_tree(owner: SlideMaster | SlideLayout, shapes: str) -> None:
    body = owner._element.cSld
    body.replace(body.spTree, parse_xml(_TREE.substitute(shapes=shapes)))


def _set_theme(master: SlideMaster) -> None:
    """Put colours and fonts into the theme; the rest of it stays as Office has it."""
    part = master.part.part_related_by(RT.THEME)
    theme = etree.fromstring(part.blob)
    spaces = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}
    scheme = theme.find(".//a:clrScheme", spaces)
    scheme.set("name", "parlib")
    for slot, value in COLOURS.items():
        place = scheme.find(f"a:{slot}", spaces)
        place[:] = [etree.SubElement(place, f"{{{spaces['a']}}}srgbClr", val=value)]
    for latin in theme.findall(".//a:fontScheme/*/a:latin", spaces):
        latin.set("typeface", FONT)
    for viet in theme.xpath(".//a:font[@script='Viet']", namespaces=spaces):
        viet.set("typeface", FONT)
    text = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)
    part._blob = re.sub(rb'name="Office Theme"', b'name="parlib"', text)


def _set_styles(master: SlideMaster) -> None:
    """Titles stand left and bold; body text keeps its bullets but is smaller than Office's own."""
    styles = master._element.find("{http://schemas.openxmlformats.org/presentationml/2006/main}txStyles")
    title, body = styles[0], styles[1]
    title[0].set("algn", "l")
    for level, size in zip(body, (1800, 1600, 1400, 1400, 1400), strict=False):
        for font in level.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}defRPr"):
            font.set("sz", str(size))
