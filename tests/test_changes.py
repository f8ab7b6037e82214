"""What changed since an earlier run: found by what rows are about, measured, explained, shown as text."""

import csv
import json
import shutil
import zipfile

import nbformat
import pandas as pd
import pytest
from made_notebooks import display_exhibit, make_cell, make_exhibit, make_notebook
from typer.testing import CliRunner

from parlib.changes.compare import compare_pages
from parlib.cli import app
from parlib.results.executed import read_executed
from parlib.site.build import build_site
from parlib.wording.interface import interface_words

MADE = {"template": "t1", "parameters": "p1", "code": "c1", "libraries": "l1"}
READS = [["scores", '{"index": ["papi"]}', "d1"], ["components", '{"index": ["papi"]}', "f1"]]
KNOWN = [
    {"kind": "code", "hash": "c1", "parts": {"parlib/study/trend.py": "1"}},
    {"kind": "code", "hash": "c2", "parts": {"parlib/study/trend.py": "2"}},
    {"kind": "libraries", "hash": "l1", "parts": {"pandas": "3.0"}},
    {"kind": "libraries", "hash": "l2", "parts": {"pandas": "3.1"}},
]


def record(component="4", made=(), reads=READS, **changes):
    """Return the record of a page as the run manifest has it, made from what *made* changes."""
    name = f"papi/2024/22/{component}"
    about = {"page": "component", "index": "papi", "year": 2024, "vintage": "63", "language": "vi", "province": "22"}
    names = {"province_name": "Quảng Ninh", "component": component, "component_name": "Kiểm soát"}
    files = {"notebook": f"{name}.ipynb", "html": f"{name}.html", "status": "done", "finding": "", "error": None}
    hashes = {
        "made": {**MADE, **dict(made)},
        "reads": reads,
        "data": "a" * 64,
        "template": "b" * 64,
        "version": "0.1.0",
    }
    when = {"finished": "2026-11-20T10:12:00+00:00"}
    return {"kind": "notebook", **about, **names, **files, **hashes, **when, **changes}


def make_table(first=7.25, second=5.0, **more):
    table = {"province_code": ["22", "66"], "province": ["Quảng Ninh", "Đắk Lắk"], "score": [first, second]}
    return pd.DataFrame({**table, "max_score": [10.0, 10.0], "rank": [1, 2], **more})


def write_run(folder, *records, exhibits=({},), text="Hỏi"):
    """Write a reports folder with the notebooks of records, each with the exhibits described."""
    for about in records:
        path = folder / about["notebook"]
        path.parent.mkdir(parents=True, exist_ok=True)
        cells = [
            make_cell("show()", *display_exhibit(make_exhibit(about["language"], **{"table": make_table(), **exhibit})))
            for exhibit in exhibits
        ]
        nbformat.write(make_notebook(f"# {text}", *cells, **about, title="Tỉnh"), path)
    lines = [json.dumps(line) + "\n" for line in (*KNOWN, *records)]
    (folder / "manifest.jsonl").write_text("".join(lines))
    return folder


@pytest.fixture
def hold(tmp_path, home):
    """Return a function that builds the site of one run against another and returns it with the lines of its CSV."""

    def build(old, new):
        built = build_site(new, jobs=1, home=home, against=old)
        site = built.entry.parent
        with (site / "changed.csv").open(encoding="utf-8-sig", newline="") as file:
            return built, site, list(csv.DictReader(file))

    return build


def read_pair(tmp_path, old, new):
    """Return the change between two pages of one exhibit each."""
    pages = [
        read_executed(write_run(tmp_path / name, record(), exhibits=[exhibit]) / "papi/2024/22/4.ipynb")
        for name, exhibit in (("old", old), ("new", new))
    ]
    return compare_pages(*pages)


def test_a_changed_figure_is_found_with_its_values_size_and_reason(tmp_path, hold):
    old = write_run(tmp_path / "old", record())
    new = write_run(
        tmp_path / "new",
        record(reads=[[*READS[0][:2], "d2"], READS[1]]),
        exhibits=[{"table": make_table(7.5), "finding": "Quảng Ninh đạt 7,50 điểm."}],
    )
    built, site, lines = hold(old, new)
    assert built.changed == 1
    number = next(line for line in lines if line["Loại"] == "số liệu")
    assert [number[name] for name in ("Dòng", "Cột", "Trước", "Nay", "Chênh lệch", "Mức (điểm %)", "Lý do có thể")] == [
        "Quảng Ninh",
        "Điểm",
        "7,25",
        "7,50",
        "+0,25",
        "2.5",
        "số liệu nguồn: bảng điểm",
    ]
    page = (site / "papi/2024/22/4.html").read_text(encoding="utf-8")
    assert "<del>7,25</del> +0,25" in page
    assert "Nhận định trước</summary><p>Quảng Ninh đạt 7,25 điểm." in page
    assert 'href="../../../changed.html"' in page or "href=../../../changed.html" in page
    front = (site / "papi/2024/index.html").read_text(encoding="utf-8")
    assert "data-change=finding" in front


