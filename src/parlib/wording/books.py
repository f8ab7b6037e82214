"""Words of workbooks, in both languages."""

from __future__ import annotations

from parlib.language.vocabulary import Vocabulary

_BOOKS: dict[str, tuple[str, str]] = {
    "contents": ("Mục lục", "Contents"),
    "sheet": ("Trang tính", "Sheet"),
    "page": ("Sổ tính", "Notebook"),
    "finding": ("Nhận định", "Finding"),
    "said": (
        "Mỗi bảng một trang tính, lấy nguyên từ sổ tính đã chạy, chưa làm tròn; ô trống là không có số liệu, không phải số không.",
        "One sheet a table, as the executed notebooks hold it, not rounded; a blank cell has no figure, which is not zero.",
    ),
    "no_data": (
        "Nguồn không công bố số liệu của {here} cho năm này.",
        "The source publishes no figures for this {place} and year.",
    ),
}

BOOKS = Vocabulary("workbooks", _BOOKS)
"""Words of workbooks by term; those for places are fields."""


def book_words(language: str) -> dict[str, str]:
    """Return every word of workbooks in *language*.

    Examples
    --------
    >>> book_words("vi")["contents"], book_words("en")["contents"]
    ('Mục lục', 'Contents')
    """
    return BOOKS.list_all(language)
