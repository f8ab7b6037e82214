"""The sheet as a leader uses it: eight questions in at most two clicks each, short on both screens, two sides of A4."""

import re

import pytest
from made_sheets import YEAR, make_full_home
from measured import MEASURE, MOST_ANSWERED, MOST_SCREENS, MOST_WORDS, SCREENS

from parlib.pages.assets import write_assets
from parlib.runs.plan import plan_pages, plan_sheets
from parlib.runs.run import run_pages
from parlib.site.build import build_site

pytestmark = pytest.mark.browser

RANKS, COMPONENTS, DUTIES = "1. ", "2. ", "3. "
"""Sections of the sheet, by the number of their heading."""

QUESTIONS = {
    "Which rank, and why?": (COMPONENTS, "33/34", r"\d+ thuộc nhóm đầu và \d+ thuộc nhóm cuối"),
    "What fell?": (RANKS, "", r"giảm nhiều nhất: DTI “Hoạt động chính quyền số”"),
    "What was lost most?": (DUTIES, "Mất điểm nhiều nhất", r"nội dung mất nhiều điểm"),
    "Who must do what, by when?": (DUTIES, "Sở Nội vụ, Giám đốc A, hạn 30/06/2025", r"Sở Y tế[\s\S]*30/06/2026"),
    "Are we sure?": (RANKS, "1/61 (1–39)", r"Ước tính từ hạng"),
    "Who is near?": (RANKS, "", r"Xếp ngay trên: .*Xếp ngay dưới: "),
    "Is it the survey or the documents?": (DUTIES, "", r"Thẩm định tài liệu đạt .* điều tra xã hội học"),
    "What changed since last year?": (RANKS, "giảm 5 bậc", r"\d+ chỉ số thành phần giảm hạng, \d+ tăng"),
}
"""What a leader asks: the section that answers it, what the first screen says of it already, what the section says."""

IN_ENGLISH = {
    "Which rank, and why?": ("33/34", r"\d+ are in the top and \d+ in the bottom quartile"),
    "What fell?": ("", r"most were lost on DTI “Digital government activities”"),
    "What was lost most?": ("The largest losses", r"(?:Of the|All) \d+ large losses"),
    "Who must do what, by when?": ("Sở Nội vụ, Giám đốc A, due 30/06/2025", r"Sở Y tế[\s\S]*30/06/2026"),
    "Are we sure?": ("1/61 (1–39)", r"Estimated from"),
    "Who is near?": ("", r"Just above: .*Just below: "),
    "Is it the survey or the documents?": ("", r"Documents gave .* surveys and outcomes gave"),
    "What changed since last year?": ("down 5 places", r"\d+ components lost places, \d+ gained"),
}
"""The same answers on the English sheet."""

SECTION = """(start) => {
  const head = [...document.querySelectorAll("main h2")].find((one) => one.textContent.startsWith(start));
  const all = [...document.querySelectorAll("main > *")], first = all.findIndex((one) => one.contains(head));
  const after = all.findIndex((one, at) => at > first && one.querySelector("h2"));
  const top = head.getBoundingClientRect().top;
  return { said: all.slice(first, after).map((one) => one.innerText).join("\\n"), top: top / innerHeight };
}"""


@pytest.fixture(scope="module")
def led(tmp_path_factory, home):
    """Return the folder of a run with the sheet of Quảng Ninh in both languages and what it leads to."""
    folder = tmp_path_factory.mktemp("sheet")
    full = make_full_home(folder, home)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PARLIB_HOME", str(full))
        plans = [plan for language in ("vi", "en") for plan in plan_pages("par_index", YEAR, ("22",), (), language)]
        plans = [plan for plan in plans if plan.page in ("province", "accountability")]
        write_assets(folder / "reports" / "assets")
        run_pages([*plans, *plan_sheets(plans)], folder / "reports", home=full)
        return build_site(folder / "reports", jobs=1, home=full).entry.parent


@pytest.fixture(params=["vi", "en"])
def language(request):
    """Return a language of the site."""
    return request.param


@pytest.fixture
def sheet(page, led, language):
    """Return the browser's page on the sheet: the site opens on it."""
    page.emulate_media(reduced_motion="reduce")  # a jump is at once where it should be
    page.goto((led / f"index{'' if language == 'vi' else '.en'}.html").as_uri())
    page.wait_for_url("**/sheets/**")
    return page


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_leader_finds_each_answer_in_at_most_two_clicks(sheet, language, question, screen):
    width, height = SCREENS[screen]
    sheet.set_viewport_size({"width": width, "height": height})
    section, at_once, then = QUESTIONS[question]
    if language == "en":
        at_once, then = IN_ENGLISH[question]
    assert at_once in sheet.locator("figure.answer").inner_text()
    clicks = 0
    link = sheet.locator(f"nav.contents a:text-matches('^{re.escape(section)}')")
    if not link.is_visible():
        sheet.locator("nav.contents summary").click()
        clicks += 1
    link.click()
    clicks += 1
    sheet.wait_for_function("location.hash.length > 1")
    found = sheet.evaluate(SECTION, section)
    assert clicks <= 2
    assert found["top"] < 1
    assert re.search(then, found["said"]), found["said"]


def test_an_agency_and_its_head_are_one_click_away(sheet):
    sheet.locator("nav.onward a", has_text="Sở Y tế").click()  # names of agencies are not translated
    assert "Sở Y tế" in sheet.locator("h1").inner_text()
    said = sheet.locator("main").inner_text()
    assert "Số hóa kết quả" in said
    assert "30/06/2026" in said


@pytest.mark.parametrize("screen", SCREENS)
def test_the_sheet_answers_on_its_first_screen_and_is_short(page, led, language, screen):
    width, height = SCREENS[screen]
    page.set_viewport_size({"width": width, "height": height})
    page.goto((led / f"sheets/quang-ninh{'' if language == 'vi' else '.en'}.html").as_uri())
    found = page.evaluate(MEASURE)
    assert found["answer"] <= 1
    assert found["answered"] <= MOST_ANSWERED
    assert found["words"] <= MOST_WORDS
    assert found["screens"] <= MOST_SCREENS
    assert (found["empty"], found["sideways"]) == (0, 0)


def test_the_sheet_is_two_sides_of_paper(page, led, language):
    page.goto((led / f"index{'' if language == 'vi' else '.en'}.html").as_uri())
    page.wait_for_url("**/sheets/**")
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(prefer_css_page_size=True))) == 2
