"""What provinces really hold - own tables, single facts, twelve places, shares without a sum - is told as it is."""

from parlib.merger import load_scores
from parlib.study.province import list_streaks
from parlib.subject import open_subject


def read_own(index, code):
    table = load_scores(index, "34").query("component_code == 'total' and province_code == @code")
    return table.set_index("year")


def test_a_province_that_was_left_as_it_was_keeps_its_printed_ranks_among_the_63(home):
    own = read_own("par_index", "22").loc[2017:2023]
    assert own["rank"].tolist() == [1, 1, 1, 1, 2, 1, 1]
    assert set(own["n_ranked"]) == {63}
    assert own.loc[2021, "rank_change"] == -1


def test_a_new_province_has_no_rank_where_single_facts_are_printed(home):
    assert read_own("par_index", "25").loc[2017:2023, "rank"].isna().all()


def test_a_printed_run_of_first_places_goes_on_among_the_34(home):
    runs = list_streaks(open_subject("par_index", 2023, "22", "total", vintage="34"))
    first = runs[runs["streak"] == "first_place"]
    assert first[["year_from", "year_to"]].to_numpy().tolist() == [[2017, 2020], [2022, 2023]]
