"""Words for places: a message says ``{place}`` and the index's places are called by their own word (từ chỉ nơi)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields, replace
from functools import lru_cache

from parlib.speech import tell
from parlib.terms import INDICES, Nouns, check_language


@dataclass(frozen=True)
class PlaceWords:
    """What the places of an index are called in one language; every field may stand in a message.

    Attributes
    ----------
    place, places, a_place : str
        One, several, and one with its article: ``province``, ``provinces``, ``a province``. In Vietnamese one of the
        places may be a province or a city, so it is ``địa phương``, and several are ``tỉnh, thành phố``.
    here : str
        The one that the page is about: ``tỉnh``, or ``thành phố`` for one of the six cities.
    place_or_city : str
        One in full, as heads of tables write it: ``tỉnh, thành phố``.
    whole, national : str
        All of them: ``cả nước`` or ``the country``; and the word before a mean of all: ``cả nước`` or ``national``.
    group, groups, regional : str
        What they are grouped by: ``vùng`` or ``region``, ``regions``; and the word before a mean of one: ``regional``.
    """

    place: str
    here: str
    places: str
    a_place: str
    place_or_city: str
    whole: str
    national: str
    group: str
    groups: str
    regional: str


CITIES = {
    "vi": ("Hà Nội", "Hải Phòng", "Đà Nẵng", "TP. Hồ Chí Minh", "Cần Thơ", "Huế"),
    "en": ("Ha Noi", "Hai Phong", "Da Nang", "Ho Chi Minh City", "Can Tho", "Hue"),
}
"""Cities run by the central government (thành phố trực thuộc trung ương): everywhere else it is a province."""

HERE = {"vi": ("tỉnh", "thành phố"), "en": ("province", "city")}
"""What a place that is spoken of by name is called: a province, or one of the cities."""

OF_PROVINCES = {
    "vi": PlaceWords(
        place="địa phương",
        here="địa phương",
        places="tỉnh, thành phố",
        a_place="một địa phương",
        place_or_city="tỉnh, thành phố",
        whole="cả nước",
        national="cả nước",
        group="vùng",
        groups="vùng",
        regional="vùng",
    ),
    "en": PlaceWords(
        place="province",
        here="province",
        places="provinces",
        a_place="a province",
        place_or_city="province",
        whole="the country",
        national="national",
        group="region",
        groups="regions",
        regional="regional",
    ),
}
"""The words of indices over the provinces."""

NAMES = frozenset(field.name for field in fields(PlaceWords))
"""Fields that a message takes from its voice."""


CASES = ("", "cap")
"""How a word for places may be asked for: as it is, or with a capital."""


@lru_cache(maxsize=256)
def words_for(nouns: Nouns | None, language: str, place: str = "") -> PlaceWords:
    """Return the words for the places of an index.

    Parameters
    ----------
    place : str
        Name of the province or city that is spoken of; blank where it may be either.

    Examples
    --------
    >>> nouns = Nouns("sở", "agency", "agencies", "toàn tỉnh", "the province", "khối", "group", "groups")
    >>> words_for(nouns, "vi").whole, words_for(nouns, "en").a_place, words_for(None, "en").national
    ('toàn tỉnh', 'an agency', 'national')
    >>> words_for(None, "vi", "Huế").here, words_for(None, "vi", "Lào Cai").here
    ('thành phố', 'tỉnh')
    >>> words_for(None, "en", "Da Nang").here
    'city'
    """
    check_language(language)
    if nouns is None:
        words = OF_PROVINCES[language]
        return replace(words, here=HERE[language][place in CITIES[language]]) if place else words
    if language == "vi":
        one, group = nouns.one_vi, nouns.group_vi
        return PlaceWords(one, one, one, f"một {one}", one, nouns.whole_vi, nouns.whole_vi, group, group, group)
    article = "an" if nouns.one_en[:1].casefold() in "aeio" else "a"
    return PlaceWords(
        nouns.one_en,
        nouns.one_en,
        nouns.many_en,
        f"{article} {nouns.one_en}",
        nouns.one_en,
        nouns.whole_en,
        "overall",
        nouns.group_en,
        nouns.groups_en,
        nouns.group_en,
    )


def give_case(word: str, spec: str) -> str:
    """Return a word as a field asks for it: with a capital after ``:cap``.

    Examples
    --------
    >>> give_case("vùng", "cap")
    'Vùng'
    """
    return word[:1].upper() + word[1:] if spec == "cap" else word


_FIELD = re.compile(r"(?P<kept>`[^`]*`|\$[^$]*\$)|(?<![\\\w^{}])\{(?P<name>[a-z_]+)(?::(?P<case>[a-z]+))?\}(?!\})")
"""A field of a heading, as ``{places:cap}``; what stands in code or in a formula is none."""


def put_words(text: str, words: PlaceWords) -> str:
    r"""Return *text* with the words for places in its fields: ``{place}``, ``{groups:cap}``.

    Braces in code, in formulas and behind a letter (``\frac{a}{b}``) are left as they are.

    Raises
    ------
    ValueError
        For a field that is no word for places.

    Examples
    --------
    >>> put_words("## {groups:cap}, `{year}`", words_for(None, "en"))
    '## Regions, `{year}`'
    """

    def put(found: re.Match[str]) -> str:
        name, case = found["name"], found["case"] or ""
        if found["kept"]:
            return found[0]
        if name not in NAMES or case not in CASES:
            raise ValueError(
                tell(
                    "the template has a field {field} that is no word for places: choose one of {names}, or "
                    "write it as code, `{field}`",
                    field=found[0],
                    names=sorted(NAMES),
                )
            )
        return give_case(getattr(words, name), case)

    return _FIELD.sub(put, text)


_spoken_of: ContextVar[tuple[Nouns | None, str]] = ContextVar("spoken_of", default=(None, ""))


@contextmanager
def speak_of(index: str, place: str = "") -> Iterator[None]:
    """Let the house's words within the ``with`` block be those for the places of *index*, and for *place*.

    A page, a picture or a paper says once what it is about; `spoken_words` binds every label and head in it.

    Parameters
    ----------
    index : str
        Id of an index; one that is not known, or blank, is one over the provinces.
    place : str
        Name of the province or city that is spoken of; blank where it may be either.

    Examples
    --------
    >>> with speak_of("papi", "Hà Nội"):
    ...     spoken_words("vi").here
    'thành phố'
    >>> spoken_words("vi").here
    'địa phương'
    """
    before = _spoken_of.set((INDICES[index].nouns if index in INDICES else None, place))
    try:
        yield
    finally:
        _spoken_of.reset(before)


def spoken_words(language: str) -> PlaceWords:
    """Return the words for the places that are spoken of now; for provinces and cities where nobody said of what."""
    nouns, place = _spoken_of.get()
    return words_for(nouns, language, place)
