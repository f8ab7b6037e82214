"""Where a question stands in decks, slides, the report and workbooks (vị trí trong các tài liệu)."""

from __future__ import annotations

from dataclasses import dataclass

from parlib.language import Message

SECTIONS = (
    "sheet",
    "result_score",
    "result_history",
    "result_certainty",
    "components_table",
    "components_parts",
    "components_strengths",
    "component_position",
    "component_losses",
    "component_peers",
    "component_prospect",
    "losses_largest",
    "losses_causes",
    "others_ranks",
    "other_index",
    "others_integrity",
    "targets_points",
    "causes",
    "tasks",
    "onestop",
    "units",
    "annex_components",
    "annex_facts",
    "plan_situation",
    "plan_losses",
)
"""Sections of the in-depth report and of the remedial plan (``plan_...``)."""

LAST = 1000
"""Place of a question that asks for none: behind those that do, by name."""


@dataclass(frozen=True)
class Passage:
    """Where a question stands in the report or the plan, and what of it stands there beside its finding.

    Attributes
    ----------
    section : str
        One of `SECTIONS`.
    order : int
        Its place in the section, the smallest first.
    table : tuple of str or bool
        Columns of its table; True for all of them, False for no table.
    picture : bool
        False leaves its picture out.
    top_rows : bool
        True for the rows of the main components alone.
    """

    section: str
    order: int = LAST
    table: tuple[str, ...] | bool = True
    picture: bool = True
    top_rows: bool = False


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
    report : tuple of Passage
        Its places in the in-depth report and the plan.
    mixed_units : bool
        True where its numbers are not all in the unit of the index: a workbook names no unit above them.
    """

    slide: int | None = None
    drawn_only: bool = False
    titled_by: str = ""
    point: Point | None = None
    panel: int | None = None
    spare_panel: bool = False
    report: tuple[Passage, ...] = ()
    mixed_units: bool = False
