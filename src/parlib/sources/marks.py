"""What stands beside the values of a sheet: its extent, hidden rows, formulas, error values, percent signs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

from parlib.sources.package import read_attribute

Address = tuple[int, int]
"""Row and column of a cell, both from 0."""

MOST_CELLS = 8_000_000
"""Cells of a sheet (rows by columns, up to the last filled one) that are still read."""

_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*?)(/?)>")
_FILLED = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>]*(?<!/)>\s*<(?!/)")
_ROW_END = re.compile(rb"</(?:\w+:)?row>")
_REFERENCE = re.compile(rb"r=\"([A-Z]{1,3})(\d{1,7})\"")
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?f(?:\s([^>]*?))?(?:/>|>([^<]*)</(?:\w+:)?f>)(\s*<(?:\w+:)?v>[^<])?"
)
_ERROR = re.compile(
    rb"<(?:\w+:)?c\s(?=[^>]*\bt=[\"']e[\"'])([^>]*)>\s*(?:<(?:\w+:)?f[^>]*/>|<(?:\w+:)?f[^>]*>[^<]*</(?:\w+:)?f>)?"
    rb"\s*<(?:\w+:)?v>([^<]*)"
)


@dataclass(frozen=True)
class Formula:
    """A formula cell: its text (blank for a repeated one), the group it repeats, and whether a value is stored."""

    text: str
    group: str
    has_value: bool


@dataclass(frozen=True)
class Marks:
    """What the XML of a sheet says beside its values.

    Attributes
    ----------
    height, width : int
        Rows and columns up to the last filled cell.
    hidden_rows, hidden_columns : frozenset of int
        From 0.
    formulas : dict
        From address to formula.
    errors : dict
        From address to the error value that Excel shows, such as ``#REF!``.
    percents : frozenset
        Addresses of cells shown with a percent sign.
    capitals : frozenset
        Addresses of texts in a capital font of TCVN3, which shows small letters as capitals.
    addressed : bool
        False where cells carry no addresses.
    """

    height: int = 0
    width: int = 0
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    formulas: dict[Address, Formula] = field(default_factory=dict)
    errors: dict[Address, str] = field(default_factory=dict)
    percents: frozenset[Address] = frozenset()
    capitals: frozenset[Address] = frozenset()
    addressed: bool = True


def read_address(text: str) -> Address:
    """Return row and column, from 0, of an address as Excel writes it.

    Examples
    --------
    >>> read_address("B7"), read_address("AA1")
    ((6, 1), (0, 26))
    """
    letters = text.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(text[len(letters) :]) - 1, column - 1


def write_address(row: int, column: int) -> str:
    """Return an address as Excel writes it, from row and column from 0.

    Examples
    --------
    >>> write_address(6, 1), write_address(0, 26)
    ('B7', 'AA1')
    """
    letters, column = "", column + 1
    while column:
        column, last = divmod(column - 1, 26)
        letters = chr(ord("A") + last) + letters
    return f"{letters}{row + 1}"


def read_marks(
    xml: bytes, percent_styles: frozenset[str] = frozenset(), capital_styles: frozenset[str] = frozenset()
) -> Marks:
    """Return the marks of a worksheet, without building a tree of it.

    A tag of XML ends at its first ``>``, and ``<`` never stands inside an attribute, so that each kind of tag is
    found in one pass over the bytes however many rows there are.

    Parameters
    ----------
    xml : bytes
        The worksheet's part.
    percent_styles, capital_styles : frozenset of str
        Numbers of the cell styles that show a percent sign, and of those in a capital font of TCVN3.
    """
    height, width = _measure_extent(xml)
    if height * width > MOST_CELLS:
        height, width = _measure_filled(xml)
    any_cell = _CELL.search(xml)
    return Marks(
        height=height,
        width=width,
        hidden_rows=_find_hidden_rows(xml),
        hidden_columns=_find_hidden_columns(xml),
        formulas=_find_formulas(xml),
        errors=_find_errors(xml),
        percents=_find_styled(xml, percent_styles),
        capitals=_find_styled(xml, capital_styles),
        addressed=any_cell is None or b'r="' in any_cell.group(1),
    )


def read_percent_styles(xml: bytes) -> frozenset[str]:
    """Return the numbers of the cell styles that show a number as a percentage (``0.91`` as ``91%``)."""
    formats = {"9", "10"}
    for tag in re.findall(rb"<(?:\w+:)?numFmt\s[^>]*>", xml):
        code = re.sub(r'"[^"]*"|\\.', "", read_attribute(tag, "formatCode"))
        if "%" in code:
            formats.add(read_attribute(tag, "numFmtId"))
    return frozenset(
        str(place) for place, tag in enumerate(_list_styles(xml)) if read_attribute(tag, "numFmtId") in formats
    )


def read_capital_styles(xml: bytes) -> frozenset[str]:
    """Return the numbers of the cell styles in a capital font of TCVN3: ``.VnTimeH``, ``.VnArialH``."""
    block = re.search(rb"<(?:\w+:)?fonts\b.*?</(?:\w+:)?fonts>", xml, re.DOTALL)
    fonts = re.findall(rb"<(?:\w+:)?font>.*?</(?:\w+:)?font>|<(?:\w+:)?font/>", block.group(0) if block else b"",
                       re.DOTALL)  # fmt: skip
    names = [re.search(rb"<(?:\w+:)?name\s[^>]*>", font) for font in fonts]
    capital = {str(place) for place, name in enumerate(names)
               if name and re.fullmatch(r"\.Vn.*H", read_attribute(name.group(0), "val"))}  # fmt: skip
    return frozenset(
        str(place) for place, tag in enumerate(_list_styles(xml)) if read_attribute(tag, "fontId") in capital
    )


def _list_styles(xml: bytes) -> list[bytes]:
    block = re.search(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", xml, re.DOTALL)
    return re.findall(rb"<(?:\w+:)?xf\s[^>]*>", block.group(0)) if block else []


def _measure_extent(xml: bytes) -> Address:
    """Return how far the cells reach, filled or not, from the last cell of each row."""
    height = width = start = 0
    for end in _ROW_END.finditer(xml):
        last = _REFERENCE.match(xml, max(xml.rfind(b'r="', start, end.start()), start))
        if last:
            height = max(height, int(last.group(2)))
            width = max(width, read_address(last.group(1).decode() + "1")[1] + 1)
        start = end.end()
    return height, width


def _measure_filled(xml: bytes) -> Address:
    """Return how far the filled cells reach; slower, for sheets with formats far beyond their table."""
    filled = _FILLED.findall(xml)
    columns = {letters for letters, _ in filled}
    width = max((read_address(letters.decode() + "1")[1] + 1 for letters in columns), default=0)
    return max((int(row) for _, row in filled), default=0), width


def _place(attributes: bytes) -> Address:
    return read_address(read_attribute(b" " + attributes, "r"))


def _find_hidden_rows(xml: bytes) -> frozenset[int]:
    if b"hidden=" not in xml:
        return frozenset()
    tags = [tag for tag in _ROW.findall(xml) if read_attribute(tag, "hidden") in ("1", "true")]
    return frozenset(int(read_attribute(tag, "r")) - 1 for tag in tags)


def _find_hidden_columns(xml: bytes) -> frozenset[int]:
    head = xml[: xml.find(b"sheetData")]
    tags = [tag for tag in _COLUMN.findall(head) if read_attribute(tag, "hidden") in ("1", "true")]
    spans = [range(int(read_attribute(tag, "min")) - 1, int(read_attribute(tag, "max"))) for tag in tags]
    return frozenset(column for span in spans for column in span)


def _find_formulas(xml: bytes) -> dict[Address, Formula]:
    if b"<f" not in xml and b":f" not in xml:
        return {}
    found = {}
    for attributes, kind, text, value in _FORMULA.findall(xml):
        blank_text = read_attribute(b" " + attributes, "t") == "str"
        group = read_attribute(b" " + kind, "si") if b"shared" in kind else ""
        found[_place(attributes)] = Formula(unescape(text.decode("utf-8")), group, bool(value) or blank_text)
    return found


def _find_errors(xml: bytes) -> dict[Address, str]:
    if b't="e"' not in xml and b"t='e'" not in xml:
        return {}
    return {_place(tag): text.decode("utf-8") for tag, text in _ERROR.findall(xml)}


def _find_styled(xml: bytes, styles: frozenset[str]) -> frozenset[Address]:
    if not styles:
        return frozenset()
    wanted = "|".join(sorted(styles)).encode()
    cells = re.findall(rb"<(?:\w+:)?c\s(?=[^>]*\bs=[\"'](?:" + wanted + rb")[\"'])([^>]*[^/])>", xml)
    return frozenset(_place(attributes) for attributes in cells)
