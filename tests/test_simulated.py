"""Simulated scoreboards: plausible, reproducible, marked everywhere, and never beside real figures."""

import hashlib
import shutil

import openpyxl
import pandas as pd
import pytest
from linked import check_links
from places_here import ROOT

from parlib.checks import check_mixture
from parlib.clean.adding import add_file
from parlib.clean.arrival import recognise_file
from parlib.clean.check import find_problems
from parlib.clean.reference import read_reference
from parlib.clean.run import clean_raw
from parlib.clean.scoreboard import clean_scoreboards
from parlib.figures.style import new_figure, render_png, stamp_figure
from parlib.forms.scoreboard import write_scoreboard
from parlib.framework import keep_parts
from parlib.problems import DataProblemsError
from parlib.questions import agencies, claims, reasons, sides
from parlib.questions import position as standings
from parlib.readers.reference import read_register
from parlib.readers.register import log_file
from parlib.readers.workbook import read_workbook
from parlib.runs.plan import plan_pages
from parlib.simulate.home import open_simulated_home, simulate_scoreboard
from parlib.simulate.scoreboard import simulate_points, simulate_tree
from parlib.store import load_table
from parlib.study import granted, position
from parlib.subject import open_subject
from parlib.wording.titles import SIMULATED, SIMULATED_STEM

