"""Text typed for the fonts of the years before Unicode: TCVN3 (.VnTime) and VNI (VNI-Times), which old files hold.

The letters lie in Latin-1: ``Hµ Néi`` is TCVN3 and ``Haø Noäi`` is VNI for *Hà Nội*. Nothing in a cell says so; it is
told by letters that Unicode Vietnamese never has.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\xadõøö÷ùúýûüþ¡¢§£¤¥¦",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)
"""TCVN 5712:1993 as the .VnTime fonts show it, and Unicode."""

_MARKS = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_BREVE = {"ê": "", "è": "\u0300", "é": "\u0301", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_HAT = {"â": "", "à": "\u0300", "á": "\u0301", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}


def _list_vni() -> dict[str, str]:
    """Return VNI's pairs of letter and mark, and its single letters, with their Unicode."""
    pairs = {base + mark: base + sign for base in "aeouy" for mark, sign in _MARKS.items()}
    pairs |= {"a" + mark: "ă" + sign for mark, sign in _BREVE.items()}
    pairs |= {base + mark: base + "\u0302" + sign for base in "aeo" for mark, sign in _HAT.items()}
    pairs |= {base + mark: horn + sign for base, horn in (("ô", "ơ"), ("ö", "ư")) for mark, sign in _MARKS.items()}
    pairs |= {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
    capitals = {old.upper(): new.upper() for old, new in pairs.items()}
    mixed = {old[0].upper() + old[1:]: new[0].upper() + new[1:] for old, new in pairs.items()}
    return {old: unicodedata.normalize("NFC", new) for old, new in (pairs | capitals | mixed).items()}


_VNI = _list_vni()
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))

_UNICODE_ONLY = re.compile("[\u1ea0-\u1ef9ăĂđĐĩĨũŨơƠưƯ\u0300\u0301\u0303\u0309\u0323]")
"""Letters of Vietnamese that no text for an old font holds."""

_TCVN3_SIGNS = re.compile(
    "[µ¸¶·¹¨»¾¼½©®ª«¬\xad¡¢§£¤¥¦](?=[A-Za-zÀ-ÿµ©ª«¬®])|(?<=[A-Za-z])[µ¸¶·¹¨»¾¼½©®«¬ª\xad×÷þÞß]|[A-Za-z][À-Þ](?=[a-z])"
)
"""Signs inside words that only TCVN3 puts there."""

_TCVN3_LETTERS = re.compile("[A-Za-z][ÆÇËÎÏÑÖØåæçëîïñöøûü]|^[ÆÇËÎÏÑØåæçëîïñöøûü]")
"""Letters that are TCVN3 where they are not VNI."""

_VNI_SIGNS = re.compile(
    "[aA][êèéúüëâàáåãäøùûõïÊÈÉÚÜËÂÀÁÅÃÄØÙÛÕÏ]|[eE][âàáåãäøùûõïÂÀÁÅÃÄØÙÛÕÏ]|[oO][âåäøùûõïÂÅÄØÙÛÕÏ]"
    "|[uUyYôÔöÖ][øùûõïØÙÛÕÏ]|[ñÑ][aeiouyôöæóòîìí]|öô|ÖÔ"
)
"""Pairs of letter and mark that only VNI writes; pairs that are words in Unicode too (``oà``, ``uý``) are left out."""


def convert_tcvn3(text: str) -> str:
    """Return text typed for a TCVN3 font as Unicode.

    Examples
    --------
    >>> convert_tcvn3("C¶i c¸ch hµnh chÝnh tØnh Qu¶ng Ninh")
    'Cải cách hành chính tỉnh Quảng Ninh'
    """
    return "".join(_TCVN3.get(letter, letter) for letter in text)


def convert_capitals(text: str) -> str:
    """Return text of a capital TCVN3 font (``.VnTimeH``), whose small letters are shown as capitals, as Unicode.

    Text with letters that only Unicode has was put there later, and stays as it is.

    Examples
    --------
    >>> convert_capitals("C¶i c¸ch hµnh chÝnh"), convert_capitals("Long An"), convert_capitals("Hà Nội")
    ('CẢI CÁCH HÀNH CHÍNH', 'LONG AN', 'Hà Nội')
    """
    return text if _UNICODE_ONLY.search(text) else convert_tcvn3(text).upper()


def convert_vni(text: str) -> str:
    """Return text typed for a VNI font as Unicode.

    Examples
    --------
    >>> convert_vni("Caûi caùch haønh chính tænh Quaûng Ninh")
    'Cải cách hành chính tỉnh Quảng Ninh'
    """
    return _VNI_PATTERN.sub(lambda match: _VNI[match.group(0)], text)


def convert_old_texts(texts: Iterable[str]) -> dict[str, str]:
    """Return each text with what it says in Unicode, which is itself unless it was typed for an old font.

    A text with signs of TCVN3 or VNI, and no letter that only Unicode has, is converted. Where no text of the whole
    collection has such a letter and some have signs, all are of the old font, also those that could be read both ways
    (``Hoøa Bình``, but ``Khaùnh Hoà``).

    Examples
    --------
    >>> convert_old_texts(["Hµ Néi", "Long An", "91,04"])
    {'Hµ Néi': 'Hà Nội', 'Long An': 'Long An', '91,04': '91,04'}
    >>> convert_old_texts(["Haø Noäi", "Thừa Thiên Huế"])["Haø Noäi"]
    'Hà Nội'
    """
    known = list(texts)
    plain = [text for text in known if not _UNICODE_ONLY.search(text)]
    tcvn3 = {text for text in plain if _TCVN3_SIGNS.search(text)}
    vni = {text for text in plain if _VNI_SIGNS.search(text)} - tcvn3
    tcvn3 |= {text for text in plain if _TCVN3_LETTERS.search(text)} - vni
    if len(plain) == len(known) and (tcvn3 or vni):
        old = [text for text in plain if not text.isascii()]
        tcvn3, vni = (set(old), set()) if len(tcvn3) > len(vni) else (set(), set(old))
    converted = {text: text for text in known}
    return converted | {text: convert_tcvn3(text) for text in tcvn3} | {text: convert_vni(text) for text in vni}


_TELLTALE = re.compile(r"\b(tỉnh|điểm|chỉ số|thành phố|tiêu chí|năm)\b", re.IGNORECASE)
"""Words that a table of ours has; bytes of another encoding that are taken for an old font make none of them."""


def read_old_text(raw: bytes) -> str:
    """Return the text of a file that was saved with an old font, one byte a letter; blank where it was not.

    Examples
    --------
    >>> read_old_text("TØnh;Hµ Néi;5".encode("latin-1")), read_old_text("Tinh;é".encode("latin-1"))
    ('Tỉnh;Hà Nội;5', '')
    """
    pieces = re.split(r"([\r\n\t;,\"]+)", raw.decode("latin-1"))
    converted = convert_old_texts(dict.fromkeys(pieces))
    text = "".join(converted[piece] for piece in pieces)
    return text if _TELLTALE.search(text) else ""
