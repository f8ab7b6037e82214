"""Pictures of all provinces: ranked, by region, on a map of tiles."""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.colors import Colormap, Normalize, TwoSlopeNorm

from parlib.front import open_subject
from parlib.plot.theme import ACCENT, BLUE, GREY, LINE, finish, name_subject, open_axes
from parlib.plot.words import say
from parlib.store import load_table
from parlib.study.certainty import measure_rank_ranges
from parlib.study.nation import map_provinces
from parlib.study.position import compare_provinces
from parlib.subject import Subject
from parlib.terms import COUNTRY, list_by


def rank(subject: Subject, ax: Axes | None = None) -> Axes:
    """Draw all provinces by rank, each with the range of ranks that it may hold.

    Raises
    ------
    ValueError
        If no ranges can be told of the component.

    Examples
    --------
    >>> import parlib
    >>> rank(parlib.open_subject("papi", 2024, "22", "4", "en")).get_xlabel()
    'Rank'
    """
    table = measure_rank_ranges(subject).sort_values("rank", ignore_index=True)
    if table.empty:
        raise ValueError(
            f"{subject.index.short} {subject.year} {subject.component_code}: figures of (nearly) all "
            "provinces are not there, so no ranks can be told"
        )
    ax = open_axes(ax, 6.5, 0.16 * len(table) + 1)
    mine = table["role"] == "subject"
    colours = np.where(mine, ACCENT, LINE)
    at = np.arange(len(table))
    ax.hlines(at, table["rank_low"], table["rank_high"], color=colours, lw=2.2, label=say("range", subject.language))
    ax.scatter(table["rank"], at, color=np.where(mine, ACCENT, BLUE), s=16, zorder=3)
    ax.set_yticks(at, table["province"], fontsize=7)
    ax.set_ylim(len(table) - 0.4, -0.6)
    return finish(ax, subject.component, say("rank", subject.language))


def strip(subject: Subject, ax: Axes | None = None) -> Axes:
    """Draw the scores of all provinces by region, the province's own in front.

    Examples
    --------
    >>> import parlib
    >>> len(strip(parlib.open_subject("papi", 2024, "22", "4", "en")).get_yticklabels())
    6
    """
    table = compare_provinces(subject)
    known = table["region"].notna() & table["score"].notna()
    table = table[known & table["province_code"].isin(subject.places["province_code"])]
    ax = open_axes(ax, 7.5, 4.0)
    sns.stripplot(table, x="score", y="region", color=BLUE, alpha=0.6, size=6, jitter=0.12, ax=ax)
    own = table[table["province_code"] == subject.province_code]
    if len(own):
        row = [text.get_text() for text in ax.get_yticklabels()].index(own["region"].iloc[0])
        ax.scatter(own["score"].iloc[:1], [row], color=ACCENT, s=80, zorder=5)
        style: dict[str, Any] = {"textcoords": "offset points", "color": ACCENT, "ha": "center", "fontsize": 9}
        ax.annotate(subject.province, (own["score"].iloc[0], row), xytext=(0, 9), **style)
    return finish(ax, name_subject(subject), say("score", subject.language))


