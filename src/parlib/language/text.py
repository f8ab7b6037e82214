"""A text whose pieces know the cells that they were written from (câu chữ gắn với ô số liệu)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from parlib.language.cells import Reference


@dataclass(frozen=True)
class Piece:
    """A run of letters and, where it was written from one, the cell behind it.

    Attributes
    ----------
    text : str
        The letters.
    reference : Reference, optional
        The cell; None for plain words.
    value : object
        The unrounded value that was written; an exhibit compares it with its table.
    """

    text: str
    reference: Reference | None = None
    value: object = None


@dataclass(frozen=True)
class Text:
    """Pieces in order. It is never edited as letters: it is added to, joined, or given a capital.

    Examples
    --------
    >>> text = Text.of("đạt ") + Text((Piece("7,99", Reference(0, "score"), 7.989),)) + " điểm"
    >>> str(text), text.links()
    ('đạt 7,99 điểm', [[4, 8, '', 0, 'score']])
    """

    pieces: tuple[Piece, ...] = ()

    @classmethod
    def of(cls, words: str | Text) -> Text:
        """Return plain words as a text; a text as it is."""
        return words if isinstance(words, Text) else cls((Piece(words),) if words else ())

    def __str__(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    def __bool__(self) -> bool:
        return any(piece.text for piece in self.pieces)

    def __add__(self, other: str | Text) -> Text:
        return Text(self.pieces + Text.of(other).pieces)

    def __radd__(self, other: str) -> Text:
        return Text.of(other) + self

    def capitalise(self) -> Text:
        """Return the text with a large first letter; a name or number that begins it stays as it is."""
        if not self.pieces or self.pieces[0].reference is not None:
            return self
        first = self.pieces[0]
        return Text((replace(first, text=first.text[:1].upper() + first.text[1:]), *self.pieces[1:]))

    def within(self, exhibit: str) -> Text:
        """Return the text as another exhibit says it: its cells are those of *exhibit*."""
        return Text(tuple(_lead_to(piece, exhibit) for piece in self.pieces))

    def links(self) -> list[list[object]]:
        """Return ``[start, end, exhibit, row, column]`` of every piece written from a cell, in order.

        *exhibit* is blank for the exhibit that says the text, ``@page`` for what the page is about and ``@method`` for
        a number of the method.
        """
        links: list[list[object]] = []
        start = 0
        for piece in self.pieces:
            end = start + len(piece.text)
            if piece.reference is not None:
                where = piece.reference
                links.append([start, end, where.exhibit, where.row, where.column])
            start = end
        return links


def _lead_to(piece: Piece, exhibit: str) -> Piece:
    if piece.reference is None or piece.reference.exhibit:
        return piece
    return replace(piece, reference=replace(piece.reference, exhibit=exhibit))


def join_texts(texts: Iterable[str | Text], separator: str = " ") -> Text:
    """Return texts one after the other; empty ones are left out.

    Examples
    --------
    >>> str(join_texts(["Một.", "", Text.of("Hai.")]))
    'Một. Hai.'
    """
    joined = Text()
    for text in filter(None, map(Text.of, texts)):
        joined = joined + separator + text if joined else text
    return joined
