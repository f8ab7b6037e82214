"""Names of files and folders, and Vietnamese text without its accents."""

from __future__ import annotations

import re
import unicodedata


def strip_accents(text: str) -> str:
    """Return *text* without accents; đ becomes d.

    Examples
    --------
    >>> strip_accents("Đắk Lắk, Thừa Thiên Huế")
    'Dak Lak, Thua Thien Hue'
    """
    # đ is a letter of its own in Unicode, not a d with an accent.
    plain = unicodedata.normalize("NFKD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def make_slug(name: str) -> str:
    """Return a name fit for a folder: plain small letters and dashes.

    Examples
    --------
    >>> make_slug("Bà Rịa - Vũng Tàu"), make_slug("Đắk Lắk")
    ('ba-ria-vung-tau', 'dak-lak')
    """
    return re.sub(r"[^a-z0-9]+", "-", strip_accents(name).lower()).strip("-")


def fold_label(text: str) -> str:
    """Return a name without case, blanks, signs and the place of its tone marks; its accents stay.

    Hạ Long and Hà Long are two communes; Hòa and Hoà are two spellings of one word.

    Examples
    --------
    >>> fold_label("SỞ  NỘI VỤ.") == fold_label("Sở Nội vụ"), fold_label("Hoà") == fold_label("Hòa")
    (True, True)
    >>> fold_label("Phường Hạ Long") == fold_label("Phường Hà Long")
    False
    """
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", str(text)).casefold())
    return " ".join(map(_move_tone, words))


def _move_tone(word: str) -> str:
    """Return a word with its tone mark behind it."""
    letters = unicodedata.normalize("NFD", word)
    tones = "".join(letter for letter in letters if letter in _TONES)
    return "".join(letter for letter in letters if letter not in _TONES) + tones


_TONES = "\u0300\u0301\u0303\u0309\u0323"
"""Grave, acute, tilde, hook above, dot below."""
