"""Text in figures, drawn from glyph outlines that are read once.

Matplotlib lays out and renders every string anew through FreeType, about two milliseconds a string; a
ranking of 63 provinces spends half a second on its words alone. Here each letter's outline is read once
from the font file and a string is one filled path: ten times faster, the same picture on every machine, and
no hinting to blur small Vietnamese accents.
"""

from __future__ import annotations

import unicodedata
import warnings
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Any

import matplotlib
import numpy as np
from font_source_sans_pro import font_files_ttf
from matplotlib.artist import allow_rasterization
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.font_manager import get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Bbox

REGULAR = font_files_ttf["SourceSansPro"]
BOLD = font_files_ttf["SourceSansProSemibold"]
FALLBACK = str(FilePath(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf")
"""Comes with matplotlib; only for letters that Source Sans Pro lacks."""

LINE = 1.2
"""Distance between lines of text, in ems."""

CAP = 0.66
"""Height of a capital, in ems: words are centred on it, not on accents."""

_UNITS = 1000


@lru_cache(maxsize=2048)
def _glyph(letter: str, bold: bool) -> tuple[np.ndarray, np.ndarray, float]:
    for file in (BOLD if bold else REGULAR, FALLBACK):
        font = get_font(file)
        if font.get_char_index(ord(letter)):
            break
    else:
        warnings.warn(f"Glyph missing: U+{ord(letter):04X} in Source Sans Pro", stacklevel=4)
        letter = "\ufffd"
    font.set_size(_UNITS, 72)
    glyph = font.load_char(ord(letter), flags=LoadFlags.NO_HINTING)
    vertices, codes = font.get_path()
    return vertices / _UNITS, codes, glyph.linearHoriAdvance / 65536 / _UNITS


@lru_cache(maxsize=8192)
def _outline(line: str, bold: bool) -> tuple[np.ndarray, np.ndarray, float]:
    vertices, codes, advance = [np.empty((0, 2))], [np.empty(0, dtype=np.uint8)], 0.0
    for letter in line:
        shape, code, width = _glyph(letter, bold)
        vertices.append(shape + np.array([advance, 0.0]))
        codes.append(code)
        advance += width
    return np.concatenate(vertices), np.concatenate(codes), advance


@lru_cache(maxsize=65536)
def _advance(line: str, bold: bool) -> float:
    """Return the width of a line in ems, without putting its outlines together."""
    return sum(_glyph(letter, bold)[2] for letter in line)


def measure_text(text: str, size: float, bold: bool = False) -> float:
    """Return the width of the longest line of *text* in points.

    Examples
    --------
    >>> measure_text("Huế", 20) == 2 * measure_text("Huế", 10)
    True
    """
    lines = unicodedata.normalize("NFC", text).split("\n")
    return size * max(_advance(line, bold) for line in lines)


def wrap_text(text: str, width: float, size: float, bold: bool = False) -> str:
    r"""Break *text* between words into lines no wider than *width* points.

    Examples
    --------
    >>> wrap_text("Trung du và miền núi phía Bắc", 90, 11)
    'Trung du và miền\nnúi phía Bắc'
    """
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure_text(longer, size, bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)


def fit_size(text: str, width: float, size: float, smallest: float = 7.5, bold: bool = False) -> float:
    """Return *size*, or the smaller one at which *text* fits *width* points, but not under *smallest*.

    Examples
    --------
    >>> fit_size("Huế", 70, 10)
    10
    """
    return max(smallest, min(size, size * width / max(measure_text(text, size, bold), 1e-9)))


def spread(positions: list[float], gap: float) -> list[float]:
    """Return *positions* moved as little as needed to lie at least *gap* apart, in the order given.

    Examples
    --------
    >>> spread([10.0, 11.0, 30.0], 5.0)
    [8.0, 13.0, 30.0]
    """
    order = sorted(range(len(positions)), key=positions.__getitem__)
    groups: list[tuple[float, list[int]]] = []
    for item in order:
        groups.append((positions[item], [item]))
        while len(groups) > 1 and _overlap(groups[-2], groups[-1], gap):
            (low, below), (high, above) = groups[-2:]
            both = below + above
            groups[-2:] = [((low * len(below) + high * len(above)) / len(both), both)]
    placed = dict.fromkeys(order, 0.0)
    for centre, members in groups:
        for step, item in enumerate(members):
            placed[item] = centre + gap * (step - (len(members) - 1) / 2)
    return [placed[item] for item in range(len(positions))]


def _overlap(lower: tuple[float, list[int]], upper: tuple[float, list[int]], gap: float) -> bool:
    return upper[0] - lower[0] < gap * (len(lower[1]) + len(upper[1])) / 2


class Words(Text):
    """Text drawn from cached outlines, moved by an offset in points, on a white halo if asked."""

    def __init__(self, x: float, y: float, text: str, *, bold: bool = False, **style: Any) -> None:  # noqa: ANN401
        self._shift = (style.pop("dx", 0.0), style.pop("dy", 0.0))
        self._bold, self._halo = bold, style.pop("halo", False)
        super().__init__(x, y, unicodedata.normalize("NFC", text), parse_math=False, **style)
        self.set_clip_on(False)

    @property
    def bold(self) -> bool:
        """True for words in semibold."""
        return self._bold

    def _path(self) -> tuple[Path, float, float]:
        """Return the outline in ems around its anchor, with the width and the height of the block."""
        lines = [_outline(line, self._bold) for line in self.get_text().split("\n")]
        height = LINE * (len(lines) - 1) + CAP
        top = {"top": 0.0, "bottom": height, "baseline": height, "center": height / 2}[self.get_verticalalignment()]
        left = {"left": 0.0, "center": 0.5, "right": 1.0}[self.get_horizontalalignment()]
        vertices = [line[0] + [-left * line[2], top - CAP - LINE * number] for number, line in enumerate(lines)]
        path = Path(np.concatenate(vertices), np.concatenate([line[1] for line in lines]))
        return path, max(line[2] for line in lines), height

    def _place(self, pixels: float) -> Affine2D:
        """Return the move from ems to pixels; *pixels* is how many a point has."""
        x, y = self.get_transform().transform(self.get_unitless_position())
        scale = float(self.get_fontsize()) * pixels
        return Affine2D.from_values(scale, 0, 0, scale, x + self._shift[0] * pixels, y + self._shift[1] * pixels)

    @allow_rasterization
    def draw(self, renderer: Any) -> None:  # noqa: ANN401
        """Fill the outline, over a pale stroke where a halo was asked for."""
        if not self.get_visible() or not self.get_text().strip():
            return
        path, *_ = self._path()
        place = self._place(renderer.points_to_pixels(1.0))
        context = renderer.new_gc()
        if self._halo:
            context.set_foreground("white")
            context.set_linewidth(renderer.points_to_pixels(3.0))
            context.set_joinstyle("round")
            renderer.draw_path(context, path, place, (1.0, 1.0, 1.0, 1.0))
        context.set_linewidth(0.0)
        renderer.draw_path(context, path, place, to_rgba(self.get_color()))
        context.restore()
        self.stale = False

    def _dpi(self) -> float:
        figure = self.get_figure(root=True)
        return 72 if figure is None else figure.dpi

    def get_window_extent(self, renderer: Any = None, dpi: float | None = None) -> Bbox:  # noqa: ANN401
        """Return the box of the words in pixels, from the outlines."""
        path, *_ = self._path()
        place = self._place((dpi or self._dpi()) / 72)
        return path.transformed(place).get_extents()


def write(
    onto: Axes | Figure,
    x: float,
    y: float,
    text: str,
    *,
    coords: str = "data",
    **style: Any,  # noqa: ANN401
) -> Words:
    """Write *text* onto axes or a figure and return the artist.

    Parameters
    ----------
    onto : Axes or Figure
    x, y : float
    text : str
    coords : {"data", "axes", "figure", "row", "column"}
        What x and y mean; "row": x in axes fractions and y in data, "column": x in data and y in axes
        fractions.
    **style
        ``size, color, bold, ha, va, halo, zorder`` and the offset ``dx, dy`` in points.
    """
    words = Words(x, y, text, **{"zorder": 6, "va": "center", **style})
    if isinstance(onto, Figure):
        words.set_transform(onto.transFigure)
        onto.add_artist(words)
        return words
    transforms = {"data": onto.transData, "axes": onto.transAxes}
    blended = {"row": onto.get_yaxis_transform, "column": onto.get_xaxis_transform}
    words.set_transform(transforms[coords] if coords in transforms else blended[coords]())
    onto.add_artist(words)
    words.set_clip_on(False)
    return words


def write_beside(axes: Axes, x: float, y: float, text: str, **style: Any) -> None:  # noqa: ANN401
    """Write centred on *x*, but never beyond the right or left edge of the axes."""
    low, high = axes.get_xlim()
    figure = axes.get_figure(root=True)
    assert figure is not None  # axes of a picture have one
    wide = 72 * figure.get_size_inches()[0] * axes.get_position().width
    half = measure_text(text, style["size"], bool(style.get("bold"))) / 2
    at = (x - low) / (high - low) * wide
    shift = min(max(half - at, 0.0), half) - min(max(at + half - wide - 20, 0.0), half)
    write(axes, x, y, text, ha="center", dx=shift, **style)
