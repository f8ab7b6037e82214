"""Where figures come from, on the page: a number leads to its cell, an exhibit names its documents."""

from dataclasses import replace

import nbformat
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from made_notebooks import display_exhibit, make_cell, make_exhibit, make_notebook

from parlib.pages.render_page import render_page

ABOUT = {"language": "vi", "page": "component", "index": "papi", "year": 2024, "title": "Tỉnh", "component": "4"}


@pytest.fixture
def show(tmp_path):
    """Return a function that renders exhibits as one page and returns it, parsed."""

    def render(*exhibits):
        cells = [make_cell("show()", *display_exhibit(exhibit)) for exhibit in exhibits]
        nbformat.write(make_notebook("# Hỏi", *cells, **ABOUT), tmp_path / "4.ipynb")
        render_page(tmp_path / "4.ipynb", tmp_path / "4.html", assets="assets")
        return BeautifulSoup((tmp_path / "4.html").read_text(encoding="utf-8"), "html.parser")

    return render


def make_sources(*rows):
    table = pd.DataFrame(rows, columns=["document", "years", "date", "sha256"])
    return make_exhibit("vi", "table", name="sources", table=table, finding="Hai nguồn.")


def test_a_number_in_a_finding_leads_to_its_cell(show):
    page = show(make_exhibit())
    link = page.select_one(".finding a.n")
    cell = page.find(id=link["href"].removeprefix("#"))
    assert (link.text, cell.name, cell.text) == ("7,25", "td", "7,25")
    assert page.select_one(".finding").text == "Quảng Ninh đạt 7,25 điểm."


def test_a_number_that_no_table_holds_leads_nowhere(show):
    page = show(make_exhibit(finding="Quảng Ninh đạt 9,99 điểm."))
    assert not page.select(".finding a")


def test_an_exhibit_names_the_document_of_its_year_with_date_and_hash(show):
    sources = make_sources(("Báo cáo 2024", "2024", "2025-05-01", "abc"), ("Báo cáo 2023", "2023", "", ""))
    page = show(make_exhibit(), sources)
    named = page.select_one("figure details.origin dd")
    assert named.text == "Báo cáo 2024 · 2025-05-01 · abc"
    assert page.find(id=named.a["href"].removeprefix("#")).th.text == "Báo cáo 2024"
    assert page.select("figure details.origin dd")[1].text.strip() == "2"


def test_an_exhibit_of_several_years_names_the_documents_of_all(show):
    table = pd.DataFrame({"year": [2022, 2023], "score": [1.0, 2.0]})
    sources = make_sources(*((f"Báo cáo {year}", str(year), "", "") for year in (2024, 2023, 2022)))
    page = show(make_exhibit(table=table), sources)
    assert [link.text for link in page.select_one("details.origin").select("a")] == ["Báo cáo 2023", "Báo cáo 2022"]


def test_an_exhibit_of_other_indices_does_not_claim_the_documents_of_the_page(show):
    table = pd.DataFrame({"short": ["SIPAS"], "year": [2024], "score": [90.0]})
    page = show(make_exhibit(table=table), make_sources(("PAPI 2024", "2024", "", "abc")))
    assert not page.select_one("details.origin").select("a")


def test_simulated_figures_are_called_so_at_the_head_and_at_the_exhibit(show):
    page = show(make_exhibit(simulated=True), make_exhibit(name="other"))
    assert page.select_one("header .status").text.startswith("SỐ LIỆU MÔ PHỎNG / SIMULATED")
    assert [bool(figure.select(".made-up")) for figure in page.select("figure")] == [True, False]
    assert not show(make_exhibit()).select(".made-up")


def test_an_exhibit_names_the_documents_of_its_own_indices_only(show):
    documents = (("PAPI 2024", "2024", "", ""), ("DTI 2024", "2024", "", ""), ("Dân số", "2022–2024", "", ""))
    sources = replace(make_sources(*documents), options={"serves": "papi;dti;gso"})
    alone = show(make_exhibit(options={"indices": "papi"}), sources).select_one("details.origin")
    assert [link.text for link in alone.select("a")] == ["PAPI 2024"]
    table = pd.DataFrame({"short": ["PAPI", "DTI"], "year": [2024, 2024], "score": [1.0, 2.0]})
    both = show(make_exhibit(table=table, options={"indices": "papi,dti"}), sources).select_one("details.origin")
    assert [link.text for link in both.select("a")] == ["PAPI 2024", "DTI 2024"]
