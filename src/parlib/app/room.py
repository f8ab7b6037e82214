"""What the page keeps in a home: files that wait, what was read of them, what was made, what was chosen."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from parlib.files.atomic import write_whole

FOLDER = ".app"
"""Folder of the page within a home; no table is read from a hidden folder."""

TAKEN = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv")
"""Endings of the files that may be dropped."""

LONGEST = 120
"""Letters of a file's name that are kept."""

PACKS = "conference"
"""Folder of the packs within a home."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


class RefusedFileError(ValueError):
    """A file that is not taken, by its name; *term* is the word that says why."""

    def __init__(self, term: str) -> None:
        self.term = term
        super().__init__(term)


def name_upload(given: str) -> str:
    r"""Return the name under which a dropped file is kept: without folders, hidden names and signs that disks refuse.

    Raises
    ------
    RefusedFileError
        If nothing is left of the name, or its ending is none of `TAKEN`.

    Examples
    --------
    >>> [name_upload(name) for name in ("Bảng điểm 2025.xlsx", "../../etc/a.csv", r"C:\so lieu\PAR.XLSX")]
    ['Bảng điểm 2025.xlsx', 'a.csv', 'PAR.XLSX']
    >>> name_upload("a.exe")
    Traceback (most recent call last):
        ...
    parlib.app.room.RefusedFileError: kind_refused
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    plain = _FORBIDDEN.sub("", "".join(letter for letter in last if unicodedata.category(letter)[0] != "C"))
    stem, dot, ending = plain.strip(" .").rpartition(".")
    if not dot or not stem.strip() or stem.startswith(("~$", ".")) or _DEVICES.fullmatch(stem):
        raise RefusedFileError("name_refused" if dot else "kind_refused")
    if f".{ending.casefold()}" not in TAKEN:
        raise RefusedFileError("kind_refused")
    return f"{stem.strip()[: LONGEST - len(ending) - 1]}.{ending}"


class Room:
    """The folder of the page in a home.

    Parameters
    ----------
    home : pathlib.Path
        Folder with data/ and notebooks/.
    """

    def __init__(self, home: Path) -> None:
        self.home, self.folder = home, home / FOLDER
        self.inbox, self.stage = self.folder / "inbox", self.folder / "stage"
        self.inbox.mkdir(parents=True, exist_ok=True)

    @property
    def raw(self) -> Path:
        """The raw figures of the home."""
        return self.home / "data" / "raw"

    def list_waiting(self) -> list[str]:
        """Return the names of the files that were dropped and not yet taken in."""
        return sorted(path.name for path in self.inbox.iterdir() if path.is_file())

    def read(self, name: str) -> dict[str, Any]:
        """Return what was noted under a name; nothing where there is none, or it cannot be read."""
        try:
            found = json.loads((self.folder / f"{name}.json").read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def note(self, name: str, known: Mapping[str, Any]) -> None:
        """Note something under a name."""
        write_whole(json.dumps(known, ensure_ascii=False, indent=1).encode(), self.folder / f"{name}.json")

    def forget(self, name: str) -> None:
        """Forget what was noted under a name."""
        (self.folder / f"{name}.json").unlink(missing_ok=True)

    def look_at_raw(self) -> list[list[object]]:
        """Return what changes when a raw file is added, removed or written, without reading any."""
        found = (path for path in sorted(self.raw.rglob("*")) if path.is_file() and not path.name.startswith("."))
        looks = ((path.relative_to(self.raw).as_posix(), path.stat()) for path in found)
        return [[name, look.st_size, look.st_mtime_ns] for name, look in looks]
