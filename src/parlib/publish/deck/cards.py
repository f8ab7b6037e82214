"""Cards of the summary, as native shapes."""

from __future__ import annotations

from collections.abc import Sequence

from parlib.publish.deck.shapes import Group, solid
from parlib.publish.deck.slides import Sheet
from parlib.publish.deck.text import MUTED
from parlib.publish.outline.boxes import Box
from parlib.publish.outline.cards import Card


def add_cards(sheet: Sheet, box: Box, cards: Sequence[Card]) -> None:
    """Draw cards side by side as one group."""
    group = Group(sheet.language)
    for place, card in zip(box.split([1] * len(cards), 14), cards, strict=True):
        group.add_block(place, solid("F3F5F7"))
        group.add_block(Box(place.x, place.y, 4, place.h), solid("accent1" if card.own else "accent2"))
        inner = Box(place.x + 16, place.y + 6, place.w - 22, place.h - 12)
        color = "accent1" if card.own else "accent2"
        lines = [(card.head, 11, False, MUTED), (card.figure, 26, True, color)]
        if card.below:
            lines.append((str(card.below), 10, False, MUTED))
        group.add_words(inner, lines, align="l")
    alt = "; ".join(" ".join(filter(None, (card.head, card.figure, str(card.below)))) for card in cards)
    group.put(sheet.slide, box, "figures", alt)
