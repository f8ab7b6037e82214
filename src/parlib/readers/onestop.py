"""An export of the one-stop system as it arrives: text, a workbook or parquet, opened in columns (hồ sơ một cửa)."""

from __future__ import annotations

import codecs
import contextlib
import csv
import datetime
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from python_calamine import CalamineWorkbook

from parlib.problems import DataProblemsError, Problem
from parlib.readers.columnar import ColumnsError, quote_name, quote_text
from parlib.readers.onestop_heads import Heads, read_heads
from parlib.readers.package import MOST_FILE_BYTES, is_vast
from parlib.readers.workbook import check_extents, read_workbook
from parlib.speech import tell

TEXTS, STREAMED, OTHERS = (".csv", ".txt"), (".xlsx", ".xlsm"), (".xls", ".xlsb", ".ods")
"""Endings of text files, of workbooks that are read row by row, and of those that are read whole."""

SNIFFED = 1_000_000
"""Bytes of a text file that are looked at to find its heads."""

TITLES = 15
"""Rows at the top of a file among which its heads are looked for."""

BATCH = 50_000
"""Rows of a workbook that are turned into columns at a time."""

SIGNS = ",;\t|"
"""What may stand between the values of a text file."""


@dataclass(frozen=True)
class Page:
    """A sheet with dossiers.

    Attributes
    ----------
    name : str
        Of the sheet.
    skip : int
        Rows up to and with the heads.
    places : tuple
        Where each column of the export stands on it; None for one that is not there.
    """

    name: str
    skip: int
    places: tuple[int | None, ...]


@dataclass(frozen=True)
class Export:
    """Where the rows of an export are and what its columns are.

    Attributes
    ----------
    path : pathlib.Path
        The file.
    heads : Heads
        What its columns are.
    names : list of str
        Printed heads, in order.
    skip : int
        Lines, or rows of a sheet, up to and with the heads.
    sign, encoding : str
        Of a text file what stands between values and how its letters are written.
    pages : tuple of Page
        Of a workbook the sheets with dossiers: one, or one a month or unit.
    left : tuple of str
        Of a workbook the other sheets that hold anything.
    """

    path: Path
    heads: Heads
    names: list[str]
    skip: int = 0
    sign: str = ""
    encoding: str = ""
    pages: tuple[Page, ...] = ()
    left: tuple[str, ...] = ()

    def sql(self, scratch: Path) -> str:
        """Return what SQL reads the rows from: all columns as text, called by their numbers (``c0``, ``c1``, ...).

        Parameters
        ----------
        scratch : pathlib.Path
            Folder for a workbook's rows as columns.
        """
        if self.path.suffix.casefold() == ".parquet":
            columns = [f"CAST({quote_name(name)} AS VARCHAR) AS c{at}" for at, name in enumerate(self.names)]
            return f"(SELECT {', '.join(columns)} FROM read_parquet({quote_text(self.path)}))"
        if self.pages:
            columned = scratch / "sheet.parquet"
            _write_pages(self, columned)
            return f"read_parquet({quote_text(columned)})"
        types = ", ".join(f"'c{at}': 'VARCHAR'" for at in range(len(self.names)))
        return (
            f"read_csv({quote_text(self.path)}, delim={quote_text(self.sign)}, quote='\"', escape='\"', header=false, "
            f"skip={self.skip}, encoding={quote_text(self.encoding)}, columns={{{types}}}, auto_detect=false, "
            "max_line_size=4000000)"
        )

    def column(self, role: str) -> str:
        """Return the number of the column that has a role, as SQL calls it; blank where none has."""
        head = self.heads.roles.get(role)
        return f"c{self.names.index(head)}" if head is not None else ""


def open_export(path: Path) -> Export | None:
    """Return an export of the one-stop system with one dossier a row; None for any other file.

    Raises
    ------
    DataProblemsError
        If the file is a workbook or parquet file that cannot be opened.
    """
    kind = path.suffix.casefold()
    if kind == ".parquet":
        try:
            names = pq.read_schema(path).names
        except (OSError, pa.ArrowInvalid) as error:
            raise DataProblemsError(
                [Problem(str(path), tell("the parquet file cannot be read: {error}", error=error))]
            ) from None
        found = _find_heads([names])
        return Export(path, found[1], list(names)) if found else None
    if kind in STREAMED + OTHERS:
        return _open_workbook(path)
    return _open_text(path) if kind in TEXTS else None


