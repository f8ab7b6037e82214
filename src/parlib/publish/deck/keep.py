"""What is kept of the deck before: the comments that staff typed, and the figures that stood in it."""

from __future__ import annotations

import copy
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck

from parlib.files.archive import OutputError
from parlib.publish.deck.slides import MARK
from parlib.speech import tell

SPACE = "urn:parlib:deck:1"
"""Names the part of a deck that carries its figures; Office keeps such parts when it saves."""


@dataclass(frozen=True)
class Kept:
    """What a deck holds besides what notebooks give.

    Attributes
    ----------
    comments : mapping
        Key of a slide to the text body that staff typed, as XML.
    figures : mapping, optional
        The figures that the deck was made from; None where another program dropped them.
    slides : int
    strange : int
        Slides that parlib did not make.
    """

    comments: Mapping[str, str]
    figures: Mapping[str, Any] | None
    slides: int = 0
    strange: int = 0

    def texts(self) -> dict[str, str]:
        """Return the comments as plain text."""
        return {key: "".join(etree.fromstring(body).itertext()).strip() for key, body in self.comments.items()}


def read_kept(path: Path) -> Kept:
    """Read the deck in hand.

    Raises
    ------
    OutputError
        If the file is damaged or is not a deck that parlib made: it is not replaced.
    """
    try:
        deck = Presentation(io.BytesIO(path.read_bytes()))
        slides = [{shape.name: shape for shape in slide.shapes} for slide in deck.slides]
    except (KeyError, ValueError, OSError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise OutputError(
            tell("{path}: is damaged, or not a PowerPoint file; it was left as it is: name another file", path=path)
        ) from error
    boxes = {
        name.removeprefix(MARK): shape for shapes in slides for name, shape in shapes.items() if name.startswith(MARK)
    }
    figures = _read_figures(deck)
    if not boxes and figures is None:
        raise OutputError(tell("{path}: was not made by parlib; it was left as it is: name another file", path=path))
    comments = {
        key: etree.tostring(shape._element.txBody, encoding="unicode")
        for key, shape in boxes.items()
        if shape.has_text_frame and shape.text_frame.text.strip()
    }
    strange = sum(not any(name.startswith(MARK) for name in shapes) for shapes in slides)
    return Kept(comments, figures, len(slides), strange)


def put_comments(deck: Deck, comments: Mapping[str, str]) -> dict[str, str]:
    """Put comments back where their slides still are; return those that found their place."""
    found: dict[str, str] = {}
    for slide in deck.slides:
        for shape in slide.shapes:
            key = shape.name.removeprefix(MARK)
            if shape.name.startswith(MARK) and key in comments:
                element = shape._element
                element.replace(element.txBody, copy.deepcopy(parse_xml(comments[key])))
                found[key] = comments[key]
    return found


def put_figures(deck: Deck, figures: Mapping[str, Any]) -> None:
    """Lay the figures that a deck is made from into it, for the list of changes when it is made again."""
    for relation in _find_parts(deck):
        deck.part.drop_rel(relation)
    root = etree.Element(f"{{{SPACE}}}figures", nsmap={None: SPACE})
    root.text = json.dumps(figures, ensure_ascii=False, sort_keys=True)
    package = deck.part.package
    name = package.next_partname("/customXml/item%d.xml")
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    part = Part(PackURI(name), "application/xml", package, content)
    deck.part.relate_to(part, RT.CUSTOM_XML)


def _find_parts(deck: Deck) -> dict[str, bytes]:
    """Return the parts of a presentation that carry figures of parlib, by their relation."""
    return {
        key: relation.target_part.blob
        for key, relation in deck.part.rels.items()
        if relation.reltype == RT.CUSTOM_XML and SPACE.encode() in relation.target_part.blob
    }


def _read_figures(deck: Deck) -> Mapping[str, Any] | None:
    parts = list(_find_parts(deck).values())
    try:
        return json.loads(etree.fromstring(parts[0]).text or "") if parts else None
    except (ValueError, etree.XMLSyntaxError):
        return None
