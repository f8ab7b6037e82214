"""Less than a country's whole table, in every product: decks, papers, drafts, workbooks, data, slides, pages and site.

A sample of the seven shapes; ``python tests/prove_partial.py`` makes all of them in both languages.
"""

import pytest
from made_partial import ONE_INDEX, YEAR, make_base, make_one_index, make_shape
from partial_claims import find_false, list_untold
from read_products import make_products, read_products

SAMPLE = (("one", "en"), ("ranks", "vi"), ("factors", "vi"))
ASKED = [pytest.param(asked, marks=pytest.mark.exhaustive if at > 1 else ()) for at, asked in enumerate(SAMPLE)]


@pytest.fixture(scope="module", params=ASKED, ids=lambda asked: "-".join(asked))
def products(request, tmp_path_factory):
    """Return the shape and all lines of all products, by file."""
    shape, language = request.param
    folder = tmp_path_factory.mktemp(shape)
    home = make_home(folder, shape)
    index, year = ONE_INDEX.get(shape, ("par_index", YEAR))
    made = make_products(folder / "made", home, index, year, language)
    return shape, dict(read_products(made))


def make_home(folder, shape):
    """Return a home of a shape, cleaned."""
    if shape in ONE_INDEX:
        return make_one_index(folder / shape, shape)
    return make_shape(folder, make_base(folder / "base"), shape)[0]


def test_every_kind_of_product_is_read(products):
    _, texts = products
    kinds = {path.rpartition(".")[2] for path in texts}
    assert kinds == {"docx", "pptx", "xlsx", "csv", "html"}
    assert len([path for path in texts if path.endswith(".docx")]) >= 8
    assert any("/site/" in path for path in texts)
    assert any("slides" in path for path in texts)
    assert all(any(lines) for lines in texts.values())


def test_no_product_speaks_from_rows_that_are_not_there(products):
    shape, texts = products
    assert find_false(shape, texts) == []


def test_what_is_known_is_told(products):
    """Silence is no answer either: points, losses, ranks or shares that were put in stand in deck, report and plan."""
    shape, texts = products
    assert list_untold(shape, texts) == []


def test_english_products_call_the_province_by_its_english_name(products):
    shape, texts = products
    if dict(SAMPLE)[shape] != "en":
        pytest.skip("Vietnamese")
    papers = {path: lines for path, lines in texts.items() if path.endswith((".pptx", ".docx", ".xlsx"))}
    assert [(path, line) for path, lines in papers.items() for line in lines if "Quảng Ninh" in line] == []
