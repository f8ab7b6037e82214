"""English pages are English throughout; the sources of an official paper are such as a reviewer accepts."""

import ast
import json
import re

import pandas as pd
import pytest
from places_here import ROOT

from parlib.questions import sources as papers
from parlib.runs.plan import plan_pages
from parlib.runs.run import run_pages
from parlib.store import load_table
from parlib.study import evidence
from parlib.subject import open_subject
from parlib.wording.sources import COPIES, name_publisher, word_sources

VIETNAMESE = re.compile("[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE)
NAMES = {"document", "task", "output", "reason", "agency", "lead_agency", "coordinating_agency", "head"}
"""Columns that hold titles of documents, and names and words that people typed."""


def _list_pairs(tree):
    """Yield every pair of a Vietnamese and an English text that a module holds."""
    for node in ast.walk(tree):
        texts = node.elts if isinstance(node, ast.Tuple) else node.args[1:] if isinstance(node, ast.Call) else []
        if len(texts) == 2 and all(isinstance(text, ast.Constant | ast.JoinedStr) for text in texts):
            yield [_read_text(text) for text in texts]


def _read_text(node):
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return "".join(str(part.value) for part in parts if isinstance(part, ast.Constant))


def test_no_english_text_of_the_house_holds_a_vietnamese_letter():
    pairs = [
        pair
        for path in (ROOT / "src" / "parlib").rglob("*.py")
        if path.parent.name in ("wording", "exhibits", "figures", "reports")
        for pair in _list_pairs(ast.parse(path.read_text(encoding="utf-8")))
        if VIETNAMESE.search(pair[0])
    ]
    assert len(pairs) > 400
    bilingual = {"SỐ LIỆU MÔ PHỎNG / SIMULATED", "Tiếng Việt"}
    assert [pair for pair in pairs if VIETNAMESE.search(pair[1]) and not bilingual & set(pair)] == []


@pytest.fixture(scope="module", params=["two indices", pytest.param("all", marks=pytest.mark.exhaustive)])
def english(request, home, tmp_path_factory):
    """Return every exhibit and text of English pages of every index, on provinces and cities."""
    reports = tmp_path_factory.mktemp("english")
    asked = [
        ("pci", 2016, ["48"], ["total"]),
        ("sipas", 2022, ["22"], ["total"]),
        ("dti", 2022, ["46"], ["total"]),
        ("service_766", 2024, ["79"], ["1"]),
        ("par_index", 2022, ["22"], ["total"]),
        ("papi", 2024, ["79"], ["4"]),
    ]
    asked = asked if request.param == "all" else asked[-2:]
    plans = [plan for index, *rest in asked for plan in plan_pages(index, *rest, "en")]
    run_pages(plans, reports, home=home)
    cells = [
        cell for path in reports.rglob("*.ipynb") for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
    ]
    exhibits = [
        output["data"]["application/vnd.parlib.exhibit+json"]
        for cell in cells
        for output in cell.get("outputs", ())
        if "application/vnd.parlib.exhibit+json" in output.get("data", {})
    ]
    assert len(exhibits) > 60
    return exhibits, ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]


def test_english_pages_hold_vietnamese_letters_in_official_names_only(english):
    exhibits, texts = english
    said = texts + [exhibit[part] for exhibit in exhibits for part in ("finding", "note", "alt", "source")]
    for exhibit in exhibits:
        for place, column in enumerate(exhibit["columns"]):
            cells = [] if column["name"] in NAMES else [row[place] for row in exhibit["rows"]]
            said += [column["label"], *(cell for cell in cells if isinstance(cell, str))]
    assert [text for text in said if VIETNAMESE.search(text)] == []


def test_days_are_written_in_one_form(english):
    iso = re.compile(r"\b20\d\d-\d\d-\d\d\b")
    exhibits, _ = english
    cells = [cell for exhibit in exhibits for row in exhibit["rows"] for cell in row if isinstance(cell, str)]
    assert "23 November 2026" in cells
    assert [cell for cell in cells if iso.search(cell)] == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_copy_is_told_as_the_issuers_document_and_never_by_its_site(home, language):
    sources = pd.concat(
        evidence.list_sources(open_subject("par_index", year, province))
        for year, province in ((2013, "48"), (2020, "22"), (2023, "89"))
    )
    words = word_sources(sources, language)
    copied = words[sources["tier"].isin(COPIES)]
    assert len(copied) > 3
    sites = r"ufabet|tothethao|shipbolt|\d+\.\d+\.\d+\.\d+|github|talkvietnam"
    assert not copied[["document", "issuer", "tier"]].apply(lambda column: column.str.contains(sites)).any(axis=None)
    ministry = {"vi": "Bộ Nội vụ", "en": "Ministry of Home Affairs"}[language]
    press = words[sources["kind"] == "page"]
    assert set(press["issuer"]) == {ministry}
    assert press["document"].str.contains("PAR INDEX|SIPAS").all()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_publisher_is_called_by_the_address_of_a_site(home, language):
    """Every cited page: its outlet by name as second-hand, or, where the log has only a site, a second-hand copy."""
    pages = load_table("sources", kind="page").assign(years="2024", serves="par_index")
    words = word_sources(pages, language)[["document", "issuer", "tier"]]
    words["outlet"] = [name_publisher(row.issuer, row.issuer_en, language) for row in pages.itertuples()]
    site = words.apply(lambda column: column.str.contains(r"(?:^|\s|\()[a-z0-9-]+(?:\.[a-z0-9-]+)+\b"))
    assert not site.any(axis=None), words[site.any(axis=1)]
    press = words[(pages["tier"] == "press") & (pages["document"] == "")]
    marked = {"vi": r"^dẫn lại theo |^bản chép lại; địa chỉ", "en": r"^second-hand(?:: | copy; address)"}[language]
    assert len(press) > 40
    assert press["tier"].str.contains(marked).all()
    if language == "en":
        assert not words.apply(lambda column: column.str.contains(VIETNAMESE)).any(axis=None)


def test_a_source_line_names_the_ministry_and_how_its_figures_came(home):
    subject = open_subject("par_index", 2013, "48")
    shown = papers.show(subject, evidence.list_sources(subject))
    assert shown.source == "PAR INDEX 2013 (Bộ Nội vụ, theo bản chép lại); tính toán từ các số liệu này."
    assert {"tier", "path", "sha256"} <= set(shown.table)


def test_a_vietnamese_page_quotes_no_english_sentence_among_printed_facts(home):
    """The ledgers hold what a document says in words in English: "always in the top 10"."""
    told = {
        language: evidence.list_facts(open_subject("sipas", 2024, "22", language=language)) for language in ("vi", "en")
    }
    assert not told["vi"]["printed"].str.contains("[A-Za-z]{3}").any()
    assert len(told["vi"]) == len(told["en"]) - 1
