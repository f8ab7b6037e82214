"""What a chart shows: three families of marks, with the words that name them (các loại biểu đồ)."""

from __future__ import annotations

from dataclasses import dataclass, field

ROLES = (
    "subject", "best", "other", "peer", "region", "middle", "everyone", "to_best", "to_median", "up", "down", "zero",
    "first", "second", "cause_one", "cause_two", "cause_three",
)  # fmt: skip
"""What a mark stands for; a back-end gives each role a shape and a colour, so that neither alone tells."""


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
        One of `ROLES`.
    name : str
        Whose it is, with its figure: shown under the pointer and read aloud.
    label : str
        Words that always stand beside it.
    code : str
        Code of the place that it stands for; blank for no place.
    """

    shape: str
    value: float
    role: str
    name: str
    start: float = float("nan")
    label: str = ""
    code: str = ""


@dataclass(frozen=True)
class Row:
    """A name and its marks; *end* is a figure that closes the row."""

    name: str
    marks: tuple[Mark, ...]
    strong: bool = False
    end: str = ""


@dataclass(frozen=True)
class Guide:
    """A line across all rows at a value, with its words."""

    value: float
    name: str


@dataclass(frozen=True)
class RowChart:
    """Dots, bars and ranges, a row for each name.

    Attributes
    ----------
    crowded : bool
        True where dots of a row may lie on one another and are moved apart.
    thin : bool
        True where rows are low however many they are, each below its own name, which may be long.
    """

    rows: tuple[Row, ...]
    scale: Scale
    guides: tuple[Guide, ...] = ()
    key: tuple[tuple[str, str, str], ...] = ()
    """Shape, role and word of each kind of mark."""
    end: str = ""
    crowded: bool = False
    thin: bool = False


@dataclass(frozen=True)
class Line:
    """Values over the years of one name; a missing value ends a stretch, as a break does."""

    name: str
    role: str
    values: tuple[float, ...]
    shown: tuple[str, ...]
    """Each value as it is written."""


@dataclass(frozen=True)
class Band:
    """A range over the years: the middle half, an interval, from lowest to best."""

    name: str
    role: str
    low: tuple[float, ...]
    high: tuple[float, ...]


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
    years : tuple of int
    breaks : tuple of int
        Places in *years* before which the framework or the scale changed.
    """

    years: tuple[int, ...]
    panels: tuple[Panel, ...]
    breaks: tuple[int, ...] = ()
    broken: str = ""


@dataclass(frozen=True)
class GridCell:
    """A cell of a grid: its words, its shade (0 to 1, or −1 to 1 where *diverging*) and what the pointer is told."""

    row: int
    column: int
    text: str
    shade: float
    name: str
    role: str = "other"
    code: str = ""


@dataclass(frozen=True)
class GridChart:
    """Cells in rows and columns: shares by year, correlations, a tile map.

    Attributes
    ----------
    rows, columns : tuple of str
        Names; none for a map.
    breaks : tuple of int
        Columns before which years may not be compared.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[GridCell, ...]
    breaks: tuple[int, ...] = ()
    diverging: bool = False
    key: tuple[str, ...] = field(default=())


Chart = RowChart | LineChart | GridChart
