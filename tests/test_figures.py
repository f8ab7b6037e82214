"""What the charts put on paper: how many marks, which words, whose colour."""

import io

import numpy as np
import pandas as pd
import pytest
from drawn import colours, count_cut, count_dots, count_overlaps, draw_quietly, marks, texts
from matplotlib.colors import to_hex
from PIL import Image

from parlib.figures.heat import draw_heat
from parlib.figures.history import draw_history
from parlib.figures.merged import draw_merged
from parlib.figures.movers import draw_movers
from parlib.figures.ranking import draw_ranking
from parlib.figures.spine import draw_spine
from parlib.figures.strip import draw_strip, gather_ties, place_dots
from parlib.figures.style import ACCENT, RC, render_png
from parlib.figures.tiles import draw_tiles
from parlib.figures.words import Words


def made_strip(**change: object) -> pd.DataFrame:
    """Six made provinces in two regions with their means."""
    table = pd.DataFrame(
        {
            "province": [
                "Huế",
                "Đà Nẵng",
                "Nghệ An",
                "Bà Rịa - Vũng Tàu",
                "Tây Ninh",
                "Đồng Nai",
                "",
                "",
                "",
            ],
            "region": ["Miền Trung"] * 3 + ["Đông Nam Bộ"] * 3 + ["", "Miền Trung", "Đông Nam Bộ"],
            "score": [41.5, 44.25, 40.0, 43.0, 42.5, 41.0, 42.04, 41.92, 42.17],
            "role": [
                "other",
                "best",
                "other",
                "subject",
                "other",
                "other",
                "national_mean",
                "regional_mean",
                "regional_mean",
            ],
        }
    )
    return table.assign(**change)


def made_history(**change: object) -> pd.DataFrame:
    table = pd.DataFrame({"year": [2016, 2017, 2018, 2019], "score": [36.5, 37.25, np.nan, 46.0]})
    table = table.assign(national_median=[36.0, 36.5, 43.0, 43.5], lower_quartile=35.0, upper_quartile=44.0)
    return table.assign(segment=[0, 0, 1, 1], max_score=80.0, **change)


def made_spine() -> pd.DataFrame:
    table = pd.DataFrame({"component": ["Tham gia", "Minh bạch", "Giải trình"], "share": [0.52, np.nan, 0.61]})
    table = table.assign(mean_share=0.5, lowest_share=0.3, lower_quartile_share=0.45, median_share=0.51)
    table = table.assign(upper_quartile_share=0.55, best_share=0.7, rank=[5, np.nan, 1], n_ranked=[61, 61, 60])
    return table.assign(trend=["up", "none", "down"])


def made_heat() -> pd.DataFrame:
    rows = [("PAPI", year, share, 5, int(year > 2020), 0) for year, share in ((2020, 0.5), (2021, np.nan), (2022, 0.6))]
    rows += [("Thủ tục", year, 0.4 + 0.1 * (year - 2020), 7, 0, 1) for year in (2020, 2022)]
    return pd.DataFrame(rows, columns=["component", "year", "share", "rank", "segment", "level"])


def made_tiles() -> pd.DataFrame:
    table = pd.DataFrame({"province": ["Huế", "Đà Nẵng", "Khánh Hòa"], "row": [0, 1, 5], "col": [2, 3, 3]})
    return table.assign(short_name=table["province"], score=[45.5, 42.0, np.nan], role=["other", "subject", "other"])


def made_movers() -> pd.DataFrame:
    table = pd.DataFrame({"label": ["Huế", "Cà Mau", "Đà Nẵng"], "before": [0.5, 0.6, 0.4], "after": [0.55, 0.55, 0.4]})
    return table.assign(change=table["after"] - table["before"], role=["subject", "down", "other"])


def made_ranking(n: int) -> pd.DataFrame:
    scores = [50.0 - place / 4 for place in range(n)]
    table = pd.DataFrame({"province": [f"Tỉnh {place}" for place in range(1, n + 1)], "score": scores})
    return table.assign(rank=range(1, n + 1), role=["subject"] + ["other"] * (n - 1))