RAW = ROOT / "data" / "raw"
FIELDS = pd.DataFrame(
    {
        "component_code": list("12345678"),
        "name_vi": [f"Lĩnh vực {code}" for code in "12345678"],
        "max_score": [9.5, None, 13, 10.5, 15, None, None, 16.5],
    }
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """Return a home of simulated figures of 2025, cleaned."""
    home = tmp_path_factory.mktemp("demo")
    raw = open_simulated_home(home, RAW)
    simulate_scoreboard(raw, 2025, 1)
    clean_raw(raw, home / "data" / "processed")
    return home


@pytest.fixture
def in_demo(demo, monkeypatch):
    monkeypatch.setenv("PARLIB_HOME", str(demo))
    return demo


@pytest.mark.parametrize("seed", range(12))
def test_a_simulated_tree_has_the_counts_and_points_of_decision_876(seed):
    tree = simulate_tree(FIELDS, seed)
    levels = tree["component_code"].str.count(r"\.")
    assert [(levels == level).sum() for level in (1, 2)] == [37, 88]
    assert tree.groupby("method")["max_score"].sum()["documents"] == 68
    assert tree.loc[~tree["method"].isin(["", "documents"]), "max_score"].sum() == 32
    assert tree[tree["parent_code"] == "total"]["max_score"].sum() == 100
    assert (tree[tree["component_code"].isin(list("13458"))]["max_score"] == [9.5, 13, 10.5, 15, 16.5]).all()


def test_simulated_points_have_the_marks_of_real_ones():
    tree = simulate_tree(FIELDS, 1)
    points = simulate_points(tree, [f"{place:02}" for place in range(34)], 1)
    most = points["component_code"].map(tree.set_index("component_code")["max_score"])
    documents = points["appraised"].notna()
    assert (points.loc[documents, "appraised"] * 4 % 1 == 0).all()  # quarters
    assert 0.4 < (points["score"] == most)[documents].mean() < 0.9  # ceilings and ties
    assert (points["self"] >= points["appraised"])[documents].all()
    assert points["score"].between(0, most).all()
    wide = points.assign(field=points["component_code"].str[0]).pivot_table("score", "province_code", "field", "sum")
    assert wide.corr().where(lambda table: table < 1).stack().mean() > 0.1  # fields go together


def test_the_same_seed_gives_the_same_workbook(tmp_path):
    hashes = []
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        raw = open_simulated_home(tmp_path / name, RAW)
        hashes.append(hashlib.sha256(simulate_scoreboard(raw, 2025, seed).read_bytes()).hexdigest())
    assert hashes[0] == hashes[1] != hashes[2]


def test_filled_read_written_and_read_again_is_the_same_table(demo, tmp_path):
    known = read_reference(demo / "data" / "raw")
    first = clean_scoreboards(known)
    tree = keep_parts(known.components.query("index == 'par_index' and year == 2025"))
    leaves = first[~first["component_code"].isin(tree["parent_code"])]
    again = tmp_path / "home"
    shutil.copytree(demo / "data" / "raw", again / "data" / "raw")
    (path,) = (again / "data" / "raw" / "par_index").glob("*.xlsx")
    write_scoreboard(path, 2025, tree, known.names["34"].names, leaves, simulated=True)
    second = clean_scoreboards(read_reference(again / "data" / "raw"))
    pd.testing.assert_frame_equal(first, second)
    expected = simulate_points(tree, list(known.names["34"].names), 1)[["province_code", "component_code", "reason"]]
    found = leaves.merge(expected, on=["province_code", "component_code"], suffixes=("", "_made"), validate="1:1")
    assert len(found) == len(expected) == 34 * 93
    assert (found["reason"] == found["reason_made"]).all()


def test_a_missing_sheet_leaves_ranks_unknown_and_is_told(tmp_path):
    raw = open_simulated_home(tmp_path, RAW)
    simulate_scoreboard(raw, 2025, 1, missing=("Quảng Ninh",))
    tables, account = clean_raw(raw)
    assert "1 of 34 places are not there (Quảng Ninh): no rank is computed" in account.to_table()["why"].iloc[0]
    assert tables["scores"]["rank"].isna().all()
    assert tables["scores"]["province_code"].nunique() == 33


def test_scores_of_a_simulated_home_are_ranked_and_add_up(demo):
    scores = load_table("scores", demo)
    totals = scores[scores["component_code"] == "total"]
    fields = scores[scores["level"] == 1].groupby("province_code")["score"].sum()
    assert set(scores["vintage"]) == {"34"}
    assert totals["rank"].min() == 1
    assert (totals.set_index("province_code")["score"] - fields).abs().max() < 1e-9


def test_simulated_is_in_every_sheet_and_in_the_file_name(demo):
    (path,) = (demo / "data" / "raw" / "par_index").glob("*.xlsx")
    sheets = read_workbook(path)
    assert SIMULATED_STEM in path.stem
    assert len(sheets) == 35
    assert all("SIMULATED" in sheet.name and any(SIMULATED in row for row in sheet.rows) for sheet in sheets)


def test_simulated_is_on_pages_pictures_and_sources(in_demo):
    plans = plan_pages("par_index", 2025, ["22"], ["3"])
    subject = open_subject("par_index", 2025, "22", "3")
    exhibit = standings.show(subject, position.compare_provinces(subject))
    assert all(plan.html.endswith(f"{SIMULATED_STEM}.html") for plan in plans)
    assert exhibit.simulated
    assert exhibit.alt.startswith(SIMULATED)
    assert SIMULATED in exhibit.source
    blank = new_figure(2, left=0.2)[0]
    assert render_png(stamp_figure(new_figure(2, left=0.2)[0], SIMULATED)) != render_png(blank)


def test_real_pages_are_not_called_simulated(home):
    assert not any(SIMULATED_STEM in plan.html for plan in plan_pages("papi", 2024, ["22"], ["4"]))


def test_simulated_beside_real_figures_is_refused(raw_copy, demo):
    (path,) = (demo / "data" / "raw" / "par_index").glob("*.xlsx")
    shutil.copyfile(
        demo / "data" / "raw" / "frameworks" / "par_index_2025.csv", raw_copy / "frameworks" / "par_index_2025.csv"
    )
    shutil.copyfile(
        demo / "data" / "raw" / "frameworks" / "bridge_par_index.csv", raw_copy / "frameworks" / "bridge_par_index.csv"
    )
    target = raw_copy / "par_index" / path.name
    shutil.copyfile(path, target)
    log_file(raw_copy, target, issuer="parlib", simulated=True)
    with pytest.raises(
        DataProblemsError, match=r"table scores: simulated figures \(par_index/.* would stand beside real"
    ):
        clean_raw(raw_copy)
    log_file(raw_copy, target, issuer="parlib", simulated=False)
    with pytest.raises(DataProblemsError, match="the file says that its figures are simulated"):
        clean_raw(raw_copy)


def test_a_home_with_real_figures_takes_no_simulated_ones(raw_copy):
    with pytest.raises(ValueError, match="holds real figures: simulated ones need a home of their own"):
        open_simulated_home(raw_copy.parents[1], RAW)


def test_check_mixture_tells_simulated_from_real():
    register = pd.DataFrame({"source_id": ["a", "b"], "path": ["a.xlsx", "b.csv"], "simulated": ["yes", "no"]})
    assert check_mixture(pd.DataFrame({"source_id": ["a", "a"]}), "scores", register) == []
    (problem,) = check_mixture(pd.DataFrame({"source_id": ["a", "b"]}), "scores", register)
    assert str(problem).startswith("table scores: simulated figures (a.xlsx) would stand beside real ones (b.csv)")


def test_text_never_becomes_a_formula_or_markup_in_a_workbook(tmp_path):
    tree = pd.DataFrame(
        {
            "component_code": ["1", "2", "3", "4"],
            "parent_code": "",
            "name_vi": ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)"],
            "max_score": 1.0,
            "method": "documents",
            "agency": '<b>=HYPERLINK("http://x")</b>',
        }
    )
    points = pd.DataFrame(
        {
            "province_code": ["22"],
            "component_code": ["1"],
            "self": [0.5],
            "appraised": [0.5],
            "survey": [None],
            "score": [0.5],
            "reason": ["=2+2"],
        }
    )
    write_scoreboard(tmp_path / "a.xlsx", 2025, tree, {"22": "=[x]!A1"}, points)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    values = [cell.value for cell in cells]
    assert {"=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "=2+2", "=[x]!A1"} <= set(values)
    assert '<b>=HYPERLINK("http://x")</b>' in values


def test_template_is_locked_but_for_the_cells_to_fill(demo, tmp_path):
    known = read_reference(demo / "data" / "raw")
    tree = keep_parts(known.components.query("index == 'par_index' and year == 2025"))
    write_scoreboard(tmp_path / "a.xlsx", 2025, tree, {"22": "Quảng Ninh"})
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["22 Quảng Ninh"]
    document = next(row[0].row for row in sheet.iter_rows(min_row=7) if row[3].value == "thẩm định tài liệu")
    assert sheet.protection.sheet
    assert [sheet.cell(document, column).protection.locked for column in (1, 6, 7, 8, 9, 10)] == [
        True,
        False,
        False,
        True,
        False,
        False,
    ]
    kinds = {rule.type for rule in sheet.data_validations.dataValidation}
    assert kinds == {"decimal", "list"}
    assert sheet["F6"].comment.text.startswith("Điểm địa phương tự chấm")


def test_add_workbook_copies_and_logs_a_right_one_and_nothing_of_a_wrong_one(demo, raw_copy, tmp_path):
    known = read_reference(RAW)
    tree = keep_parts(known.components.query("index == 'par_index' and year == 2025"))
    fields = tree.loc[tree["level"] == 1, "component_code"].tolist()
    points = pd.DataFrame(
        {
            "province_code": "22",
            "component_code": fields,
            "self": 9.0,
            "appraised": 8.5,
            "survey": 0.5,
            "score": 9.0,
            "reason": "",
        }
    )
    write_scoreboard(tmp_path / "a.xlsx", 2025, tree, {"22": "Quảng Ninh"}, points)
    board = recognise_file(tmp_path / "a.xlsx")
    assert (board.index, board.kind, board.marked) == ("par_index", "scoreboard", False)
    target, account = add_file(raw_copy, tmp_path / "a.xlsx", board, 2025, "Bộ Nội vụ", "QĐ công bố")
    row = read_register(raw_copy / "sources.csv").set_index("path").loc[target.relative_to(raw_copy).as_posix()]
    assert row[["issuer", "document", "simulated"]].tolist() == ["Bộ Nội vụ", "QĐ công bố", "no"]
    assert row["sha256"] == hashlib.sha256(target.read_bytes()).hexdigest()
    assert "33 of 34 places are not there" in account.to_table()["why"].iloc[0]
    before = (raw_copy / "sources.csv").read_bytes(), target.read_bytes()
    write_scoreboard(tmp_path / "b.xlsx", 2025, tree, {"22": "Quảng Ninh"}, points.assign(survey=1.0))
    with pytest.raises(
        DataProblemsError, match=r"b.xlsx, sheet '22 Quảng Ninh', cell I8: points of component 1 of Quảng Ninh"
    ):
        add_file(raw_copy, tmp_path / "b.xlsx", board, 2025, "Bộ Nội vụ")
    assert before == ((raw_copy / "sources.csv").read_bytes(), target.read_bytes())


def test_claims_sides_agencies_and_reasons_add_up(in_demo):
    subject = open_subject("par_index", 2025, "22")
    claimed, halves = granted.list_claims(subject), granted.compare_sides(subject)
    lost = subject.own["max_score"] - subject.own["score"]
    assert halves["max_score"].tolist() == [68, 32]
    assert halves["lost"].sum() == pytest.approx(lost)
    assert granted.sum_reasons(subject)["lost"].sum() == pytest.approx(lost)
    assert granted.sum_agencies(subject)["lost"].sum() == pytest.approx(lost)
    assert (claimed["self_score"] - claimed["appraised_score"] == claimed["overclaim"]).all()
    assert claimed["overclaim_years"].tolist() == [1] * len(claimed)
    assert granted.list_claims(subject.with_component("1"))["component_code"].str.startswith("1.").all()


GRANTED = {
    "claims": (lambda one, halves: claims.show(one, granted.list_claims(one), halves), 5),
    "sides": (sides.show, 6),
    "agencies": (lambda one, _: agencies.show(one, granted.sum_agencies(one)), 3),
    "reasons": (lambda one, halves: reasons.show(one, granted.sum_reasons(one), halves), 3),
}
"""Question to how it is shown, and how many figures it says at least."""


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("asked", GRANTED)
def test_what_was_claimed_and_granted_leads_to_its_cells(in_demo, asked, language):
    subject, (show, least) = open_subject("par_index", 2025, "22", "total", language), GRANTED[asked]
    check_links(show(subject, granted.compare_sides(subject)), least)


def test_a_page_without_a_scoreboard_says_so(open_page):
    subject = open_page("par_index", 2023, "22", "total", "en")
    shown = claims.show(subject, granted.list_claims(subject), granted.compare_sides(subject))
    assert shown.needs == "The PAR INDEX 2023 scoreboard of Quang Ninh with points claimed, appraised and surveyed"
    assert (shown.chart, shown.finding) == ("none", "")


def test_find_problems_checks_a_scoreboard_that_lies_elsewhere(demo, tmp_path):
    (path,) = (demo / "data" / "raw" / "par_index").glob("*.xlsx")
    shutil.copyfile(path, tmp_path / "par_index_2025.xlsx")
    (problem,) = find_problems(RAW, tmp_path / "par_index_2025.xlsx")
    assert problem.file == str(tmp_path / "par_index_2025.xlsx")
    assert "par_index_2025.xlsx says that its figures are simulated, and" in problem.message
