"""Words of workbooks, in both languages."""

from __future__ import annotations

from functools import lru_cache

from parlib.language.numbers import check_language
from parlib.wording.nouns import speak_all

BOOKS: dict[str, tuple[str, str]] = {
    "contents": ("Mục lục", "Contents"),
    "sheet": ("Trang tính", "Sheet"),
    "page": ("Sổ tính", "Notebook"),
    "finding": ("Nhận định", "Finding"),
    "said": (
        "Mỗi bảng một trang tính, lấy nguyên từ sổ tính đã chạy, chưa làm tròn; ô trống là không có số liệu, không phải số không.",
        "One sheet a table, as the executed notebooks hold it, not rounded; a blank cell has no figure, which is not zero.",
    ),
    "no_data": (
        "Nguồn không công bố số liệu của tỉnh cho năm này.",
        "The source publishes no figures for this province and year.",
    ),
}


def book_words(language: str) -> dict[str, str]:
    """Return every word of workbooks in *language*.

    Examples
    --------
    >>> book_words("vi")["contents"], book_words("en")["contents"]
    ('Mục lục', 'Contents')
    """
    return speak_all(_list_words(check_language(language)))


@lru_cache(maxsize=2)
def _list_words(language: str) -> dict[str, str]:
    place = 0 if language == "vi" else 1
    return {term: words[place] for term, words in BOOKS.items()}
