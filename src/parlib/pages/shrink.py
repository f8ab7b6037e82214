"""Pictures of charts in few colours: a reader sees the same, the folder is a third smaller."""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping, Sequence
from math import ceil, sqrt

from PIL import Image

COLOURS = (10, 16)
"""Colours that are kept, as few as will do; with sixteen at most, two points of the picture fit into a byte."""

LIMITS = ((200, 8), (2000, 64))
"""How far a colour may move: one that covers more than one part in 200 of a picture by 8 steps of 255, as a reader
compares fills; one that covers more than one in 2,000 by 64, as edges of letters and lines have such. A picture in
which a colour would move more stays as it is."""


def shrink_png(data: bytes) -> bytes:
    """Return a PNG of a chart in ten or sixteen colours, or *data* itself where that would show or be no smaller.

    Only the palette is searched, not every point of the picture, so it takes about 7 ms. A picture without a palette,
    such as a photograph, stays as it is. Of the colours that become one, the one that covers most stays exactly itself.
    """
    picture = Image.open(io.BytesIO(data))
    if picture.mode != "P" or "transparency" in picture.info:
        return data
    points = picture.histogram()[:256]
    used = [number for number, count in enumerate(points) if count]
    palette = bytes(picture.getpalette("RGB") or [])
    # Few colours already, or a palette that is cut short: nothing to gain, or nothing to go by.
    if len(used) <= COLOURS[-1] or used[-1] >= len(palette) // 3:
        return data
    colours = {number: palette[3 * number : 3 * number + 3] for number in used}
    found = next(filter(None, (_reduce_palette(colours, points, count) for count in COLOURS)), None)
    if found is None:
        return data
    places, kept = found
    small = picture.point([places.get(number, 0) for number in range(256)])
    small.putpalette(b"".join(kept.get(number, b"\0\0\0") for number in range(COLOURS[-1])))
    written = io.BytesIO()
    # Runs of one colour are all that a chart has: looking for nothing else is twice as fast, and a little smaller.
    small.save(written, "PNG", compress_level=6, compress_type=zlib.Z_RLE, bits=4)
    return min(written.getvalue(), data, key=len)


def _reduce_palette(
    colours: Mapping[int, bytes], points: Sequence[int], count: int
) -> tuple[dict[int, int], dict[int, bytes]] | None:
    """Return the new place of each colour and the colours there, or None where one would move too far."""
    chosen = _choose_colours(colours, points, count)
    nearest = _paint(b"".join(colours.values())).quantize(palette=chosen, dither=Image.Dither.NONE)
    places = dict(zip(colours, nearest.tobytes(), strict=True))
    # In rising order of their points, so that of the colours that become one the largest overwrites the others.
    kept = {new: colours[old] for old, new in sorted(places.items(), key=lambda place: points[place[0]])}
    every = sum(points)
    if any(_moves_too_far(colours[old], kept[new], points[old] / every) for old, new in places.items()):
        return None
    return places, kept


def _choose_colours(colours: Mapping[int, bytes], points: Sequence[int], count: int) -> Image.Image:
    """Return a picture whose palette stands for *colours*; one that covers more counts more, though not in full."""
    # Pillow cannot weight colours, so each is repeated. The root keeps white paper from taking every place of the
    # palette, and the ceiling of 100 keeps the picture of colours small.
    repeated = b"".join(colour * min(ceil(sqrt(points[number]) / 4), 100) for number, colour in colours.items())
    return _paint(repeated).quantize(count, method=Image.Quantize.MEDIANCUT, kmeans=2)


def _paint(colours: bytes) -> Image.Image:
    return Image.frombytes("RGB", (len(colours) // 3, 1), colours)


def _moves_too_far(one: bytes, other: bytes, covers: float) -> bool:
    if one == other or covers * LIMITS[-1][0] <= 1:
        return False
    distance = max(abs(a - b) for a, b in zip(one, other, strict=True))
    return any(covers * part > 1 and distance > steps for part, steps in LIMITS)
