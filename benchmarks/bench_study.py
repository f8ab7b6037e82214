"""What the computing behind one component page costs, without drawing, on data that is loaded.

The cells are those of notebooks/component.ipynb itself; only the exhibits are left out. Three things are told, in
processor time, since others may use the machine:

- the time a page of PAPI takes, over all provinces and dimensions, beside a yardstick (sorting a million numbers)
  taken in turn with it, so that a slower machine slows both. What is the same for all provinces is kept, so the first
  page of a dimension costs more; the mean holds these in the proportion of a run of 63 provinces;
- how it grows with places and parts, to 3,321 communes and 100 sub-components, on made scores of one shape;
- the questions of `parlib.study` that take longest of all 63 provinces at once (`parlib.for_all`), asked a
  second time: tables are read then.

Usage: python benchmarks/bench_study.py [--pages 504] [--rounds 5]
"""

import argparse
import statistics
import sys
import time
from pathlib import Path
from types import ModuleType

import nbformat
import numpy as np
import pandas as pd
from limits import hold, settle

import parlib
from parlib.runs.template_language import choose_index
from parlib.scores import add_shares, measure_changes, rank_provinces
from parlib.subject import Subject
from parlib.terms import INDICES

TEMPLATE = Path(__file__).resolve().parents[1] / "notebooks" / "component.ipynb"
SIZES = ((63, 29), (300, 29), (1000, 29), (1000, 100), (3321, 100))
"""Places and sub-components."""


class Nothing:
    """Stands for the questions: shows nothing."""

    def __getattr__(self, name):
        return lambda *_, **__: None


def read_computing():
    """Return the template's cells as code, with the names that they need: study modules as they are, no questions."""
    notebook = choose_index(nbformat.read(TEMPLATE, 4), "papi")
    cells = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    cells = [source for source in cells if not source.startswith("parlib.ask(")]  # headings and text
    imports, _ = cells[1].split("subject = ")
    names = {}
    exec(imports, names)
    for name, value in names.items():
        if isinstance(value, ModuleType) and value.__name__.startswith("parlib.questions"):
            names[name] = Nothing()
    return compile("\n".join(cells[2:]), str(TEMPLATE), "exec"), names


def compute_page(code, names, subject):
    """Compute one page and return the seconds of processor time that it took."""
    started = time.process_time()
    exec(code, names | {"subject": subject, "language": subject.language})
    return time.process_time() - started


def measure_yardstick():
    """Sort a million numbers and return the seconds of processor time that it took."""
    numbers = np.random.default_rng(1).random(1_000_000)
    started = time.process_time()
    np.sort(numbers)
    return time.process_time() - started


def make_subject(places, parts, years=5):
    """Return a subject of made scores: *places* and *parts* below one whole, over *years*."""
    random = np.random.default_rng(places * parts)
    codes = [f"{number:04d}" for number in range(places)]
    regions = pd.Series([str(number % 6 + 1) for number in range(places)])
    home = pd.DataFrame(
        {
            "province_code": codes,
            "province": codes,
            "vintage": "63",
            "region_code": regions,
            "region": "R" + regions,
            "successor_code": codes,
        }
    )
    keys = [f"{number}" for number in range(1, parts + 1)]
    tree = pd.DataFrame(
        {
            "component_code": ["total", *keys],
            "component_key": ["total", *keys],
            "parent_code": ["", *["total"] * parts],
            "level": [0, *[1] * parts],
            "min_score": 0.0,
            "max_score": [10.0 * parts, *[10.0] * parts],
            "combine": ["sum", *["leaf"] * parts],
            "order": range(parts + 1),
            "index": "papi",
            "series": "made",
        }
    )
    tree["component"] = tree["component_code"]
    real = parlib.open_subject("papi", 2024, "22")
    tree = tree.reindex(columns=[*tree, *real.components.columns.difference([*tree, "source_id"])])
    trees = pd.concat([tree.assign(year=2020 + year) for year in range(years)], ignore_index=True)
    level = random.normal(6, 1, size=(places, 1, 1))
    drawn = np.clip(level + random.normal(0, 1, size=(places, parts, years)), 0, 10)
    drawn = np.concatenate([drawn.sum(axis=1, keepdims=True), drawn], axis=1)
    at = pd.MultiIndex.from_product([codes, tree["component_code"], range(2020, 2020 + years)])
    rows = pd.DataFrame({"score": drawn.ravel()}, index=at.set_names(["province_code", "component_code", "year"]))
    rows = rows.reset_index().assign(index="papi", vintage="63", kind="published", source_id="made")
    rows = rows.merge(trees.drop(columns=["index", "order", "combine", "parent_code"]), on=["year", "component_code"])
    rows = measure_changes(rank_provinces(add_shares(rows)))
    rows = rows.merge(home[["province_code", "province", "region_code", "region"]], on="province_code")
    return Subject(
        index=INDICES["papi"],
        year=2019 + years,
        vintage="63",
        province_code="0007",
        province="0007",
        region_code=home.loc[7, "region_code"],
        region=home.loc[7, "region"],
        component_code="total",
        component="total",
        language="vi",
        scores=rows,
        components=trees,
        facts=real.facts.head(0),
        places=home,
        sources=real.sources,
    )


