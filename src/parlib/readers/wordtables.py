"""Tables of a Word document as Word shows them: what is inserted or in a field counts, what is deleted does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

from parlib.files.bounds import limit_cells
from parlib.readers.annotations import Address
from parlib.readers.shared_texts import join_shown
from parlib.readers.sheet_rows import refuse_cells, square
from parlib.readers.workbook import Sheet, Value

MOST_TITLES = 6
"""Paragraphs above a table that are kept with it: they say what and whose it is."""

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_AROUND = {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "hyperlink", "fldSimple", "dir", "bdo"}
"""Elements that stand around blocks, rows, cells and runs without changing what is shown."""

_GAPS = {"tab", "br", "cr"}
_OFF = {"0", "false", "off", "none"}


def read_tables(document: Document, name: str, size: int) -> list[Sheet]:
    """Return the tables of a document, each below the paragraphs that stand above it.

    A table that follows another without a word between them, as wide as that, is the rest of it.

    Parameters
    ----------
    size : int
        Bytes of the file, which say how many cells all tables may have.

    Raises
    ------
    DataProblemsError
        If they have more.
    """
    most = limit_cells(size)
    looks = _Looks(document)
    sheets: list[Sheet] = []
    titles: list[str] = []
    for block in _list_inner(document.element.body, {"p", "tbl"}):
        if block.tag == f"{_WORD}p":
            text = looks.read(block)
            titles += [text] if text else []
            continue
        table = _read_table(block, titles[-MOST_TITLES:], f"Bảng {len(sheets) + 1}", name, looks, most)
        most -= len(table.rows) * len(table.rows[0])
        if sheets and not titles and len(table.rows[0]) == len(sheets[-1].rows[0]):
            table = _join(sheets.pop(), table)
        if table.rows:
            sheets.append(table)
        titles = []
    return sheets


def _list_inner(parent: _Element, names: set[str]) -> Iterator[_Element]:
    """Yield the elements of these names in a parent, and in what only stands around them."""
    for child in parent:
        kind = str(child.tag).removeprefix(_WORD)
        if kind in names:
            yield child
        elif kind in _AROUND:
            yield from _list_inner(child, names)


def _read_table(table: _Element, titles: list[str], title: str, name: str, looks: _Looks, most: int) -> Sheet:
    rows: list[list[Value]] = [[text] for text in titles]
    filled: set[Address] = set()
    blocks: dict[int, list[tuple[int, int, int, int]]] = {}
    widest = 0
    for row in _list_inner(table, {"tr"}):
        if row.find(f"{_WORD}trPr/{_WORD}del") is not None:
            continue
        before = _count(row.find(f"{_WORD}trPr/{_WORD}gridBefore"), 0)
        if before > most:
            raise refuse_cells(name)
        values: list[Value] = [""] * before
        above = rows[-1] if len(rows) > len(titles) else []
        for cell in _list_inner(row, {"tc"}):
            begun = len(values)
            span = _count(cell.find(f"{_WORD}tcPr/{_WORD}gridSpan"), 1)
            down = cell.find(f"{_WORD}tcPr/{_WORD}vMerge")
            goes_on = down is not None and down.get(f"{_WORD}val", "continue") == "continue"
            widest = max(widest, begun + span)
            if (len(rows) + 1) * widest > most or len(filled) > most // 4:
                raise refuse_cells(name)
            values += [above[begun] if goes_on and begun < len(above) else looks.read(cell)] * span
            own = set() if goes_on else {begun}
            top = blocks[begun].pop()[0] if goes_on and blocks.get(begun) else len(rows)
            blocks.setdefault(begun, []).append((top, begun, len(rows), len(values) - 1))
            filled |= {(len(rows), column) for column in range(begun, len(values)) if column not in own}
        rows.append(values)
    merged = [block for column in blocks.values() for block in column if block[:2] != block[2:]]
    return Sheet(name, title, square(rows), merged=merged, filled=frozenset(filled))


def _count(element: _Element | None, otherwise: int) -> int:
    text = "" if element is None else element.get(f"{_WORD}val", "")
    return int(text) if text.isdigit() else otherwise


def _join(first: Sheet, rest: Sheet) -> Sheet:
    """Return a table and the rest of it as one."""
    below = len(first.rows)
    filled = {(row + below, column) for row, column in rest.filled}
    merged = [(top + below, left, bottom + below, right) for top, left, bottom, right in rest.merged]
    rows = [*first.rows, *rest.rows]
    return replace(first, rows=rows, merged=[*first.merged, *merged], filled=first.filled | filled)


class _Looks:
    """Which letters of a document are shown, and which of them stand above the line."""

    def __init__(self, document: Document) -> None:
        self.styles = {style.get(f"{_WORD}styleId"): style for style in document.styles.element}
        self.said: dict[tuple[str | None, str], _Element | None] = {}

    def read(self, block: _Element) -> str:
        """Return the words of a paragraph or cell on one line, without the marks of footnotes.

        Letters that are struck out are kept apart from those beside them: no number is made of both.
        """
        pieces = list(self._list_pieces(block))
        return join_shown(pieces)

    def _list_pieces(self, parent: _Element) -> Iterator[tuple[str, bool, bool]]:
        """Yield the text of each run that is shown: whether it is struck out, whether it stands above the line."""
        for child in parent:
            kind = str(child.tag).removeprefix(_WORD)
            if kind == "r":
                if not self._is(child, "vanish"):
                    struck = self._is(child, "strike") or self._is(child, "dstrike")
                    yield (_read_run(child), struck, self._is_raised(child))
            elif kind in _AROUND or kind in ("p", "tbl", "tr", "tc"):
                yield from self._list_pieces(child)
                if kind in ("p", "tc"):
                    yield (" ", False, False)

    def _is(self, run: _Element, what: str) -> bool:
        found = self._find(run, what)
        return found is not None and found.get(f"{_WORD}val", "true") not in _OFF

    def _is_raised(self, run: _Element) -> bool:
        found = self._find(run, "vertAlign")
        return found is not None and found.get(f"{_WORD}val") == "superscript"

    def _find(self, run: _Element, what: str) -> _Element | None:
        """Return what is said of a run: by itself, else by its style or one on which that rests."""
        found = run.find(f"{_WORD}rPr/{_WORD}{what}")
        style = run.find(f"{_WORD}rPr/{_WORD}rStyle")
        return found if found is not None or style is None else self._find_in_style(style.get(f"{_WORD}val"), what)

    def _find_in_style(self, name: str | None, what: str) -> _Element | None:
        """Return what a style says, or the nearest on which it rests; each is asked once."""
        found, passed = None, dict[tuple[str | None, str], None]()
        while name in self.styles and (name, what) not in passed:
            if (name, what) in self.said:
                found = self.said[name, what]
                break
            passed[name, what] = None
            style = self.styles[name]
            found = style.find(f"{_WORD}rPr/{_WORD}{what}")
            below = style.find(f"{_WORD}basedOn")
            if found is not None or below is None:
                break
            name = below.get(f"{_WORD}val")
        self.said |= dict.fromkeys(passed, found)
        return found


def _read_run(run: _Element) -> str:
    texts = []
    for child in run:
        kind = str(child.tag).removeprefix(_WORD)
        shown = {"t": child.text or "", "noBreakHyphen": "-", **dict.fromkeys(_GAPS, " ")}
        texts.append(shown.get(kind, ""))
    return "".join(texts)
