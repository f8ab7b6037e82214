"""The door of the view: a widget of JupyterLab, Notebook and VS Code, or a still picture where there is none."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from parlib.explorer.view import View, list_choices
from parlib.front import check_index, check_year, load
from parlib.places import find_place
from parlib.ready import make_ready
from parlib.terms import INDICES, NATIONAL, check_language


def explore(
    index: str = "",
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
        Index id, such as ``papi``; also as people write it. The first of all if not given.
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
        If index, year, province, component or language is not known; the message lists what is.

    Examples
    --------
    >>> view = explore("papi", 2024, "Quảng Ninh", "4", language="en")
    >>> print(view.code.splitlines()[2])
    subject = parlib.open_subject("papi", 2024, "22", "4", language="en")
    """
    make_ready()
    index, language = check_index(index or next(iter(NATIONAL))), check_language(language)
    scores = load(index)
    year = int(scores["year"].max()) if year is None else check_year(year, scores["year"], INDICES[index].short)
    vintage = str(scores.loc[scores["year"] == year, "vintage"].iloc[0])
    codes = [find_place(str(place), vintage) if str(place) else "" for place in (province, beside)]
    view = View(index, year, codes[0], str(component), codes[1], language, vintage)
    view.open()  # what is not known is an error here; later, in the view, the nearest that is there is shown
    view, _ = list_choices(view)
    if find_spec("anywidget") is None:
        from parlib.explorer.still import draw_still

        return draw_still(view)
    from parlib.explorer.live import Explorer

    return Explorer(view)
