"""The templates: their form, and each of them run for real."""

import json
import re
import statistics
from collections import Counter
from itertools import pairwise

import nbformat
import pytest
from places_here import ROOT
from stock_papermill import run_stock

from parlib.exhibits.exhibit import MIME
from parlib.runs.plan import plan_pages
from parlib.runs.run import run_pages
from parlib.runs.template_language import read_words, show_words

SOURCE = re.compile(r"\*(Nguồn|Source): ")
"""The credit below a figure, which goes with it wherever it is taken."""

TEMPLATES = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_template_is_thin_and_saved_without_outputs(path):
    code = [cell for cell in nbformat.read(path, 4).cells if not read_words(cell)]
    lengths = [len(cell.source.splitlines()) for cell in code]
    assert sum("parameters" in cell.metadata.get("tags", []) for cell in code) == 1
    assert all(cell.cell_type == "code" and not cell.outputs and cell.execution_count is None for cell in code)
    assert max(lengths) <= 13
    assert statistics.median(lengths) <= 3
    assert not any(word in cell.source for cell in code for word in ("def ", "try:", "/", "open("))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_template_asks_before_each_cell_in_both_languages_and_shows_one(path):
    cells = nbformat.read(path, 4).cells
    for before, cell in pairwise(cells):
        if read_words(cell):
            assert all(read_words(cell).values())
            assert cell.metadata["jupyter"]["source_hidden"]
        elif not {"parameters", "setup"} & set(cell.metadata.get("tags", [])):
            assert read_words(before), cell.source
    shown = [[dict(output) for output in cell.outputs] for cell in cells]
    show_words(cells, "vi")
    assert [[dict(output) for output in cell.outputs] for cell in cells] == shown


@pytest.mark.parametrize(("cwd", "language"), [("", "vi"), ("notebooks", "en")])
def test_plain_papermill_speaks_one_language_and_says_nothing_twice(tmp_path, home, cwd, language):
    out = tmp_path / "out.ipynb"
    template = ROOT / "notebooks" / "component.ipynb"
    given = {"province": "22", "language": language}
    run_stock(nbformat.read(template, 4), out, given, cwd=str(home / cwd), execution_timeout=300)
    assert out.read_text(encoding="utf-8").count(MIME) > 10
    cells = nbformat.read(out, 4).cells
    outputs = [output for cell in cells for output in cell.outputs]
    texts = [text for output in outputs if (text := output.get("data", {}).get("text/markdown"))]
    numbered = [text.splitlines()[0] for text in texts if text.startswith("## ") and text[3].isdigit()]
    assert [int(text[3]) for text in numbered] == list(range(1, 10))
    other = {
        text.split("{")[0]
        for cell in cells
        if (text := (read_words(cell) or {}).get("en" if language == "vi" else "vi"))
    }
    assert not [text for text in texts for said in other if said and text.startswith(said)]
    said = Counter(line for text in texts for line in text.splitlines() if line and not SOURCE.match(line))
    assert [line for line, times in said.items() if times > 1] == []


@pytest.fixture(scope="module")
def run(tmp_path_factory, home):
    """Return the outcomes of Quảng Ninh and of Vĩnh Phúc, which has no data, with one template broken for one page."""
    reports = tmp_path_factory.mktemp("reports")
    asked = (("papi", 2024, "4"), ("par_index", None, "main"), ("service_766", None, "4"))
    plans = [plan for index, year, code in asked for plan in plan_pages(index, year, ["quang ninh"], [code])]
    plans += plan_pages("papi", 2024, ["Vĩnh Phúc"], ["4"], "en")
    return reports, run_pages(plans, reports, home=home)


def test_run_pages_makes_every_page_without_a_failure(run):
    reports, outcomes = run
    assert [outcome.error for outcome in outcomes if outcome.status == "failed"] == []
    assert all((reports / outcome.plan.html).stat().st_size > 10_000 for outcome in outcomes)
    assert (reports / "index.html").exists()


def test_run_pages_says_that_a_province_without_data_has_none(run):
    _, outcomes = run
    states = {(outcome.plan.page, outcome.plan.province): outcome for outcome in outcomes}
    assert states["component", "26"].status == "no_data"
    assert "There is no figure of Vinh Phuc" in states["component", "26"].finding


def test_run_pages_writes_a_manifest_with_hashes_and_versions(run):
    reports, outcomes = run
    records = [json.loads(line) for line in (reports / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    begun = next(record for record in records if record["kind"] == "run")
    pages = [record for record in records if record["kind"] == "notebook"]
    assert begun["papermill"]
    assert len(pages) == len(outcomes) == begun["pages"]
    assert all(len(record["data"]) == len(record["template"]) == 64 for record in pages)


def test_pages_hold_no_address_outside_their_folder(run):
    reports, outcomes = run
    for outcome in outcomes:
        page = (reports / outcome.plan.html).read_text(encoding="utf-8")
        assert 'src="http' not in page
        assert 'href="http' not in page


def test_a_failing_notebook_does_not_stop_the_others(tmp_path, home):
    broken = tmp_path / "home"
    (broken / "notebooks").mkdir(parents=True)
    (broken / "data").symlink_to(home / "data")
    for page in ("province", "national", "component"):
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("province = 'VN'")])
        notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
        notebook.cells[0].metadata["tags"] = ["parameters"]
        notebook.cells.append(nbformat.v4.new_code_cell("assert province != '26', 'no such page'"))
        nbformat.write(notebook, broken / "notebooks" / f"{page}.ipynb")
    plans = plan_pages("papi", 2024, ["22", "26"], ["4"])
    outcomes = run_pages(plans, tmp_path / "reports", home=broken)
    failed = [outcome for outcome in outcomes if outcome.status == "failed"]
    assert {outcome.plan.province for outcome in failed} == {"26"}
    assert {(outcome.error.name, outcome.error.message) for outcome in failed} == {("AssertionError", "no such page")}
    assert len(outcomes) == 5
