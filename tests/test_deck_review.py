"""The review of decks finds each kind of fault in a made deck, and none in a sound one."""

import io

import pytest
from deck_faults import review_deck
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Pt


def add_slide(deck, title="Điểm tăng"):
    """Add a slide with a title and a large text that fills it."""
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = title
    return slide


def write(slide, text, size=20.0, box=(40, 160, 640, 300)):
    frame = slide.shapes.add_textbox(*map(Pt, box))
    frame.text_frame.word_wrap = True
    run = frame.text_frame.paragraphs[0].add_run()
    run.text, run.font.size = text, Pt(size)
    return frame


def chart(slide, values):
    data = CategoryChartData()
    data.categories = [str(number) for number in range(len(values))]
    data.add_series("Điểm", values)
    made = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *map(Pt, (40, 160, 640, 300)), data)
    made.chart.font.size = Pt(14)


def review(deck):
    made = io.BytesIO()
    deck.save(made)
    return {(fault.slide, fault.kind) for fault in review_deck(made.getvalue())}


@pytest.fixture
def deck():
    made = Presentation()
    add_slide(made, "Bìa")
    return made


def test_sound_deck_has_no_fault(deck):
    chart(add_slide(deck), (1, 2, 3))
    assert review(deck) == set()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Chạy parlib actions write rồi nhập lại", "command"),
        ("Người đứng đầu: …………", "dots"),
        ("Cao nhất ở “Tài chính” (34/34), thấp nhất ở “Tài chính” (34/34).", "same"),
    ],
)
def test_words_that_no_leader_should_read_are_found(deck, text, kind):
    slide = add_slide(deck)
    chart(slide, (1, 2, 3))
    write(slide, text, box=(40, 470, 640, 40))
    assert (2, kind) in review(deck)


def test_small_letters_overlap_emptiness_and_overflow_are_found(deck):
    write(add_slide(deck, "Nhỏ"), "chữ nhỏ " * 300, 9)
    chart(slide := add_slide(deck, "Chồng"), (1, 2, 3))
    write(slide, "Một dòng chồng lên biểu đồ")
    write(add_slide(deck, "Trống"), "Một dòng", box=(40, 160, 300, 30))
    write(add_slide(deck, "Tràn"), "chữ tràn " * 200, box=(40, 160, 640, 100))
    assert {(2, "small"), (3, "over"), (4, "empty"), (5, "full")} <= review(deck)


def test_charts_that_python_pptx_knows_no_plot_for_are_reviewed_too(deck):
    for title in ("Một", "Hai"):
        chart(slide := add_slide(deck, title), (1, 2, 3))
        (bars,) = slide.shapes[-1].chart._chartSpace.xpath(".//c:barChart")
        bars.tag = bars.tag.replace("barChart", "stockChart")
    assert [(fault.slide, fault.kind) for fault in review_deck_of(deck)] == [(3, "twice")]


def test_chart_or_title_that_stands_in_the_deck_before_is_found(deck):
    for title in ("Một", "Hai", "Một"):
        chart(add_slide(deck, title), (1, 2, 3) if title == "Một" else (3, 2, 1))
    found = review_deck_of(deck)
    assert [(fault.slide, fault.kind) for fault in found] == [(4, "twice")] * 2
    assert "slide 2" in found[0].what


def review_deck_of(deck):
    made = io.BytesIO()
    deck.save(made)
    return review_deck(made.getvalue())