MADE = {
    "strip": lambda language: draw_strip(made_strip(), language=language, unit="điểm"),
    "history": lambda language: draw_history(made_history(), province="Thừa Thiên Huế", language=language),
    "spine": lambda language: draw_spine(made_spine(), language=language),
    "heat": lambda language: draw_heat(made_heat(), language=language),
    "tiles": lambda language: draw_tiles(made_tiles(), language=language),
    "movers": lambda language: draw_movers(made_movers(), language=language, share=True),
    "ranking": lambda language: draw_ranking(made_ranking(63), language=language),
}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("chart", MADE)
def test_render_png_of_every_chart_is_quiet_and_repeats(chart, language):
    first, again = (draw_quietly(MADE[chart](language)) for _ in range(2))
    picture = Image.open(io.BytesIO(first))
    assert first == again
    assert picture.info.get("Software") is None
    assert picture.convert("RGB").getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("chart", MADE)
def test_words_of_every_chart_stay_on_the_paper_and_apart(chart, language):
    figure = MADE[chart](language)
    assert (count_cut(figure), count_overlaps(figure)) == (0, 0)


def test_render_png_keeps_flat_colours_exact():
    figure = draw_strip(made_strip())
    picture = Image.open(io.BytesIO(render_png(figure))).convert("RGB")
    assert tuple(int(ACCENT[place : place + 2], 16) for place in (1, 3, 5)) in {
        c for _, c in picture.getcolors(1 << 20)
    }


def test_new_figure_leaves_matplotlib_as_it_was():
    import matplotlib

    before = dict(matplotlib.rcParams)
    render_png(draw_strip(made_strip()))
    assert {name: matplotlib.rcParams[name] for name in RC} == {name: before[name] for name in RC}


def test_draw_strip_draws_each_province_once():
    figure = draw_strip(made_strip())
    assert (count_dots(figure, "other"), count_dots(figure, "best"), count_dots(figure, "subject")) == (
        4,
        1,
        1,
    )
    assert len(marks(figure, "national_mean")) == 1
    assert len(marks(figure, "regional_mean")[0].get_segments()) == 2


def test_draw_strip_names_subject_best_and_mean():
    words = texts(draw_strip(made_strip()))
    assert {"Bà Rịa - Vũng Tàu 43,00", "Đà Nẵng 44,25", "Trung bình cả nước 42,04"} <= set(words)


def test_draw_strip_gives_the_accent_to_the_subject_alone():
    figure = draw_strip(made_strip())
    assert colours(figure, "subject") == {ACCENT}
    assert ACCENT not in colours(figure, "other") | colours(figure, "best")


def test_draw_strip_ticks_have_a_decimal_comma():
    figure = draw_strip(made_strip(score=lambda t: t["score"] / 20))
    assert all("," in tick.get_text() for tick in figure.axes[0].get_xticklabels())


def test_draw_strip_gathers_sixty_ties_into_dots_with_numbers():
    regions = [f"Vùng {n % 6}" for n in range(60)]
    table = pd.DataFrame({"province": [f"T{n}" for n in range(60)], "region": regions, "score": 1.25, "role": "best"})
    table.loc[0, "role"] = "subject"
    figure = draw_strip(table)
    assert sorted(text for text in texts(figure) if text.isdigit()) == ["10"] * 5 + ["9"]
    assert "Cao nhất: 60 tỉnh, thành phố, 1,25" in texts(figure)
    assert count_dots(figure, "subject") == 1


def test_gather_ties_leaves_four_equal_scores_apart():
    table = pd.DataFrame({"province": list("abcd"), "region": "V", "score": 1.0, "role": "other"})
    assert gather_ties(table)["n"].to_list() == [1, 1, 1, 1]


def test_draw_strip_needs_neither_subject_nor_means():
    figure = draw_strip(made_strip().query("role == 'other'"))
    assert count_dots(figure, "other") == 4
    assert marks(figure, "subject") == marks(figure, "national_mean") == []


