"""Charts are described once; as SVG every mark has its name, its place and room at any width."""

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import pytest

from parlib.charts.describe import KINDS, ChartError, describe_chart
from parlib.charts.source import Source
from parlib.charts.svg import write_svg
from parlib.charts.ticks import choose_ticks


def make_source(kind, head, rows, here="22", **options):
    columns = [{"name": name, "label": name, "kind": as_kind} for name, as_kind in head.items()]
    return Source(kind, columns, rows, {"unit": "điểm", **options}, here=here)


STRIP = make_source(
    "strip",
    {"province_code": "text", "province": "text", "region": "text", "score": "score", "role": "code"},
    [
        ["22", "Quảng Ninh", "Bắc", 7.99, "subject"],
        ["01", "Hà Nội", "Bắc", 6.0, "other"],
        ["48", "Đà Nẵng", "Trung", 8.2, "best"],
        ["49", "Quảng Nam", "Trung", None, "other"],
        [None, "", "Trung", 7.0, "regional_mean"],
        [None, "", "", 6.5, "national_mean"],
    ],
)
HISTORY = make_source(
    "history",
    {"year": "year", "score": "score", "national_median": "score", "segment": "helper"},
    [[2019, 5.0, 4.0, 1], [2020, None, 4.2, 1], [2021, 6.0, 4.4, 1], [2022, 7.0, 4.6, 2]],
    province="Quảng Ninh",
)
PARETO = make_source(
    "pareto",
    {
        "component_code": "text",
        "component": "text",
        "lost": "score",
        "everyone": "score",
        "best_to_median": "score",
        "below_median": "score",
    },
    [["1", "Một", 1.5, 0.5, 1.0, 0.0], ["2", "Hai & <b>", 0.75, 0.25, 0.25, 0.25], ["", "Tổng", 2.25, 0, 0, 0]],
)
SOURCES = {"strip": STRIP, "history": HISTORY, "pareto": PARETO}


def read_svg(source):
    return ElementTree.fromstring(write_svg(describe_chart(source), "Mô tả", source.language))


def list_labels(svg):
    title = "{http://www.w3.org/2000/svg}title"
    return [node.find(title).text for node in svg.iter() if node.get("tabindex") == "0"]


def test_strip_names_every_known_place_for_pointer_and_keyboard():
    assert sorted(list_labels(read_svg(STRIP))) == ["Hà Nội 6,00", "Quảng Ninh 7,99", "Đà Nẵng 8,20"]


def test_strip_marks_the_subject_and_carries_codes():
    groups = {node.get("data-p"): node.get("class") for node in read_svg(STRIP).iter() if node.get("data-p")}
    assert groups == {"22": "m subject", "01": "m other", "48": "m best"}


def test_names_of_two_dots_that_lie_together_stand_above_and_below_their_row():
    rows = [["22", "Quảng Ninh", "Bắc", 2.581, "subject"], ["01", "Hà Nội", "Bắc", 2.583, "best"]]
    rows += [["10", "Lào Cai", "Bắc", 2.3, "other"], [None, "", "Bắc", 2.5, "regional_mean"]]
    svg = write_svg(describe_chart(replace(STRIP, rows=[*rows, [None, "", "", 2.5, "national_mean"]])), "", "vi")
    named = {name: float(y) for y, name in re.findall(r'<text x="[^"]*" y="([^"]*)" class="l"[^>]*>([^<]*)<', svg)}
    assert named["Hà Nội 2,58"] - named["Quảng Ninh 2,58"] > 30
    apart = write_svg(describe_chart(STRIP), "", "vi")
    assert apart.count('class="l"') == 2  # of dots that lie apart both names stand above


def test_a_figure_below_a_low_dot_ends_above_the_years():
    table = [[2008, 46.0, 60.0, 1], [2009, 60.0, 50.0, 1]]
    svg = write_svg(describe_chart(replace(HISTORY, rows=table)), "", "vi")
    [years] = {float(y) for y in re.findall(r'y="([^"]*)" class="a" text-anchor="middle">20', svg)}
    lines = [float(y) for y in re.findall(r'<circle cx="[^"]*" cy="([^"]*)" r="5"', svg)]
    ends = [float(y) for y in re.findall(r'y="([^"]*)" class="l"', svg)]
    assert lines
    assert ends
    assert years - max(ends) >= 14


