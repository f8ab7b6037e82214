"""Memory of a warm process that its children should not pay for."""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

M_TRIM_THRESHOLD = -1
M_MMAP_THRESHOLD = -3
LARGE = 1 << 20
"""Bytes from which a block is mapped alone and given back as soon as it is freed, such as the canvas of a chart."""

MADV_DONTNEED = 4

ONE_HEAP = {"ARROW_DEFAULT_MEMORY_POOL": "system"}
"""Environment in which arrow takes memory where everything else does: a pool of its own maps room in every child."""

HUGE_PAGES = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}
"""Environment in which glibc asks for pages of 2 MB for large blocks; read when a program starts.

Linux gives them where "transparent huge pages" are not forbidden: a kernel then takes half of the page faults.
"""


class Mapping(NamedTuple):
    """A mapping of this process: where it lies, what may be done with it, and the file behind it."""

    start: int
    end: int
    rights: str
    name: str
    own: int
    """Kilobytes that are not as in the file."""


def return_large_blocks() -> None:
    """Let the C library give large blocks back at once, and go on doing so.

    By itself it raises its threshold with every large block that is freed, up to 32 MB: each kernel would keep the
    room of every picture that it has drawn.
    """
    with suppress(AttributeError, OSError):  # another C library
        # Setting either of them switches glibc's own adjustment off.
        library = ctypes.CDLL(None)
        library.mallopt(M_MMAP_THRESHOLD, LARGE)
        library.mallopt(M_TRIM_THRESHOLD, LARGE)


def freeze() -> None:
    """Give back what imports have left free, and keep the garbage collector off the rest: children share it."""
    # The collector writes into the head of every object that it looks at: pages shared with the children would be
    # copied one by one. Frozen objects are not looked at.
    gc.collect()
    return_memory()
    gc.freeze()


def return_memory() -> None:
    """Give back what is free, and the pages of program files that are not needed now."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)
        drop_file_pages()


def drop_file_pages() -> None:
    """Unmap the pages of program files that were needed to import them; those still needed come back by themselves.

    Only pages that are as in the file and that nobody may write.
    """
    library = ctypes.CDLL(None, use_errno=True)
    library.madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    for place in list(read_mappings()):
        if place.name.startswith("/") and place.rights[:2] == "r-" and not place.own:
            library.madvise(place.start, place.end - place.start, MADV_DONTNEED)


def read_mappings() -> Iterator[Mapping]:
    """Read the mappings of this process (Linux)."""
    head: list[str] = []
    with Path("/proc/self/smaps").open(encoding="utf-8") as lines:
        for line in lines:
            parts = line.split(maxsplit=5)
            if "-" in parts[0] and not parts[0].endswith(":"):
                head = parts
            elif parts[0] == "Anonymous:":
                start, end = (int(bound, 16) for bound in head[0].split("-"))
                yield Mapping(start, end, head[1], head[5].strip() if len(head) > 5 else "", int(parts[1]))
