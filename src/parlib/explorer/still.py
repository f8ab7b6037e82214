"""The view as one picture: where there are no widgets, and on paper."""

from __future__ import annotations

import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from parlib import plot
from parlib.explorer.view import View


def draw_still(view: View) -> Figure:
    """Return the view as one picture of four: what is shown where there are no widgets, and on paper."""
    figure, axes = plt.subplots(2, 2, figsize=(14, 9), layout="constrained")
    subject = view.open()
    above, below = axes
    plot.map(subject, ax=above[0])
    plot.strip(subject, ax=above[1])
    plot.history(subject, ax=below[0])
    plot.losses(subject, ax=below[1])
    plt.close(figure)
    return figure
