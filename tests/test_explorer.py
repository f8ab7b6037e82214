"""The view to explore with: what may be chosen, what answers, what code it gives, what is left without widgets."""

from dataclasses import replace

import pytest
from matplotlib import pyplot as plt
from matplotlib.figure import Figure

import parlib
from parlib.explorer import View, draw_view, list_choices, widget, write_code
from parlib.explorer.still import draw_still
from parlib.front import provinces
from parlib.plot.theme import BLUE


@pytest.fixture
def view(home):
    plt.switch_backend("agg")
    yield View("papi", 2024, "22", "4", language="en", vintage="63")
    plt.close("all")


def test_what_is_not_there_is_mended_to_what_is(view):
    mended, choices = list_choices(View("papi", 1999, "22", "9.9", language="en"))
    assert (mended.year, mended.component, mended.province) == (2024, "total", "22")
    assert choices["province"][0][1] == "An Giang"
    assert ("22", "Quang Ninh") not in choices["beside"]


def test_a_province_of_the_63_is_followed_into_the_new_one_that_holds_it(view):
    hoa_binh, _ = list_choices(View("papi", 2024, "17", vintage="63"))
    new, choices = list_choices(View("service_766", 2024, "17", vintage=hoa_binh.vintage))
    assert (hoa_binh.vintage, new.vintage, dict(choices["province"])[new.province]) == ("63", "34", "Phú Thọ")


def test_a_new_province_is_followed_back_to_the_old_one_of_its_name(view):
    old, _ = list_choices(View("papi", 2024, "24", vintage="34"))  # 24 is Bắc Ninh of the 34, and Bắc Giang of the 63
    assert provinces("63").set_index("province_code").at[old.province, "name_vi"] == "Bắc Ninh"


def test_four_charts_say_what_the_pages_say(view):
    drawn = draw_view(view)
    assert list(drawn) == ["map", "place", "course", "losses"]
    assert all('class="chart"' in one["chart"] and one["finding"] for one in drawn.values())
    assert drawn["losses"]["finding"].startswith("2.01 points")
    assert 'data-p="31"' in drawn["map"]["chart"]


def test_its_code_runs_and_names_the_province_beside_it(view):
    code = write_code(list_choices(View("papi", 2024, "22", "4", "31"))[0])
    names = {}
    exec(code, names)
    assert (names["subject"].province_code, names["other"].province_code) == ("22", "31")
    assert "parlib.plot.history(subject, beside=other)" in code


def test_every_choice_of_the_widget_is_answered(view):
    pytest.importorskip("anywidget", reason="anywidget is not installed")
    shown = parlib.explore("papi", 2024, "Quảng Ninh", "4", language="en")
    for change in ({"province": "31"}, {"component": "1"}, {"beside": "48"}, {"year": "2019"}, {"index": "par_index"}):
        before = shown.drawn
        shown.chosen = {**shown.chosen, **change}
        assert shown.chosen.items() >= change.items()
        assert shown.drawn != before
        assert shown.problem == ""


def test_names_of_marks_are_hidden_until_they_are_pointed_at_as_on_pages(view):
    live = pytest.importorskip("parlib.explorer.live", reason="anywidget is not installed")
    style = live.read_style()
    assert ".chart .h { display: none;" in style
    assert ".chart .m:hover .h" in style


def test_it_is_a_still_picture_where_there_are_no_widgets(view, monkeypatch):
    monkeypatch.setattr(widget, "find_spec", lambda name: None)
    still = parlib.explore("papi", 2024, "22", "4")
    assert isinstance(still, Figure)
    assert len(still.axes) >= 4


def test_the_still_picture_holds_the_line_of_the_province_beside_it(view):
    own = parlib.study.history.trace_history(View("papi", 2024, "31", "4").open())["score"].dropna()
    course = draw_still(replace(view, beside="31")).axes[2]
    drawn = [line.get_ydata() for line in course.lines if line.get_color() == BLUE]
    assert [score for line in drawn for score in line] == own.tolist()
    assert "Hai Phong" in [text.get_text() for text in course.get_legend().get_texts()]


def test_an_unknown_index_or_province_is_refused_with_what_is_known(view):
    for wrong in ({"index": "papy"}, {"year": 1999}, {"component": "99"}, {"province": "Atlantis"}, {"language": "fr"}):
        with pytest.raises(ValueError, match=r"choose|known|is not the name"):
            parlib.explore(**{"index": "papi", **wrong})


def test_what_is_not_known_is_said_to_be_lacking(view):
    drawn = draw_view(View("par_index", 2024, "22", language="en"))
    assert drawn["map"]["chart"] == ""
    assert drawn["map"]["finding"].startswith("Not answered")
