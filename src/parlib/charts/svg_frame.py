"""What every chart in SVG is made of: the frame of its plot, words, figures of an axis."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from parlib.charts.chart import Scale
from parlib.charts.ticks import choose_ticks
from parlib.language.kinds import write_value

NAME, PLOT, GAP = 17, 20, 6
"""Heights of a row's name, of its marks, and of the room below, in pixels."""

SIDE = 3.0
"""Room left and right of the plot, in per cent of the width."""

END = 17.0
"""Room right of the plot for figures that close a row, in per cent: enough for six digits on a phone."""


@dataclass(frozen=True)
class Frame:
    """Room left and right of the plot in per cent, and heights of a row's name, its marks and the room below."""

    left: float = SIDE
    right: float = SIDE
    name: float = NAME
    plot: float = PLOT
    gap: float = GAP

    def x(self, share: float) -> str:
        """Return a place across the plot, 0 to 1, in per cent of the width."""
        return f"{self.left + share * self.wide:.2f}%"

    @property
    def wide(self) -> float:
        """Width of the plot in per cent."""
        return 100 - self.left - self.right


WHOLE = Frame()
"""The plot of a chart without names or figures beside it."""


def across_whole(share: float) -> str:
    """Return a place across a plot with nothing beside it, in per cent of the width."""
    return WHOLE.x(share)


def choose_anchor(share: float) -> str:
    """Return how words are set beside a place so that they stay within the picture."""
    return "start" if share < 0.18 else "end" if share > 0.82 else "middle"


def write_text(x: str, y: float, words: str, kind: str = "", anchor: str = "") -> str:
    """Return words at a place; *kind* is their style."""
    look = (f' class="{kind}"' if kind else "") + (f' text-anchor="{anchor}"' if anchor and anchor != "start" else "")
    return f'<text x="{x}" y="{y:g}"{look}>{escape(words)}</text>'


def open_mark(kind: str, name: str, code: str = "", focus: bool = True) -> str:
    """Return the start of the group of a mark: what it stands for, whose it is, its name for pointer and reader."""
    place = f' data-p="{escape(code)}"' if code else ""
    stop = ' tabindex="0" role="img"' if focus else ""
    return f'<g class="m {kind}"{place}{stop}><title>{escape(name)}</title>'


def write_hint(x: str, y: float, name: str, share: float) -> str:
    """Return the name of a mark beside it, which styles show while it has the pointer or the focus."""
    return write_text(x, y, name, "h", choose_anchor(share))


PHONE, LETTER = 350, 7.2
"""Width of a picture on a phone, which a line of a key may take, and of a usual letter, in pixels."""

KEYS = {
    "dot": '<circle cx="7" r="5"/>',
    "bar": '<rect x="1" y="-6" width="12" height="12"/>',
    "band": '<rect class="band" x="1" y="-6" width="12" height="12"/>',
    "range": '<line class="w" x1="0" x2="14"/>',
    "tick": '<line x1="7" x2="7" y1="-6" y2="6"/>',
    "line": '<line x1="0" x2="14"/><circle cx="7" r="3.5"/>',
    "gap": '<circle class="gap" cx="7" r="4"/>',
    "break": '<line class="break" x1="7" x2="7" y1="-6" y2="6"/>',
}
"""The mark of an entry of a key by its shape, around the middle of its line."""


def write_key(entries: Iterable[tuple[str, str, str]], top: float = 0) -> tuple[str, float]:
    """Return what marks stand for, as many a line as a phone has room for, and the height that it takes.

    Parameters
    ----------
    entries : iterable of tuple
        Shape, role and words of each.

    Examples
    --------
    >>> write_key([("dot", "other", "Một tỉnh"), ("dot", "best", "Cao nhất")])[1]
    24
    """
    parts, x, y = [], 0.0, top + 10
    for shape, role, words in entries:
        wide = 20 + LETTER * len(words)
        if x and x + wide > PHONE:
            x, y = 0.0, y + 20
        drawn = (KEYS["bar"] if (shape, role) == ("tick", "median") else "") + KEYS[shape]  # light: seen on a bar alone
        mark = f'<g class="m {role} key">{drawn}</g>'
        parts.append(f'<g transform="translate({x:.0f} {y:g})">{mark}{write_text("20", 4, words, "k")}</g>')
        x += wide + 14
    return "".join(parts), y - top + 14 if parts else 0


def list_ticks(scale: Scale, language: str, most: int = 5) -> list[tuple[float, str]]:
    """Return round values of a scale, each as it is written; as many decimals as their steps need."""
    values, places = choose_ticks(scale.low, scale.high, most)
    if scale.kind == "share":
        return [(value, write_value(100 * value, "score", language, max(0, places - 2)) + "%") for value in values]
    kind = "change" if scale.kind in ("change", "rank_change") else "score"
    return [(value, write_value(value, kind, language, places)) for value in values]
