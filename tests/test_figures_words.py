"""Letters, labels and ticks of figures."""

import unicodedata

import pytest
from fontTools.ttLib import TTFont

from parlib.figures.rows import open_rows
from parlib.figures.scales import NumberTicks
from parlib.figures.style import new_figure, render_png
from parlib.figures.words import BOLD, REGULAR, Words, measure_text, spread, wrap_text

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
LETTERS = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES} - set("aeiouy") | {"đ"}
VIETNAMESE = sorted(LETTERS | {letter.upper() for letter in LETTERS})
"""The 134 letters of Vietnamese that are not plain Latin."""


@pytest.mark.parametrize("file", [REGULAR, BOLD])
def test_font_has_every_vietnamese_letter(file):
    known = TTFont(file).getBestCmap()
    assert len(VIETNAMESE) == 134
    assert [letter for letter in VIETNAMESE if ord(letter) not in known] == []
    assert all(ord(sign) in known for sign in "−–·/%")


def test_words_warn_of_a_letter_in_no_font():
    figure, _ = new_figure(1, left=0.2)
    figure.add_artist(Words(0.5, 0.5, "\U00010380", transform=figure.transFigure))
    with pytest.warns(UserWarning, match=r"Glyph missing: U\+10380"):
        render_png(figure)


def test_words_compose_decomposed_letters():
    assert Words(0, 0, unicodedata.normalize("NFD", "Huế")).get_text() == "Huế"


def test_wrap_text_keeps_words_whole_and_lines_short():
    lines = wrap_text("Công khai, minh bạch trong việc ra quyết định ở địa phương", 150, 11).split("\n")
    assert len(lines) == 2
    assert all(measure_text(line, 11) <= 150 for line in lines)


def test_spread_leaves_distant_labels_alone():
    assert spread([0.0, 40.0, 41.0], 5.0) == [0.0, 38.0, 43.0]


def test_number_ticks_write_the_decimal_sign_of_the_language():
    assert NumberTicks("vi").format_ticks([40, 42.5]) == ["40,0", "42,5"]
    assert NumberTicks("en", share=True).format_ticks([0.5, 0.75]) == ["50%", "75%"]


def test_open_rows_refuses_an_empty_table():
    with pytest.raises(ValueError, match="no row to draw"):
        open_rows([])
