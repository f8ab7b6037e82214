"""The action register: written, filled in, taken in again; what people wrote stays, what is unknown is refused."""

import zipfile
from dataclasses import replace

import pandas as pd
import pytest
from made_registers import NAMES, ROW, fill_in

from parlib.clean.reference import read_reference
from parlib.clean.registers import clean_register
from parlib.forms.register import renew_register, take_in_register
from parlib.problems import DataProblemsError
from parlib.readers.action_book import read_action_book
from parlib.readers.workbook import read_workbook
from parlib.study.register import find_overdue, update_tasks
from parlib.terms import INDICES, Nouns


def faults_of(path, home):
    with pytest.raises(DataProblemsError) as error:
        clean_register(read_action_book(path), read_reference(home / "data" / "raw"))
    return [str(problem) for problem in error.value.problems]


def test_clean_register_knows_agencies_by_their_other_names_and_a_merged_one_by_its_successor(tmp_path, home):
    path = fill_in(tmp_path / "a.xlsx", {}, holdings=[("4", "snv"), ("5", "Sở Thông tin và Truyền thông")])
    tables = clean_register(read_action_book(path), read_reference(home / "data" / "raw"))
    task = tables["actions"].iloc[0]
    assert task[["lead_agency", "coordinating_agency"]].tolist() == ["Sở Nội vụ", "Sở Y tế; Sở Khoa học và Công nghệ"]
    assert task[["cause_class", "status", "due", "lost_written"]].tolist() == ["people", "doing", "2025-06-30", 1.5]
    assert tables["holdings"]["agency"].tolist() == ["Sở Nội vụ", "Sở Khoa học và Công nghệ"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"component": "9.9"}, "component '9.9' is not in the framework of 2024"),
        ({"lead_agency": "Sở Nội vụu"}, "agency 'Sở Nội vụu' is not in the sheet 'Cơ quan'; nearest known: Sở Nội vụ"),
        ({"coordinating_agency": "SNV; Sở Nội vuj"}, "agency 'Sở Nội vuj' is not in the sheet"),
        ({"cause_class": "thời tiết"}, "cause class 'thời tiết' is not known. Choose one of con người"),
        ({"status": "gần xong"}, "state 'gần xong' is not known"),
        ({"deadline": "sớm nhất"}, "deadline 'sớm nhất' is not a date"),
        ({"deadline": "31/02/2025"}, "deadline '31/02/2025' is not a date"),
    ],
)
def test_clean_register_refuses_what_is_unknown_by_sheet_and_row(tmp_path, home, row, said):
    faults = faults_of(fill_in(tmp_path / "a.xlsx", {}, row), home)
    assert any(said in fault and "sheet 'Nhiệm vụ', row 8" in fault for fault in faults), faults


def test_clean_register_refuses_a_component_given_to_two_agencies(tmp_path, home):
    path = fill_in(tmp_path / "a.xlsx", {}, holdings=[("4", "SNV"), ("4", "SYT")])
    assert any("component '4' is given to two agencies" in fault for fault in faults_of(path, home))


@pytest.mark.parametrize("text", ["=1+1", "+84", "-tăng cường", "@SUM(A1)", "<b>đậm</b>"])
def test_text_never_becomes_a_formula(tmp_path, text):
    path = fill_in(tmp_path / "a.xlsx", {"task": text, "cause": text})
    assert read_action_book(path).tasks["task"].iloc[0] == text
    with zipfile.ZipFile(path) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist() if "worksheets" in name)


def test_update_tasks_keeps_what_people_wrote_and_says_what_became_of_each_loss():
    losses = pd.DataFrame(
        {
            "component_code": ["4.1", "4.2", "4.3", "4.5"],
            "component": ["a", "b", "c", "e"],
            "lost": [0.5, 1.5, 0.0, 0.0],
            "recoverable": [0.4, 1.0, 0.0, 0.0],
        }
    )
    tasks = pd.DataFrame(
        [
            ROW | {"component": code, "lost": lost, "Cột của tỉnh": code}
            for code, lost in (("4.2", 1.5), ("4.2", 2.0), ("4.3", 0.7), ("4.4", 0.9))
        ]
    )
    table = update_tasks(tasks, losses, {"4.1": "a", "4.2": "b", "4.3": "c", "4.4": "d", "4.5": "e"})
    assert table["component"].tolist() == ["4.2", "4.2", "4.3", "4.4", "4.1"]
    assert table["state"].tolist() == ["same", "changed", "recovered", "unknown", "new"]
    assert table["task"].tolist() == ["Bố trí đủ người"] * 4 + [""]
    assert table["Cột của tỉnh"].tolist() == ["4.2", "4.2", "4.3", "4.4", ""]
    assert table["lost"].fillna(-1).tolist() == [1.5, 1.5, 0.0, -1, 0.5]  # nothing is known of 4.4 now


