"""A draft before it is laid on paper: sentences and tables whose figures know the page and cell that they are of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from parlib.language import Cell, Message, Reference, Text, Voice
from parlib.language.cells import PAGE
from parlib.language.text import Piece
from parlib.language.words import speak_of
from parlib.results.executed import ExecutedPage, ShownExhibit
from parlib.speech import tell
from parlib.wording.columns import format_value


@dataclass(frozen=True)
class Said:
    """A sentence or a paragraph; one of a *list* has a dash before it."""

    text: Text
    listed: bool = False


@dataclass(frozen=True)
class Part:
    """A heading: 1 is I., 2 is 1."""

    title: str
    level: int = 1


@dataclass(frozen=True)
class Listing:
    """A table, with a caption where it has a *title*; columns of *figures* are set to the right."""

    title: str
    labels: Sequence[str]
    rows: Sequence[Sequence[Text]]
    figures: Sequence[bool]
    simulated: bool = False


@dataclass(frozen=True)
class NewPage:
    """What follows begins on a new page, under a title of its own."""

    title: str
    about: Text


Block = Said | Part | Listing | NewPage


@dataclass(frozen=True)
class Draft:
    """A paper that people finish.

    Attributes
    ----------
    kind : str
        ``programme``, ``outlines``, ``opening``, ``closing``, ``notice``, ``unit`` or ``commended``.
    about : Text
        What it is about (trích yếu).
    blocks : sequence of Block
        In order.
    """

    kind: str
    about: Text
    blocks: Sequence[Block]

    def texts(self) -> list[Text]:
        """Return every sentence and cell, in order."""
        found = [self.about]
        for block in self.blocks:
            if isinstance(block, Said):
                found.append(block.text)
            elif isinstance(block, NewPage):
                found.append(block.about)
            elif isinstance(block, Listing):
                found += [cell for row in block.rows for cell in row]
        return found


def name_exhibit(page: ExecutedPage, exhibit: ShownExhibit) -> str:
    """Return how a reference of a draft names an exhibit: a draft speaks of several pages."""
    about = page.about
    return f"{about['index']}/{about['year']}/{about.get('component') or about['page']}/{exhibit.name}"


def take(page: ExecutedPage, exhibit: ShownExhibit, row: int, column: str) -> Cell:
    """Return a cell of an exhibit's table, bound to it.

    Raises
    ------
    KeyError
        If the table has no such column.
    """
    place = {column["name"]: at for at, column in enumerate(exhibit.columns)}[column]
    kind = exhibit.columns[place]["kind"]
    return Cell(exhibit.rows[row][place], kind, Reference(row, column, name_exhibit(page, exhibit)))


def write(page: ExecutedPage, exhibit: ShownExhibit, row: int, column: str) -> Text:
    """Return a cell as its page writes it, bound to it."""
    cell = take(page, exhibit, row, column)
    with speak_of(page.about["index"], page.about.get("province_name") or ""):
        text = format_value(cell.value, cell.kind, exhibit.language, exhibit.decimals)
    return Text((Piece(text, cell.reference, cell.value),))


def quote(page: ExecutedPage, exhibit: ShownExhibit) -> Text:
    """Return what an exhibit says, word by word, with its cells."""
    pieces, end, name = [], 0, name_exhibit(page, exhibit)
    for start, stop, other, row, column in exhibit.links.get("finding", ()):
        pieces.append(Piece(exhibit.finding[end:start]))
        where = other if str(other).startswith("@") else name if not other else f"{name.rpartition('/')[0]}/{other}"
        pieces.append(Piece(exhibit.finding[start:stop], Reference(row, column, where)))
        end = stop
    return Text(tuple(piece for piece in (*pieces, Piece(exhibit.finding[end:])) if piece.text))


def named(value: str, what: str) -> Cell:
    """Return what a page is about (its edition, its province) as a cell of the page."""
    return Cell(value, "text", Reference(0, what, PAGE))


def say_cells(
    voice: Voice, message: Message, page: ExecutedPage, exhibit: ShownExhibit, row: int, columns: Sequence[str]
) -> Text:
    """Return *message* with its fields bound to the cells of a row of the same names."""
    return voice.say(message, **{column: take(page, exhibit, row, column) for column in columns})


def plain(text: str) -> Text:
    """Return words without a figure as a text; digits in them are a mistake.

    Raises
    ------
    ValueError
        If there is a digit.
    """
    if any(map(str.isdecimal, text)):
        raise ValueError(tell("a figure without its cell: {text!r}", text=text))
    return Text.of(text)


def go_on(text: Text) -> Text:
    """Return *text* with a small first letter where it begins with plain words: it goes on a sentence."""
    if not text.pieces or text.pieces[0].reference is not None:
        return text
    first = text.pieces[0]
    return Text((replace(first, text=first.text[:1].lower() + first.text[1:]), *text.pieces[1:]))
