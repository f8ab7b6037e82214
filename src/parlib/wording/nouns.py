"""Words for the places of a province's own index: where a sentence says province, a department's page says department.

Every sentence, label and picture of the house speaks of provinces, regions and the country. Pages of an own index
say the same of other places, so the words are put in their stead where an exhibit is made: a sentence that somebody
writes tomorrow is right for departments and communes, too. Names are left as they are (Văn phòng UBND tỉnh).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache

from parlib.terms import INDICES, Nouns
from parlib.wording.numbers import check_language

VIETNAMESE = {
    "tỉnh, thành phố": "{one}",
    "tỉnh": "{one}",
    "cả nước": "{whole}",
    "quốc gia": "{whole}",
    "vùng": "{group}",
}
"""What is said of provinces, and of other places in its stead."""

ENGLISH = {
    "a province's": "{a_one}'s",
    "a province": "{a_one}",
    "provinces": "{many}",
    "province": "{one}",
    "the whole country": "{whole}",
    "whole country": "{whole}",
    "the country": "{whole}",
    "country": "{whole}",
    "the national": "the overall",
    "national": "overall",
    "the nation's": "the overall",
    "the nation": "{whole}",
    "nation": "{whole}",
    "regions": "{groups}",
    "regional": "{group}",
    "region": "{group}",
}
"""The same in English."""

_OFFICIAL = ("UBND", "HĐND", "nhân dân", "cấp", "toàn", "Thanh tra", "Tỉnh ủy", "sáp nhập")
"""Words before which ``tỉnh`` belongs to the name of an office or of a level of government."""


@dataclass(frozen=True)
class Namer:
    """Puts the words of one index in place of those for provinces.

    Attributes
    ----------
    nouns : Nouns
        What the places are called.
    language : str
        ``vi`` or ``en``.
    names : tuple of str
        Names that are left as they are, though one of the words stands in them.
    """

    nouns: Nouns
    language: str
    names: tuple[str, ...] = field(default=(), repr=False)

    def put(self, text: str) -> str:
        """Return *text* with the words of the index.

        Examples
        --------
        >>> nouns = Nouns("sở", "agency", "agencies", "toàn tỉnh", "the province", "khối", "group", "groups")
        >>> namer = Namer(nouns, "vi", ("Văn phòng UBND tỉnh",))
        >>> namer.put("Các tỉnh giống Văn phòng UBND tỉnh nhất; thấp hơn trung bình cả nước 0,3 điểm.")
        'Các sở giống Văn phòng UBND tỉnh nhất; thấp hơn trung bình toàn tỉnh 0,3 điểm.'
        >>> Namer(nouns, "en").put("A province's score against the national mean; 3 provinces of the region.")
        "An agency's score against the overall mean; 3 agencies of the group."
        """
        return _build_pattern(self.language, self.names).sub(self._replace, text)

    def _replace(self, match: re.Match[str]) -> str:
        found = match.group(0)
        if match.lastgroup == "name":
            return found
        table = VIETNAMESE if self.language == "vi" else ENGLISH
        said = table[" ".join(found.casefold().split())].format(**_list_words(self.nouns, self.language))
        if found.isupper():
            return said.upper()
        return said[:1].upper() + said[1:] if found[:1].isupper() else said


@lru_cache(maxsize=16)
def _list_words(nouns: Nouns, language: str) -> dict[str, str]:
    if check_language(language) == "vi":
        return {"one": nouns.one_vi, "whole": nouns.whole_vi, "group": nouns.group_vi}
    article = "an" if nouns.one_en[:1].casefold() in "aeio" else "a"
    return {
        "one": nouns.one_en, "many": nouns.many_en, "whole": nouns.whole_en, "group": nouns.group_en,
        "groups": nouns.groups_en, "a_one": f"{article} {nouns.one_en}",
    }  # fmt: skip


@lru_cache(maxsize=64)
def _build_pattern(language: str, names: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds the words of a language, longest first, and names before them."""
    table = VIETNAMESE if language == "vi" else ENGLISH
    words = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(table, key=len, reverse=True))
    before = "".join(rf"(?<!{word} )" for word in _OFFICIAL) if language == "vi" else ""
    kept = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    pattern = rf"{before}\b(?:{words})\b"
    return re.compile(rf"(?P<name>{kept})|{pattern}" if kept else pattern, re.IGNORECASE)


@lru_cache(maxsize=64)
def build_namer(nouns: Nouns, language: str, names: tuple[str, ...]) -> Namer:
    """Return the namer of an index; of *names* only those that hold one of the words are kept in mind."""
    plain = Namer(nouns, language)
    return Namer(nouns, language, tuple(sorted({name for name in names if plain.put(name) != name})))


def choose_words(nouns: Nouns | None, language: str, names: Iterable[str] = ()) -> Callable[[str], str]:
    """Return what puts the words of an index into a text; of an index over the provinces the text stays as it is.

    Examples
    --------
    >>> choose_words(None, "en")("a province")
    'a province'
    """
    return build_namer(nouns, language, tuple(names)).put if nouns else str


_spoken_of: ContextVar[Namer | None] = ContextVar("spoken_of", default=None)


@contextmanager
def speak_of(index: str, language: str) -> Iterator[None]:
    """Let every word that is looked up within the ``with`` block be that of the places of *index*.

    Examples
    --------
    >>> with speak_of("papi", "en"):
    ...     speak("best province")
    'best province'
    """
    nouns = INDICES[index].nouns if index in INDICES else None
    before = _spoken_of.set(build_namer(nouns, language, ()) if nouns else None)
    try:
        yield
    finally:
        _spoken_of.reset(before)


def speak(word: str) -> str:
    """Return a word of the house as it is for what is spoken of; as it is where nobody said of what."""
    namer = _spoken_of.get()
    return namer.put(word) if namer else word


def speak_all(words: dict[str, str]) -> dict[str, str]:
    """Return words of the house by term, as `speak` gives them."""
    return {term: speak(word) for term, word in words.items()} if _spoken_of.get() else words
