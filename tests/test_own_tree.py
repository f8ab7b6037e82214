"""The tree of a year comes from the workbook itself: any numbering gives the codes, and it is kept as the framework."""

import csv

import pytest
from made_boards import grant, list_components, list_detail, list_fields, write_rows
from typer.testing import CliRunner

from parlib.clean.adding import NotConfirmedError, add_file
from parlib.clean.arrival import Arrival, recognise_file
from parlib.clean.journal import list_changes, undo_change
from parlib.clean.run import clean_raw
from parlib.cli.common import app
from parlib.problems import DataProblemsError
from parlib.readers.tree import find_tree, resolve_codes
from parlib.readers.workbook import read_workbook

BOARD = Arrival("par_index", "scoreboard", False)


def list_bytes(raw):
    return {path.relative_to(raw): path.read_bytes() for path in sorted(raw.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("style", ["dotted", "roman", "mixed"])
def test_a_tree_in_any_numbering_is_read_with_names_maxima_and_agencies(tmp_path, style):
    tree = find_tree(read_workbook(write_rows(tmp_path / "a.xlsx", list_detail(style))))
    rows = list_components()
    assert tree["component_code"].tolist() == ["total", *[code for code, _, _ in rows if code]]
    assert tree["name_vi"].tolist()[1:] == [name for code, name, _ in rows if code]
    assert tree["max_score"].astype(float).tolist()[1:] == [most for code, _, most in rows if code]
    assert tree.set_index("component_code").loc[["1.1", "2", "8.2.2"], "agency"].tolist() == [
        "VP UBND tỉnh",
        "Sở Nội vụ",
        "Các sở, ngành",
    ]


@pytest.mark.parametrize(
    ("marks", "codes"),
    [
        (["1", "1.1", "1.1.1", "2"], ["1", "1.1", "1.1.1", "2"]),
        ([1.0, 1.1, 1.2, 1.9, 1.1, 1.11], ["1", "1.1", "1.2", "1.9", "1.10", "1.11"]),
        ([1.0, "2025-01-01", "2025-02-01", 2.0], ["1", "1.1", "1.2", "2"]),
    ],
)
def test_codes_that_a_spreadsheet_changed_are_settled_by_their_order(marks, codes):
    styles = [
        ("number", f"{mark:g}", "") if isinstance(mark, float) else ("date" if "-" in mark else "arabic", mark, "")
        for mark in marks
    ]
    assert resolve_codes(styles) == codes


def test_a_province_s_own_detail_brings_the_framework_and_is_read_by_it(raw_copy, tmp_path):
    path = write_rows(tmp_path / "chi tiet.xlsx", list_detail())
    seen = []
    target, _ = add_file(
        raw_copy, path, recognise_file(path), 2025, "Sở Nội vụ", confirm=lambda plan: not seen.append(plan)
    )
    assert seen[0].tree.count_levels() == (8, 16, 32)
    assert target.name == "par_index_2025-22.xlsx"
    assert (raw_copy / "frameworks" / "par_index_2025.csv").exists()
    parts = clean_raw(raw_copy)[0]["parts"].set_index("component_code")
    assert parts.loc["3.2.1", ["score", "agency"]].tolist() == [grant("3.2.1"), "Sở Nội vụ"]
    assert len(parts) == 1 + 8 + 16 + 32


def test_agencies_of_the_own_detail_hold_the_components_as_they_are_written(raw_copy, tmp_path):
    add_file(raw_copy, write_rows(tmp_path / "a.xlsx", list_detail()), BOARD, 2025, "Sở Nội vụ")
    holdings = clean_raw(raw_copy)[0]["holdings"].set_index("component_code")["agency"]
    assert holdings[["1.1.1", "2", "8.2.2"]].tolist() == [
        "Văn phòng Ủy ban nhân dân tỉnh",
        "Sở Nội vụ",
        "Các sở, ngành",
    ]
    assert len(holdings) == 8 + 16 + 32


@pytest.mark.parametrize("style", ["roman", "mixed"])
def test_figures_below_roman_numbers_and_letters_belong_to_the_same_components(raw_copy, tmp_path, style):
    path = write_rows(tmp_path / "a.xlsx", list_detail(style))
    add_file(raw_copy, path, BOARD, 2025, "Sở Nội vụ")
    parts = clean_raw(raw_copy)[0]["parts"].set_index("component_code")["score"]
    assert parts.round(4).to_dict() == {code or "total": grant(code) for code, _, _ in list_components()}


def test_a_tree_that_does_not_make_100_is_refused(raw_copy, tmp_path):
    rows = list_detail()
    rows[8][2] = 4.0
    before = list_bytes(raw_copy)
    with pytest.raises(DataProblemsError, match=r"the parts of component 1.1 have 7.125 points together in 2025"):
        add_file(raw_copy, write_rows(tmp_path / "a.xlsx", rows), BOARD, 2025, "Sở Nội vụ")
    assert list_bytes(raw_copy) == before


def test_a_person_who_does_not_agree_to_the_tree_leaves_everything_as_it_was(raw_copy, tmp_path):
    before = list_bytes(raw_copy)
    with pytest.raises(NotConfirmedError):
        add_file(
            raw_copy,
            write_rows(tmp_path / "a.xlsx", list_detail()),
            BOARD,
            2025,
            "Sở Nội vụ",
            confirm=lambda plan: False,
        )
    assert list_bytes(raw_copy) == before


def test_the_national_table_and_the_own_detail_are_joined_and_come_apart_again(raw_copy, tmp_path):
    names = clean_raw(raw_copy)[0]["places"].query("vintage == '34'").set_index("province_code")["name_vi"].to_dict()
    start = list_bytes(raw_copy)
    own = write_rows(tmp_path / "own.xlsx", list_detail())
    nation = write_rows(tmp_path / "nation.xlsx", list_fields(names), "Toàn quốc")
    add_file(raw_copy, own, BOARD, 2025, "Sở Nội vụ")
    target, _ = add_file(raw_copy, nation, BOARD, 2025, "Bộ Nội vụ")
    assert target.name == "par_index_2025.xlsx"
    scores = clean_raw(raw_copy)[0]["scores"].query("index == 'par_index' and year == 2025")
    counts = scores.groupby("component_code")["province_code"].nunique()
    assert counts[["total", "1", "1.1"]].tolist() == [34, 34, 1]
    assert scores.query("component_code == '1.1'")["rank"].isna().all()  # nobody else is known there
    assert scores.query("component_code == '2'")["rank"].notna().all()
    undo_change(raw_copy)
    undo_change(raw_copy)
    assert list_bytes(raw_copy) == start


def test_figures_in_which_the_two_tables_differ_are_named_in_both(raw_copy, tmp_path):
    add_file(raw_copy, write_rows(tmp_path / "own.xlsx", list_detail()), BOARD, 2025, "Sở Nội vụ")
    rows = list_fields({"01": "Hà Nội", "22": "Quảng Ninh"})
    rows[3][4] += 0.5
    rows[3][10] += 0.5
    with pytest.raises(DataProblemsError) as error:
        add_file(raw_copy, write_rows(tmp_path / "n.xlsx", rows, "Toàn quốc"), BOARD, 2025, "Bộ Nội vụ")
    said = [str(problem) for problem in error.value.problems]
    assert said[0].startswith("par_index/par_index_2025-22.xlsx, sheet '22 Quảng Ninh', cell F")
    assert f"points of component 3 of Quảng Ninh is {grant('3'):g} here and {grant('3') + 0.5:g} in " in said[0]
    assert "n.xlsx, sheet 'Toàn quốc', cell E4" in said[0]


def test_a_later_version_says_what_changes_and_the_first_one_comes_back(raw_copy, tmp_path):
    (raw_copy.parents[1] / "notebooks").mkdir()
    rows = list_detail()
    path = write_rows(tmp_path / "a.xlsx", rows)
    add_file(raw_copy, path, BOARD, 2025, "Sở Nội vụ")
    first = list_bytes(raw_copy)
    for row, column in ((8, 4), (8, 5), (7, 5), (6, 5), (-1, 5)):
        rows[row][column] -= 0.25
    write_rows(path, rows)
    run = ["--year", "2025", "--issuer", "Sở Nội vụ", "--home", str(raw_copy.parents[1])]
    done = CliRunner().invoke(app, ["add", str(path), *run])
    assert done.exit_code == 0, done.output
    assert "It replaces par_index/par_index_2025-22.xlsx: 5 figures change, 0 are new, 0 go." in done.output
    assert f"22 Quảng Ninh!E9: {grant('1.1.1'):g} becomes {grant('1.1.1') - 0.25:g}" in done.output
    done = CliRunner().invoke(app, ["undo", *run[-2:]])
    assert "Undone: added a.xlsx (par_index 2025)" in done.output
    assert list_bytes(raw_copy) == first


def test_a_later_version_in_another_form_takes_the_place_of_the_first(raw_copy, tmp_path):
    """Both stood there: the later one was refused for contradicting the first, which only a hand could take out."""
    rows = list_detail()
    add_file(raw_copy, write_rows(tmp_path / "a.xlsx", rows), BOARD, 2025, "Sở Nội vụ")
    first = list_bytes(raw_copy)
    for row, column in ((8, 4), (8, 5), (7, 5), (6, 5), (-1, 5)):
        rows[row][column] -= 0.25
    with (tmp_path / "b.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([*row, *[""] * (9 - len(row))] for row in rows)
    plans = []
    add_file(raw_copy, tmp_path / "b.csv", BOARD, 2025, "Sở Nội vụ", confirm=lambda plan: not plans.append(plan))
    assert (plans[0].replacement.file, len(plans[0].replacement.changed)) == ("par_index/par_index_2025-22.xlsx", 5)
    assert [path.name for path in (raw_copy / "par_index").glob("par_index_2025*")] == ["par_index_2025-22.csv"]
    assert "par_index_2025-22.xlsx" not in (raw_copy / "sources.csv").read_text(encoding="utf-8")
    clean_raw(raw_copy)
    undo_change(raw_copy)
    assert list_bytes(raw_copy) == first
    assert [entry.undoes for entry in list_changes(raw_copy)] == [False, False, True]


def test_a_version_in_which_figures_are_gone_is_taken_only_when_that_is_agreed(raw_copy, tmp_path):
    rows = list_detail()
    path = write_rows(tmp_path / "a.xlsx", rows)
    add_file(raw_copy, path, BOARD, 2025, "Sở Nội vụ")
    write_rows(path, [[*row[:3], "", *row[4:]] if number > 5 else row for number, row in enumerate(rows)])
    plans = []
    with pytest.raises(NotConfirmedError):
        add_file(raw_copy, path, BOARD, 2025, "Sở Nội vụ", confirm=lambda plan: bool(plans.append(plan)))
    assert (len(plans[0].replacement.gone), plans[0].replacement.changed) == (32, [])
    assert plans[0].replacement.gone[0] == f"22 Quảng Ninh!D9: {grant('1.1.1'):g} goes"
    assert len(list_changes(raw_copy)) == 1


@pytest.mark.parametrize("year", [202, -1, 20255, 2011, 2999])
def test_a_year_that_the_index_cannot_have_is_refused(raw_copy, tmp_path, year):
    path = write_rows(tmp_path / "a.xlsx", list_detail())
    with pytest.raises(ValueError, match=f"year {year} cannot be: par_index has results of 2012 to 20"):
        add_file(raw_copy, path, BOARD, year, "Sở Nội vụ")
