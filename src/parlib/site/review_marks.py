"""Review marks that reviewers exported from their browsers, as one list (gộp dấu đọc duyệt)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from parlib.files.archive import replace_file
from parlib.files.csv_cells import guard_cell
from parlib.site.scripts import CONTENTS, FOLDER, read_script
from parlib.speech import tell
from parlib.wording.interface import interface_words

FORMAT = "parlib review 1"
"""What a file of marks says that it is; ``marks.js`` writes it."""

ReviewMark = Mapping[str, Any]


def read_marks(path: Path) -> list[dict[str, Any]]:
    """Read a file of marks; each mark gets the name of its ``reviewer``.

    Raises
    ------
    FileNotFoundError
        If it is not there.
    ValueError
        If it is not a file that the site exported.
    """
    try:
        exported = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, OSError) as error:
        if isinstance(error, FileNotFoundError):
            raise FileNotFoundError(tell("{path}: there is no such file", path=path)) from error
        exported = None
    is_export = isinstance(exported, dict) and exported.get("format") == FORMAT
    marks = exported.get("marks") if is_export else None
    if not isinstance(marks, list) or not all(
        isinstance(mark, dict) and isinstance(mark.get("page"), str) for mark in marks
    ):
        raise ValueError(tell("{path}: not a file of review marks: export it from the site's front page", path=path))
    return [{**mark, "reviewer": str(exported.get("reviewer") or "")} for mark in marks]


def merge_marks(marks: Iterable[ReviewMark]) -> list[ReviewMark]:
    """Return the newest mark of each reviewer on each page, by page and reviewer.

    Examples
    --------
    >>> old = {"page": "a.html", "reviewer": "An", "at": "2026-01-01T08:00:00Z", "comment": "1"}
    >>> new = {**old, "at": "2026-01-02T08:00:00Z", "comment": "2"}
    >>> [mark["comment"] for mark in merge_marks([new, old])]
    ['2']
    """
    newest: dict[tuple[str, str], ReviewMark] = {}
    for mark in marks:
        key = (mark["page"], mark["reviewer"])
        if key not in newest or str(newest[key].get("at") or "") < str(mark.get("at") or ""):
            newest[key] = mark
    return [newest[key] for key in sorted(newest)]


def read_contents(reports: Path) -> dict[str, str]:
    """Return a hash of what each page of a run's site says, by its address; empty where none is built."""
    path = reports / FOLDER / CONTENTS
    return read_script(path) if path.exists() else {}


def is_outdated(mark: ReviewMark, contents: Mapping[str, str]) -> bool:
    """Say whether the page of a mark says something else now.

    Examples
    --------
    >>> [is_outdated({"page": "a.html", "content": "1"}, now) for now in ({"a.html": "1"}, {"a.html": "2"}, {})]
    [False, True, False]
    """
    then, now = mark.get("content"), contents.get(mark["page"])
    return bool(then and now and then != now)


def write_marks(
    marks: Sequence[ReviewMark], path: Path, language: str, contents: Mapping[str, str] | None = None
) -> Path:
    """Write marks as the list that the site's front page hands out: a CSV that Excel opens with its accents.

    Parameters
    ----------
    marks : sequence of mapping
        What `merge_marks` returns.
    path : pathlib.Path
        Where to.
    language : str
        Of the heads.
    contents : mapping, optional
        What `read_contents` returns: marks of pages that have changed since are flagged.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    words = interface_words(language)
    heads = [words[f"review_{name}"] for name in ("page", "reviewer", "done", "comment", "at")]
    heads += ["html", "data", words["review_changed"]]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(heads)
    for mark in marks:
        said = [mark.get("title") or mark["page"], mark["reviewer"], "x" if mark.get("read") is True else ""]
        said += [mark.get(name) or "" for name in ("comment", "at", "page", "data")]
        said.append("x" if is_outdated(mark, contents or {}) else "")
        writer.writerow([guard_cell(str(cell)) for cell in said])
    return replace_file(text.getvalue().encode("utf-8-sig"), path)
