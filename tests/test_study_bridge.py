"""Frameworks that change: what may be followed, chained series, the framework before."""

import pandas as pd
import pytest
from made_subjects import make_subject, open_real

from parlib.bridges import build_bridge
from parlib.framework import build_components
from parlib.problems import DataProblemsError
from parlib.study import bridge
from parlib.study.bridge import chain_history, follow_parts, hold_framework, list_breaks


def test_a_code_is_no_identity_2_2_of_2024_is_followed_to_2_1_of_2017(home):
    """PAPI's poverty lists were 2.1 of three parts to 2017 and are 2.2 of four since."""
    page = open_real("papi", 2024, "01", "2.2")
    (thread,) = follow_parts(page)
    assert set(thread.keys.values()) == {("transparency.poverty_lists",)}
    chained = chain_history(page).set_index("year")["score"]
    old = page.scores.query("year == 2017 and component_code == '2.1' and province_code == '01'")["score"].iloc[0]
    assert chained[2017] == pytest.approx(old * 3 / 4)


def test_chain_of_papi_counts_fifteen_of_28_parts_by_hand(home):
    """Of 19 parts that each framework had, four broke since 2016: 1.1, 3.1, 4.4 and 6.4."""
    page = open_real("papi", 2024, "01")
    chained = chain_history(page)
    assert chained["year"].tolist() == list(range(2016, 2025))
    assert chained[["n_parts", "n_all"]].drop_duplicates().values.tolist() == [[15, 28]]
    most = 7.5 + 7.5 + 7.5 + 10 + 7.5
    assert chained["comparable_share"].iloc[0] == pytest.approx(most / 80)
    now = page.scores.query("year == 2024 and province_code == '01'").set_index("component_code")["score"]
    parts = ["1.2", "1.3", "1.4", "2.2", "2.3", "2.4", "4.1", "4.2", "4.3", "5", "6.1", "6.2", "6.3"]
    assert chained["score"].iloc[-1] == pytest.approx(now[parts].sum())
    assert chained["n_unverified"].iloc[0] == 3


def test_chain_is_empty_where_the_framework_never_changed(home):
    assert chain_history(open_real("papi", 2024, "01", "4.1")).empty
    assert list_breaks(open_real("papi", 2024, "01", "4.1")).empty
    assert chain_history(open_real("dti", 2024, "01")).empty


def test_sipas_is_not_chained_over_2022_and_says_why(home):
    page = open_real("sipas", 2023, "22")
    assert chain_history(page).empty
    row = list_breaks(page).iloc[0]
    assert (row["year_before"], row["year_after"], row["comparable_share"]) == (2021, 2022, 0)
    assert "không cùng nghĩa" in row["note"]
    english = list_breaks(open_real("sipas", 2023, "22", "total", "en")).iloc[0]
    assert "do not mean the same" in english["note"]


def test_a_dimension_that_is_new_has_no_break_before_it(home):
    assert list_breaks(open_real("papi", 2024, "01", "7.2")).empty
    assert list_breaks(open_real("papi", 2024, "01", "8"))["year_after"].tolist() == [2019]


def test_par_index_is_not_chained_over_a_decision(home):
    assert chain_history(open_real("par_index", 2023, "22")).empty
    breaks = list_breaks(open_real("par_index", 2023, "22"))
    assert breaks["year_after"].tolist() == [2022, 2020, 2019, 2018, 2017, 2016]
    assert breaks["note"].str.contains("QĐ-BNV").all()


def test_breaks_of_papi_are_those_of_its_trees_and_of_its_instrument(home):
    breaks = list_breaks(open_real("papi", 2024, "01")).set_index("year_after")
    assert breaks["new"].to_dict() == {2022: 0, 2021: 0, 2019: 1, 2018: 6, 2017: 2, 2016: 1}
    assert breaks["dropped"].to_dict() == {2022: 0, 2021: 1, 2019: 0, 2018: 0, 2017: 2, 2016: 1}
    assert breaks.loc[2018, "comparable_share"] == pytest.approx((80 - 2.5 - 20 - 2 * 2.5 - 2 * 10 / 3) / 80)


