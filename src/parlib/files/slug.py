"""Names of files and folders."""

from __future__ import annotations

import re
import unicodedata


def make_slug(name: str) -> str:
    """Return a name fit for a folder: plain small letters and dashes.

    Examples
    --------
    >>> make_slug("Bà Rịa - Vũng Tàu"), make_slug("Đắk Lắk")
    ('ba-ria-vung-tau', 'dak-lak')
    """
    plain = unicodedata.normalize("NFKD", name.replace("Đ", "D").replace("đ", "d"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
