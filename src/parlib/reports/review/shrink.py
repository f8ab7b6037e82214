"""Pictures of charts in few colours: a reader sees the same, the folder is a third smaller."""

from __future__ import annotations

import io
from math import ceil, sqrt

from PIL import Image

COLOURS = 16
"""Colours that are kept: two points of the picture then fit into a byte."""

LIMITS = ((200, 8), (2000, 64))
"""How far a colour may move: one that covers more than one part in 200 of a picture by 8 steps of 255, as a reader
compares fills; one that covers more than one in 2,000 by 64, as edges of letters and lines have such. A picture in
which a colour would move more stays as it is."""

Colour = tuple[int, ...]


def shrink_png(data: bytes) -> bytes:
    """Return a PNG of a chart in sixteen colours, or *data* itself where that would show or would not be smaller.

    Only the palette is searched, not every point of the picture, so it takes about 10 ms. A picture without a palette,
    such as a photograph, stays as it is. Of the colours that become one, the one that covers most stays exactly itself.
    """
    picture = Image.open(io.BytesIO(data))
    if picture.mode != "P" or "transparency" in picture.info:
        return data
    points = picture.histogram()[:256]
    used = [number for number, count in enumerate(points) if count]
    colours = _read_palette(picture)
    if len(used) <= COLOURS or used[-1] >= len(colours):
        return data
    chosen = _choose_colours(colours, points)
    nearest = _paint([colours[number] for number in used]).quantize(palette=chosen, dither=Image.Dither.NONE)
    places = dict(zip(used, nearest.tobytes(), strict=True))
    kept = {new: colours[old] for old, new in sorted(places.items(), key=lambda place: points[place[0]])}
    if any(_moves_too_far(colours[old], kept[new], points[old] / sum(points)) for old, new in places.items()):
        return data
    small = picture.point([places.get(number, 0) for number in range(256)])
    small.putpalette([part for number in range(COLOURS) for part in kept.get(number, (0, 0, 0))])
    written = io.BytesIO()
    small.save(written, "PNG", compress_level=6, bits=4)
    return min(written.getvalue(), data, key=len)


def _read_palette(picture: Image.Image) -> list[Colour]:
    parts = iter(picture.getpalette("RGB") or [])
    return list(zip(parts, parts, parts, strict=True))


def _choose_colours(colours: list[Colour], points: list[int]) -> Image.Image:
    """Return a picture whose palette stands for *colours*; one that covers more counts more, though not in full."""
    repeated = [
        colour for colour, count in zip(colours, points, strict=False) for _ in range(min(ceil(sqrt(count)), 400))
    ]
    return _paint(repeated).quantize(COLOURS, method=Image.Quantize.MEDIANCUT, kmeans=2)


def _paint(colours: list[Colour]) -> Image.Image:
    return Image.frombytes("RGB", (len(colours), 1), bytes(part for colour in colours for part in colour))


def _moves_too_far(one: Colour, other: Colour, covers: float) -> bool:
    distance = max(abs(a - b) for a, b in zip(one, other, strict=True))
    return any(covers * part > 1 and distance > steps for part, steps in LIMITS)
