"""Office files written so that the same run gives the same bytes, and so that the file before is never lost."""

from __future__ import annotations

import io
import re
import stat
import zipfile
from pathlib import Path
from typing import IO, Protocol

from parlib.files.atomic import write_whole
from parlib.speech import tell

EPOCH = (1980, 1, 1, 0, 0, 0)
"""Date of every member: the earliest that an archive can hold."""

NESTED = (".xlsx", ".docx", ".pptx")
"""Members that are archives themselves: the workbooks behind native charts."""

PACKED = (".png", ".jpg", ".jpeg")
"""Members that are compressed already; pressing them again takes time and saves nothing."""

CORE = "docProps/core.xml"
"""Member that says when the file was made."""

_DATES = re.compile(rb"<dcterms:(created|modified)\b[^>]*?(?:/>|>.*?</dcterms:\1>)", re.DOTALL)


class OutputError(ValueError):
    """A file cannot be written where it should go; the message says why and what to do."""


def fix_archive(content: bytes) -> bytes:
    """Return an Office file (pptx, docx, xlsx) with the same members, in one order and without dates.

    Members are ordered by name after ``[Content_Types].xml``, which readers look for first; each is dated 1980-01-01,
    the dates in ``docProps/core.xml`` are left out, and workbooks inside are treated the same way.

    Raises
    ------
    zipfile.BadZipFile
        If *content* is not an archive.

    Examples
    --------
    >>> from docx import Document
    >>> fixed = fix_archive(save_bytes(Document()))
    >>> fix_archive(fixed) == fixed, zipfile.ZipFile(io.BytesIO(fixed)).namelist()[0]
    (True, '[Content_Types].xml')
    """
    fixed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=_place_member):
            member = zipfile.ZipInfo(name, EPOCH)
            member.compress_type = zipfile.ZIP_STORED if name.endswith(PACKED) else zipfile.ZIP_DEFLATED
            member.create_system = 0
            new.writestr(member, _fix_member(name, old.read(name)))
    return fixed.getvalue()


def _place_member(name: str) -> tuple[bool, bool, str]:
    return name != "[Content_Types].xml", not name.startswith("_rels/"), name


def _fix_member(name: str, content: bytes) -> bytes:
    if name == CORE:
        return _DATES.sub(b"", content)
    return fix_archive(content) if name.endswith(NESTED) else content


class Saves(Protocol):
    """A document or deck of the libraries for Office files."""

    def save(self, stream: IO[bytes], /) -> object:
        """Write it to a stream."""


def save_bytes(file: Saves) -> bytes:
    """Return a document or deck as the bytes of its file.

    Examples
    --------
    >>> from docx import Document
    >>> save_bytes(Document())[:2]
    b'PK'
    """
    made = io.BytesIO()
    file.save(made)
    return made.getvalue()


def replace_file(content: bytes, path: Path) -> Path:
    """Write *content* to a new file beside *path* and put it in its place; what was there stays until that moment.

    Raises
    ------
    OutputError
        See `check_output`; the file before is as it was.
    """
    check_output(path)
    try:
        write_whole(content, path)
    except OSError as error:
        raise _explain(path, error) from error
    return path


def check_output(path: Path) -> None:
    """Make the folder of *path*, and stop early where a file could not be written there.

    Raises
    ------
    OutputError
        If *path* is a folder, is read-only, is open in Word, PowerPoint, Excel or LibreOffice (which leave a lock file
        beside it), or lies where no folder can be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _explain(path, error) from error
    if path.is_dir():
        raise OutputError(tell("{path}: is a folder: name a file in it", path=path))
    if path.exists() and not path.stat().st_mode & stat.S_IWUSR:
        raise OutputError(
            tell("{path}: is read-only; nothing was written: allow writing to it, or name another file", path=path)
        )
    for lock in _name_locks(path):
        if lock.exists():
            raise OutputError(
                tell(
                    "{path}: is open in another program; nothing was written: close it there and run again (if "
                    "nobody has it open, delete {name})",
                    path=path,
                    name=lock.name,
                )
            )


def _name_locks(path: Path) -> list[Path]:
    """Return the lock files by which Office and LibreOffice say that a file is open; Word drops one or two letters."""
    names = [f".~lock.{path.name}#", *(f"~${path.name[dropped:]}" for dropped in range(3))]
    return [path.with_name(name) for name in names]


def _explain(path: Path, error: OSError) -> OutputError:
    if isinstance(error, PermissionError):
        why = "cannot be written: it is open in another program, or the folder is read-only"
        return OutputError(tell("{path}: {why}; close it there, or name another file", path=path, why=why))
    return OutputError(tell("{path}: cannot be written: {why}; name another file", path=path, why=error))
