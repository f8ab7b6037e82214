"""Only what changed is run, nothing is left half written, and one run at a time writes into a folder."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import asdict

import pytest
from made_runs import (
    READS,
    change_table,
    list_made,
    plan_few,
    read_pages_made,
    run_few,
    run_two,
    write_template,
)

from parlib.engine.worker import log_reads
from parlib.read_log import READ_LOG
from parlib.results.links import plan_links
from parlib.results.manifest import append_record, read_latest, read_pages, repair_manifest
from parlib.runs.lock import BusyFolderError, lock_folder
from parlib.runs.plan import plan_pages
from parlib.runs.row_hashes import ProcessedTables
from parlib.runs.run import RunOptions, run_pages
from parlib.runs.staleness import check_pages, read_history, read_template


@pytest.fixture(autouse=True)
def few_imports(monkeypatch):
    monkeypatch.setenv("PARLIB_PRELOAD", "pandas,pyarrow.parquet,parlib.store")


@pytest.fixture(scope="module")
def first(tmp_path_factory, home):
    """Return a home and a reports folder in which two provinces were run."""
    folder = tmp_path_factory.mktemp("first")
    run_two(folder, home)
    return folder


@pytest.fixture
def again(first, tmp_path):
    """Return a copy of the first run's home and reports, to change."""
    for name in ("home", "reports"):
        shutil.copytree(first / name, tmp_path / name, copy_function=shutil.copy2)
    return tmp_path / "home", tmp_path / "reports"


def run_again(again, *provinces, options=None):
    return run_few(*again, plan_few(*(provinces or ("22", "01"))), options)


def test_a_log_of_reads_has_no_name_that_a_killed_run_could_leave(tmp_path):
    for at in range(2):
        with log_reads(tmp_path / "4.ipynb", READ_LOG) as read:
            assert read() == []
            note = f"import parlib.read_log as log; log.note_read('scores', index='papi', year={at})"
            subprocess.run([sys.executable, "-c", note], check=True)
            assert read() == [("scores", f'{{"index": ["papi"], "year": [{at}]}}')]
            assert not list(tmp_path.iterdir()) or not hasattr(os, "memfd_create")
        assert READ_LOG[0] not in os.environ
        assert not list(tmp_path.iterdir())


def test_run_pages_keeps_what_did_not_change(again):
    before = (again[1] / "manifest.jsonl").read_bytes()
    outcomes, reasons = run_again(again)
    assert list_made(outcomes) == []
    assert [outcome.status for outcome in outcomes] == ["done", "done"]
    assert set(map(tuple, reasons.values())) == {()}
    assert (again[1] / "manifest.jsonl").read_bytes() == before


def test_run_pages_runs_all_with_force(again):
    outcomes, reasons = run_again(again, options=RunOptions(force=True))
    assert list_made(outcomes) == [("01", "4"), ("22", "4")]
    assert all(found == ["asked for with --force"] for found in reasons.values())


def correct(index, province, component="4"):
    """Return a change of one score."""

    def change(table):
        row = (table["index"] == index) & (table["province_code"] == province) & (table["year"] == 2024)
        row &= table["component_code"] == component
        assert row.sum() == 1
        table.loc[row, "score"] += 0.01

    return change


def test_run_pages_reruns_only_the_province_that_was_corrected(again):
    change_table(again[0], "scores", correct("papi", "22"))
    outcomes, reasons = run_again(again)
    assert list_made(outcomes) == [("22", "4")]
    assert reasons[outcomes[-1].plan.notebook][0].startswith("data changed: scores (component_code 4; index papi")


def test_run_pages_keeps_pages_when_another_index_was_corrected(again):
    change_table(again[0], "scores", correct("dti", "22", "total"))
    assert list_made(run_again(again)[0]) == []


def test_run_pages_names_a_framework_that_changed(again):
    def rename(table):
        table.loc[table["index"] == "papi", "name_en"] += "."

    change_table(again[0], "components", rename)
    outcomes, reasons = run_again(again)
    assert list_made(outcomes) == [("01", "4"), ("22", "4")]
    assert set(map(tuple, reasons.values())) == {("framework changed (index papi)",)}


def test_run_pages_reruns_when_the_template_changed(again):
    write_template(again[0], "component", READS, "1 + 1")
    assert set(map(tuple, run_again(again)[1].values())) == {("template changed",)}


def test_run_pages_names_code_and_library_that_changed(again, monkeypatch):
    from parlib.runs import staleness

    list_code = staleness.list_code
    monkeypatch.setattr(staleness, "list_code", lambda *given: {**list_code(*given), "parlib/store.py": "other"})
    monkeypatch.setattr(staleness, "list_libraries", lambda texts: {"pandas": "9.9"})
    _, reasons = run_again(again)
    code, libraries = next(iter(reasons.values()))
    assert code == "code changed: parlib/store.py"
    assert libraries.startswith("libraries changed: python ")


def test_run_pages_follows_a_helper_beside_the_template(again):
    (again[0] / "helper.py").write_text("number = 1")
    write_template(again[0], "component", READS, "import helper")
    run_again(again)
    (again[0] / "helper.py").write_text("number = 2")
    assert set(map(tuple, run_again(again)[1].values())) == {("code changed: helper.py",)}


def test_run_pages_makes_a_lost_page_from_the_notebook_that_stands(again):
    page = again[1] / "papi/2024/22-quang-ninh/4.html"
    page.unlink()
    notebook = page.with_suffix(".ipynb").stat().st_mtime_ns
    outcomes, reasons = run_again(again)
    assert list_made(outcomes) == [("22", "4")]
    assert ["papi/2024/22-quang-ninh/4.html is not there"] in reasons.values()
    assert page.exists()
    assert page.with_suffix(".ipynb").stat().st_mtime_ns == notebook


