"""Panels in which nothing happens, through the templates themselves: at most one place in twenty is told of anything.

The country moves from year to year and every place with it; what places differ by is gone a year on, and no component
has to do with another. Any trend, strength, weakness, clear change or "goes with" that a page tells of is false.
"""

import ast
import re
from dataclasses import replace

import nbformat
import numpy as np
import pytest
from made_subjects import make_subject, open_real
from places_here import ROOT

from parlib.runs.template_language import choose_index

FALSE = re.compile(
    "upward trend|downward trend|tended up|tended down|that last|this component goes with|tend to be high|"
    "clear rise|clear fall"
)
PLACES, YEARS, PARTS = 40, 12, 6
ASKED = {"component": ("trend", "companions", "correlates", "answer"), "province": ("strengths", "answer")}
"""Exhibits that infer, by template; the others tell what is printed."""


def draw_nothing(seed):
    random = np.random.default_rng(seed)
    nation = 0.4 * random.standard_normal((PARTS, YEARS, 1)).cumsum(axis=1)
    parts = np.clip(5 + nation + 0.5 * random.standard_normal((PARTS, YEARS, PLACES)), 0.1, 9.9)
    scores = {(str(part + 1), 2008 + year): parts[part, year] for part in range(PARTS) for year in range(YEARS)}
    return scores | {("total", 2008 + year): parts[:, year].sum(axis=0) for year in range(YEARS)}


def read_cells(template):
    """Return the imports of a template, and of the cells that are asked for or needed the statements and last line."""
    notebook = choose_index(nbformat.read(ROOT / "notebooks" / f"{template}.ipynb", 4), "papi")
    sources = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    names, cells, needed = {}, [], set()
    exec(sources[1].split("subject = ")[0], names)
    for source in reversed(sources[2:]):
        *body, last = ast.parse(source).body
        calls = [call for name in ASKED[template] for call in (f".show_{name}(", f"{name}.show(")]
        wanted = any(call in ast.unparse(last) for call in calls)
        found = [node for part in (*body, *([last] if wanted else ())) for node in ast.walk(part)]
        stored = {node.id for node in found if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        if wanted or stored & needed:
            needed |= {node.id for node in found if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
            shown = compile(ast.Expression(last.value), template, "eval") if wanted else None
            cells.insert(0, (compile(ast.Module(body, []), template, "exec"), shown))
    return names, cells


def run_template(cells, names, subject):
    """Return the findings of the exhibits that are asked for, by name."""
    scope, told = names | {"subject": subject, "language": subject.language}, {}
    for body, shown in cells:
        exec(body, scope)
        if shown:
            exhibit = eval(shown, scope)
            told[exhibit.name] = exhibit.finding
    return told


@pytest.mark.parametrize("seed", [1, 2])
def test_pages_of_a_panel_without_any_effect_tell_of_none(seed):
    scores, real, told = draw_nothing(seed), open_real("papi", 2024), {}
    whole = make_subject(scores, maxima={"total": 10.0 * PARTS}, regions="1" * 10 + "2" * 10 + "3" * 10 + "4")
    whole = replace(whole, language="en", sources=real.sources, scores=whole.scores.assign(source_id=""))
    names = {template: read_cells(template) for template in ASKED}
    for place in whole.places.itertuples():
        about = {"province_code": place.province_code, "province": place.province, "region_code": place.region_code}
        for template, component in (("component", "1"), ("province", "total")):
            subject = replace(whole, **about, component_code=component, component=f"C{component}")
            found = run_template(names[template][1], names[template][0], subject)
            assert len(found) == len(ASKED[template])
            if false := [finding for finding in found.values() if FALSE.search(finding)]:
                told[place.province_code] = false
    assert len(told) <= 0.05 * PLACES, list(told.items())[:3]
