"""Where things lie on a slide: boxes in points, and the parts they are cut into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pptx.shapes.base import BaseShape

PER_POINT = 12700
"""English Metric Units, in which Office places things, in a point."""


@dataclass(frozen=True)
class Box:
    """A rectangle of a slide, in points from the upper left corner.

    Examples
    --------
    >>> Box(0, 0, 100, 50).cut_top(20, 5)
    (Box(x=0, y=0, w=100, h=20), Box(x=0, y=25, w=100, h=25))
    """

    x: float
    y: float
    w: float
    h: float

    @property
    def emu(self) -> tuple[int, int, int, int]:
        """Left, top, width and height as Office wants them."""
        left, top, wide, tall = (round(value * PER_POINT) for value in (self.x, self.y, self.w, self.h))
        return left, top, wide, tall

    def cut_top(self, height: float, gap: float = 0) -> tuple[Box, Box]:
        """Return the upper part of that height, and what is left below it and the gap."""
        height = min(height, self.h)
        rest = max(self.h - height - gap, 0)
        return Box(self.x, self.y, self.w, height), Box(self.x, self.y + self.h - rest, self.w, rest)

    def grow_up(self, height: float) -> Box:
        """Return the box with its upper edge moved up; down for a negative height.

        Examples
        --------
        >>> Box(0, 20, 100, 50).grow_up(5)
        Box(x=0, y=15, w=100, h=55)
        """
        return Box(self.x, self.y - height, self.w, self.h + height)

    def cut_bottom(self, height: float, gap: float = 0) -> tuple[Box, Box]:
        """Return what is left above the gap, and the lower part of that height."""
        lower, upper = min(height, self.h), max(self.h - height - gap, 0)
        return Box(self.x, self.y, self.w, upper), Box(self.x, self.y + self.h - lower, self.w, lower)

    def split(self, shares: Sequence[float], gap: float) -> list[Box]:
        """Return boxes side by side whose widths are as *shares*, with a gap between them.

        Examples
        --------
        >>> [box.w for box in Box(0, 0, 110, 50).split([1, 1], 10)]
        [50.0, 50.0]
        """
        free, left, boxes = self.w - gap * (len(shares) - 1), self.x, []
        for share in shares:
            wide = free * share / sum(shares)
            boxes.append(Box(left, self.y, wide, self.h))
            left += wide + gap
        return boxes


def box_of(shape: BaseShape) -> Box:
    """Return where a shape or placeholder lies; a placeholder may take its place from its layout."""
    return Box(*(value / PER_POINT for value in (shape.left, shape.top, shape.width, shape.height)))
