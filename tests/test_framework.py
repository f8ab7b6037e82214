"""The tree of each index in each year: order, maxima, lasting keys, series and what is refused."""

import pytest

from parlib.framework import build_components, list_parts, order_code
from parlib.problems import DataProblemsError


def messages(tree):
    with pytest.raises(DataProblemsError) as error:
        build_components("papi", tree)
    return [str(problem) for problem in error.value.problems]


def test_order_code_puts_3_2_before_3_10():
    codes = ["10", "3.10", "3.2", "total", "3", "P2", "P1"]
    assert sorted(codes, key=order_code) == ["total", "P1", "P2", "3", "3.2", "3.10", "10"]


def test_build_components_shares_ten_points_among_the_parts_of_the_year(made_tree):
    components = build_components("papi", made_tree)
    maxima = components[components["level"] == 1].groupby("year")["max_score"].agg(["count", "max", "sum"])
    assert maxima.loc[2020].tolist() == [2, 5.0, 10.0]
    assert maxima.loc[2021].round(6).tolist() == [3, 3.333333, 10.0]


def test_build_components_orders_each_year_from_the_whole_down(made_tree):
    components = build_components("papi", made_tree)
    assert components.loc[components["year"] == 2021, "component_code"].tolist() == ["total", "1", "2", "3"]
    assert components.loc[components["year"] == 2021, "order"].tolist() == [0, 1, 2, 3]


def test_build_components_begins_a_new_series_where_the_scale_or_the_parts_change(made_tree):
    components = build_components("papi", made_tree).set_index(["component_code", "year"])["series"]
    assert components["1"].tolist() == ["2019-2020", "2019-2020", "2021"]
    assert components["total"].tolist() == ["2019-2020", "2019-2020", "2021"]


def test_build_components_lets_a_reviewed_series_win(made_tree):
    made_tree.loc[made_tree["component_code"] == "total", "series"] = "876/QĐ-BNV"
    series = build_components("papi", made_tree).query("component_code == 'total'")["series"]
    assert series.tolist() == ["2019-2021"] * 3


def test_build_components_refuses_parts_that_do_not_add_up(made_tree):
    made_tree["max_score"] = ["10", "5", "4", "1"]
    assert messages(made_tree) == [
        "made.csv, row 2: the parts of component total have 9 points together in 2019, its maximum is 10",
        "made.csv, row 2: the parts of component total have 9 points together in 2020, its maximum is 10",
    ]


def test_build_components_refuses_known_parts_that_are_too_much_beside_an_unknown_one(made_tree):
    made_tree["max_score"] = ["10", "", "11", ""]
    assert messages(made_tree.assign(year_from="2021"))[0] == (
        "made.csv, row 2: the parts of component total have 11 points together in 2021, its maximum is 10"
    )


def test_build_components_refuses_a_code_twice_and_a_missing_parent(made_tree):
    made_tree.loc[2, "component_code"] = "1"
    made_tree.loc[3, "parent_code"] = "9"
    made_tree["max_score"] = ["10", "4", "6", "1"]
    assert messages(made_tree.assign(year_from="2021")) == [
        "made.csv, row 4: component 1 stands twice in 2021",
        "made.csv, row 5: parent '9' of component 3 is not in the tree of 2021",
    ]


def test_list_parts_returns_the_next_level_in_tree_order(tables):
    components = tables["components"]
    tree = components[(components["index"] == "papi") & (components["year"] == 2024)]
    assert list_parts(tree, "4")["component_code"].tolist() == ["4.1", "4.2", "4.3", "4.4"]
    assert list_parts(tree, "4.1").empty


def papi(tables, year, code):
    rows = tables["components"].query("index == 'papi' and year == @year and component_code == @code")
    return rows.iloc[0]


def test_papi_key_follows_the_communal_budget_from_2_2_to_2_3(tables):
    assert papi(tables, 2017, "2.2")["component_key"] == papi(tables, 2018, "2.3")["component_key"]
    assert papi(tables, 2017, "2.2")["component_key"] != papi(tables, 2018, "2.2")["component_key"]
    assert papi(tables, 2017, "2.1")["component_key"] == papi(tables, 2018, "2.2")["component_key"]


def test_papi_maximum_is_ten_points_over_the_number_of_parts(tables):
    codes = ((2017, "2.1", 3), (2018, "2.1", 4), (2020, "5.1", 4), (2021, "5.1", 3), (2018, "8.1", 2), (2019, "8.1", 3))
    for year, code, count in codes:
        component = papi(tables, year, code)
        assert component["max_score"] == pytest.approx(10 / count)
        assert component["min_score"] == pytest.approx(1 / count)


def test_papi_total_is_in_three_series(tables):
    total = tables["components"].query("index == 'papi' and component_code == 'total'").set_index("year")
    assert total["series"].value_counts().to_dict() == {"2011-2017": 7, "2018-2020": 3, "2021-2024": 4}
    assert total.loc[[2017, 2018], "max_score"].tolist() == [60, 80]


def test_sipas_is_not_chained_across_2021_and_2022(tables):
    total = tables["components"].query("index == 'sipas' and component_code == 'total'").set_index("year")["series"]
    assert total[2021] != total[2022]
    assert total[2022] == total[2024]


def test_par_index_series_end_with_each_decision(tables):
    total = tables["components"].query("index == 'par_index' and component_code == 'total'").set_index("year")["series"]
    starts = total.index[total != total.shift()].tolist()
    assert starts == [2012, 2016, 2017, 2018, 2019, 2020, 2022]


@pytest.mark.parametrize(
    ("index", "newest"), [("papi", 8), ("par_index", 8), ("dti", 8), ("service_766", 5), ("pci", 0)]
)
def test_newest_tree_has_the_known_number_of_main_components(tables, index, newest):
    trees = tables["components"].query("index == @index and combine != 'beside'")
    assert (trees.query("year == year.max()")["level"] == 1).sum() == newest
