"""What the national page says: every number and name leads to the cell that it was written from."""

from functools import cache

import pandas as pd
import pytest
from made_partial import list_exhibits
from made_subjects import make_subject

from parlib.language.kinds import write_value
from parlib.language.numbers import format_change
from parlib.questions import answers, ceilings, course, levels, movers, ranking, regions, split, weights
from parlib.questions.catalogue import list_questions
from parlib.study import inequality, movement, nation, position
from parlib.study.moved import list_moved_parts

NAMES = sorted(name for name, question in list_questions().items() if "national" in question.pages)
OWN = {name for name, question in list_questions().items() if question.gate.only == "own"}
NAMES = [name for name in NAMES if name not in OWN]  # on pages of own indices only: tests/test_units.py
NAMES = [
    name for name in NAMES if not name.startswith("reading")
]  # only where months were added: tests/test_readings.py
NAN = float("nan")


@cache
def show_page(language):
    return {shown.name: shown for shown in list_exhibits("national", index="papi", year=2024, language=language)}


def list_ways(value, kind, language):
    """Return how a value may be written: by its kind, without its sign, without decimals."""
    if isinstance(value, str):
        return {value}
    scale = 100 if kind == "share" else 1
    whole = write_value(value * scale, "count", language) + ("%" if kind == "share" else "")
    return {
        write_value(value, kind, language),
        write_value(value, "hundredth", language),
        whole,
        write_value(abs(value), "count" if kind == "rank_change" else "score", language),
        format_change(value, language, 0),
    }


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_every_number_of_the_national_page_leads_to_its_cell(name, language):
    page = show_page(language)
    shown = page[name]
    for part, links in shown.links.items():
        text, rest = getattr(shown, part), list(getattr(shown, part))
        for start, end, exhibit, row, column in links:
            held = page.get(exhibit, shown)
            rest[start:end] = " " * (end - start)
            if row >= 0 and not exhibit.startswith("@"):
                kinds = {described["name"]: described["kind"] for described in held.columns}
                assert text[start:end] in list_ways(held.table.iloc[row][column], kinds[column], language)
        assert not any(map(str.isdecimal, rest))
    assert shown.links["finding"] if shown.chart != "none" else shown.finding == ""


def test_the_lowest_score_is_told_where_ranks_are_known_of_some_only():
    """The province without a rank has more points than the last one that has a rank."""
    subject = make_subject({("total", 2019): [9.0, 8.0, 5.0, 6.0]}, kind="printed")
    rows = subject.rows.assign(rank=[1.0, NAN, NAN, 3.0], rank_change=NAN, change=NAN)
    ranked = rows.sort_values(["rank", "score"], ascending=[True, False])[
        ["rank", "province_code", "province", "region", "score", "share", "change", "rank_change"]
    ]
    said = ranking.show(subject, ranked.assign(role="other").reset_index(drop=True)).finding
    assert said == "Trong 4 tỉnh, thành phố có số liệu, cao nhất là P01 (9,00 điểm), thấp nhất là P03 (5,00 điểm)."


def test_regions_that_are_level_are_all_named():
    subject = make_subject({("total", 2019): [9.0, 9.0, 5.0, 5.0, 5.0]}, regions="11233", province="VN")
    said = regions.show(subject, position.compare_provinces(subject)).finding
    assert said == "Trung bình vùng cao nhất: R1 (9,00 điểm); thấp nhất: R2 và R3 (5,00 điểm)."


def test_the_mean_of_the_first_year_leads_to_the_distribution():
    subject = make_subject({("total", 2019): [9.0, 8.0, 5.0, 6.0]}, province="VN")
    means = nation.summarise_nation(subject)
    stacked = inequality.stack_inequality(inequality.measure_inequality(subject))
    shown = answers.show_nation(subject, means, nation.list_ranking(subject), pd.DataFrame(), stacked)
    assert course.show(subject, means, list_moved_parts(subject)).chart == "none"
    assert shown.finding.startswith("Trung bình cả nước năm 2019 là 7,00 điểm.\nTrong 4 tỉnh")
    assert {link[2] for link in shown.links["finding"]} == {"spread", "ranking", "inequality", "@method"}


def test_the_mean_is_held_against_the_newest_comparable_year_that_is_known():
    subject = make_subject({("total", 2017): [5.0, 7.0], ("total", 2019): [8.0, 8.0]}, province="VN")
    said = course.show(subject, nation.summarise_nation(subject), list_moved_parts(subject)).finding
    assert said == "Trung bình cả nước năm 2019 là 8,00 điểm, tăng 2,00 điểm so với năm 2017."


def test_one_place_and_none_are_told_rightly():
    scores = {("total", 2018): [6.0, 5.0, 4.0], ("total", 2019): [5.0, 6.0, 4.0]}
    moved, level = make_subject(scores), make_subject({key: [6.0, 5.0] for key in scores})
    said = split.show(moved, movement.split_rank_changes(moved)).finding
    assert said.startswith("So với năm 2018, 2 trong 3 tỉnh, thành phố đổi thứ hạng; tăng nhiều nhất là P02 (1 bậc)")
    said = split.show(level, movement.split_rank_changes(level)).finding
    assert said == "So với năm 2018, không địa phương nào trong 2 tỉnh, thành phố đổi thứ hạng."
    assert movers.show(level, nation.list_movers(level)).finding == "So với năm 2018, không địa phương nào thay đổi."


def test_all_parts_that_go_against_the_whole_are_shown_with_their_weight():
    subject = make_subject({("total", 2019): [6.0, 5.0, 4.0]}, province="VN")
    real = [0.5, *[0.05] * 12, 0.002, -0.03, -0.0999]
    table = pd.DataFrame(
        {
            "component_code": [f"P{n}" for n in range(16)],
            "component": [f"C{n}" for n in range(16)],
            "nominal_weight": 1 / 16,
            "effective_weight": real,
            "correlation": 0.5,
        }
    )
    shown = weights.show(subject, table)
    assert shown.table["label"].tolist() == [*(f"C{n}" for n in range(11)), "C13", "C14", "C15"]
    least, against = shown.finding.split("ít nhất là ")[1].split("; ngược chiều với điểm chung: ")
    assert least == "“C13” (0,20%; danh nghĩa 6,3%)"
    assert against == "“C14” (−3,0%; danh nghĩa 6,3%) và “C15” (−10,0%; danh nghĩa 6,3%)."


def test_a_part_that_is_level_is_shown_however_far_down_it_stands():
    rows = {"component_code": [str(n) for n in range(20)], "spread_share": [*[0.3] * 19, 0.001]}
    table = pd.DataFrame({**rows, "verdict": [*["tells_apart"] * 19, "flat"]})
    shown = ceilings.lay_table(table)
    assert shown["component_code"].tolist() == [*(str(n) for n in range(13)), "19"]


def test_one_level_down_is_the_next_level_only():
    """Of the parts of the parts, one holds together least of all."""
    subject = make_subject({("total", 2019): [6.0, 5.0, 4.0]}, province="VN")
    table = pd.DataFrame(
        {
            "component_code": ["total", "1", "1.1", "2"],
            "component": ["A", "B", "C", "D"],
            "level": [0, 1, 2, 1],
            "alpha": [0.8, 0.7, 0.1, 0.5],
        }
    )
    others = ("n_parts", "n", "mean_r", "lowest_r", "highest_r", "low", "high", "first_axis_share")
    said = levels.show(subject, table.assign(**dict.fromkeys(others, 3))).finding
    assert said.endswith("; ở cấp dưới, gắn kết nhất là “1. B” (0,70), rời rạc nhất là “2. D” (0,50).")