def _find_heads(rows: Sequence[Sequence[object]]) -> tuple[int, Heads] | None:
    """Return which of the first rows are the heads of an export, and what they are."""
    for at, row in enumerate(rows[:TITLES]):
        names = [str(cell or "").strip() for cell in row]
        if len(names) > 2 and (heads := read_heads(names)).is_export:
            return at, heads
    return None


def _open_text(path: Path) -> Export | None:
    with path.open("rb") as file:
        start = file.read(SNIFFED)
    utf16 = start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    text = start.decode("utf-16" if utf16 else "utf-8-sig", errors="replace")
    for sign in SIGNS:
        reader = csv.reader(io.StringIO(text), delimiter=sign)
        rows, ends = [], []
        with contextlib.suppress(csv.Error):  # whoever reads the file otherwise says what is wrong with it
            for row in islice(reader, TITLES):
                rows.append(row)
                ends.append(reader.line_num)
        if found := _find_heads(rows):
            names = [name.strip() for name in rows[found[0]]]
            return Export(path, found[1], names, ends[found[0]], sign, "utf-16" if utf16 else "utf-8")
    return None


def _open_workbook(path: Path) -> Export | None:
    try:
        if path.suffix.casefold() in STREAMED and path.stat().st_size <= MOST_FILE_BYTES and not is_vast(path):
            check_extents(path)  # calamine lays out every cell up to the last: a far one would end the process
        sheets = {name: list(islice(rows, TITLES)) for name, rows in _list_sheets(path)}
    except Exception:
        return None  # whoever reads workbooks otherwise says what is wrong with it
    found = {name: at for name, rows in sheets.items() if (at := _find_heads(rows))}
    if not found:
        return None
    printed = {name: [str(cell or "").strip() for cell in sheets[name][at]] for name, (at, _) in found.items()}
    first = next(iter(found))
    heads, names = found[first][1], printed[first]
    pages = [Page(name, at + 1, _place(names, heads, printed[name], own)) for name, (at, own) in found.items()]
    left = [name for name, rows in sheets.items() if name not in found and any(any(row) for row in rows)]
    return Export(path, heads, names, pages=tuple(pages), left=tuple(left))


def _place(names: list[str], heads: Heads, others: list[str], own: Heads) -> tuple[int | None, ...]:
    """Return where the columns of the first sheet stand on another one: by what they are, else by their heads."""
    roles = {head: role for role, head in heads.roles.items()}
    called = [own.roles.get(roles[name]) if name in roles else name for name in names]
    return tuple(others.index(name) if name and name in others else None for name in called)


def _list_sheets(path: Path) -> Iterator[tuple[str, Iterator[Any]]]:
    """Yield the rows of each sheet of a workbook."""
    if path.suffix.casefold() in OTHERS:
        yield from ((sheet.name, iter(sheet.rows)) for sheet in read_workbook(path, path.name))
        return
    book = CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        yield name, book.get_sheet_by_name(name).iter_rows()


def _write_pages(export: Export, target: Path) -> None:
    """Write the rows of all sheets as columns of text; a date as ``2025-11-30``, a number as Excel shows it."""
    schema = pa.schema([(f"c{at}", pa.string()) for at in range(len(export.names))])
    pages = {page.name: page for page in export.pages}
    with pq.ParquetWriter(target, schema) as writer:
        for name, rows in _list_sheets(export.path):
            if (page := pages.get(name)) is None:
                continue
            for batch in _cut(islice(rows, page.skip, None)):
                columns = [[None if at is None else _write(row[at]) for row in batch] for at in page.places]
                writer.write_table(pa.table([pa.array(column, pa.string()) for column in columns], schema=schema))


def _cut(rows: Iterator[list[Any]]) -> Iterator[list[list[Any]]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _write(cell: object) -> str | None:
    if cell is None or cell == "":
        return None
    if isinstance(cell, datetime.datetime | datetime.date):
        return cell.isoformat(sep=" ") if isinstance(cell, datetime.datetime) else cell.isoformat()
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)


def explain_error(path: Path, error: ColumnsError) -> DataProblemsError:
    """Return what is wrong with a file in one line, without the parts of DuckDB's message that help nobody here."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    cause = next((line for line in lines if line.startswith(("CSV Error on Line", "Invalid"))), lines[0])
    hint = "Export it again from the one-stop system as CSV (UTF-8) or Excel"
    return DataProblemsError([Problem(str(path), tell("the rows cannot be read: {told}", told=cause), hint=hint)])
