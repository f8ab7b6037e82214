from dataclasses import replace

import numpy as np
import pytest
from made_subjects import make_subject, open_real

from parlib.study.losses import list_losses, measure_losses, sum_losses, track_losses
from parlib.study.panel import gather_panel


def test_measure_losses_cuts_a_loss_into_pieces():
    row = measure_losses(make_subject({("total", 2019): [4.0, 6.0, 9.0]})).iloc[0]
    assert (row["lost"], row["everyone"], row["best_to_median"], row["below_median"]) == (6, 1, 3, 2)


def test_measure_losses_above_the_median_has_nothing_below_it():
    row = measure_losses(make_subject({("total", 2019): [8.0, 6.0, 9.0]})).iloc[0]
    assert (row["lost"], row["everyone"], row["best_to_median"], row["below_median"]) == (2, 1, 1, 0)


def test_measure_losses_add_up_in_every_cell_of_papi():
    """Lost by part adds up to maximum minus score for 63 provinces, 29 components and 14 years."""
    checked = expected = 0
    for year in range(2011, 2025):
        subject = open_real("papi", year)
        panel = gather_panel(subject)
        for province in panel.provinces:
            own = replace(subject, province_code=province)
            checked += len(check_adding_up(own, list_losses(own)))
        parents = set(subject.tree["parent_code"])
        year_scores = subject.scores[subject.scores["year"] == year].dropna(subset="score")
        expected += (~year_scores["component_code"].isin(parents)).sum()
    assert checked == expected > 21_000


def check_adding_up(subject, losses):
    """Check the parts of every parent whose parts are all known, and the pieces of every part."""
    panel = gather_panel(subject)
    tree = subject.tree.set_index("component_code")
    parts = tree.loc[losses["component_code"], "parent_code"].to_numpy()
    for parent, lost in losses.groupby(parts)["lost"]:
        cell = panel.keys[tree.at[parent, "component_key"]], panel.years[subject.year]
        score = panel.read_own(subject)[cell]
        if len(lost) == (tree["parent_code"] == parent).sum():
            assert lost.sum() == pytest.approx(tree.at[parent, "max_score"] - score, abs=1e-9)
    pieces = losses[["everyone", "best_to_median", "below_median"]].to_numpy()
    np.testing.assert_allclose(pieces.sum(axis=1), losses["lost"], atol=1e-9)
    assert (pieces >= 0).all()
    return losses


def test_list_losses_goes_down_to_the_leaves():
    subject = make_subject(
        {("total", 2019): [9.0], ("1", 2019): [9.0], ("1.1", 2019): [4.0], ("1.2", 2019): [5.0]},
        maxima={"total": 20.0, "1": 20.0},
    )
    table = list_losses(subject)
    assert table[["component_code", "parent_code", "lost"]].values.tolist() == [
        ["1.1", "1", 6.0],
        ["1.2", "1", 5.0],
    ]
    assert table["cumulative_share"].tolist() == [pytest.approx(6 / 11), 1.0]


def track(*own, others=((5, 5, 5), (6, 6, 6), (7, 7, 7))):
    scores = {("total", 2015 + at): [score, *(row[at] for row in others)] for at, score in enumerate(own)}
    return track_losses(make_subject(scores)).iloc[0]


def test_track_losses_calls_three_years_in_the_worst_quarter_chronic():
    row = track(1, 2, 3)
    assert (row["status"], row["years_heavy"], row["lost_change"]) == ("chronic", 3, -1)


@pytest.mark.parametrize(
    ("own", "status"),
    [((8, 8, 1), "new"), ((8, 1, 1), "repeated"), ((1, 1, 8), "left"), ((1,), "heavy"), ((8, 8, 8), "light")],
)
def test_track_losses_names_what_became_of_a_loss(own, status):
    assert track(*own)["status"] == status


def test_track_losses_never_counts_across_a_break():
    scores = {("total", year): [1, 5, 6, 7] for year in range(2015, 2019)}
    subject = make_subject(scores, series={2015: "a", 2016: "a", 2017: "b", 2018: "b"})
    assert track_losses(subject)[["status", "years_heavy"]].values.tolist() == [["repeated", 2]]


def test_losses_of_weighted_parts_add_up_to_that_of_the_published_whole():
    """Two points of part 1 are worth six of the whole, four of part 2 as many: 3 x 8 + 1 x 6 = 30 of 40."""
    subject = make_subject(
        {("total", 2019): [30.0], ("1", 2019): [8.0], ("2", 2019): [6.0]},
        maxima={"total": 40.0},
        combine="published",
        weights={"1": 3.0, "2": 1.0},
    )
    table = measure_losses(subject).set_index("component_code")
    assert table["lost"].to_dict() == {"1": 6.0, "2": 4.0}
    assert table["max_score"].sum() - table["score"].sum() == table["lost"].sum() == 10.0
    assert track_losses(subject)["lost"].tolist() == [6.0, 4.0]


def test_parts_that_no_table_lists_are_one_last_row_or_none_where_it_would_be_nonsense():
    """The whole is 30 and the listed part makes 3 x 8: six of ten points are left for the others."""
    for whole, left in ((30.0, 6.0), (20.0, None), (36.0, None)):
        subject = make_subject(
            {("total", 2019): [whole], ("1", 2019): [8.0], ("2", 2019): [np.nan]},
            maxima={"total": 40.0},
            combine="published",
            weights={"1": 3.0, "2": 1.0},
        )
        combine = subject.components["combine"].where(subject.components["component_code"] != "2", "unlisted")
        losses = measure_losses(replace(subject, components=subject.components.assign(combine=combine)))
        assert losses["component_code"].tolist() == (["1"] if left is None else ["1", "2-2"])
        assert left is None or losses["score"].iloc[-1] == left


def make_shares(**options):
    """Return shares of satisfied people, the whole and two factors, each out of 100."""
    scores = {("total", 2019): [62.0, 70.0], ("1", 2019): [60.0, 80.0], ("2", 2019): [50.0, 75.0]}
    maxima = dict.fromkeys(("total", "1", "2"), 100.0)
    return make_subject(scores, maxima=maxima, index="sipas", combine="published", **options)


def test_losses_of_shares_of_people_are_never_added_up():
    subject = make_shares()
    losses = measure_losses(subject)
    assert (losses["lost"].tolist(), losses["lost_share"].isna().all()) == ([50.0, 40.0], True)
    assert list_losses(subject)["cumulative_share"].isna().all()
    assert (subject.adds_up, sum_losses(losses, subject)["component_code"].tolist()) == (False, ["2", "1"])


def test_losses_of_a_published_score_add_up_where_the_maxima_do():
    scores = {("total", 2019): [9.0], ("1", 2019): [4.0], ("2", 2019): [5.0]}
    subject = make_subject(scores, maxima={"total": 20.0}, combine="published")
    assert sum_losses(measure_losses(subject), subject)["lost"].tolist() == [6.0, 5.0, 11.0]


def test_sum_losses_of_a_component_without_parts_adds_no_row():
    subject = make_subject({("total", 2019): [4.0, 6.0]})
    assert len(sum_losses(measure_losses(subject), subject)) == 1


def test_track_losses_holds_a_year_against_the_newest_with_a_figure():
    row = track(8.0, float("nan"), 1.0)
    assert (row["status"], row["year_before"], row["lost_change"]) == ("new", 2015, 7.0)
