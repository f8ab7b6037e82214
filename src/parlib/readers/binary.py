"""Binary workbooks (.xlsb): values by calamine, held against the cells that the records of each sheet list."""

from __future__ import annotations

import itertools
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from python_calamine import CalamineWorkbook

from parlib.files.bounds import limit_records
from parlib.problems import DataProblemsError, Problem
from parlib.readers.annotations import Address, place_number, write_address
from parlib.readers.extents import refuse_extents
from parlib.readers.package import SAVE_AGAIN, Package, name_error, refuse, resolve_target
from parlib.readers.xmlparts import list_tags
from parlib.speech import tell

BOOK = "xl/workbook.bin"
"""The part by which a binary workbook is known."""

_ROW, _SHEET, _FORMAT, _STYLE, _STYLES, _STYLES_END, _MERGED = 0, 156, 44, 47, 617, 618, 176
_NAMED, _TEXT = 7, 19  # a cell that names a text of the workbook's list, and a text of it
_NUMBERS, _ERRORS, _CELLS = {2, 5, 9}, {3, 11}, range(2, 12)
_SHOWN = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


@dataclass
class BinaryAnnotations:
    """What the records of a sheet say beside its values; as `parlib.readers.annotations.Annotations` says of XML."""

    count: int = 0
    places: int = 0
    height: int = 0
    width: int = 0
    letters: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    percents: list[Address] = field(default_factory=list)
    errors: dict[Address, str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


def list_records(part: bytes) -> Iterator[tuple[int, bytes]]:
    r"""Return the records of a part: the number of each kind, and its content.

    Raises
    ------
    ValueError
        If the part ends within a record.

    Examples
    --------
    >>> list(list_records(bytes([0x81, 0x01, 2, 7, 8])))
    [(129, b'\x07\x08')]
    """
    at, end = 0, len(part)
    while at < end:
        kind, at = _read_varying(part, at, 2)
        size, at = _read_varying(part, at, 4)
        if at + size > end:
            raise ValueError("it is cut off")
        yield kind, part[at : at + size]
        at += size


def _read_varying(part: bytes, at: int, most: int) -> tuple[int, int]:
    """Return a number of seven bits a byte, and where it ends."""
    number = 0
    for place in range(most):
        if at >= len(part):
            raise ValueError("it is cut off")
        number |= (part[at] & 0x7F) << (7 * place)
        at += 1
        if not part[at - 1] & 0x80:
            break
    return number, at


def read_binary(package: Package) -> list[tuple[str, bool, list[list[object]], BinaryAnnotations]]:
    """Return name, whether it is hidden, values and notes of each sheet of a binary workbook.

    Formulas count with the values that stand beside them; whether one depends on itself is not looked at.

    Raises
    ------
    DataProblemsError
        If a part is damaged, a cell shows an error, or two readers do not find the same numbers.
    """
    try:
        _refuse_endless(package)
        styles = _list_percents(package.read("xl/styles.bin"))
        texts = (content for kind, content in list_records(package.read("xl/sharedStrings.bin")) if kind == _TEXT)
        lengths = [int(struct.unpack_from("<I", content, 1)[0]) for content in texts]
        found = [
            (name, hidden, _read_sheet(package.read(part), styles, lengths))
            for name, hidden, part in _list_sheets(package)
        ]
        refuse_extents({name: notes for name, _, notes in found}, package)
        _refuse_errors({name: notes for name, _, notes in found}, package.name)
        book = CalamineWorkbook.from_filelike(package.stream())
        return [(name, hidden, _read_values(book, name, notes, package.name), notes) for name, hidden, notes in found]
    except DataProblemsError:
        raise
    except Exception as error:  # of whichever kind: the file is damaged, and nothing was done with it
        raise refuse(package.name, tell("the workbook cannot be read: {error}", error=name_error(error))) from None


def _list_sheets(package: Package) -> list[tuple[str, bool, str]]:
    """Return name, whether it is hidden, and the part of each sheet, in order."""
    links = list_tags(package.read("xl/_rels/workbook.bin.rels"), "Relationship")
    targets = {tag["Id"]: tag for tag in links if {"Id", "Target"} <= tag.keys()}
    sheets = []
    for kind, content in list_records(package.read(BOOK)):
        if kind != _SHEET:
            continue
        key, at = _read_text(content, 8)
        name, _ = _read_text(content, at)
        link = targets.get(key, {"Target": "", "Type": ""})
        if link.get("Type", "").endswith(("/chartsheet", "/dialogsheet", "/xlMacrosheet")):
            continue
        part = package.claim(resolve_target(link["Target"]))
        if not package.read(part):
            message = tell("sheet {sheet!r} is listed, but its part is not in the file", sheet=name)
            raise refuse(package.name, message, tell("{advice}: the sheet must be seen there", advice=SAVE_AGAIN))
        sheets.append((name, struct.unpack_from("<I", content)[0] != 0, part))
    return sheets


def _read_text(content: bytes, at: int) -> tuple[str, int]:
    (length,) = struct.unpack_from("<I", content, at)
    end = at + 4 + 2 * length
    return content[at + 4 : end].decode("utf-16-le"), end


def _list_percents(part: bytes) -> set[int]:
    """Return the styles of cells that show a number as a percentage."""
    formats, styles, inside = {9, 10}, [], False
    for kind, content in list_records(part):
        if kind == _FORMAT and "%" in re.sub(r'"[^"]*"|\\.', "", _read_text(content, 2)[0]):
            formats.add(struct.unpack_from("<H", content)[0])
        elif kind in (_STYLES, _STYLES_END):
            inside = kind == _STYLES
        elif kind == _STYLE and inside:
            styles.append(struct.unpack_from("<H", content, 2)[0])
    return {at for at, shown in enumerate(styles) if shown in formats}


def _read_sheet(part: bytes, percents: set[int], lengths: list[int]) -> BinaryAnnotations:
    notes, row = BinaryAnnotations(), 0
    for kind, content in list_records(part):
        if kind == _ROW:
            row = struct.unpack_from("<I", content)[0]
            if content[11] & 0x10:
                notes.hidden_rows.add(row)
        elif kind == _MERGED:
            top, bottom, left, right = struct.unpack_from("<4I", content)
            notes.merged.append((top, left, bottom, right))
        elif kind in _CELLS:
            column, style = struct.unpack_from("<2I", content)
            notes.height, notes.width = max(notes.height, row + 1), max(notes.width, column + 1)
            if kind in _NUMBERS:
                notes.count, notes.places = notes.count + 1, notes.places + place_number(row, column)
                if style & 0xFFFFFF in percents:
                    notes.percents.append((row, column))
            elif kind in _ERRORS:
                notes.errors[row, column] = _SHOWN.get(content[8], "of a formula")
            elif kind == _NAMED:
                notes.letters += lengths[struct.unpack_from("<I", content, 8)[0]]
    return notes


def _refuse_endless(package: Package) -> None:
    """Refuse a workbook of far more records than tables have; two bytes are the least that one takes."""
    listed = re.compile(r"xl/(workbook|styles|sharedstrings|worksheets/.*)\.bin", re.IGNORECASE)
    parts = [part for name, part in package.parts.items() if listed.fullmatch(name)]
    records = (1 for part in parts for _ in list_records(part))
    most = limit_records(package.size)
    if sum(itertools.islice(records, most + 1)) > most:
        message = "the workbook holds far more than tables do: rows, styles or names are repeated without end"
        raise refuse(package.name, message, "Copy the table into a new workbook (Paste Special, Values), and save")


def _refuse_errors(sheets: dict[str, BinaryAnnotations], file: str) -> None:
    problems = [
        Problem(
            file,
            tell("the cell shows the error {shown}", shown=tell("of a formula") if shown == "of a formula" else shown),
            column=f"{name}!{write_address(*place)}",
            hint="Mend the formula",
        )
        for name, notes in sheets.items()
        for place, shown in notes.errors.items()
    ]
    if problems:
        raise DataProblemsError(problems[:5])


def _read_values(book: CalamineWorkbook, name: str, notes: BinaryAnnotations, file: str) -> list[list[object]]:
    from parlib.readers.workbook import count_numbers  # that one reads these

    if not notes.height:
        return []
    read = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    values: list[list[object]] = [[*row] for row in read]
    if count_numbers(values) != (notes.count, notes.places):
        message = tell("sheet {name!r}: two readers of the file do not find the same numbers in it", name=name)
        raise refuse(file, message, SAVE_AGAIN)
    return values
