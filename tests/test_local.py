"""A province's own index: departments and communes as data alone, from empty tables to pages in their own words."""

import json
import re

import pandas as pd
import pytest
from places_here import ROOT

from parlib.clean.adding import add_file
from parlib.clean.arrival import recognise_file
from parlib.clean.local import read_own_indices
from parlib.clean.reference import find_unlogged, read_reference
from parlib.clean.run import clean_raw
from parlib.contracts import check_contract
from parlib.exhibits.exhibit import MIME
from parlib.forms.local import list_departments, write_local
from parlib.forms.scoreboard import write_scoreboard, write_scoreboards
from parlib.problems import DataProblemsError
from parlib.province_names import build_name_index, list_aliases
from parlib.readers.register import write_rows
from parlib.runs.plan import plan_pages
from parlib.runs.run import run_pages
from parlib.simulate.home import open_simulated_home
from parlib.simulate.local import simulate_local
from parlib.store import load_table
from parlib.subject import open_subject
from parlib.terms import INDICES

RAW = ROOT / "data" / "raw"
PLACES = [
    ["code", "name_vi", "name_en", "group_vi", "group_en", "aliases"],
    ["SNV", "Sở Nội vụ", "Home Affairs", "Sở", "Departments", "Nội vụ"],
    ["STP", "Sở Tư pháp", "Justice", "Sở", "Departments", ""],
    ["SVH", "Sở Văn hóa, Thể thao và Du lịch", "Culture, Sport and Tourism", "Sở", "Departments", ""],
    ["TTT", "Thanh tra tỉnh", "Inspectorate", "Cơ quan khác", "Other agencies", ""],
    ["VP", "Văn phòng Ủy ban nhân dân tỉnh", "Office", "Cơ quan khác", "Other agencies", ""],
]
FRAMEWORK = [
    ["component_code", "parent_code", "name_vi", "max_score", "method", "agency", "name_en"],
    ["1", "", "Chỉ đạo, điều hành", "60", "", "", "Steering"],
    ["1.1", "1", "Kế hoạch cải cách của tỉnh", "20,5", "documents", "Sở Nội vụ", "Plans"],
    ["1.2", "1", "Kiểm tra", "39,5", "documents", "Thanh tra tỉnh", "Inspections"],
    ["2", "", "Thủ tục hành chính", "40", "citizen_survey", "Sở Tư pháp", "Procedures"],
]


def fill_local(raw, places=PLACES, framework=FRAMEWORK, index="cchc_so", **said):
    """Write the tables of an own index, filled in."""
    known = {
        "short": "CCHC sở",
        "name_vi": "Chỉ số CCHC các sở",
        "issuer": "UBND tỉnh Quảng Ninh",
        "one_vi": "sở",
        "one_en": "agency",
        "many_en": "agencies",
        "group_vi": "khối",
    }
    folder = write_local(raw, index, 2024, "units", said=known | said)
    write_rows(folder / "places.csv", places)
    write_rows(folder / "framework_2024.csv", framework)
    return folder


@pytest.fixture(scope="module")
def departments(tmp_path_factory):
    """Return a home with simulated figures of five departments in two years, cleaned."""
    home = tmp_path_factory.mktemp("departments")
    raw = open_simulated_home(home, RAW)
    fill_local(raw)
    for year in (2024, 2025):
        simulate_local(raw, "cchc_so", year, 1)
    clean_raw(raw, home / "data" / "processed")
    return home


@pytest.fixture
def in_departments(departments, monkeypatch):
    monkeypatch.setenv("PARLIB_HOME", str(departments))
    return departments


@pytest.fixture
def raw(tmp_path):
    return open_simulated_home(tmp_path / "home", RAW)


def find_problems(raw):
    with pytest.raises(DataProblemsError) as caught:
        read_reference(raw)
    return [str(problem) for problem in caught.value.problems]


# what a table holds


