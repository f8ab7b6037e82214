"""Systems that do not fork and lack what Linux has: every command of a conference works there, by stock papermill.

Windows itself is not at hand for the tests: what it lacks is taken away from Python's modules in each process.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from made_boards import list_detail, write_rows

LACKING = '''
import os, select, signal, sys

class Lacking:
    """Refuses to import what only Unix has."""

    def find_spec(self, name, path=None, target=None):
        if name in ("fcntl", "resource", "pwd", "grp", "termios"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

import asyncio, multiprocessing.util, socket, subprocess, tempfile  # these have a way of their own on Windows
multiprocessing.set_start_method("spawn")
for name in ("fork", "forkpty", "fdatasync", "killpg", "setsid", "pidfd_open", "register_at_fork", "O_TMPFILE", "nice",
             "chown", "fchmod", "sched_getaffinity", "mkfifo", "statvfs"):
    if hasattr(os, name):
        delattr(os, name)
for name in ("pidfd_send_signal", "pthread_kill", "setitimer", "alarm"):
    if hasattr(signal, name):
        delattr(signal, name)
sys.meta_path.insert(0, Lacking())
'''


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    """Return how a command is run on a home of its own in a process that lacks what Windows lacks."""
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "sitecustomize.py").write_text(LACKING, encoding="utf-8")
    lacking = {"PYTHONPATH": str(folder), "PARLIB_FORK": "0", "PARLIB_LANGUAGE": "en"}
    environment = {**os.environ, **lacking}
    home = folder / "Sở liệu của tôi"

    def run(*asked):
        given = [sys.executable, "-m", "parlib.cli", *map(str, asked)]
        return subprocess.run(given, cwd=folder, env=environment, capture_output=True, text=True, timeout=600)

    begun = run("new", home)
    assert begun.returncode == 0, begun.stdout + begun.stderr
    environment["PARLIB_HOME"] = str(home)
    return run, home, folder


def test_files_are_taken_in_and_back(elsewhere):
    run, home, folder = elsewhere
    board = folder / "bang diem.xlsx"
    write_rows(board, list_detail())
    added = run("add", board, "--yes", "--home", home)
    assert added.returncode == 0, added.stdout + added.stderr
    undone = run("undo", "--home", home)
    assert undone.returncode == 0, undone.stdout + undone.stderr


def test_pages_and_what_is_made_of_them_are_made_by_stock(elsewhere):
    run, home, folder = elsewhere
    reports = folder / "trang"
    page = ("--index", "papi", "--province", "22", "--component", "4", "--output", reports)
    made = run("report", *page, "--home", home)
    assert made.returncode == 0, made.stdout + made.stderr
    assert "PARLIB_FORK=0 asks not to fork" in made.stdout + made.stderr
    assert next(reports.rglob("4.en.html"), None)
    for command in (
        ("site", "--output", reports),
        ("deck", "--index", "papi", "--province", "22", "--reports", reports),
    ):
        told = run(*command, "--home", home)
        assert told.returncode == 0, told.stdout + told.stderr
    left = [path for path in Path(reports).rglob(".*") if path.is_file() and path.suffix == ".unfinished"]
    assert left == []
