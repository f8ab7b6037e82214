"""Words as the search finds them: small letters without accents, đ as d."""

from __future__ import annotations

import re

from parlib.files.slug import strip_accents

_WORD = re.compile(r"[a-z0-9]+(?:[.,][0-9]+)*")


def fold_for_search(text: str) -> str:
    """Return *text* in small letters without accents; đ becomes d.

    The same is done in the browser to what a reader types (``review.js``): the two must agree.

    Examples
    --------
    >>> fold_for_search("Đắk Lắk: Công khai, MINH BẠCH")
    'dak lak: cong khai, minh bach'
    """
    return strip_accents(text).lower()


def find_words(text: str) -> list[str]:
    """Return the folded words and numbers of *text*, in order.

    Examples
    --------
    >>> find_words("Quảng Ninh: 91,04 điểm (PAPI 2024)")
    ['quang', 'ninh', '91,04', 'diem', 'papi', '2024']
    """
    return _WORD.findall(fold_for_search(text))
