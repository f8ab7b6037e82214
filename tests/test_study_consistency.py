import pytest
from made_subjects import open_real

import parlib
from parlib.study.consistency import compare_indices, find_matters, load_matters
from parlib.study.standings import list_standings
from parlib.terms import NATIONAL


def test_load_matters_names_only_components_that_exist():
    for index, rows in load_matters().groupby("index"):
        assert set(rows["component_key"]) <= set(parlib.components(index)["component_key"])


def test_load_matters_has_one_name_a_matter_and_no_double_rows():
    matters = load_matters()
    assert matters.groupby("matter")[["matter_vi", "matter_en"]].nunique().max().max() == 1
    assert not matters.duplicated(["matter", "index", "component_key"]).any()


@pytest.mark.parametrize(
    ("component", "matters"), [("total", ["overall"]), ("4", ["corruption"]), ("5.3", ["procedures"]), ("7.1", [])]
)
def test_find_matters_climbs_to_the_matter_of_the_parent_but_not_to_the_total(component, matters):
    assert find_matters(open_real("papi", 2024, "22", component))[0] == matters


def test_list_standings_takes_the_nearest_year_and_prints_the_printed_rank():
    table = list_standings(open_real("papi", 2024, "22")).set_index("index")
    assert table.index.tolist() == list(NATIONAL)
    assert table.loc["sipas", ["year", "rank", "n_ranked", "status"]].tolist() == [2024, 4, 63, "rank_only"]
    assert table.at["sipas", "percentile"] == pytest.approx(59 / 62)


def test_list_standings_does_not_give_a_part_the_figure_of_a_merged_province():
    table = list_standings(open_real("papi", 2024, "24")).set_index("index")
    assert table.at["service_766", "status"] == "merged"
    assert list_standings(open_real("papi", 2024, "22")).set_index("index").at["service_766", "status"] == "done"


def test_compare_indices_marks_agreement_by_place():
    table = compare_indices(open_real("papi", 2024, "22", "8.1"))
    assert table["role"].tolist() == ["own", "other", "other", "other", "other"]
    others = table[(table["role"] == "other") & table["difference"].notna()]
    for row in others.itertuples():
        own = table.loc[0, "percentile"]
        assert row.difference == pytest.approx((row.n_ranked - row.rank) / (row.n_ranked - 1) - own)
        assert (row.verdict == "agrees") == (abs(row.difference) <= 0.25)


def test_compare_indices_is_empty_where_no_other_index_speaks_of_it():
    table = compare_indices(open_real("papi", 2024, "22", "7"))
    assert table.empty
    assert "verdict" in table
