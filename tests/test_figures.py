"""What the pictures of charts put on paper: how many marks, which words, whose colour."""

import gc
import io
from dataclasses import replace

import pytest
from drawn import colours, count_cut, count_dots, count_overlaps, draw_quietly, marks, texts
from made_charts import TABLES, make_chart, make_source
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_hex
from PIL import Image

from parlib.charts.describe import KINDS, describe_chart
from parlib.exhibits.pictures import prepare_picture
from parlib.figures.dots import gather_ties, place_dots
from parlib.figures.draw import draw_chart
from parlib.figures.style import ACCENT, RC, render_png
from parlib.subject import open_subject


def draw(kind, language="vi", **change):
    return draw_chart(make_chart(kind, language, **change), language)


def count_canvases():
    """Count what pictures are drawn on, also where only the garbage collector would find it."""
    return sum(isinstance(each, RendererAgg) for each in gc.get_objects())


def test_a_picture_leaves_nothing_of_what_it_was_drawn_on():
    gc.collect()
    before = count_canvases()
    picture = prepare_picture(open_subject("papi", 2024, "22", "4", "vi"), make_chart("strip", "vi"))
    assert Image.open(io.BytesIO(picture())).size[0] > 1000
    assert (count_canvases(), gc.isenabled()) == (before, True)


def test_every_kind_is_made_here():
    assert set(TABLES) == set(KINDS)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", TABLES)
def test_words_of_every_chart_stay_on_the_paper_and_apart(kind, language):
    figure = draw(kind, language)
    assert (count_cut(figure), count_overlaps(figure)) == (0, 0)
    picture = Image.open(io.BytesIO(draw_quietly(figure)))
    assert picture.convert("RGB").getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.parametrize("kind", ["strip", "spread", "tiles"])
def test_the_same_table_gives_the_same_bytes(kind):
    assert draw_quietly(draw(kind)) == draw_quietly(draw(kind))


def test_a_picture_keeps_flat_colours_exact():
    picture = Image.open(io.BytesIO(render_png(draw("strip")))).convert("RGB")
    accent = tuple(int(ACCENT[place : place + 2], 16) for place in (1, 3, 5))
    assert accent in {colour for _, colour in picture.getcolors(1 << 20)}


def test_drawing_leaves_matplotlib_as_it_was():
    import matplotlib

    before = dict(matplotlib.rcParams)
    render_png(draw("history"))
    assert {name: matplotlib.rcParams[name] for name in RC} == {name: before[name] for name in RC}


def test_strip_draws_each_known_place_once_and_gives_the_accent_to_the_subject_alone():
    figure = draw("strip")
    assert [count_dots(figure, role) for role in ("other", "best", "subject")] == [3, 1, 1]
    assert colours(figure, "subject") == {ACCENT}
    assert ACCENT not in colours(figure, "other") | colours(figure, "best")
    assert {"Bà Rịa - Vũng Tàu 43,00", "Đà Nẵng 44,25", "Trung bình cả nước 42,04"} <= set(texts(figure))


def test_strip_gathers_sixty_ties_into_a_dot_with_their_number():
    rows = [[str(place), f"Tỉnh {place}", "Vùng", 100.0, "other"] for place in range(60)]
    figure = draw("strip", rows=[*rows, ["99", "Huế", "Vùng", 90.0, "subject"]])
    assert count_dots(figure, "tied") == 1
    assert "60" in texts(figure)


def test_four_equal_scores_stay_apart():
    (row,) = make_chart("strip", rows=[[str(n), "a", "Vùng", 5.0, "other"] for n in range(4)]).rows
    assert [count for _, _, count in gather_ties(row.marks)] == [1, 1, 1, 1]


def test_place_dots_never_overlap_where_there_is_room():
    x = [0.0, 1.0, 2.0, 9.0]
    y = place_dots(x, [3.0] * 4, reach=40.0)
    apart = [((x[a] - x[b]) ** 2 + (y[a] - y[b]) ** 2) ** 0.5 for a in range(4) for b in range(a)]
    assert min(apart) >= 6 - 1e-6


def test_dots_that_lie_together_with_the_subject_move_below_it_for_its_name_stands_above():
    x = [10.0, 11.0, 12.0]
    assert [side > 0 for side in place_dots(x, [3.0] * 3)[1:]] == [True, False]
    assert [side < 0 for side in place_dots(x, [3.0] * 3, ways=(-1, 1))[1:]] == [True, False]
    rows = [["1", "Bắc Ninh", "Bắc", 2.581, "subject"], ["2", "Nam Định", "Bắc", 2.583, "best"]]
    figure = draw("strip", rows=[*rows, ["3", "Lào Cai", "Bắc", 2.3, "other"], [None, "", "", 2.5, "national_mean"]])
    (own,), (best,) = (marks(figure, role)[0].get_offsets() for role in ("subject", "best"))
    assert best[1] > own[1]  # rows are counted downwards
    assert count_overlaps(figure) == 0


def test_history_stops_its_line_at_a_break_and_marks_a_year_without_figure():
    figure = draw("history")
    assert [len(line.get_xdata()) for line in marks(figure, "subject")] == [2, 1]
    assert len(marks(figure, "break")) == 1
    assert marks(figure, "no_data")[0].get_xdata().tolist() == [2018]
    assert {"36,50", "37,25", "46,00"} <= set(texts(figure))


