"""The door of the view: a widget of JupyterLab, Notebook and VS Code, or a still picture where there is none."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from parlib.explorer.view import View, list_choices
from parlib.front import check_index, load
from parlib.places import find_place
from parlib.ready import make_ready


def explore(
    index: str = "papi",
    year: int | None = None,
    province: str | int = "22",
    component: str | float = "total",
    beside: str | int = "",
    language: str = "vi",
) -> Any:  # noqa: ANN401
    """Explore: choose index, year, province, component and a province beside it; four linked charts answer.

    A tile of the map or a dot that is clicked (or Enter on it) chooses its province. The code that makes the view
    stands below it; its button writes it to a new cell where JupyterLab was begun with ``--expose-app-in-browser``
    (``make lab`` does), and copies it elsewhere.

    Parameters
    ----------
    index : str
        Index id, such as ``papi``; also as people write it.
    year : int, optional
        The newest if not given.
    province, beside : str or int
        Code, name or alias; *beside* is set beside it, blank for none.
    component : str or number
        Code in that year's framework, or ``total``.
    language : str
        ``vi`` or ``en``.

    Returns
    -------
    anywidget.AnyWidget or matplotlib.figure.Figure
        The widget; a still picture of the view where anywidget is not installed (``pip install 'parlib[lab]'``).

    Raises
    ------
    ValueError
        If index, province or language is not known; the message lists what is.

    Examples
    --------
    >>> view = explore("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> print(view.code.splitlines()[2])
    subject = parlib.open_subject("papi", 2024, "22", "4", language="en")
    """
    make_ready()
    index = check_index(index)
    scores = load(index)
    year = int(year) if year is not None else int(scores["year"].max())
    vintages = scores.loc[scores["year"] == year, "vintage"]
    vintage = str(vintages.iloc[0]) if len(vintages) else ""
    codes = [find_place(str(place), vintage or "63") if str(place) else "" for place in (province, beside)]
    view, _ = list_choices(View(index, year, codes[0], str(component), codes[1], language, vintage))
    if find_spec("anywidget") is None:
        from parlib.explorer.still import draw_still

        return draw_still(view)
    from parlib.explorer.live import Explorer

    return Explorer(view)
