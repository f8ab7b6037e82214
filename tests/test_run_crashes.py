"""Runs that are killed, folders that are full or cannot be written, workers that run out of memory."""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from made_runs import READS, make_home, plan_few, read_pages_made, run_few, write_template
from typer.testing import CliRunner

from parlib.cli import app
from parlib.runs.run import RunOptions


@pytest.fixture(autouse=True)
def few_imports(monkeypatch):
    monkeypatch.setenv("PARLIB_PRELOAD", "pandas,pyarrow.parquet,parlib.store")


def start_run(home, reports, *codes):
    """Start a run in a process of its own."""
    command = [sys.executable, str(Path(__file__).with_name("made_runs.py")), str(home), str(reports), *codes]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)


def check_whole(reports):
    """Insist that every file that is not hidden is whole."""
    for path in reports.rglob("[!.]*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        assert all(cell.get("execution_count") for cell in cells if cell["cell_type"] == "code"), path
    for path in reports.rglob("[!.]*.html"):
        assert path.read_text(encoding="utf-8").rstrip().endswith("</html>"), path


@pytest.mark.slow
@pytest.mark.parametrize("kills", [8, pytest.param(20, marks=pytest.mark.exhaustive)])
def test_run_pages_resumes_after_kills_at_random_moments(tmp_path, home, kills):
    place = make_home(tmp_path / "home", home, READS)
    seed = int(os.environ.get("PARLIB_SEED", time.time()))
    print("PARLIB_SEED", seed)
    moments, codes = random.Random(seed), ("22", "01", "31", "48", "79", "92")
    plans, start = plan_few(*codes, components=("main",)), time.monotonic()
    undisturbed = run_few(place, tmp_path / "other", plans)[0]
    lasts, reports = time.monotonic() - start, tmp_path / "reports"
    for _ in range(kills):
        kill_run(start_run(place, reports, *codes), reports, moments, lasts / 10)
    outcomes, _ = run_few(place, reports, plans)
    assert {o.plan.notebook for o in outcomes} == {o.plan.notebook for o in undisturbed}
    assert list_notebooks(reports) == list_notebooks(tmp_path / "other")
    check_whole(reports)
    finished = [record["notebook"] for record in read_pages_made(reports)]
    assert len(finished) == len(set(finished)) == len(plans)  # nothing that was finished was run again
    assert {path.name for path in reports.rglob(".*")} <= {".lock", ".lock-holder"}


def kill_run(run, reports, moments, longest):
    """Kill a run: one in five while it starts, the others when they have begun to make pages."""
    manifest, before = reports / "manifest.jsonl", count_runs(reports)
    early = moments.random() < 0.2
    while run.poll() is None and not early and count_runs(reports) == before:
        time.sleep(0.01)
    with contextlib.suppress(subprocess.TimeoutExpired):
        run.wait(moments.uniform(0, 3 if early else longest))
    if run.poll() is None:
        os.kill(run.pid, moments.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT]))
    run.communicate()
    if manifest.exists():
        check_whole(reports)


def count_runs(reports):
    """Count the runs that have begun to make pages."""
    manifest = reports / "manifest.jsonl"
    return manifest.read_text(encoding="utf-8").count('{"kind": "run"') if manifest.exists() else 0


def list_notebooks(reports):
    """List the notebooks below a folder."""
    return sorted(path.relative_to(reports).as_posix() for path in reports.rglob("[!.]*.ipynb"))


def test_run_pages_resumes_after_a_kill_and_repeats_nothing(tmp_path, home):
    place = make_home(tmp_path / "home", home, READS)
    reports = tmp_path / "reports"
    run = start_run(place, reports, "22")
    manifest, end = reports / "manifest.jsonl", time.monotonic() + 120
    while not (manifest.exists() and read_pages_made(reports)):
        assert run.poll() is None, run.stderr.read()
        assert time.monotonic() < end
        time.sleep(0.01)
    os.kill(run.pid, signal.SIGKILL)
    run.communicate()
    check_whole(reports)
    before = {record["notebook"] for record in read_pages_made(reports)}
    outcomes, reasons = run_few(place, reports, plan_few("22", components=("main",)))
    assert {notebook for notebook, why in reasons.items() if not why} == before
    finished = [record["notebook"] for record in read_pages_made(reports)]
    assert len(finished) == len(set(finished)) == len(outcomes) == 8
    check_whole(reports)