def measure_questions():
    """Return the seconds of processor time that each question takes of all provinces when it is asked again."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    from study_questions import list_questions

    seconds = {}
    for component in ("total", "4"):
        country = parlib.open_subject("papi", 2024, component=component, language="en")
        for name, question in list_questions().items():
            try:
                parlib.for_all(question, country)
            except AttributeError:  # of the one-stop system's own subject
                continue
            started = time.process_time()
            parlib.for_all(question, country)
            seconds[name] = max(seconds.get(name, 0), time.process_time() - started)
    return seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=504)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    code, names = read_computing()
    places = parlib.provinces("63")["province_code"].tolist()
    pages = [(places[at // 8 % 63], str(at % 8 + 1)) for at in range(asked.pages)]
    subjects = [parlib.open_subject("papi", 2024, place, component) for place, component in pages]
    seconds, ratios = [], []
    for subject in subjects:
        yardstick = measure_yardstick()
        seconds.append(compute_page(code, names, subject))
        ratios.append(seconds[-1] / yardstick)
    middle, mean, longest = (1000 * figure(seconds) for figure in (statistics.median, statistics.mean, max))
    print(
        f"PAPI 2024, {len(subjects)} pages: median {middle:.0f} ms a page, mean {mean:.0f} ms, longest "
        f"{longest:.0f} ms, all {sum(seconds):.1f} s; median {statistics.median(ratios):.2f} times sorting a "
        "million numbers"
    )
    hold("component page, times sorting a million numbers", statistics.median(ratios), most=5)
    print(f"{'places':>7} {'parts':>6} {'first page':>11} {'next pages':>11} {'figures':>10} {'cost of a figure':>17}")
    base = None
    for size in SIZES:
        subject = make_subject(*size)
        first = compute_page(code, names, subject)
        later = statistics.median(compute_page(code, names, subject) for _ in range(asked.rounds))
        figures = size[0] * size[1]
        base = base or later / figures
        cost = later / figures / base
        print(
            f"{size[0]:>7,} {size[1]:>6} {1000 * first:>8.0f} ms {1000 * later:>8.0f} ms {figures:>10,} {cost:>17.2f}"
        )
    hold(f"cost of a figure, {size[0]:,} places of {size[1]} parts over 63 of 29", cost, most=1)
    questions = measure_questions()
    slowest = sorted(questions, key=questions.get, reverse=True)
    print(f"{len(questions)} questions of 63 provinces: {sum(questions.values()):.0f} s; the slowest:")
    print("\n".join(f"{name:<40} {questions[name]:.2f} s" for name in slowest[:8]))
    hold("slowest question of all 63 provinces, s", questions[slowest[0]], most=1)
    settle()


if __name__ == "__main__":
    main()
