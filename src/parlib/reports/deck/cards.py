"""The main figures of the summary, as cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from parlib.reports.deck.exhibits import is_drawn
from parlib.reports.deck.paper import Box
from parlib.reports.deck.shapes import Group, solid
from parlib.reports.deck.slides import Sheet
from parlib.reports.deck.tables import write_cell
from parlib.reports.deck.text import MUTED
from parlib.reports.executed import ShownExhibit
from parlib.wording.deck import deck_word
from parlib.wording.labels import label

MOST = 4


@dataclass(frozen=True)
class Card:
    """One figure: what it is, the figure, a word below; *own* for the one that stands out."""

    head: str
    figure: str
    below: str = ""
    own: bool = False


def list_cards(headline: ShownExhibit, sureness: ShownExhibit | None) -> list[Card]:
    """Return up to four cards: score, rank, the places it may hold, changes; none without a figure."""
    language, row = headline.language, dict(zip(headline.table.columns, headline.rows[0], strict=True))

    def write(name: str) -> str:
        return write_cell(headline, headline.rows[0], name)

    cards = []
    if row.get("score") is not None:
        below = deck_word("of_maximum", language, maximum=write("max_score")) if row.get("max_score") else ""
        cards.append(Card(label("score", language), write("score"), below, True))
    if row.get("rank") is not None:
        cards.append(Card(label("rank", language), write("rank")))
    if is_drawn(sureness):
        ends = [write_cell(sureness, sureness.rows[0], name) for name in ("rank_low", "rank_high")]
        cards.append(Card(deck_word("rank_range", language), "–".join(dict.fromkeys(ends))))
    if row.get("change") is not None:
        before = deck_word("before", language, score=write("score_before"))
        cards.append(Card(label("change", language), write("change"), before))
    if row.get("rank_change") is not None:
        cards.append(Card(label("rank_change", language), write("rank_change")))
    if row.get("share") is not None:
        cards.append(Card(label("share", language), write("share")))
    return cards[:MOST]


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
            lines.append((card.below, 10, False, MUTED))
        group.add_words(inner, lines, align="l")
    alt = "; ".join(" ".join(part for part in (card.head, card.figure, card.below) if part) for card in cards)
    group.put(sheet.slide, box, "figures", alt)
