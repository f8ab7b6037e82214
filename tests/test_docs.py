"""The reference site holds all that is public, in both languages, and the code of its guides runs."""

import importlib
import inspect
import re
import warnings

import pytest
from matplotlib import pyplot as plt
from places_here import ROOT

import parlib
from parlib.terms import INDICES

DOCS = ROOT / "docs"
GUIDES = {"en/conference.md": "vi/hoi-nghi.md", "en/research.md": "vi/nghien-cuu.md", "en/review.md": "vi/tham-dinh.md"}
RESEARCH = ("en/research.md", "vi/nghien-cuu.md")


def read(name):
    return (DOCS / name).read_text(encoding="utf-8")


def list_cells(name):
    return re.findall(r"```\{code-cell\} ipython3\n(.*?)```", read(name), re.DOTALL)


def test_every_public_name_stands_in_the_reference():
    pages = "".join(path.read_text("utf-8") for path in sorted((DOCS / "api").glob("*.md")))
    named = set(re.findall(r"auto(?:function|module):: (?:parlib\.)?([\w.]+)", pages))
    wanted = {*parlib.__all__} - {"plot", "study"}
    wanted |= {f"plot.{name}" for name in parlib.plot.__all__} | {f"study.{name}" for name in parlib.study.__all__}
    assert wanted - named == set()


def test_guides_come_in_two_languages_with_the_same_sections_and_commands():
    for english, vietnamese in GUIDES.items():
        pair = read(english), read(vietnamese)
        assert len({text.count("\n## ") for text in pair}) == 1
        assert len({tuple(re.findall(r"\n(parlib .*)", text)) for text in pair}) == 1


def test_both_guides_for_researchers_run_the_same_code_but_for_the_language():
    english = [cell.replace(', language="en"', "") for cell in list_cells(RESEARCH[0])]
    vietnamese = [
        cell.replace("Phú Thọ", "Phu Tho").replace("tham nhũng", "corruption") for cell in list_cells(RESEARCH[1])
    ]
    assert english == vietnamese
    assert len(english) == 12


@pytest.fixture
def session(home):
    """Take away what the code of a guide leaves in the session: pictures, and the index that it registers."""
    yield
    plt.close("all")
    if INDICES.is_added("my_index"):
        parlib.forget("my_index")


@pytest.mark.parametrize("page", [*RESEARCH, "api/plot.md"])
def test_code_of_guides_runs_in_at_most_three_lines_a_question(session, page):
    plt.switch_backend("agg")
    names = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for cell in list_cells(page):
            exec(cell, names)
            if page in RESEARCH and "import numpy" not in cell:
                assert cell.strip().count("\n") < 3, cell


def list_public():
    """Return what the front door and the modules of study that it names offer, by name."""
    found = {f"parlib.{name}": getattr(parlib, name) for name in parlib.__all__}
    for name in parlib.study.__all__:
        module = importlib.import_module(f"parlib.study.{name}")
        for key, value in vars(module).items():
            if inspect.isfunction(value) and value.__module__ == module.__name__ and key[0] != "_":
                found[f"parlib.study.{name}.{key}"] = value
    return {name: value for name, value in found.items() if inspect.isfunction(value)}


def test_every_public_function_shows_an_example():
    public = list_public()
    assert len(public) > 120
    assert [name for name, function in public.items() if ">>> " not in (function.__doc__ or "")] == []
