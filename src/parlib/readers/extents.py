"""How far the sheets of a workbook may reach, and how much text they may name: one rule for every kind of workbook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from parlib.files.bounds import limit_cells, limit_letters
from parlib.readers.annotations import write_address
from parlib.readers.package import Package, refuse
from parlib.speech import tell


class Extent(Protocol):
    """What is known of a sheet before it is laid out."""

    @property
    def height(self) -> int:
        """Rows up to the last filled one."""

    @property
    def width(self) -> int:
        """Columns up to the last filled one."""

    @property
    def letters(self) -> int:
        """Letters of all its cells."""


def refuse_extents(sheets: Mapping[str, Extent], package: Package) -> None:
    """Refuse sheets that reach further than all that lies in the file could fill, or name a long text without end.

    Raises
    ------
    DataProblemsError
    """
    areas = {name: sheet.height * sheet.width for name, sheet in sheets.items()}
    if sum(areas.values()) > limit_cells(package.size):
        largest = max(areas, key=lambda name: areas[name])
        cell = write_address(sheets[largest].height - 1, sheets[largest].width - 1)
        message = tell("sheet {sheet!r} reaches to {cell}: too many cells", sheet=largest, cell=cell)
        raise refuse(package.name, message, "Delete the rows and columns beyond the table, and save")
    if sum(sheet.letters for sheet in sheets.values()) > limit_letters(package.size):
        raise refuse(
            package.name, "its cells hold far more text than tables do", "Leave only the sheets with the figures in it"
        )
