"""What is drawn before the processes that make pages are forked, and what pages read."""

import hashlib
import json
import subprocess
import sys

import nbformat
import pandas as pd
import pytest

from parlib.read_log import select_rows, watch_reads
from parlib.runs.row_hashes import ProcessedTables
from parlib.runs.warm_up import list_exhibits, warm_up_topics
from parlib.store import load_table
from parlib.study.evidence import list_sources
from parlib.subject import open_subject


def test_list_exhibits_draws_pictures_of_the_cleaned_tables(home, capsys):
    exhibits = list_exhibits(home)
    assert {"answer", "position", "history", "losses", "curve", "sources"} <= {exhibit.name for exhibit in exhibits}
    assert sum("image/png" in exhibit._repr_mimebundle_()[0] for exhibit in exhibits) >= 3
    assert capsys.readouterr().out == ""


def test_list_exhibits_runs_nothing_of_a_template_but_what_asks_parlib(home, tmp_path):
    template = nbformat.read(home / "notebooks" / "component.ipynb", as_version=4)
    own = ["import os\nos.remove('figures.csv')", "open('left.txt', 'w')", "nowhere.show(subject)"]
    template.cells[2:2] = [nbformat.v4.new_code_cell(source) for source in own]
    (tmp_path / "notebooks").mkdir()
    nbformat.write(template, tmp_path / "notebooks" / "component.ipynb")
    assert len(list_exhibits(tmp_path)) == len(list_exhibits(home))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notebooks"]


def test_list_sources_names_those_of_other_indices_beside_its_own(open_page):
    ids = list_sources(open_page("papi", 2024, "22", "4"))["document"].tolist()
    assert any(document.startswith("PAPI 2024") for document in ids)
    assert any("766" in document for document in ids)


def test_a_component_page_reads_its_own_index_whole_and_little_of_the_others(home):
    with watch_reads() as reads:
        list_sources(open_subject("papi", 2024, "22", "4"))
    scores = [json.loads(rows) for name, rows in reads if name == "scores"]
    assert {"index": ["papi"]} in scores
    others = [rows for rows in scores if rows["index"] != ["papi"]]
    assert others
    assert all(rows["province_code"] for rows in others)


READ_PAGE = """
import json, sys
from parlib.runs import warm_up
from parlib.read_log import select_rows, watch_reads
from parlib.subject import open_subject
if sys.argv[1] == "held":
    warm_up.warm_up_topics(json.dumps([("papi", 2024, "22", "4", "vi", "63")]))
with watch_reads() as reads:
    subject = open_subject("papi", 2024, "24", "4")
    for study in warm_up.SHARED_STUDIES:
        study(subject)
print(json.dumps(sorted(reads)))
"""


def test_what_is_held_before_the_fork_is_noted_by_every_page_as_if_it_read_it_itself(home):
    held, alone = (
        subprocess.run([sys.executable, "-c", READ_PAGE, how], capture_output=True, text=True, check=True).stdout
        for how in ("held", "alone")
    )
    assert json.loads(held) == json.loads(alone)
    assert ["bridges", '{"index": ["papi"]}'] in json.loads(held)


def test_hold_pages_lets_a_page_fail_by_itself(home):
    warm_up_topics(json.dumps([("papi", 1999, "22", "4", "vi", "63"), ("papi", 2024, "22", "nowhere", "vi", "63")]))


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("scores", {"index": ["papi"], "year": [2023, 2024], "province_code": ["22", "nowhere"]}),
        ("scores", {"index": ["dti"], "component_key": ["total"]}),
        ("scores", {"year": ["2024"]}),
        ("facts", {"chosen": [True], "index": ["par_index"]}),
        ("scores", {}),
        ("survey", {"index": ["sipas"]}),
    ],
)
def test_hash_read_stands_for_the_rows_that_select_rows_chooses(home, name, wanted):
    table = load_table(name, home)
    rows = pd.util.hash_pandas_object(table, index=False).to_numpy()
    kinds = ",".join(f"{column}:{kind}" for column, kind in table.dtypes.items())
    chosen = select_rows(table, wanted).index.to_numpy()
    expected = hashlib.sha256(kinds.encode() + rows[chosen].tobytes()).hexdigest()[:16]
    assert ProcessedTables(home).hash_read((name, json.dumps(wanted))) == expected


def test_hash_read_is_blank_for_a_column_that_is_not_there(home):
    assert ProcessedTables(home).hash_read(("scores", '{"nowhere": ["1"]}')) == ""