def test_scores_of_departments_add_up_and_are_ranked_among_themselves(departments):
    scores = load_table("scores", departments, "cchc_so", year=2025)
    totals = scores[scores["component_code"] == "total"].set_index("province_code")
    fields = scores[scores["level"] == 1].groupby("province_code")["score"].sum()
    assert set(totals.index) == {"SNV", "STP", "SVH", "TTT", "VP"}
    assert (totals["score"] - fields).abs().max() < 1e-9
    assert (totals["rank"] == totals["score"].rank(ascending=False, method="min")).all()
    assert set(scores["vintage"]) == {"cchc_so"}


def test_own_places_stand_apart_from_provinces(departments):
    assert set(load_table("places", departments)["vintage"]) == {"63", "34"}
    units = load_table("units", departments, vintage="cchc_so")
    assert units["region_vi"].tolist() == ["Sở"] * 3 + ["Cơ quan khác"] * 2


def test_a_department_is_found_by_code_name_and_alias(in_departments):
    names = [open_subject("cchc_so", 2025, asked).province for asked in ("SNV", "sở nội vụ", "Nội vụ")]
    assert names == ["Sở Nội vụ"] * 3


def test_an_unknown_department_is_answered_with_the_nearest(in_departments):
    with pytest.raises(ValueError, match=r"not the name of one of the places of cchc_so; nearest known: Sở Tư pháp"):
        open_subject("cchc_so", 2025, "Sở Tư páhp")


def test_a_vintage_of_provinces_is_refused_for_departments(in_departments):
    with pytest.raises(ValueError, match="units of its own, not of provinces"):
        open_subject("cchc_so", 2025, "SNV", vintage="34")


def test_the_index_is_known_by_its_own_words(in_departments):
    index = INDICES["cchc_so"]
    assert (index.short, index.nouns.one_vi, index.nouns.group_vi) == ("CCHC sở", "sở", "khối")
    assert index.grouped
    assert not index.similar


def test_provinces_and_departments_in_one_index_break_the_contract(departments):
    scores = load_table("scores", departments)
    mixed = scores.assign(vintage=scores["vintage"].mask(scores["province_code"] == "SNV", "34"))
    problems = check_contract(mixed, "scores")
    assert any("provinces for the indices over provinces" in str(problem) for problem in problems)


def test_a_long_name_and_agencies_of_the_same_name_do_not_mislead_the_reader(departments):
    parts = load_table("parts", departments, "cchc_so", year=2025)
    assert parts.groupby("province_code").size().to_dict() == dict.fromkeys(["SNV", "STP", "SVH", "TTT", "VP"], 5)


# from empty tables


def test_empty_tables_are_only_a_beginning(raw):
    write_local(raw, "cchc_xa", 2025, "departments", said={"short": "X", "name_vi": "Y", "issuer": "Z"})
    known = read_reference(raw)
    assert known.own.empty == ["cchc_xa"]
    with pytest.raises(ValueError, match="has no framework yet"):
        known.find_scored("cchc_xa")


def test_a_begun_index_of_departments_lists_the_usual_ones(raw):
    folder = write_local(raw, "cchc_so", 2025, "departments", said={"short": "X", "name_vi": "Y", "issuer": "Z"})
    places = pd.read_csv(folder / "places.csv", dtype=str)
    assert "Sở Nội vụ" in set(places["name_vi"])
    assert "Sở Thông tin và Truyền thông" not in set(places["name_vi"])  # merged in 2025


def test_an_index_is_not_begun_twice(raw):
    write_local(raw, "cchc_so", 2025)
    with pytest.raises(ValueError, match="is there already"):
        write_local(raw, "cchc_so", 2025)


def test_made_up_communes_fill_several_workbooks_ranked_together(tmp_path, raw):
    said = {"short": "CCHC xã", "name_vi": "Chỉ số CCHC cấp xã", "issuer": "UBND tỉnh"}
    folder = write_local(raw, "cchc_xa", 2025, "communes", said=said)
    write_rows(folder / "framework_2025.csv", FRAMEWORK)
    paths = simulate_local(raw, "cchc_xa", 2025, 1, units=120)
    assert [path.name.split("-")[-1] for path in paths] == ["01.xlsx", "02.xlsx"]
    scores = clean_raw(raw)[0]["scores"]
    totals = scores[scores["component_code"] == "total"]
    assert (totals["n_ranked"] == 120).all()
    assert totals["rank"].notna().all()