def map(
    what: Subject | pd.DataFrame,
    value: str = "score",
    *,
    vintage: str = "63",
    diverging: bool | None = None,
    cmap: str | Colormap | None = None,
    title: str | None = None,
    language: str = "vi",
    ax: Axes | None = None,
) -> Axes:
    """Draw a tile for each province, and the Hoàng Sa and Trường Sa archipelagos.

    Parameters
    ----------
    what : Subject or pandas.DataFrame
        A subject draws its scores; a table has ``province_code`` and a column *value*, one row a province.
    value : str
        Column to colour by.
    vintage : str
        ``63`` or ``34``, for a table.
    diverging : bool, optional
        Two colours about zero, for changes; by itself where there are values below and above zero.
    cmap : str, optional
        Another colour map.
    title : str, optional
        Above the map; the component of a subject if not given.
    language : str
        Language of a table's map.
    ax : matplotlib.axes.Axes, optional
        Where to draw.

    Raises
    ------
    ValueError
        If the table has more than one row a province.

    Examples
    --------
    >>> import parlib
    >>> chained = parlib.panel("papi", years=(2016, 2024), comparable="chained", wide=True)
    >>> wide = chained.pivot(index="province_code", columns="year", values="papi_total")
    >>> ax = map((wide[2024] - wide[2016]).rename("change").reset_index(), "change", language="en")
    >>> len(ax.texts)
    65
    """
    if isinstance(what, Subject):
        subject, tiles = what, map_provinces(what)
        title = name_map(subject) if title is None else title
    else:
        index = list_by(neighbour=True)[0]  # any: of its map only the places are drawn
        year = int(load_table("components", index=index)["year"].max())
        subject = open_subject(index, year, language=language, vintage=vintage)
        tiles = _fill_tiles(map_provinces(subject), what, value)
    ax = open_axes(ax, 5.2, 7.2)
    known = tiles[value].dropna()
    scale, colours = _choose_scale(known, diverging, cmap)
    for tile in tiles.itertuples():
        score = getattr(tile, value)
        blank = pd.isna(score)
        face = "none" if blank else colours(scale(score))
        own = tile.role == "subject"
        ax.add_patch(
            plt.Rectangle(
                (tile.col - 0.47, tile.row - 0.47),
                0.94,
                0.94,
                facecolor=face,
                edgecolor=ACCENT if own else LINE if blank else "none",
                lw=2.5 if own else 0.8,
                ls="--" if blank and not own else "-",
                zorder=3 if own else 1,
            )
        )
        ink = GREY if blank else "white" if np.dot(face[:3], (0.299, 0.587, 0.114)) < 0.55 else "#1F2933"
        size = min(7.5, 40 / max(len(tile.short_name), 1))
        ax.text(tile.col, tile.row, tile.short_name, ha="center", va="center", fontsize=size, color=ink, zorder=4)
    ax.set(xlim=(tiles["col"].min() - 0.6, tiles["col"].max() + 0.6), ylim=(tiles["row"].max() + 0.6, -0.6))
    ax.set_aspect("equal")
    ax.axis("off")
    bar = ax.figure.colorbar(plt.cm.ScalarMappable(scale, colours), ax=ax, shrink=0.5, pad=0.01)
    bar.ax.tick_params(colors=GREY)
    bar.outline.set_visible(False)
    language = subject.language
    bar.set_label(say(value, language) if value in ("score", "change", "rank") else value, color=GREY)
    return finish(ax, title or "")


def name_map(subject: Subject) -> str:
    """Return what a map of a subject is headed with."""
    head = subject.index.edition(subject.year, subject.language)
    return f"{head}: {subject.component}" if subject.province_code == COUNTRY else name_subject(subject)


def _fill_tiles(tiles: pd.DataFrame, table: pd.DataFrame, value: str) -> pd.DataFrame:
    """Return tiles with the values of a table."""
    if value not in table or "province_code" not in table:
        raise ValueError(f"the table needs columns province_code and {value!r}; it has {', '.join(map_text(table))}")
    if table["province_code"].duplicated().any():
        raise ValueError("the table has more than one row a province: choose a year and a component first")
    given = table.set_index("province_code")[value].astype(float)
    tiles = tiles.assign(**{value: tiles["province_code"].map(given)})
    tiles.loc[tiles["role"] == "archipelago", value] = np.nan
    return tiles


def map_text(table: pd.DataFrame) -> list[str]:
    """Return the heads of a table as text."""
    return [str(name) for name in table.columns]


def _choose_scale(known: pd.Series, diverging: bool | None, cmap: str | Colormap | None) -> tuple[Normalize, Colormap]:
    """Return how values become colours: two colours about zero for changes, else one that darkens."""
    if diverging is None:
        diverging = bool(len(known) and known.min() < 0 < known.max())
    if diverging:
        reach = float(known.abs().max()) or 1.0
        return TwoSlopeNorm(0, -reach, reach), plt.get_cmap(cmap or "PuOr")
    low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
    return Normalize(low, high if high > low else low + 1), plt.get_cmap(
        cmap or sns.color_palette("crest", as_cmap=True)
    )
