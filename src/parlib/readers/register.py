"""The register of sources (data/raw/sources.csv): a raw file enters it with its hash, its issuer and its document."""

from __future__ import annotations

import csv
import datetime
import io
from pathlib import Path

from parlib.files.atomic import write_whole
from parlib.files.hashing import hash_file
from parlib.problems import DataProblemsError, Problem
from parlib.readers.csvfile import read_rows
from parlib.readers.reference import SOURCE_COLUMNS


def log_file(
    raw: Path,
    path: Path,
    issuer: str,
    document: str = "",
    date: str = "",
    licence: str = "",
    address: str = "",
    simulated: bool = False,
) -> str:
    """Write the row of a raw file in the register, in place of an earlier one of the same path; return its source id.

    Parameters
    ----------
    raw : pathlib.Path
        The raw folder.
    path : pathlib.Path
        The file, in *raw*.
    issuer, document, date, licence, address : str
        Who issued it, in which document and when, under what licence, found where.
    simulated : bool
        True for figures made up by a program; this follows them everywhere.
    """
    file = path.relative_to(raw).as_posix()
    header, *rows = read_rows(raw / "sources.csv", "sources.csv")
    if header[: len(SOURCE_COLUMNS)] != SOURCE_COLUMNS:
        raise DataProblemsError([Problem("sources.csv", "the columns are not those of a register", 1)])
    at = {name: at for at, name in enumerate(header)}
    source = _name_source(file, {row[at["source_id"]] for row in rows if row[at["path"]] != file})
    given = {
        "source_id": source,
        "kind": "file",
        "path": file,
        "address": address,
        "issuer": issuer,
        "document": document,
        "tier": "issuer",
        "date": date,
        "received": datetime.date.today().isoformat(),
        "sha256": hash_file(path),
        "licence": licence,
        "simulated": "yes" if simulated else "no",
    }
    kept = [row for row in rows if row[at["path"]] != file]
    write_rows(raw / "sources.csv", [header, *kept, [given.get(name, "") for name in header]])
    return source


def forget_file(raw: Path, file: str) -> None:
    """Take the row of a raw file out of the register; *file* is its path in data/raw."""
    header, *rows = read_rows(raw / "sources.csv", "sources.csv")
    at = header.index("path")
    write_rows(raw / "sources.csv", [header, *(row for row in rows if row[at] != file)])


def _name_source(file: str, taken: set[str]) -> str:
    """Return a source id from the file's name that no other source has."""
    stem = Path(file).stem.casefold().replace("_", "-")
    name = f"framework-{stem}" if file.startswith("frameworks/") else stem
    number = 2
    while name in taken:
        name, number = f"{stem}-{number}", number + 1
    return name


def write_rows(path: Path, rows: list[list[str]]) -> None:
    """Write a table of rows as CSV, whole or not at all."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    write_whole(text.getvalue(), path)
