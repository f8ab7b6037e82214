import nbformat
import pandas as pd
import pytest
from made_notebooks import describe_columns

from parlib.exhibits.exhibit import MIME, Exhibit
from parlib.results.executed import OldNotebookError, read_executed


def write_notebook(path, change=None):
    table = pd.DataFrame({"province": ["Quảng Ninh"], "score": [7.987], "rank": pd.array([2], "Int64")})
    shown = Exhibit(
        "position",
        "Quảng Ninh đạt 7,99 điểm.",
        table,
        "table",
        "vi",
        simulated=True,
        columns=describe_columns(table.columns, "vi"),
    ).to_json() | (change or {})
    output = nbformat.v4.new_output("display_data", {MIME: shown, "image/png": "iVBORw0KGgo="})
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1", outputs=[output])])
    notebook.metadata["parlib"] = {"page": "component", "language": "vi", "index": "papi"}
    nbformat.write(notebook, path)
    return path


def test_read_executed_gives_the_exhibit_as_it_was_shown(tmp_path):
    page = read_executed(write_notebook(tmp_path / "a.ipynb"))
    exhibit = page.find("position")
    assert exhibit.rows == [["Quảng Ninh", 7.987, 2]]
    assert exhibit.table.loc[0, "score"] == 7.987
    assert exhibit.simulated
    assert exhibit.png.startswith(b"\x89PNG")
    assert page.find("history") is None


@pytest.mark.parametrize(("title", "shown"), [("Đặt sẵn", "Đặt sẵn"), ("", "Điểm theo vùng")])
def test_read_executed_titles_an_exhibit_of_an_older_run_by_the_catalogue(tmp_path, title, shown):
    page = read_executed(write_notebook(tmp_path / "a.ipynb", {"title": title}))
    assert page.find("position").title == page.titles["position"] == shown


def test_read_executed_refuses_another_version(tmp_path):
    with pytest.raises(OldNotebookError, match="exhibit 'position' has form 0"):
        read_executed(write_notebook(tmp_path / "a.ipynb", {"version": 0}))


def test_read_executed_refuses_a_notebook_that_is_not_a_page(tmp_path):
    nbformat.write(nbformat.v4.new_notebook(), tmp_path / "a.ipynb")
    with pytest.raises(OldNotebookError, match="not a notebook of 'parlib report'"):
        read_executed(tmp_path / "a.ipynb")