def test_an_unchanged_run_gives_nothing(tmp_path, hold):
    built, site, lines = hold(write_run(tmp_path / "old", record()), write_run(tmp_path / "new", record()))
    assert (built.changed, lines) == (0, [])
    assert "Không có gì khác lần chạy trước" in (site / "changed.html").read_text(encoding="utf-8")
    assert "differing" not in (site / "papi/2024/22/4.html").read_text(encoding="utf-8")
    assert "data-change" not in (site / "papi/2024/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("made", "reads", "reason"),
    [
        ({"template": "t2"}, READS, "mẫu"),
        ({"code": "c2"}, READS, "mã lệnh: parlib/study/trend.py"),
        ({"libraries": "l2"}, READS, "thư viện: pandas 3.0 → 3.1"),
        ({}, [READS[0], [*READS[1][:2], "f2"]], "bộ tiêu chí: cây chỉ số"),
        ({"template": "t2"}, [[*READS[0][:2], "d2"], READS[1]], "số liệu nguồn: bảng điểm; mẫu"),
        ({}, READS, "KHÔNG GIẢI THÍCH ĐƯỢC: mọi đầu vào như nhau nhưng kết quả khác"),
        ({}, None, "không rõ: nhật ký chạy không ghi"),
    ],
)
def test_the_reason_is_what_of_the_inputs_has_another_hash(tmp_path, hold, made, reads, reason):
    old = write_run(tmp_path / "old", record())
    new = write_run(tmp_path / "new", record(made=made, reads=reads), exhibits=[{"finding": "Khác."}])
    _, site, lines = hold(old, new)
    assert [line["Lý do có thể"] for line in lines] == [reason]
    page = (site / "papi/2024/22/4.html").read_text(encoding="utf-8")
    assert reason in page
    assert ("unexplained" in page) == reason.startswith("KHÔNG")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_table_of_figures_has_a_name_for_readers(tables, language):
    assert {f"table_{name}" for name in tables if name != "account"} <= interface_words(language).keys()


def test_the_source_whose_file_changed_is_named(tmp_path, hold):
    def sources(sha256):
        table = pd.DataFrame({"document": ["PAPI 2023", "PAPI 2024"], "sha256": ["1" * 64, sha256]})
        return {"name": "sources", "chart": "table", "table": table}

    old = write_run(tmp_path / "old", record(), exhibits=[{}, sources("2" * 64)])
    changed = record(reads=[[*READS[0][:2], "d2"], READS[1]])
    new = write_run(tmp_path / "new", changed, exhibits=[{"table": make_table(7.5)}, sources("3" * 64)])
    _, _, lines = hold(old, new)
    assert {line["Lý do có thể"] for line in lines} == {"số liệu nguồn: PAPI 2024"}


def test_pages_in_one_run_only_are_listed(tmp_path, hold):
    old = write_run(tmp_path / "old", record("4"), record("5"))
    new = write_run(tmp_path / "new", record("4"), record("6"))
    built, site, _ = hold(old, new)
    text = (site / "changed.html").read_text(encoding="utf-8")
    assert built.changed == 0
    assert "Trang chỉ có trong lần chạy này: <b>1</b>" in text
    assert "PAPI 2024 · Quảng Ninh · 5. Kiểm soát" in text
    assert "Trang này không có trong lần chạy trước." in (site / "papi/2024/22/6.html").read_text(encoding="utf-8")


def test_markup_in_sentences_and_names_stays_text(tmp_path, hold):
    evil = '<img src=x onerror="alert(1)">'
    old = write_run(tmp_path / "old", record(province_name=evil), exhibits=[{"finding": f"Trước {evil}"}])
    table = make_table(7.5).assign(province=[evil, "Đắk Lắk"])
    new = write_run(tmp_path / "new", record(province_name=evil), exhibits=[{"finding": f"Nay {evil}", "table": table}])
    _, site, lines = hold(old, new)
    for name in ("changed.html", "papi/2024/22/4.html", "papi/2024/index.html"):
        assert "<img src=x" not in (site / name).read_text(encoding="utf-8")
    assert "Trước &lt;img" in (site / "changed.html").read_text(encoding="utf-8")
    assert any(line["Trước"] == f"Trước {evil}" for line in lines)


def test_rows_are_matched_by_what_they_are_about(tmp_path):
    table = make_table()
    change = read_pair(tmp_path, {"table": table}, {"table": table.iloc[::-1]})
    assert (change.cells, change.rows) == ((), ())
    other = table.assign(province_code=["22", "31"], province=["Quảng Ninh", "Hải Phòng"])
    change = read_pair(tmp_path, {"table": table}, {"table": other})
    assert [(row.about, row.row) for row in change.rows] == [("Hải Phòng", 1), ("Đắk Lắk", None)]
    assert change.cells == ()


