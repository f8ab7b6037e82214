"""Real pages as a leader opens them: the answer on the first screen, little enough to read, nothing empty."""

import pytest
from measured import MEASURE, MOST_ANSWERED, MOST_SCREENS, MOST_WORDS, SCREENS

from parlib.pages.assets import write_assets
from parlib.runs.comparisons import plan_comparisons
from parlib.runs.plan import plan_pages
from parlib.runs.run import run_pages

pytestmark = pytest.mark.browser

KINDS = ("component", "province", "national", "compare")


@pytest.fixture(scope="module")
def pages(tmp_path_factory, home):
    """Return the pages of a sample by kind and language."""
    folder = tmp_path_factory.mktemp("opened")
    plans = {}
    for language in ("vi", "en"):
        planned = plan_pages("papi", 2024, ("22",), ("4",), language)
        planned += plan_comparisons(planned, ["31"])
        plans |= {(plan.page, language): plan for plan in planned}
    write_assets(folder / "assets")
    run_pages(list(plans.values()), folder, home=home)
    return {key: folder / plan.html for key, plan in plans.items()}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("screen", SCREENS)
def test_a_page_answers_on_its_first_screen_and_is_short(page, pages, kind, language, screen):
    width, height = SCREENS[screen]
    page.set_viewport_size({"width": width, "height": height})
    page.goto(pages[kind, language].as_uri())
    found = page.evaluate(MEASURE)
    assert found["answer"] <= 1
    assert found["answered"] <= MOST_ANSWERED
    assert found["words"] <= MOST_WORDS
    assert found["single"] <= 1
    assert (found["empty"], found["sideways"]) == (0, 0)
    assert found["screens"] <= MOST_SCREENS


def test_a_link_to_a_folded_cell_opens_its_fold_and_print_shows_all(page, pages):
    page.goto(pages["component", "vi"].as_uri())
    methods = page.locator("details.methods")
    assert not page.locator("details.methods figure").first.is_visible()
    target = page.locator("figure.answer a.n").evaluate_all(
        "links => links.map(a => a.hash.slice(1)).find(id => document.getElementById(id).closest('details.methods'))"
    )
    page.locator(f"figure.answer a.n[href='#{target}']").first.click()
    page.wait_for_function("document.querySelector('details.methods').open")
    assert page.locator(f"[id='{target}']").is_visible()
    methods.evaluate("fold => fold.open = false")
    page.emulate_media(media="print")
    assert page.locator("details.methods figure").first.is_visible()