def test_place_dots_never_overlap_where_there_is_room():
    y = place_dots([0, 3, 6, 40], [4, 4, 4, 4], reach=50)
    gaps = [np.hypot(a - b, p - q) for (a, p), (b, q) in [((0, y[0]), (3, y[1])), ((3, y[1]), (6, y[2]))]]
    assert min(gaps) >= 8 - 1e-6
    assert y[3] == 0


def test_draw_history_breaks_the_line_between_segments():
    figure = draw_history(made_history(), province="Huế")
    assert [len(line.get_xdata()) for line in marks(figure, "subject")] == [2, 2]
    assert marks(figure, "break")[0].get_xdata()[0] == 2017.5
    assert "Đổi bộ chỉ số" in texts(figure)


def test_draw_history_marks_a_year_without_data_on_the_axis():
    figure = draw_history(made_history(), province="Huế", language="en")
    assert list(marks(figure, "no_data")[0].get_xdata()) == [2018]
    assert "No data" in texts(figure)


def test_draw_history_writes_first_and_last_values():
    words = texts(draw_history(made_history(), province="Huế"))
    assert {"36,50", "37,25", "46,00", "Huế"} <= set(words)


def test_draw_history_draws_a_mean_where_no_median_is_known():
    table = made_history(national_mean=42.0).drop(columns=["national_median", "lower_quartile", "upper_quartile"])
    words = texts(draw_history(table, province="Huế"))
    assert "Trung bình cả nước" in words
    assert "Trung vị cả nước" not in words


def test_draw_spine_says_which_component_has_no_data():
    figure = draw_spine(made_spine())
    assert texts(figure).count("Không có số liệu") == 1
    assert {"5/61", "52,0%", "1/60"} <= set(texts(figure))
    assert colours(figure, "subject") == {ACCENT}


def test_draw_spine_draws_arrows_only_where_a_trend_is_known():
    figure = draw_spine(made_spine())
    assert list(marks(figure, "trend_up")[0].get_ydata()) == [0]
    assert list(marks(figure, "trend_down")[0].get_ydata()) == [2]
    assert marks(figure, "trend_flat") == []


def test_draw_heat_hatches_missing_cells_and_leaves_absent_ones_empty():
    figure = draw_heat(made_heat())
    assert len(marks(figure, "share")[0].get_paths()) == 4
    assert len(marks(figure, "no_data")[0].get_paths()) == 1
    assert marks(figure, "no_data")[0].get_hatch() == "////"


def test_draw_heat_parts_a_row_where_its_segment_changes():
    segments = marks(draw_heat(made_heat()), "break")[0].get_segments()
    assert [segment[0].tolist() for segment in segments] == [[0.5, -0.5]]


def test_draw_heat_writes_white_on_dark_cells():
    figure = draw_heat(made_heat(), text="share")
    inks = {words.get_text(): words.get_color() for words in figure.findobj(Words)}
    assert inks["60%"] == "white"
    assert inks["40%"] != "white"


@pytest.mark.parametrize(("language", "names"), [("vi", ("Hoàng Sa", "Trường Sa")), ("en", ("Hoang Sa", "Truong Sa"))])
def test_draw_tiles_adds_both_archipelagos(language, names):
    table = made_tiles()
    if language == "en":
        table = table.assign(province=["Hue", "Da Nang", "Khanh Hoa"])
    figure = draw_tiles(table, language=language)
    assert len(marks(figure, "archipelago")[0].get_paths()) == 2
    assert all(any(name in word for word in texts(figure)) for name in names)


def test_draw_tiles_keeps_archipelagos_that_the_table_has():
    island = {
        "province": "Hoàng Sa",
        "short_name": "Hoàng Sa",
        "row": 1,
        "col": 5,
        "score": np.nan,
        "role": "archipelago",
    }
    figure = draw_tiles(pd.concat([made_tiles(), pd.DataFrame([island])], ignore_index=True))
    assert len(marks(figure, "archipelago")[0].get_paths()) == 1


def test_draw_tiles_frames_the_subject_in_the_accent():
    figure = draw_tiles(made_tiles())
    frame = marks(figure, "subject")[0]
    assert len(frame.get_paths()) == 1
    assert to_hex(frame.get_edgecolor()[0]).upper() == ACCENT
    assert {"42,00", "45,50", "–"} <= set(texts(figure))


