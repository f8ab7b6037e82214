"""Tables as slides show them: columns chosen, cells written, sized so that every cell can be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from parlib.figures.words import measure_text
from parlib.language.numbers import format_rank
from parlib.publish.outline.boxes import Box
from parlib.publish.outline.fit import LINE, count_lines
from parlib.results.executed import ShownExhibit
from parlib.wording.columns import format_value
from parlib.wording.labels import label

SHOWN: Mapping[str, tuple[str, ...]] = {
    "indices": ("short", "year", "score", "max_score", "rank", "change", "rank_change"),
    "recovery": ("component", "recovered_to", "points", "rank_now", "rank_after", "rank_low", "rank_high"),
    "strengths": ("component", "share", "rank", "verdict"),
    "components": ("component", "score", "max_score", "share", "rank", "change", "rank_change", "national_mean"),
    "peers": ("province", "region", "population", "urban_share", "grdp_per_capita", "score", "rank"),
    "actions": ("component", "lost_to_best", "cause", "task", "lead_agency", "head", "deadline", "output"),
    "sources": ("document", "issuer", "tier", "years"),
    "facts": ("year", "place", "measure", "printed", "status", "chosen", "tier"),
    "losses": ("component", "score", "max_score", "lost", "lost_to_mean", "lost_to_best", "rank"),
    "largest": ("component", "parent", "lost", "lost_share", "cumulative_share", "rank"),
    "peer_parts": ("component", "score", "peer_mean", "gap_to_peers", "best_peer", "best_peer_score"),
    "lasting": ("component", "status", "lost", "lost_before", "years_heavy", "years_below_median", "n_years"),
    "companions": ("term", "estimate", "low", "high", "p_adjusted", "n"),
    "correlates": ("term", "rho", "low", "high", "p_adjusted", "n"),
    "cheapest": ("component", "lost", "take", "points_so_far", "score_after", "rank_after"),
    "onestop": ("received", "judged", "on_time_share", "share_before", "late", "pending", "overdue", "overdue_max"),
    "onestop_agencies": ("label", "judged", "on_time_share", "share_change", "late", "overdue", "overdue_max"),
    "onestop_communes": ("label", "judged", "on_time_share", "share_change", "late", "overdue", "overdue_max"),
    "matters": ("short", "year", "component", "share", "rank", "difference", "verdict"),
}
"""Columns of an exhibit that a slide has room for; the others are in the notebook and the workbook."""

INSTEAD = {"lost_to_best": "lost"}
"""Columns that stand in for others that a table has not: where the best province is not known, all that was lost."""

SIDE_COLUMNS = ("component", "share", "rank")
"""Columns of a side of strengths and weaknesses, which has half a slide."""

MOST_OF_SIDE = 10
"""Rows of such a side."""

LEFT_OUT = ("component_code", "province_code", "role", "level", "segment", "sha256", "n_ranked")
"""Columns that no slide shows: a rank is written with the number of ranked provinces."""

MOST_COLUMNS = 8

PAD, TIGHT = 5.0, 2.5
"""Free room left and right, and above and below the words of a cell, in points."""

LEAST_WIDE = 0.7
"""Part of its room that a table of short words takes across, at least."""

SIZES = (16, 15, 14, 13, 12, 11, 10.5, 10)
SMALLEST = 10


@dataclass(frozen=True)
class Grid:
    """A table as it is written: headers, cells, which columns hold figures, which row is the subject's.

    Attributes
    ----------
    heads : list of str
    cells : list of list of str
    figures : list of bool
        True for columns that are set to the right.
    own : set of int
        Rows that stand out.
    side : {"r", "ctr"}
        Where figures stand in their columns: to the right, or in the middle.
    """

    heads: list[str]
    cells: list[list[str]]
    figures: list[bool]
    own: frozenset[int] = frozenset()
    side: str = "r"


def write_grid(exhibit: ShownExhibit, columns: Sequence[str] = ()) -> Grid:
    """Return the cells of an exhibit's table as its readers expect them; a rank is written ``5/61``."""
    known = [column["name"] for column in exhibit.columns]
    wanted = columns or SHOWN.get(exhibit.name) or [name for name in known if name not in LEFT_OUT][:MOST_COLUMNS]
    names = dict.fromkeys(name if name in known else INSTEAD.get(name, name) for name in wanted)
    shown = [exhibit.columns[known.index(name)] for name in names if name in known]
    filled = {name for at, name in enumerate(known) if any(row[at] not in (None, "") for row in exhibit.rows)}
    shown = [column for column in shown if column["name"] in filled] or shown
    cells = [[write_cell(exhibit, row, column["name"]) for column in shown] for row in exhibit.rows]
    own = frozenset(
        n for n, row in enumerate(exhibit.rows) if "role" in known and row[known.index("role")] == "subject"
    )
    return Grid(
        [column["label"] for column in shown], cells, [column["kind"] not in ("text", "year") for column in shown], own
    )


