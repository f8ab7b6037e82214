"""Pictures in one line: on axes of one's own or new ones, in both languages, with the numbers of the tables."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes

import parlib


@pytest.fixture(autouse=True)
def closed():
    """Draw without a screen, and close what was drawn."""
    with mpl.rc_context():
        plt.switch_backend("agg")
        yield
        plt.close("all")


@pytest.fixture(scope="module")
def wide(home):
    return parlib.panel({"papi": "4", "dti": "total"}, years=2024, wide=True, language="en")


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", ["history", "rank", "strip", "losses", "map", "slope", "heat", "whatif"])
def test_picture_of_a_subject_is_drawn_on_given_axes_in_its_language(home, name, language):
    subject = parlib.open_subject("papi", 2024, "01", "4" if name != "heat" else "total", language)
    before = dict(mpl.rcParams)
    ax = plt.figure().subplots()
    assert getattr(parlib.plot, name)(subject, ax=ax) is ax
    assert dict(mpl.rcParams) == before
    place = {"vi": "Hà Nội", "en": "Ha Noi"}[language]
    assert place in ax.get_title(loc="left") or name == "rank"
    new = getattr(parlib.plot, name)(subject)
    assert isinstance(new, Axes)
    assert new is not ax


def test_losses_and_history_draw_the_numbers_of_their_tables(home):
    subject = parlib.open_subject("papi", 2024, "22", "4")
    bars = parlib.plot.losses(subject).patches
    assert sorted(bar.get_width() for bar in bars) == sorted(parlib.study.losses.measure_losses(subject)["lost"])
    line = next(line for line in parlib.plot.history(subject).lines if line.get_label() == "Quảng Ninh")
    own = parlib.load("papi").query("province_code == '22' and component_code == '4'").sort_values("year")
    assert np.allclose(line.get_ydata(), own["score"], equal_nan=True)


def test_map_of_changes_has_two_colours_about_zero_and_both_archipelagos(home):
    change = pd.DataFrame({"province_code": ["01", "22"], "change": [-1.0, 3.0]})
    ax = parlib.plot.map(change, "change")
    assert {"Hoàng Sa", "Trường Sa"} <= {text.get_text() for text in ax.texts}
    bar = ax.figure.axes[-1]
    assert bar.get_ylim() == (-3, 3)
    assert bar.get_ylabel() == "Thay đổi"
    with pytest.raises(ValueError, match="more than one row a province: choose a year"):
        parlib.plot.map(pd.concat([change, change]), "change")


def test_scatter_names_places_and_coefficients_leave_out_effects(home, wide):
    import statsmodels.formula.api as smf

    ax = parlib.plot.scatter(wide, "dti_total", "papi_4", label=["22", "Ha Noi"])
    assert {text.get_text() for text in ax.texts} == {"Quang Ninh", "Ha Noi"}
    fit = smf.ols("papi_4 ~ dti_total + C(region)", wide).fit()
    ax = parlib.plot.coefficients(fit, language="en")
    assert [text.get_text() for text in ax.get_yticklabels()] == ["dti_total"]
    assert ax.collections[-1].get_offsets()[0, 0] == fit.params["dti_total"]


def test_ecdf_has_a_line_a_year(home):
    ax = parlib.plot.ecdf(parlib.panel("papi", "4", years=(2021, 2024)), language="en")
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["2021", "2022", "2023", "2024"]


@pytest.mark.parametrize("name", ["history", "losses", "heat", "whatif"])
def test_picture_of_a_province_says_so_of_the_country(home, name):
    with pytest.raises(ValueError, match="the picture is of one province, and this subject is the country"):
        getattr(parlib.plot, name)(parlib.open_subject("papi", 2024))
    with pytest.raises(ValueError, match="the picture is of a subject, not of str"):
        getattr(parlib.plot, name)("papi")


def test_slope_refuses_years_that_may_not_be_compared(home):
    with pytest.raises(ValueError, match="2016 and 2024 may not be compared"):
        parlib.plot.slope(parlib.open_subject("papi", 2024), 2016)
