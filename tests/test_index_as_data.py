"""An index is data: one is taken out of a home and comes in again, and a new one comes in as a table."""

import ast
import re
import shlex
import shutil

import pandas as pd
import pytest
from places_here import ROOT
from typer.testing import CliRunner

import parlib
from parlib.clean.adding import About
from parlib.clean.journal import undo_change
from parlib.clean.new_index import export_index, offer_folder, offer_table, offer_year, take_in
from parlib.clean.proposal import NewIndex
from parlib.clean.run import clean_raw
from parlib.cli import app
from parlib.problems import DataProblemsError
from parlib.readers.csvfile import read_rows
from parlib.readers.register import write_rows
from parlib.runs.plan import plan_pages
from parlib.runs.run import run_pages
from parlib.study.consistency import compare_indices
from parlib.study.drivers import correlate_components, regress_companions
from parlib.study.standings import list_standings
from parlib.terms import INDICES, NATIONAL

LONG = "Province,Năm,component,score\n" + "\n".join(
    f"{place},{year},{part},{score}"
    for place, year, part, score in [
        ("Ha Noi", 2023, "speed", 80),
        ("Da Nang", 2023, "speed", 60),
        ("Ha Noi", 2023, "cost", 40),
        ("Da Nang", 2023, "cost", 20),
        ("Ha Noi", 2024, "speed", 50),
        ("Da Nang", 2024, "speed", 60),
        ("Ha Noi", 2024, "cost", 10),
        ("Da Nang", 2024, "cost", 40),
    ]
)


def take_out(raw, index):
    """Take every file and row of an index out of a home."""
    shutil.rmtree(raw / index)
    for name in ("", "bridge_", "index_"):
        (raw / "frameworks" / f"{name}{index}.csv").unlink()
    for file in ("frameworks/breaks.csv", "frameworks/matters.csv", "known_conflicts.csv"):
        header, *rows = read_rows(raw / file)
        write_rows(raw / file, [header, *(row for row in rows if row[header.index("index")] != index)])
    header, *rows = read_rows(raw / "sources.csv")
    path = header.index("path")
    gone = (f"{index}/", f"frameworks/{index}.", f"frameworks/bridge_{index}.", f"frameworks/index_{index}.")
    write_rows(raw / "sources.csv", [header, *(row for row in rows if not row[path].startswith(gone))])


@pytest.fixture
def own_home(tmp_path, monkeypatch, home):
    """Return a home of one's own with the figures and notebooks of the house."""
    own = tmp_path / "own"
    shutil.copytree(ROOT / "data" / "raw", own / "data" / "raw")
    shutil.copytree(home / "notebooks", own / "notebooks")
    monkeypatch.setenv("PARLIB_HOME", str(own))
    return own


def agree(offer, account):
    return True


def read_texts(reports):
    """Return the words of all pages, without what tells the run and the raw files apart."""
    pages = {path.relative_to(reports): path.read_text(encoding="utf-8") for path in reports.rglob("22-*/*.html")}
    return {
        name: re.sub(r"<[^>]*>|\b[0-9a-f]{12,64}\b|\d\d:\d\d|\d+[.,]\d+ (s|giây)", "", page)
        for name, page in pages.items()
    }


def answer(home):
    """Return what a home says of PCI, and what other indices say with it beside them."""
    own, beside = parlib.open_subject("pci", 2016, "Quảng Ninh", "5"), parlib.open_subject("papi", 2016, "Quảng Ninh")
    past = parlib.open_subject("pci", 2022, "Quảng Ninh", vintage="34")
    tables = [
        parlib.load("pci"),
        parlib.load("papi"),
        list_standings(own),
        list_standings(beside),
        past.scores,
        compare_indices(beside),
        correlate_components(own),
        correlate_components(beside),
        regress_companions(beside),
        parlib.panel(["pci", "papi"], years=2016),
    ]
    plans = plan_pages("pci", 2016, ["22"], ["5"]) + plan_pages("papi", 2016, ["22"], ["4"])
    outcomes = run_pages(plans, home / "reports", home=home)
    assert [outcome.error for outcome in outcomes if outcome.status == "failed"] == []
    return tables, read_texts(home / "reports")


@pytest.mark.slow
@pytest.mark.exhaustive
def test_pci_is_taken_out_and_comes_in_again_as_data_only(own_home, home, tmp_path, monkeypatch):
    raw, folder = own_home / "data" / "raw", tmp_path / "pci"
    export_index(raw, "pci", folder)
    INDICES.remember(INDICES.describe("pci"))  # as if a page of it had been read: what a page says of it stays readable
    take_out(raw, "pci")
    tables, _ = clean_raw(raw, own_home / "data" / "processed")
    assert "pci" not in set(tables["scores"]["index"]) | set(tables["components"]["index"]) | set(NATIONAL)
    assert "pci" not in set(list_standings(parlib.open_subject("papi", 2016, "Quảng Ninh"))["index"])
    take_in(raw, offer_folder(raw, folder, "pci", About()), agree)
    clean_raw(raw, own_home / "data" / "processed")
    again, pages = answer(own_home)
    monkeypatch.setenv("PARLIB_HOME", str(home))
    before = tmp_path / "before"
    shutil.copytree(home / "data", before / "data")
    shutil.copytree(home / "notebooks", before / "notebooks")
    monkeypatch.setenv("PARLIB_HOME", str(before))
    first, first_pages = answer(before)
    for one, other in zip(first, again, strict=True):
        pd.testing.assert_frame_equal(one, other)
    assert len(pages) >= 4
    assert pages == first_pages


