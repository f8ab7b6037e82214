"""Where a question stands in decks, slides, the report and workbooks (vị trí trong các tài liệu)."""

from __future__ import annotations

from dataclasses import dataclass

from parlib.language import Message

SECTIONS = (
    "result_history",
    "components_table",
    "losses_largest",
    "targets_points",
    "component_position",
    "component_losses",
    "component_peers",
    "component_prospect",
)
"""Sections of the in-depth report that show, after what they are made of, the questions that stand in them."""


@dataclass(frozen=True)
class Point:
    """A line of the one-slide summary: its place in the order, the word before its finding.

    Attributes
    ----------
    order : int
        The smallest comes first.
    head : Message
        Word before the finding.
    spare : bool
        True for one that is told only where few of the others are there: of a province's own scoreboard alone.
    """

    order: int
    head: Message
    spare: bool = False


@dataclass(frozen=True)
class Stand:
    """Where a question stands besides its page; nothing is said of one that nobody chose a place for.

    Attributes
    ----------
    slide : int, optional
        Place of its slide in the standard order, the smallest first; None for no slide of its own.
    drawn_only : bool
        True where the standard order shows it as a chart or not at all: its table says no more than its sentence.
    titled_by : str
        Question on the same page whose finding is the title of its slide; its own becomes the lead.
    point : Point, optional
        Its line in the summary.
    panel : int, optional
        Place among the exhibits of a component's slide, by preference.
    spare_panel : bool
        True for one that is shown there only where none of the others can be drawn.
    section : str
        Section of the in-depth report that shows it, one of `SECTIONS`.
    mixed_units : bool
        True where its numbers are not all in the unit of the index: a workbook names no unit above them.
    """

    slide: int | None = None
    drawn_only: bool = False
    titled_by: str = ""
    point: Point | None = None
    panel: int | None = None
    spare_panel: bool = False
    section: str = ""
    mixed_units: bool = False
