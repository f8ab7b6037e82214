"""The main figures of the summary, as cards."""

from __future__ import annotations

from dataclasses import dataclass

from parlib.publish.outline.choose import is_drawn
from parlib.publish.outline.grid import write_cell
from parlib.results.executed import ShownExhibit
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
        before = deck_word("before", language, year=write("year_before"), score=write("score_before"))
        cards.append(Card(label("change", language), write("change"), before))
    if row.get("rank_change") is not None:
        since = deck_word("since", language, year=write("year_before"))
        cards.append(Card(label("rank_change", language), write("rank_change"), since))
    if row.get("share") is not None:
        cards.append(Card(label("share", language), write("share")))
    return cards[:MOST]
