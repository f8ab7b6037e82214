"""A workbook's cells as a plain grid, read safely: whatever is wrong with the file is said in one line.

The values come from calamine; what it does not tell (hidden rows, formulas, error values, percent signs) from the
sheets' own XML. Nothing is computed: a formula counts with the value that Excel stored beside it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from parlib.files.bounds import limit_merged
from parlib.files.kept import Kept
from parlib.problems import DataProblemsError, Problem
from parlib.readers.annotations import (
    Address,
    Annotations,
    place_number,
    read_annotations,
    read_styles,
    write_address,
)
from parlib.readers.binary import BOOK, read_binary
from parlib.readers.extents import refuse_extents
from parlib.readers.formulas import TooManyReferencesError, find_circle
from parlib.readers.oldfonts import convert_capitals, convert_old_texts
from parlib.readers.package import SAVE_AGAIN, Package, refuse
from parlib.readers.shared_texts import read_texts
from parlib.readers.xmlparts import BadXmlError
from parlib.speech import tell
from parlib.terms import SHEET_MARK

MOST_LISTED = 5
"""Cells of one kind of fault that are named one by one."""

MARKS = re.compile("MÔ PHỎNG|SIMULATED", re.IGNORECASE)
"""Words by which a file says that its figures are simulated."""

MOST_KEPT_BYTES = 2_000_000
"""Size of a file whose sheets are kept: to take one in, several steps ask what it holds."""

Value = str | float
"""A cell: text as typed (blank if empty), or a float where the cell holds a number."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: every row as long as the widest one.

    Attributes
    ----------
    file, name : str
        The workbook and the sheet, as messages call them.
    rows : list of list
        Text as typed, blank where empty; a float where the cell holds a number; a date as ``2025-11-30``. A cell
        shown with a percent sign holds what is shown: 91.04, not 0.9104. Every cell of a merged block holds the
        block's value.
    hidden : bool
        True for a hidden sheet.
    hidden_rows, hidden_columns : frozenset of int
        From 0; their cells are in *rows* like any other.
    merged : list
        Blocks as (first row, first column, last row, last column), from 0.
    filled : frozenset
        Addresses of cells that hold a value only because they lie in a merged block.
    """

    file: str
    name: str
    rows: list[list[Value]] = field(repr=False)
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: list[tuple[int, int, int, int]] = field(default_factory=list, repr=False)
    filled: frozenset[Address] = field(default=frozenset(), repr=False)

    @property
    def title(self) -> str:
        """Name without the mark of simulated figures, by which readers know a sheet."""
        return self.name.removesuffix(SHEET_MARK).strip()

    def text(self, row: int, column: int) -> str:
        """Return a cell as text; a number as Excel shows it, with 15 digits at most."""
        return write_value(self.rows[row][column])

    def problem(self, row: int, column: int, message: str, hint: str = "") -> Problem:
        """Return a problem of one cell, named by file, sheet and address."""
        return Problem(self.file, message, column=f"{self.name}!{write_address(row, column)}", hint=hint)


def write_value(value: Value) -> str:
    """Return a cell's value as text.

    Examples
    --------
    >>> write_value(91.03999999999999), write_value(63.0), write_value(" 91,04 ")
    ('91.04', '63', '91,04')
    """
    return value.strip() if isinstance(value, str) else f"{value:.15g}"


_READ = Kept[list[Sheet]](most=2)
_ANNOTATED = Kept[dict[str, Annotations]](most=1)


def is_marked(sheets: list[Sheet]) -> bool:
    """Tell whether a workbook says that its figures are simulated, in a sheet or in the name of one."""
    return any(
        MARKS.search(sheet.name) or any(isinstance(value, str) and MARKS.search(value) for value in row)
        for sheet in sheets
        for row in sheet.rows
    )


def read_workbook(path: Path, name: str | None = None) -> list[Sheet]:
    """Return the sheets of an Excel workbook (.xlsx, .xlsb) that have any filled cell, in order, hidden ones too.

    Files of other forms (`parlib.readers.otherforms`) are told by their endings: .xls, .ods, .csv, .docx, .pdf.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    name : str, optional
        How messages call it; its file name if not given.

    Raises
    ------
    DataProblemsError
        For a file that is missing, cut off, too large, protected by a password, an .xls or anything else under the
        name .xlsx, that takes figures from other files, whose formulas have no stored values, run in a circle or
        show an error, or in which two readers do not find the same sheets and numbers. Macros are never run.
    """
    name = name or path.name
    if not path.is_file() or path.stat().st_size > MOST_KEPT_BYTES:
        return _read_file(path, name)
    called = path.stem if path.suffix.casefold() == ".csv" else ""  # its only sheet is
    sheets = _READ.recall(lambda: _read_file(path, name), path.suffix.casefold(), called, files=[path])
    return [replace(sheet, file=name) for sheet in sheets]


def _read_file(path: Path, name: str) -> list[Sheet]:
    """Return the sheets of a file of any form."""
    if path.suffix.casefold() in (".xls", ".ods", ".csv", ".docx", ".pdf"):
        from parlib.readers.otherforms import read_other  # it builds sheets, and its libraries load slowly

        return _convert_fonts(read_other(path, name))
    package = Package(path, name)
    if package.read(BOOK):
        return _convert_fonts(_read_binary_sheets(package))
    notes = _read_annotations(path, package)
    refuse_extents(notes, package)
    _refuse_formulas(notes, name)
    sheets = [sheet for sheet in _read_sheets(package, notes) if sheet.rows]
    if not sheets:
        raise refuse(name, "no sheet of the workbook holds a filled cell", "Is it the right file?")
    return _convert_fonts(sheets)


def check_extents(path: Path) -> None:
    """Refuse a workbook whose sheets reach so far that a reader which lays out every cell would need too much memory.

    Raises
    ------
    DataProblemsError
        For such a workbook, and for one that cannot be opened.
    """
    package = Package(path, path.name)
    refuse_extents(_read_annotations(path, package), package)


def _read_annotations(path: Path, package: Package) -> dict[str, Annotations]:
    """Return what the XML of each sheet says; that of a small file is read once, however many ask."""
    if package.size > MOST_KEPT_BYTES:
        return _annotate(package)
    return _ANNOTATED.recall(lambda: _annotate(package), files=[path])


def _annotate(package: Package) -> dict[str, Annotations]:
    """Return what the XML of each sheet says; damaged XML is named by its sheet."""
    styles, sheet = package.read("xl/styles.xml"), ""
    try:
        percents, capitals = read_styles(styles)
        texts = read_texts(package.read("xl/sharedStrings.xml"))
        notes = {}
        for sheet, xml in package.sheets().items():
            notes[sheet] = read_annotations(xml, percents, capitals, texts)
        sheet, known = "", len(texts.lengths)
        if any(mark.strings > known for mark in notes.values()):
            raise BadXmlError(tell("cells name texts beyond the {known:,} of the workbook's list", known=known))
    except (BadXmlError, ValueError) as error:
        if isinstance(error, DataProblemsError):
            raise
        raise refuse(
            package.name,
            tell(
                "{part} is damaged: {error}",
                part=tell("sheet {sheet!r}", sheet=sheet) if sheet else "the list of styles or of texts",
                error=error,
            ),
        ) from None
    return notes


def _refuse_formulas(notes: dict[str, Annotations], name: str) -> None:
    """Refuse formulas that have no stored value, show an error or depend on themselves."""
    empty = {
        sheet: [place for place, formula in mark.formulas.items() if not formula.has_value]
        for sheet, mark in notes.items()
    }
    problems = _list_cells(empty, name, "the formula has no stored value", SAVE_AGAIN)
    for sheet, mark in notes.items():
        by_value: dict[str, list[Address]] = {}
        for place, value in mark.errors.items():
            by_value.setdefault(value, []).append(place)
        for value, places in by_value.items():
            problems += _list_cells(
                {sheet: places}, name, tell("the cell shows the error {value}", value=value), "Mend the formula"
            )
    if problems:
        raise DataProblemsError(problems)
    hint = "Copy the table and paste it as values (Paste Special, Values), and save"
    try:
        circle = find_circle({sheet: mark.formulas for sheet, mark in notes.items()})
    except TooManyReferencesError:
        raise refuse(name, "there are too many formulas to be checked for circular references", hint) from None
    if circle:
        sheet, row, column = circle
        message = "the formula depends on itself (circular reference), its value means nothing"
        raise DataProblemsError([Problem(name, message, column=f"{sheet}!{write_address(row, column)}", hint=hint)])


def _list_cells(places: dict[str, list[Address]], name: str, message: str, hint: str) -> list[Problem]:
    """Return a problem for each of the first cells, and one that counts the rest."""
    cells = [f"{sheet}!{write_address(*place)}" for sheet, found in places.items() for place in found]
    problems = [Problem(name, message, column=cell, hint=hint) for cell in cells[:MOST_LISTED]]
    rest = len(cells) - MOST_LISTED
    return (
        [*problems, Problem(name, tell("{message}, in {rest} more cells", message=message, rest=rest))]
        if rest > 0
        else problems
    )


def _read_sheets(package: Package, notes: dict[str, Annotations]) -> list[Sheet]:
    try:
        book = CalamineWorkbook.from_filelike(package.stream())
        hidden = {sheet.name: sheet.visible != SheetVisibleEnum.Visible for sheet in book.sheets_metadata}
        if missed := [name for name in notes if name not in hidden]:
            raise refuse(
                package.name,
                tell("sheet {sheet!r} is in the file, but a second reader does not find it", sheet=missed[0]),
            )
        names = [name for name in hidden if name in notes and notes[name].height]
        most = limit_merged(package.size)
        return [_read_sheet(book, name, notes[name], package.name, hidden[name], most) for name in names]
    except DataProblemsError:
        raise
    except (CalamineError, ValueError, OSError) as error:
        raise refuse(package.name, tell("the workbook cannot be read: {error}", error=error)) from None


def _read_binary_sheets(package: Package) -> list[Sheet]:
    """Return the sheets of a binary workbook (.xlsb)."""
    sheets = []
    for name, hidden, values, notes in read_binary(package):
        rows = [[value if isinstance(value, str | float) else _plain(value) for value in row] for row in values]
        for row, column in notes.percents:
            if isinstance(share := rows[row][column], float):
                rows[row][column] = float(f"{share * 100:.13g}")
        if measure_blocks(rows, notes.merged) > limit_merged(package.size):
            message = tell("sheet {name!r}: its merged blocks cover too many cells", name=name)
            raise refuse(package.name, message, "Undo merged cells, and save")
        rows, filled = fill_merged(rows, notes.merged)
        if rows:
            hidden_rows = frozenset(notes.hidden_rows)
            sheets.append(Sheet(package.name, name, rows, hidden, hidden_rows, frozenset(), notes.merged, filled))
    return sheets


def _read_sheet(
    book: CalamineWorkbook, name: str, notes: Annotations, file: str, hidden: bool, most_merged: int
) -> Sheet:
    try:
        found = book.get_sheet_by_name(name)
    except CalamineError as error:
        raise refuse(file, tell("sheet {name!r} cannot be read: {error}", name=name, error=error)) from None
    values = found.to_python(skip_empty_area=False)
    if count_numbers(values) != notes.numbers:
        message = tell("sheet {name!r}: two readers of the file do not find the same numbers in it", name=name)
        raise refuse(file, message, SAVE_AGAIN)
    if count_texts(values) != notes.texts:
        message = tell("sheet {name!r}: two readers of the file do not find the same texts in it", name=name)
        raise refuse(file, message, SAVE_AGAIN)
    rows = [[value if isinstance(value, str | float) else _plain(value) for value in row] for row in values]
    for (row, column), shown in notes.shown.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = shown
    for row, column in notes.percents:
        if row < len(rows) and column < len(rows[row]) and isinstance(share := rows[row][column], float):
            rows[row][column] = float(f"{share * 100:.13g}")
    for row, column in notes.capitals:
        if row < len(rows) and column < len(rows[row]) and isinstance(text := rows[row][column], str):
            rows[row][column] = convert_capitals(text)
    merged = [(*first, *last) for first, last in found.merged_cell_ranges or []]
    if measure_blocks(rows, merged) > most_merged:
        raise refuse(
            file,
            tell("sheet {name!r}: its merged blocks cover too many cells", name=name),
            "Undo merged cells, and save",
        )
    rows, filled = fill_merged(rows, merged)
    return Sheet(file, name, rows, hidden, notes.hidden_rows, notes.hidden_columns, merged, filled)


def count_numbers(rows: Sequence[Sequence[object]]) -> tuple[int, int]:
    """Return how many cells hold a number or a date, and the sum of their places."""
    count = places = 0
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if type(value) is float or (type(value) is not str and not isinstance(value, bool)):
                count += 1
                places += place_number(number, column)
    return count, places


def count_texts(rows: Sequence[Sequence[object]]) -> tuple[int, int]:
    """Return how many cells hold a text of more than spaces or a truth value, and the sum of their places."""
    found = [
        place_number(number, column)
        for number, row in enumerate(rows)
        for column, value in enumerate(row)
        if isinstance(value, bool) or (isinstance(value, str) and value.strip())
    ]
    return len(found), sum(found)


def _plain(value: object) -> Value:
    """Return a cell as text or float."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, datetime.date | datetime.time) else str(value)


