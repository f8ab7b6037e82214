"""Templates and folders of a researcher's own: copied, explored, saved, and no page goes stale."""

import asyncio
import json
import re
from concurrent.futures import ThreadPoolExecutor

import nbformat
import pytest
from nbclient import NotebookClient
from places_here import ROOT
from traitlets.config import Config

from parlib.runs.staleness import describe_cell, read_template
from parlib.workspace import begin_study, clear_template, open_template, read_parameters


def read_settings(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return read_parameters(next(c["source"] for c in cells if "parameters" in c["metadata"].get("tags", [])))


def test_open_template_copies_it_with_other_parameters_in_their_language(home, tmp_path):
    copy, new = open_template(
        "component", {"province": "01", "component": "4.1", "language": "en"}, tmp_path / "a.ipynb"
    )
    assert new
    assert read_settings(copy) == {
        "index": "papi",
        "year": 2024,
        "province": "01",
        "component": "4.1",
        "language": "en",
        "vintage": "",
    }
    texts = [c["source"] for c in json.loads(copy.read_text(encoding="utf-8"))["cells"] if c["cell_type"] == "markdown"]
    assert texts[0].startswith("# In-depth analysis")
    assert open_template("component", {}, copy) == (copy, False)


def test_open_template_names_what_there_is(home):
    with pytest.raises(ValueError, match=r"no template 'town': choose one of accountability, compare, component"):
        open_template("town", {})
    with pytest.raises(ValueError, match=r"no parameter 'component': it has index, year, province"):
        open_template("province", {"component": "4"})


def test_begin_study_lays_figures_and_notebooks_and_keeps_out_of_a_full_folder(home, tmp_path):
    study = begin_study(tmp_path / "study")
    assert (study / "data" / "raw" / "sources.csv").exists()
    assert (study / "notebooks" / "component.ipynb").exists()
    assert "Tiếng Việt" in (study / "README.md").read_text(encoding="utf-8")
    with pytest.raises(ValueError, match="is not empty: give the study a new name"):
        begin_study(study)


def test_template_that_was_run_and_saved_in_jupyterlab_is_the_same_template(home, tmp_path):
    path = tmp_path / "national.ipynb"
    path.write_bytes((home / "notebooks" / "national.ipynb").read_bytes())
    before = read_template(path, "vi", home).hash
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = notebook.cells[:4]
    short = [describe_cell(cell) for cell in notebook.cells]
    NotebookClient(notebook, timeout=120).execute()
    assert notebook.cells[1]["execution_count"]
    assert [describe_cell(cell) for cell in notebook.cells] == short
    whole = json.loads(path.read_text(encoding="utf-8"))
    for cell in whole["cells"]:
        cell["id"] += "-new"
        if cell["cell_type"] == "code":
            cell |= {"execution_count": 1, "outputs": [{"output_type": "stream", "name": "stdout", "text": "a"}]}
    whole["cells"][0]["source"] = "".join(whole["cells"][0]["source"]).replace("2024", "2023")
    path.write_text(json.dumps(whole), encoding="utf-8")
    assert read_template(path, "vi", home).hash == before


def test_clear_template_leaves_notebooks_of_ones_own_alone():
    cell = {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "outputs": ["x"], "execution_count": 1}
    model = {"type": "notebook", "content": {"cells": [cell]}}
    clear_template(model, path="mine/component.ipynb")
    assert cell["outputs"] == ["x"]
    clear_template(model, path="explore/component.ipynb")
    assert cell["outputs"] == ["x"]
    clear_template(model, path="component.ipynb")
    assert cell["outputs"] == []


TRACKED = [path.relative_to(ROOT / "notebooks").as_posix() for path in (ROOT / "notebooks").rglob("[!.]*.ipynb")]


@pytest.mark.parametrize("name", sorted(name for name in TRACKED if not name.startswith("mine/") and "/." not in name))
def test_what_came_along_has_no_difference_when_jupyterlab_saves_it_as_make_lab_starts_it(tmp_path, name):
    manager = pytest.importorskip("jupyter_server.services.contents.largefilemanager")
    hook = re.search(r"--(FileContentsManager)\.(\w+)=(\S+)", (ROOT / "Makefile").read_text(encoding="utf-8")).groups()
    path, settings = tmp_path / name, Config({hook[0]: {hook[1]: hook[2]}})
    path.parent.mkdir(exist_ok=True)
    before = (ROOT / "notebooks" / name).read_bytes()
    path.write_bytes(before)
    contents = manager.AsyncLargeFileManager(config=settings, root_dir=str(tmp_path))
    # In a thread of its own: a browser of other tests may leave an event loop in this one.
    thread = ThreadPoolExecutor(1)
    model = thread.submit(asyncio.run, contents.get(name)).result()
    for cell in model["content"]["cells"]:
        if cell["cell_type"] == "code":
            cell |= {"execution_count": 1, "outputs": [{"output_type": "stream", "name": "stdout", "text": "a"}]}
    model["content"]["metadata"]["language_info"] |= {"version": "3.11.7", "pygments_lexer": "ipython3"}
    thread.submit(asyncio.run, contents.save({**model, "content": model["content"]}, name)).result()
    assert path.read_bytes() == before
