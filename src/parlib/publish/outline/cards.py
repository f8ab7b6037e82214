"""The main figures of the summary, as cards."""

from __future__ import annotations

from dataclasses import dataclass, field

from parlib.language import Cell, Reference, Text, Voice
from parlib.publish.outline.choose import is_drawn
from parlib.publish.outline.grid import write_cell
from parlib.results.executed import ShownExhibit
from parlib.wording.deck import deck_word, say_deck
from parlib.wording.labels import label

MOST = 4


@dataclass(frozen=True)
class Card:
    """One figure: what it is, the figure, a word below; *own* for the one that stands out."""

    head: str
    figure: str
    below: Text = field(default_factory=Text)
    own: bool = False


def list_cards(headline: ShownExhibit, sureness: ShownExhibit | None, voice: Voice) -> list[Card]:
    """Return up to four cards: score, rank, the places it may hold, changes; none without a figure."""
    if not headline.rows:
        return []
    language, row = headline.language, dict(zip(headline.table.columns, headline.rows[0], strict=True))

    def write(name: str) -> str:
        return write_cell(headline, headline.rows[0], name)

    def bind(name: str) -> Cell:
        return Cell(row[name], kinds[name], Reference(0, name, headline.name))

    kinds = {column["name"]: column["kind"] for column in headline.columns}
    cards = []
    if row.get("score") is not None:
        below = say_deck("of_maximum", voice, maximum=bind("max_score")) if row.get("max_score") else Text()
        cards.append(Card(label("score", language), write("score"), below, True))
    if row.get("rank") is not None:
        cards.append(Card(label("rank", language), write("rank")))
    if is_drawn(sureness):
        ends = [write_cell(sureness, sureness.rows[0], name) for name in ("rank_low", "rank_high")]
        cards.append(Card(deck_word("rank_range", language), "–".join(dict.fromkeys(ends))))
    if row.get("change") is not None:
        before = say_deck("before", voice, year=bind("year_before"), score=bind("score_before"))
        cards.append(Card(label("change", language), write("change"), before))
    if row.get("rank_change") is not None:
        since = say_deck("since", voice, year=bind("year_before"))
        cards.append(Card(label("rank_change", language), write("rank_change"), since))
    if row.get("share") is not None:
        cards.append(Card(label("share", language), write("share")))
    return cards[:MOST]