def test_hold_framework_of_2020_keeps_the_dropped_part_as_last_scored(home):
    """By hand for Hà Nội: 5.1, 5.3, 5.4 of 2021 at three quarters of their points, 5.2 as in 2020."""
    page = open_real("papi", 2021, "01", "5")
    held = hold_framework(page).set_index("province_code")
    own = page.scores[page.scores["province_code"] == "01"].set_index(["year", "component_code"])["score"]
    by_hand = 0.75 * own[2021].loc[["5.1", "5.3", "5.4"]].sum() + own[2020, "5.2"]
    assert held.loc["01", "score_held"] == pytest.approx(by_hand)
    assert held["measured_share"].iloc[0] == pytest.approx(0.75)
    assert (held["framework_places"] == held["rank_held"] - held["rank"]).all()


def test_hold_framework_is_empty_where_it_did_not_change(home):
    assert hold_framework(open_real("papi", 2024, "01")).empty


TREE = ["component_code", "parent_code", "component_key", "year_from", "year_to", "max_score"]


def make_bridge(rows, links):
    """Return components and bridge of a made index from rows of `TREE` and (key_before, key_after, relation)."""
    tree = pd.DataFrame(rows, columns=TREE).assign(
        min_score="0", series="", note="", name_vi="Phần", name_en="Part", source_id="made", file="made.csv", row=2
    )
    tree["combine"] = tree["component_key"].isin({"total"}).map({True: "sum", False: "leaf"})
    components = build_components("papi", tree)
    columns = ["key_before", "key_after", "relation"]
    table = pd.DataFrame(links, columns=columns).assign(
        year_before="2018", year_after="2019", verified="yes", note="", note_en=""
    )
    return components, build_bridge("papi", table.assign(file="bridge.csv", row=2, source_id="made"), components)


ROWS = [
    ("total", "", "total", "2018", "2019", "10"),
    ("1", "total", "old", "2018", "2018", "10"),
    ("1", "total", "left", "2019", "2019", "4"),
    ("2", "total", "right", "2019", "2019", "6"),
]


def test_a_split_part_is_followed_as_one(monkeypatch):
    _, links = make_bridge(ROWS, [("old", "left", "split"), ("old", "right", "split")])
    monkeypatch.setattr(bridge, "load_table", lambda name, index=None, noted=True: links)
    subject = make_subject(
        {
            ("total", 2018): [5.0, 8.0],
            ("1", 2018): [5.0, 8.0],
            ("total", 2019): [6.0, 9.0],
            ("1", 2019): [3.0, 4.0],
            ("2", 2019): [3.0, 5.0],
        },
        maxima={"1": 4.0, "2": 6.0},
        index="dti",
    )
    trees = subject.components
    trees.loc[(trees["year"] == 2018) & (trees["component_code"] == "1"), ["component_key", "max_score"]] = [
        "old",
        10.0,
    ]
    trees.loc[(trees["year"] == 2019) & (trees["component_code"] == "1"), "component_key"] = "left"
    trees.loc[(trees["year"] == 2019) & (trees["component_code"] == "2"), "component_key"] = "right"
    (thread,) = follow_parts(subject.but(components=trees))
    assert thread.keys == {2019: ("left", "right"), 2018: ("old",)}


def test_build_bridge_wants_every_changed_part_linked():
    with pytest.raises(DataProblemsError, match="the framework changed from 2018 to 2019; not linked: right of 2019"):
        make_bridge(ROWS, [("old", "left", "split")])


@pytest.mark.parametrize(
    ("link", "message"),
    [
        (("old", "left", "same"), "left is said to be same: 10 and 4 points"),
        (("odd", "left", "rescaled"), "component 'odd' is not in the framework of 2018"),
        (("old", "left", "moved"), "relation 'moved' is not known"),
    ],
)
def test_build_bridge_refuses_what_the_trees_contradict(link, message):
    with pytest.raises(DataProblemsError, match=message):
        make_bridge(ROWS, [link, ("", "right", "new")])
