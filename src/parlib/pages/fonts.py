"""Fonts cut to the characters that pages and slides use: the same lines on every machine, in a sixteenth of the weight.

Source Sans Pro (SIL Open Font Licence). A cut font may not carry the reserved name, so its names are left out and
styles call it by another. Those of pages lie among the styles; `write_fonts` makes them anew.
"""

from __future__ import annotations

import io
import unicodedata
from functools import lru_cache
from pathlib import Path

FONTS = {"regular": "Regular", "italic": "It", "semibold": "Semibold", "bold": "Bold"}
"""Fonts of pages: name of the file, and of the font that it is cut from."""

_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_SIGNS = "–—−“”‘’•·…→←▲▼±×≤≥′″½²«»"
_MORE = "αβδκλμρστχΔΣ≈≠√∞€©°¹\u00a0\u202f"
"""What notes on methods use besides, and names of authors."""


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


def subset_font(name: str, characters: str) -> bytes:
    """Return a font of Source Sans Pro as WOFF, with *characters* and nothing else.

    Parameters
    ----------
    name : str
        ``Regular``, ``It``, ``Semibold`` or ``Bold``.
    """
    import font_source_sans_pro
    from fontTools import subset
    from fontTools.ttLib import TTFont

    font = TTFont(Path(font_source_sans_pro.font_directory) / f"SourceSansPro-{name}.ttf", recalcTimestamp=False)
    options = subset.Options(layout_features=["kern", "mark", "tnum"], hinting=False, name_IDs=[0, 13, 14])
    cutter = subset.Subsetter(options)
    cutter.populate(text=characters)
    cutter.subset(font)
    font.flavor = "woff"
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()


def write_fonts(folder: Path) -> None:
    """Write the fonts of pages into *folder*, which is that of the styles."""
    for file, name in FONTS.items():
        (folder / f"{file}.woff").write_bytes(subset_font(name, list_characters() + _MORE))
