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
    "jupyter_core": "jupyter-core",
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


def test_the_picture_of_the_rooms_shows_them_all_in_the_order_that_is_checked():
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    picture = re.search(r"```\n(cli .*?)```", text, re.DOTALL).group(1)
    shown = [room for line in picture.splitlines() for room in re.split(r" [·|] ", re.split(r"\s{2,}", line)[0])]
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    assert shown == [room for floor in settings["contracts"][0]["layers"] for room in floor.split(" | ")]


def list_names(room):
    """Return the names of the modules and folders of a room, and the words of its code."""
    paths = [*(ROOT / "src" / "parlib" / room).rglob("*"), ROOT / "src" / "parlib" / f"{room}.py"]
    code = " ".join(path.read_text(encoding="utf-8") for path in paths if path.suffix == ".py" and path.exists())
    return {path.stem for path in paths} | set(re.findall(r"\w+", code))


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/architecture.md"])
def test_what_the_house_s_pages_name_of_a_room_is_in_it(page):
    rooms = {path.stem for path in (ROOT / "src" / "parlib").iterdir()}
    text = (ROOT / page).read_text(encoding="utf-8")
    named = {tuple(name.split(".")) for name in re.findall(r"`(?:parlib\.)?([a-z_]+\.[A-Za-z_.]+)", text)}
    known = {room: list_names(room) for room in {name[0] for name in named} & rooms}
    assert [name for name in sorted(named) if name[0] in known and set(name[1:]) - known[name[0]] - {"py", ""}] == []


@pytest.mark.parametrize("folder", [".", "docs", "data", "notebooks"])
def test_no_link_of_a_page_is_dead(folder):
    pages = [*ROOT.glob("*.md")] if folder == "." else [*(ROOT / folder).rglob("*.md")]
    links = {
        (page, link) for page in pages for link in re.findall(r"\]\(([^)#\s:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    }
    made = {ROOT / "docs" / "codebook.md"}  # copied when the site is built
    assert [
        (page.name, link)
        for page, link in links
        if not (page.parent / link).exists() and (page.parent / link).resolve() not in made
    ] == []
