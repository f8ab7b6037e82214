"""Types hold everywhere; `make types` says the same, in a few seconds where nothing changed."""

import ast
import subprocess
import sys
from pathlib import Path

import mypy
import pytest

import parlib

ROOT = Path(__file__).parents[1]


def test_types_hold():
    found = subprocess.run([sys.executable, "-m", "mypy"], cwd=ROOT, capture_output=True, text=True)
    assert found.returncode == 0, found.stdout
    assert "no issues found in" in found.stdout


FORKING = ("client", "kernel", "preload", "process", "provisioner", "shared", "streams", "warm", "workers")
"""Modules of the engine that fork: what they name is on Linux only, and `engine.entry` goes round them elsewhere."""


def list_dependent():
    """Return the modules of the package that import what Python's own library has otherwise on some system."""
    stubs = Path(mypy.__file__).parent / "typeshed" / "stdlib"
    dependent = {
        stub.relative_to(stubs).with_suffix("").parts[0]
        for stub in stubs.rglob("*.pyi")
        if "sys.platform" in stub.read_text("utf-8")
    }
    found = []
    for path in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
            if dependent & {name.partition(".")[0] for name in names}:
                found.append(str(path.relative_to(ROOT)))
                break
    return found


def list_errors(system, paths, cache):
    """Return what mypy finds in modules alone, without what they import of the package, as a system's names are."""
    asked = [sys.executable, "-m", "mypy", "--platform", system, "--follow-imports=skip", "--cache-dir", str(cache)]
    asked += ["--no-warn-unreachable", "--no-warn-unused-ignores", *paths]
    found = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True)
    return {line for line in found.stdout.splitlines() if ": error: " in line}


@pytest.fixture(scope="module")
def dependent(tmp_path_factory):
    """Return the modules that depend on a system, and what is found in them as Linux's names are."""
    paths = list_dependent()
    return paths, list_errors("linux", paths, tmp_path_factory.mktemp("linux"))


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_nothing_but_what_forks_names_what_other_systems_lack(system, dependent, tmp_path):
    paths, here = dependent
    assert "src/parlib/engine/warm.py" in paths, paths
    lacking = list_errors(system, paths, tmp_path) - here
    assert lacking, "the modules that fork are no longer found: is anything checked at all?"
    own = tuple(f"src/parlib/engine/{name}.py:" for name in FORKING)
    assert [line for line in lacking if not line.startswith(own)] == []


def test_a_wrong_type_is_found(tmp_path):
    wrong = tmp_path / "wrong.py"
    wrong.write_text("from parlib.language import about\nabout(1.5, 2)\n")
    found = subprocess.run([sys.executable, "-m", "mypy", str(wrong)], cwd=ROOT, capture_output=True, text=True)
    assert 'Argument 2 to "about" has incompatible type "int"' in found.stdout


def test_every_ignored_error_says_why():
    lines = [line for path in (ROOT / "src").rglob("*.py") for line in path.read_text("utf-8").splitlines()]
    ignored = [line for line in lines if "type: ignore" in line]
    assert len(ignored) <= 20
    assert all("]  # " in line for line in ignored), ignored


def test_types_go_with_the_package():
    assert (Path(parlib.__file__).parent / "py.typed").is_file()


def test_a_client_of_the_front_door_is_typed(tmp_path):
    client = tmp_path / "client.py"
    client.write_text(
        "import pandas as pd\nimport parlib\n"
        "subject = parlib.open_subject('papi', 2024, '22', '4')\n"
        "table: pd.DataFrame = parlib.study.losses.measure_losses(subject)\n"
        "every: pd.DataFrame = parlib.for_all(parlib.study.losses.measure_losses, subject)\n"
        "parlib.plot.history(subject).set_title('x')\n"
        "reveal_type(subject)\n"
        "parlib.study.losses.no_such_question(subject)\n"
    )
    found = subprocess.run([sys.executable, "-m", "mypy", str(client)], cwd=ROOT, capture_output=True, text=True)
    assert 'Revealed type is "parlib.subject.Subject"' in found.stdout
    assert 'no_such_question"' in found.stdout
    assert found.stdout.count("error:") == 1, found.stdout


def test_what_editors_see_is_what_is_public():
    for module in (parlib, parlib.study):
        seen = ast.parse(Path(module.__file__).with_suffix(".pyi").read_text("utf-8")).body
        names = {name.asname for line in seen if isinstance(line, ast.ImportFrom) for name in line.names}
        assert names == set(module.__all__)
