"""What the page says, in both languages."""

from __future__ import annotations

from parlib.wording.app import WORDS


def word(term: str, **filled: object) -> dict[str, str]:
    """Return a word in both languages, filled.

    Examples
    --------
    >>> word("told_read", kept=4, read=5)
    {'vi': 'Đã đọc 4 trong 5 số.', 'en': '4 of 5 numbers read.'}
    """
    return {language: text.format(**filled) for language, text in zip(("vi", "en"), WORDS[term], strict=True)}
