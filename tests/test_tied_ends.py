"""Several that share the first or the last place are all told, three of them by name: none is called the only one."""

import pytest

from parlib.questions import movers, parts, peer_parts, profile, ranking, reading_ranks, shares
from parlib.study.compare import compare_subjects
from parlib.study.nation import list_movers, list_ranking
from parlib.study.peers import compare_peers, find_peers
from parlib.study.profile import profile_components, trace_shares
from parlib.study.readings import rank_reading
from parlib.subject import open_subject


def tie_ends(subject):
    table = list_ranking(subject).copy()
    ranked = table.dropna(subset="score").index
    table.loc[ranked[:2], "score"] = table.loc[ranked[0], "score"]
    table.loc[ranked[-5:], "score"] = table.loc[ranked[-1], "score"]
    return table


@pytest.mark.parametrize(
    ("language", "first", "others"),
    [
        ("vi", "cao nhất là Quảng Ninh và ", " và 2 địa phương khác (39,91 điểm)"),
        ("en", "Quang Ninh and ", " and 2 others lowest"),
    ],
)
def test_all_first_and_last_places_are_told(language, first, others):
    subject = open_subject("papi", 2024, "VN", language=language)
    said = str(ranking.show(subject, tie_ends(subject)).finding)
    assert first in said
    assert others in said
    assert "are highest" in said or language == "vi"


def test_one_first_and_one_last_place_are_told_as_such():
    subject = open_subject("papi", 2024, "VN", language="en")
    shown = ranking.show(subject, list_ranking(subject))
    assert "Quang Ninh is highest (47.82 points) and Kien Giang lowest (39.91 points)" in str(shown.finding)


def test_all_provinces_that_lead_a_month_are_told():
    subject = open_subject("service_766", 2024, "VN", language="en")
    table = rank_reading(subject).copy()
    if table.empty:
        pytest.skip("no months at hand")
    table.loc[table.index[:2], "score"] = table["score"].iloc[0]
    assert " and " in str(reading_ranks.show(subject, table).finding).split(" are highest")[0]
    table["score"] = table["score"].iloc[0]
    assert f"all {len(table)} provinces with figures have" in str(reading_ranks.show(subject, table).finding)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_all_components_with_the_best_and_the_worst_rank_are_told(language):
    subject = open_subject("papi", 2024, "22", language=language)
    table = profile_components(subject).copy()
    main = table.index[(table["level"] == 1) & table["rank"].notna()]
    table.loc[main[:5], "rank"], table.loc[main[5:7], "rank"], table.loc[main[7:], "rank"] = 1, 60, 20
    said = str(profile.show(subject, table).finding)
    assert said.count("(1/61)") == 3
    assert said.count("(60/61)") == 2
    assert ("cùng mức còn 2 nội dung khác" if language == "vi" else "with 2 others at the same level") in said


@pytest.mark.parametrize("language", ["vi", "en"])
def test_all_components_with_the_largest_and_the_smallest_share_are_told(language):
    subject = open_subject("papi", 2024, "22", language=language)
    table = trace_shares(subject).copy()
    main = table.index[(table["level"] > 0) & (table["year"] == 2024) & table["share"].notna()]
    table.loc[main, "share"] = [0.9, 0.9, 0.5, 0.4, 0.2, 0.2, 0.2, 0.2][: len(main)]
    said = str(shares.show(subject, table).finding)
    assert said.count("“") == 5
    assert (
        "20,0%, cùng mức còn 1 nội dung khác)" if language == "vi" else "20.0%, with 1 other at the same level)"
    ) in said


@pytest.mark.parametrize("language", ["vi", "en"])
def test_how_many_are_level_with_the_one_that_is_named_is_told(language):
    own, other = (open_subject("papi", 2024, code, language=language) for code in ("22", "48"))
    level = "cùng mức còn 1 nội dung khác" if language == "vi" else "with 1 other at the same level"
    compared = compare_subjects(own, other).copy()
    main = compared.index[(compared["level"] == 1) & compared["comparable"]]
    assert level not in str(parts.show(own, other, compared).finding)
    compared.loc[main[:2], "difference"] = compared.loc[main, "difference"].max() + 1
    assert level in str(parts.show(own, other, compared).finding)
    near = compare_peers(other, find_peers(other)).copy()
    assert level not in str(peer_parts.show(other, near).finding)
    near.loc[near.index[:2], "gap_to_peers"] = near["gap_to_peers"].min() - 1
    assert level in str(peer_parts.show(other, near).finding)


def test_provinces_that_moved_as_far_are_counted(monkeypatch):
    subject = open_subject("papi", 2024, "VN", language="en")
    said = str(movers.show(subject, list_movers(subject)).finding)
    assert "at the same level" not in said
    rows = subject.rows.copy()
    order = rows["change"].sort_values().index
    rows.loc[order[:3], "change"] = rows["change"].min()
    monkeypatch.setattr(type(subject), "rows", rows)
    assert "with 2 others at the same level" in str(movers.show(subject, list_movers(subject)).finding)
