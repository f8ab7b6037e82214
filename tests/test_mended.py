"""A raw file that was mended after it was logged: pages show the hash of the bytes that were read, and say so."""

import csv
import hashlib
import json
import shutil

import pytest
from typer.testing import CliRunner

from parlib.clean import run as cleaning
from parlib.cli import app
from parlib.files.kept import Kept
from parlib.problems import DataProblemsError
from parlib.results.dossier import choose_run, list_finished, open_dossier
from parlib.runs.plan import plan_pages
from parlib.runs.run import run_pages
from parlib.site.build import build_site

FILE = "papi/papi_2024.csv"


@pytest.fixture(scope="module")
def mended(tmp_path_factory, home):
    """Return a home whose PAPI 2024 was mended by one digit, and reports folders from before and after."""
    own = tmp_path_factory.mktemp("mended") / "home"
    shutil.copytree(home, own)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PARLIB_HOME", str(own))
        before = _run(own, own.parent / "before")
        path = own / "data" / "raw" / FILE
        path.write_bytes(path.read_bytes().replace(b"1.578057408", b"1.678057408"))
        cleaning.clean_raw(own / "data" / "raw", own / "data" / "processed")
        yield own, before, _run(own, own.parent / "after")


def _run(home, reports):
    plans = [plan for plan in plan_pages("papi", 2024, ["22"], ["4"]) if plan.page != "national"]
    assert {outcome.status for outcome in run_pages(plans, reports, home=home)} == {"done"}
    return reports


def _read_sources(reports):
    notebook = json.loads(next(reports.rglob("4.ipynb")).read_text(encoding="utf-8"))
    shown = [output["data"] for cell in notebook["cells"] for output in cell.get("outputs", ()) if "data" in output]
    exhibits = [data["application/vnd.parlib.exhibit+json"] for data in shown if len(data) > 1]
    table = next(exhibit for exhibit in exhibits if exhibit["name"] == "sources")
    names = [column["name"] for column in table["columns"]]
    return {row[names.index("path")]: row[names.index("sha256")] for row in table["rows"]}


def test_the_hash_on_a_page_is_that_of_the_bytes_that_were_read(mended):
    home, before, after = mended
    real = hashlib.sha256((home / "data" / "raw" / FILE).read_bytes()).hexdigest()
    with (home / "data" / "raw" / "sources.csv").open(encoding="utf-8") as file:
        logged = next(row["sha256"] for row in csv.DictReader(file) if row["path"] == FILE)
    assert (_read_sources(before)[FILE], _read_sources(after)[FILE]) == (logged[:12], real[:12])
    assert real != logged


def test_every_page_made_from_a_mended_file_names_it(mended):
    _, before, after = mended
    for reports, there in ((before, False), (after, True)):
        pages = [path.read_text(encoding="utf-8") for path in reports.glob("papi/**/*.html")]
        assert len(pages) == 2
        assert [f"<code>{FILE}</code>" in page and 'class="status mended"' in page for page in pages] == [there] * 2
    records = list_finished(after)
    assert open_dossier(after, records, choose_run(records, "papi", None, "vi"), "22").mended == (FILE,)


def test_what_changed_names_the_document_and_the_site_the_file(mended):
    home, before, after = mended
    built = build_site(after, jobs=1, home=home, against=before)
    assert built.mended == (FILE,)
    changed = (built.entry.parent / "changed.html").read_text(encoding="utf-8")
    assert "số liệu nguồn: PAPI 2024: điểm nội dung thành phần theo tỉnh" in changed
    front = (built.entry.parent / "papi" / "2024" / "index.html").read_text(encoding="utf-8")
    assert 'class="status mended"' in front


def test_a_file_that_changes_while_others_are_read_stops_the_cleaning(raw_copy, monkeypatch):
    read, file = cleaning.read_reference, raw_copy / "papi" / "papi_2023.csv"

    def read_while_somebody_saves(raw):
        file.write_bytes(file.read_bytes() + b"\n")
        return read(raw)

    monkeypatch.setattr(cleaning, "_CLEANED", Kept(1))  # the same files may have been cleaned in this process
    monkeypatch.setattr(cleaning, "read_reference", read_while_somebody_saves)
    with pytest.raises(DataProblemsError, match=r"papi_2023\.csv: the file changed while it was being read"):
        cleaning.clean_raw(raw_copy)


PRODUCTS = {
    "workbook": ["workbook", "--index", "papi", "--province", "22", "--reports"],
    "document": ["document", "--index", "papi", "--province", "22", "--reports"],
    "deck": ["deck", "--index", "papi", "--province", "22", "--reports"],
    "slides": ["slides", "--index", "papi", "--province", "22", "--reports"],
    "site": ["site", "--output"],
}
OTHERS = ("workbook", "slides", "site")


@pytest.mark.parametrize(
    "product", ["document", "deck", *(pytest.param(name, marks=pytest.mark.exhaustive) for name in OTHERS)]
)
def test_no_product_is_made_from_pages_that_a_mended_figure_has_overtaken(mended, tmp_path, product):
    home, before, after = mended
    reports = shutil.copytree(before, tmp_path / "reports")
    said = CliRunner().invoke(app, [*PRODUCTS[product], str(reports), "--home", str(home)])
    assert said.exit_code == 0, said.output
    assert "2 pages are out of date (" in said.output
    assert _read_sources(reports)[FILE] == _read_sources(after)[FILE]


def test_pages_are_taken_as_they_were_run_where_that_is_asked(mended, tmp_path):
    home, before, _ = mended
    reports = shutil.copytree(before, tmp_path / "reports")
    asked = [*PRODUCTS["workbook"], str(reports), "--home", str(home)]
    assert CliRunner().invoke(app, [*asked, "--as-is"]).exit_code == 0
    assert _read_sources(reports)[FILE] == _read_sources(before)[FILE]


def test_nothing_is_made_where_a_page_that_it_needs_fails(mended, tmp_path, monkeypatch):
    home, before, _ = mended
    broken = shutil.copytree(home, tmp_path / "home")
    template = broken / "notebooks" / "component.ipynb"
    template.write_text(
        template.read_text(encoding="utf-8").replace("subject = ", "1 / 0; subject = ", 1), encoding="utf-8"
    )
    reports = shutil.copytree(before, tmp_path / "reports")
    said = CliRunner().invoke(app, [*PRODUCTS["workbook"], str(reports), "--home", str(broken)])
    assert said.exit_code == 1
    assert "ZeroDivisionError" in said.output
    assert not list(reports.rglob("*.xlsx"))