def test_the_course_of_the_country_is_not_in_the_colour_of_a_province():
    source = replace(make_source("history"), options={"country": True, "province": "Cả nước"})
    figure = draw_chart(describe_chart(source), "vi")
    assert ACCENT not in {line.get_color() for line in marks(figure, "nation")}


def test_spine_says_where_there_is_no_figure_and_draws_arrows_only_for_known_trends():
    figure = draw("spine")
    assert "Không có số liệu" in texts(figure)
    assert [len(marks(figure, f"trend_{way}")) for way in ("up", "down", "flat")] == [1, 1, 0]
    assert count_dots(figure, "subject") == 2


def test_heat_hatches_missing_cells_and_parts_a_row_where_its_segment_changes():
    figure = draw("heat")
    assert [len(one.get_paths()) for one in marks(figure, "no_data")] == [1]
    assert [len(one.get_paths()) for one in marks(figure, "value")] == [4]
    assert [len(one.get_segments()) for one in marks(figure, "break")] == [1]
    dark = next(words for words in figure.axes[0].texts if words.get_text() == "7" and words.get_color() == "white")
    assert dark.get_unitless_position()[0] == 2


@pytest.mark.parametrize(("language", "islands"), [("vi", "Quần đảo Hoàng Sa"), ("en", "Quần đảo Hoàng Sa")])
def test_tiles_frame_the_subject_and_show_archipelagos(language, islands):
    figure = draw("tiles", language)
    assert {to_hex(edge).upper() for mark in marks(figure, "subject") for edge in mark.get_edgecolor()} == {ACCENT}
    assert islands in texts(figure)
    assert len(marks(figure, "archipelago")[0].get_paths()) == 1


def test_matrix_writes_every_pair_once_and_colours_signs_apart():
    figure = draw("matrix")
    assert {"1,00", "−1,00"} <= set(texts(figure))
    assert colours(figure, "value") == {"#1F6FA8", "#6B3A75"}


@pytest.mark.parametrize(("n", "panels"), [(12, 1), (34, 1), (63, 2)])
def test_ranking_stands_in_one_or_two_columns(n, panels):
    figure = draw("ranking", rows=[[place, str(place), f"Tỉnh {place}", 50.0, "other"] for place in range(1, n + 1)])
    assert len(figure.axes) == panels
    assert sum(f"{place}. Tỉnh {place}" in texts(figure) for place in range(1, n + 1)) == n


def test_ranking_marks_the_place_that_the_page_is_about():
    figure = draw("ranking", here="01")
    assert [bar.get_width() for bar in marks(figure, "subject")] == [40.0]


def test_stacks_put_gains_right_and_losses_left_of_zero():
    figure = draw("stacks")
    bars = {
        role: [(bar.get_x(), bar.get_width()) for bar in marks(figure, role)] for role in ("cause_one", "cause_two")
    }
    assert bars == {"cause_one": [(0.0, 6.0), (0.0, -1.0)], "cause_two": [(0.0, -1.0), (-1.0, -2.0)]}
    assert {"+5", "−3"} <= set(texts(figure))


def test_pareto_lays_three_pieces_end_to_end_and_runs_their_share():
    figure = draw("pareto")
    assert [bar.get_x() for bar in marks(figure, "to_best")] == [5.0, 1.0]
    assert {"75%", "100%", "6,00"} <= set(texts(figure))
    assert "Tổng" not in texts(figure)


def test_estimates_are_open_where_their_interval_holds_zero():
    figure = draw("coefficients")
    assert [count_dots(figure, role) for role in ("up", "unclear", "down")] == [1, 1, 1]
    assert colours(figure, "unclear") == {"#FFFFFF"}


def test_movers_point_the_way_of_each_change():
    figure = draw("movers")
    assert [count_dots(figure, role) for role in ("before", "up", "down")] == [2, 1, 1]
    assert {"+2,00", "−0,50", "2024, tăng"} <= set(texts(figure))


def test_interval_shades_that_of_the_subject():
    (band,) = marks(draw("interval"), "band")
    assert (band.get_x(), band.get_width()) == (44.0, 2.0)


def test_curve_keeps_the_rank_behind_the_higher_score_and_says_now_and_target():
    figure = draw("curve")
    (line,) = marks(figure, "steps")
    assert line.get_drawstyle() == "steps-post"
    assert {"Hiện nay: 44,00 · thứ hạng 3", "Mục tiêu: 45,50 · thứ hạng 2"} <= set(texts(figure))


def test_spread_draws_the_middle_half_of_each_year():
    boxes = [(bar.get_y(), bar.get_height()) for bar in marks(draw("spread"), "band") if bar.get_width() > 0.2]
    assert boxes == [(40.0, 4.0), (41.0, 4.0)]


def test_merged_opens_a_partial_year_and_names_each_line():
    figure = draw("merged")
    assert [line.get_xdata().tolist() for line in marks(figure, "open")] == [[2021]]
    assert {"Bắc Giang", "Bắc Ninh (cũ)"} <= set(texts(figure))


@pytest.mark.parametrize("kind", ["pareto", "ranking", "heat", "tiles", "history", "curve", "strip"])
def test_an_empty_table_is_refused(kind):
    with pytest.raises(ValueError, match=r"no (row|year|tile)|empty"):
        draw(kind, rows=[])
