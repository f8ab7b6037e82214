"""The review site: what is written, what is refused, and that it is served to this machine only."""

import gzip
import io
import json
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request

import nbformat
import pytest
from made_notebooks import display_exhibit, make_cell, make_exhibit, make_notebook
from PIL import Image

from parlib.pages.shrink import shrink_png
from parlib.readers.csvfile import hash_folder
from parlib.site.build import build_site
from parlib.site.pictures import write_pictures
from parlib.site.serve import open_socket


def record(component="4", language="vi", status="done", province="22", **changes):
    name = f"papi/2024/{province}/{component}{'' if language == 'vi' else '.en'}"
    about = {"page": "component", "index": "papi", "year": 2024, "vintage": "63", "language": language}
    place = {"province": province, "province_name": "Quảng Ninh", "component": component, "component_name": "Kiểm soát"}
    files = {"notebook": f"{name}.ipynb", "html": f"{name}.html", "status": status, "finding": "", "error": None}
    return {"kind": "notebook", **about, **place, **files, **changes}


@pytest.fixture
def run(tmp_path):
    """Return a function that writes a reports folder with the notebooks of records, and returns it."""

    def write(*records, **exhibit):
        for about in records:
            path = tmp_path / about["notebook"]
            path.parent.mkdir(parents=True, exist_ok=True)
            cell = make_cell("show()", *display_exhibit(make_exhibit(about["language"], **exhibit)))
            nbformat.write(make_notebook("# Hỏi", cell, **about, title="Tỉnh"), path)
        (tmp_path / "manifest.jsonl").write_text("".join(json.dumps(about) + "\n" for about in records))
        return tmp_path

    return write


def test_a_picture_is_one_file_however_many_pages_show_it(run, home):
    site = build_site(run(record("4"), record("5")), jobs=1, home=home).entry.parent
    pictures = list((site / "pictures").rglob("*.png"))
    pages = [(site / f"papi/2024/22/{code}.html").read_text(encoding="utf-8") for code in "45"]
    assert len(pictures) == 1
    assert all(f"../../../pictures/{pictures[0].relative_to(site / 'pictures').as_posix()}" in page for page in pages)
    assert all("loading=lazy" in page and "base64" not in page for page in pages)


def test_a_picture_of_the_last_build_is_taken_as_it_is(run, home):
    reports = run(record("4"))
    site = build_site(reports, jobs=1, home=home).entry.parent
    picture = next((site / "pictures").rglob("*.png"))
    before = picture.stat().st_ino
    build_site(reports, jobs=1, home=home)
    assert picture.stat().st_ino == before
    assert picture.stat().st_nlink == 1


def test_lay_pictures_writes_the_bytes_of_the_picture(tmp_path):
    views = [{"kind": "picture", "src": "data:image/svg+xml,%3Csvg%2F%3E"}]
    write_pictures(views, "papi/a.html", tmp_path)
    assert (tmp_path / views[0]["src"].removeprefix("../")).read_bytes() == b"<svg/>"


def draw_lines(colours, width=120):
    """Return a palette PNG with lines of *colours* over white, the first line thick."""
    picture = Image.new("RGB", (width, 1000), "white")
    for place, colour in enumerate(colours):
        picture.paste(colour, (0, 100 + 3 * place if place else 0, width, 101 + 3 * place if place else 60))
    file = io.BytesIO()
    picture.quantize(256).save(file, "PNG", compress_level=1)
    return file.getvalue()


