"""A question is added as docs/architecture.md says, and stands on every product; what is forgotten stops."""

import json
import os
import re
import shutil
import subprocess
import sys

import docx
import openpyxl
import pytest
from places_here import ROOT
from pptx import Presentation

TITLE = "Năm xếp hạng cao nhất"
BLOCK = re.compile(r"```python\n# (\S+\.py|a cell of \S+)\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def blocks():
    """Return the text of each file that the guide gives."""
    guide = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    return {where.removeprefix("a cell of "): text for where, text in BLOCK.findall(guide)}


@pytest.fixture(scope="module")
def house(tmp_path_factory, home, blocks):
    """Return a copy of the house with the question in it, and what calls its commands."""
    copy = tmp_path_factory.mktemp("house")
    shutil.copytree(ROOT / "src", copy / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(home, copy / "home")
    for where, text in blocks.items():
        if where.endswith(".py"):
            (copy / where).write_text(text, encoding="utf-8")
    template = copy / "home" / "notebooks" / "province.ipynb"
    notebook = json.loads(template.read_text(encoding="utf-8"))
    cell = {"cell_type": "code", "execution_count": None, "id": "summit", "metadata": {}, "outputs": []}
    notebook["cells"].append(cell | {"source": blocks["notebooks/province.ipynb"]})
    template.write_text(json.dumps(notebook), encoding="utf-8")
    return copy


def call(house, *asked, code=0):
    """Run a command in the copy of the house."""
    known = {**os.environ, "PYTHONPATH": str(house / "src"), "PARLIB_HOME": str(house / "home")}
    done = subprocess.run([sys.executable, *asked], env=known, cwd=house, capture_output=True, text=True)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def read_words(slide):
    return " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_the_guide_needs_three_files_and_eighty_lines(blocks):
    lines = [line for text in blocks.values() for line in text.splitlines() if line.strip()]
    assert len(blocks) == 3
    assert len(lines) <= 80


def test_the_question_stands_on_page_slide_report_and_sheet(house):
    reports = ["--reports", "made"]
    which = ["--index", "papi", "--province", "22"]
    call(house, "-m", "parlib.cli", "report", *which, "--year", "2024", "--component", "total", "--output", "made")
    for product, name in (("deck", "d.pptx"), ("document", "d.docx"), ("workbook", "d.xlsx")):
        call(house, "-m", "parlib.cli", product, *which, *reports, "-o", name)
    page = next((house / "made").glob("papi/2024/22*/province.html")).read_text(encoding="utf-8")
    said = re.search(r"xếp hạng cao nhất vào năm (?:<[^>]*>)*(\d{4})", page)
    assert said, "the page does not say it"
    sentence = f"xếp hạng cao nhất vào năm {said.group(1)}"
    slides = Presentation(str(house / "d.pptx")).slides
    told = [slide.shapes for slide in slides if sentence in read_words(slide)]
    assert any(shape.has_chart for shapes in told for shape in shapes)
    body = docx.Document(house / "d.docx").element.body  # made passages stand in content controls
    words = ["".join(node.itertext()) for node in body.iter() if node.tag.endswith("}p")]
    assert any(sentence in text for text in words)
    sheets = openpyxl.load_workbook(house / "d.xlsx").sheetnames
    assert any(TITLE in sheet for sheet in sheets)


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ('"n_ranked", "segment"),', '"n_ranked", "summit_height"),', "has no head and kind"),
        ("Best year by rank", "The best of all years by rank among provinces", "no title of up to"),
        ('chart="history"', 'chart="mountain"', "no chart is described by the kind"),
        ("slide=45", "slide=40", "stand at the same place"),
        ('Passage("result_history")', 'Passage("summits")', "no section of the report"),
        ('Gate(("rank", "years"))', 'Gate(("rank", "height"))', "needs what no gate knows"),
        ('name="summit"', 'name="peak"', "has no QUESTION of that name"),
        (" vào năm {year}", " vào năm 2024", "a digit is typed"),
    ],
)
def test_what_is_forgotten_stops_the_catalogue(house, blocks, was, now, said):
    module = house / "src" / "parlib" / "questions" / "summit.py"
    assert was in blocks["src/parlib/questions/summit.py"]
    module.write_text(blocks["src/parlib/questions/summit.py"].replace(was, now), encoding="utf-8")
    try:
        told = call(house, "-c", "from parlib.questions.catalogue import list_questions; list_questions()", code=1)
    finally:
        module.write_text(blocks["src/parlib/questions/summit.py"], encoding="utf-8")
    assert re.search(said, told.splitlines()[-1])
