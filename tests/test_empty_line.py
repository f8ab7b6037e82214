"""A place without any figure stands beside one that has some: the picture is drawn all the same."""

import pytest

from parlib import open_subject
from parlib.questions import paths
from parlib.study.compare import trace_subjects

PNG = b"\x89PNG"


@pytest.mark.parametrize("index", ["par_index", "sipas"])
def test_paths_are_drawn_beside_a_place_without_figures(index, home):
    subject, other = open_subject(index, 2023, "27"), open_subject(index, 2023, "31")
    exhibit = paths.show(subject, other, trace_subjects(other, subject))
    assert exhibit.finding == "Đến năm 2023, chưa có năm nào có điểm của cả Bắc Ninh và Hải Phòng."
    assert exhibit.draw().startswith(PNG)
