"""An Excel file as a package: opened only if it is whole, of bounded size, and holds nothing but cells."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

from parlib.files.bounds import (
    MOST_PARTS,
    MOST_RATIO,
    MOST_UNPACKED_BYTES,
    SMALL_UNPACKED_BYTES,
    count_tags,
    limit_tags,
)
from parlib.problems import DataProblemsError, Problem
from parlib.readers.xmlparts import BadXmlError, list_tags
from parlib.speech import tell

MOST_FILE_BYTES = 50_000_000
"""Size of a workbook on disk that is still opened."""

SAVE_AGAIN = "Open it in Excel and save it as 'Excel Workbook (*.xlsx)'"
"""What mends most files."""

DAMAGES = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, OSError, EOFError, NotImplementedError, RuntimeError)
"""What unpacking a damaged archive raises."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"


def refuse(name: str, message: str, hint: str = SAVE_AGAIN) -> DataProblemsError:
    """Return the error that one file cannot be used, to be raised."""
    return DataProblemsError([Problem(name, message, hint=hint)])


def name_error(error: Exception) -> str:
    """Return what a library says of a damaged file, in one line; where it says nothing, what kind of fault it is.

    Examples
    --------
    >>> name_error(ValueError("odd length")), name_error(AssertionError())
    ('odd length', 'AssertionError')
    """
    return " ".join(str(error).split())[:200] or type(error).__name__


class Package:
    """The parts of a workbook, unpacked within bounds.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    name : str
        How messages call it.

    Raises
    ------
    DataProblemsError
        If it is missing, empty, cut off, too large, protected by a password, no .xlsx in truth, or takes figures
        from other workbooks.
    """

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        self.content = _read_bytes(path, name)
        self.parts = _unpack(self.content, name)
        self._folded = {part.casefold().replace("\\", "/"): content for part, content in self.parts.items()}
        self._claimed: set[str] = set()
        _refuse_foreign(self._folded, name)
        if count_tags(self.parts) > limit_tags(self.size):
            message = "the workbook holds far more than tables do: rows, styles or names are repeated without end"
            raise refuse(name, message, "Copy the table into a new workbook (Paste Special, Values), and save")

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return len(self.content)

    def stream(self) -> io.BytesIO:
        """Return the file for a library that reads whole workbooks."""
        return io.BytesIO(self.content)

    def read(self, part: str) -> bytes:
        """Return a part by its name, as calamine and Excel find it: in any case of letters; nothing where it is not."""
        return self.parts.get(part) or self._folded.get(part.casefold(), b"")

    def sheets(self) -> dict[str, bytes]:
        """Return the XML of each worksheet by sheet name, in workbook order.

        Raises
        ------
        DataProblemsError
            If the workbook lists a sheet whose part is not in the archive, or its own parts are damaged.
        """
        try:
            links = list_tags(self.read("xl/_rels/workbook.xml.rels"), "Relationship")
            listed = list_tags(self.read("xl/workbook.xml"), "sheet")
        except BadXmlError as error:
            raise refuse(self.name, tell("the list of the sheets is damaged: {error}", error=error)) from None
        targets = {tag["Id"]: tag for tag in links if {"Id", "Target"} <= tag.keys()}
        found = {}
        for tag in listed:
            link = targets.get(tag.get("id", ""), {"Target": "", "Type": ""})
            if link.get("Type", "").endswith(("/chartsheet", "/dialogsheet", "/xlMacrosheet")):
                continue  # a sheet that is one picture: it holds no cells
            part = self.claim(resolve_target(link["Target"]))
            found[tag.get("name", "")] = self.read(part)
            if not found[tag.get("name", "")]:
                message = tell("sheet {sheet!r} is listed, but its part is not in the file", sheet=tag.get("name", ""))
                raise refuse(self.name, message, tell("{advice}: the sheet must be seen there", advice=SAVE_AGAIN))
        return found

    def claim(self, part: str) -> str:
        """Return the part of a sheet, which no other sheet may have: one part would be read again for each.

        Raises
        ------
        DataProblemsError
            If another sheet has it already.
        """
        if part.casefold() in self._claimed:
            raise refuse(self.name, tell("two sheets are read from the same part {part!r}", part=part))
        self._claimed.add(part.casefold())
        return part


def resolve_target(target: str) -> str:
    """Return the name of a part that a relationship of the workbook points to.

    Examples
    --------
    >>> resolve_target("worksheets/sheet1.xml"), resolve_target("/xl/a%20b.xml"), resolve_target("../xl/./s.xml")
    ('xl/worksheets/sheet1.xml', 'xl/a b.xml', 'xl/s.xml')
    """
    plain = unquote(target.replace("\\", "/"))
    return posixpath.normpath(posixpath.join("/xl", plain)).lstrip("/")


