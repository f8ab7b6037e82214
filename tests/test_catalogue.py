"""The catalogue of questions: what is forgotten or said twice stops it."""

from dataclasses import replace

import pytest

from parlib.language import Message
from parlib.questions import catalogue
from parlib.questions.question import CatalogueError
from parlib.questions.stand import Stand


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"columns": ("nowhere",)}, "column 'nowhere' has no head and kind"),
        ({"title": Message("", "")}, "is no title"),
        ({"title": Message("Vị trí của các {places}", "Place")}, "is no title"),
        ({"chart": "pie"}, "no chart is described"),
        ({"pages": ()}, "stands on no page"),
    ],
)
def test_a_question_that_lacks_something_is_an_error(change, said):
    with pytest.raises(CatalogueError, match=said):
        replace(catalogue.list_questions()["marks"], **change)


@pytest.mark.parametrize(
    ("stand", "said"),
    [
        (Stand(panel=10), "history, marks stand at the same place"),
        (Stand(slide=10), "marks, position stand at the same place"),
        (Stand(titled_by="nowhere"), "titled by 'nowhere'"),
    ],
)
def test_two_questions_at_one_place_are_an_error(stand, said):
    questions = dict(catalogue.list_questions())
    questions["marks"] = replace(questions["marks"], stand=stand)
    with pytest.raises(CatalogueError, match=said):
        catalogue._check_stands(questions)


def test_list_in_order_follows_the_places_that_questions_name():
    slides = catalogue.list_in_order(lambda stand: stand.slide)
    assert slides[:3] == ["position", "map", "indices"]
    assert slides[-1] == "sources"
