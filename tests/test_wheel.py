"""What is installed from a wheel works in an empty folder, with no network and no clone."""

import os
import subprocess
import sys
import zipfile

import pytest
from places_here import ROOT

PYTHON = [sys.executable, "-W", "ignore", "-c"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Return a wheel built from this clone."""
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", out],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """Return a folder with the wheel in it, as pip lays it out."""
    site = tmp_path_factory.mktemp("site")
    zipfile.ZipFile(wheel).extractall(site)
    return site


@pytest.fixture
def run(installed, tmp_path):
    """Return what runs in an empty folder with the installed parlib before the clone's."""
    env = {name: value for name, value in os.environ.items() if name not in ("PARLIB_HOME", "PYTHONPATH")}

    def run_it(*command, cwd=tmp_path):
        return subprocess.run(
            command, cwd=cwd, env=env | {"PYTHONPATH": str(installed)}, text=True, capture_output=True
        )

    return run_it


def test_wheel_carries_figures_licences_and_notebooks_in_under_3_mb(wheel):
    names = {name.removeprefix("parlib/shipped/home/") for name in zipfile.ZipFile(wheel).namelist()}
    assert {
        "data/raw/sources.csv",
        "data/LICENSE.md",
        "LICENSE",
        "data/raw/places/aliases.csv",
        "data/raw/frameworks/papi.csv",
        "notebooks/component.ipynb",
    } <= names
    assert wheel.stat().st_size < 3_000_000


def test_installed_parlib_loads_an_index_in_an_empty_folder(run):
    done = run(*PYTHON, "import parlib; print(parlib.__file__, len(parlib.load('papi')))")
    assert done.returncode == 0, done.stderr
    place, rows = done.stdout.split()
    assert "site" in place
    assert rows == "29232"
    assert done.stderr.strip() in ("", "Cleaning data/raw ...")
    assert run(*PYTHON, "import parlib; parlib.load('papi')").stderr == ""


def test_new_study_is_found_from_inside_and_its_own_figures_go_first(run, tmp_path):
    assert "Written: my-study" in run(sys.executable, "-m", "parlib.cli", "new", "my-study").stdout
    study = tmp_path / "my-study"
    table = study / "data" / "raw" / "papi" / "papi_2024.csv"
    text = table.read_text(encoding="utf-8")
    assert text.count("1.578057") == 1
    table.write_text(text.replace("1.578057", "1.678057"), encoding="utf-8")
    ask = "import parlib; print(parlib.open_subject('papi', 2024, 22, 4.3).own['score'])"
    done = run(*PYTHON, ask, cwd=study / "notebooks")
    assert done.stdout.strip()[:6] == "1.6780"
    assert done.stderr.strip() == "data/raw has changed: cleaning again ..."


def test_figures_that_came_with_parlib_are_not_changed(run, installed):
    code = """
from pathlib import Path
from parlib.clean.journal import change_raw
from parlib.home import find_home
try:
    change_raw(find_home() / "data" / "raw", {"a.csv": Path("a.csv")}, "")
except ValueError as error:
    print(error)
"""
    assert run(*PYTHON, code).stdout.strip().endswith("run 'parlib new my-study', go there and try again")
