"""Pictures drawn as native shapes: parts of one group, each of which can be moved and coloured by hand."""

from __future__ import annotations

import colorsys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

import numpy as np
from pptx.oxml import parse_xml
from pptx.slide import Slide

from parlib.figures.style import ink_on
from parlib.publish.deck.builtin import SPACES
from parlib.publish.outline.boxes import Box

LANGUAGE_TAGS = {"vi": "vi-VN", "en": "en-GB"}


@dataclass
class Group:
    """Shapes gathered as XML and added at once, since python-pptx looks through the whole slide for each new one.

    Attributes
    ----------
    language : str
    parts : list of str
        XML of each shape.
    """

    language: str
    parts: list[str] = field(default_factory=list)

    def add_block(self, box: Box, fill: str, *, form: str = "rect", line: str = "", thick: float = 0.75) -> None:
        """Add a shape; *fill* and *line* are what `solid` returns, empty for none."""
        self._add(box, fill, form, line, thick, "")

    def add_words(
        self,
        box: Box,
        lines: Sequence[tuple[str, float, bool, str]],
        *,
        fill: str = "",
        align: str = "ctr",
        line: str = "",
        thick: float = 0.75,
    ) -> None:
        """Add a shape with words: for each line its text, size, weight and colour."""
        words = "".join(
            f"<a:p><a:pPr algn='{align}'/><a:r><a:rPr lang='{LANGUAGE_TAGS[self.language]}' sz='{round(size * 100)}' "
            f"b='{int(bold)}'>{solid(color)}</a:rPr><a:t>{escape(text)}</a:t></a:r></a:p>"
            for text, size, bold, color in lines
        )
        self._add(box, fill, "rect", line, thick, words)

    def _add(self, box: Box, fill: str, form: str, line: str, thick: float, words: str) -> None:
        left, top, wide, tall = (int(value) for value in box.emu)
        edge = f"<a:ln w='{round(thick * 12700)}'>{line}</a:ln>" if line else "<a:ln><a:noFill/></a:ln>"
        body = "<a:bodyPr wrap='square' lIns='0' tIns='0' rIns='0' bIns='0' anchor='ctr'/><a:lstStyle/>"
        text = words or "<a:p><a:endParaRPr/></a:p>"
        self.parts.append(
            f"<p:sp><p:nvSpPr><p:cNvPr id='@' name='{form}'/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>"
            f"<a:off x='{left}' y='{top}'/><a:ext cx='{max(wide, 1)}' cy='{max(tall, 1)}'/></a:xfrm>"
            f"<a:prstGeom prst='{form}'><a:avLst/></a:prstGeom>{fill or '<a:noFill/>'}{edge}</p:spPr>"
            f"<p:txBody>{body}{text}</p:txBody></p:sp>"
        )

    def put(self, slide: Slide, box: Box, name: str, alt: str) -> None:
        """Add the group to the slide with its text for those who cannot see it."""
        tree = slide.shapes._spTree
        number = max(int(found) for found in tree.xpath(".//p:cNvPr/@id")) + 1
        shapes = "".join(part.replace("id='@'", f"id='{number + 1 + n}'", 1) for n, part in enumerate(self.parts))
        left, top, wide, tall = (int(value) for value in box.emu)
        place = f"<a:off x='{left}' y='{top}'/><a:ext cx='{wide}' cy='{tall}'/>"
        inner = f"<a:chOff x='{left}' y='{top}'/><a:chExt cx='{wide}' cy='{tall}'/>"
        tree.append(
            parse_xml(
                f"<p:grpSp {SPACES}><p:nvGrpSpPr><p:cNvPr id='{number}' name={quoteattr(name)} descr={quoteattr(alt)}/>"
                f"<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>{place}{inner}</a:xfrm></p:grpSpPr>"
                f"{shapes}</p:grpSp>"
            )
        )


def solid(color: str, light: float = 0.0) -> str:
    """Return the XML of a fill: RRGGBB or the name of a theme colour, lightened by a share.

    Examples
    --------
    >>> solid("1F2933")
    "<a:solidFill><a:srgbClr val='1F2933'/></a:solidFill>"
    >>> solid("accent2", 0.6)
    "<a:solidFill><a:schemeClr val='accent2'><a:lumMod val='40000'/><a:lumOff val='60000'/></a:schemeClr></a:solidFill>"
    """
    if len(color) == 6 and not color.startswith(("accent", "dk", "lt")):
        return f"<a:solidFill><a:srgbClr val='{color}'/></a:solidFill>"
    shade = f"<a:lumMod val='{round(1000 * (100 - 100 * light))}'/><a:lumOff val='{round(100000 * light)}'/>"
    inner = f"<a:schemeClr val='{color}'>{shade}</a:schemeClr>" if light else f"<a:schemeClr val='{color}'/>"
    return f"<a:solidFill>{inner}</a:solidFill>"


def ink_for(color: str, light: float, colours: Mapping[str, str]) -> str:
    """Return the colour of words that reads best on a theme colour lightened by a share: white or ink."""
    red, green, blue = (int(colours[color][place : place + 2], 16) / 255 for place in (0, 2, 4))
    hue, bright, strength = colorsys.rgb_to_hls(red, green, blue)
    lit = colorsys.hls_to_rgb(hue, bright * (1 - light) + light, strength)
    return "FFFFFF" if ink_on(np.array([lit]))[0] == "white" else "1F2933"
