"""A CSV file read as printed: text only, with plain messages where it is damaged."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import re
from collections import Counter
from pathlib import Path

import pandas as pd

from parlib.files.hashing import hash_file
from parlib.problems import DataProblemsError, Problem
from parlib.readers.oldfonts import read_old_text
from parlib.speech import tell

TABLE_FORMS = (".csv", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".docx", ".pdf")
"""Endings of the files in which tables come."""

DELIMITERS = ",;\t|"
SNIFFED = 30
"""Lines by which the delimiter is told."""

SNIFFED_TEXT = 100_000
"""Letters in which these lines are looked for."""

SNIFFED_BYTES = 4096
"""Bytes by which the encoding is told."""

MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
"""What a file begins with by its encoding; the longer first, since the first begins as the third does."""


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
    """Return the rows of a CSV file as text, the header first: values between commas, semicolons, tabs or bars.

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
        If it is empty, not Unicode text, not to be read as CSV, or a row has fewer or more cells than the
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
    r"""Return what stands between the values: comma, semicolon, tab or bar.

    That one of which most of the first lines have the same number; of several, the one that they have most of. A title
    above the table, or commas within the numbers, are less regular.

    Examples
    --------
    >>> find_delimiter('Tỉnh;"Điểm, tổng";Hạng'), find_delimiter("Tỉnh|Điểm"), find_delimiter("Tỉnh")
    (';', '|', ',')
    >>> find_delimiter("Kết quả, năm 2024\nTT;Tỉnh;Điểm\n1;Huế;1,75\n2;Lào Cai;2")
    ';'
    """
    plain = re.sub(r'"[^"]*"', "", text[:SNIFFED_TEXT])
    lines = [line for line in plain.splitlines() if line][:SNIFFED]

    def measure(sign: str) -> tuple[int, int]:
        counts = Counter(count for line in lines if (count := line.count(sign)))
        count, n_lines = max(counts.items(), key=lambda found: (found[1], found[0]), default=(0, 0))
        return n_lines, count

    return max(DELIMITERS, key=measure)


def find_encoding(start: bytes) -> str:
    """Return in which encoding of Unicode a file begins: by its mark, or by the zeros between its letters.

    Examples
    --------
    >>> find_encoding("TT;Tỉnh".encode("utf-16-be")), find_encoding("TT;Tỉnh".encode()), find_encoding(b"")
    ('utf-16-be', 'utf-8-sig', 'utf-8-sig')
    """
    for mark, encoding in MARKS.items():
        if start.startswith(mark):
            return encoding
    even, odd = start[::2].count(0), start[1::2].count(0)
    if max(even, odd) > len(start) / 8:  # of every second byte a quarter: digits, signs and plain letters
        return "utf-16-le" if odd > even else "utf-16-be"
    return "utf-8-sig"


def _read_text(path: Path, name: str) -> str:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise DataProblemsError([Problem(name, "the file is missing")]) from None
    if (encoding := find_encoding(raw[:SNIFFED_BYTES])) != "utf-8-sig":  # such as Excel's "Unicode text"
        return raw.decode(encoding, errors="replace")
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
