"""The benchmarks run: at their smallest size, each measures and says what it measured."""

import subprocess
import sys
from pathlib import Path

import pytest
from places_here import ROOT

SMALL = {
    "charts": ["--turns", "1"],
    "oneoff": ["--rounds", "1"],
    "onestop": ["--rows", "2000"],
    "staleness": ["--rounds", "1"],
    "study": ["--pages", "2", "--rounds", "1"],
    "survey": ["--respondents", "2000"],
}
"""Benchmarks that have a small size, and how it is asked for; the others take minutes at any."""


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", SMALL)
def test_a_benchmark_runs(name):
    command = [sys.executable, f"benchmarks/bench_{name}.py", *SMALL[name]]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0 or "limit broken" in done.stderr, done.stderr  # the size is not that of the limits
    assert any(letter.isdecimal() for letter in done.stdout)


@pytest.fixture
def run_all(tmp_path, monkeypatch):
    """A function that runs all benchmarks, which are one, made of a source; it returns what stands in the table."""
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    import limits
    import run_all

    (tmp_path / "benchmarks").mkdir()
    (tmp_path / "before.json").write_text('{"seconds": 1.5}')
    monkeypatch.setattr(run_all, "ROOT", tmp_path)
    monkeypatch.setattr(run_all, "BENCHMARKS", {"made": []})
    monkeypatch.setattr(run_all, "BEFORE", tmp_path / "before.json")
    monkeypatch.setattr(limits, "BEFORE", tmp_path / "before.json")
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "benchmarks"))
    monkeypatch.setattr(sys, "argv", ["run_all.py", "--only", "made"])

    def run(source):
        Path(tmp_path, "benchmarks", "bench_made.py").write_text("from limits import hold, settle\n" + source)
        run_all.main()

    return run


def test_benchmarks_print_one_table_with_goal_now_and_before(run_all, capsys):
    run_all("hold('seconds', 1.25, most=2); hold('ratio', 12, least=9); settle()")
    told = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["what", "goal", "now", "before", "kept"] in told
    assert ["seconds", "to", "2", "1.25", "1.5", "yes"] in told
    assert ["ratio", "from", "9", "12", "–", "yes"] in told


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("hold('seconds', 2.5, most=2); settle()", "limit broken: seconds"),
        ("hold('ratio', 8, least=9); settle()", "limit broken: ratio"),
        ("hold('ratio', float('nan'), least=9); settle()", "limit broken: ratio"),
        ("hold('seconds', 1, most=2); settle(); raise ValueError", "made failed"),
        ("raise ValueError", "made failed\nmade measured nothing"),
        ("settle()", "made measured nothing"),
    ],
)
def test_benchmarks_fail_where_a_limit_is_broken_or_nothing_was_measured(run_all, source, reason):
    with pytest.raises(SystemExit) as raised:
        run_all(source)
    assert raised.value.code == reason


def test_benchmarks_that_take_too_long_fail(run_all, monkeypatch):
    monkeypatch.setattr("run_all.MINUTES", 0)
    with pytest.raises(SystemExit, match="all benchmarks, minutes"):
        run_all("hold('seconds', 1, most=2); settle()")
