"""A question that a page asks: what its table and chart are called, and where it stands (câu hỏi)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parlib.charts.describe import KINDS
from parlib.gate import KINDS as GATED
from parlib.gate import KNOWN, Gate
from parlib.language import Cell, Message, Text, Voice, cell
from parlib.language.words import OF_PROVINCES
from parlib.questions.columns import COLUMNS, Column
from parlib.questions.stand import SECTIONS, Stand
from parlib.wording.alt import PICTURES

if TYPE_CHECKING:
    import pandas as pd

PAGES = ("sheet", "component", "province", "national", "compare", "accountability", "onestop")
"""Kinds of page that a question may stand on."""


class CatalogueError(ValueError):
    """A question lacks something that a page, deck, document or workbook needs of it."""


@dataclass(frozen=True)
class Question:
    """What is the same of a question wherever it is answered.

    Attributes
    ----------
    name : str
        Short lasting name (``position``, ``history``): part of addresses, sheets and choices of slides.
    title : Message
        Short title, at most 27 letters in either language, so that a sheet can be called by it.
    columns : tuple of str or Column
        Columns that its tables may have: names of the house's columns, or columns of its own.
    pages : tuple of str
        Kinds of page that ask it.
    open_on : tuple of str
        Kinds of page on which it stands open; on the others it is folded under methods and tests.
    chart : str
        Kind of chart that answers it; ``table`` or ``text``.
    gate : Gate
        What must be known before it may be answered.
    words : mapping of str to Message
        Words of the house that stand in cells of its tables, by the program's word.
    stand : Stand
        Where it stands in decks, slides and workbooks.

    Raises
    ------
    CatalogueError
        If a column has no head or kind, a page is not known, or the title is missing, too long or has a field that is
        no word for places.
    """

    name: str
    title: Message
    columns: tuple[str | Column, ...]
    pages: tuple[str, ...]
    open_on: tuple[str, ...] = ()
    chart: str = "table"
    gate: Gate = field(default_factory=Gate)
    words: Mapping[str, Message] = field(default_factory=dict)
    stand: Stand = field(default_factory=Stand)

    def __post_init__(self) -> None:
        unknown = [name for name in self.columns if isinstance(name, str) and name not in COLUMNS]
        if unknown:
            raise CatalogueError(f"question {self.name!r}: column {unknown[0]!r} has no head and kind in the columns")
        if self.chart not in {"table", "text", *KINDS}:
            raise CatalogueError(f"question {self.name!r}: no chart is described by the kind {self.chart!r}")
        if self.chart in KINDS and self.chart not in PICTURES:
            raise CatalogueError(f"question {self.name!r}: its chart {self.chart!r} has no alt text")
        if set(self.gate.needs) - KNOWN or self.gate.only not in ("", *GATED):
            raise CatalogueError(f"question {self.name!r} needs what no gate knows: {self.gate}")
        if not self.pages or set(self.pages) - set(PAGES):
            raise CatalogueError(f"question {self.name!r} stands on no page, or on one that is not known: {self.pages}")
        if set(self.open_on) - set(self.pages):
            raise CatalogueError(f"question {self.name!r} stands open on a page that does not ask it: {self.open_on}")
        if self.title.fields:
            raise CatalogueError(
                f"question {self.name!r}: nobody fills the field {min(self.title.fields)!r} of its title"
            )
        for passage in self.stand.report:
            if passage.section not in SECTIONS:
                raise CatalogueError(f"question {self.name!r} stands in {passage.section!r}, no section of the report")
            if not isinstance(passage.table, bool):
                for name in passage.table:
                    self.column(name)
        for language, words in OF_PROVINCES.items():
            title = self.title.fill(words, language)
            if not 0 < len(title) <= LONGEST_TITLE:
                raise CatalogueError(f"question {self.name!r}: {title!r} is no title of up to {LONGEST_TITLE} letters")

    @property
    def names(self) -> list[str]:
        """Names of its columns, in order."""
        return [column if isinstance(column, str) else column.name for column in self.columns]

    def column(self, name: str) -> Column:
        """Return the column *name* of the question.

        Raises
        ------
        CatalogueError
            If the question does not list it.
        """
        for column in self.columns:
            known = COLUMNS[column] if isinstance(column, str) else column
            if known.name == name:
                return known
        raise CatalogueError(f"question {self.name!r} shows a column {name!r} that it does not list")

    def cell(self, row: pd.Series, column: str) -> Cell:
        """Return a cell of a row of the shown table, to be bound in a sentence; its kind is that of the column."""
        return cell(row, column, self.column(column).kind)

    def describe(self, names: Sequence[str], voice: Voice, heads: Mapping[str, str]) -> list[dict[str, str]]:
        """Return name, head and kind of the columns of a table, as an exhibit carries them.

        Parameters
        ----------
        names : sequence of str
            Columns of the table.
        voice : Voice
            Language, and words for the places.
        heads : mapping
            Heads that are a name of the data: a province, a year.
        """
        found = [self.column(name) for name in names]
        return [
            {"name": one.name, "label": heads.get(one.name) or str(voice.say(one.head)), "kind": one.kind}
            for one in found
        ]

    def word(self, term: str, voice: Voice) -> Text:
        """Return a word of the house as it stands in a cell."""
        return voice.say(self.words[term])


LONGEST_TITLE = 27
"""Letters of a title; a sheet's name has room for its number and the title."""
