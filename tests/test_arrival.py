"""Files that arrive: recognised, checked as a whole before anything is written, logged, and safe to add again."""

import hashlib
import shutil

import pandas as pd
import pytest
from made_surveys import write_microdata
from places_here import ROOT
from typer.testing import CliRunner

from parlib.clean.account import Account
from parlib.clean.adding import add_file
from parlib.clean.arrival import Arrival, recognise_file
from parlib.clean.check import find_problems
from parlib.clean.printed import find_differences
from parlib.clean.run import clean_raw
from parlib.clean.survey import find_form
from parlib.cli.common import app
from parlib.forms import microdata as respondents
from parlib.forms.scoreboard import write_scoreboard
from parlib.forms.shares import write_share_book
from parlib.problems import DataProblemsError
from parlib.readers.reference import read_register
from parlib.simulate.home import open_simulated_home, simulate_scoreboard
from parlib.simulate.survey import find_simulated_shares, simulate_columns, simulate_survey
from parlib.speech import say
from parlib.terms import find_vintage

RAW = ROOT / "data" / "raw"


def write_shares(path, year=2023, provinces=("22",), change=None, simulated=False):
    """Write a filled-in aggregate workbook of some provinces, without the country."""
    known, tree, questions = find_form(RAW, "sipas", year)
    names = known.names[find_vintage("sipas", year)].names
    places = {code: names[code] for code in provinces}
    columns = simulate_columns(tree, questions, list(places.values()), 3, 4000)
    shares = find_simulated_shares(tree, questions, places, columns).query("province_code != 'VN'")
    shares = shares[~shares["component_code"].isin(["total"]) | shares["measure"].str.contains("_")]
    write_share_book(path, year, tree, questions, places, change(shares) if change else shares, simulated)
    return path


def list_bytes(raw):
    return {path.relative_to(raw): path.read_bytes() for path in sorted(raw.rglob("*")) if path.is_file()}


def test_every_kind_of_file_is_recognised(tmp_path):
    shares = write_shares(tmp_path / "a.xlsx")
    _, tree, questions = find_form(RAW, "sipas", 2025)
    respondents.write_microdata(tmp_path / "b.xlsx", 2025, tree, questions, ["Hà Nội"])
    components = find_form(RAW, "sipas", 2025)[0].components.query("index == 'par_index' and year == 2025")
    write_scoreboard(tmp_path / "c.xlsx", 2025, components, {"22": "Quảng Ninh"})
    (tmp_path / "d.csv").write_text("Tỉnh,2.1.1,LC1\nHà Nội,5,1\n", encoding="utf-8")
    (tmp_path / "e.csv").write_text("component_code,parent_code,name_vi,max_score,method,agency\n", encoding="utf-8")
    found = [
        recognise_file(path) for path in (shares, *[tmp_path / f"{n}" for n in ("b.xlsx", "c.xlsx", "d.csv", "e.csv")])
    ]
    assert found == [
        Arrival("sipas", "shares", False),
        Arrival("sipas", "microdata", False),
        Arrival("par_index", "scoreboard", False),
        Arrival("sipas", "microdata", False),
        Arrival("par_index", "framework", False),
    ]
    assert recognise_file(shares, kind="scoreboard").kind == "scoreboard"
    with pytest.raises(ValueError, match=r"a.xlsx holds shares by province .* belongs to sipas, not to par_index"):
        recognise_file(shares, "par_index", "shares")
    with pytest.raises(ValueError, match="index 'papi' has no workbooks to add"):
        recognise_file(shares, "papi")


