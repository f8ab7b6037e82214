"""The widget itself (anywidget): what is chosen in it is drawn anew; imported only where anywidget is installed."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from typing import Any

import anywidget
import traitlets

from parlib.explorer.still import draw_still
from parlib.explorer.view import View, draw_view, list_choices, write_code

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


@lru_cache(maxsize=1)
def read_style() -> str:
    """Return the rules of the widget, with those of charts as the pages have them."""
    page = (files("parlib.pages") / "template" / "assets" / "page.css").read_text("utf-8")
    charts = page[page.index("/* charts:") : page.index("@media print { .drawing")]
    return (files("parlib.explorer") / "widget.css").read_text("utf-8") + charts


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
    answered = traitlets.Int(0).tag(sync=True)
    """How often it has answered: the face is drawn anew when it has."""

    def __init__(self, view: View) -> None:
        language = view.language
        super().__init__(words={name: pair[language == "en"] for name, pair in WORDS.items()}, language=language)
        self._show(view)

    @traitlets.observe("chosen")
    def _choose(self, change: dict[str, Any]) -> None:
        chosen = change["new"]
        if chosen != self._list_chosen():
            self._show(
                View(**{**chosen, "year": int(chosen["year"]), "language": self.language, "vintage": self.view.vintage})
            )

    def _list_chosen(self) -> dict[str, str]:
        view = self.view
        return {name: str(getattr(view, name)) for name in ("index", "year", "province", "component", "beside")}

    def _show(self, view: View) -> None:
        self.view, choices = list_choices(view)
        try:
            drawn, problem = draw_view(self.view), ""
        except ValueError as error:  # such as two provinces that a year cannot set side by side
            drawn, problem = self.drawn, str(error)
        with self.hold_sync():
            self.chosen, self.choices, self.code = self._list_chosen(), choices, write_code(self.view)
            self.problem, self.drawn = problem, drawn
            self.answered += 1

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
        held = BytesIO()
        draw_still(self.view).savefig(held, dpi=80)
        return held.getvalue()
