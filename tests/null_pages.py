"""Panels in which nothing happens, through the templates themselves, in both languages.

The country moves from year to year and every place with it; what places differ by is gone a year on, and no component
has to do with another. Any trend, strength, weakness, clear change, difference or "goes with" that a page tells of is
false.
"""

import ast
import re
from dataclasses import replace

import nbformat
import numpy as np
from made_subjects import make_subject, open_real
from places_here import ROOT

from parlib.runs.template_language import choose_index
from parlib.terms import COUNTRY

FALSE = re.compile(
    "upward trend|downward trend|tended up|tended down|that last|this component goes with|tend to be high|clear rise|"
    "clear fall|clearly shrank|clearly grew|differ clearly|xu hướng tăng|xu hướng giảm|"
    r"bền vững: |mạnh, bền vững|[Yy]ếu(,)? kéo dài|chỉ số này có tương quan với|cũng thường cao|tăng rõ|giảm rõ|"
    "thu hẹp rõ|rộng ra rõ|khác nhau rõ"
)
"""What is said of an effect; what denies one ("no clear trend") is not among it, nor are sets of ranks,
which hold at 95% for each place and have lines of their own in benchmarks/bench_coverage.py."""

PLACES, YEARS, PARTS = 40, 12, 6
ASKED = {
    "component": ("trend", "companions", "correlates", "answer"),
    "province": ("strengths", "answer"),
    "sheet": ("sheet_spine",),
    "compare": ("ranges", "answer"),
    "national": ("convergence", "answer"),
}
"""Exhibits that infer, by template; the others tell what is printed."""

CALLED = {"answer": "answer.show( .show_sides( .show_nation("}
"""How templates call exhibits that they do not call by their own names."""


def draw_nothing(seed):
    """Return scores by component and year in which nothing happens but moves of the whole country."""
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
        calls = [call for name in ASKED[template] for call in CALLED.get(name, f"{name}.show(").split()]
        wanted = any(call in ast.unparse(last) for call in calls)
        found = [node for part in (*body, *([last] if wanted else ())) for node in ast.walk(part)]
        stored = {node.id for node in found if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        if wanted or stored & needed:
            needed |= {node.id for node in found if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
            shown = compile(ast.Expression(last.value), template, "eval") if wanted else None
            cells.insert(0, (compile(ast.Module(body, []), template, "exec"), shown))
    return names, cells


def run_template(cells, names, subject, **given):
    """Return what the exhibits that are asked for say, finding and verdicts of the table, by name."""
    scope, told = names | {"subject": subject, "language": subject.language} | given, {}
    for body, shown in cells:
        exec(body, scope)
        if shown:
            exhibit = eval(shown, scope)
            verdicts = exhibit.table["verdict"].astype(str) if "verdict" in exhibit.table else ()
            told[exhibit.name] = "; ".join([str(exhibit.finding), *verdicts])
    return told


def open_nothing(seed, language):
    """Return the country of a panel in which nothing happens."""
    scores, real = draw_nothing(seed), open_real("papi", 2024)
    whole = make_subject(scores, maxima={"total": 10.0 * PARTS}, regions="1" * 10 + "2" * 10 + "3" * 10 + "4")
    return replace(whole, language=language, sources=real.sources, scores=whole.scores.assign(source_id=""))


def find_false(seed, language, templates=tuple(ASKED), places=PLACES):
    """Return by template the pages of a panel without any effect that tell of one, and what they say."""
    whole, told = open_nothing(seed, language), {template: {} for template in templates}
    subjects = [
        replace(whole, province_code=row.province_code, province=row.province, region_code=row.region_code)
        for row in whole.places.head(places).itertuples()
    ]
    for template in templates:
        names, cells = read_cells(template)
        for at, subject in enumerate(
            subjects if template != "national" else [replace(whole, province_code=COUNTRY, province="", region_code="")]
        ):
            given = {"other": subjects[at - 1], "everywhere": [subject], "on": "2026-11-30"}
            if template == "component":
                subject = replace(subject, component_code="1", component="C1")
            found = run_template(cells, names, subject, **given)
            assert len(found) == len(ASKED[template]), (template, sorted(found))
            if false := [text for text in found.values() if FALSE.search(text)]:
                told[template][subject.province_code] = false
    return told