def test_a_filled_workbook_is_added_where_its_index_lies(tmp_path, raw_copy):
    fill_local(raw_copy)
    known = read_reference(raw_copy)
    names = known.names["cchc_so"].names
    tree = known.components.query("index == 'cchc_so' and year == 2024")
    leaves = [("1.1", 20.0, None), ("1.2", 30.0, None), ("2", None, 35.0)]
    rows = [(code, leaf, given, survey) for code in names for leaf, given, survey in leaves]
    points = pd.DataFrame(rows, columns=["province_code", "component_code", "appraised", "survey"])
    path = tmp_path / "bang diem.xlsx"
    write_scoreboard(path, 2024, tree, names, points, index=known.find_scored("cchc_so"))
    arrival = recognise_file(path, "cchc_so", own=["cchc_so"])
    target, _ = add_file(raw_copy, path, arrival, 2024, "UBND tỉnh Quảng Ninh")
    assert target == raw_copy / "local" / "cchc_so" / "cchc_so_2024.xlsx"
    totals = clean_raw(raw_copy)[0]["scores"].query("index == 'cchc_so' and component_code == 'total'")
    assert totals["score"].tolist() == [85.0] * 5


def test_one_of_several_workbooks_is_added_beside_the_others(tmp_path, raw_copy):
    fill_local(raw_copy)
    known = read_reference(raw_copy)
    tree = known.components.query("index == 'cchc_so' and year == 2024")
    for part, code, score in (("01", "SNV", 20.0), ("02", "STP", 10.0)):
        points = pd.DataFrame({"province_code": [code], "component_code": ["1.1"], "appraised": [score]})
        places = {code: known.names["cchc_so"].names[code]}
        (path,) = write_scoreboards(tmp_path / f"{part}.xlsx", 2024, tree, places, points)
        arrival = recognise_file(path, "cchc_so", own=["cchc_so"], part=part)
        add_file(raw_copy, path, arrival, 2024, "UBND tỉnh")
    scores = clean_raw(raw_copy)[0]["scores"].query("index == 'cchc_so' and component_code == '1.1'")
    assert dict(zip(scores["province_code"], scores["score"], strict=True)) == {"SNV": 20.0, "STP": 10.0}
    assert scores["rank"].isna().all()  # three departments are missing


# what is refused


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["SNV", "Sở Y tế", "", "Sở", "", ""], "places.csv, row 7, column 'code': 'SNV' stands twice (also in row 2)"),
        (["SYT", "Sở Tư  pháp", "", "", "", ""], "'Sở Tư  pháp' stands twice (also in row 3)"),
        (["S/T", "Sở Y tế", "", "Sở", "", ""], "code 'S/T' cannot be used. Use up to 12 plain letters and digits"),
        (["SYT", "Sở Y tế", "", "Sở", "", "Nội vụ"], "alias 'Nội vụ' means another place too"),
        (["SYT", "", "", "Sở", "", ""], "place SYT has no name"),
    ],
)
def test_a_wrong_place_is_named_by_file_row_and_column(raw, row, expected):
    fill_local(raw, [*PLACES, row])
    problems = find_problems(raw)
    assert any(expected in problem and "local/cchc_so/places.csv, row 7" in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("row", "column", "value", "expected"),
    [
        (2, 3, "20", "the parts of component 1 have 59.5 points together in 2024, its maximum is 60"),
        (1, 3, "70", "the parts of component total have 110 points together in 2024, its maximum is 100"),
        (4, 3, "bốn mươi", "max_score 'bốn mươi' is no number"),
        (4, 4, "hearsay", "method 'hearsay' is not known"),
        (2, 1, "3", "parent '3' of component 1.1 is not in the tree of 2024"),
        (4, 0, "", "the row has no code or no name"),
    ],
)
def test_a_framework_that_does_not_add_up_is_named_by_file_and_row(raw, row, column, value, expected):
    framework = [list(line) for line in FRAMEWORK]
    framework[row][column] = value
    fill_local(raw, framework=framework)
    problems = find_problems(raw)
    assert any(expected in problem for problem in problems), problems
    assert all(problem.startswith("local/cchc_so/") for problem in problems)


