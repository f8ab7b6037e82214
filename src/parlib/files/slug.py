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