def test_draw_tiles_shrinks_a_name_that_is_too_wide():
    figure = draw_tiles(made_tiles().assign(short_name=["Bà Rịa - Vũng Tàu và Thừa Thiên", "Đà Nẵng", "Khánh Hòa"]))
    sizes = {words.get_text(): words.get_size() for words in figure.findobj(Words)}
    assert sizes["Bà Rịa - Vũng Tàu và Thừa Thiên"] < sizes["Đà Nẵng"]


def test_draw_movers_points_the_way_of_each_change():
    figure = draw_movers(made_movers(), share=True)
    ways = {way: marks(figure, f"after{way}")[0].get_offsets()[:, 1].tolist() for way in "><o"}
    assert ways == {">": [0.0], "<": [1.0], "o": [2.0]}
    assert colours(figure, "after>") == {ACCENT}


def test_draw_movers_writes_changes_of_shares_in_points():
    words = texts(draw_movers(made_movers(), share=True, language="en", before="2022", after="2023"))
    assert {"+5.0", "−5.0", "0.0", "2022", "2023, up"} <= set(words)


@pytest.mark.parametrize(("n", "panels"), [(34, 1), (63, 2)])
def test_draw_ranking_draws_every_province_in_one_or_two_columns(n, panels):
    figure = draw_ranking(made_ranking(n))
    assert len(figure.axes) == panels
    assert count_dots(figure, "other") + count_dots(figure, "subject") == n
    assert {f"Tỉnh {n}", "50,00", str(n)} <= set(texts(figure))


def test_draw_ranking_says_where_a_score_is_missing():
    table = made_ranking(3).assign(score=[50.0, 49.0, np.nan], rank=[1, 2, np.nan])
    assert texts(draw_ranking(table)).count("Không có số liệu") == 1


def made_merged(**change: object) -> pd.DataFrame:
    """A made new province of two old ones: whole, partial and missing years, one break."""
    years = [2016, 2017, 2018, 2019]
    merged = pd.DataFrame({"year": years, "score": [36.0, 36.5, 45.0, np.nan], "place": "Phú Thọ", "role": "merged"})
    merged = merged.assign(low=[35.8, 36.2, 43.0, np.nan], high=[36.1, 36.9, 47.0, np.nan])
    merged["state"] = ["whole", "whole", "partial", "missing"]
    old = [
        pd.DataFrame({"year": years, "score": scores, "place": place, "role": role})
        for place, scores, role in (("Hòa Bình", [35.0, 36.0, 45.0, np.nan], "part"),
                                    ("Vĩnh Phúc", [37.0, 37.0, np.nan, np.nan], "own"))
    ]  # fmt: skip
    table = pd.concat([merged, *old], ignore_index=True)
    return table.assign(segment=(table["year"] > 2017).astype(int), **change)


MADE["merged"] = lambda language: draw_merged(made_merged(), language=language, unit="điểm")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_draw_merged_is_quiet_and_its_words_stay_apart(language):
    figure = MADE["merged"](language)
    draw_quietly(figure)
    assert (count_cut(figure), count_overlaps(figure)) == (0, 0)


def test_draw_merged_marks_a_partial_year_and_gives_the_accent_to_the_subject_alone():
    figure = draw_merged(made_merged())
    assert [line.get_xydata().tolist() for line in marks(figure, "partial")] == [[[2018.0, 45.0]]]
    assert {to_hex(line.get_color()).upper() for line in marks(figure, "own")} == {ACCENT}
    assert ACCENT not in {to_hex(line.get_color()).upper() for line in marks(figure, "merged")}
    own = draw_merged(made_merged().replace({"role": {"own": "part"}}))
    assert {to_hex(line.get_color()).upper() for line in marks(own, "merged")} == {ACCENT}


def test_draw_merged_stops_lines_at_a_break_and_needs_a_figure():
    figure = draw_merged(made_merged())
    assert len(marks(figure, "break")) == 1
    with pytest.raises(ValueError, match="no year has a score to draw"):
        draw_merged(made_merged(score=np.nan))
