"""How much a file may hold, by its size: what would grow without end is refused before it is laid out.

A table packs to a seventh of its XML or so. A file whose parts are one piece repeated packs a hundredfold more, and
costs seconds and gigabytes to read whatever stands in it; so each bound grows with the bytes of the file itself.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence

MOST_CELLS = 8_000_000
"""Cells of all sheets (rows by columns, up to the last filled one) that are still read, of however large a file."""

MOST_UNPACKED_BYTES = 256_000_000
"""Size of all parts of an Office file together, unpacked, that is still read; more is taken for a zip bomb."""

SMALL_UNPACKED_BYTES, MOST_RATIO = 10_000_000, 150
"""Beyond the first, a file that unpacks to more than so many times its size is a bomb: real ones reach 60."""

MOST_PARTS = 2_000
"""Parts of an Office file that are still read."""

MOST_NOTEBOOK_BYTES, MOST_RUN_RATIO = 50_000_000, 60
"""Size of an executed notebook that is still read, and how many times its size an archive of a run may unpack to."""

MOST_LETTERS = 500_000_000
"""Letters of all cells that are still read, of however large a file."""


def is_bomb(entries: Sequence[zipfile.ZipInfo]) -> bool:
    """Tell whether an Office file says of itself that it unpacks to far more than what people put into one.

    An archive that says less than it holds is no danger: Python unpacks no more of a member than it says.
    """
    unpacked, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    most = min(MOST_UNPACKED_BYTES, SMALL_UNPACKED_BYTES + MOST_RATIO * packed)
    return unpacked > most or len(entries) > MOST_PARTS


def is_swollen_run(entries: Sequence[zipfile.ZipInfo]) -> bool:
    """Tell whether notebooks of an archived run say of themselves that they unpack to far more than runs do."""
    unpacked, packed = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    largest = max((entry.file_size for entry in entries), default=0)
    return largest > MOST_NOTEBOOK_BYTES or unpacked > SMALL_UNPACKED_BYTES + MOST_RUN_RATIO * packed


def limit_cells(size: int) -> int:
    """Return how many cells, blank ones included, a file of so many bytes may lay out.

    Examples
    --------
    >>> limit_cells(10_000), limit_cells(50_000_000)
    (700000, 8000000)
    """
    return min(MOST_CELLS, 500_000 + 20 * size)


def limit_merged(size: int) -> int:
    """Return how many cells its merged blocks may cover: each is noted one by one.

    Examples
    --------
    >>> limit_merged(10_000)
    175000
    """
    return limit_cells(size) // 4


def limit_tags(size: int) -> int:
    """Return how many tags of XML, those that end an element included, a file may hold.

    Sheets of one formula repeated in 400,000 cells have 2.9 a byte, tables of figures below one.

    Examples
    --------
    >>> limit_tags(10_000)
    340000
    """
    return 300_000 + 4 * size


def limit_records(size: int) -> int:
    """Return how many records a binary workbook may hold: a cell is one, and takes a byte or more of the file.

    Examples
    --------
    >>> limit_records(10_000)
    85000
    """
    return limit_tags(size) // 4


def limit_letters(size: int) -> int:
    """Return how many letters its cells may hold together: a text that is stored once may stand in all of them.

    Examples
    --------
    >>> limit_letters(10_000)
    4000000
    """
    return min(MOST_LETTERS, 3_000_000 + 100 * size)


def count_tags(parts: Mapping[str, bytes]) -> int:
    """Return how many tags the XML parts of a package hold.

    Examples
    --------
    >>> count_tags({"a.xml": b"<a><b/></a>", "b.png": b"<<<"})
    3
    """
    return sum(part.count(b"<") for name, part in parts.items() if name.casefold().endswith((".xml", ".rels", ".vml")))
