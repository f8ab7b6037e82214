"""Words that a deck adds to its exhibits: titles of slides that gather several, prompts, lines under tables."""

from __future__ import annotations

from collections.abc import Mapping

from parlib.language import Cell, Message, Text, Voice, about
from parlib.language.numbers import check_language
from parlib.language.vocabulary import Vocabulary
from parlib.terms import INDICES
from parlib.wording.phrases import say

_WORDS: dict[str, tuple[str, str]] = {
    "comment": (
        "Nhận xét: bấm để nhập; được giữ lại khi dựng lại bộ trang chiếu",
        "Comment: click to type; kept when the deck is made again",
    ),
    "summary": ("Tóm tắt", "Summary"),
    "component": ("Chỉ số thành phần", "Component"),
    "whole": ("Chỉ số tổng hợp", "The index as a whole"),
    "responsibility": ("Trách nhiệm và việc tiếp theo", "Responsibility and next steps"),
    "act": (
        "Mỗi nội dung mất điểm cần một cơ quan chủ trì, một người đứng đầu và một thời hạn.",
        "Every loss needs a lead agency, a head responsible and a deadline.",
    ),
    "rank_range": ("Khoảng thứ hạng ước tính", "Likely ranks"),
    "strong": ("Nhóm đầu", "Top"),
    "weak": ("Nhóm cuối", "Bottom"),
    "notebook": ("Sổ tính", "Notebook"),
    "cell": ("ô", "cell"),
}

WORDS = Vocabulary("decks", _WORDS)
"""Words of decks by term; those for places are fields."""

SENTENCES = {
    "of_maximum": Message("trên tối đa {maximum}", "of at most {maximum}"),
    "before": Message("năm {year}: {score}", "{year}: {score}"),
    "since": Message("so với năm {year}", "since {year}"),
    "title": Message("{who}: phân tích chuyên sâu {edition}", "{who}: in-depth analysis of {edition}"),
    "cover": Message(
        "Hình trang trí: các {places} xếp thành ô, gồm quần đảo Hoàng Sa và Trường Sa; {who} được tô màu.",
        "Ornament: the {places} as tiles, the Hoang Sa and Truong Sa archipelagos included; {who} in colour.",
    ),
}
"""What a deck says of figures and names, which are bound to the cells that hold them."""


BROWSER: dict[str, tuple[str, str]] = {
    "notes": ("Lời thuyết minh", "Speaker notes"),
    "next": ("Trang sau", "Next slide"),
    "previous": ("Trang trước", "Previous slide"),
    "scroll": ("Vuốt ngang để xem hết", "Scroll sideways to see all"),
    "keyboard": (
        "→ trang sau · ← trang trước · Esc xem tất cả · F toàn màn hình · S lời thuyết minh · Ctrl+P in hoặc lưu PDF",
        "→ next · ← back · Esc all slides · F full screen · S speaker notes · Ctrl+P print or save as PDF",
    ),
}
"""Words of slides in a browser, in Vietnamese and English."""


def browser_words(language: str) -> dict[str, str]:
    """Return the words that slides in a browser add.

    Examples
    --------
    >>> browser_words("vi")["next"]
    'Trang sau'
    """
    place = 0 if check_language(language) == "vi" else 1
    return {word: forms[place] for word, forms in BROWSER.items()}


def deck_word(word: str, language: str) -> str:
    """Return a word of the deck.

    Examples
    --------
    >>> deck_word("summary", "vi")
    'Tóm tắt'
    """
    return WORDS.say(word, language)


def voice_of(about: Mapping[str, str]) -> Voice:
    """Return who speaks in a deck: *told* is what its pages are about (``language, index, province_name``)."""
    return Voice(about["language"], INDICES[about["index"]], about["province_name"])


def say_deck(sentence: str, voice: Voice, **bound: Cell) -> Text:
    """Return a sentence of the deck whose figures and names know their cells.

    Examples
    --------
    >>> voice = voice_of({"language": "vi", "index": "papi", "province_name": "Huế"})
    >>> str(say_deck("since", voice, year=about(2023, "year_before", "year")))
    'so với năm 2023'
    """
    return voice.say(SENTENCES[sentence], **bound)


def say_cover(province: str, index: str, year: int, language: str) -> tuple[Text, str]:
    """Return title and subtitle of the first slide.

    Examples
    --------
    >>> str(say_cover("Quảng Ninh", "papi", 2024, "en")[0])
    'Quảng Ninh: in-depth analysis of PAPI 2024'
    """
    known = INDICES[index]
    voice, edition = Voice(language, known, province), about(known.edition(year, language), "edition")
    title = say_deck("title", voice, who=about(province, "province_name"), edition=edition)
    return title, say(language, known.name_vi, known.name_en)


def say_left_out(count: int, language: str) -> str:
    """Say how many rows of a table have no room on the slide.

    Examples
    --------
    >>> say_left_out(4, "vi"), say_left_out(1, "en")
    ('Còn 4 dòng trong sổ tính và bảng tính.', '1 more row in the notebook and the workbook.')
    """
    rows = "row" if count == 1 else "rows"
    return say(
        language,
        f"Còn {count} dòng trong sổ tính và bảng tính.",
        f"{count} more {rows} in the notebook and the workbook.",
    )
