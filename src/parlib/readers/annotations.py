"""What stands beside the values of a sheet: its extent, hidden rows, formulas, error values, percent signs."""

from __future__ import annotations

import functools
import math
import re
from dataclasses import dataclass, field

from parlib.readers.shared_texts import SharedTexts, join_shown
from parlib.readers.xmlparts import BadXmlError, parse_part
from parlib.speech import tell

Address = tuple[int, int]
"""Row and column of a cell, both from 0."""

WIDEST = 16_384
"""Columns of a sheet."""

_CAPITAL_FONT = re.compile(r"\.Vn.*H")
_STYLE_LISTS = {"numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"}
_ADDRESS = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")
_AFTER_CELLS = {
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "AlternateContent",
    "tableParts",
    "extLst",
}
"""Elements that stand behind the cells of a sheet and may hold formulas that are none of a cell."""


@dataclass(frozen=True)
class Formula:
    """A formula cell: its text (blank for a repeated one), the group it repeats, and whether a value is stored."""

    text: str
    group: str
    has_value: bool


@dataclass(frozen=True)
class Annotations:
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
    numbers : tuple of int
        How many cells hold a number, and the sum of their places (see `place_number`): what another reader of the
        same sheet must come to.
    texts : tuple of int
        The same of cells that hold a text of more than spaces or a truth value.
    shown : dict
        From address to text, where letters above the line or struck out make it another than its letters in a row.
    strings : int
        How many texts the workbook's list of them must have at least.
    letters : int
        How many letters the cells hold together that name a text of that list.
    """

    height: int = 0
    width: int = 0
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    formulas: dict[Address, Formula] = field(default_factory=dict)
    errors: dict[Address, str] = field(default_factory=dict)
    percents: frozenset[Address] = frozenset()
    capitals: frozenset[Address] = frozenset()
    numbers: tuple[int, int] = (0, 0)
    texts: tuple[int, int] = (0, 0)
    shown: dict[Address, str] = field(default_factory=dict)
    strings: int = 0
    letters: int = 0


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


def place_number(row: int, column: int) -> int:
    """Return a number that stands for an address; sums of them tell sets of cells apart."""
    return (row + 1) * 16_411 + column * 7


def read_annotations(
    xml: bytes,
    percent_styles: frozenset[str] = frozenset(),
    capital_styles: frozenset[str] = frozenset(),
    texts: SharedTexts | None = None,
) -> Annotations:
    """Return the notes of a worksheet, in one pass and without building a tree of it.

    Parameters
    ----------
    xml : bytes
        The worksheet's part.
    percent_styles, capital_styles : frozenset of str
        Numbers of the cell styles that show a percent sign, and of those in a capital font of TCVN3.
    texts : SharedTexts, optional
        What is known of the workbook's list of texts.

    Raises
    ------
    BadXmlError
        If it is no well-formed XML.
    """
    reader = _Reader(percent_styles, capital_styles, texts or SharedTexts())
    parse_part(xml, reader.start, reader.text, aside=reader.refuse_aside)
    reader.close_cell()
    return Annotations(
        height=reader.height,
        width=reader.width,
        hidden_rows=frozenset(reader.hidden_rows),
        hidden_columns=frozenset(reader.hidden_columns),
        formulas=reader.formulas,
        errors=reader.errors,
        percents=frozenset(reader.percents),
        capitals=frozenset(reader.capitals),
        numbers=(reader.count, reader.places),
        texts=(reader.texts, reader.text_places),
        shown=reader.shown,
        strings=reader.strings,
        letters=reader.letters_named,
    )


class _Reader:
    """What is gathered while a sheet's XML goes by; a cell is done when the next tag of its kind comes."""

    def __init__(
        self,
        percent_styles: frozenset[str],
        capital_styles: frozenset[str],
        known: SharedTexts,
    ) -> None:
        self.percent_styles, self.capital_styles = percent_styles, capital_styles
        self.known = known
        self.shown: dict[Address, str] = {}
        self.texts = self.text_places = 0
        self.height = self.width = self.count = self.places = self.strings = self.letters_named = 0
        self.told_columns = 0
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.formulas: dict[Address, Formula] = {}
        self.errors: dict[Address, str] = {}
        self.percents: list[Address] = []
        self.capitals: list[Address] = []
        self.row, self.column = -1, -1
        self.kind: str | None = None  # of the cell that is open; None where none is
        self.style = ""
        self.part = ""  # the tag inside the cell whose text comes by
        self.value, self.filled = "", False
        self.pieces: list[tuple[str, bool, bool]] = []  # letters of a text within the cell: struck out, above the line
        self.struck, self.raised, self.aloud = False, False, False
        self.formula: dict[str, str] | None = None
        self.formula_text = ""
        self.letters: dict[str, int] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin a cell, what it holds, a row, or what comes after all cells."""
        if name == "c":
            self._start_cell(attributes)
        elif name in ("v", "is", "t"):
            if name == "v" and self.part == "v" and self.kind is not None:
                raise BadXmlError(tell("cell {cell} holds two values", cell=write_address(self.row, self.column)))
            self.part, self.filled = "v", True
        elif name == "f":
            self.part, self.formula, self.filled = "f", attributes, True
        elif name == "row":
            self.close_cell()
            self.row = int(attributes["r"]) - 1 if "r" in attributes else self.row + 1
            self.column = -1
            if attributes.get("hidden") in ("1", "true"):
                self.hidden_rows.add(self.row)
        elif name == "col":
            self._note_columns(attributes)
        elif name in _AFTER_CELLS:
            self.close_cell()
        elif self.kind == "inlineStr":
            self._note_run(name, attributes)

    def _note_run(self, name: str, attributes: dict[str, str]) -> None:
        """Note how the letters that follow look in a text that stands in its cell, not in the workbook's list."""
        if name == "r":
            self.struck = self.raised = False
        elif name == "strike":
            self.struck = attributes.get("val", "1") not in ("0", "false")
        elif name == "vertAlign":
            self.raised = attributes.get("val") == "superscript"
        elif name == "rPh":  # runs do not come after it
            self.aloud = True

    def refuse_aside(self) -> None:
        """Refuse a comment or raw text in a cell: one reader takes the value before it, another that behind it."""
        if self.kind is not None:
            raise BadXmlError(tell(_ASIDE, cell=write_address(self.row, self.column)))

    def _note_columns(self, attributes: dict[str, str]) -> None:
        """Note hidden columns; each is told of once, or the work would grow with every tag that tells of all."""
        first, last = int(attributes["min"]) - 1, min(int(attributes["max"]), WIDEST)
        self.told_columns += max(last - first, 0)
        if self.told_columns > WIDEST:
            raise BadXmlError("it tells of the same columns twice")
        if attributes.get("hidden") in ("1", "true"):
            self.hidden_columns |= set(range(first, last))

    def text(self, text: str) -> None:
        """Add letters to the value or the formula of the cell that is open."""
        if self.kind is None:
            return
        if self.part == "v":
            self.value += text
            if self.kind == "inlineStr" and not self.aloud and not (text.isspace() and "\n" in text):
                self.pieces.append((text, self.struck, self.raised))
        elif self.part == "f":
            self.formula_text += text

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self.close_cell()
        match = _ADDRESS.fullmatch(attributes.get("r", ""))
        if match:
            letters = match.group(1)
            if letters not in self.letters:
                self.letters[letters] = read_address(letters.upper() + "1")[1]
            self.row, self.column = int(match.group(2)) - 1, self.letters[letters]
        else:  # a cell without an address stands right of the one before
            self.column += 1
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "0")

    def close_cell(self) -> None:
        """Note the cell that is open."""
        kind, self.kind = self.kind, None
        if kind is not None and self.filled:
            self._note_cell(kind)
            self.filled, self.value, self.part = False, "", ""
            self.pieces, self.struck, self.raised, self.aloud = [], False, False, False
            self.formula, self.formula_text = None, ""

    def _note_cell(self, kind: str) -> None:
        place, value = (self.row, self.column), self.value.strip()
        self.height, self.width = max(self.height, self.row + 1), max(self.width, self.column + 1)
        if kind == "n" and value:
            _check_number(value, place)
            self.count += 1
            self.places += place_number(*place)
        elif kind == "e":
            self.errors[place] = value
        elif kind == "s":
            # Others take ' 2 ' for the first text: only what an office program writes is a number here.
            if not (self.value.isascii() and self.value.isdecimal()):
                message = "cell {cell} names the text {value!r}, which is none"
                raise BadXmlError(tell(message, cell=write_address(*place), value=self.value))
            self.strings = max(self.strings, int(value) + 1)
            lengths = self.known.lengths
            self.letters_named += lengths[int(value)] if int(value) < len(lengths) else 0
            if int(value) in self.known.shown:
                self.shown[place] = self.known.shown[int(value)]
        elif kind == "inlineStr" and any(struck or raised for _, struck, raised in self.pieces):
            self.shown[place] = join_shown(self.pieces)
        if (kind == "s" and int(value) not in self.known.blanks) or (kind in ("str", "inlineStr", "b") and value):
            self.texts += 1
            self.text_places += place_number(*place)
        if self.style in self.percent_styles:
            self.percents.append(place)
        if self.style in self.capital_styles:
            self.capitals.append(place)
        if self.formula is not None:
            group = self.formula.get("si", "") if self.formula.get("t") == "shared" else ""
            self.formulas[place] = Formula(self.formula_text, group, bool(value) or kind == "str")


