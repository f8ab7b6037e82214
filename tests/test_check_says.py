"""What ``parlib check`` says of a file before it is taken in is what ``parlib add`` then does and asks."""

import re

import pytest
from made_boards import list_detail, write_rows
from prove_shapes import OLD_FONTS, spell_old, write_text
from typer.testing import CliRunner

from parlib.clean.arrival import recognise_file
from parlib.clean.heading import Heading, read_heading
from parlib.cli.common import app


@pytest.fixture
def ask(raw_copy, monkeypatch):
    """Return how a command is run on a home of its own."""
    monkeypatch.setenv("PARLIB_LANGUAGE", "en")
    monkeypatch.delenv("PARLIB_HOME")
    home = raw_copy.parents[1]
    (home / "notebooks").mkdir(exist_ok=True)
    monkeypatch.chdir(home)
    return lambda *asked: CliRunner().invoke(app, [*map(str, asked), "--home", str(home)])


@pytest.fixture
def board(tmp_path):
    path = tmp_path / "bang diem.xlsx"
    write_rows(path, list_detail())
    return path


def find_counts(text):
    return re.findall(r"(\d+) of (?:the )?(\d+) numbers", text)


def test_check_says_the_tree_that_comes_and_the_command_that_takes_the_file(ask, board):
    checked = ask("check", board).output
    assert "brings the framework of the year: 8 fields, 16 criteria, 32 sub-criteria." in checked
    assert "parlib add asks whether to take this in" in checked
    year = '--year 2025 --issuer "Sở Nội vụ tỉnh Quảng Ninh"'
    assert checked.splitlines()[-1] == f'Next: parlib add "{board}" {year}'


def test_the_command_names_a_home_in_which_one_does_not_work(ask, board, raw_copy, monkeypatch):
    monkeypatch.chdir("/")
    assert ask("check", board).output.splitlines()[-1].endswith(f" --home {raw_copy.parents[1]}")


def test_add_takes_year_and_issuer_from_the_title_once_a_person_agrees(ask, board):
    refused = ask("add", board)
    assert "Year: 2025, as the file says." in refused.output
    assert str(refused.exception) == "nothing was changed"
    assert "Added: par_index/par_index_2025-22.xlsx" in ask("add", board, "--yes").output


def test_check_and_add_count_the_same_numbers_of_a_file(ask, board):
    checked, added = ask("check", board).output, ask("add", board, "--yes").output
    assert find_counts(checked) == find_counts(added)
    assert len(set(find_counts(checked))) == 1  # line of the file and line of its one sheet


def test_a_misspelt_index_is_no_new_one(ask, board):
    for command in (["add"], ["check"]):
        done = ask(*command, board, "--index", "par_indx")
        assert "did you mean --index par_index?" in f"{done.output}{done.exception}"


def test_check_takes_the_table_of_a_new_index_as_add_does(ask, tmp_path):
    path = tmp_path / "hdi_2024.csv"
    path.write_text("Tỉnh,HDI\nHà Nội,0.81\nCao Bằng,0.65\n", encoding="utf-8")
    checked = ask("check", path, "--index", "hdi").output
    assert "New index hdi:" in checked
    assert "Scale 0 to 1, taken for granted" in checked
    assert checked.splitlines()[-1] == f"Next: parlib add {path} --index hdi --issuer ..."


def test_indices_of_another_home_are_listed(ask):
    assert ask("list", "papi").output.splitlines()[-1].strip().startswith("8.")


def test_a_letterhead_of_a_ministry_is_read_and_a_slogan_is_none(raw_copy, tmp_path):
    path = (
        write_rows(tmp_path / "a.xlsx", [["BỘ NỘI VỤ", "Độc lập - Tự do - Hạnh phúc"], ["Năm 2024"]])
        or tmp_path / "a.xlsx"
    )
    assert read_heading(path, raw_copy) == Heading(2024, "Bộ Nội vụ")


def test_a_new_index_of_text_that_can_be_two_numbers_is_refused_for_that(ask, tmp_path):
    path = tmp_path / "hdi_2024.csv"
    path.write_text("Tỉnh,HDI\nHà Nội,1.234\nCao Bằng,2.345\n", encoding="utf-8")
    assert "column 'HDI': '1.234' can be read as 1234 or as 1.234" in ask("check", path, "--index", "hdi").output


def test_a_new_index_says_that_its_whole_is_not_made_of_its_parts(ask, tmp_path):
    path = tmp_path / "hdi_2024.csv"
    path.write_text("Tỉnh,a,b,tổng\nHà Nội,30,50,99\nCao Bằng,20,40,98\n", encoding="utf-8")
    said = "98 of Cao Bằng is neither the sum of its components (60) nor their mean (30)"
    assert said in ask("check", path, "--index", "hdi").output


@pytest.mark.parametrize("encoding", ["utf-16", "TCVN3"])
def test_a_table_of_another_encoding_is_recognised_by_what_it_says(tmp_path, encoding):
    rows = [["Mã", "Tên tiêu chí", "Điểm đạt"], ["1", "Cải cách thể chế", 9.5]]
    letters = OLD_FONTS["TCVN3"] if encoding == "TCVN3" else {}
    path = tmp_path / "a.csv"
    write_text(path, rows, ";", "utf-16" if not letters else "latin-1", lambda value: spell_old(value, letters))
    assert recognise_file(path).kind == "scoreboard"
