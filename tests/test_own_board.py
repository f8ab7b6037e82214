"""What a province's own workbook says is told: notes, claims, documents and surveys; and nothing of others."""

from types import SimpleNamespace

import pandas as pd
import pytest
from made_boards import list_detail, write_rows

from parlib.clean.adding import add_file
from parlib.clean.arrival import recognise_file
from parlib.clean.run import clean_raw
from parlib.language import Voice
from parlib.publish.pack.speeches import _list_limits
from parlib.questions import claims, held, reasons, sides
from parlib.study.duty import list_held, sum_held
from parlib.study.granted import compare_sides, list_claims, sum_reasons
from parlib.subject import open_subject
from parlib.terms import INDICES


@pytest.fixture
def subject(raw_copy, tmp_path, monkeypatch):
    """Return PAR INDEX 2025 of one province that claimed half a point too much, beside a survey of two points."""
    rows = list_detail()
    rows[5].insert(5, "Điểm điều tra XHH")
    for row in rows[6:]:
        row.insert(5, "")
    leaves = [row for row in rows[6:] if row[4] != ""]
    leaves[0][3], (leaves[1][3:6], survey) = leaves[0][4] + 0.5, (["", "", leaves[1][4]], leaves[1][4])
    path = write_rows(tmp_path / "chi tiet.xlsx", rows)
    add_file(raw_copy, path, recognise_file(path), 2025, "Sở Nội vụ", confirm=lambda plan: True)
    clean_raw(raw_copy, raw_copy.parent / "processed")
    monkeypatch.setenv("PARLIB_HOME", str(raw_copy.parents[1]))
    return open_subject("par_index", 2025, "22", "total"), survey


def test_points_of_a_survey_and_of_documents_are_told_apart_without_a_word_of_the_framework(subject):
    one, survey = subject
    found = compare_sides(one).set_index("side")
    assert found.loc["surveys", ["max_score", "score"]].tolist() == [3.125, survey]
    assert found.loc["documents", "max_score"] == 100 - 3.125
    assert found["national_share"].isna().all()
    assert sides.show(one, found.reset_index()).finding.startswith("Thẩm định tài liệu đạt ")


def test_what_was_claimed_above_what_was_granted_is_told(subject):
    one, _ = subject
    said = claims.show(one, list_claims(one), compare_sides(one)).finding
    assert said.startswith("Chỉ “1.1.1. ")
    assert said.endswith(" của PAR INDEX 2025 có điểm thẩm định thấp hơn điểm tự đánh giá: 0,50 điểm.")


def test_notes_beside_the_points_are_the_reasons(subject):
    one, _ = subject
    found = sum_reasons(one)
    assert "Chậm thời hạn" in found["reason"].tolist()
    assert "Chậm thời hạn" in reasons.show(one, found, compare_sides(one)).finding


def test_a_scoreboard_of_points_alone_says_nothing_of_claims_and_reasons(subject):
    one, _ = subject
    found = compare_sides(one)
    assert found["n_claimed"].sum() > 0
    silent = claims.show(one, list_claims(one).head(0), found.assign(n_claimed=0))
    assert (silent.finding, "điểm tự đánh giá" in silent.needs) == ("", True)
    blank = sum_reasons(one).assign(reason="")
    silent = reasons.show(one, blank.head(1), compare_sides(one))
    assert (silent.finding, "có cột lý do mất điểm" in silent.needs) == ("", True)
    some = pd.DataFrame({"reason": ["", "Chậm"], "parts": 1, "lost": [3.0, 1.0], "lost_share": [0.75, 0.25]})
    said = reasons.show(one, some, compare_sides(one)).finding
    assert said == "Lý do mất nhiều điểm nhất: Chậm (1,00 điểm, 25,0% số điểm mất). Chưa nêu lý do: 3,00 điểm."


def test_an_agency_is_told_no_distance_to_a_best_province_that_nobody_knows(subject):
    one, _ = subject
    own = list_held(one, "Sở Nội vụ")
    assert own["lost"].sum() > 0
    assert own["recoverable"].isna().all()
    assert "dẫn đầu" not in held.show(one, own, sum_held(own), "Sở Nội vụ", "").finding


def test_a_speech_names_losses_without_shares_where_some_maxima_are_not_known():
    table = pd.DataFrame({"component_code": ["3", "2"], "component": ["A", "B"], "lost": [2.39, None]})
    columns = [{"name": name, "kind": kind} for name, kind in zip(table, ("code", "text", "points"), strict=True)]
    exhibit = SimpleNamespace(table=table, columns=columns, rows=table.to_numpy().tolist(), name="largest", decimals=2)
    page = SimpleNamespace(
        about={"index": "par_index", "year": 2025, "page": "province"},
        find=lambda name: exhibit if name == "largest" else None,
    )
    told = SimpleNamespace(overview=page, edition="PAR INDEX 2025")
    said = [
        *_list_limits(
            SimpleNamespace(measured=told, voice=Voice("vi", INDICES["par_index"]), losses=(), of_people=False)
        )
    ]
    assert [str(one.text) for one in said[1:]] == ["“A”: mất 2,39 điểm"]
