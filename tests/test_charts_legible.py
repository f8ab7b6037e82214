"""Charts of pages: a name stands in a key once."""

import pytest

from parlib import open_subject
from parlib.pages.outputs import draw_chart
from parlib.questions import paths
from parlib.study.compare import trace_subjects


@pytest.mark.parametrize(("year", "province"), [(2023, "22"), (2022, "22"), (2024, "31")])
def test_a_name_stands_in_the_key_of_two_sides_once(home, year, province):
    subject, other = open_subject("papi", 2024, "22"), open_subject("papi", year, province)
    chart = draw_chart(paths.show(subject, other, trace_subjects(other, subject)).to_json(), "22")
    for name in ("Quảng Ninh", other.province):
        assert chart.count(f'class="k">{name}<') == 1
