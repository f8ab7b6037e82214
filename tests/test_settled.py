"""A run in which nothing changed is cheap, and the process that stays while notebooks run holds no tables."""

import hashlib
import json
import os
import pickle
import shutil
import subprocess
import sys

import pandas as pd
import pytest
from made_runs import change_table, plan_few, run_few, run_two
from places_here import ROOT

from parlib.problems import DataProblemsError, Problem
from parlib.runs.code_hash import list_imports, skim_imports
from parlib.runs.helper_process import HelperProcess
from parlib.runs.row_hashes import ProcessedTables
from parlib.store import load_table

DRAWING = {"matplotlib", "scipy", "seaborn", "statsmodels", "IPython"}
RUNNING = {"ipykernel", "jsonschema", "jupyter_client", "nbclient", "nbconvert", "nbformat", "papermill", "zmq"}
TABLES = {"numpy", "pandas", "pyarrow"}

REPORT = """
import functools, json, sys
import parlib.cli.report
from parlib.runs import helper_process
parlib.cli.report.clean_if_changed = lambda home: None
if sys.argv[1] == "alone":
    helper_process.HelperProcess = functools.partial(helper_process.HelperProcess, forked=False)
imported = set()
if sys.argv[1] == "workers":
    from parlib.runs import run
    def open_none(*given):
        raise SystemExit(imported.update(sys.modules))
    run.open_workers = open_none
sys.argv[1:] = sys.argv[2:]
try:
    parlib.cli.main()
except SystemExit as left:
    assert not left.code, left.code
print(json.dumps(sorted({name.partition(".")[0] for name in imported or sys.modules})))
"""
"""`parlib report` in a process of its own, which then says what it has imported."""


@pytest.fixture(scope="module")
def made(tmp_path_factory, home):
    """Return a home and a reports folder in which the pages of two provinces stand."""
    return run_two(tmp_path_factory.mktemp("made"), home)


def report(made, how, *more):
    """Run the command on the pages of `made`; return what it said and the packages that it had imported."""
    place, reports = made
    asked = [
        "report",
        "--index",
        "papi",
        "--year",
        "2024",
        "--province",
        "22",
        "--province",
        "01",
        "--component",
        "4",
        "--page",
        "component",
        "--home",
        place,
        "--output",
        reports,
        *more,
    ]
    done = subprocess.run([sys.executable, "-c", REPORT, how, *map(str, asked)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    *said, imported = done.stdout.splitlines()
    return said, set(json.loads(imported))


def test_report_of_pages_that_stand_imports_nothing_to_run_or_draw_with(made):
    said, imported = report(made, "alone")
    assert said[0] == "0 pages done, 0 without data, 0 failed. 2 were up to date."
    assert "pandas" in imported  # nothing was done in another process
    assert imported & (DRAWING | RUNNING | {"jinja2"}) == set()


def test_report_reads_no_table_in_the_process_that_stays(made):
    said, imported = report(made, "aside")
    assert said[0] == "0 pages done, 0 without data, 0 failed. 2 were up to date."
    assert imported & (DRAWING | RUNNING | TABLES) == set()


def test_report_holds_hashes_but_no_tables_when_workers_are_opened(made):
    _, imported = report(made, "workers", "--force")
    assert "numpy" in imported
    assert imported & (DRAWING | RUNNING | TABLES) == {"numpy"}


def test_pages_that_stand_are_not_held_against_rows_while_the_files_are_the_same(made, monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr(ProcessedTables, "hash_read", lambda tables, read: asked.append(read))
    outcomes, _ = run_few(*made, plan_few("22", "01"))
    assert all(outcome.kept for outcome in outcomes)
    assert asked == []


def test_pages_stand_when_a_table_is_written_again_with_the_same_rows(made, tmp_path):
    place, reports = (shutil.copytree(path, tmp_path / path.name, copy_function=shutil.copy2) for path in made)
    before = ProcessedTables(place).fingerprint
    change_table(place, "scores", lambda table: None)
    assert ProcessedTables(place).fingerprint != before
    outcomes, _ = run_few(place, reports, plan_few("22", "01"))
    assert all(outcome.kept for outcome in outcomes)


def test_hashed_tables_answer_where_the_tables_are_not(home, tmp_path):
    shutil.copytree(home / "data", tmp_path / "data")
    tables = ProcessedTables(tmp_path)
    tables.read_all()
    sent = pickle.dumps(tables)
    shutil.rmtree(tmp_path / "data")
    read = ("scores", json.dumps({"index": ["papi"], "province_code": ["22"]}))
    assert pickle.loads(sent).hash_read(read) == ProcessedTables(home).hash_read(read) != ""
    assert len(sent) < 5_000_000


def test_hash_read_of_some_columns_stands_for_those(home):
    columns = ["source_id", "score", "rank"]
    asked = {"columns": columns, "index": ["papi"], "province_code": ["22"]}
    rows = load_table("scores", home, "papi", province_code="22")
    hashed = pd.util.hash_pandas_object(rows[columns], index=False).to_numpy()
    tables = ProcessedTables(home)
    kinds = ",".join(f"{name}:{rows[name].dtype}" for name in rows if name in columns)
    expected = hashlib.sha256(kinds.encode() + hashed.tobytes()).hexdigest()[:16]
    assert tables.hash_read(("scores", json.dumps(asked))) == expected


def test_skim_imports_finds_in_every_module_what_parsing_it_finds():
    texts = {path: path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py")}
    assert [path.name for path, text in texts.items() if sorted(skim_imports(text)) != sorted(list_imports(text))] == []
    assert sum(len(skim_imports(text)) for text in texts.values()) > 1000


def stop_with(kind, *given):
    raise kind(*given)


def test_helper_process_raises_here_what_was_raised_there():
    problem = Problem("papi.csv", "the file is empty")
    with HelperProcess() as helper:
        with pytest.raises(DataProblemsError, match=r"papi.csv: the file is empty") as caught:
            helper.ask(stop_with, DataProblemsError, [problem])
        assert caught.value.problems == [problem]
        assert "stop_with" in caught.value.__notes__[0]
        assert helper.ask(divmod, 7, 2) == (3, 1)


@pytest.mark.skipif(sys.platform != "linux", reason="processes are not forked here")
def test_helper_process_is_another_process_and_ends_at_once():
    with HelperProcess() as helper:
        number = helper.ask(os.getpid)
        assert number != os.getpid()
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="processes are not forked here")
def test_helper_process_says_that_it_was_killed():
    with HelperProcess() as helper, pytest.raises(OSError, match="left with -9"):
        helper.ask(os.kill, helper.ask(os.getpid), 9)


def test_helper_process_does_it_here_where_nothing_may_be_forked(monkeypatch):
    monkeypatch.setenv("PARLIB_FORK", "0")
    with HelperProcess() as helper:
        assert helper.ask(os.getpid) == os.getpid()
