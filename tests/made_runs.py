"""Small runs for tests: a home with quick templates of its own and data that can be changed."""

import json
import shutil
import sys

import nbformat
import pandas as pd
import pytest

from parlib.runs.plan import plan_pages
from parlib.runs.run import run_pages

PARAMETERS = "index = 'papi'\nyear = 2024\nprovince = 'VN'\ncomponent = 'total'\nlanguage = 'vi'"
READS = """from parlib.store import load_table
rows = load_table("scores", index=index, province_code=province, component_code=component, year=year)
tree = load_table("components", index=index)
rows["score"].tolist()"""
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


def write_template(home, page, *sources):
    """Write a template of code cells below its parameters."""
    cells = [nbformat.v4.new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]})]
    cells += [nbformat.v4.new_code_cell(source) for source in sources]
    path = home / "notebooks" / f"{page}.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL}), path)


def make_home(folder, cleaned, *sources):
    """Make a folder with the cleaned tables and templates that each read one score of their own province."""
    (folder / "notebooks").mkdir(parents=True)
    (folder / "data" / "raw").mkdir(parents=True)
    shutil.copy(cleaned / "data" / "raw" / "sources.csv", folder / "data" / "raw")
    shutil.copytree(cleaned / "data" / "processed", folder / "data" / "processed")
    for page in ("component", "province", "national"):
        write_template(folder, page, *(sources or (READS,)))
    return folder


def plan_few(*provinces, components=("4",)):
    """Plan the component pages of some provinces of PAPI 2024."""
    return [plan for plan in plan_pages("papi", 2024, provinces, components) if plan.page == "component"]


def run_few(home, reports, plans, options=None):
    """Run *plans*; return the outcomes and the reasons by notebook."""
    reasons = {}

    def note(pages):
        reasons.update({page.plan.notebook: page.reasons for page in pages})

    return run_pages(plans, reports, options, on_checked=note, home=home), reasons


def run_two(folder, cleaned):
    """Make a home and run the pages of two provinces with few imports; return home and reports folder."""
    home, reports = make_home(folder / "home", cleaned), folder / "reports"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PARLIB_PRELOAD", "pandas,pyarrow.parquet,parlib.store")
        outcomes, _ = run_few(home, reports, plan_few("22", "01"))
    assert [outcome.error for outcome in outcomes] == [None, None]
    return home, reports


def change_table(home, name, change):
    """Rewrite a processed table, as cleaning corrected raw data would."""
    path = home / "data" / "processed" / f"{name}.parquet"
    table = pd.read_parquet(path)
    change(table)
    table.to_parquet(path, index=False)


def list_made(outcomes):
    """Return province and component of the pages that were made, in order."""
    return sorted((outcome.plan.province, outcome.plan.component) for outcome in outcomes if not outcome.kept)


def read_pages_made(reports):
    """Return the records of pages in the manifest, in order."""
    lines = (reports / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    return [record for record in map(json.loads, lines) if record["kind"] == "notebook"]


if __name__ == "__main__":  # a run in a process of its own, to be killed
    from pathlib import Path

    given_home, given_reports, *codes = sys.argv[1:]
    run_pages(plan_few(*codes, components=("main",)), Path(given_reports), home=Path(given_home))
