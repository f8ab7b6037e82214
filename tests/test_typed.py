"""What the program tells one to type can be typed as it stands: in any folder, under any name."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from made_boards import list_detail, write_rows
from places_here import ROOT
from typer.testing import CliRunner

from parlib import home as homes
from parlib.cli import app
from parlib.cli.progress import find_rerun_command
from parlib.home import choose_home, is_found_here
from parlib.runs.plan import plan_pages
from parlib.site.build import build_site
from parlib.speech import write_command

NAMES = [
    "a.xlsx",
    "bảng điểm.xlsx",
    "R&D (2).csv",
    'sở "mới".csv',
    "l'été",
    "$HOME",
    "`ls`",
    "a!b",
    "C:\\x y",
    "-a.csv",
    "~",
    "*",
]


def split_in_shell(command):
    """Return the parts of a command as bash reads them."""
    done = subprocess.run(["bash", "-c", f"printf '%s\\0' {command}"], capture_output=True, check=True)
    return done.stdout.decode().split("\0")[:-1]


@pytest.mark.parametrize("name", NAMES)
def test_a_shell_reads_a_part_as_it_was_given(name):
    assert split_in_shell(write_command("parlib add", Path(name), issuer=name, year=None)) == [
        "parlib",
        "add",
        f"./{name}" if name.startswith("-") else name,
        "--issuer",
        name,
    ]


@pytest.fixture
def hostile(raw_copy, tmp_path_factory, monkeypatch):
    """Return a home under a name that shells do not like, and a folder elsewhere that one works in."""
    home = tmp_path_factory.mktemp("x") / "Nhà \"mới\" & 'cũ' $HOME"
    shutil.copytree(raw_copy, home / "data" / "raw")
    (home / "notebooks").mkdir()
    elsewhere = tmp_path_factory.mktemp("y")
    monkeypatch.chdir(elsewhere)
    monkeypatch.delenv("PARLIB_HOME")
    monkeypatch.setenv("PARLIB_LANGUAGE", "en")
    return home


def run(command, *more):
    program, *asked = split_in_shell(command)
    assert program == "parlib"
    return CliRunner().invoke(app, [*asked, *more])


def find_told(output):
    """Return the command that stands at the end of a line."""
    (told,) = re.findall(r"^Next[^:]*: (.*)$", output, re.MULTILINE)
    return told


def test_what_check_and_add_tell_works_as_it_stands(hostile):
    board = Path("Bảng 'điểm' & $x.xlsx")
    write_rows(board, list_detail())
    added = run(find_told(run(write_command("parlib check", board, home=hostile)).output), "--yes")
    assert "Added: par_index/par_index_2025-22.xlsx" in added.output, added.output
    asked = split_in_shell(find_told(added.output))
    places = ["--home", str(hostile), "--output", str(hostile / "reports")]
    assert asked == [*["parlib", "report", "--index", "par_index", "--year", "2025", "--province", "22"], *places]


def test_the_three_dots_of_a_told_command_are_no_issuer(hostile):
    Path("hdi.csv").write_text("Tỉnh,HDI\nHà Nội,0.81\nCao Bằng,0.65\n", encoding="utf-8")
    told = find_told(run(write_command("parlib check", "hdi.csv", index="hdi", year=2024, home=hostile)).output)
    assert str(run(told, "--yes").exception) == "write in place of the dots what only you can say: --issuer"
    assert not (hostile / "data" / "raw" / "hdi").exists()


def test_who_issues_an_index_is_told_for_the_table_of_a_year(hostile):
    shutil.copy(ROOT / "data" / "raw" / "pci" / "pci_2022.csv", "pci.csv")
    told = run(write_command("parlib check", "pci.csv", index="pci", year=2022, home=hostile)).output
    issuer = "VCCI (Liên đoàn Thương mại và Công nghiệp Việt Nam)"
    assert f"Issued by: {issuer}, who issues the index; --issuer says another." in told
    assert split_in_shell(find_told(told))[5:7] == ["--issuer", issuer]


def test_a_home_is_told_unless_a_command_finds_it(hostile, home, monkeypatch):
    monkeypatch.setattr(homes, "_CHOSEN", {"now": None, "before": None})
    choose_home(hostile)
    assert not is_found_here(hostile)
    monkeypatch.chdir(hostile)
    assert is_found_here(hostile)
    monkeypatch.setenv("PARLIB_HOME", str(home))  # as a shell may say it
    choose_home(hostile)
    assert not is_found_here(hostile)
    monkeypatch.setenv("PARLIB_HOME", str(home))
    monkeypatch.setattr(homes, "_CHOSEN", {"now": None, "before": None})
    assert is_found_here(home)


def test_a_page_that_failed_is_made_again_in_the_folders_of_its_run(home):
    *_, plan = plan_pages("papi", 2024, "22", ["4.2"], "vi")
    places = {"home": Path("/a b"), "output": Path("c")}
    assert shlex.split(find_rerun_command(plan, places))[-6:] == ["--language", "vi", "--home", "/a b", "--output", "c"]


def test_a_site_of_nothing_tells_the_command_that_makes_pages(home, tmp_path):
    folder = tmp_path / "a & b"
    with pytest.raises(FileNotFoundError) as refused:
        build_site(folder, jobs=1, home=home)
    told = str(refused.value).partition("first: ")[2]
    assert split_in_shell(told) == [
        *["parlib", "report", "--index", "papi", "--province", "22", "--output"],
        str(folder),
    ]
