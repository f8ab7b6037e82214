"""Axes that suit light and dark: clear paper, text and lines in one grey, one accent for the province."""

from __future__ import annotations

import matplotlib.pyplot as plt
from matplotlib.axes import Axes

from parlib.study.asked import NotOneProvinceError
from parlib.subject import Subject
from parlib.terms import COUNTRY

GREY = "#7A838C"
"""Text and axes: 3.8 to 1 on white, 4.6 to 1 on the black of JupyterLab."""

LINE = "#A3ABB3"
ACCENT = "#D9541E"
"""The province, and nothing else."""

BLUE = "#3C85BC"


def open_axes(ax: Axes | None, width: float = 7.5, height: float = 4.2) -> Axes:
    """Return the given axes, or those of a new figure, without box and in grey."""
    if ax is None:
        figure, ax = plt.subplots(figsize=(width, height), layout="constrained")
        figure.patch.set_alpha(0)
    ax.patch.set_alpha(0)
    ax.spines[["top", "right"]].set_visible(False)
    ax.spines[["left", "bottom"]].set_color(LINE)
    ax.tick_params(colors=GREY, labelcolor=GREY)
    ax.xaxis.label.set_color(GREY)
    ax.yaxis.label.set_color(GREY)
    return ax


def finish(ax: Axes, title: str = "", x: str = "", y: str = "") -> Axes:
    """Write title and axes, let a key be as clear as the rest, and return the axes."""
    ax.set_title(title, loc="left", color=GREY, fontsize=11)
    ax.set_xlabel(x)
    ax.set_ylabel(y)
    if key := ax.get_legend():
        key.set_frame_on(False)
        for text in key.get_texts():
            text.set_color(GREY)
    return ax


def check_province(subject: Subject) -> None:
    """Raise where a picture of one province is asked of the whole country or of something that is no subject."""
    if not isinstance(subject, Subject):
        raise NotOneProvinceError(
            f"the picture is of a subject, not of {type(subject).__name__}: open one with "
            f'parlib.open_subject(index, year, "Quảng Ninh")'
        )
    if subject.province_code == COUNTRY:
        raise NotOneProvinceError("the picture is of one province, and this subject is the country: name one")


def name_subject(subject: Subject) -> str:
    """Return what a picture is about: province and component."""
    return f"{subject.province}: {subject.component}"
