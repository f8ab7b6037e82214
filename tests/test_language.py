"""Sentences carry their cells: nothing typed, nothing parsed, nothing rewritten."""

import pandas as pd
import pytest

from parlib.exhibits.binding import UnboundError, bind_text
from parlib.language import Message, Text, Voice, about, cell, computed, join_texts
from parlib.terms import INDICES, Index, Nouns

GAP = Message("kém {names} {gap:points}", "{gap:points} behind {names}")
TABLE = pd.DataFrame({"names": ["Tây Ninh", "Công an tỉnh"], "gap": [-0.2149, 0.5], "n": [1, 4]})


def speak(language, index="papi"):
    return Voice(language, INDICES[index])


def bind_row(place):
    row = TABLE.iloc[place]
    return {"names": cell(row, "names", "text"), "gap": cell(row, "gap", "change")}


@pytest.mark.parametrize(
    ("language", "said"), [("vi", "kém Tây Ninh 0,21 điểm"), ("en", "0.21 points behind Tây Ninh")]
)
def test_say_writes_each_cell_by_kind_and_keeps_where_it_stands(language, said):
    text = speak(language).say(GAP, **bind_row(0))
    assert str(text) == said
    cut = {str(text)[start:end]: (row, column) for start, end, _, row, column in text.links()}
    number = "0,21" if language == "vi" else "0.21"
    assert cut == {"Tây Ninh": (0, "names"), number: (0, "gap")}


def test_say_names_percentage_points_where_the_index_is_a_percentage():
    assert str(speak("en", "sipas").say(GAP, **bind_row(1))) == "0.50 percentage points behind Công an tỉnh"


@pytest.mark.parametrize(("place", "said"), [(0, "1 step"), (1, "4 steps")])
def test_say_lets_a_word_agree_with_a_count(place, said):
    text = speak("en").say(Message("{n} bậc", "{n} {n:=step|steps}"), n=cell(TABLE.iloc[place], "n", "count"))
    assert str(text) == said


def test_words_for_places_leave_names_alone():
    nouns = Nouns("sở", "department", "departments", "toàn tỉnh", "the province", "khối", "group", "groups")
    own = Voice("vi", Index("own", "CCHC sở", "", "", 2, "điểm", "points", nouns=nouns))
    said = own.say(Message("{names} và các {places} trong {whole}", ""), names=bind_row(1)["names"])
    assert str(said) == "Công an tỉnh và các sở trong toàn tỉnh"


@pytest.mark.parametrize("number", [7.99, 3])
def test_say_refuses_a_bare_number(number):
    with pytest.raises(TypeError, match="a number comes with its cell"):
        speak("vi").say(Message("đạt {score}", "scores {score}"), score=number)


def test_say_refuses_words_that_hold_a_number():
    with pytest.raises(ValueError, match="bind its cell"):
        speak("vi").say(Message("đạt {score}", "scores {score}"), score="7,99")


def test_say_refuses_a_name_that_is_a_word_for_places():
    with pytest.raises(ValueError, match="'whole' is a word for places"):
        speak("vi").say(Message("chênh lệch chung {whole}", ""), whole=bind_row(0)["gap"])


def test_message_refuses_a_digit_in_either_language():
    with pytest.raises(ValueError, match="a digit is typed into a message"):
        Message("trong nhóm dẫn đầu", "among the first 10")


@pytest.mark.parametrize("column", ["names", "gap"])
def test_bind_text_finds_every_changed_cell(column):
    text = speak("vi").say(GAP, **bind_row(0))
    changed = TABLE.assign(**{column: ["Sóc Trăng", "x"] if column == "names" else [-0.2148, 0.5]})
    assert len(bind_text(text, TABLE, {}, "marks")) == 2
    with pytest.raises(UnboundError, match=f"column '{column}'"):
        bind_text(text, changed, {}, "marks")


def test_bind_text_finds_a_row_that_is_not_shown():
    with pytest.raises(UnboundError, match="row 1"):
        bind_text(speak("vi").say(GAP, **bind_row(1)), TABLE.head(1), {}, "marks")


def test_bind_text_takes_figures_beside_the_table_by_name():
    text = speak("vi").say(Message("{n} nơi", "{n} places"), n=computed(12, "count", "n_known"))
    assert bind_text(text, TABLE, {"n_known": 12.0}, "position") == [[0, 2, "", -1, "n_known"]]
    with pytest.raises(UnboundError, match="n_known"):
        bind_text(text, TABLE, {"n_known": 11.0}, "position")


def test_a_text_that_another_exhibit_says_leads_to_the_first():
    text = join_texts([speak("vi").say(GAP, **bind_row(0)).within("marks"), Text.of("Hết.")])
    assert [link[2] for link in text.links()] == ["marks", "marks"]
    assert bind_text(text, pd.DataFrame(), {}, "answer") == text.links()


def test_capitalise_leaves_a_name_as_it_is():
    named = Text.of("") + speak("vi").say(Message("{who} đạt", "{who} has"), who=about("bà Rịa", "province"))
    assert (str(named.capitalise()), str(Text.of("điểm số").capitalise())) == ("bà Rịa đạt", "Điểm số")
