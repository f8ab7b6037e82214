"""The figures that a deck was made from, which travel in it for the list of changes when it is made again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.presentation import Presentation as Deck

SPACE = "urn:parlib:deck:1"
"""Names the part of a deck that carries its figures; Office keeps such parts when it saves."""


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


def read_figures(deck: Deck) -> Mapping[str, Any] | None:
    """Return the figures that a deck was made from; None where another program dropped them."""
    parts = list(_find_parts(deck).values())
    try:
        return json.loads(etree.fromstring(parts[0]).text or "") if parts else None
    except (ValueError, etree.XMLSyntaxError):
        return None


def _find_parts(deck: Deck) -> dict[str, bytes]:
    """Return the parts of a presentation that carry figures of parlib, by their relation."""
    return {
        key: relation.target_part.blob
        for key, relation in deck.part.rels.items()
        if relation.reltype == RT.CUSTOM_XML and SPACE.encode() in relation.target_part.blob
    }
