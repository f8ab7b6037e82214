"""A workbook's list of texts: how long each is, which are blank, and what is above the line or struck out in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from parlib.readers.xmlparts import BadXmlError, parse_part


@dataclass(frozen=True)
class SharedTexts:
    """What is known of the workbook's list of texts.

    Attributes
    ----------
    lengths : list of int
        Letters of each. How it is to be read aloud (``rPh``) is no part of a text, but counts among its letters.
    blanks : frozenset of int
        Which of them are spaces or nothing.
    shown : dict
        Those with letters above the line or struck out, as they are to be read: marks of footnotes are left out, what
        is struck out stands apart from what is beside it. No number is made of both.
    """

    lengths: list[int] = field(default_factory=list)
    blanks: frozenset[int] = frozenset()
    shown: dict[int, str] = field(default_factory=dict)


def read_texts(xml: bytes) -> SharedTexts:
    """Return what is known of the workbook's list of texts.

    Raises
    ------
    BadXmlError
        If it is no well-formed XML, or holds comments or raw text within a text.

    Examples
    --------
    >>> read_texts(b"<sst><si><t>Y</t></si><si><r><t>Y </t></r><r><t>t&#7871;</t></r></si><si/></sst>")
    SharedTexts(lengths=[1, 4, 0], blanks=frozenset({2}), shown={})
    """
    if not xml:
        return SharedTexts()
    reader = _TextReader()
    parse_part(xml, reader.start, reader.text, reader.end, reader.refuse_aside)
    return SharedTexts(reader.lengths, frozenset(reader.blanks), reader.shown)


class _TextReader:
    """What is gathered while the list of texts goes by."""

    def __init__(self) -> None:
        self.lengths: list[int] = []
        self.blanks: set[int] = set()
        self.shown: dict[int, str] = {}
        self.pieces: list[tuple[str, bool, bool]] = []  # letters of a run: struck out, above the line
        self.inside, self.aloud, self.struck, self.raised = False, False, False, False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self.blanks.add(len(self.lengths))
            self.lengths.append(0)
            self.pieces = []
        elif name == "r":
            self.struck = self.raised = False
        elif name == "rPh":
            self.aloud = True
        elif name == "strike":
            self.struck = attributes.get("val", "1") not in ("0", "false")
        elif name == "vertAlign":
            self.raised = attributes.get("val") == "superscript"
        elif name == "t":
            self.inside = True

    def text(self, letters: str) -> None:
        if not self.lengths:
            return
        self.lengths[-1] += len(letters)
        if self.inside and not self.aloud:
            self.pieces.append((letters, self.struck, self.raised))
            if not letters.isspace():
                self.blanks.discard(len(self.lengths) - 1)

    def end(self, name: str) -> None:
        if name == "t":
            self.inside = False
        elif name == "r":
            self.struck = self.raised = False
        elif name == "rPh":
            self.aloud = False
        elif name == "si" and any(struck or raised for _, struck, raised in self.pieces):
            self.shown[len(self.lengths) - 1] = join_shown(self.pieces)

    def refuse_aside(self) -> None:
        if self.inside:
            raise BadXmlError("a text holds a comment or raw text, which no office program writes")


def join_shown(pieces: Sequence[tuple[str, bool, bool]]) -> str:
    """Return the words of runs on one line, without the marks of footnotes; what is struck out is kept apart.

    Parameters
    ----------
    pieces : sequence of tuple
        Letters of each run, whether they are struck out, and whether they stand above the line.

    Examples
    --------
    >>> join_shown([("1,75", False, False), ("1", False, True)])
    '1,75'
    >>> join_shown([("1,5", True, False), ("1,75", False, False)])
    '1,5 1,75'
    """
    plain = [piece for piece in pieces if not piece[2]]
    pieces = plain if any(text.strip() for text, _, _ in plain) else pieces
    gaps = ["", *[" " if one[1] != other[1] else "" for one, other in pairwise(pieces)]]
    return " ".join("".join(gap + text for gap, (text, _, _) in zip(gaps, pieces, strict=False)).split())