def test_long_table_of_some_provinces_and_years_makes_an_index(own_home, tmp_path):
    raw, table = own_home / "data" / "raw", tmp_path / "ease.csv"
    table.write_text(LONG, encoding="utf-8")
    parts = tmp_path / "parts.csv"
    parts.write_text(
        "component,name_vi,name_en,weight,year\nspeed,Tốc độ,Speed,3,2023\nspeed,Tốc độ,Speed,1,2024\n"
        "cost,Chi phí,Cost,1,\n",
        encoding="utf-8",
    )
    told = NewIndex("ease", name_vi="Mức thuận lợi", name_en="Ease", maximum=100, merger="equal", parts=parts)
    offer = offer_table(raw, table, told, About("Sở Nội vụ"))
    assert "61 of 63 provinces have no row: they have no figure." in offer.said
    take_in(raw, offer, agree)
    total = parlib.load("ease").query("component_code == 'total' and score.notna()").set_index(["year", "province"])
    assert total["score"].to_dict() == {
        (2023, "Hà Nội"): 70,
        (2023, "Đà Nẵng"): 50,
        (2024, "Hà Nội"): 30,
        (2024, "Đà Nẵng"): 50,
    }
    assert total["rank"].isna().all()  # two of 63 are too few for a place to mean anything
    subject = parlib.open_subject("ease", 2024, "Hà Nội", "2", language="en")
    assert (subject.component, subject.index.name_en, parlib.merger.find_rule("ease")) == ("Cost", "Ease", "equal")
    assert "ease" in set(list_standings(parlib.open_subject("papi", 2024, "Hà Nội"))["index"])
    undo_change(raw)
    assert "ease" not in INDICES or (clean_raw(raw, own_home / "data" / "processed") and "ease" not in INDICES)
    assert not list(raw.glob("*/*ease*"))


def test_the_least_is_best_where_it_is_said(own_home, tmp_path):
    raw, table = own_home / "data" / "raw", tmp_path / "delay.csv"
    names = parlib.provinces()["name_en"]
    lines = [f"{name},{days}" for days, name in enumerate(names, 5)]
    table.write_text("\n".join(["Tỉnh,Chậm", *lines]), encoding="utf-8")
    told = NewIndex("delay", year=2024, maximum=100, lower_is_better=True)
    take_in(raw, offer_table(raw, table, told, About("Sở Nội vụ")), agree)
    scores = parlib.load("delay").set_index("province_code")["score"]
    assert (scores["01"], scores.min()) == (95, 33)
    assert parlib.load("delay").query("province_code == '01'")["rank"].item() == 1
    assert "The lower a published figure the better" in INDICES["delay"].rank_note_en


@pytest.mark.parametrize(
    ("text", "told", "said"),
    [
        ("Tỉnh,A\nHà Nộii,1\nĐà Nẵng,2\n", {"year": 2024}, r"row 2: 'Hà Nộii' is not the name .*nearest known: Hà Nội"),
        ("Tỉnh,A\nHà Nội,1\n", {}, "not said of which year the figures are. Add --year 2024, or a column 'year'"),
        ("Tỉnh,A\nHà Nội,x\n", {"year": 2024}, "no column holds figures. Each component needs a column of numbers"),
        ("Nơi,A\nParis,1\n", {"year": 2024}, "no column holds names of provinces. Write the provinces' names in one"),
        ("Tỉnh,A\nHà Nội,170\n", {"year": 2024}, "figures run from 170 to 170. Say the ends of its scale: --minimum"),
        ("Tỉnh,A,B\nHà Nội,1,2\nĐà Nẵng,3,hai\n", {"year": 2024}, "row 3, column 'B': 'hai' is not a number"),
        ("Tỉnh,A\nHà Nội,1\nTP Hà Nội,2\n", {"year": 2024}, r"row 3: Hà Nội stands twice \(also in row 2\)"),
        ("Tỉnh,năm,A\nHà Nội,nay,1\n", {}, "column 'năm': 'nay' is no year. Write years such as 2024 in every row"),
    ],
)
def test_what_is_wrong_with_a_table_is_said_with_one_thing_to_do(raw_copy, tmp_path, text, told, said):
    table = tmp_path / "bang.csv"
    table.write_text(text, encoding="utf-8")
    before = sorted(raw_copy.rglob("*"))
    with pytest.raises(DataProblemsError, match=said) as error:
        take_in(raw_copy, offer_table(raw_copy, table, NewIndex("trial", **told), About("X")), agree)
    assert all(str(table) in str(problem) for problem in error.value.problems)
    assert sorted(raw_copy.rglob("*")) == before


