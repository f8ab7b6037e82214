"""How the marks of a chart look on paper, by role: colour and shape, so that neither alone tells."""

from __future__ import annotations

from typing import Any

from parlib.figures.style import ACCENT, ACCENT_PALE, BAND, GAIN, INK, LOSS, MUTED, OTHER, PALE

Style = dict[str, Any]
"""Arguments of matplotlib that say how something looks."""

DOTS: dict[str, tuple[str, str, float, bool]] = {
    "other": (OTHER, "o", 4.6, False),
    "tied": (OTHER, "o", 9.0, False),
    "best": (INK, "D", 4.2, False),
    "subject": (ACCENT, "o", 7.0, False),
    "peer": (MUTED, "o", 4.5, False),
    "top": (INK, "D", 4.1, False),
    "region": (MUTED, "o", 4.3, True),
    "up": (GAIN, "o", 4.6, False),
    "down": (LOSS, "o", 4.6, False),
    "unclear": (MUTED, "o", 4.4, True),
    "before": (MUTED, "o", 3.4, True),
    "first": (INK, "D", 3.8, True),
    "strong": (GAIN, "^", 4.6, False),
    "weak": (LOSS, "v", 4.6, False),
    "between": (MUTED, "o", 4.4, False),
    "second": (GAIN, "o", 5.0, False),
    "now": (ACCENT, "o", 6.2, False),
    "target": (ACCENT, "D", 5.0, True),
}
"""Colour, shape, radius in points, and whether it is open."""

MOVES = {"up": ">", "down": "<"}
"""Shapes of dots that say which way something moved."""

BARS: dict[str, dict[str, Any]] = {
    "other": {"color": OTHER},
    "subject": {"color": ACCENT},
    "everyone": {"color": OTHER},
    "to_best": {"color": ACCENT_PALE},
    "to_median": {"color": ACCENT},
    "cause_one": {"color": GAIN},
    "cause_two": {"facecolor": "white", "edgecolor": INK, "hatch": "////"},
    "cause_three": {"color": OTHER},
    "first": {"facecolor": BAND, "edgecolor": INK},
    "whole": {"color": PALE},
    "middle": {"color": "#C3CAD1"},
}

RANGES = {"other": OTHER, "subject": ACCENT, "up": GAIN, "down": LOSS, "unclear": MUTED}
TICKS = {"region": (INK, 2.2), "median": ("white", 1.6)}

LINES: dict[str, tuple[str, str, float, Any, bool]] = {
    "subject": (ACCENT, "o", 2.8, "-", False),
    "nation": (INK, "o", 2.4, "-", False),
    "middle": (MUTED, "", 1.8, "-", False),
    "median": (GAIN, "_", 2.4, "-", False),
    "mean": (INK, "D", 1.2, ":", True),
    "first": (INK, "D", 2.2, (0, (5, 2)), True),
    "part_one": (OTHER, "s", 1.3, "-", False),
    "part_two": (OTHER, "D", 1.3, "-", False),
    "part_three": (OTHER, "^", 1.3, "-", False),
    "part_four": (OTHER, "v", 1.3, "-", False),
}
"""Colour, shape of the marks, width, dashes, and whether the marks are open."""

BANDS = {"middle": BAND, "whole": PALE}


def style_of_dot(role: str, moves: bool = False) -> dict[str, Any]:
    """Return how a dot of a role looks, as arguments of Line2D."""
    colour, marker, radius, is_open = DOTS[role]
    marker = MOVES.get(role, marker) if moves else marker
    style = {"marker": marker, "markersize": 2 * radius, "color": colour}
    edge = {"markerfacecolor": "white", "markeredgecolor": colour, "markeredgewidth": 1.7}
    return style | (edge if is_open else {})


def style_of_line(role: str) -> dict[str, Any]:
    """Return how a line and its marks look, as arguments of Line2D."""
    colour, marker, width, dashes, is_open = LINES[role]
    style = {"color": colour, "linewidth": width, "linestyle": dashes, "marker": marker, "markersize": 6.5}
    edge = {"markerfacecolor": "white", "markeredgewidth": 1.5} if is_open else {"markeredgecolor": "white"}
    return style | (edge if marker not in ("", "_") else {"markersize": 13, "markeredgewidth": 2.4})


def style_in_key(shape: str, role: str, moves: bool = False) -> dict[str, Any]:
    """Return how a mark looks in the key, as arguments of Line2D."""
    if shape == "dot":
        style = style_of_dot(role, moves)
        return style | {"markersize": min(max(style["markersize"], 7.0), 10.0)}
    if shape == "ties":
        return {"marker": "o", "markersize": 14, "color": OTHER}
    if shape == "range":
        return {"linestyle": "-", "color": RANGES[role], "linewidth": 2.4}
    if shape == "tick":
        colour, width = TICKS[role]
        return {
            "marker": "|",
            "color": OTHER if colour == "white" else colour,
            "markersize": 13,
            "markeredgewidth": width,
        }
    if shape == "line":
        return style_of_line(role)
    fill = {"color": ACCENT_PALE} if shape == "band" else BARS[role] if role in BARS else {"color": BANDS[role]}
    if "color" in fill:
        return {"marker": "s", "markersize": 10, "color": fill["color"]}
    return {
        "marker": "s",
        "markersize": 10,
        "markerfacecolor": fill["facecolor"],
        "markeredgecolor": INK,
        "markeredgewidth": 1.2,
    }
