"""The local page: who may ask it, what is read of dropped files, what is taken in, the register saved and read back."""

import csv
import http.client
import json
import os
import shutil
import subprocess
import sys
import time
from urllib.parse import quote, urlencode

import pandas as pd
import pytest
from made_drops import make_drops, mend

from parlib.app.faults import UserError
from parlib.app.register import open_register, save_register
from parlib.app.room import Room, name_upload
from parlib.app.shortcut import write_shortcut
from parlib.app.taking import check_files, take_files
from parlib.clean.journal import list_changes, undo_change
from parlib.clean.run import clean_raw
from parlib.problems import DataProblemsError
from parlib.readers.action_book import read_action_book
from parlib.readers.csvfile import hash_folder
from parlib.readers.workbook import read_workbook

COMMAND = (sys.executable, "-m", "parlib.app", "--no-browser", "--home")
SAID = {"year": None, "issuer": "", "document": "", "province": ""}


@pytest.fixture(scope="module")
def drops(tmp_path_factory):
    """Return a home without figures, the country's table, the own detail, the province."""
    return make_drops(tmp_path_factory.mktemp("drops"))


class Client:
    """Asks the page as a browser does, or as somebody else would."""

    def __init__(self, home):
        known = {name: value for name, value in os.environ.items() if name != "PARLIB_HOME"}
        self.process = subprocess.Popen([*COMMAND, str(home)], stdout=subprocess.PIPE, env=known)
        self.process.stdout.readline()
        self.address = self.process.stdout.readline().decode().strip()
        self.host, self.token = self.address.removeprefix("http://").split("/?token=")
        self.cookie = f"parlib-{self.host.rpartition(':')[2]}={self.token}"

    def ask(self, path, method="GET", body=None, **changed):
        """Return status, headers and text; *changed* headers go before those of a browser, None leaves one out."""
        headers = {"Host": self.host, "Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        headers |= {"Origin": f"http://{self.host}"} if method == "POST" else {}
        headers = {name: value for name, value in (headers | changed).items() if value is not None}
        line = http.client.HTTPConnection("127.0.0.1", int(self.host.rpartition(":")[2]), timeout=60)
        line.putrequest(method, path, skip_host=True)
        for name, value in (headers | {"Content-Length": str(len(body or b""))}).items():
            line.putheader(name, value)
        line.endheaders(body)
        answer = line.getresponse()
        return answer.status, answer.headers, answer.read().decode("utf-8", "replace")

    def send(self, *files):
        """Drop files, each a name and its bytes."""
        parts = [
            f'--x\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'.encode()
            + content
            + b"\r\n"
            for name, content in files
        ]
        typed = {"Content-Type": "multipart/form-data; boundary=x"}
        return self.ask("/files", "POST", b"".join([*parts, b"--x--\r\n"]), **typed)

    def wait(self, seconds=120):
        """Return how the task under way ended."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            state = json.loads(self.ask("/progress")[2])["state"]
            if state != "running":
                return state
            time.sleep(0.2)
        raise TimeoutError


@pytest.fixture(scope="module")
def client(drops, tmp_path_factory):
    """Return the page of a copy of the home, which is ended as its button ends it."""
    home = tmp_path_factory.mktemp("served") / "home"
    shutil.copytree(drops[0], home)
    client = Client(home)
    client.home = home
    yield client
    assert "Chương trình đã kết thúc" in client.ask("/leave", "POST", b"")[2]
    assert client.process.wait(20) == 0
    assert not (home / ".app" / "instance.json").exists()


def test_the_token_opens_the_page_once_and_its_cookie_is_for_this_page_only(client):
    status, headers, _ = client.ask(f"/?token={client.token}", Cookie=None)
    assert (status, headers["Location"]) == (303, "/")
    assert "HttpOnly" in headers["Set-Cookie"]
    assert "SameSite=Strict" in headers["Set-Cookie"]
    status, headers, text = client.ask("/")
    assert (status, "Kéo và thả các tệp vào đây" in text, client.token in text) == (200, True, False)
    assert "script-src 'self'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/", "/register", "/progress", "/static/app.js", "/pack/x.html", "/?token=wrong"])
def test_without_the_token_nothing_is_given(client, path):
    for cookie in (None, f"parlib-{client.host.rpartition(':')[2]}=wrong"):
        status, _, text = client.ask(path, Cookie=cookie)
        assert (status, client.token in text) == (403, False)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example"])
def test_another_host_is_refused_though_the_token_is_known(client, host):
    assert client.ask("/", Host=host)[0] == 403
    assert client.ask(f"/?token={client.token}", Host=host)[0] == 403


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "http://127.0.0.1:1"])
def test_a_form_of_another_origin_is_refused_though_the_token_is_known(client, origin):
    for path in ("/files", "/make", "/undo", "/leave", "/open", "/register/save"):
        assert client.ask(path, "POST", b"", Origin=origin)[0] == 403
    assert client.ask("/leave", "POST", b"", **{"Sec-Fetch-Site": "same-site"})[0] == 403


@pytest.mark.parametrize(
    "path", ["%00", "../data/raw/sources.csv", "..%2f..%2fdata/raw/sources.csv", ".hidden", "a/.lock", "/etc/passwd"]
)
def test_no_file_outside_the_packs_is_given(client, path):
    (client.home / "conference" / "a").mkdir(exist_ok=True)
    for hidden in (".hidden", "a/.lock"):
        (client.home / "conference" / hidden).write_text("hidden", encoding="utf-8")
    assert client.ask(f"/pack/{path}")[0] in (403, 404)
    assert client.ask("/open", "POST", urlencode({"name": path}).encode())[0] == 404


def test_a_link_in_a_pack_leads_nowhere_else(client):
    (client.home / "conference" / "link.csv").symlink_to(client.home / "data" / "raw" / "sources.csv")
    assert client.ask("/pack/link.csv")[0] == 404


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../../etc/cron.d/a.csv", "a.csv"),
        ("C:\\Users\\a\\..\\b.XLSX", "b.XLSX"),
        ("a\x00b\u202e:*?.xlsb", "ab.xlsb"),
        (f"{'a' * 300}.ods", f"{'a' * 116}.ods"),
        ("Bảng điểm.xls", "Bảng điểm.xls"),
    ],
)
def test_a_dropped_file_has_a_plain_name(given, kept):
    assert name_upload(given) == kept


@pytest.mark.parametrize("given", ["a.exe", "a", "..", ".xlsx", "con.csv", "~$a.xlsx", "a.xlsx.html", ""])
def test_a_dropped_file_of_another_kind_is_refused(given):
    with pytest.raises(ValueError, match="_refused"):
        name_upload(given)


def test_a_file_that_is_none_is_refused_in_words_and_waits(client):
    status, headers, _ = client.send(("../../bad.xlsx", b"no workbook"), ("run.exe", b"MZ"))
    assert (status, headers["Location"], client.wait()) == (303, "/", "done")
    text = client.ask("/")[2]
    assert "Chưa dùng được" in text
    assert "run.exe: không nhận loại tệp này" in text
    assert [path.name for path in (client.home / ".app" / "inbox").iterdir()] == ["bad.xlsx"]
    assert client.ask("/check", "POST", urlencode({"name": "bad.xlsx", "remove": "yes"}).encode())[0] == 303
    assert list((client.home / ".app" / "inbox").iterdir()) == []


def test_what_is_under_way_can_be_stopped_and_nothing_else_is_begun(client, drops):
    client.send((drops[2].name, drops[2].read_bytes()))
    assert client.send((drops[1].name, drops[1].read_bytes()))[0] == 409
    assert client.ask("/undo", "POST", b"")[0] == 409
    assert client.ask("/cancel", "POST", b"")[0] == 303
    assert client.wait() == "stopped"
    assert "Đã dừng." in client.ask("/")[2]


def test_files_too_large_are_not_read(client):
    with pytest.raises((ConnectionError, http.client.HTTPException, AssertionError)):
        assert client.ask("/files", "POST", b"", **{"Content-Length": str(10**9)})[0] == 200


def test_a_second_start_says_the_page_of_the_first(client):
    found = subprocess.run([*COMMAND, str(client.home)], capture_output=True, text=True, timeout=60)
    assert (found.returncode, found.stdout.splitlines()[-1]) == (0, client.address)
    assert (client.home / ".app" / "instance.json").stat().st_mode & 0o077 == 0


def test_the_page_speaks_the_language_that_is_chosen(client):
    for language, said in (("en", "Drop the files here"), ("vi", "Kéo và thả các tệp vào đây")):
        client.ask("/language", "POST", urlencode({"language": language}).encode())
        text = client.ask("/")[2]
        assert said in text
        assert f'<html lang="{language}">' in text


def put_in(home, *paths):
    room = Room(home)
    for path in paths:
        shutil.copyfile(path, room.inbox / path.name)
    found = check_files(home, [{**SAID, "name": path.name} for path in paths], lambda *said, **filled: None)
    room.note("check", found)
    return found["files"]


@pytest.fixture
def waiting(drops, tmp_path, monkeypatch):
    """Return a copy of the home."""
    home = tmp_path / "home"
    shutil.copytree(drops[0], home)
    monkeypatch.setenv("PARLIB_HOME", str(home))
    return home


def test_two_workbooks_are_looked_through_without_a_trace_and_taken_in_as_one_change(drops, waiting):
    raw, (_, country, own, code) = waiting / "data" / "raw", drops
    before = hash_folder(raw)
    files = put_in(waiting, country, own)
    assert [file["faults"] for file in files] == [[], []]
    assert [(file["index"], file["year"], file["province"]) for file in files] == [
        ("par_index", 2025, ""),
        ("par_index", 2025, code),
    ]
    assert "306" in files[0]["account"][0]["vi"]  # 34 places, eight fields and the whole
    assert hash_folder(raw) == before
    assert {"sources.csv", files[0]["target"], files[1]["target"]} <= set(take_files(waiting, False))
    assert (list((waiting / ".app" / "inbox").iterdir()), len(list_changes(raw))) == ([], 1)
    clean_raw(raw)
    undo_change(raw)
    assert hash_folder(raw) == before


def test_a_table_that_needs_the_framework_of_another_dropped_file_finds_it_in_any_order(drops, waiting):
    (waiting / "data" / "raw" / "frameworks" / "par_index_2025.csv").unlink()
    register = waiting / "data" / "raw" / "sources.csv"
    kept = [row for row in register.read_text(encoding="utf-8").splitlines() if "par_index_2025" not in row]
    register.write_text("\n".join(kept) + "\n", encoding="utf-8")
    files = put_in(waiting, drops[1], drops[2])
    assert [file["faults"] for file in files] == [[], []]
    assert "8 lĩnh vực" in files[1]["tree"][0]["vi"]


def test_a_mended_figure_is_shown_with_its_cell_before_it_is_taken_in(drops, waiting, tmp_path):
    put_in(waiting, drops[2])
    take_files(waiting, False)
    mended = mend(drops[2], tmp_path / "again")
    [file] = put_in(waiting, mended)
    [change] = file["changes"]
    assert change["en"] == "22 Quảng Ninh SIMULATED!F10: 0.75 becomes 0.5"
    assert "F10" in change["vi"]
    assert take_files(waiting, False) == [file["target"], "sources.csv"]


def test_a_figure_mended_in_another_form_takes_the_place_of_the_first(drops, waiting, tmp_path):
    put_in(waiting, drops[2])
    take_files(waiting, False)
    [first] = (waiting / "data" / "raw" / "par_index").glob("par_index_2025-*.xlsx")
    _, sheet = read_workbook(mend(drops[2], tmp_path / "again"))
    table = (tmp_path / "again" / drops[2].name).with_suffix(".csv")
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(sheet.rows)
    [file] = put_in(waiting, table)
    assert len(file["changes"]) == 1
    old = first.relative_to(waiting / "data" / "raw").as_posix()
    assert take_files(waiting, False) == sorted([file["target"], old, "sources.csv"])
    assert not first.exists()


def test_what_was_looked_through_is_not_taken_in_where_the_figures_have_changed_since(drops, waiting):
    put_in(waiting, drops[2])
    (waiting / "data" / "raw" / "frameworks" / "note.csv").write_text("a\n1\n", encoding="utf-8")
    with pytest.raises(UserError, match="changed elsewhere"):
        take_files(waiting, False)


def test_figures_that_differ_from_published_ones_are_taken_in_only_when_that_was_accepted(drops, waiting):
    put_in(waiting, drops[2])
    room = Room(waiting)
    checked = room.read("check")
    checked["files"][0]["notes"] = [{"vi": "khác", "en": "differs"}]
    room.note("check", checked)
    with pytest.raises(UserError, match="tick the box"):
        take_files(waiting, False)
    assert not (room.raw / checked["files"][0]["target"]).exists()
    assert take_files(waiting, True)


@pytest.fixture
def opened(drops, waiting):
    """Return a home with the own detail, and its register as the page opens it."""
    put_in(waiting, drops[2])
    take_files(waiting, False)
    return waiting, open_register(waiting, {"province": "22", "index": "", "year": 2025}, lambda *said, **filled: None)


def fill_rows(register, **typed):
    blank = dict.fromkeys(("task", "lead_agency", "head", "deadline", "status"), "")
    return [{"row": row["row"], **(blank | typed if row["row"] == 0 else blank)} for row in register["rows"]]


def save(home, register, rows):
    return save_register(home, {**register, "rows": rows}, lambda *said, **filled: None)


def test_the_register_is_saved_as_the_workbook_that_parlib_reads(opened):
    home, register = opened
    component, lost = register["rows"][0]["component"], register["rows"][0]["lost"]
    assert float(lost.replace(",", ".")) > 0
    typed = {"task": "=Bố trí đủ người", "lead_agency": "Sở Nội vụ", "head": "Giám đốc", "deadline": "Quý III/2026"}
    rows = fill_rows(register, **typed, status="đang làm")
    again = {"row": 0, "task": "Việc thứ hai", "lead_agency": "Sở Y tế"}
    saved = save(home, register, [rows[0], again, *rows[1:]])
    book = read_action_book(home / "data" / "raw" / saved["stored"])
    first, second = book.tasks.iloc[0], book.tasks.iloc[1]
    assert {name: first[name] for name in typed} == typed
    assert (second["component"], second["task"], second["lost"]) == (component, "Việc thứ hai", "")
    tables, _ = clean_raw(home / "data" / "raw")
    actions = tables["actions"].set_index("task")
    assert actions.loc["=Bố trí đủ người", ["component_code", "due", "status"]].tolist() == [
        component,
        "2026-09-30",
        "doing",
    ]
    opened = open_register(home, {"province": "22", "index": "", "year": 2025}, lambda *said, **filled: None)
    assert [row["task"] for row in opened["rows"][:2]] == ["=Bố trí đủ người", "Việc thứ hai"]
    assert pd.Series([row["component"] for row in opened["rows"]]).value_counts()[component] == 2


def test_a_home_of_simulated_figures_stays_one_when_its_register_is_saved(opened, drops, tmp_path):
    home, register = opened
    save(home, register, fill_rows(register, task="a"))
    [file] = put_in(home, mend(drops[2], tmp_path / "again"))
    assert file["faults"] == []


def test_what_is_unknown_in_the_register_is_said_by_its_component_and_nothing_is_written(opened):
    home, register = opened
    with pytest.raises(DataProblemsError) as error:
        save(home, register, fill_rows(register, task="a", deadline="sớm"))
    assert error.value.problems[0].file.startswith(register["rows"][0]["component"] + " ")
    assert not (home / "data" / "raw" / register["stored"]).exists()


def test_a_register_that_was_changed_elsewhere_is_not_written_over(opened):
    home, register = opened
    saved = save(home, register, fill_rows(register, task="a"))
    save(home, register | saved, fill_rows(register, task="b"))
    with pytest.raises(UserError, match="changed elsewhere"):
        save(home, register | saved, fill_rows(register, task="c"))
    assert read_action_book(home / "data" / "raw" / saved["stored"]).tasks["task"].iloc[0] == "b"


@pytest.mark.parametrize(("system", "ending"), [("win32", ".cmd"), ("darwin", ".command"), ("linux", ".desktop")])
def test_the_icon_names_python_and_home(tmp_path, system, ending):
    path = write_shortcut(tmp_path, tmp_path / "số liệu 100%", "/opt/py thon/python", system)
    text = path.read_text(encoding="utf-8")
    assert path.suffix == ending
    assert "-m parlib.app --home" in text
    assert ("số liệu 100%" if system == "darwin" else "số liệu 100%%") in text
    assert ("'" in text) == (system == "darwin")  # neither cmd nor a desktop entry knows single quotes


def test_the_icon_of_windows_is_read_in_utf_8_and_keeps_what_went_wrong_on_the_screen(tmp_path):
    lines = write_shortcut(tmp_path, tmp_path / "x", "D:\\", "win32").read_bytes().split(b"\r\n")
    assert lines[1] == b"chcp 65001 >nul"
    assert lines[2].startswith(b'"D:\\." ')  # a backslash before it would hide the quote
    assert lines[3] == b'if not "%errorlevel%"=="0" pause'


def test_help_is_given_where_the_console_has_no_letters_for_it():
    known = os.environ | {"PYTHONIOENCODING": "ascii"}
    said = subprocess.run([*COMMAND[:3], "--help"], capture_output=True, text=True, timeout=60, env=known)
    assert (said.returncode, "The page of parlib" in said.stdout) == (0, True)


def test_pages_quote_what_files_say(client):
    name = "<img src=x onerror=alert(1)>.exe"
    client.send((name, b""))
    text = client.ask("/")[2]
    assert "<img" not in text
    assert "&lt;img" in text
    assert client.ask(f"/pack/{quote(name)}")[0] == 404
