"""Rows of a sheet as readers of all forms hand them over: of one length, merged blocks filled, within bounds."""

from __future__ import annotations

from parlib.files.bounds import limit_merged
from parlib.problems import DataProblemsError
from parlib.readers.annotations import Address
from parlib.readers.package import refuse
from parlib.readers.workbook import Value, fill_merged, measure_blocks


def square(rows: list[list[Value]]) -> list[list[Value]]:
    """Return rows of one length, without empty ones at the end."""
    while rows and not any(value != "" for value in rows[-1]):
        rows.pop()
    width = max(map(len, rows), default=0)
    return [[*row, *[""] * (width - len(row))] for row in rows]


def fill_blocks(
    rows: list[list[Value]], blocks: list[tuple[int, int, int, int]], name: str, size: int
) -> tuple[list[list[Value]], frozenset[Address]]:
    """Give every cell of a merged block the block's value, where blocks do not cover more than tables do."""
    if measure_blocks(rows, blocks) > limit_merged(size):
        raise refuse(name, "its merged blocks cover too many cells", "Undo merged cells, and save")
    return fill_merged(rows, blocks)


def refuse_cells(name: str) -> DataProblemsError:
    """Return the refusal of a file that lays out more cells than tables do."""
    return refuse(name, "the file has too many cells", "Delete the rows and columns beyond the table")