def test_a_difference_too_small_to_be_displayed_is_in_the_csv_only(tmp_path, hold):
    old = write_run(tmp_path / "old", record())
    new = write_run(tmp_path / "new", record(made={"code": "c2"}), exhibits=[{"table": make_table(7.2501)}])
    built, site, lines = hold(old, new)
    assert built.changed == 0
    assert [(line["Trước"], line["Nay"], line["Nay (như lưu)"], line["Thấy trên trang"]) for line in lines] == [
        ("7,25", "7,25", "7.2501", "")
    ]
    assert "chỉ có trong tệp CSV: <b>1</b>" in (site / "changed.html").read_text(encoding="utf-8")


def test_sizes_are_points_of_percent_of_what_is_possible(tmp_path):
    table, other = make_table(), make_table(7.0, rank=[3, 2], share=[0.5, 0.6])
    change = read_pair(tmp_path, {"table": table.assign(share=[0.52, 0.6])}, {"table": other})
    sizes = {cell.head: round(cell.size, 3) for cell in change.cells}
    assert sizes == {"Điểm": 2.5, "Thứ hạng": round(200 / 63, 3), "Tỷ lệ điểm đạt được": 2.0}


def test_the_list_begins_with_the_largest_change(tmp_path, hold):
    old = write_run(tmp_path / "old", record())
    new = write_run(tmp_path / "new", record(made={"code": "c2"}), exhibits=[{"table": make_table(7.3, 9.0)}])
    _, site, _ = hold(old, new)
    text = (site / "changed.html").read_text(encoding="utf-8").partition("id=lines")[2]
    assert text.index("9,00") < text.index("7,30")


def test_an_exhibit_that_is_new_or_gone_is_said_so(tmp_path, hold):
    old = write_run(tmp_path / "old", record(), exhibits=[{}, {"name": "marks"}])
    new = write_run(tmp_path / "new", record(made={"template": "t2"}), exhibits=[{}, {"name": "history"}])
    _, site, lines = hold(old, new)
    page = (site / "papi/2024/22/4.html").read_text(encoding="utf-8")
    assert "Hình, bảng này không có trong lần chạy trước." in page
    assert "Hình, bảng không còn: Khoảng cách tới các mốc" in page
    assert {(line["Hình, bảng"], line["Trước"], line["Nay"]) for line in lines if line["Loại"] == "hình, bảng"} == {
        ("Diễn biến qua các năm", "", "mới"),
        ("Khoảng cách tới các mốc", "không còn", ""),
    }


def test_an_earlier_run_may_be_a_zip(tmp_path, hold):
    old = write_run(tmp_path / "old", record())
    with zipfile.ZipFile(tmp_path / "old.zip", "w") as archive:
        for path in old.rglob("*"):
            archive.write(path, f"reports/{path.relative_to(old)}")
    shutil.rmtree(old)
    new = write_run(tmp_path / "new", record(made={"code": "c2"}), exhibits=[{"table": make_table(7.5)}])
    built, _, _ = hold(tmp_path / "old.zip", new)
    assert built.changed == 1


def test_an_old_notebook_that_cannot_be_read_is_said_so(tmp_path, hold):
    old = write_run(tmp_path / "old", record())
    (old / record()["notebook"]).write_text("{")
    built, site, _ = hold(old, write_run(tmp_path / "new", record()))
    assert built.changed == 0
    assert "Không so sánh được" in (site / "papi/2024/22/4.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda folder: folder / "nowhere", "there is no such folder or archive"),
        (lambda folder: folder / "new", "that is the run itself"),
        (lambda folder: (folder / "empty", (folder / "empty").mkdir())[0], "not a run of 'parlib report'"),
        (lambda folder: (folder / "a.zip", (folder / "a.zip").write_text("no"))[0], "cannot be read as a folder"),
        (lambda folder: write_run(folder / "old", {**record(), "made": None, "kind": "x"}), "no executed notebook"),
        (lambda folder: write_old_form(folder / "old"), "of an older form"),
        (lambda folder: write_run(folder / "old", record(index="dti", html="dti/a.html")), "no page in common"),
    ],
)
def test_an_earlier_run_that_is_none_is_refused_in_one_line(tmp_path, home, make, said):
    new = write_run(tmp_path / "new", record())
    asked = ["site", "--output", str(new), "--against", str(make(tmp_path)), "--home", str(home), "--as-is"]
    result = CliRunner().invoke(app, asked)
    assert said in str(result.exception)
    assert "\n" not in str(result.exception)
    assert not (new / "site").exists()


def write_old_form(folder):
    about = record()
    del about["made"]
    return write_run(folder, about)