def _read_bytes(path: Path, name: str) -> bytes:
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        raise DataProblemsError([Problem(name, "the file is missing")]) from None
    if size > MOST_FILE_BYTES:
        hint = "Leave only the sheets with the figures in it"
        raise refuse(
            name,
            tell(
                "the file has {size:.0f} MB, more than {most_file_bytes:.0f} MB",
                size=size / 1e6,
                most_file_bytes=MOST_FILE_BYTES / 1e6,
            ),
            hint,
        )
    content = path.read_bytes()
    if not content:
        raise refuse(name, "the file is empty", "Put the file back as it was received")
    if content.startswith(_OLE):
        raise _explain_old_file(content, name)
    if not content.startswith(_ZIP):
        raise refuse(name, "the file is not an Excel workbook, whatever its name says")
    return content


def _explain_old_file(content: bytes, name: str) -> DataProblemsError:
    """Return what is said of a file in the old container: protected by a password, or an .xls."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        hint = "Open it in Excel, remove the password (File, Info, Protect Workbook) and save it"
        return refuse(name, "the workbook is protected by a password", hint)
    hint = "Open it in Excel or LibreOffice, choose File, Save As, 'Excel Workbook (*.xlsx)', and give the new file"
    return refuse(name, "the file is an old .xls workbook, whatever its name says", hint)


def _unpack(content: bytes, name: str) -> dict[str, bytes]:
    """Return all parts; sizes are checked before anything is unpacked, and again by what comes out."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
            _refuse_large(entries, name)
            return {entry.filename: package.read(entry) for entry in entries if not entry.is_dir()}
    except DataProblemsError:
        raise
    except DAMAGES:
        hint = "Fetch it again from where it came from"
        raise refuse(name, "the workbook is cut off or damaged", hint) from None


def is_vast(path: Path) -> bool:
    """Tell whether a workbook says of itself that it unpacks to more than is read at once: an export of many rows."""
    try:
        with zipfile.ZipFile(path) as package:
            return sum(entry.file_size for entry in package.infolist()) > MOST_UNPACKED_BYTES
    except DAMAGES:
        return False


def _refuse_large(entries: list[zipfile.ZipInfo], name: str) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED_BYTES:
        message = tell(
            "the workbook unpacks to {unpacked:,.0f} MB, more than {most_unpacked_bytes:.0f} MB",
            unpacked=unpacked / 1e6,
            most_unpacked_bytes=MOST_UNPACKED_BYTES / 1e6,
        )
        raise refuse(name, message, "Leave only the sheets with the figures in it")
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > SMALL_UNPACKED_BYTES + MOST_RATIO * packed:
        message = tell(
            "the workbook unpacks to {unpacked:,.0f} MB from {packed:,.0f} kB, far more than tables do",
            unpacked=unpacked / 1e6,
            packed=packed / 1e3,
        )
        raise refuse(name, message, "Leave only the sheets with the figures in it, and save")
    if len(entries) > MOST_PARTS:
        raise refuse(
            name, tell("the workbook has {n:,} parts, more than {most_parts:,}", n=len(entries), most_parts=MOST_PARTS)
        )
    names = Counter(entry.filename.casefold().replace("\\", "/") for entry in entries)
    if twice := [part for part, times in names.items() if times > 1]:
        fault = "the workbook holds the part {part!r} twice: programs differ in which they read"
        raise refuse(name, tell(fault, part=twice[0]))


def _refuse_foreign(parts: dict[str, bytes], name: str) -> None:
    """Refuse what is no .xlsx, takes figures from other files or defines XML entities."""
    if not {"xl/workbook.xml", "xl/workbook.bin"} & parts.keys():
        raise refuse(name, "the file is a zip archive but not an .xlsx workbook")
    links = [part for part in parts if part.startswith("xl/externallinks/") and part.endswith((".xml", ".bin"))]
    if links:
        hint = "Break them in Excel (Data, Edit Links, Break Link) and save the workbook"
        raise refuse(name, tell("the workbook takes figures from {n} other files by links", n=len(links)), hint)
    if any(part.endswith((".xml", ".rels")) and b"<!DOCTYPE" in text[:2000] for part, text in parts.items()):
        raise refuse(name, "the workbook defines XML entities, which no spreadsheet program writes")
