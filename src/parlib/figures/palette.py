"""A picture with 256 colours, so that it takes a third of the room."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PIL import Image

COLOURS = 255
"""Colours kept; the last place of a palette of 256 stands for "not kept"."""

_STEP = 4
"""Colours are counted on every fourth row: a flat colour has rows enough."""


@lru_cache(maxsize=1)
def _places() -> np.ndarray:
    """Return the table from a packed colour to its place in a palette; memory is taken as it is written."""
    return np.zeros(1 << 24, dtype=np.uint8)


def reduce_colours(pixels: np.ndarray) -> Image.Image:
    """Return *pixels* as a picture with a palette of its 255 commonest colours.

    The flat colours of a chart are among them and stay exact, as does white; shades at the edges of letters
    and lines move to a near neighbour. Pillow's own ways to do this take longer or shift flat colours and
    paper.

    Parameters
    ----------
    pixels : numpy.ndarray, shape (height, width, 4), uint8
        Red, green, blue and an opacity that is not looked at.

    Examples
    --------
    >>> reduce_colours(np.full((2, 3, 4), 255, dtype=np.uint8)).convert("RGB").getpixel((0, 0))
    (255, 255, 255)
    """
    packed = np.ascontiguousarray(pixels).view("<u4")[..., 0] & 0xFFFFFF
    kept = _commonest(packed[::_STEP])
    table = _places()
    table[kept] = np.arange(1, len(kept) + 1)
    places = table[packed]
    table[kept] = 0
    rest = places == 0
    places[rest] = _nearest(packed[rest], kept) + 1
    picture = Image.fromarray(places, mode="P")
    picture.putpalette(_unpack(np.concatenate([[0], kept])).astype(np.uint8).tobytes())
    return picture


def _commonest(packed: np.ndarray) -> np.ndarray:
    """Return the commonest packed colours, the most common first."""
    colours, counts = np.unique(packed, return_counts=True)
    return colours[np.argsort(-counts, kind="stable")[:COLOURS]]


def _unpack(packed: np.ndarray) -> np.ndarray:
    """Return red, green and blue of packed colours, one row each."""
    return np.stack([packed & 255, packed >> 8 & 255, packed >> 16 & 255], axis=-1)


def _nearest(packed: np.ndarray, kept: np.ndarray) -> np.ndarray:
    """Return for each colour which of *kept* is nearest, after rounding it to eight levels' distance."""
    rough, back = np.unique(packed & 0xF8F8F8, return_inverse=True)
    colours, known = _unpack(rough).astype(np.float32) + 3.5, _unpack(kept).astype(np.float32)
    distance = (known**2).sum(axis=1) - 2 * colours @ known.T
    return distance.argmin(axis=1)[back]
