"""Pictures of pages as files: one file for one picture, however many pages show it."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

from parlib.pages.shrink import shrink_png
from parlib.results.links import relative_address

FOLDER = "pictures"

FORMAT = 2
"""Counted up when pictures are stored otherwise, so that those of an earlier build are not taken for them."""

KINDS = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg"}


def write_pictures(views: list[dict[str, Any]], html: str, site: Path) -> None:
    """Write the pictures within *views* as files of the site, and let the views name the files.

    A file is named by the picture that the notebook shows, so that one that many provinces share, such as that of what
    moves along in the whole country, is there once; charts are stored in few colours.
    """
    for picture in _find_pictures(views):
        media, _, content = picture["src"].removeprefix("data:").partition(",")
        kind, _, coding = media.partition(";")
        data = base64.b64decode(content) if coding == "base64" else unquote_to_bytes(content)
        picture["src"] = relative_address(store_picture(data, KINDS[kind], site), html)
        picture["lazy"] = True


def store_picture(data: bytes, kind: str, site: Path) -> str:
    """Write a picture unless the site has it; return its address within the site."""
    name = hashlib.sha256(f"{FORMAT} {kind} ".encode() + data).hexdigest()[:24]
    address = f"{FOLDER}/{name[:2]}/{name[2:]}.{kind}"
    path = site / address
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".{os.getpid()}")
        if not _reuse_last(site, address, unfinished):
            unfinished.write_bytes(shrink_png(data) if kind == "png" else data)
        unfinished.replace(path)  # whole at once, as another process may be writing the same picture
    return address


def _reuse_last(site: Path, address: str, path: Path) -> bool:
    """Take a picture from the last build of the site, beside which this one is built; say whether it was there."""
    last = site.with_name(site.name.removeprefix(".")) / address
    if not last.is_file():
        return False
    try:
        os.link(last, path)
    except OSError:  # a disk without links
        shutil.copyfile(last, path)
    return True


def _find_pictures(views: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for view in views:
        picture: dict[str, Any] | None = view if view["kind"] == "picture" else view.get("picture")
        if picture and picture["src"].startswith("data:"):
            yield picture
