"""Markup in names never becomes markup, and text never a formula, on any face that is made from them."""

import csv
import html
import io
import re
import shutil
import zipfile

import openpyxl
import pytest
from lxml import etree
from lxml import html as pages

from parlib.clean.run import clean_raw
from parlib.publish.deck.build import DeckRequest, build_deck
from parlib.publish.deck.changes import Change, write_changes
from parlib.publish.document.build import build_document
from parlib.publish.workbook.build import build_workbook
from parlib.readers.csvfile import read_rows
from parlib.readers.register import write_rows
from parlib.results.dossier import choose_run, list_finished, open_dossier
from parlib.runs.plan import plan_pages
from parlib.runs.run import run_pages
from parlib.simulate.home import open_simulated_home
from parlib.simulate.survey import simulate_survey
from parlib.site.build import build_site

EVIL = '<evil onload="x">&amp;{{7*7}}'
COMMAND = "=HYPERLINK(1)"
"""What is put into names; the first must never be an element, the second never a formula."""


def spoil(path, column, change):
    """Let *change* rewrite one column of a CSV file."""
    header, *rows = read_rows(path)
    at = header.index(column)
    write_rows(path, [header, *[[*row[:at], change(row), *row[at + 1 :]] for row in rows]])


@pytest.fixture(scope="module")
def made(tmp_path_factory, home):
    """Return a run of simulated SIPAS in which the province, a factor and its questions have names of markup."""
    folder = tmp_path_factory.mktemp("evil")
    raw = open_simulated_home(folder / "home", home / "data" / "raw")
    spoil(raw / "places" / "provinces_34.csv", "name_vi", lambda row: f"Evil {EVIL}" if row[0] == "22" else row[1])
    shutil.copytree(home / "notebooks", folder / "home" / "notebooks", dirs_exist_ok=True)

    def rename(row):
        return f"{COMMAND} {EVIL} {row[0]}" if row[0][0] == "2" and row[3] == "2022" else row[5]

    spoil(raw / "frameworks" / "sipas.csv", "name_vi", rename)
    spoil(raw / "frameworks" / "sipas_questions.csv", "name_vi", lambda row: f"{EVIL} {row[6]}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PARLIB_HOME", str(folder / "home"))
        simulate_survey(raw, 2025, seed=1, respondents=6000, aggregate=True)
        clean_raw(raw, folder / "home" / "data" / "processed")
        plans = plan_pages("sipas", 2025, ["22"], ["2"])
        outcomes = run_pages(plans, folder / "reports", home=folder / "home")
        assert [outcome.error for outcome in outcomes] == [None] * len(plans)
        yield folder


def list_evil(text):
    """Return elements and handlers that a browser would make of *text*."""
    tree = pages.fromstring(text)
    return [*tree.iter("evil"), *tree.xpath("//*[@onload]")]


def test_markup_in_names_stays_text_on_every_page(made):
    found = sorted((made / "reports").rglob("*.html"))
    assert len(found) >= 3
    for path in found:
        text = path.read_text(encoding="utf-8")
        assert list_evil(text) == []
        assert "49" not in re.findall(r"&amp;amp;(\d+)", text)  # a template in a name is not filled in
    assert html.escape("<evil", quote=False) in "".join(path.read_text(encoding="utf-8") for path in found)


def test_the_site_of_such_pages_has_no_markup_of_theirs(made):
    build_site(made / "reports", home=made / "home")
    site = made / "reports" / "site"
    found = sorted(site.rglob("*.html"))
    assert len(found) >= 3
    for path in found:
        assert list_evil(path.read_text(encoding="utf-8")) == []
    scripts = [path.read_text(encoding="utf-8") for path in site.rglob("*.js")]
    assert not any("</script><evil" in text for text in scripts)


@pytest.fixture(scope="module")
def dossier(made):
    records = list_finished(made / "reports")
    return open_dossier(made / "reports", records, choose_run(records, "sipas", 2025, "vi"), "22")


def list_parts(content):
    """Return the XML parts of an Office file, parsed: markup that was let in would break or extend them."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: etree.fromstring(package.read(name)) for name in package.namelist() if name.endswith(".xml")}


def test_a_workbook_holds_names_as_text_and_no_formula(dossier):
    content = build_workbook(dossier)
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert any(str(cell.value).startswith(COMMAND) for cell in cells)
    assert all(sheet.title.endswith("SIMULATED") and len(sheet.title) <= 31 for sheet in book)
    assert not any(
        "evil" in element.tag for part in list_parts(content).values() for element in part.iter(etree.Element)
    )


@pytest.mark.parametrize("kind", ["report", "plan"])
def test_a_document_holds_names_as_text(dossier, kind):
    content = build_document(dossier, kind)
    texts = "".join(element.text or "" for element in list_parts(content)["word/document.xml"].iter(etree.Element))
    assert EVIL in texts
    assert not any(
        "evil" in element.tag for part in list_parts(content).values() for element in part.iter(etree.Element)
    )


def test_a_deck_holds_names_as_text_and_its_charts_no_formula(dossier, made):
    run = choose_run(list_finished(made / "reports"), "sipas", 2025, "vi")
    content, *_ = build_deck(dossier, DeckRequest(str(made / "reports"), run))
    parts = list_parts(content)
    assert EVIL in "".join(element.text or "" for part in parts.values() for element in part.iter(etree.Element))
    assert not any("evil" in element.tag for part in parts.values() for element in part.iter(etree.Element))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        books = [package.read(name) for name in package.namelist() if name.endswith(".xlsx")]
    assert books
    for book in books:
        sheets = openpyxl.load_workbook(io.BytesIO(book)).worksheets
        assert not any(cell.data_type == "f" for sheet in sheets for row in sheet.iter_rows() for cell in row)


def test_lists_of_changes_for_a_spreadsheet_hold_no_formula(tmp_path):
    changes = [Change("a.b", "=1+1", "@A1", "-2,5", "+3,5", "-cmd|x"), Change("a.b", "Hà Nội", "x", "–", "1", "+1,0")]
    write_changes(changes, tmp_path / "a.csv", "vi")
    rows = list(csv.reader((tmp_path / "a.csv").open(encoding="utf-8-sig", newline="")))
    assert rows[1:] == [["a.b", "'=1+1", "'@A1", "-2,5", "+3,5", "'-cmd|x"], ["a.b", "Hà Nội", "x", "–", "1", "+1,0"]]
