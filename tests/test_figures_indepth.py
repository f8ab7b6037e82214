"""What the charts of the in-depth page put on paper."""

import numpy as np
import pandas as pd
import pytest
from drawn import colours, count_cut, count_dots, count_overlaps, draw_quietly, marks, texts
from matplotlib.colors import to_hex

from parlib.figures.coefficients import draw_coefficients
from parlib.figures.curve import draw_curve
from parlib.figures.interval import draw_interval
from parlib.figures.pareto import draw_pareto
from parlib.figures.peers import draw_peers
from parlib.figures.series import draw_series
from parlib.figures.style import ACCENT


def made_pareto() -> pd.DataFrame:
    table = pd.DataFrame({"component": ["Quản trị điện tử", "Thủ tục hành chính công"], "everyone": [5.0, 1.0]})
    return table.assign(to_best=[0.5, 0.25], to_median=[0.5, 0.75])


def made_peers() -> pd.DataFrame:
    table = pd.DataFrame({"province": ["Huế", "Bà Rịa - Vũng Tàu", "Cà Mau"], "score": [46.0, 44.5, 40.25]})
    return table.assign(role=["top", "subject", "peer"], distance=[np.nan, np.nan, 0.35])


def made_coefficients() -> pd.DataFrame:
    table = pd.DataFrame({"term": ["Thu nhập", "Đô thị"], "estimate": [0.75, -0.25], "low": [0.25, -0.5]})
    return table.assign(high=[1.25, 0.5], n=[61, 61])


def made_curve() -> pd.DataFrame:
    table = pd.DataFrame({"score": [46.0, 45.0, 44.0, 42.0], "rank": [1, 2, 3, 4], "role": "curve"})
    extra = pd.DataFrame({"score": [44.0, 45.5], "rank": [3, 2], "role": ["now", "target"]})
    return pd.concat([table, extra], ignore_index=True)


def made_interval(n: int) -> pd.DataFrame:
    table = pd.DataFrame({"province": [f"Tỉnh {place}" for place in range(n)], "score": np.linspace(46, 40, n)})
    table = table.assign(low=table["score"] - 0.5, high=table["score"] + 0.5, rank_low=range(1, n + 1))
    return table.assign(rank_high=table["rank_low"] + 3, role=["other"] * 2 + ["subject"] + ["other"] * (n - 3))


def made_series() -> pd.DataFrame:
    rows = [
        (year, 5.0 + 0.25 * (year - 2016), name) for name in ("Tham gia", "Minh bạch") for year in range(2016, 2020)
    ]
    table = pd.DataFrame(rows, columns=["year", "value", "measure"])
    return table.assign(low=table["value"] - 0.1, high=table["value"] + 0.1, segment=(table["year"] > 2017).astype(int))


MADE = {
    "pareto": lambda language: draw_pareto(made_pareto(), language=language),
    "peers": lambda language: draw_peers(made_peers(), language=language, unit="%"),
    "coefficients": lambda language: draw_coefficients(made_coefficients(), language=language, name="Điểm PAPI"),
    "curve": lambda language: draw_curve(made_curve(), language=language),
    "interval": lambda language: draw_interval(made_interval(63), language=language),
    "series": lambda language: draw_series(made_series(), language=language, unit="điểm"),
}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("chart", MADE)
def test_words_of_every_chart_stay_on_the_paper_and_apart(chart, language):
    figure = MADE[chart](language)
    assert (count_cut(figure), count_overlaps(figure)) == (0, 0)
    assert draw_quietly(figure) == draw_quietly(MADE[chart](language))


@pytest.mark.parametrize("draw", [draw_pareto, draw_peers, draw_coefficients, draw_curve, draw_interval, draw_series])
def test_every_chart_refuses_an_empty_table(draw):
    made = {draw_pareto: made_pareto, draw_peers: made_peers, draw_coefficients: made_coefficients}
    made |= {draw_curve: made_curve, draw_interval: lambda: made_interval(3), draw_series: made_series}
    with pytest.raises(ValueError, match="no row to draw"):
        draw(made[draw]().iloc[:0])


def test_draw_pareto_stacks_three_parts_and_runs_their_share():
    figure = draw_pareto(made_pareto())
    ends = [bar.get_x() + bar.get_width() for bar in marks(figure, "to_median")]
    assert ends == [6.0, 2.0]
    assert {"6,00", "2,00", "75%", "100%"} <= set(texts(figure))


def test_draw_pareto_takes_the_running_share_of_the_caller():
    words = texts(draw_pareto(made_pareto().assign(cumulative_share=[0.4, 0.6])))
    assert {"40%", "60%"} <= set(words)


def test_draw_peers_carries_the_subjects_score_down_the_page():
    figure = draw_peers(made_peers())
    lines = [line for line in figure.axes[0].lines if to_hex(line.get_color()).upper() == ACCENT]
    assert [line.get_xdata()[0] for line in lines] == [44.5]
    assert [count_dots(figure, role) for role in ("subject", "top", "peer", "region")] == [1, 1, 1, 0]
    assert "0,35" in texts(figure)


def test_draw_peers_leaves_the_distance_out_where_none_is_known():
    assert "Độ khác biệt" not in texts(draw_peers(made_peers().assign(distance=np.nan)))


def test_draw_coefficients_opens_marks_whose_interval_holds_zero():
    figure = draw_coefficients(made_coefficients())
    assert marks(figure, "clear")[0].get_offsets().tolist() == [[0.75, 0.0]]
    assert marks(figure, "unclear")[0].get_offsets().tolist() == [[-0.25, 1.0]]
    assert "−0,25  [−0,50; 0,50]" in texts(figure)


def test_draw_curve_keeps_the_place_behind_the_higher_score():
    stair = marks(draw_curve(made_curve()), "curve")[0]
    assert stair.get_drawstyle() == "steps-post"
    assert list(stair.get_xdata()) == [42.0, 44.0, 45.0, 46.0]
    assert list(stair.get_ydata()) == [4, 3, 2, 1]


def test_draw_curve_says_now_and_target():
    figure = draw_curve(made_curve(), language="en")
    assert {"Now: 44.00 · rank 3", "Target: 45.50 · rank 2"} <= set(texts(figure))
    assert colours(figure, "now") == {ACCENT}


def test_draw_interval_bands_the_subject_in_every_column():
    figure = draw_interval(made_interval(63))
    assert len(figure.axes) == 2
    assert (count_dots(figure, "other"), count_dots(figure, "subject")) == (62, 1)
    assert [len(axes.patches) for axes in figure.axes] == [1, 1]
    assert "3–6" in texts(figure)


def test_draw_series_draws_a_panel_a_measure_and_breaks_each():
    figure = draw_series(made_series(), unit="điểm")
    assert len(figure.axes) == 2
    assert len(marks(figure, "break")) == 2
    assert {"Tham gia (điểm)", "5,00", "5,75"} <= set(texts(figure))
