"""The program speaks to the person at the terminal in English or Vietnamese, and no sentence is in one alone."""

import ast
import pickle
import string
from types import SimpleNamespace

import pytest
import typer
from spoken import SOURCE, list_calls, list_english, list_formatted, list_helps, list_sentences

from parlib.clean.reconcile import _call
from parlib.cli import app
from parlib.cli.help import find_defaults
from parlib.problems import Problem
from parlib.remedies import REMEDIES
from parlib.speech import Plain, find_language, load_catalogue, look_up, say, tell

LOCALES = [
    ({"LANG": "vi_VN.UTF-8"}, "vi"),
    ({"LANG": "vi_VN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
    ({"LC_ALL": "vi_VN", "LANG": "en_US.UTF-8"}, "vi"),
    ({"LANG": "C"}, "en"),
    ({}, "en"),
    ({"LANG": "vi_VN.UTF-8", "PARLIB_LANGUAGE": "en"}, "en"),
    ({"LC_ALL": "C", "PARLIB_LANGUAGE": "vi"}, "vi"),
    ({"LANG": "vi_VN.UTF-8", "PARLIB_LANGUAGE": "fr"}, "vi"),
]


def _list_fields(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_sentence_and_every_help_has_its_vietnamese():
    found = list_sentences() | {text: name for text, name in list_helps().items() if not text.startswith("Example")}
    assert len(found) > 700
    assert {text: place for text, place in found.items() if text not in load_catalogue()} == {}


def test_no_sentence_is_put_together_where_nobody_can_translate_it():
    assert list_formatted() == []


def test_translations_have_the_fields_of_the_english_and_no_other():
    odd = [text for text, other in load_catalogue().items() if _list_fields(text) != _list_fields(other)]
    assert odd == []


def test_no_english_word_is_left_in_a_vietnamese_sentence():
    assert list_english(load_catalogue()) == {}
    assert "rows" in list_english({"the rows": "các rows"})


def test_every_message_is_given_the_fields_that_it_names():
    calls = [(at, text, given) for at, texts, given in list_calls() for text in texts]
    assert len(calls) > 450
    assert [
        (at, text) for at, text, given in calls if {name.split("[")[0] for name in _list_fields(text)} != given
    ] == []


def test_one_bare_word_in_a_field_is_data_unless_it_was_told():
    columns = [tell("column {name!r}", name=name) for name in ("code", tell("code"))]
    assert [say(one, "vi") for one in columns] == ["cột “code”", "cột “mã chương trình”"]


def test_the_catalogue_holds_nothing_that_is_no_longer_said():
    written = set(list_helps())
    for path in SOURCE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        written |= {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    parser = {text for text in load_catalogue() if text.startswith("Input should be ")}
    parser |= {
        "Arguments",
        "Commands",
        "Options",
        "Missing command.",
        "No such command {name!r}.",
        "(dynamic)",
        "required",
    }
    parser |= {"Aborted!", "default: {default}", "env var: {var}", "Example", "Examples"}
    assert set(load_catalogue()) - written - parser == set()


@pytest.mark.parametrize(("system", "language"), LOCALES)
def test_the_language_is_that_of_the_system_unless_it_is_asked_for(monkeypatch, system, language):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "PARLIB_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in system.items():
        monkeypatch.setenv(name, value)
    assert find_language() == language


def test_a_problem_names_sheet_and_cell_in_the_reader_s_words():
    fault = tell("{figure}: {number:g} is above the maximum {max_score:g}", figure="1.1", number=9.5, max_score=4)
    problem = Problem("a.xlsx", fault, column="BIỂU 1!A12", hint="Mend the count that is wrong")
    assert str(problem) == (
        "a.xlsx, sheet 'BIỂU 1', cell A12: 1.1: 9.5 is above the maximum 4. Mend the count that is wrong"
    )
    assert say(problem.say(), "vi") == (
        "a.xlsx, trang tính “BIỂU 1”, ô A12: 1.1: 9,5 lớn hơn điểm tối đa 4. Sửa con số sai"
    )


def test_a_problem_that_many_places_find_ends_with_what_to_do():
    error = ValueError(tell("{plain!r} is not a number", plain="ba"))
    problem = Problem("a.xlsx", tell("{error}", error=error), column="BIỂU 1!A12")
    end = "ô A12: “ba” không phải là số. Chỉ ghi con số, ví dụ 12,5; để trống ô nếu không có số liệu"
    assert say(problem.say(), "vi").endswith(end)
    assert REMEDIES.keys() | set(REMEDIES.values()) <= load_catalogue().keys()


def test_a_message_goes_through_other_processes_and_other_messages_whole():
    inner = ValueError(tell("{path} is not there", path="a.xlsx"))
    outer = pickle.loads(pickle.dumps(tell("✗ {error}", error=inner)))
    assert (str(outer), say(outer, "vi")) == ("✗ a.xlsx is not there", "✗ không tìm thấy a.xlsx")
    assert say(outer.replace("a.xlsx", "b.xlsx"), "vi") == "✗ không tìm thấy b.xlsx"
    assert say(pickle.loads(pickle.dumps(Plain("the file is empty"))), "vi") == "the file is empty"


def test_numbers_are_written_as_the_language_writes_them():
    said = tell("{kept:,} of {read:,} {what} read.", kept=1200, read=1300, what=tell("figures"))
    assert (str(said), say(said, "vi")) == ("1,200 of 1,300 figures read.", "Đã đọc 1.200/1.300 số liệu.")
    years = tell(
        "year {year} cannot be: {index} has results of {first} to {last}", year=1, index="x", first=2, last=2024
    )
    assert "2024" in say(years, "vi")


def test_the_language_that_is_asked_for_is_the_one_of_products_too():
    defaults = find_defaults(typer.main.get_command(app), "en")
    assert {name: asked["language"] for name, asked in defaults.items() if "language" in asked} == {
        "conference": "en",
        "deck": "en",
        "document": "en",
        "open": "en",
        "report": ["en"],
        "slides": "en",
        "workbook": "en",
    }
    assert defaults["review"] == {"merge": {"language": "en"}}


def test_a_sentence_that_nobody_has_translated_is_said_as_it_stands():
    assert look_up("no such sentence", "vi") == "no such sentence"


@pytest.mark.parametrize("measure", ["self", "appraised", "survey", "score", "max", "rank"])
@pytest.mark.parametrize("code", ["1.1", "total"])
def test_a_figure_is_called_in_one_language(measure, code):
    said = say(_call(SimpleNamespace(measure=measure, component_code=code, who="Quảng Ninh")), "vi")
    assert said.isascii() is False
    assert not {"points", "total", "the", "appraised"} & set(said.split())
