"""Dots of a row that would hide each other: moved apart, and gathered where many are the same (chấm không che nhau)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes

from parlib.charts.chart import Mark, Row
from parlib.charts.rows import TIED
from parlib.figures.mark_styles import DOTS
from parlib.figures.style import ACCENT, INK, SIZE, SMALL, axes_points
from parlib.figures.words import write, write_beside
from parlib.terms import TOLERANCE

ORDER = ("subject", "best", "tied", "other")
REACH = 13.0
"""How far a dot may leave the middle of its row, in points."""


def place_dots(
    x: Sequence[float], radius: Sequence[float], reach: float = REACH, ways: tuple[int, int] = (1, -1)
) -> list[float]:
    """Return how far each dot moves up or down so that no two overlap; the first ones stay in the middle.

    Parameters
    ----------
    x, radius : sequence of float
        Place and radius of each dot in points; dots are placed one after another.
    reach : float
        No dot moves further than this.
    ways : tuple of int
        1 for up and -1 for down, the way that is taken first.

    Examples
    --------
    >>> place_dots([0.0, 4.0, 40.0], [4.0, 3.0, 3.0])[::2]
    [0.0, 0.0]
    """
    placed: list[tuple[float, float, float]] = []
    for here, size in zip(x, radius, strict=True):
        near = [(px, py, size + pr) for px, py, pr in placed if abs(here - px) < size + pr]
        steps = [np.sqrt(gap**2 - (here - px) ** 2) for px, py, gap in near]
        spots = [0.0] + [py + way * step for (px, py, _), step in zip(near, steps, strict=True) for way in ways]
        free = [y for y in spots if all((here - px) ** 2 + (y - py) ** 2 >= gap**2 - 1e-6 for px, py, gap in near)]
        best = min(free, key=abs)
        placed.append((here, float(np.clip(best, -reach, reach)), size))
    return [y for _, y, _ in placed]


def gather_ties(marks: Sequence[Mark]) -> list[tuple[Mark, str, int]]:
    """Return each dot of a row with its role and how many places it stands for.

    Five or more equal figures become one dot of role ``tied``; the subject always keeps a dot of its own.
    """
    groups: dict[float, list[Mark]] = defaultdict(list)
    found = [(mark, mark.role, 1) for mark in marks if mark.role == "subject"]
    for mark in marks:
        if mark.role != "subject":
            groups[round(mark.value / TOLERANCE) * TOLERANCE].append(mark)
    for same in groups.values():
        found += [(same[0], "tied", len(same))] if len(same) >= TIED else [(mark, mark.role, 1) for mark in same]
    return found


def draw_dots(axes: Axes, rows: Sequence[Row], dots: Sequence[tuple[int, Mark]]) -> None:
    """Draw dots moved apart, and name the subject and the best."""
    (low, high), (wide, tall) = axes.get_xlim(), axes_points(axes)
    drawn: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
    sunk: dict[int, float] = {}
    for place in range(len(rows)):
        here = gather_ties([mark for at, mark in dots if at == place])
        here.sort(key=lambda dot: (ORDER.index(dot[1]), dot[0].value))
        x = [(mark.value - low) / (high - low) * wide for mark, _, _ in here]
        own = any(role == "subject" for _, role, _ in here)  # its name stands above it: others move below
        moved = place_dots(x, [DOTS[role][2] + 0.4 for _, role, _ in here], ways=(-1, 1) if own else (1, -1))
        for (mark, role, count), dy in zip(here, moved, strict=True):
            if role == "best":
                sunk[place] = min(sunk.get(place, 0.0), dy)
            drawn[role].append((mark.value, place - dy / tall * len(rows), count))
    for role, found in drawn.items():
        colour, marker, radius, _ = DOTS[role]
        x, y = [dot[0] for dot in found], [dot[1] for dot in found]
        above = {"best": 4, "subject": 5}.get(role, 3)
        axes.scatter(
            x,
            y,
            s=(2 * radius) ** 2,
            c=colour,
            marker=marker,
            edgecolors="white",
            linewidths=0.8,
            zorder=above,
            gid=role,
        )
    for across, down, count in drawn["tied"]:
        write(axes, across, down, str(count), size=SMALL, bold=True, color=INK, ha="center")
    _name_dots(axes, dots, sunk)


def _name_dots(axes: Axes, dots: Sequence[tuple[int, Mark]], sunk: Mapping[int, float]) -> None:
    """Name the subject above its dot and the best below it; of many that are best, the first and how many more."""
    own = [(place, mark) for place, mark in dots if mark.role == "subject"]
    for place, mark in own:
        write_beside(axes, mark.value, place, mark.label, dy=17, halo=True, size=SIZE + 1, bold=True, color=ACCENT)
    best = [(place, mark) for place, mark in dots if mark.role == "best"]
    # The row above the subject's is the one whose lower edge is taken by the subject's name.
    taken = {place - 1 for place, _ in own}
    for place, mark in sorted(best, key=lambda dot: (dot[0] in taken, -dot[0]))[:1]:
        more = f" (+{len(best) - 1})" if len(best) > 1 else ""
        write_beside(
            axes, mark.value, place, mark.label + more, dy=-18 + sunk.get(place, 0.0), halo=True, size=SMALL, color=INK
        )
