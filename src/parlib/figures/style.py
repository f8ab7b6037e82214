"""The look of every figure: colours, font, paper, and the picture as bytes.

One accent colour stands for the subject province and for nothing else. Everything that matters also differs
in shape, size or label, so a grey printout says the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib
import numpy as np
from font_source_sans_pro import font_files_ttf
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager

from parlib.figures.palette import reduce_colours, write_png

INK = "#1F2933"
MUTED = "#5B6670"
OTHER = "#AAB3BB"
BAND = "#D9DEE3"
PALE = "#ECEFF1"
RULE = "#E1E5E8"
ACCENT = "#C2410C"
"""The subject province (tỉnh được phân tích), everywhere and only there."""
ACCENT_PALE = "#F2C9B4"
GAIN = "#1F6FA8"
LOSS = "#6B3A75"

SEQUENCE = LinearSegmentedColormap.from_list("parlib", ["#E2EDF6", "#9CC3E0", "#3C85BC", "#0A3F70"])
"""Low to high in one hue; lightness alone carries the order."""

FONT = "Source Sans Pro"
SIZE = 11.5
SMALL = 10.0
WIDTH = 9.0
DPI = 160
"""Width of a figure in inches."""

RC: dict[Any, Any] = {
    "font.family": [FONT, "DejaVu Sans"],
    "font.size": SIZE,
    "text.color": INK,
    "axes.edgecolor": OTHER,
    "axes.labelcolor": MUTED,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "grid.color": RULE,
    "grid.linewidth": 0.8,
    "hatch.color": OTHER,
    "hatch.linewidth": 0.6,
    "figure.dpi": 100,
    "savefig.dpi": "figure",
    "savefig.bbox": None,
}

with matplotlib.rc_context(RC):
    _CHECKED: dict[Any, Any] = {name: matplotlib.rcParams[name] for name in RC}
    """The same as matplotlib keeps it: to copy, check and put back all its parameters takes 4 ms a picture."""

for _name in ("SourceSansPro", "SourceSansProBold", "SourceSansProIt"):
    fontManager.addfont(font_files_ttf[_name])


@contextmanager
def theme() -> Iterator[None]:
    """Draw in the house style within a ``with`` block; outside, matplotlib is as it was.

    Examples
    --------
    >>> with theme():
    ...     matplotlib.rcParams["font.size"]
    11.5
    """
    parameters: dict[Any, Any] = matplotlib.rcParams
    # Past matplotlib's own setter, which checks each value: these were checked above. rcParams is a dict (tried with
    # matplotlib 3.11); the example above fails where it no longer is.
    before = {name: dict.__getitem__(parameters, name) for name in _CHECKED}
    dict.update(parameters, _CHECKED)
    try:
        yield
    finally:
        dict.update(parameters, before)


def new_figure(
    height: float, *, left: float, right: float = 0.3, top: float = 0.15, bottom: float = 0.6
) -> tuple[Figure, Axes]:
    """Return a figure and its axes with margins in inches, bare of spines and of ticks on y.

    Margins are worked out by the caller from the widths of its words, so nothing has to be laid out twice.
    """
    with theme():
        figure = Figure(figsize=(WIDTH, height), facecolor="white")
    return figure, add_panel(figure, left, bottom, WIDTH - left - right, height - top - bottom)


def add_panel(figure: Figure, left: float, bottom: float, width: float, height: float) -> Axes:
    """Return new axes of *figure* at a place in inches, bare of spines and of ticks on y."""
    wide, tall = figure.get_size_inches()
    with theme():
        axes = figure.add_axes((left / wide, bottom / tall, width / wide, height / tall))
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.tick_params(axis="both", length=0, pad=6, labelsize=SMALL, labelcolor=MUTED, labelfontfamily=FONT)
    axes.set_yticks([])
    return axes


def stamp_figure(figure: Figure, words: str) -> Figure:
    """Write *words* across a figure, pale enough to read what is under them and too large to be cut away.

    Examples
    --------
    >>> stamp_figure(new_figure(2, left=0.2)[0], "SIMULATED").texts[0].get_text()
    'SIMULATED'
    """
    wide, tall = figure.get_size_inches()
    with theme():
        figure.text(
            0.5,
            0.5,
            words,
            color=LOSS,
            alpha=0.28,
            rotation=min(20.0, 60 * tall / wide),
            fontweight="bold",
            fontsize=max(14.0, 72 * wide * 0.85 / (0.62 * len(words))),
            ha="center",
            va="center",
            zorder=20,
        )
    return figure


def ink_on(colours: np.ndarray) -> list[str]:
    """Return the colour of text that reads best on each background: white on dark, ink on light.

    The choice is by contrast ratio as WCAG 2.1 defines it (relative luminance).

    Parameters
    ----------
    colours : numpy.ndarray, shape (n, 3) or (n, 4)
        Red, green and blue, 0-1.

    Examples
    --------
    >>> ink_on(np.array([[1.0, 1.0, 1.0], [0.0, 0.0, 0.4]]))
    ['#1F2933', 'white']
    """
    channels = np.asarray(colours, dtype=float).reshape(-1, np.shape(colours)[-1])[:, :3]
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return ["white" if light < 0.22 else INK for light in linear @ [0.2126, 0.7152, 0.0722]]


def figure_of(axes: Axes) -> Figure:
    """Return the figure that axes stand in.

    Raises
    ------
    ValueError
        If they were taken out of it.
    """
    figure = axes.get_figure(root=True)
    if figure is None:
        raise ValueError("the axes stand in no figure")
    return figure


def axes_points(axes: Axes) -> tuple[float, float]:
    """Return width and height of the axes in points."""
    width, height = figure_of(axes).get_size_inches()
    box = axes.get_position()
    return 72 * width * box.width, 72 * height * box.height


def render_png(figure: Figure) -> bytes:
    r"""Return *figure* as PNG bytes: the same bytes for the same figure, without date or program name.

    The picture is written with a palette, which is a third of the size of full colour.

    Examples
    --------
    >>> render_png(new_figure(1, left=0.2)[0])[:4]
    b'\x89PNG'
    """
    before, canvas = figure.dpi, FigureCanvasAgg(figure)
    figure.dpi = DPI
    try:
        with theme():
            canvas.draw()
            return write_png(*reduce_colours(np.asarray(canvas.buffer_rgba())))
    finally:
        figure.dpi = before