def test_an_id_that_is_taken_is_refused(raw):
    with pytest.raises(DataProblemsError, match="'papi' is the id of something else in parlib"):
        write_local(raw, "papi", 2025)
    with pytest.raises(DataProblemsError, match="'CCHC-Sở' cannot be the id of an index"):
        write_local(raw, "CCHC-Sở", 2025)


def test_a_copied_folder_must_get_an_id_of_its_own(raw):
    folder = fill_local(raw)
    folder.rename(folder.with_name("cchc_xa"))
    assert find_problems(raw) == [
        "local/cchc_xa/index.csv: id 'cchc_so' is not the name of its folder, 'cchc_xa'. Write cchc_xa, or rename the "
        "folder: no two indices have one id"
    ]


def test_what_an_index_must_say_is_asked_for(raw):
    folder = fill_local(raw)
    text = (folder / "index.csv").read_text(encoding="utf-8")
    (folder / "index.csv").write_text(text.replace("issuer,UBND tỉnh Quảng Ninh", "issuer,"), encoding="utf-8")
    assert find_problems(raw) == ["local/cchc_so/index.csv: issuer is not said. Write it in the column value"]


def test_an_index_may_use_the_places_of_another(raw):
    fill_local(raw)
    fill_local(raw, index="sipas_so", short="SIPAS sở", places=PLACES[:1])
    folder = raw / "local" / "sipas_so"
    text = (folder / "index.csv").read_text(encoding="utf-8")
    (folder / "index.csv").write_text(text.replace("places,,", "places,cchc_so,"), encoding="utf-8")
    assert list(read_own_indices(raw, {}).names["sipas_so"].names) == ["SNV", "STP", "SVH", "TTT", "VP"]


def test_a_new_framework_holds_from_its_year(raw):
    folder = fill_local(raw)
    changed = [list(line) for line in FRAMEWORK]
    changed[2][3], changed[3][3] = "30", "30"
    write_rows(folder / "framework_2026.csv", changed)
    trees = read_reference(raw).components.query("index == 'cchc_so' and component_code == '1.1'")
    assert trees.set_index("year")["max_score"].to_dict() == {2024: 20.5, 2025: 20.5, 2026: 30, 2027: 30, 2028: 30}
    assert trees.set_index("year")["series"].loc[[2025, 2026]].nunique() == 2


# pages


@pytest.fixture(scope="module")
def reports(departments, tmp_path_factory):
    """Return the executed pages of a department in both languages."""
    folder = tmp_path_factory.mktemp("reports")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PARLIB_HOME", str(departments))
        plans = plan_pages("cchc_so", 2025, ["STP"], ["1"]) + plan_pages("cchc_so", 2025, ["STP"], ["1"], "en")
        outcomes = run_pages(plans, folder, home=departments)
        assert [outcome.error for outcome in outcomes if outcome.status == "failed"] == []
    return folder