def measure_blocks(rows: list[list[Value]], merged: list[tuple[int, int, int, int]]) -> int:
    """Return how many cells lie in merged blocks, those of overlapping blocks several times."""
    height, width = len(rows), len(rows[0]) if rows else 0
    return sum(
        max(min(bottom, height - 1) - top + 1, 0) * max(min(right, width - 1) - left + 1, 0)
        for top, left, bottom, right in merged
    )


def fill_merged(
    rows: list[list[Value]], merged: list[tuple[int, int, int, int]]
) -> tuple[list[list[Value]], frozenset[Address]]:
    """Give every cell of a merged block the block's value; blocks beyond the filled cells are cut there."""
    filled: set[Address] = set()
    height, width = len(rows), len(rows[0]) if rows else 0
    for top, left, bottom, right in merged:
        if top >= height or left >= width or rows[top][left] == "":
            continue
        for row in range(top, min(bottom, height - 1) + 1):
            for column in range(left, min(right, width - 1) + 1):
                if (row, column) != (top, left):
                    rows[row][column] = rows[top][left]
                    filled.add((row, column))
    return rows, frozenset(filled)


def _convert_fonts(sheets: list[Sheet]) -> list[Sheet]:
    """Return the sheets with text of the old fonts (TCVN3, VNI) as Unicode."""
    texts = {value for sheet in sheets for row in sheet.rows for value in row if isinstance(value, str)}
    changed = {old: new for old, new in convert_old_texts(texts).items() if old != new}
    if changed:
        for sheet in sheets:
            for row in sheet.rows:
                row[:] = [changed.get(value, value) if isinstance(value, str) else value for value in row]
    return sheets
