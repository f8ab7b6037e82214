"""What warm processes give back before they fork."""

import ast
import subprocess
import sys

import nbformat
from made_notebooks import make_cell, make_notebook

from parlib.engine.process import DEFAULT_VARIABLES
from parlib.engine.task import Task
from parlib.engine.workers import WarmWorkers

FORGET = """
import re, statistics, sqlite3
from pathlib import Path
from parlib.engine import memory

def count():
    return {p[0]: int(p[1]) for p in map(str.split, Path("/proc/self/smaps_rollup").read_text().splitlines()[1:])}

import numpy, scipy.linalg
before = count()
memory.freeze()
after = count()
assert after["Rss:"] < 0.8 * before["Rss:"], (before, after)
assert numpy.allclose(scipy.linalg.inv(numpy.eye(3) * 2), numpy.eye(3) / 2)
assert sqlite3.connect(":memory:").execute("select 1").fetchone() == (1,)
"""

LARGE = """
from pathlib import Path
from parlib.engine import memory
import numpy

def held():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

memory.return_large_blocks()
numpy.ones(1)
before = held()
for size in range(2, 30, 3):
    numpy.ones(size << 17)
assert held() - before < 6e6, held() - before
"""


def run_alone(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def test_freeze_gives_back_pages_of_files_and_libraries_go_on_working():
    done = run_alone(FORGET)
    assert done.returncode == 0, done.stderr


def test_large_blocks_do_not_stay_with_a_kernel():
    done = run_alone(LARGE)
    assert done.returncode == 0, done.stderr


def test_a_notebook_does_not_see_how_the_warm_process_was_started(tmp_path, monkeypatch):
    monkeypatch.setenv("ARROW_DEFAULT_MEMORY_POOL", "jemalloc")
    monkeypatch.delenv("GLIBC_TUNABLES", raising=False)
    source = f"import os\n{{name: os.environ.get(name) for name in {sorted(DEFAULT_VARIABLES)}}}"
    task = Task(make_notebook(make_cell(source)), tmp_path / "a.ipynb")
    with WarmWorkers(1, preload=["json"], kernel_name="python3") as workers:
        [result] = workers.run([task])
    assert result.status == "done", result.error
    [shown] = [output for cell in nbformat.read(task.output, 4).cells for output in cell.get("outputs", [])]
    seen = ast.literal_eval(shown.data["text/plain"])
    assert seen == dict.fromkeys(DEFAULT_VARIABLES) | {"ARROW_DEFAULT_MEMORY_POOL": "jemalloc"}