def list_exhibits(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return [
        output["data"][MIME]
        for cell in notebook["cells"]
        for output in cell.get("outputs", [])
        if MIME in output.get("data", {})
    ]


def test_pages_speak_of_departments_and_not_of_provinces(reports):
    names = re.compile("[Tt]oàn tỉnh|Thanh tra tỉnh|nhân dân tỉnh|của tỉnh|[Tt]he province")
    wrong = re.compile(r"\b(tỉnh|cả nước|vùng|provinces?|national|country|regions?)\b", re.IGNORECASE)
    found = [
        (path.name, exhibit["name"], text)
        for path in sorted(reports.rglob("*.ipynb"))
        for exhibit in list_exhibits(path)
        for text in (exhibit["finding"], exhibit["note"], exhibit["alt"], *(c["label"] for c in exhibit["columns"]))
        if wrong.search(names.sub("", text))
    ]
    assert len(list(reports.rglob("*.ipynb"))) == 6
    assert found == []


def test_the_findings_name_the_noun_and_the_group(reports):
    (path,) = reports.rglob("STP-*/province-*.ipynb")
    findings = {exhibit["name"]: exhibit["finding"] for exhibit in list_exhibits(path)}
    assert re.search(r"trung bình toàn tỉnh .* trung bình khối Sở", findings["position"])
    assert re.search(r"thứ \d/3 trong khối Sở", findings["place"])


def test_sections_of_provinces_are_left_out_and_the_others_numbered_on(reports):
    (path,) = reports.rglob("STP-*/1-*.ipynb")
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    text = "".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    names = {exhibit["name"] for exhibit in list_exhibits(path)}
    assert names.isdisjoint({"merged", "expected", "peers", "matters", "survey_shares"})
    assert re.findall(r"## (\d)\.", text) == list("12345678")


def test_every_exhibit_of_simulated_departments_says_so(reports):
    paths = list(reports.rglob("*.ipynb"))
    assert all("SIMULATED" in path.name for path in paths)
    assert all(exhibit["simulated"] for path in paths for exhibit in list_exhibits(path))


def test_an_edit_of_the_places_makes_the_pages_of_that_index_again(departments, reports, in_departments):
    plans = plan_pages("cchc_so", 2025, ["STP"], ["1"])
    assert all(outcome.kept for outcome in run_pages(plans, reports, home=departments))
    path = departments / "data" / "processed" / "units.parquet"
    before = path.read_bytes()
    units = pd.read_parquet(path)
    units["name_vi"] = units["name_vi"].replace("Thanh tra tỉnh", "Thanh tra Nhà nước tỉnh")
    units.to_parquet(path, index=False)
    reasons = {}
    run_pages(
        plans,
        reports,
        on_checked=lambda pages: reasons.update({p.plan.page: p.reasons for p in pages}),
        home=departments,
    )
    path.write_bytes(before)
    why = ["data changed: units (vintage cchc_so)"]
    assert reasons == {"national": why, "province": why, "component": why}


def test_simulate_local_makes_up_what_nobody_has_said_yet_of_the_index(tmp_path):
    raw = open_simulated_home(tmp_path, RAW)
    with pytest.raises(DataProblemsError, match="there are no figures of any index yet"):
        clean_raw(raw, tmp_path / "data" / "processed")
    write_local(raw, "cchc_xa", 2025, "communes")
    simulate_local(raw, "cchc_xa", 2025, 1, units=3)
    index = read_own_indices(raw, {}).table.iloc[0]
    assert (index["short"], index["issuer"]) == ("CCHC XA", "SỐ LIỆU MÔ PHỎNG / SIMULATED")
    tables, _ = clean_raw(raw, tmp_path / "data" / "processed")
    assert tables["scores"]["province_code"].nunique() == 3


def test_tables_that_a_province_writes_itself_need_no_entry_in_the_register(raw):
    write_local(raw, "cchc_so", 2025, "departments")
    assert not [file for file in find_unlogged(raw) if file.startswith("local/")]


@pytest.mark.parametrize("asked", ["STC", "Sở TC", "SNV", "Sở NV", "VP.UBND", "VPUB", "VP UBND tỉnh", "Thanh tra"])
def test_a_unit_is_known_by_how_offices_shorten_it(raw, asked):
    """A row of an own workbook headed 'Sở TC' was refused: the list of aliases knew 'STC' alone."""
    write_local(raw, "cchc_so", 2025, "departments")
    table = pd.DataFrame(list_departments(raw), columns=["province_code", "name_vi", "name_en", "g", "e", "aliases"])
    names = build_name_index(table.assign(vintage="cchc_so"), list_aliases(table.assign(vintage="cchc_so")), "cchc_so")
    known = {"S": "Sở", "V": "Văn phòng", "T": "Thanh tra"}
    assert names.names[names.find(asked)].startswith(known[asked[0]])
