"""Paragraphs, tables and pictures of Word and PowerPoint in one form, with the elements that they are read from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
REFERENCE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

MARK = "parlib:"
"""Begins what tells a piece apart: the tag of the content control around a paragraph or table of Word, the name of a
slide, and that of the box in which staff write. The piece's own mark follows."""

BREAKS = {f"{WORD}tab": "\t", f"{WORD}br": "\n", f"{WORD}cr": "\n", f"{DRAWING}br": "\n"}
TEXTS = (f"{WORD}t", f"{DRAWING}t")
DROPPED = (f"{WORD}txbxContent", f"{DRAWING}fld", f"{WORD}pPr", f"{DRAWING}pPr", f"{WORD}rPr", f"{DRAWING}rPr")
"""Elements below a paragraph in which no words of it stand, or words that the program keeps."""


@dataclass
class Block:
    """A paragraph, a table or a picture.

    Attributes
    ----------
    kind : str
        ``p``, ``t`` (table), ``g`` (paragraph with a picture), ``s`` (end of a section), ``o`` (anything else).
    text : str
        Words of a paragraph.
    mark : str
        What tells it apart for good.
    picture : str
        Hash of its picture.
    rows : list of list of list of Block
        Rows of a table, cells of a row, blocks of a cell.
    element, lines : lxml elements
        Where it stands, and its rows.
    agreed : str, optional
        The text as it was made when a kept text was last in agreement with it.
    """

    kind: str
    text: str = ""
    mark: str = ""
    picture: str = ""
    rows: list[list[list[Block]]] = field(default_factory=list)
    element: Any = None
    lines: list[Any] = field(default_factory=list)
    agreed: str | None = None

    @property
    def piece(self) -> tuple[str, str]:
        """What it is known by when it is looked for."""
        # The head of a table and its first row: rows below come and go.
        return self.kind, self.text if self.kind != "t" else " ".join(join_row(row) for row in self.rows[:2])

    @property
    def words(self) -> str:
        """All its words."""
        return self.text if self.kind != "t" else "\n".join(join_row(row) for row in self.rows)

    def to_known(self) -> dict[str, Any]:
        """Return it as plain data."""
        known: dict[str, Any] = {"k": self.kind, "x": self.text if self.agreed is None else self.agreed}
        known |= {"m": self.mark} if self.mark else {}
        known |= {"g": self.picture} if self.picture else {}
        if self.rows:
            known["r"] = [[[block.to_known() for block in cell] for cell in row] for row in self.rows]
        return known

    @classmethod
    def of(cls, known: dict[str, Any]) -> Block:
        """Return a block from plain data."""
        rows = [[[cls.of(block) for block in cell] for cell in row] for row in known.get("r", ())]
        return cls(known["k"], known["x"], known.get("m", ""), known.get("g", ""), rows)


def join_row(row: Iterable[list[Block]]) -> str:
    """Return the words of a row."""
    return " | ".join("\n".join(block.words for block in cell) for cell in row)


def list_parts(paragraph: Any) -> list[tuple[Any, str]]:  # noqa: ANN401
    """Return the elements of a paragraph that hold its words, each with them."""
    found: list[tuple[Any, str]] = []
    for child in paragraph:
        if child.tag in TEXTS:
            found.append((child, child.text or ""))
        elif child.tag in BREAKS:
            found.append((child, BREAKS[child.tag]))
        elif child.tag not in DROPPED:
            found += list_parts(child)
    return found


def write_parts(parts: list[tuple[Any, str]], texts: list[str]) -> bool:
    """Write words into the elements that hold them; False, and nothing written, where a break would have to change."""
    if len(parts) != len(texts):
        return False
    changed = [(element, text) for (element, was), text in zip(parts, texts, strict=True) if was != text]
    if any(element.tag not in TEXTS for element, _ in changed):
        return False
    for element, text in changed:
        element.text = text
        if element.tag.startswith(WORD):  # else Word drops blanks at the ends of a run
            element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return True


def read_paragraph(element: Any, kind: str = "p") -> Block:  # noqa: ANN401
    """Return a paragraph as a block."""
    return Block(kind, "".join(text for _, text in list_parts(element)), element=element)