def write_cell(exhibit: ShownExhibit, row: Sequence[Any], name: str) -> str:
    """Write one cell of an exhibit as the notebook writes it; ranks with the number of ranked provinces."""
    known = {column["name"]: number for number, column in enumerate(exhibit.columns)}
    value = row[known[name]]
    if name == "rank" and "n_ranked" in known:
        return format_rank(value, row[known["n_ranked"]], exhibit.language)
    kind = exhibit.columns[known[name]]["kind"]
    return format_value(value, kind, exhibit.language, exhibit.decimals)


def shape_grid(exhibit: ShownExhibit) -> Grid:
    """Return the cells of an exhibit's table; one row of figures is turned into two columns: what it is, the figure."""
    grid, language = write_grid(exhibit), exhibit.language
    if len(grid.cells) != 1 or not any(grid.figures):
        return grid
    cells = [[head, cell] for head, cell in zip(grid.heads, grid.cells[0], strict=True)]
    return Grid([label("measure", language), label("score", language)], cells, [False, True])


@dataclass(frozen=True)
class FittedGrid:
    """How a table stands in its box: size of words, widths of columns, heights of the head and the rows that have room.

    Attributes
    ----------
    size : float
    widths, heights : list of float
        In points.
    left : int
        Rows that have no room at the smallest size.
    """

    size: float
    widths: list[float]
    heights: list[float]
    left: int

    @property
    def kept(self) -> int:
        """Rows that have room."""
        return len(self.heights) - 1


def fit_grid(grid: Grid, box: Box, sizes: Sequence[float] = SIZES) -> FittedGrid:
    """Fit a table into a box: the first of the sizes at which everything has room, else the last."""
    for size in sizes:
        widths = share_widths(grid, box.w, size)
        heights = [_measure_row(words, widths, size, row == 0) for row, words in enumerate([grid.heads, *grid.cells])]
        if sum(heights) <= box.h:
            break
    kept, used = 0, heights[0]
    while kept < len(grid.cells) and used + heights[kept + 1] <= box.h + 0.5:
        used += heights[kept + 1]
        kept += 1
    kept = max(kept, 1)
    # A short table may breathe, and a form has room for a pen.
    most = size * (0.7 if size <= SIZES[0] else 1.8)
    spare = min((box.h - sum(heights[: kept + 1])) / (kept + 1), most)
    return FittedGrid(size, widths, [tall + max(spare, 0.0) for tall in heights[: kept + 1]], len(grid.cells) - kept)


def share_widths(grid: Grid, wide: float, size: float) -> list[float]:
    """Return the widths of columns: each its longest word at least, the rest to those whose text is long."""
    rows = [grid.heads, *grid.cells]
    columns = [[row[number] for row in rows] for number in range(len(grid.heads))]
    least = [max(_longest_word(text, size) for text in column) + 2 * PAD + 1 for column in columns]
    full = [max(measure_text(text or " ", size, bold=True) for text in column) + 2 * PAD + 1 for column in columns]
    spare, asked = wide - sum(least), [most - low for most, low in zip(full, least, strict=True)]
    if grid.side == "ctr" and spare >= sum(asked):
        # A table for a hall is as wide as its slide; most of the rest goes to its words.
        words = [1.0 if figure else 3.0 for figure in grid.figures]
        return [most + (wide - sum(full)) * part / sum(words) for most, part in zip(full, words, strict=True)]
    if spare <= 0:
        return [low * wide / sum(least) for low in least]
    if spare >= sum(asked):
        # Wide enough for its slide not to look empty, yet with its columns near each other.
        share = (spare - sum(asked)) / len(columns)
        more = min(share, max(60.0, (LEAST_WIDE * wide - sum(full)) / len(columns)))
        return [most + more for most in full]
    return [low + spare * more / sum(asked) for low, more in zip(least, asked, strict=True)]


def _longest_word(text: str, size: float) -> float:
    return max((measure_text(word, size, bold=True) for word in text.split()), default=0.0)


def _measure_row(words: Sequence[str], widths: Sequence[float], size: float, head: bool) -> float:
    bold = [head or number == 0 for number in range(len(words))]
    lines = max(
        count_lines(text or " ", wide - 2 * PAD, size, strong)
        for text, wide, strong in zip(words, widths, bold, strict=True)
    )
    return lines * size * LINE + 2 * TIGHT