def test_pieces_of_a_loss_follow_one_another_and_the_sum_is_not_drawn():
    chart = describe_chart(PARETO)
    assert [row.name for row in chart.rows] == ["Một", "Hai & <b>"]
    ends = [[(mark.start, mark.value) for mark in row.marks] for row in chart.rows]
    assert ends == [[(0.0, 0.5), (0.5, 1.5)], [(0.0, 0.25), (0.25, 0.5), (0.5, 0.75)]]
    assert chart.scale.low == 0.0


def test_a_line_stops_where_a_year_is_missing_or_not_comparable():
    runs = re.findall(r'<polyline class="subject" points="([^"]*)"', write_svg(describe_chart(HISTORY), "", "vi"))
    assert runs == []  # 2019, 2021 and 2022 each stand alone
    assert describe_chart(HISTORY).breaks == (3,)
    assert list_labels(read_svg(HISTORY))[0] == "Quảng Ninh, 2019: 5,00"


@pytest.mark.parametrize("kind", SOURCES)
def test_words_keep_their_size_at_any_width(kind):
    svg = write_svg(describe_chart(SOURCES[kind]), "Mô tả", "vi")
    places = re.findall(r'<(?:text|circle)[^>]* c?x="([^"]*)"', svg)
    assert places
    assert [place for place in places if not (place.endswith("%") or float(place) <= 20)] == []
    assert "viewBox" not in svg.split("<svg", 2)[1]


def test_names_are_escaped():
    assert "Hai &amp; &lt;b&gt;" in write_svg(describe_chart(PARETO), "<x>", "vi")


def test_estimates_around_zero_say_by_role_whether_zero_is_within():
    head = {"term": "text", "estimate": "hundredth", "low": "score", "high": "score"}
    rows = [["a", 0.4, 0.1, 0.7], ["b", 0.1, -0.2, 0.4], ["c", -0.5, -0.9, -0.1]]
    chart = describe_chart(make_source("coefficients", head, rows))
    assert [row.marks[0].role for row in chart.rows] == ["up", "unclear", "down"]


def test_tiles_mark_the_place_that_the_page_is_about_and_leave_unknown_ones_blank():
    head = {
        "province_code": "text",
        "province": "text",
        "row": "helper",
        "col": "helper",
        "score": "score",
        "short_name": "text",
    }
    rows = [
        ["22", "Quảng Ninh", 0, 1, 7.0, "QN"],
        ["01", "Hà Nội", 1, 0, 5.0, "HN"],
        ["x", "Hoàng Sa", 2, 2, None, "HS"],
    ]
    cells = describe_chart(make_source("tiles", head, rows)).cells
    assert [(cell.role, cell.shade) for cell in cells[:2]] == [("subject", 1.0), ("other", 0.0)]
    assert cells[2].shade != cells[2].shade


@pytest.mark.parametrize(("low", "high"), [(0.0, 1e-3), (39.4, 48.3), (-3, 12), (0.4088, 0.8665), (7, 7)])
def test_ticks_lie_within_the_scale_and_are_few(low, high):
    values, places = choose_ticks(low, high)
    assert 1 <= len(values) <= 5
    assert all(low - 1e-9 <= value <= high + 1e-9 for value in values)
    assert [round(value, places) for value in values] == pytest.approx(values)


def test_every_kind_that_is_drawn_as_a_picture_has_alt_text():
    from parlib.wording.alt import PICTURES

    assert set(KINDS) == set(PICTURES)


def test_a_table_that_lacks_what_its_chart_is_read_from_is_refused():
    with pytest.raises(ChartError, match="'peers' lacks column 'role', column 'distance'"):
        describe_chart(make_source("peers", {"province": "text", "score": "score"}, []))
    with pytest.raises(ChartError, match="no chart is called 'pie'"):
        describe_chart(make_source("pie", {}, []))