@pytest.fixture
def small_disk(tmp_path):
    """Return a folder on a disk of three megabytes; unmounted at the end."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {mounted.stderr.decode().strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


FILLS = "from pathlib import Path\nprint('x' * (2_000_000 if province == '22' else 10))"


def test_run_pages_goes_on_when_the_disk_is_full(small_disk, tmp_path, home):
    place = make_home(tmp_path / "home", home, FILLS)
    outcomes, _ = run_few(place, small_disk, plan_few("22", "01"))
    by_province = {outcome.plan.province: outcome for outcome in outcomes}
    assert by_province["22"].status == "failed"
    assert "No space left on device" in by_province["22"].error.message
    assert by_province["01"].status == "done"
    check_whole(small_disk)
    write_template(place, "component", READS)
    assert [o.status for o in run_few(place, small_disk, plan_few("22"))[0]] == ["done"]


def test_report_says_that_a_folder_cannot_be_written(small_disk, home):
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    asked = ["report", "--index", "papi", "--page", "national", "--home", str(home), "--output", str(small_disk)]
    result = CliRunner().invoke(app, asked)
    assert result.exit_code == 1
    assert "the disk can only be read" in result.stderr


def test_run_pages_goes_on_past_a_notebook_out_of_memory(tmp_path, home):
    place = make_home(tmp_path / "home", home, READS, "held = bytearray(800_000_000 if province == '22' else 1)")
    outcomes, _ = run_few(place, tmp_path / "reports", plan_few("22", "01"), RunOptions(memory_limit=300_000_000))
    assert {o.plan.province: o.error and o.error.name for o in outcomes} == {"22": "MemoryError", "01": None}


def test_run_pages_goes_on_past_a_worker_that_is_killed(tmp_path, home):
    source = "import os, time\nif province == '22':\n    os.kill(int(os.environ['JPY_PARENT_PID']), 9); time.sleep(30)"
    place = make_home(tmp_path / "home", home, READS, source)
    outcomes, _ = run_few(place, tmp_path / "reports", plan_few("22", "01"))
    errors = {o.plan.province: o.error and o.error.message for o in outcomes}
    assert errors == {"22": "the worker was killed by signal 9 (SIGKILL); the notebook was not finished", "01": None}


@pytest.fixture
def report_few(tmp_path, home, monkeypatch):
    """Return a function that runs `parlib report` on the component pages of two provinces, one of them broken."""
    place = make_home(tmp_path / "home", home, READS, "assert province != '22', 'not this one'")
    monkeypatch.setattr("parlib.cli.report.clean_if_changed", lambda home: None)
    monkeypatch.setenv("PARLIB_HOME", str(place))

    def report(*more):
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
            "--output",
            str(tmp_path / "reports"),
        ]
        return CliRunner().invoke(app, [*asked, *more])

    return report


AGAIN = "parlib report --index papi --year 2024 --page component --province 22 --component 4 --language vi --output "


def test_report_puts_failures_first_with_the_command_for_just_that_one(report_few, tmp_path):
    result = report_few("--why")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "✗ papi/2024/22-quang-ninh/4.ipynb, cell 3: AssertionError: not this one",
        f"  again: {AGAIN}{tmp_path / 'reports'}",
    ]
    assert "run papi/2024/01-ha-noi/4.ipynb: new" in result.stdout
    assert "1 page done, 0 without data, 1 failed." in result.stdout


def test_report_tells_machines_in_json(report_few, tmp_path):
    result = report_few("--json")
    events = [json.loads(line) for line in result.stdout.splitlines()]
    assert [event["event"] for event in events][::5] == ["settled", "finished"]
    failed = next(event for event in events if event.get("status") == "failed")
    assert (failed["error"]["cell"], failed["again"], failed["total"]) == (3, f"{AGAIN}{tmp_path / 'reports'}", 2)
    assert (events[-1]["done"], events[-1]["failed"], events[0]["to_make"]) == (1, 1, 2)