def test_an_aggregate_file_is_added_logged_and_added_again(raw_copy, tmp_path):
    path = write_shares(tmp_path / "SIPAS.xlsx")
    target, account = add_file(raw_copy, path, recognise_file(path), 2023, "Bộ Nội vụ", "QĐ 1", "2024-04-17")
    assert target == raw_copy / "sipas" / "sipas_2023.xlsx"
    row = read_register(raw_copy / "sources.csv").set_index("path").loc["sipas/sipas_2023.xlsx"]
    assert row[["issuer", "document", "date", "simulated"]].tolist() == ["Bộ Nội vụ", "QĐ 1", "2024-04-17", "no"]
    assert row["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert account.to_table()["read"].tolist() == [44 * 3 + 9 + 6]
    before = list_bytes(raw_copy)
    add_file(raw_copy, path, recognise_file(path), 2023, "Bộ Nội vụ", "QĐ 1", "2024-04-17")
    assert list_bytes(raw_copy) == before
    scores = clean_raw(raw_copy)[0]["scores"].query("index == 'sipas' and year == 2023 and province_code == '22'")
    assert set(scores["component_code"]) >= {"1", "2", "2.1.1"}


def test_a_microdata_file_is_added_and_wrong_ones_leave_nothing(raw_copy, tmp_path):
    file = write_microdata(raw_copy, log=False)
    path = tmp_path / "phieu.csv"
    shutil.move(raw_copy / file, path)
    target, account = add_file(raw_copy, path, recognise_file(path), 2022, "Sở Nội vụ")
    assert target.name == "sipas_microdata_2022.csv"
    assert account.to_table()[["read", "kept"]].to_numpy().tolist() == [[120, 110]]
    before = list_bytes(raw_copy)
    bad = tmp_path / "bad.csv"
    bad.write_text(path.read_text(encoding="utf-8").replace("Quảng Ninh,Đất đai,5", "Quảng Minh,Đất đai,7", 1), "utf-8")
    with pytest.raises(DataProblemsError) as error:
        add_file(raw_copy, bad, recognise_file(bad), 2022, "Sở Nội vụ")
    said = [str(problem) for problem in error.value.problems]
    assert said[0] == f"{bad}, row 2, column '2.1.1': answer '7' is not a whole number from 1 to 5"
    assert "'Quảng Minh' is not the name of one of the 63 provinces" in said[1]
    assert list_bytes(raw_copy) == before


def test_a_total_that_is_not_the_printed_one_is_named_by_cell_and_taken_only_on_demand(raw_copy, tmp_path):
    def set_total(shares):
        total = {"province_code": "22", "component_code": "total", "measure": "satisfied", "share": 0.85, "n": 900}
        return pd.concat([shares, pd.DataFrame([total])])

    path = write_shares(tmp_path / "SIPAS.xlsx", 2022, change=set_total)
    known = {note.file for note in clean_raw(raw_copy)[1].notes}
    before = list_bytes(raw_copy)
    with pytest.raises(DataProblemsError) as error:
        add_file(raw_copy, path, recognise_file(path), 2022, "Bộ Nội vụ")
    (said,) = [str(problem) for problem in error.value.problems]
    assert said.startswith(
        f"{path}, sheet 'Hài lòng', cell C8: the result of Quảng Ninh in 2022 is 85, elsewhere it is 87.59% "
        "(printed, sipas/ledger.csv, row"
    )
    assert said.endswith("add it again with --accept-differences")
    assert list_bytes(raw_copy) == before
    _, account = add_file(raw_copy, path, recognise_file(path), 2022, "Bộ Nội vụ", accept_differences=True)
    assert len(account.notes) == 1
    named = {note.file for note in clean_raw(raw_copy)[1].notes} - known
    assert named == {"sipas/sipas_2022.xlsx"}


def write_board(path, score):
    known = find_form(RAW, "sipas", 2023)[0]
    tree = known.components.query("index == 'par_index' and year == 2023")
    fields = tree.loc[tree["combine"] == "leaf", "component_code"].tolist()
    most = [score / 8] * 8
    points = pd.DataFrame(
        {
            "province_code": "22",
            "component_code": fields,
            "self": None,
            "appraised": most,
            "survey": None,
            "score": most,
            "reason": "",
        }
    )
    write_scoreboard(path, 2023, tree, {"22": "Quảng Ninh"}, points)
    return path


def test_a_scoreboard_total_added_up_from_parts_is_held_against_the_printed_one(raw_copy, tmp_path):
    far = write_board(tmp_path / "far.xlsx", 70)
    with pytest.raises(DataProblemsError) as error:
        add_file(raw_copy, far, recognise_file(far), 2023, "Bộ Nội vụ")
    said = [problem.message for problem in error.value.problems]
    assert said == [
        "the result of Quảng Ninh in 2023 is 70, elsewhere it is 92.18% (printed, par_index/ledger.csv, row 132)"
    ]
    told = say(error.value.problems[0].say(), "vi")
    assert "năm 2023 là 70, nơi khác ghi 92.18% (đã công bố, par_index/ledger.csv, dòng 132)" in told


def test_other_provinces_keep_their_printed_results_beside_a_workbook_of_one(raw_copy, tmp_path):
    before = clean_raw(raw_copy)[0]["scores"].query(
        "index == 'par_index' and year == 2023 and component_code == 'total'"
    )
    path = write_board(tmp_path / "board.xlsx", 70)
    add_file(raw_copy, path, recognise_file(path), 2023, "Bộ Nội vụ", accept_differences=True)
    after = clean_raw(raw_copy)[0]["scores"].query(
        "index == 'par_index' and year == 2023 and component_code == 'total'"
    )
    assert set(after["province_code"]) == set(before["province_code"]) | {"22"}
    assert after.set_index("province_code").loc["22", ["score", "kind"]].tolist() == [pytest.approx(70), "computed"]


def test_one_agreeing_printed_fact_is_enough():
    figures = pd.DataFrame(
        {
            "index": "par_index",
            "year": 2023,
            "vintage": "63",
            "place_code": "31",
            "component_code": "total",
            "measure": "score",
            "number": [91.812],
            "file": "a.xlsx",
            "cell": "A!B2",
        }
    )
    fact = {
        "index": "par_index",
        "year": 2023,
        "vintage": "63",
        "place_code": "31",
        "component_code": "total",
        "measure": "score",
        "place": "Hải Phòng",
        "status": "printed",
        "file": "ledger.csv",
        "row": 2,
    }
    facts = pd.DataFrame([fact | {"text": "91,87", "value": 91.87}, fact | {"text": "91,81", "value": 91.81}])
    assert find_differences(figures, facts) == []
    (problem,) = find_differences(figures.assign(number=91.83), facts)
    assert str(problem) == (
        "a.xlsx, sheet 'A', cell B2: the result of Hải Phòng in 2023 is 91.83, elsewhere it is 91,87 (printed, "
        "ledger.csv, row 2); 91,81 (printed, ledger.csv, row 2)"
    )


def test_simulated_files_go_to_simulated_homes_and_real_ones_to_real_homes(raw_copy, tmp_path):
    demo = open_simulated_home(tmp_path / "demo", RAW)
    made = simulate_survey(demo, 2025, seed=1, respondents=3000, aggregate=True)
    kept = tmp_path / "SIPAS.xlsx"
    shutil.move(made, kept)
    arrival = recognise_file(kept)
    assert arrival.marked
    before = list_bytes(raw_copy)
    with pytest.raises(ValueError, match="simulated figures need a home of their own"):
        add_file(raw_copy, kept, arrival, 2025, "parlib")
    assert list_bytes(raw_copy) == before
    target, _ = add_file(demo, kept, arrival, 2025, "parlib")
    assert target == made
    assert read_register(demo / "sources.csv").set_index("path").at[f"sipas/{made.name}", "simulated"] == "yes"
    real = write_shares(tmp_path / "real.xlsx")
    with pytest.raises(ValueError, match=r"holds simulated figures: real ones \(real.xlsx\) do not belong there"):
        add_file(demo, real, recognise_file(real), 2023, "Bộ Nội vụ")


def test_a_second_file_of_the_year_under_another_name_is_refused(raw_copy, tmp_path):
    path = write_shares(tmp_path / "SIPAS.xlsx")
    add_file(raw_copy, path, recognise_file(path), 2023, "Bộ Nội vụ")
    (raw_copy / "sipas" / "sipas_2023.xlsx").rename(raw_copy / "sipas" / "sipas_2023_cu.xlsx")
    with pytest.raises(ValueError, match=r"already holds sipas_2023_cu.xlsx for 2023: take it out first"):
        add_file(raw_copy, path, recognise_file(path), 2023, "Bộ Nội vụ")


def test_a_framework_of_a_year_is_added_without_a_row_in_the_bridge(raw_copy, tmp_path):
    demo = open_simulated_home(tmp_path / "demo", RAW)
    simulate_scoreboard(demo, 2025, 1)
    tree = pd.read_csv(demo / "frameworks" / "par_index_2025.csv", dtype=str, keep_default_na=False)
    path = tmp_path / "khung.csv"
    tree.assign(note="", name_vi=tree["name_vi"].str.replace("mô phỏng", "số")).to_csv(path, index=False)
    told = Account()
    assert find_problems(raw_copy, path, 2025, gathered=told) == []  # as add: told, and no hindrance
    target, account = add_file(raw_copy, path, recognise_file(path), 2025, "Bộ Nội vụ", "QĐ 999")
    assert [note.message for note in told.notes] == [note.message for note in account.notes]
    assert target == raw_copy / "frameworks" / "par_index_2025.csv"
    (note,) = account.notes
    assert str(note).startswith(
        "frameworks/bridge_par_index.csv: nothing there links the framework of 2025 to that of 2024"
    )
    links = clean_raw(raw_copy)[0]["bridges"].query("index == 'par_index' and year_after == 2025")
    assert links[["key_after", "relation", "comparable", "verified"]].values.tolist() == [
        ["total", "unknown", False, False]
    ]


def test_the_command_says_what_it_read_and_what_to_do_next(raw_copy, tmp_path):
    path = write_shares(tmp_path / "SIPAS.xlsx")
    home = str(raw_copy.parents[1])
    (raw_copy.parents[1] / "notebooks").mkdir()
    done = CliRunner().invoke(app, ["add", str(path), "--year", "2023", "--issuer", "Bộ Nội vụ", "--home", home])
    assert done.exit_code == 0, done.output
    assert "SIPAS.xlsx: SIPAS 2023, shares by province (bảng tỷ lệ hài lòng)" in done.output
    assert "147 of 147 figures read." in done.output
    assert "Added: sipas/sipas_2023.xlsx; logged in sources.csv with its hash." in done.output
    places = f"--home {home} --output {home}/reports"
    command = f"parlib report --index sipas --year 2023 --province 22 {places}"
    assert done.output.splitlines()[-1] == f"Next (it cleans by itself): {command}"
