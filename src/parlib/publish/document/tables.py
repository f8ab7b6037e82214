"""Tables of a document: widths by what the columns hold, header rows that repeat, rows that never break."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.table import CT_Tbl

from parlib.wording.letters import FILL

SIZES = (11, 10, 9, 8)
"""Sizes of letters in points; the largest is taken with which every word fits its column."""

POINT = 25.4 / 72
"""Millimetres in a point."""

LETTERS = {"ijltf.,:;'/()| ": 0.34, "mwMW": 0.95, "ABCDEGHKLNOPQRTUVXYÂĂÊÔĐƯƠ": 0.76, "%": 1.0}
"""Widths of bold letters of Times New Roman as parts of the size, rounded up; any other is `LETTER` wide."""

LETTER = 0.56
"""Width of most letters and of figures, as a part of the size."""

PADDING = 2.4
"""Room left and right of the words in a cell, together, in millimetres."""

WIDEST = 60
"""Width in millimetres that a column of long texts asks for."""

LONGEST = 12
"""Width of the longest word that is kept whole, as times the size; an address is broken at the edge of its cell."""

FORM = 10
"""Width of a cell to be filled in, as times the size of its letters."""

TWIPS = 1440 / 25.4
"""Twentieths of a point in a millimetre."""

WHOLE = 12
"""Rows of a table that is not parted over two pages; of a longer one the first and last rows stay together."""

TOGETHER = 2
"""Rows at the top and at the end of a longer table that stay on one page."""


@dataclass(frozen=True)
class Grid:
    """A table as text.

    Attributes
    ----------
    labels : sequence of str
        Heads of the columns.
    rows : sequence of sequence of str
        Cells.
    figures : sequence of bool
        True for columns of figures, which are set to the right.
    strong : frozenset of int
        Numbers of the rows in bold.
    title : str
        What the table is, for those who cannot see it.
    """

    labels: Sequence[str]
    rows: Sequence[Sequence[str]]
    figures: Sequence[bool]
    strong: frozenset[int] = frozenset()
    title: str = ""


def measure_columns(grid: Grid, width: float) -> tuple[int, list[float]]:
    """Return the size of letters and the width of each column in millimetres, so that no word is broken.

    Examples
    --------
    >>> size, widths = measure_columns(Grid(["Tỉnh", "Điểm"], [["Bà Rịa - Vũng Tàu", "7,62"]], [False, True]), 165)
    >>> size, round(sum(widths)), widths[0] > widths[1]
    (11, 165, True)
    """
    texts = [[label, *(row[at] for row in grid.rows)] for at, label in enumerate(grid.labels)]
    words = [max((measure_word(word) for text in column for word in text.split()), default=1.0) for column in texts]
    # Heads may take two or three lines, so they ask for less than their length.
    lengths = [max(measure_word(column[0]) / 2.2, *map(_measure_cell, column[1:]), 1.0) for column in texts]
    for size in SIZES:
        needed = [POINT * size * min(LONGEST, length) + PADDING for length in words]
        if sum(needed) <= width:
            break
    asked = [min(WIDEST, POINT * size * length + PADDING) for length in lengths]
    return size, _share(needed, [max(pair) for pair in zip(needed, asked, strict=True)], width)


def measure_word(word: str) -> float:
    """Return how wide a text is in bold Times New Roman, as times the size of its letters.

    Examples
    --------
    >>> round(measure_word("Maximum"), 2), measure_word("1") < measure_word("M")
    (4.87, True)
    """
    return sum(next((width for letters, width in LETTERS.items() if letter in letters), LETTER) for letter in word)


def _measure_cell(text: str) -> float:
    return FORM if text == FILL else measure_word(text)


def _share(needed: Sequence[float], asked: Sequence[float], width: float) -> list[float]:
    """Return widths that add up to *width*: what is needed, and of the rest as far as it goes what is asked."""
    if sum(needed) > width or sum(asked) == sum(needed):
        return [width * part / sum(needed) for part in needed]
    ratio = (width - sum(needed)) / (sum(asked) - sum(needed))
    if ratio <= 1:
        return [least + ratio * (most - least) for least, most in zip(needed, asked, strict=True)]
    return [width * part / sum(asked) for part in asked]


def build_table(grid: Grid, width: float) -> CT_Tbl:
    """Return the table as Word's own markup, as wide as *width* millimetres."""
    size, widths = measure_columns(grid, width)
    twips = [round(part * TWIPS) for part in widths]
    columns = "".join(f'<w:gridCol w:w="{part}"/>' for part in twips)
    head = _write_row(grid.labels, twips, size, ["center"] * len(twips), strong=True, header=True, kept=True)
    sides = ["right" if figure else "left" for figure in grid.figures]
    n_rows = len(grid.rows)
    body = "".join(
        _write_row(row, twips, size, sides, strong=number in grid.strong, kept=_is_kept(number, n_rows))
        for number, row in enumerate(grid.rows)
    )
    settings = _write_settings(sum(twips), grid.title)
    return parse_xml(f"<w:tbl {nsdecls('w')}>{settings}<w:tblGrid>{columns}</w:tblGrid>{head}{body}</w:tbl>")


def _is_kept(number: int, n_rows: int) -> bool:
    """Tell whether a row stands on the page of what follows it: no head, row or source line is alone on a page.

    Examples
    --------
    >>> [_is_kept(number, 3) for number in range(3)], [_is_kept(number, 20) for number in (0, 1, 2, 17, 18, 19)]
    ([True, True, True], [True, False, False, False, True, True])
    """
    return n_rows <= WHOLE or number < TOGETHER - 1 or number >= n_rows - TOGETHER


def _write_settings(width: int, title: str) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
    room = "".join(f'<w:{side} w:w="60" w:type="dxa"/>' for side in ("left", "right"))
    return (
        f'<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{lines}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{room}</w:tblCellMar><w:tblLook w:firstRow="1"/>'
        f"<w:tblCaption w:val={quoteattr(title)}/></w:tblPr>"
    )


def _write_row(
    cells: Sequence[str],
    widths: Sequence[int],
    size: int,
    sides: Sequence[str],
    strong: bool,
    header: bool = False,
    kept: bool = False,
) -> str:
    """Return a row; one that is *kept* stands on the page of what follows it."""
    repeat = "<w:tblHeader/>" if header else ""
    bold = "<w:rPr><w:b/></w:rPr>" if strong else ""
    stay = "<w:keepNext/>" if kept else ""
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="E7E6E6"/>' if header else ""
    written = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr>'
        f'<w:pStyle w:val="Table{size}"/>{stay}<w:jc w:val="{side}"/></w:pPr><w:r>{bold}<w:t xml:space="preserve">'
        f"{escape(cell)}</w:t></w:r></w:p></w:tc>"
        for cell, width, side in zip(cells, widths, sides, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{written}</w:tr>"
