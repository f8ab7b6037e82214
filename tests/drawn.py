"""What is drawn on a figure, for tests to look at."""

import warnings

from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from parlib.figures.style import render_png
from parlib.figures.words import Words


def texts(figure: Figure) -> list[str]:
    return [words.get_text() for words in figure.findobj(Words)]


def marks(figure: Figure, name: str) -> list:
    return figure.findobj(lambda artist: artist.get_gid() == name)


def count_dots(figure: Figure, name: str) -> int:
    return sum(len(mark.get_offsets()) for mark in marks(figure, name))


def colours(figure: Figure, name: str) -> set[str]:
    return {to_hex(face).upper() for mark in marks(figure, name) for face in mark.get_facecolor()}


def draw_quietly(figure: Figure) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return render_png(figure)


def boxes(figure: Figure) -> list:
    return [words.get_window_extent() for words in figure.findobj(Words) if words.get_text().strip()]


def count_overlaps(figure: Figure) -> int:
    found = boxes(figure)
    return sum(a.overlaps(b) for place, a in enumerate(found) for b in found[:place])


def count_cut(figure: Figure) -> int:
    page = figure.bbox
    inside = [page.x0 <= b.x0 and b.x1 <= page.x1 and page.y0 <= b.y0 and b.y1 <= page.y1 for b in boxes(figure)]
    return inside.count(False)
