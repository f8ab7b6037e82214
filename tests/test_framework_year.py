"""The framework of one year as a person writes it: it replaces the year, keeps lasting keys, and must add up."""

import pandas as pd
import pytest

from parlib.clean.reference import read_reference
from parlib.framework import build_components, fill_year_tree
from parlib.problems import DataProblemsError

HEAD = "component_code,parent_code,name_vi,max_score,method,agency\n"
FIELDS = ("9.5", "12", "13", "10.5", "15", "11", "12.5", "16.5")


def _write(raw, rows, year=2025):
    (raw / "frameworks" / f"par_index_{year}.csv").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    bridge = raw / "frameworks" / "bridge_par_index.csv"
    columns = bridge.read_text(encoding="utf-8").splitlines()[0].count(",")
    link = f"{year - 1},{year},total,total,unknown" + "," * (columns - 4)
    bridge.write_text(bridge.read_text(encoding="utf-8") + link + "\n", encoding="utf-8")


def _list_fields(maxima=FIELDS):
    return [f"{place},,Lĩnh vực {place},{most},," for place, most in enumerate(maxima, start=1)]


def _read_2025(raw):
    components = read_reference(raw).components
    return components[(components["index"] == "par_index") & (components["year"] == 2025)].set_index("component_code")


def test_a_year_file_replaces_the_year_and_builds_the_tree(raw_copy):
    parts = ["1.1,1,Kế hoạch,4,documents,Sở Nội vụ", "1.2,1,Kiểm tra,5.5,leader_survey,Sở Nội vụ"]
    _write(raw_copy, [*_list_fields(), *parts])
    tree = _read_2025(raw_copy)
    assert list(tree.index[:4]) == ["total", "1", "1.1", "1.2"]
    assert tree.loc["total", ["max_score", "combine", "parent_code"]].tolist() == [100, "sum", ""]
    assert tree.loc["1.2", ["level", "max_score", "method", "agency"]].tolist() == [
        2,
        5.5,
        "leader_survey",
        "Sở Nội vụ",
    ]
    assert tree.loc["2", "combine"] == "leaf"  # a criterion without parts carries its own points


def test_a_name_that_was_there_before_keeps_its_key(raw_copy):
    rows = _list_fields()
    rows[2] = "3,,Cải cách thủ tục hành chính,13,,"
    _write(raw_copy, rows)
    assert _read_2025(raw_copy).loc["3", ["component_key", "name_en"]].tolist() == [
        "procedures",
        "Reform of administrative procedures",
    ]


def test_fields_that_do_not_make_100_are_refused_with_the_sum(raw_copy):
    _write(raw_copy, _list_fields(("9.5", "12", "13", "10.5", "15", "11", "12.5", "16")))
    message = "the parts of component total have 99.5 points together in 2025, its maximum is 100"
    with pytest.raises(DataProblemsError, match=message):
        read_reference(raw_copy)


def test_parts_that_do_not_make_their_parent_are_refused_with_the_sum(raw_copy):
    _write(raw_copy, [*_list_fields(), "1.1,1,Kế hoạch,4,,", "1.2,1,Kiểm tra,5,,"])
    message = "par_index_2025.csv, row 2: the parts of component 1 have 9 points together in 2025, its maximum is 9.5"
    with pytest.raises(DataProblemsError, match=message):
        read_reference(raw_copy)


def test_unknown_methods_are_refused(raw_copy):
    _write(raw_copy, ["1,,Lĩnh vực,100,guess,"])
    with pytest.raises(
        DataProblemsError, match=r"method 'guess' is not known\. Choose one of documents, leader_survey"
    ):
        read_reference(raw_copy)


def test_a_range_of_years_is_cut_where_a_year_has_its_own_tree():
    base = pd.DataFrame(
        {
            "component_code": ["total"],
            "parent_code": "",
            "component_key": "total",
            "year_from": "2022",
            "year_to": "2025",
            "name_vi": "Chỉ số",
            "name_en": "Index",
            "min_score": "0",
            "max_score": "100",
            "combine": "published",
            "series": "",
            "note": "",
            "method": "",
            "agency": "",
            "file": "a.csv",
            "row": 2,
            "source_id": "a",
        }
    )
    own = base[
        ["component_code", "parent_code", "name_vi", "max_score", "method", "agency", "file", "row", "source_id"]
    ]
    own = own.assign(name_en="", component_key="", note="mới")
    built = build_components("par_index", fill_year_tree(2024, own, base))
    assert built[["year", "note"]].values.tolist() == [[2022, ""], [2023, ""], [2024, "mới"], [2025, ""]]


def test_decision_876_is_known_by_its_fields(tables):
    components = tables["components"]
    tree = components[(components["index"] == "par_index") & (components["year"] == 2024)]
    cut = tree[tree["combine"] == "beside"].set_index("component_code")["max_score"]
    assert cut.to_dict() == {"P1": 61.5, "P2": 10, "P3": 22, "P4": 6.5}
    assert cut.sum() == 100
    fields = tree[(tree["level"] == 1) & (tree["combine"] != "beside")].set_index("component_code")["max_score"]
    assert fields.dropna().to_dict() == {"1": 9.5, "3": 13, "4": 10.5, "5": 15, "8": 16.5}
    assert 100 - fields.sum() == 35.5


TWINS = [
    "1.1,1,Kế hoạch,4,documents,",
    "1.1.1,1.1,Kịp thời,1,documents,",
    "1.1.2,1.1,Đầy đủ,3,documents,",
    "1.2,1,Kiểm tra,5.5,documents,",
    "1.2.1,1.2,Kịp thời,2,documents,",
    "1.2.2,1.2,Kịp thời,3.5,documents,",
]
MOVED = [
    "1.1,1,Kiểm tra,5.5,documents,",
    "1.1.1,1.1,Kịp thời,5.5,documents,",
    "1.2,1,Kế hoạch,4,documents,",
    "1.2.1,1.2,Đầy đủ,3,documents,",
    "1.2.2,1.2,Kịp thời,1,documents,",
]


def test_components_of_the_same_name_are_told_apart_by_what_they_stand_below(raw_copy):
    _write(raw_copy, [*_list_fields(), *TWINS])
    _write(raw_copy, [*_list_fields(), *MOVED], 2026)
    components = read_reference(raw_copy).components.query("index == 'par_index' and year in [2025, 2026]")
    keys = components.set_index(["year", "component_code"])["component_key"]
    assert not components.duplicated(["year", "component_key"]).any()
    assert keys[2026, "1.2.2"] == keys[2025, "1.1.1"]  # Kịp thời of Kế hoạch
    assert keys[2026, "1.2.1"] == keys[2025, "1.1.2"]  # Đầy đủ, of which there is one
    assert keys[2026, "1.1.1"] not in keys[2025].tolist()  # which of the two of Kiểm tra it was, nobody knows


def test_a_key_that_stands_twice_is_named_by_row(raw_copy):
    path = raw_copy / "frameworks" / "par_index_2025.csv"
    head = HEAD.strip() + ",component_key\n"
    rows = [f"{row},{'same' if row[0] in '12' else ''}" for row in _list_fields()]
    path.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    with pytest.raises(DataProblemsError, match=r"par_index_2025\.csv, row 3: component_key 'same' .* twice in 2025"):
        read_reference(raw_copy)
