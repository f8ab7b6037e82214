"""The project's own files agree with each other."""

import ast
import csv
import re
import statistics
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest
from places_here import ROOT
from ruff import find_ruff_bin

CONDA_NAMES = {
    "matplotlib-base": "matplotlib",
    "python-duckdb": "duckdb",
    "jupyter_client": "jupyter-client",
    "pdfminer.six": "pdfminer-six",
}


def _read_conda():
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    found = re.findall(r"^\s*- ([a-z][a-z0-9_.-]*)(>=[\d.]+)\s*$", text, re.MULTILINE)
    return {CONDA_NAMES.get(name, name): version for name, version in found if name != "python"}


def _read_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = project["dependencies"] + [name for extra in project["optional-dependencies"].values() for name in extra]
    return dict(re.fullmatch(r"([a-z0-9_-]+)(>=[\d.]+)", name).groups() for name in asked)


def test_environment_and_pyproject_agree():
    assert _read_conda() == _read_project()


def test_every_library_that_is_imported_is_asked_for():
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "src").rglob("*.py")]
    found = {
        name.split(".")[0]
        for tree in trees
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or "parlib"]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    known = packages_distributions()
    asked = {name.replace("-", "").replace("_", "").replace(".", "") for name in _read_project()}
    lacking = [
        name
        for name in sorted(found - {"parlib"} - set(sys.stdlib_module_names))
        if not asked & {re.sub(r"[-_.]", "", one).lower() for one in known.get(name, [name])}
    ]
    assert lacking == []


def test_data_log_names_every_raw_file_with_its_hash():
    log = (ROOT / "data" / "raw" / "README.md").read_text(encoding="utf-8")
    with (ROOT / "data" / "raw" / "sources.csv").open(encoding="utf-8") as file:
        files = [row for row in csv.DictReader(file) if row["kind"] == "file"]
    assert len(files) > 30
    assert [row["path"] for row in files if f"| {row['path']} |" not in log or row["sha256"] not in log] == []


def test_layers_hold():
    found = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert found.returncode == 0, found.stdout
    assert "4 kept, 0 broken" in found.stdout


@pytest.mark.parametrize("asked", [["check"], ["format", "--check"]], ids=lambda asked: asked[0])
def test_style_holds(asked):
    found = subprocess.run([find_ruff_bin(), *asked, "."], cwd=ROOT, capture_output=True, text=True)
    assert found.returncode == 0, found.stdout


def test_functions_and_modules_are_of_a_readable_size():
    modules = {path: path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py")}
    lengths = {}
    for path, text in modules.items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                lengths[f"{path.name}:{node.name}"] = node.end_lineno - body[0].lineno + 1 if body else 0
    assert [name for name, length in lengths.items() if length > 40] == []
    assert statistics.median(lengths.values()) <= 12
    assert [path.name for path, text in modules.items() if text.count("\n") > 420] == []
