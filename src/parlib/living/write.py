"""The one way by which a Word or PowerPoint file of parlib is written: merged with what stands in its place."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from parlib.files.archive import check_output, fix_archive, replace_file
from parlib.living import docx, pptx
from parlib.living.base import is_as_written, put_base, read_base, save_beside
from parlib.living.blocks import Block
from parlib.living.looks import Look, name_list, write_list
from parlib.living.merge import Merge

KINDS = (".docx", ".pptx")

BROKEN = (KeyError, ValueError, AttributeError, OSError, zipfile.BadZipFile, etree.XMLSyntaxError)
"""What reading a file raises that is no Office file, or a damaged one."""


@dataclass(frozen=True)
class Written:
    """What came of writing a file.

    Attributes
    ----------
    path : pathlib.Path
    state : str
        ``new``, ``renewed`` (nobody had touched it), ``merged``, ``left`` (nothing in it is new), ``aside`` (what stood
        there was not a living file of parlib and was set aside).
    copy : pathlib.Path, optional
        Copy of the file before.
    looks : sequence of Look
        What a person has to look at.
    listed : pathlib.Path, optional
        The list of these.
    """

    path: Path
    state: str
    copy: Path | None = None
    looks: Sequence[Look] = ()
    listed: Path | None = None


def write_living(content: bytes, path: Path, language: str) -> Written:
    """Write a Word or PowerPoint file; what people did to the one in its place is kept.

    What nobody touched is renewed, what was edited stays, and figures that changed within kept words are marked there
    and listed beside the file. The file before is set aside under the date of the day wherever it is not renewed whole.

    Raises
    ------
    OutputError
        If it cannot be written; nothing is lost then.
    """
    check_output(path)
    kind, content = path.suffix.lower(), fix_archive(content)  # it says when it was made otherwise
    made, pieces = docx.make_living(content) if kind == ".docx" else pptx.make_living(content)
    known = {**_describe(kind, made, pieces), "made": hashlib.sha256(content).hexdigest()}
    if not path.exists():
        return _save(made, known, path, "new", language)
    current = path.read_bytes()
    try:
        base = read_base(path, current)
        if base is None or base.get("form") != known["form"]:
            return _save(made, known, path, "aside", language)
        if _is_current(current, kind, base, known):
            return _leave(path, base, language)
        if not base["touched"] and is_as_written(current, kind, base):
            return _save(made, known, path, "renewed", language)
        merged, now, looks = _merge(kind, base, current, made, language)
        known = {**now, "made": known["made"], "looks": [dataclasses.astuple(look) for look in looks]}
    except BROKEN:
        return _save(made, known, path, "aside", language)
    return _save(merged, known, path, "merged", language, looks)


def _is_current(current: bytes, kind: str, base: dict[str, Any], known: dict[str, Any]) -> bool:
    """Tell whether nothing is new: a file with marks is made of the same, and nothing told may have been mended."""
    same = base.get("made") == known["made"] and "beside" not in base
    return same and (not base.get("looks") or is_as_written(current, kind, base))


def _leave(path: Path, base: dict[str, Any], language: str) -> Written:
    """Leave a file in which nothing is new since it was written; what has to be looked at still has."""
    looks = [Look(*one) for one in base.get("looks", ())]
    return Written(path, "left", None, looks, name_list(path, language) if looks else None)


def write_any(content: bytes, path: Path, language: str) -> Written:
    """Write a file: a Word or PowerPoint file by `write_living`, any other in place of the one before.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    if path.suffix.lower() in KINDS:
        return write_living(content, path, language)
    return Written(replace_file(content, path), "renewed")


def _describe(kind: str, content: bytes, pieces: Sequence[Any]) -> dict[str, Any]:
    """Return the base of a file as plain data."""
    form = "" if kind == ".docx" else pptx.describe_paper(content)
    return {"form": form, "pieces": [piece.to_known() for piece in pieces], "touched": False}


def _merge(
    kind: str, base: dict[str, Any], current: bytes, made: bytes, language: str
) -> tuple[bytes, dict[str, Any], list[Look]]:
    """Return the file in hand with what is new, its new base, and what to look at."""
    renewed = [(was, now) for was, now in base.get("renewed", ())]
    came: Merge
    if kind == ".docx":
        blocks = [Block.of(one) for one in base["pieces"]]
        merged, now, came = docx.merge_docx(blocks, current, made, language, renewed)
        known = _describe(kind, made, now)
    else:
        slides = [pptx.Shown.of(one) for one in base["pieces"]]
        merged, shown, came = pptx.merge_pptx(slides, current, made, language, renewed)
        known = _describe(kind, made, shown)
    return merged, {**known, "touched": True, "renewed": came.renewed}, came.looks


def _save(
    content: bytes, known: dict[str, Any], path: Path, state: str, language: str, looks: Sequence[Look] = ()
) -> Written:
    final, payload = put_base(content, path.suffix.lower(), known)
    before = path.read_bytes() if path.exists() else None
    copy = set_aside(path) if state in ("merged", "aside") and before != final else None
    if before != final:
        replace_file(final, path)
        if path.suffix.lower() == ".pptx":  # LibreOffice keeps the base of a document
            save_beside(payload, path)
    return Written(path, "left" if before == final else state, copy, looks, write_list(looks, path, language))


def set_aside(path: Path) -> Path:
    """Copy a file beside itself under the date of the day and a name that is free; return the copy.

    Raises
    ------
    OutputError
        See `parlib.files.archive.check_output`.
    """
    content, number, day = path.read_bytes(), 1, datetime.datetime.now(tz=datetime.UTC).astimezone().date()
    while True:
        again = "" if number == 1 else f"-{number}"
        copy = path.with_name(f"{path.stem}.truoc-{day.isoformat()}{again}{path.suffix}")
        if not copy.exists():
            return replace_file(content, copy)
        if copy.read_bytes() == content:
            return copy
        number += 1
