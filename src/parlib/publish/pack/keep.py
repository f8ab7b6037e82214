"""What was written into a pack the last time, so that nothing is made twice and nothing made by hand is lost."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from parlib.files.archive import check_output, fix_archive, replace_file
from parlib.files.atomic import write_whole
from parlib.files.hashing import hash_file
from parlib.living.looks import LISTS
from parlib.living.write import KINDS, Written, set_aside, write_living

CORE = "docProps/core.xml"
_IDENTIFIER = re.compile(rb"<dc:identifier>.*?</dc:identifier>|<dc:identifier/>", re.DOTALL)


class Record:
    """The list of products of a folder: of what each was made, and the bytes that were written.

    Parameters
    ----------
    path : pathlib.Path
        Where it lies.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            known = json.loads(path.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            known = {}
        self.key: str = known.get("key", "")
        self.products: dict[str, dict[str, Any]] = known.get("products", {})

    def save(self, key: str) -> None:
        """Write the list, with the *key* of all that the pack was made of."""
        self.key = key
        content = {"key": key, "products": self.products}
        write_whole(json.dumps(content, ensure_ascii=False, indent=1).encode(), self._path)

    def is_current(self, name: str, key: str) -> bool:
        """Tell whether a product was made of *key* and is there, as it was made or mended by hand."""
        return self.products.get(name, {}).get("key") == key and (self._path.parent / name).exists()

    def holds(self, name: str) -> bool:
        """Tell whether a product was written here once and still stands."""
        return name in self.products and (self._path.parent / name).exists()

    def is_edited(self, name: str) -> bool:
        """Tell whether the file that is there is not the one that was written."""
        path = self._path.parent / name
        return path.exists() and self.products.get(name, {}).get("sha256") != hash_file(path)

    def note(self, name: str, key: str) -> None:
        """Note what was written under a name, and of what it was made."""
        self.products[name] = {"key": key, "sha256": hash_file(self._path.parent / name)}


def hash_known(known: object) -> str:
    """Return the first 16 digits of the sha256 of plain data."""
    return hashlib.sha256(json.dumps(known, sort_keys=True, default=str).encode()).hexdigest()[:16]


def save_product(content: bytes, path: Path, edited: bool, language: str) -> Written:
    """Write a product: a Word or PowerPoint file is merged with the one before, of any other a copy is set aside.

    Parameters
    ----------
    edited : bool
        True where the file before is not as it was written.

    Raises
    ------
    OutputError
        If the file cannot be written; nothing is lost then.
    """
    if path.suffix in KINDS:
        return write_living(content, path, language)
    check_output(path)
    copy = set_aside(path) if edited and path.exists() and path.read_bytes() != content else None
    replace_file(content, path)
    return Written(path, "renewed", copy)


def stamp_archive(content: bytes, stamp: str) -> bytes:
    """Return an Office file that carries the stamp of its data as its identifier.

    Examples
    --------
    >>> from docx import Document
    >>> from parlib.files.archive import save_bytes
    >>> Document(io.BytesIO(stamp_archive(save_bytes(Document()), "PAPI 2024 · 0a1b"))).core_properties.identifier
    'PAPI 2024 · 0a1b'
    """
    stamped = io.BytesIO()
    mark = f"<dc:identifier>{stamp.replace('&', '&amp;').replace('<', '&lt;')}</dc:identifier>".encode()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stamped, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = old.read(name)
            if name == CORE:
                member = _IDENTIFIER.sub(b"", member).replace(b"</cp:coreProperties>", mark + b"</cp:coreProperties>")
            new.writestr(name, member)
    return fix_archive(stamped.getvalue())


def list_copies(folder: Path) -> Mapping[str, list[str]]:
    """Return by product the copies of it that were set aside, and its list of what to look at, below *folder*."""
    copies: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*/*.truoc*")):
        stem = path.stem.rpartition(".truoc")[0]
        name = path.with_name(f"{stem}{path.suffix}").relative_to(folder).as_posix()
        copies.setdefault(name, []).append(path.relative_to(folder).as_posix())
    for ending in LISTS:
        for path in sorted(folder.glob(f"*/*{ending}")):
            listed = path.relative_to(folder).as_posix()
            copies.setdefault(listed.removesuffix(ending), []).append(listed)
    return copies
