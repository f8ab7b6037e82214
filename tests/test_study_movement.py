import numpy as np
from made_subjects import make_subject, open_real

from parlib.study.movement import split_rank_changes


def test_split_rank_changes_adds_up_for_every_province_component_and_year():
    """Every dimension and the total of PAPI, 2012-2024, of the 63 and of the back-cast 34."""
    counted = 0
    for vintage, fewest in (("", 59), ("34", 30)):
        for year in range(2012, 2025):
            whole = open_real("papi", year, "VN", "total", "vi", vintage)
            for code in whole.tree.loc[whole.tree["level"] < 2, "component_code"]:
                table = split_rank_changes(whole.with_component(code))
                if (whole.with_component(code).leaf["component_key"], year) in NOTHING_TO_FOLLOW:
                    assert table.empty
                    continue
                causes = table[["performance", "framework", "entrants"]].sum(axis=1)
                assert len(table) >= fewest
                np.testing.assert_array_equal(causes, table["rank_change"])
                counted += len(table)
    assert counted > 9000


NOTHING_TO_FOLLOW = {("environment", 2018), ("e_governance", 2018), ("accountability", 2016)}
"""Two dimensions that were new; of the third one part was new and the two others broke."""


def test_split_rank_changes_follows_parts_over_the_framework_of_2018():
    """22 of the 28 parts of 2018 were there in 2017, three of them on another scale; of four the instrument broke."""
    table = split_rank_changes(open_real("papi", 2018))
    assert table["n_parts"].iloc[0] == 18
    assert (table["framework"] != 0).any()


def test_split_rank_changes_gives_a_newcomer_its_places():
    """Province 04 had no figure before; it enters in first place and pushes all others down one."""
    subject = make_subject({("total", 2018): [6.0, 5.0, 4.0, np.nan], ("total", 2019): [6.0, 5.0, 4.0, 9.0]})
    table = split_rank_changes(subject)
    assert table[["province_code", "rank_change", "performance", "framework", "entrants"]].values.tolist() == [
        ["01", -1, 0, 0, -1],
        ["02", -1, 0, 0, -1],
        ["03", -1, 0, 0, -1],
    ]


def test_split_rank_changes_gives_a_new_part_to_the_framework():
    """On part 1, known in both years, nothing moved; a new part 2 turned the order round."""
    scores = {
        ("total", 2018): [6.0, 5.0],
        ("1", 2018): [6.0, 5.0],
        ("total", 2019): [7.0, 10.0],
        ("1", 2019): [6.0, 5.0],
        ("2", 2019): [1.0, 5.0],
    }
    subject = make_subject(scores, maxima={"total": 20.0})
    trees = subject.components
    trees.loc[trees["component_code"] == "total", "series"] = trees["year"].astype(str)
    subject = subject.but(components=trees)
    table = split_rank_changes(subject).set_index("province_code")
    assert table.loc["01", ["rank_change", "performance", "framework", "entrants"]].tolist() == [-1, 0, -1, 0]
    assert table["n_parts"].tolist() == [1, 1]


def test_split_rank_changes_of_one_framework_has_no_framework_effect():
    table = split_rank_changes(open_real("papi", 2024))
    assert (table["framework"] == 0).all()