def test_run_pages_runs_a_notebook_again_that_was_changed_by_hand(again):
    notebook = again[1] / "papi/2024/22-quang-ninh/4.ipynb"
    notebook.write_text(notebook.read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert list_made(run_again(again)[0]) == [("22", "4")]


def test_run_pages_renders_neighbours_when_links_change(again):
    outcomes, reasons = run_again(again, "01", "22", "31")
    assert list_made(outcomes) == [("22", "4"), ("31", "4")]
    assert list(reasons.values()) == [[], ["links or the look of pages changed"], ["new"]]


def test_run_pages_knows_a_finished_notebook_without_the_manifest(again):
    (again[1] / "manifest.jsonl").unlink()
    before = (again[1] / "papi/2024/22-quang-ninh/4.ipynb").stat().st_mtime_ns
    _, reasons = run_again(again)
    assert set(map(tuple, reasons.values())) == {("its notebook was run before, its page not made",)}
    assert (again[1] / "papi/2024/22-quang-ninh/4.ipynb").stat().st_mtime_ns == before


def test_run_pages_tries_a_failed_page_again(again):
    write_template(again[0], "component", READS, "assert province != '22', 'not this one'")
    outcomes, _ = run_again(again)
    assert {(outcome.plan.province, outcome.status) for outcome in outcomes} == {("01", "done"), ("22", "failed")}
    outcomes, reasons = run_again(again)
    assert list_made(outcomes) == [("22", "4")]
    assert ["it failed last time"] in reasons.values()
    assert "not this one" in (again[1] / "papi/2024/22-quang-ninh/4.html").read_text(encoding="utf-8")


def test_run_pages_refuses_a_folder_in_which_another_run_writes(again):
    with lock_folder(again[1]), pytest.raises(BusyFolderError, match=r"another run writes there \(process \d+ on "):
        run_again(again)


def test_run_pages_sweeps_what_a_killed_run_left(again):
    left = [again[1] / "papi" / name for name in (".4.ipynb.unfinished", ".4.html.123-0a1b2c3d", ".4.ipynb.reads")]
    for path in left:
        path.write_text("half")
    (again[1] / "papi" / ".mine").write_text("kept")
    run_again(again)
    assert [path.exists() for path in left] == [False] * 3
    assert (again[1] / "papi" / ".mine").exists()


def test_repair_manifest_takes_away_a_torn_line(tmp_path):
    append_record(tmp_path, {"kind": "notebook", "notebook": "a.ipynb"})
    with (tmp_path / "manifest.jsonl").open("a") as file:
        file.write('{"kind": "notebook", "noteb')
    assert [record["notebook"] for record in read_pages(tmp_path)] == ["a.ipynb"]
    repair_manifest(tmp_path)
    append_record(tmp_path, {"kind": "notebook", "notebook": "b.ipynb"})
    assert list(read_latest(tmp_path)) == ["a.ipynb", "b.ipynb"]
    assert [record["notebook"] for record in read_pages(tmp_path)] == ["a.ipynb", "b.ipynb"]


def test_manifest_records_what_a_page_was_made_from(first):
    record = read_pages_made(first / "reports")[0]
    wanted = {name: json.loads(rows) for name, rows, _ in record["reads"]}
    assert wanted["components"] == {"index": ["papi"]}
    assert wanted["scores"] == {
        "component_code": ["4"],
        "index": ["papi"],
        "province_code": [record["province"]],
        "year": [2024],
    }
    assert set(record["made"]) == {"template", "parameters", "code", "libraries", "tables", "page"}
    assert set(record["files"]) == {record["notebook"], record["html"]}


def test_run_pages_settles_a_thousand_pages_that_stand(again, home):
    place, reports = again
    record = read_pages_made(reports)[0]
    plans = [plan for tongue in ("vi", "en") for plan in plan_pages("papi", 2024, language=tongue)][:1000]
    pages = []
    write_standing(place, reports, plans, record["reads"])
    outcomes = run_pages(plans, reports, on_checked=pages.extend, home=place)
    assert len(outcomes) == 1000
    assert all(outcome.kept for outcome in outcomes), {tuple(page.reasons) for page in pages}


def write_standing(place, reports, plans, reads):
    """Write pages and records as if *plans* had been run, each with *reads* and the facts of its own province."""
    reads = [read[:2] for read in reads]
    tables = ProcessedTables(place)
    templates = {
        (p.page, p.language): read_template(place / "notebooks" / f"{p.page}.ipynb", p.language, place) for p in plans
    }
    links = {html: asdict(found) for html, found in plan_links([plan.to_record() for plan in plans]).items()}
    for page in check_pages(plans, reports, read_history(reports), templates, tables, links):
        for name in (page.plan.notebook, page.plan.html):
            (reports / name).parent.mkdir(parents=True, exist_ok=True)
            (reports / name).write_text("{}")
        own = ["facts", json.dumps({"index": ["papi"], "place_code": ["VN", page.plan.province or "VN"]})]
        record = {
            **page.plan.to_record(),
            "status": "done",
            "finding": "",
            "seconds": 1.0,
            "made": {**page.fingerprints.to_dict(), "page": page.render_hash},
            "reads": [[*read, tables.hash_read(read)] for read in [*reads, own]],
            "files": {page.plan.notebook: 2, page.plan.html: 2},
        }
        with (reports / "manifest.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
