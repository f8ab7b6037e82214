"""The project's own files agree with each other."""

import csv
import re
import subprocess
import sys
import tomllib

from places_here import ROOT

CONDA_NAMES = {"matplotlib-base": "matplotlib"}


def _read_conda():
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    found = re.findall(r"^\s*- ([a-z][a-z0-9_-]*)(>=[\d.]+)\s*$", text, re.MULTILINE)
    return {CONDA_NAMES.get(name, name): version for name, version in found if name != "python"}


def _read_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = project["dependencies"] + [name for extra in project["optional-dependencies"].values() for name in extra]
    return dict(re.fullmatch(r"([a-z0-9_-]+)(>=[\d.]+)", name).groups() for name in asked)


def test_environment_and_pyproject_agree():
    assert _read_conda() == _read_project()


def test_data_log_names_every_raw_file_with_its_hash():
    log = (ROOT / "data" / "raw" / "README.md").read_text(encoding="utf-8")
    with (ROOT / "data" / "raw" / "sources.csv").open(encoding="utf-8") as file:
        files = [row for row in csv.DictReader(file) if row["kind"] == "file"]
    assert len(files) > 30
    assert [row["path"] for row in files if f"| {row['path']} |" not in log or row["sha256"] not in log] == []


def test_layers_hold():
    found = subprocess.run([sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
                           cwd=ROOT, capture_output=True, text=True)  # fmt: skip
    assert found.returncode == 0, found.stdout
    assert "2 kept, 0 broken" in found.stdout
