"""Whoever writes into a table that was handed out has a table of his own: the next caller sees the old figures."""

import pytest
from made_subjects import open_real

import parlib
from parlib.study import consistency, panel
from parlib.study.losses import measure_losses
from parlib.study.position import measure_position


@pytest.mark.parametrize(
    "name", ["scores", "components", "facts", "places", "sources", "tree", "parts", "smallest", "rows"]
)
def test_a_written_table_is_the_writers_own(name):
    subject = open_real("papi", 2024, "22", "4")
    mine, before = getattr(subject, name), getattr(subject, name).copy()
    mine.iloc[:, 0] = mine.iloc[0, 0]
    mine[mine.columns[1]] = None
    mine.insert(0, "more", 1)
    for other in (subject, open_real("papi", 2024, "22", "4"), subject.with_component("4.1").with_component("4")):
        assert getattr(other, name).equals(before)


def test_a_written_row_is_the_writers_own():
    subject = open_real("papi", 2024, "22", "4")
    for name in ("leaf", "own"):
        row, before = getattr(subject, name), getattr(subject, name).copy()
        row.iloc[:] = None
        assert getattr(subject, name).equals(before)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: parlib.load("papi"),
        lambda: parlib.load("papi", 34),
        lambda: parlib.components("papi"),
        parlib.sources,
        lambda: parlib.facts("papi"),
        parlib.provinces,
        consistency.load_matters,
        lambda: measure_position(open_real("papi", 2024, "22", "4")),
        lambda: measure_losses(open_real("papi", 2024, "22")),
    ],
)
def test_a_written_answer_is_the_askers_own(ask):
    mine, before = ask(), ask().copy()
    mine[mine.columns[-1]] = None
    mine.iloc[0, 0] = mine.iloc[-1, 0]
    assert ask().equals(before)


def test_the_arrays_that_studies_share_cannot_be_written():
    shared = panel.gather_panel(open_real("papi", 2024, "22", "4"))
    for name in ("score", "rank", "highest", "share", "names"):
        with pytest.raises(ValueError, match="read-only"):
            getattr(shared, name)[...] = 0


def test_what_is_computed_of_tables_that_stay_is_computed_once():
    subject = open_real("papi", 2024, "22", "4")
    elsewhere = subject.but(province_code="01", province="Hà Nội")
    assert panel.gather_panel(elsewhere) is panel.gather_panel(subject)
    changed = subject.but(scores=subject.scores.assign(score=1.0))
    assert panel.gather_panel(changed) is not panel.gather_panel(subject)
    assert changed.rows["score"].eq(1).all()
    assert not subject.rows["score"].eq(1).any()