_ASIDE = "cell {cell} holds a comment or raw text, which no office program writes"


def _check_number(value: str, place: Address) -> None:
    """Raise for a number that is none, or is not finite; how it is written is the other reader's matter."""
    try:
        known = math.isfinite(float(value))
    except ValueError:
        known = False
    if not known:
        message = "cell {cell} holds {value!r}, which is no number"
        raise BadXmlError(tell(message, cell=write_address(*place), value=value))


def read_styles(xml: bytes) -> tuple[frozenset[str], frozenset[str]]:
    """Return the numbers of the cell styles that show a percent sign, and of those in a capital font of TCVN3.

    A percent sign shows a number as a percentage (``0.91`` as ``91%``); the fonts are ``.VnTimeH``, ``.VnArialH``.
    """
    formats, fonts = {"9", "10"}, list[str]()
    styles: list[tuple[str, str]] = []  # number format and font of each, in the order by which cells name them
    within = ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal within
        if name == "xf":
            if within == "cellXfs":
                styles.append((attributes.get("numFmtId", ""), attributes.get("fontId", "")))
        elif name == "font":
            if within == "fonts":
                fonts.append("")
        elif name == "numFmt":
            if within == "numFmts" and _shows_percent(attributes.get("formatCode", "")):
                formats.add(attributes.get("numFmtId", ""))
        elif name == "name":
            if within == "fonts" and fonts:
                fonts[-1] = attributes.get("val", "")
        elif name in _STYLE_LISTS:
            within = name

    if xml:
        parse_part(xml, start)
    capital = {str(at) for at, name in enumerate(fonts) if _CAPITAL_FONT.fullmatch(name)}
    return (
        frozenset(str(at) for at, (shown, _) in enumerate(styles) if shown in formats),
        frozenset(str(at) for at, (_, font) in enumerate(styles) if font in capital),
    )


@functools.lru_cache(maxsize=1024)
def _shows_percent(code: str) -> bool:
    """Tell whether a number format shows a percent sign that is not within quotes."""
    return "%" in code and "%" in re.sub(r'"[^"]*"|\\.', "", code)
