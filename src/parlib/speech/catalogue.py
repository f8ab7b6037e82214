"""The language of the person at the terminal, and the Vietnamese of what the program says (từ điển lời nhắn)."""

from __future__ import annotations

import ast
import os
from functools import cache
from pathlib import Path

LANGUAGES = ("vi", "en")

ASKED = "PARLIB_LANGUAGE"
"""Environment variable that says the language, for this program and those that it starts."""

_LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")
_VIETNAMESE_WINDOWS = 0x2A
"""Primary language of a Windows LANGID that stands for Vietnamese."""


def find_language() -> str:
    """Return the language to speak: the one that is asked for, else that of the system, else English.

    Examples
    --------
    >>> import os
    >>> before = os.environ.get("PARLIB_LANGUAGE")
    >>> os.environ["PARLIB_LANGUAGE"] = "vi"
    >>> find_language()
    'vi'
    >>> _ = os.environ.pop("PARLIB_LANGUAGE") if before is None else os.environ.update(PARLIB_LANGUAGE=before)
    """
    if (asked := os.environ.get(ASKED, "").strip().lower()) in LANGUAGES:
        return asked
    said = next((value for name in _LOCALES if (value := os.environ.get(name))), "")
    if said.lower().partition("_")[0].partition(".")[0] == "vi" or (not said and _reads_vietnamese_windows()):
        return "vi"
    return "en"


def _reads_vietnamese_windows() -> bool:
    """Return whether the windows and menus of Windows are in Vietnamese."""
    import ctypes

    # Asked for by name: the type checker knows it on Windows alone.
    windows = getattr(ctypes, "windll", None)
    return windows is not None and windows.kernel32.GetUserDefaultUILanguage() & 0x3FF == _VIETNAMESE_WINDOWS


def look_up(text: str, language: str | None = None) -> str:
    """Return a sentence or a template in a language; as it stands where nobody has translated it.

    Examples
    --------
    >>> look_up("the file is empty", "vi")
    'tệp không có dữ liệu'
    """
    return load_catalogue().get(text, text) if (language or find_language()) == "vi" else text


@cache
def load_catalogue() -> dict[str, str]:
    """Read the Vietnamese of every English sentence from ``vi.po``.

    Only what a catalogue without plurals and contexts needs is read: comments, ``msgid``, ``msgstr`` and strings that
    go on in the next line.
    """
    found: dict[str, str] = {}
    english = vietnamese = ""
    for line in [*(Path(__file__).with_name("vi.po")).read_text(encoding="utf-8").splitlines(), 'msgid ""']:
        word, _, rest = line.partition(" ")
        if word == "msgid":
            found[english] = vietnamese
            english, vietnamese, in_english = ast.literal_eval(rest), "", True
        elif word == "msgstr":
            vietnamese, in_english = ast.literal_eval(rest), False
        elif line.startswith('"') and in_english:
            english += ast.literal_eval(line)
        elif line.startswith('"'):
            vietnamese += ast.literal_eval(line)
    found.pop("", None)
    return found
