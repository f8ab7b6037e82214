"""Words for places: a sentence says ``tỉnh``, the page of a city says ``thành phố`` and that of a department ``sở``.

Every sentence, label and picture of the house speaks of provinces, regions and the country. Six of the provinces are
cities, so that the word is wrong of them and of any group that may hold one; pages of an own index say the same of
other places. The words are put in their stead where an exhibit is made: a sentence that somebody writes tomorrow is
right for cities, departments and communes, too. Names are left as they are (Văn phòng UBND tỉnh).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache, partial

from parlib.language.numbers import check_language
from parlib.language.words import CITIES
from parlib.terms import INDICES, Nouns

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

_NOT_ALONE = r"(?!, thành phố| ủy| lỵ)"
"""What stands behind ``tỉnh`` where it already says both, or belongs to a name."""

_OTHERS = r"(?!\s+(?:(?:cao|thấp|tốt|kém) nhất|khác|tương đồng|liền|xếp|dẫn đầu|đứng đầu|đầu|cuối|nào|đó)\b)"
"""What stands behind ``tỉnh`` where it is another than the one that the page is about."""

_PROVINCES = (
    ("old", r"(?<=các )tỉnh(?= cũ)|tỉnh(?= cũ)"),
    ("count", r"(?<=số )tỉnh|(?<=hai )tỉnh|(?:(?<=mười )|(?<=\d ))tỉnh(?= (?:dẫn )?đầu)"),
    ("many", r"(?:(?<=các )|(?<=mọi )|(?<=những )|(?<=nhóm )|(?<=nhiều )|(?<=một )|(?<=mỗi )|(?<=từng )|(?<=tư )|(?<=ít )"
             r"|(?<=mười )|(?<=[\d%] ))tỉnh"),
    ("own", rf"(?:(?<=của )|(?<=cả )|(?<=toàn cảnh )|(?<=lãnh đạo )|(?<=ngân sách )|(?<=Nội vụ ))tỉnh{_OTHERS}"
            r"|tỉnh(?= (?:này|mới|đang xét|được phân tích))"),
    ("one", "tỉnh"),
)  # fmt: skip
"""What ``tỉnh`` may mean, by the words around it; the first that fits."""


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


@lru_cache(maxsize=64)
def _compile_provinces(names: tuple[str, ...]) -> re.Pattern[str]:
    before = "".join(rf"(?<!{word} )" for word in (*_OFFICIAL, "mã"))
    kinds = "|".join(rf"(?P<{kind}>{before}\b(?:{pattern})\b{_NOT_ALONE})" for kind, pattern in _PROVINCES)
    kept = "|".join([r"“[^”]*”", *(re.escape(name) for name in sorted(names, key=len, reverse=True))])
    return re.compile(rf"(?P<name>{kept})|{kinds}", re.IGNORECASE)


def name_provinces(text: str, place: str = "", names: tuple[str, ...] = ()) -> str:
    """Return a Vietnamese text whose ``tỉnh`` is right for cities, too.

    Parameters
    ----------
    place : str
        Name of the province or city that the text is about; blank where it may be either.
    names : tuple of str
        Names that are left as they are, as everything between “ ” is.

    Examples
    --------
    >>> said = "Điểm của tỉnh thấp hơn tỉnh cao nhất và trung bình các tỉnh tương đồng."
    >>> name_provinces(said, "Huế")
    'Điểm của thành phố thấp hơn địa phương cao nhất và trung bình các tỉnh, thành phố tương đồng.'
    >>> name_provinces(said, "Lào Cai")
    'Điểm của tỉnh thấp hơn địa phương cao nhất và trung bình các tỉnh, thành phố tương đồng.'
    >>> name_provinces("UBND tỉnh Lào Cai: đứng đầu 63 tỉnh, thành phố; “Chính quyền cấp tỉnh”")
    'UBND tỉnh Lào Cai: đứng đầu 63 tỉnh, thành phố; “Chính quyền cấp tỉnh”'
    """
    is_city = place in CITIES

    def replace(match: re.Match[str]) -> str:
        found, kind = match.group(0), match.lastgroup
        after = match.string[match.end() : match.end() + 2]
        named = after[:1] == " " and after[1:].isupper() and not found.isupper()
        if kind == "name" or named or (kind in ("own", "old") and place and not is_city):
            return found
        if kind == "own":
            said = "thành phố" if is_city else "địa phương"
        elif kind == "old":
            said = "tỉnh, thành phố" if match.string[: match.start()].casefold().endswith("các ") else "địa phương"
        else:
            said = "tỉnh, thành phố" if kind == "many" else "địa phương"
        if found.isupper():
            return said.upper()
        return said[:1].upper() + said[1:] if found[:1].isupper() else said

    return _compile_provinces(names).sub(replace, text) if "tỉnh" in text.casefold() else text


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


def choose_words(
    nouns: Nouns | None, language: str, names: Iterable[str] = (), place: str = ""
) -> Callable[[str], str]:
    """Return what puts the words of an index into a text.

    Parameters
    ----------
    nouns : Nouns, optional
        What the places of an own index are called; None for one over the provinces.
    names : iterable of str
        Names that are left as they are.
    place : str
        The province or city that the text is about, if it is about one (`name_provinces`).

    Examples
    --------
    >>> choose_words(None, "en")("a province"), choose_words(None, "vi", place="Huế")("của tỉnh")
    ('a province', 'của thành phố')
    """
    if nouns:
        return build_namer(nouns, language, tuple(names)).put
    if language != "vi":
        return str
    kept = tuple(sorted({name for name in names if "tỉnh" in name.casefold()}))
    return partial(name_provinces, place=place, names=kept)


_spoken_of: ContextVar[Callable[[str], str] | None] = ContextVar("spoken_of", default=None)


@contextmanager
def speak_of(index: str, language: str, place: str = "") -> Iterator[None]:
    """Let every word that is looked up within the ``with`` block be that of the places of *index*, and of *place*.

    Examples
    --------
    >>> with speak_of("papi", "vi", "Hà Nội"):
    ...     speak("Toàn cảnh tỉnh"), speak("tỉnh cao nhất")
    ('Toàn cảnh thành phố', 'địa phương cao nhất')
    """
    before = _spoken_of.set(choose_words(INDICES[index].nouns if index in INDICES else None, language, (), place))
    try:
        yield
    finally:
        _spoken_of.reset(before)


def speak(word: str) -> str:
    """Return a word of the house as it is for what is spoken of; as it is where nobody said of what."""
    put = _spoken_of.get()
    return put(word) if put else word


def speak_all(words: dict[str, str]) -> dict[str, str]:
    """Return words of the house by term, as `speak` gives them."""
    return {term: speak(word) for term, word in words.items()} if _spoken_of.get() else words