def test_shrink_png_keeps_fills_exactly_and_leaves_a_picture_in_which_they_would_move():
    greys = [(194, 65, 12), *((90 + n, 90 + n, 100) for n in range(60))]
    before = draw_lines(greys)
    after = shrink_png(before)
    colours = {colour for _, colour in Image.open(io.BytesIO(after)).convert("RGB").getcolors()}
    assert len(after) < len(before)
    assert len(colours) <= 16
    assert {(255, 255, 255), (194, 65, 12)} <= colours
    fills = Image.new("RGB", (64, 64))
    fills.putdata([(x // 8 * 36, y // 8 * 36, 128) for y in range(64) for x in range(64)])
    file = io.BytesIO()
    fills.quantize(64).save(file, "PNG")
    assert shrink_png(file.getvalue()) == file.getvalue()


def test_a_build_replaces_the_site_and_nothing_else(run, home):
    reports = run(record("4"), record("5"))
    build_site(reports, jobs=1, home=home)
    run(record("5"))
    site = build_site(reports, jobs=1, home=home).entry.parent
    assert not (site / "papi/2024/22/4.html").exists()
    assert (site / "papi/2024/22/5.html").exists()
    assert sorted(path.name for path in reports.iterdir()) == ["manifest.jsonl", "papi", "site"]


def test_a_build_that_fails_leaves_the_last_site_whole(run, home):
    reports = run(record("4"))
    site = build_site(reports, jobs=1, home=home).entry.parent
    (reports / "papi/2024/22/4.ipynb").write_text("{")
    with pytest.raises(ValueError, match=r"4\.ipynb is not a notebook"):
        build_site(reports, jobs=1, home=home)
    assert (site / "papi/2024/22/4.html").exists()
    assert not (reports / ".site").exists()


def test_a_folder_that_is_not_a_site_is_not_replaced(run, home):
    reports = run(record("4"))
    (reports / "site").mkdir()
    (reports / "site" / "mine.txt").write_text("của tôi")
    with pytest.raises(ValueError, match="not a site of parlib: move it away"):
        build_site(reports, jobs=1, home=home)
    assert (reports / "site" / "mine.txt").exists()


def test_a_notebook_that_is_gone_is_left_out_and_counted(run, home):
    reports = run(record("4"), record("5"))
    (reports / "papi/2024/22/5.ipynb").unlink()
    built = build_site(reports, jobs=1, home=home)
    assert (built.pages, built.missing) == (1, 1)
    (reports / "papi/2024/22/4.ipynb").unlink()
    with pytest.raises(FileNotFoundError, match="no executed notebook is there"):
        build_site(reports, jobs=1, home=home)


def test_a_folder_without_a_run_is_named(tmp_path, home):
    with pytest.raises(
        FileNotFoundError,
        match="nothing was run into this folder yet; first: parlib report --index papi ",
    ):
        build_site(tmp_path, jobs=1, home=home)


def test_the_way_in_shows_the_newest_year(run, home):
    older = record("4", year=2023, notebook="papi/2023/22/4.ipynb", html="papi/2023/22/4.html")
    site = build_site(run(older, record("4")), jobs=1, home=home).entry.parent
    front = (site / "index.html").read_text(encoding="utf-8")
    assert "<h1>PAPI 2024</h1>" in front
    assert re.findall(r'<dd><a href="?([\w/.]+)"?', front) == ["papi/2024/index.html", "papi/2023/index.html"]


def test_a_language_that_was_not_run_is_not_offered(run, home):
    site = build_site(run(record("4")), jobs=1, home=home).entry.parent
    assert not (site / "index.en.html").exists()
    assert "class=language" not in (site / "index.html").read_text(encoding="utf-8")


@pytest.fixture
def served(run, home):
    """Return a running ``parlib serve`` and its address."""
    reports = run(record("4"))
    build_site(reports, jobs=1, home=home)
    command = [sys.executable, "-u", "-m", "parlib.cli", "serve", "--output", str(reports)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        address = re.search(r"http://\S+", process.stdout.readline()).group()
        yield process, address
        process.kill()


def test_serve_gives_pages_to_this_machine_and_lists_no_folder(served):
    _, address = served
    with urllib.request.urlopen(address + "papi/2024/22/4.html") as answer:
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Quảng Ninh đạt" in answer.read().decode()
    for path in ("pictures/", "../manifest.jsonl", "%2e%2e/manifest.jsonl"):
        with pytest.raises(urllib.error.HTTPError, match=r"40[34]"):
            urllib.request.urlopen(address + path)


def test_serve_packs_text_and_answers_no_other_host(served):
    _, address = served
    asked = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(asked) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert b"<h1>" in gzip.decompress(answer.read())
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(urllib.request.Request(address, headers={"Host": "other.example"}))


@pytest.mark.parametrize("of_these", [True, False])
def test_serve_says_that_no_page_is_of_the_data_at_hand(run, home, of_these):
    reports = run(record("4", data=hash_folder(home / "data" / "raw") if of_these else "0" * 64))
    build_site(reports, jobs=1, home=home)
    command = [sys.executable, "-u", "-m", "parlib.cli", "serve", "--output", str(reports), "--home", str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert ("is not what these pages were made from" in said) is not of_these
    assert of_these or f"parlib site --output {reports}" in " ".join(said.split())


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_serve_stops_cleanly(served, sign):
    process, _ = served
    process.send_signal(sign)
    assert process.wait(timeout=20) == 0
    assert process.stdout.read().strip() == "Stopped."


def test_serve_listens_on_loopback_only_and_names_what_is_wrong(run, home, tmp_path):
    with pytest.raises(FileNotFoundError, match="no site there; first: parlib site --output "):
        open_socket(tmp_path / "site")
    build_site(run(record("4")), jobs=1, home=home)
    with open_socket(tmp_path / "site") as listening, socket.socket() as taken:
        assert listening.getsockname()[0] == "127.0.0.1"
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(ValueError, match="cannot be used"):
            open_socket(tmp_path / "site", taken.getsockname()[1])
