"""A full disk or one that can only be read: every command says one plain line in the language, and changes nothing."""

import json
import shutil
import subprocess
import sys

import pytest
import typer
from made_registers import fill_in
from places_here import ROOT
from refused import READING, list_commands

from parlib.clean.run import clean_raw
from parlib.cli import app
from parlib.forms.register import take_in_register

CAN_MOUNT = bool(shutil.which("unshare")) and subprocess.run(["unshare", "--mount", "true"]).returncode == 0
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not CAN_MOUNT, reason="no right to mount a disk")]

REFUSALS = {
    ("full", "vi"): "đĩa đã đầy",
    ("full", "en"): "the disk is full",
    ("readonly", "vi"): "đĩa chỉ cho đọc",
    ("readonly", "en"): "the disk can only be read",
}


@pytest.fixture(
    scope="module",
    params=[
        *(("full", "half"), ("readonly", "half")),
        *(pytest.param((mode, "all"), marks=pytest.mark.exhaustive) for mode in ("full", "readonly")),
    ],
    ids="-".join,
)
def refused(request, tmp_path_factory, home, executed):
    """Return the mode of the disk and what every command said on it."""
    source, disk, outside = (tmp_path_factory.mktemp(name) for name in ("source", "disk", "outside"))
    shutil.copytree(home, source / "home")
    shutil.copytree(executed, source / "reports")
    shutil.move(source / "home" / "data" / "raw" / "dti" / "dti_2023.csv", outside)
    take_in_register(source / "home" / "data" / "raw", fill_in(outside / "register.xlsx", {}))
    fill_in(outside / "register.xlsx", {"task": "Giao việc khác"})
    clean_raw(source / "home" / "data" / "raw", source / "home" / "data" / "processed")
    marks = {"format": "parlib review 1", "reviewer": "an", "marks": [{"page": "a.html", "at": "2026-01-01T08:00:00Z"}]}
    (outside / "review-an.json").write_text(json.dumps(marks), encoding="utf-8")
    asked = [sys.executable, ROOT / "tests" / "refused.py", *request.param, source, disk, outside]
    done = subprocess.run(["unshare", "--mount", *map(str, asked)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return request.param[0], json.loads(done.stdout)


def test_every_command_is_tried(tmp_path):
    commands = typer.main.get_command(app).commands
    known = {name for name in commands if not getattr(commands[name], "commands", None)}
    known |= {f"{name} {below}" for name in commands for below in getattr(commands[name], "commands", {})}
    assert known <= set(list_commands(tmp_path, tmp_path))


def test_no_command_fails_with_a_traceback_or_changes_anything(refused):
    _, found = refused
    assert [one for one in found if "Traceback" in one["said"] or one["code"] not in (0, 1)] == []
    assert [(one["name"], one["changed"]) for one in found if one["changed"]] == []


def test_what_cannot_be_written_is_said_in_one_line_in_the_language(refused):
    mode, found = refused
    for one in found:
        if one["name"] not in READING:
            (line,) = [line for line in one["said"].splitlines() if line.startswith("✗")]
            assert REFUSALS[mode, one["language"]] in line, one
