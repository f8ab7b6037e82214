"""What a notebook asks: above its answer, in order, and taken back where it does not arise."""

import pytest

from parlib.exhibits.asking import Asking


@pytest.fixture
def screen(monkeypatch):
    """Return what stands on the screen, one text an output; each output keeps its place when it changes."""
    shown = []

    class Handle:
        def __init__(self, text):
            self.place = len(shown)
            shown.append(text)

        def update(self, data, raw):
            shown[self.place] = data["text/markdown"]

    monkeypatch.setattr("IPython.display.display", lambda data, **_: Handle(data["text/markdown"]))
    return shown


def test_a_heading_below_which_nothing_arises_is_taken_back_and_the_next_has_its_number(screen):
    asking = Asking()
    asking.ask("## 1. Survey\n\nHow many answered?")
    asking.stay_silent("shares", "Shares", "", "en", {})
    asking.ask("## 2. Losses\n\nWhere?")
    asking.answer()
    assert screen == ["", "", "## 1. Losses\n\nWhere?"]


def test_a_question_that_does_not_arise_goes_and_its_heading_stays_for_the_next(screen):
    asking = Asking()
    asking.ask("## 1. Losses\n\nWhere?")
    asking.stay_silent("losses", "Losses", "", "en", {})
    asking.ask("Since when?")
    asking.answer()
    assert screen == ["## 1. Losses", "", "Since when?"]


def test_questions_that_wait_for_one_file_are_named_behind_the_first(screen):
    asking = Asking()
    for name in ("sides", "claims"):
        asking.ask(f"And the {name}?")
        asking.stay_silent(name, name.capitalize(), "The scoreboard", "en", {})
    said = "*Not answered yet. Needed: the scoreboard. It would also answer: Claims.*"
    assert screen == ["And the sides?", said, "", ""]


def test_a_sentence_is_new_until_another_exhibit_says_it():
    asking = Asking()
    assert asking.keep_new("answer", ["A.", "B."]) == ["A.", "B."]
    assert asking.keep_new("headline", ["A.", "C."]) == ["C."]
    assert asking.keep_new("answer", ["A."]) == ["A."]  # its cell was run again


def test_a_heading_that_is_run_again_keeps_its_number_and_a_title_begins_anew(screen):
    asking = Asking()
    for heading in ("## 1. A", "## 2. B", "## 1. A", "# Title", "## 2. B"):
        asking.ask(heading)
        asking.answer()
    assert screen == ["## 1. A", "## 2. B", "## 1. A", "# Title", "## 1. B"]
