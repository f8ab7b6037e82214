"""An export of the one-stop system as it arrives: .csv, .xlsx or .parquet, opened in columns (hồ sơ một cửa)."""

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
from parlib.readers.workbook import check_extents
from parlib.speech import tell

FORMS = (".csv", ".txt", ".xlsx", ".xlsm", ".parquet")
"""Endings of the exports that are read."""

SNIFFED = 1_000_000
"""Bytes of a text file that are looked at to find its heads."""

TITLES = 15
"""Rows at the top of a file among which its heads are looked for."""

BATCH = 50_000
"""Rows of a workbook that are turned into columns at a time."""

SIGNS = ",;\t|"
"""What may stand between the values of a text file."""


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
    sign, encoding, sheet : str
        Of a text file what stands between values and how its letters are written; of a workbook the sheet.
    """

    path: Path
    heads: Heads
    names: list[str]
    skip: int = 0
    sign: str = ""
    encoding: str = ""
    sheet: str = ""

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
        if self.sheet:
            columned = scratch / "sheet.parquet"
            _write_sheet(self, columned)
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
    if kind in (".xlsx", ".xlsm"):
        return _open_workbook(path)
    return _open_text(path) if kind in (".csv", ".txt") else None


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
        if path.stat().st_size <= MOST_FILE_BYTES and not is_vast(path):
            check_extents(path)  # calamine lays out every cell up to the last: a far one would end the process
        book = CalamineWorkbook.from_path(str(path))
        for sheet in book.sheet_names:
            rows = list(islice(book.get_sheet_by_name(sheet).iter_rows(), TITLES))
            if found := _find_heads(rows):
                names = [str(cell or "").strip() for cell in rows[found[0]]]
                return Export(path, found[1], names, found[0] + 1, sheet=sheet)
    except Exception:
        return None  # whoever reads workbooks otherwise says what is wrong with it
    return None


def _write_sheet(export: Export, target: Path) -> None:
    """Write the rows of a sheet as columns of text; a date as ``2025-11-30``, a number as Excel shows it."""
    schema = pa.schema([(f"c{at}", pa.string()) for at in range(len(export.names))])
    sheet = CalamineWorkbook.from_path(str(export.path)).get_sheet_by_name(export.sheet)
    rows = islice(sheet.iter_rows(), export.skip, None)
    with pq.ParquetWriter(target, schema) as writer:
        for batch in _cut(rows):
            columns = zip(*([_write(cell) for cell in row[: len(export.names)]] for row in batch), strict=True)
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
