"""The index of all pages, from the run manifest."""

import json

import pytest
from bs4 import BeautifulSoup

from parlib.pages.index_page import build_index
from parlib.results.manifest import read_pages


def record(name, page="component", status="done", **changes):
    about = {
        "kind": "notebook",
        "page": page,
        "index": "papi",
        "year": 2024,
        "vintage": "63",
        "language": "vi",
    }
    place = {"province": "22", "province_name": "Quảng Ninh", "component": "4", "component_name": "Kiểm soát"}
    files = {
        "notebook": f"{name}.ipynb",
        "html": f"{name}.html",
        "status": status,
        "finding": "",
        "error": None,
    }
    return about | place | files | changes


@pytest.fixture
def folder(tmp_path):
    """Return a function that writes a manifest and its pages, builds the index and returns it, parsed."""

    def build(*records, missing=(), name="index.html"):
        (tmp_path / "manifest.jsonl").write_text("".join(json.dumps(line) + "\n" for line in records))
        for line in records:
            if line["kind"] == "notebook" and line["html"] not in missing:
                (tmp_path / line["html"]).write_text("<p>trang")
        build_index(tmp_path)
        return BeautifulSoup((tmp_path / name).read_text(encoding="utf-8"), "html.parser")

    return build


def test_read_pages_believes_the_last_record_of_a_notebook(tmp_path):
    lines = [record("a", status="failed"), {"kind": "run"}, record("a", status="done")]
    (tmp_path / "manifest.jsonl").write_text("\n".join(json.dumps(line) for line in lines))
    assert [page["status"] for page in read_pages(tmp_path)] == ["done"]


def test_read_pages_leaves_out_a_line_cut_short_only_at_the_end(tmp_path):
    manifest, good = tmp_path / "manifest.jsonl", json.dumps(record("a"))
    manifest.write_text(f'{good}\n{{"kind": "note')
    assert len(read_pages(tmp_path)) == 1
    manifest.write_text(f'{{"kind": "note\n{good}')
    with pytest.raises(ValueError, match="line 1: not JSON"):
        read_pages(tmp_path)


def test_build_index_leads_to_national_province_and_component_pages(folder):
    national = record("n", "national", province=None, component=None)
    index = folder(national, record("p", "province", component=None), record("c"))
    assert [link["href"] for link in index.select("main a")] == ["n.html", "p.html", "c.html"]
    assert index.select_one("a.mark")["aria-label"] == "Quảng Ninh, 4 Kiểm soát: Đã có"


def test_build_index_never_links_a_page_that_is_not_there(folder):
    index = folder(record("c", status="failed"), record("../d", component="5"), missing=("c.html", "../d.html"))
    assert not index.select("main a")
    assert index.select_one("span.mark.failed").text == "×"


def test_build_index_puts_years_newest_first_and_components_in_order(folder):
    index = folder(record("a", year=2023), record("b", component="10"), record("c", component="2"))
    assert [year.text for year in index.select(".year h3")] == ["Năm 2024", "Năm 2023"]
    assert [code.text for code in index.select_one("table").select(".code")] == ["2", "10"]


def test_build_index_keeps_the_two_sets_of_provinces_apart(folder):
    index = folder(record("a", vintage="34", province="24"), record("b", province="24"))
    assert [len(table.select("tbody tr")) for table in index.select("table")] == [1, 1]


def test_build_index_lists_failures_with_cell_and_error(folder):
    error = {"cell": 4, "name": "ValueError", "message": "<b>sai</b>"}
    failures = folder(record("c", status="failed", error=error)).select_one(".failures li")
    assert failures.text == "PAPI · 2024 · Quảng Ninh · Kiểm soát: lỗi ở ô lệnh [4], ValueError: <b>sai</b>"


def test_build_index_writes_english_pages_to_their_own_index(folder):
    index = folder(record("c"), record("d", language="en"), name="index.en.html")
    assert index.html["lang"] == "en"
    assert [link["href"] for link in index.select("main a")] == ["d.html"]
    assert index.select_one("a.language")["href"] == "index.html"


def test_build_index_says_so_when_there_is_nothing(folder):
    assert folder({"kind": "run"}).select_one("main").text.strip() == "Chưa có trang nào."
