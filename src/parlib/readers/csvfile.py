"""A CSV file read as printed: text only, with plain messages where it is damaged."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import re
from pathlib import Path

import pandas as pd

from parlib.files.hashing import hash_file
from parlib.problems import DataProblemsError, Problem
from parlib.readers.oldfonts import read_old_text
from parlib.speech import tell

TABLE_FORMS = (".csv", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".docx", ".pdf")
"""Endings of the files in which tables come."""


def list_files(folder: Path) -> list[Path]:
    """Return all tables and workbooks in a folder, but for those that Excel holds open beside."""
    found = [path for kind in (*TABLE_FORMS, ".parquet") for path in folder.rglob(f"*{kind}")]
    return sorted(path for path in found if not path.name.startswith(("~$", ".")))


def hash_files(folder: Path) -> dict[str, str]:
    """Return the sha256 of every table and workbook in a folder, by its path there."""
    return {path.relative_to(folder).as_posix(): hash_file(path) for path in list_files(folder)}


def combine_hashes(hashes: dict[str, str]) -> str:
    """Return one hash over the names and contents of files."""
    total = hashlib.sha256()
    for file, content in hashes.items():
        total.update(file.encode())
        total.update(bytes.fromhex(content))
    return total.hexdigest()


def hash_folder(folder: Path) -> str:
    """Return one hash over the names and contents of all tables and workbooks in a folder."""
    return combine_hashes(hash_files(folder))


def read_rows(path: Path, name: str | None = None, ragged: bool = False) -> list[list[str]]:
    """Return the rows of a CSV file as text, the header first: values between commas, semicolons or tabs.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    name : str, optional
        How messages call it; its file name if not given.
    ragged : bool
        True takes rows of any length, as a sheet has them.

    Raises
    ------
    DataProblemsError
        If it is empty, neither UTF-8 nor UTF-16, not to be read as CSV, or a row has fewer or more cells than the
        header (a truncated file). Blank lines at the end are no rows.
    """
    name = name or path.name
    rows = _split_rows(_read_text(path, name), name)
    if not rows:
        raise DataProblemsError([Problem(name, "the file is empty", hint="Put the file back as it was received")])
    if ragged:
        return rows
    width = len(rows[0])
    uneven = [
        Problem(
            name,
            tell("the row has {n} cells, the header {width}", n=len(row), width=width),
            number,
            hint="Is the file cut off?",
        )
        for number, row in enumerate(rows, start=1)
        if len(row) != width
    ]
    if uneven:
        raise DataProblemsError(uneven)
    return rows


def _split_rows(text: str, name: str) -> list[list[str]]:
    stated = re.match(r"sep=(.)\r?\n", text)
    text = text[stated.end() :] if stated else text
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=stated.group(1) if stated else find_delimiter(text))
    try:
        rows = list(reader)
    except csv.Error as error:
        hint = "Is a quotation mark not closed?"
        message = tell("the row cannot be read: {error}", error=error)
        raise DataProblemsError([Problem(name, message, reader.line_num, hint=hint)]) from None
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def find_delimiter(text: str) -> str:
    """Return what stands between the values: of comma, semicolon and tab the one that the first line has most of.

    Examples
    --------
    >>> find_delimiter('Tỉnh;"Điểm, tổng";Hạng'), find_delimiter("Tỉnh,Điểm"), find_delimiter("Tỉnh")
    (';', ',', ',')
    """
    first = re.sub(r'"[^"]*"', "", text.lstrip("\r\n").split("\n", 1)[0])
    return max(",;\t", key=first.count)


def _read_text(path: Path, name: str) -> str:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise DataProblemsError([Problem(name, "the file is missing")]) from None
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):  # Excel's "Unicode text"
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        if old := read_old_text(raw):
            return old
        message = tell("byte {byte:#04x} is not UTF-8 text", byte=error.object[error.start])
        hint = "Save the file as 'CSV UTF-8' and try again"
        raise DataProblemsError([Problem(name, message, row, hint=hint)]) from None


def read_table(path: Path, columns: list[str], name: str | None = None, rest: bool = False) -> pd.DataFrame:
    """Return a CSV file with the given columns as text, with ``file`` and ``row`` (as counted in the file).

    Parameters
    ----------
    rest : bool
        True keeps all other columns, too.

    Raises
    ------
    DataProblemsError
        If a column is missing, or the file holds no row below its header.
    """
    name = name or path.name
    header, *rows = read_rows(path, name)
    missing = [column for column in columns if column not in header]
    if missing:
        found = ", ".join(header)
        message = tell("column {missing!r} is missing; found: {found}", missing=missing, found=found)
        raise DataProblemsError([Problem(name, message, 1)])
    if not rows:
        raise DataProblemsError([Problem(name, "there is no row below the header")])
    table = pd.DataFrame(rows, columns=header)
    table = table if rest else table[columns]
    return table.assign(file=name, row=range(2, len(rows) + 2))


def read_with_extras(path: Path, columns: list[str], extras: list[str], name: str | None) -> pd.DataFrame:
    """Return a table with *columns*, and with *extras* that are blank where the file has no such column."""
    header = read_rows(path, name)[0]
    there = [column for column in extras if column in header]
    table = read_table(path, [*columns, *there], name)
    return table.assign(**dict.fromkeys([column for column in extras if column not in there], ""))
