"""Files of several reviewers become one list on the command line."""

import csv
import json

import pytest
from typer.testing import CliRunner

from parlib.cli import app
from parlib.site.scripts import CONTENTS, write_script


@pytest.fixture
def merge(tmp_path):
    """Return a function that merges files of marks by command, keeps what was said and returns the rows."""

    def run(*files):
        paths = []
        for number, held in enumerate(files):
            paths.append(tmp_path / f"{number}.json")
            paths[-1].write_text(held if isinstance(held, str) else json.dumps(held), encoding="utf-8")
        listed = tmp_path / "review.csv"
        asked = ["review", "merge", *map(str, paths), "--output", str(listed), "--reports", str(tmp_path)]
        result = CliRunner().invoke(app, asked)
        run.said.append(result.output)
        if result.exception:
            raise result.exception
        with listed.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    run.said = []
    return run


def export(reviewer, *marks):
    return {"format": "parlib review 1", "reviewer": reviewer, "marks": list(marks)}


def mark(page="papi/2024/22/4.html", comment="", at="2026-01-01T08:00:00Z", **more):
    return {"page": page, "title": "Kiểm soát", "read": True, "comment": comment, "at": at, **more}


def test_marks_of_two_reviewers_become_one_list(merge):
    rows = merge(export("Đỗ An", mark(comment="xem lại")), export("Bình", mark(comment="=1+1"), mark("a.html")))
    assert [(row["html"], row["Người đọc duyệt"], row["Đã đọc"], row["Nhận xét"]) for row in rows] == [
        ("a.html", "Bình", "x", ""),
        ("papi/2024/22/4.html", "Bình", "x", "'=1+1"),
        ("papi/2024/22/4.html", "Đỗ An", "x", "xem lại"),
    ]


def test_of_two_marks_of_a_reviewer_the_newer_counts(merge):
    newer, older = mark(comment="mới", at="2026-01-02T08:00:00Z"), mark(comment="cũ")
    assert [row["Nhận xét"] for row in merge(export("An", newer), export("An", older))] == ["mới"]


@pytest.mark.parametrize("held", ["{", "[]", '{"format": "parlib review 1", "marks": [{"page": 1}]}'])
def test_a_file_that_holds_no_marks_is_named_and_nothing_is_written(merge, tmp_path, held):
    with pytest.raises(ValueError, match=r"1\.json: not a file of review marks"):
        merge(export("An", mark()), held)
    assert not (tmp_path / "review.csv").exists()


def test_a_mark_of_a_page_that_changed_since_is_told(merge, tmp_path):
    marked = [mark("a.html", content="1"), mark("b.html", content="1"), mark("gone.html", content="1"), mark("c.html")]
    (tmp_path / "site").mkdir()
    write_script(tmp_path / "site" / CONTENTS, "contents", {"a.html": "1", "b.html": "2", "c.html": "3"})
    rows = merge(export("An", *marked))
    assert {row["html"]: row["Trang đã đổi sau đó"] for row in rows} == {
        "a.html": "",
        "b.html": "x",
        "gone.html": "",
        "c.html": "",
    }
    assert "Pages that have changed since they were marked, to be read again: 1" in merge.said[-1]


def test_where_no_site_is_the_command_says_that_it_does_not_know(merge):
    assert [row["Trang đã đổi sau đó"] for row in merge(export("An", mark(content="1")))] == [""]
    assert "Not known whether pages have changed since: no site in" in merge.said[-1]
