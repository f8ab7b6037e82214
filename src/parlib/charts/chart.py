"""What a chart shows: marks in rows, lines over years, a stair, cells; with their words (các loại biểu đồ).

A mark knows the cells of the exhibit's table that it stands for (`Mark.at`, `Mark.column`): native charts of Excel
refer to them, and those of PowerPoint hold the same figures.
"""

from __future__ import annotations

from dataclasses import dataclass

NAN = float("nan")


@dataclass(frozen=True)
class Scale:
    """The axis of figures.

    Attributes
    ----------
    low, high : float
        Its ends.
    name : str
        What it measures, with the unit.
    kind, decimals
        How its figures are written (`parlib.language.kinds`).
    """

    low: float
    high: float
    name: str = ""
    kind: str = "score"
    decimals: int = 2

    def place(self, value: float) -> float:
        """Return where a value lies between the ends, 0 to 1."""
        return (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5


@dataclass(frozen=True)
class Mark:
    """A mark of a row: a dot at *value*, or a bar or range from *start* to *value*.

    Attributes
    ----------
    shape : str
        ``dot``, ``bar``, ``range`` or ``tick``.
    value, start : float
        Where it lies; *start* is NaN for a dot or tick.
    role : str
        What it stands for (``subject``, ``best``, ``other``, ``up``, ...); a back-end gives each role a colour and a
        shape, so that neither alone tells.
    name : str
        Whose it is, with its figure: shown under the pointer and read aloud.
    label : str
        Words that always stand beside it.
    code : str
        Code of the place that it stands for; blank for no place.
    at : int
        Row of the table that it was read from.
    column, start_column : str
        Columns of its figure: of a dot its place, of a bar its length, of a range its ends.
    """

    shape: str
    value: float
    role: str
    name: str
    start: float = NAN
    label: str = ""
    code: str = ""
    at: int = -1
    column: str = ""
    start_column: str = ""


@dataclass(frozen=True)
class Row:
    """A name and its marks.

    Attributes
    ----------
    ends : tuple of str
        Figures that close the row, under the heads of the chart.
    detail : str
        What a native chart says behind the name, where its marks tell less than these.
    trend : str
        ``up``, ``down`` or ``flat`` where the row ends with an arrow.
    at : int
        Row of the table; -1 where its marks are of several.
    """

    name: str
    marks: tuple[Mark, ...]
    strong: bool = False
    ends: tuple[str, ...] = ()
    detail: str = ""
    trend: str = ""
    at: int = -1


@dataclass(frozen=True)
class Guide:
    """A line across all rows at a value, with its words."""

    value: float
    name: str
    role: str = "nation"


@dataclass(frozen=True)
class RowChart:
    """Dots, bars and ranges, a row for each name.

    Attributes
    ----------
    form : str
        How the marks of a row lie: ``dots`` that would hide each other, one of the ``bars``, ``pieces`` end to end,
        ``pairs``, ``ranges``, a ``spine`` or its ``verdicts``; one of `parlib.charts.describe.FORMS`.
    key : tuple of (shape, role, word)
        What each kind of mark stands for.
    heads : tuple of str
        Words above the figures that close the rows.
    named : str
        Column of the table that names the rows.
    band : tuple of float
        Stretch of the scale that is shaded through all rows: the subject's range.
    """

    form: str
    rows: tuple[Row, ...]
    scale: Scale
    guides: tuple[Guide, ...] = ()
    key: tuple[tuple[str, str, str], ...] = ()
    heads: tuple[str, ...] = ()
    named: str = ""
    band: tuple[float, ...] = ()

    @property
    def is_long(self) -> bool:
        """True where each row is to be one line, its name beside its marks."""
        return len(self.rows) > LONG


LONG = 20
"""Rows of a chart that is read as a list."""


@dataclass(frozen=True)
class Line:
    """Values over the years of one name; a missing value ends a stretch, as a break does.

    Attributes
    ----------
    shown : tuple of str
        Each value as it is written.
    main : bool
        True for what the chart is about: the figures at the ends of its stretches are written.
    open : tuple of int
        Places in the years whose marks are open: partly known.
    at : tuple of int
        Row of the table of each value; -1 for none.
    column : str
        Column of the values.
    """

    name: str
    role: str
    values: tuple[float, ...]
    shown: tuple[str, ...]
    main: bool = False
    open: tuple[int, ...] = ()
    at: tuple[int, ...] = ()
    column: str = ""


@dataclass(frozen=True)
class Band:
    """A range over the years: the middle half, an interval, from lowest to best."""

    name: str
    role: str
    low: tuple[float, ...]
    high: tuple[float, ...]
    columns: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Panel:
    """Lines on one scale."""

    title: str
    scale: Scale
    lines: tuple[Line, ...]
    bands: tuple[Band, ...] = ()


@dataclass(frozen=True)
class LineChart:
    """Panels over the same years; between years of *breaks* nothing may be compared.

    Attributes
    ----------
    form : str
        ``lines``, or ``boxes`` where bands are told apart year by year.
    years : tuple of int
    breaks : tuple of int
        Places in *years* before which the framework or the scale changed.
    broken : str
        What a break is called.
    lacking : str
        What a year without a figure is called; blank where none lacks.
    """

    form: str
    years: tuple[int, ...]
    panels: tuple[Panel, ...]
    breaks: tuple[int, ...] = ()
    broken: str = ""
    lacking: str = ""

    def list_stretches(self, known: list[bool]) -> list[list[int]]:
        """Return the runs of places whose values are known and may be compared."""
        runs: list[list[int]] = []
        for at, here in enumerate(known):
            if here and runs and runs[-1][-1] == at - 1 and at not in self.breaks:
                runs[-1].append(at)
            elif here:
                runs.append([at])
        return runs


@dataclass(frozen=True)
class StairChart:
    """Which rank each score would win: between two scores it is the rank behind the higher one.

    Attributes
    ----------
    steps : tuple of Mark
        From the lowest score up; *value* is the score, *start* the rank.
    points : tuple of Mark
        The score now (role ``now``) and the one aimed at (``target``).
    scale, ranks : Scale
        Of scores, across; of ranks, the first on top.
    """

    form: str
    steps: tuple[Mark, ...]
    points: tuple[Mark, ...]
    scale: Scale
    ranks: Scale


@dataclass(frozen=True)
class GridCell:
    """A cell of a grid.

    Attributes
    ----------
    text, figure : str
        What stands in it: a rank or a name; and the figure behind its shade.
    shade : float
        0 to 1, or −1 to 1 where the grid diverges; NaN where no figure is known.
    name : str
        What the pointer is told.
    broken : bool
        True where it may not be compared with the cell on its left.
    """

    row: int
    column: int
    text: str
    shade: float
    name: str
    role: str = "other"
    code: str = ""
    figure: str = ""
    broken: bool = False


@dataclass(frozen=True)
class GridChart:
    """Cells in rows and columns: shares by year, correlations, a tile map.

    Attributes
    ----------
    form : str
        ``grid`` or ``map``.
    rows, columns : tuple of str
        Names; none for a map.
    strong : tuple of bool
        Rows that stand out.
    key : tuple of str
        What the shade measures, its lowest and its highest figure.
    notes : tuple of str
        What else must be known to read it.
    """

    form: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[GridCell, ...]
    strong: tuple[bool, ...] = ()
    diverging: bool = False
    key: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


Chart = RowChart | LineChart | StairChart | GridChart
