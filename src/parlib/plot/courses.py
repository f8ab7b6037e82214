"""Pictures of years: a province's course, two years, parts over years, all provinces over years."""

from __future__ import annotations

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from parlib.language.words import speak_of
from parlib.plot.theme import ACCENT, BLUE, GREY, LINE, check_province, finish, name_subject, open_axes
from parlib.plot.words import say
from parlib.study.history import trace_history
from parlib.study.profile import trace_shares
from parlib.subject import Subject


def history(subject: Subject, ax: Axes | None = None, *, beside: Subject | None = None) -> Axes:
    """Draw the scores of a province over the years beside the nation's; a line never crosses a break.

    Parameters
    ----------
    subject : Subject
        Of one province.
    ax : matplotlib.axes.Axes, optional
        Where to draw.
    beside : Subject, optional
        Another province, on the same component; its line is blue.

    Examples
    --------
    >>> import parlib
    >>> ax = history(parlib.open_subject("papi", 2024, "Quảng Ninh", "4"))
    >>> ax.get_ylabel()
    'Điểm'
    >>> other = parlib.open_subject("papi", 2024, "Hải Phòng", "4")
    >>> ax = history(parlib.open_subject("papi", 2024, "Quảng Ninh", "4"), beside=other)
    >>> ax.get_legend_handles_labels()[1][-1]
    'Hải Phòng'
    """
    check_province(subject)
    if beside is not None:
        check_province(beside)
    ax, table, language = open_axes(ax), trace_history(subject), subject.language
    with speak_of(subject.index.id, subject.province):
        named = [say("middle", language), say("median", language), subject.province]
    for at, (_, own) in enumerate(table.groupby("segment")):
        words = named if at == 0 else [None] * 3
        ax.fill_between(
            own["year"], own["lower_quartile"], own["upper_quartile"], color=LINE, alpha=0.3, lw=0, label=words[0]
        )
        ax.plot(own["year"], own["national_median"], color=GREY, lw=1.2, ls="--", label=words[1])
        ax.plot(own["year"], own["score"], color=ACCENT, lw=2.2, marker="o", ms=5, label=words[2])
    for year in table.loc[table["segment"].diff().fillna(0) > 0, "year"]:
        ax.axvline(year - 0.5, color=LINE, lw=1, ls=":")
    if beside is not None:
        _draw_beside(beside, ax)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.legend(fontsize=9)
    return finish(ax, name_subject(subject), "", say("score", language))


def _draw_beside(other: Subject, ax: Axes) -> None:
    """Draw the line of another province; years that may not be compared are parted in it too."""
    for at, (_, own) in enumerate(trace_history(other).groupby("segment")):
        name = other.province if at == 0 else None
        ax.plot(own["year"], own["score"], color=BLUE, lw=1.8, marker="s", ms=4, label=name)


def slope(subject: Subject, before: int | None = None, ax: Axes | None = None) -> Axes:
    """Draw the scores of all provinces in two years as lines, the province's own in front.

    Parameters
    ----------
    subject : Subject
        Its year is the later one.
    before : int, optional
        The earlier one; the year before if not given.
    ax : matplotlib.axes.Axes, optional
        Where to draw.

    Raises
    ------
    ValueError
        If the two years may not be compared, or the earlier one has no figures.

    Examples
    --------
    >>> import parlib
    >>> len(slope(parlib.open_subject("papi", 2024, "22", "4"), 2021).lines) > 50
    True
    """
    before = before or subject.year - 1
    own = subject.scores[subject.scores["component_key"] == subject.leaf["component_key"]]
    own = own[own["year"].isin([before, subject.year])]
    if before not in own["year"].to_numpy():
        raise ValueError(f"there are no figures of {before}")
    if own["series"].nunique() > 1:
        raise ValueError(
            f"{before} and {subject.year} may not be compared: their series are {' and '.join(own['series'].unique())}"
        )
    ax = open_axes(ax, 5.0, 5.5)
    wide = own.pivot(index="province_code", columns="year", values="score").dropna()
    for code, scores in wide.iterrows():
        mine = code == subject.province_code
        ax.plot([0, 1], scores, color=ACCENT if mine else LINE, lw=2.4 if mine else 0.8, zorder=3 if mine else 1)
    ax.set_xticks([0, 1], [str(before), str(subject.year)])
    return finish(ax, name_subject(subject), "", say("score", subject.language))


def heat(subject: Subject, ax: Axes | None = None) -> Axes:
    """Draw the shares of all main components of a province over the years as a grid, higher darker.

    Examples
    --------
    >>> import parlib
    >>> heat(parlib.open_subject("papi", 2024, "22", language="en")).get_yticklabels()[0].get_text()
    'PAPI, unweighted total'
    """
    check_province(subject)
    table = trace_shares(subject)
    grid = table.pivot(index="component", columns="year", values="share").reindex(table["component"].unique())
    ax = open_axes(ax, 9.0, 0.42 * len(grid) + 1.2)
    key = {"label": say("share", subject.language), "format": "%.1f"}
    sns.heatmap(grid, ax=ax, cmap="crest", linewidths=1.5, linecolor="none", cbar_kws=key, vmin=0, vmax=1)
    if bar := ax.collections[0].colorbar:
        bar.ax.tick_params(colors=GREY)
        bar.ax.yaxis.label.set_color(GREY)
    ax.tick_params(length=0, rotation=0)
    return finish(ax, subject.province)


def ecdf(
    table: pd.DataFrame, value: str = "score", *, by: str = "year", language: str = "vi", ax: Axes | None = None
) -> Axes:
    """Draw how many provinces stand below each value, a line a year: gaps close where lines grow steep.

    Parameters
    ----------
    table : pandas.DataFrame
        Such as `parlib.panel` returns.
    value, by : str
        Columns: what is spread, and what has a line each.
    language : str
        ``vi`` or ``en``.
    ax : matplotlib.axes.Axes, optional
        Where to draw.

    Examples
    --------
    >>> import parlib
    >>> len(ecdf(parlib.panel("papi", "4", years=(2021, 2024))).lines)
    4
    """
    ax = open_axes(ax)
    groups = np.sort(table[by].unique())
    colours = sns.color_palette("crest", len(groups))
    sns.ecdfplot(table, x=value, hue=by, hue_order=groups, palette=colours, ax=ax, lw=1.8)
    if key := ax.get_legend():
        key.set_title("")
    return finish(ax, "", say("score", language) if value == "score" else value, say("provinces", language))
