"""The view as a widget of JupyterLab, Notebook and VS Code (anywidget), or as a still picture where there is none."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from parlib.explorer.view import View, draw_view, list_choices, write_code
from parlib.front import check_index, load
from parlib.places import find_place
from parlib.ready import make_ready

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WORDS = {
    "index": ("Chỉ số", "Index"),
    "year": ("Năm", "Year"),
    "province": ("Tỉnh, thành phố", "Province"),
    "component": ("Chỉ số thành phần", "Component"),
    "beside": ("So sánh với", "Beside"),
    "map": ("Bản đồ", "Map"),
    "place": ("Vị trí", "Place"),
    "course": ("Diễn biến", "Course"),
    "losses": ("Điểm bị mất", "Points lost"),
    "busy": ("Đang tính …", "Working …"),
    "code": ("Các dòng lệnh tạo hình này", "The code of this view"),
    "take": ("Ghi vào ô mới hoặc sao chép", "Write it to a new cell, or copy it"),
    "written": ("Đã ghi vào ô mới", "Written to a new cell"),
    "copied": ("Đã sao chép", "Copied"),
    "marked": ("Đã chọn: bấm Ctrl+C", "Marked: press Ctrl+C"),
}


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
    return make_widget(view) if find_spec("anywidget") else draw_still(view)


def draw_still(view: View) -> Figure:
    """Return the view as one picture of four: what is shown where there are no widgets, and on paper."""
    import matplotlib.pyplot as plt

    from parlib import plot

    figure, axes = plt.subplots(2, 2, figsize=(14, 9), layout="constrained")
    subject = view.open()
    for draw, ax in zip((plot.map, plot.strip, plot.history, plot.losses), axes.flat, strict=True):
        draw(subject, ax=ax)
    plt.close(figure)
    return figure


@lru_cache(maxsize=1)
def read_style() -> str:
    """Return the rules of the widget, with those of charts as the pages have them."""
    page = (files("parlib.pages") / "template" / "assets" / "page.css").read_text("utf-8")
    charts = page[page.index("/* charts:") : page.index("@media print { .drawing")]
    return (files("parlib.explorer") / "widget.css").read_text("utf-8") + charts


def make_widget(view: View) -> Any:  # noqa: ANN401
    """Return the widget of a view; what is chosen in it is drawn anew."""
    import anywidget
    import traitlets

    class Explorer(anywidget.AnyWidget):
        """Index, year, province, component; map, place, course, losses."""

        _esm = (files("parlib.explorer") / "widget.js").read_text("utf-8")
        _css = read_style()
        chosen = traitlets.Dict().tag(sync=True)
        choices = traitlets.Dict().tag(sync=True)
        drawn = traitlets.Dict().tag(sync=True)
        words = traitlets.Dict().tag(sync=True)
        code = traitlets.Unicode().tag(sync=True)
        problem = traitlets.Unicode().tag(sync=True)
        language = traitlets.Unicode().tag(sync=True)

        def __init__(self, view: View) -> None:
            language = view.language
            super().__init__(words={name: pair[language == "en"] for name, pair in WORDS.items()}, language=language)
            self._show(view)

        @traitlets.observe("chosen")
        def _choose(self, change: dict[str, Any]) -> None:
            told = change["new"]
            if told != self._told():
                self._show(
                    View(**{**told, "year": int(told["year"]), "language": self.language, "vintage": self.view.vintage})
                )

        def _told(self) -> dict[str, str]:
            view = self.view
            return {name: str(getattr(view, name)) for name in ("index", "year", "province", "component", "beside")}

        def _show(self, view: View) -> None:
            self.view, choices = list_choices(view)
            try:
                drawn, problem = draw_view(self.view), ""
            except ValueError as error:  # such as two provinces that a year cannot set side by side
                drawn, problem = self.drawn, str(error)
            with self.hold_sync():
                self.chosen, self.choices, self.code = self._told(), choices, write_code(self.view)
                self.problem, self.drawn = problem, drawn

        def to_cell(self) -> None:
            """Write the code of the view into a new cell below the one that asks for it."""
            from IPython.core.getipython import get_ipython

            if shell := get_ipython():
                shell.set_next_input(self.code)

        def _repr_mimebundle_(self, **options: Any) -> Any:  # noqa: ANN401
            bundle = super()._repr_mimebundle_(**options)
            data = bundle[0] if isinstance(bundle, tuple) else bundle
            if data:
                data["image/png"] = self._draw_png()
            return bundle

        def _draw_png(self) -> bytes:
            from io import BytesIO

            held = BytesIO()
            draw_still(self.view).savefig(held, dpi=80)
            return held.getvalue()

    return Explorer(view)
