"""The view as one picture: where there are no widgets, and on paper."""

from __future__ import annotations

import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from parlib import plot
from parlib.explorer.view import View


def draw_still(view: View) -> Figure:
    """Return the view as one picture of four: what is shown where there are no widgets, and on paper."""
    figure = plt.figure(figsize=(14, 9), layout="constrained")
    # Tiles hold the names where the map is high.
    axes = figure.subplot_mosaic([["map", "place"], ["map", "course"], ["map", "losses"]], width_ratios=[4, 5])
    subject, other = view.open(), view.open(view.beside) if view.beside else None
    plot.map(subject, ax=axes["map"])
    plot.strip(subject, ax=axes["place"])
    plot.history(subject, ax=axes["course"], beside=other)
    plot.losses(subject, ax=axes["losses"])
    plt.close(figure)
    return figure
