"""The fonts of slides, cut to the characters that are used and put into the page: the same lines on every machine."""

from __future__ import annotations

import base64
import io
import unicodedata
from functools import lru_cache
from pathlib import Path

import font_source_sans_pro
from fontTools import subset
from fontTools.ttLib import TTFont

WEIGHTS = {400: "SourceSansPro-Regular.ttf", 600: "SourceSansPro-Semibold.ttf"}
"""Weights that slides use, the two by which words are measured."""

_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_SIGNS = "–—−“”‘’•·…→←▲▼±×≤≥′″½²«»"


@lru_cache(maxsize=1)
def list_characters() -> str:
    """Return every letter that Vietnamese and English are written with, and the signs that exhibits use.

    Examples
    --------
    >>> letters = list_characters()
    >>> all(letter in letters for letter in "Quảng Ninh ĐẮK LẮK ỹ 47,82 – ▲")
    True
    """
    marked = (unicodedata.normalize("NFC", base + tone) for base in "aăâeêioôơuưyđ" for tone in _TONES)
    small = "".join(letter for letter in marked if len(letter) == 1)
    return "".join(dict.fromkeys([*map(chr, range(32, 127)), *small, *small.upper(), *_SIGNS]))


@lru_cache(maxsize=1)
def write_font_rules() -> str:
    """Return the styles that embed the fonts: Source Sans Pro (SIL Open Font Licence), cut to `list_characters`.

    A cut font may not carry the reserved name, so its names are left out and pages call it by another.
    """
    rules = (
        f'@font-face{{font-family:"Slides";font-weight:{weight};src:url(data:font/woff;base64,'
        f'{base64.b64encode(_subset_font(name)).decode()}) format("woff")}}'
        for weight, name in WEIGHTS.items()
    )
    return "\n".join(rules)


def _subset_font(name: str) -> bytes:
    font = TTFont(Path(font_source_sans_pro.font_directory) / name, recalcTimestamp=False)
    options = subset.Options(layout_features=["kern", "mark", "tnum"], hinting=False, name_IDs=[0, 13, 14])
    cutter = subset.Subsetter(options)
    cutter.populate(text=list_characters())
    cutter.subset(font)
    font.flavor = "woff"
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()