def test_a_workbook_with_titles_above_its_heads_is_read(raw_copy, tmp_path):
    table, book = pd.DataFrame({"Tỉnh": ["Hà Nội", "Đà Nẵng"], "A": [1.5, 12]}), tmp_path / "bang.xlsx"
    table.to_excel(book, sheet_name="Bảng 1", startrow=3, index=False)
    with pytest.raises(DataProblemsError, match=r"bang\.xlsx, row 6, column 'Bảng 1, A': score 12 .* above the max"):
        take_in(raw_copy, offer_table(raw_copy, book, NewIndex("trial", year=2024, maximum=10), About("X")), agree)
    account = take_in(raw_copy, offer_table(raw_copy, book, NewIndex("trial", year=2024), About("X")), agree)
    assert [row["kept"] for row in account.rows] == [2]


def test_next_years_table_comes_in_with_the_newest_framework(own_home, tmp_path):
    raw, table = own_home / "data" / "raw", tmp_path / "moi.csv"
    shutil.copyfile(raw / "pci" / "pci_2022.csv", table)
    offer = offer_year(raw, table, "pci", 2023, About("VCCI"))
    assert offer.said == [
        "New: pci/pci_2023.csv.",
        "The framework of 2022 is taken for 2023, too; write frameworks/pci.csv if it changed.",
    ]
    take_in(raw, offer, agree)
    scores = parlib.load("pci").query("province_code == '22' and year >= 2021").set_index("year")
    assert scores["score"][2023] == scores["score"][2022]
    assert (scores["change"][2023], set(scores["series"])) == (0, {"2021-2023"})


def test_an_id_that_is_taken_or_cannot_be_one_is_refused(raw_copy, tmp_path):
    for name, said in (("papi", "there is an index 'papi' already"), ("HDI", "'HDI' cannot be used"), ("all", "used")):
        with pytest.raises(ValueError, match=said):
            offer_table(raw_copy, tmp_path / "a.csv", NewIndex(name), About("X"))


def test_a_tree_without_a_description_is_said(raw_copy):
    (raw_copy / "frameworks" / "index_pci.csv").unlink()
    with pytest.raises(
        DataProblemsError, match=r"index_pci\.csv: frameworks/pci\.csv is a tree, and no file describes"
    ):
        clean_raw(raw_copy)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("tables,wide", "tables,tall", "tables is 'tall'. Write one of wide, long, labelled, ledger"),
        ("short,PCI,\n", "", "short is not said. Write it in the column value"),
        ("decimals,2", "decimals,two", "decimals is 'two'. Write a number from 0 to 6"),
        ("place_head,", "head,", "'head' is not a property of an index. Known: short"),
    ],
)
def test_a_damaged_description_is_said(raw_copy, old, new, said):
    file = raw_copy / "frameworks" / "index_pci.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(DataProblemsError, match=re.escape(said)):
        clean_raw(raw_copy)


def test_the_guide_runs_as_it_stands(own_home, monkeypatch, capsys):
    guide = (ROOT / "docs" / "add-an-index.md").read_text(encoding="utf-8")
    monkeypatch.chdir(own_home)
    commands = re.findall(r"^parlib (?:add|undo|template).*$", guide.replace("\\\n", " "), re.MULTILINE)
    assert len(commands) >= 4
    for command in commands:
        words = shlex.split(command)
        done = CliRunner().invoke(app, words[1:])
        assert done.exit_code == 0, (command, done.output)
        if words[1] == "add" and "digital" in words:
            total = parlib.load("digital").query("component_code == 'total' and province == 'Hà Nội'")
            assert (total["score"].item(), total["year"].item()) == (0.8241, 2024)
    assert "digital" not in [path.name for path in (own_home / "data" / "raw").iterdir()]


def list_words(tree):
    """Yield the texts of a module that are neither documentation nor help."""
    passed = set()
    for node in ast.walk(tree):
        first = next(iter(node.body), None) if isinstance(getattr(node, "body", None), list) else None
        if isinstance(node, ast.keyword) and node.arg in ("epilog", "help"):
            passed |= {id(inner) for inner in ast.walk(node)}
        elif isinstance(first, ast.Expr):
            passed.add(id(first.value))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed:
            yield node.value


def test_no_id_of_an_index_stands_in_code():
    ids = set(INDICES)
    assert len(ids) >= 6
    modules = {path: ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "src").rglob("*.py")}
    assert [(path.name, word) for path, tree in modules.items() for word in list_words(tree) if word in ids] == []
