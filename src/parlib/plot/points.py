"""Pictures of points: lost by part, what they are worth, what goes with what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes

from parlib.language.words import speak_of
from parlib.plot.theme import ACCENT, BLUE, GREY, LINE, check_province, finish, name_subject, open_axes
from parlib.plot.words import say
from parlib.study.funnel import draw_limits, measure_funnel
from parlib.study.losses import measure_losses
from parlib.study.whatif import trace_places
from parlib.subject import Subject


def losses(subject: Subject, ax: Axes | None = None) -> Axes:
    """Draw the points that a province lost in each part, beside those lost by the median province.

    Examples
    --------
    >>> import parlib
    >>> losses(parlib.open_subject("papi", 2024, "22", "4", "en")).get_xlabel()
    'Points lost'
    """
    check_province(subject)
    table, language = measure_losses(subject).sort_values("lost"), subject.language
    ax = open_axes(ax, 7.5, 0.45 * len(table) + 1.2)
    ax.barh(table["component"], table["lost"], color=ACCENT, alpha=0.85, height=0.6, label=subject.province)
    with speak_of(subject.index.id, subject.province):
        median = say("lost_median", language)
    ax.scatter(
        table["max_score"] - table["national_median"],
        table["component"],
        marker="|",
        s=260,
        lw=2.2,
        color=GREY,
        label=median,
        zorder=3,
    )
    ax.legend(fontsize=9, loc="lower right")
    return finish(ax, name_subject(subject), say("lost", language))


def whatif(subject: Subject, ax: Axes | None = None) -> Axes:
    """Draw the place of a province by the points that it would recover, the others as they are.

    Examples
    --------
    >>> import parlib
    >>> whatif(parlib.open_subject("papi", 2024, "01", "4", "en")).get_ylabel()
    'Rank'
    """
    check_province(subject)
    table, language = trace_places(subject), subject.language
    ax = open_axes(ax)
    ax.step(table["points"], table["rank_after"], where="post", color=ACCENT, lw=2.2)
    ax.fill_between(
        table["points"],
        table["rank_low"],
        table["rank_high"],
        step="post",
        color=LINE,
        alpha=0.3,
        lw=0,
        label=say("range", language),
    )
    ax.invert_yaxis()
    ax.legend(fontsize=9)
    return finish(ax, name_subject(subject), say("gained", language), say("rank", language))


def scatter(
    table: pd.DataFrame,
    x: str,
    y: str,
    *,
    label: Iterable[str] = (),
    fit: bool = True,
    ax: Axes | None = None,
) -> Axes:
    """Draw two figures of all provinces, some of them named, with a straight line and its 95 % band.

    Parameters
    ----------
    table : pandas.DataFrame
        Wide, such as ``parlib.panel(..., wide=True)`` of one year.
    x, y : str
        Columns.
    label : iterable of str
        Names or codes of provinces to be named, in colour.
    fit : bool
        False leaves the line out.
    ax : matplotlib.axes.Axes, optional
        Where to draw.

    Examples
    --------
    >>> import parlib
    >>> table = parlib.panel({"papi": "4", "dti": "total"}, years=2024, wide=True, language="en")
    >>> scatter(table, "dti_total", "papi_4", label=["22", "Ha Noi"]).texts[0].get_text()
    'Ha Noi'
    """
    ax = open_axes(ax, 6.5, 5.0)
    known = table.dropna(subset=[x, y])
    marks = {"color": BLUE, "alpha": 0.65, "s": 28}
    sns.regplot(
        known.astype({x: float, y: float}),
        x=x,
        y=y,
        fit_reg=fit,
        seed=1,
        scatter_kws=marks,
        line_kws={"color": GREY, "lw": 1.4},
        ax=ax,
    )
    wanted = {str(one) for one in label}
    named = known[known["province"].isin(wanted) | known["province_code"].isin(wanted)]
    ax.scatter(named[x], named[y], color=ACCENT, s=48, zorder=3)
    for place in named.to_dict("records"):
        ax.annotate(
            place["province"], (place[x], place[y]), xytext=(6, 4), textcoords="offset points", color=ACCENT, fontsize=9
        )
    return finish(ax, "", x, y)


def funnel(
    shares: pd.DataFrame,
    share: str = "share",
    n: str = "n",
    *,
    name: str = "province",
    language: str = "vi",
    ax: Axes | None = None,
) -> Axes:
    """Draw shares over the numbers that they were found on, with limits of two and three sigma; name what lies outside.

    Parameters
    ----------
    shares : pandas.DataFrame
        One row a unit.
    share, n, name : str
        Columns: share from 0 to 1, number of answers, name of the unit.
    language : str
        ``vi`` or ``en``.
    ax : matplotlib.axes.Axes, optional
        Where to draw.

    See Also
    --------
    parlib.study.funnel.measure_funnel : the figures, and how over-dispersion is judged.

    Examples
    --------
    >>> units = pd.DataFrame({"province": ["A", "B", "C"], "share": [0.75, 0.8, 0.9], "n": [20, 400, 400]})
    >>> [text.get_text() for text in funnel(units, language="en").texts]
    ['C']
    """
    table = measure_funnel(shares, share, n)
    known = table[table["verdict"] != ""]
    outside = known[known["verdict"].isin(["above", "below"])]
    curve = draw_limits(table, n)
    ax = open_axes(ax)
    for sigma, style in ((3, "-"), (2, ":")):
        ax.plot(curve["n"], 100 * curve[[f"low_{sigma}", f"high_{sigma}"]], color=GREY, ls=style, lw=1.2)
        ax.lines[-1].set_label(f"{sigma} sigma")
    ax.axhline(100 * float(known["target"].iloc[0]), color=LINE, lw=1)
    sns.scatterplot(x=known[n], y=100 * known[share], color=BLUE, alpha=0.75, s=32, ax=ax)
    ax.scatter(outside[n], 100 * outside[share], color=ACCENT, s=42, zorder=3)
    for unit in outside.to_dict("records"):
        ax.annotate(
            unit[name],
            (unit[n], 100 * unit[share]),
            xytext=(5, 4),
            textcoords="offset points",
            color=ACCENT,
            fontsize=9,
        )
    ax.legend(fontsize=9)
    spread = "" if table["between"].iloc[0] == 0 else say("overdispersed", language)
    return finish(ax, spread, say("answers", language), say("percent", language))


def coefficients(
    model: Any,  # noqa: ANN401
    *,
    keep: Iterable[str] | None = None,
    language: str = "vi",
    ax: Axes | None = None,
) -> Axes:
    """Draw coefficients with their 95 % intervals.

    Parameters
    ----------
    model : object or pandas.DataFrame
        A fitted model of statsmodels or linearmodels, or a table with ``component, coefficient, low, high``.
    keep : iterable of str, optional
        Only these; effects of provinces and years (``C(...)``) and the intercept are left out by themselves.
    language : str
        ``vi`` or ``en``.
    ax : matplotlib.axes.Axes, optional
        Where to draw.

    Examples
    --------
    >>> table = pd.DataFrame({"component": ["a", "b"], "coefficient": [1, -1], "low": [0.5, -2], "high": [1.5, 0]})
    >>> [text.get_text() for text in coefficients(table, language="en").get_yticklabels()]
    ['b', 'a']
    """
    table = _read_model(model)
    if keep is not None:
        table = table[table["component"].isin(list(keep))]
    table = table.iloc[::-1]
    ax = open_axes(ax, 7.0, 0.45 * len(table) + 1.2)
    at = np.arange(len(table))
    ax.axvline(0, color=LINE, lw=1, ls="--")
    ax.hlines(at, table["low"], table["high"], color=BLUE, lw=2.4)
    ax.scatter(table["coefficient"], at, color=BLUE, s=42, zorder=3)
    ax.set_yticks(at, table["component"])
    ax.set_ylim(-0.6, len(table) - 0.4)
    return finish(ax, "", say("coefficient", language))


def _read_model(model: Any) -> pd.DataFrame:  # noqa: ANN401
    """Return coefficients and intervals of a table or of a fitted model."""
    if isinstance(model, pd.DataFrame):
        return model
    bounds = model.conf_int()
    table = pd.DataFrame(
        {
            "component": model.params.index,
            "coefficient": model.params.to_numpy(),
            "low": bounds.iloc[:, 0].to_numpy(),
            "high": bounds.iloc[:, 1].to_numpy(),
        }
    )
    effects = table["component"].str.startswith(("C(", "Intercept", "const"))
    return table[~effects]
