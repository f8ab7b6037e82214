"""What is chosen, what may be chosen beside it, the charts of it, and the code that makes them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from html import escape
from typing import Any

import pandas as pd

from parlib.front import components, load, provinces
from parlib.language.words import speak_of
from parlib.pages.outputs import draw_chart
from parlib.province_names import fold_name
from parlib.questions import history as course
from parlib.questions import losses as points_lost
from parlib.questions import map as tile_map
from parlib.questions import paths
from parlib.questions import position as standings
from parlib.study import compare, history, losses, nation, position
from parlib.study.moved import list_moved_parts
from parlib.subject import COUNTRY, Subject, open_subject
from parlib.terms import INDICES, NATIONAL
from parlib.wording.needs import say_unanswered

CODE = {
    "map": "parlib.plot.map(subject)",
    "place": "parlib.plot.strip(subject)",
    "course": "parlib.plot.history(subject)",
    "losses": "parlib.plot.losses(subject)",
}
"""The line that draws each chart for a paper of one's own."""


@dataclass(frozen=True)
class View:
    """What is looked at: index, year, province and component, and the province that it is set beside."""

    index: str
    year: int
    province: str
    component: str = "total"
    beside: str = ""
    language: str = "vi"
    vintage: str = ""
    """Of the codes: ``63`` or ``34``; a view that was just made has none."""

    def open(self, province: str = "") -> Subject:
        """Return the subject, or that of another province of the same year."""
        return open_subject(self.index, self.year, province or self.province, self.component, self.language)


def list_choices(view: View) -> tuple[View, dict[str, list[tuple[str, str]]]]:
    """Return the view, mended where what was chosen is not there, and what may be chosen: value and words.

    A component that the year does not have becomes the whole; a province that has another code in the vintage of the
    year is followed by its name; a year that the index does not have becomes its newest.

    Examples
    --------
    >>> view, choices = list_choices(View("papi", 1999, "22", "4", language="en"))
    >>> view.year, dict(choices["component"])["4"]
    (2024, '4 Control of Corruption in the Public Sector')
    """
    english = view.language == "en"
    scores = load(view.index)
    years = sorted(scores["year"].unique().tolist(), reverse=True)
    view = replace(view, year=view.year if view.year in years else years[0])
    vintage = scores.loc[scores["year"] == view.year, "vintage"].iloc[0]
    named = provinces(vintage).set_index("province_code")["name_en" if english else "name_vi"]
    tree = components(view.index, view.year).sort_values("order")
    names = tree.set_index("component_code")["name_en" if english else "name_vi"]
    view = replace(
        view,
        component=view.component if view.component in names.index else "total",
        province=_follow(view.province, view.vintage, vintage, named),
        beside=_follow(view.beside, view.vintage, vintage, named) if view.beside else "",
        vintage=vintage,
    )
    view = view if view.beside != view.province else replace(view, beside="")
    places = [
        (str(code), str(name)) for code, name in named.sort_values(key=lambda texts: texts.map(fold_name)).items()
    ]
    return view, {
        "index": [(id, INDICES[id].call(view.language)) for id in NATIONAL],
        "year": [(str(year), str(year)) for year in years],
        "province": places,
        "component": [(code, name if code == "total" else f"{code} {name}") for code, name in names.items()],
        "beside": [("", "–"), *(place for place in places if place[0] != view.province)],
    }


def draw_view(view: View) -> dict[str, dict[str, str]]:
    """Return the charts of a view by name: ``finding`` and ``chart`` (SVG), each as pages show it.

    Examples
    --------
    >>> drawn = draw_view(View("papi", 2024, "22", "4", language="en"))
    >>> list(drawn), drawn["losses"]["finding"][:27]
    (['map', 'place', 'course', 'losses'], '2.01 points were lost again')
    """
    subject, country = view.open(), view.open(COUNTRY)
    standing = position.measure_position(subject)
    shows = {
        "map": partial(tile_map.show, country, nation.map_provinces(country)),
        "place": partial(standings.show, subject, position.compare_provinces(subject)),
        "course": partial(course.show, subject, history.trace_history(subject), list_moved_parts(subject)),
        "losses": partial(points_lost.show, subject, losses.measure_losses(subject), standing),
    }
    if view.beside:
        other = view.open(view.beside)
        shows["course"] = partial(paths.show, subject, other, compare.trace_subjects(other, subject))
    drawn: dict[str, dict[str, str]] = {}
    for name, show in shows.items():
        exhibit: dict[str, Any] = show().to_json()
        with speak_of(subject.index.id, subject.province):
            chart = draw_chart(exhibit, subject.province_code) if exhibit["rows"] else None
        needs = exhibit.get("needs", "")
        said = say_unanswered(needs, view.language) if needs else exhibit["finding"].split("\n")[0]
        drawn[name] = {"finding": escape(said), "chart": str(chart or "")}
    return drawn


def write_code(view: View) -> str:
    """Return the code that makes what a view shows, to go on with.

    Examples
    --------
    >>> print(write_code(View("papi", 2024, "22", "4")).splitlines()[2])
    subject = parlib.open_subject("papi", 2024, "22", "4", language="vi")
    """
    said = f'"{view.index}", {view.year}, "{{}}", "{view.component}", language="{view.language}"'
    lines = ["import parlib", "", f"subject = parlib.open_subject({said.format(view.province)})"]
    lines += ["parlib.study.losses.measure_losses(subject)", *CODE.values()]
    if view.beside:
        lines.insert(3, f"other = parlib.open_subject({said.format(view.beside)})")
        lines[lines.index(CODE["course"])] = "parlib.plot.history(subject, beside=other)"
        lines.append("parlib.study.compare.compare_subjects(other, subject)")
    return "\n".join(lines)


def _follow(code: str, before: str, vintage: str, named: pd.Series) -> str:
    """Return the code of a province in a vintage: a code of the 63 may be that of another place among the 34."""
    if before == "63" and vintage == "34":
        code = provinces("63").set_index("province_code")["successor_code"].get(code, code)
    if before == "34" and vintage == "63":  # the old province of its name, else the first that became part of it
        old, name = provinces("63"), provinces("34").set_index("province_code")["name_vi"].get(code)
        parts = old[old["successor_code"] == code]
        same = parts.loc[parts["name_vi"] == name, "province_code"]
        code = str((same if len(same) else parts["province_code"]).iloc[0]) if len(parts) else code
    return code if code in named.index else str(named.index[0])