@pytest.fixture
def own_home(tmp_path, home):
    import shutil

    shutil.copytree(home / "data", tmp_path / "home" / "data")
    return tmp_path / "home"


def test_a_register_written_filled_in_and_taken_in_again_keeps_every_word(own_home, home, tmp_path):
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    counts = renew_register(own_home, "22", "papi", 2024, first)
    assert counts == {"new": len(read_action_book(first).tasks)}
    fill_in(first, {"task": "=Giao việc"}, {"component": "5.3", "lost": 0.0}, **{"Cột của tỉnh": ["x", "y"]})
    target, tables = take_in_register(own_home / "data" / "raw", first)
    assert (target.name, len(tables["actions"])) == ("papi_2024_22.xlsx", 2)
    renew_register(own_home, "22", "papi", 2024, second)
    book = read_action_book(second)
    written = book.tasks[book.tasks["task"] != ""]
    assert written["task"].tolist() == ["=Giao việc", "Bố trí đủ người"]
    assert written["Cột của tỉnh"].tolist() == ["x", "y"]
    assert written["state"].str.startswith("đã thay đổi: trước").all()
    assert book.agencies["agency"].tolist() == [name for name, _, _ in NAMES]
    assert dict(zip(book.holdings["component"], book.holdings["agency"], strict=True))["4"] == "Sở Nội vụ"


def test_a_register_in_which_nobody_has_written_yet_is_taken_in(own_home, tmp_path):
    path = tmp_path / "empty.xlsx"
    renew_register(own_home, "22", "papi", 2024, path)
    target, tables = take_in_register(own_home / "data" / "raw", path)
    assert (target.name, len(tables["actions"])) == ("papi_2024_22.xlsx", 0)


def test_take_in_register_writes_nothing_if_anything_is_wrong(own_home, tmp_path):
    raw = own_home / "data" / "raw"
    before = (raw / "sources.csv").read_bytes()
    with pytest.raises(DataProblemsError, match=r"9\.9"):
        take_in_register(raw, fill_in(tmp_path / "a.xlsx", {"component": "9.9"}))
    assert (raw / "sources.csv").read_bytes() == before
    assert not (raw / "actions").exists()


def test_find_overdue_leaves_out_what_is_done_dropped_or_still_to_come():
    dues = ["2025-06-30", "2025-06-29", "2025-06-30", "2025-07-01", ""]
    states = ["doing", "planned", "done", "planned", "planned"]
    actions = pd.DataFrame({"task": list("abcde"), "due": dues, "status": states})
    assert find_overdue(actions, "2025-07-01")["task"].tolist() == ["b", "a"]
    assert find_overdue(actions, "2025-06-30")["task"].tolist() == ["b"]


def test_the_register_of_an_own_index_calls_its_places_by_their_word_and_is_read(tmp_path, monkeypatch):
    nouns = Nouns("sở", "agency", "agencies", "toàn tỉnh", "the province", "khối", "group", "groups")
    monkeypatch.setattr(INDICES, "_seen", {**INDICES._seen, "cchc_so": replace(INDICES["papi"], nouns=nouns)})
    fill_in(tmp_path / "a.xlsx", {}, year=2025, province="Sở Nội vụ", index="cchc_so")
    sheet = next(sheet for sheet in read_workbook(tmp_path / "a.xlsx", "a.xlsx") if sheet.title == "Nhiệm vụ")
    assert [sheet.text(row, 0) for row in (1, 2, 3)] == ["Sở", "Chỉ số", "Năm"]
    monkeypatch.undo()  # the first cleaning knows no own index yet
    book = read_action_book(tmp_path / "a.xlsx")
    assert (book.province, book.index, book.year) == ("Sở Nội vụ", "cchc_so", "2025")
