"""The benchmarks run: at their smallest size, each measures and says what it measured."""

import subprocess
import sys

import pytest
from places_here import ROOT

SMALL = {
    "charts": ["--turns", "1"],
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
    assert done.returncode == 0, done.stderr
    assert any(letter.isdecimal() for letter in done.stdout)
