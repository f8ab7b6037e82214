"""Words of the house by term: labels, heads, the interface; words for places in them are fields (từ vựng)."""

from __future__ import annotations

import string
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache

from parlib.language.words import CASES, NAMES, PlaceWords, give_case, spoken_words
from parlib.terms import LANGUAGES, check_language


class VocabularyError(ValueError):
    """A word of the house lacks a language, or has a field that nobody fills."""


class Vocabulary(Mapping[str, tuple[str, str]]):
    """Words by term, each in both languages, as templates: ``("Trung bình {national}", "{national:cap} mean")``.

    Unlike a `Message` a word may hold digits, which are then part of a name (``25–75%``).

    Parameters
    ----------
    name : str
        What the words are for, for messages of errors.
    words : mapping of str to (str, str)
        Vietnamese and English by term.
    given : collection of str
        Fields that whoever uses a word fills by ``format``: an edition, a name.

    Raises
    ------
    VocabularyError
        If a word is blank in one language, has a field that is neither a word for places nor given, or has a given
        field in one language only.

    Examples
    --------
    >>> from parlib.language.words import speak_of
    >>> words = Vocabulary("charts", {"best": ("{place:cap} cao nhất", "Best {place}")})
    >>> words.say("best", "vi"), words.say("best", "en")
    ('Địa phương cao nhất', 'Best province')
    >>> Vocabulary("charts", {"best": ("{plaec:cap} cao nhất", "Best {place}")})
    Traceback (most recent call last):
        ...
    parlib.language.vocabulary.VocabularyError: charts, 'best': '{plaec:cap} cao nhất' has an unknown field {plaec:cap}
    """

    def __init__(self, name: str, words: Mapping[str, tuple[str, str]], given: Collection[str] = ()) -> None:
        for term, both in words.items():
            fields = [check_template(text, f"{name}, {term!r}", given) for text in both]
            if fields[0] != fields[1]:
                raise VocabularyError(f"{name}, {term!r}: its languages have other fields: {both}")
        self._words = dict(words)
        self._list = lru_cache(maxsize=64)(self._fill_all)

    def __getitem__(self, term: str) -> tuple[str, str]:
        return self._words[term]

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)

    def say(self, term: str, language: str) -> str:
        """Return a word as it is for the places that are spoken of (`parlib.language.words.speak_of`).

        Raises
        ------
        KeyError
            If there is no such term: add it in both languages.
        """
        return self._list(spoken_words(language), language)[term]

    def list_all(self, language: str) -> dict[str, str]:
        """Return every word by term, as `say` gives them."""
        return dict(self._list(spoken_words(language), language))

    def _fill_all(self, words: PlaceWords, language: str) -> dict[str, str]:
        at = LANGUAGES.index(check_language(language))
        return {term: fill_places(both[at], words) for term, both in self._words.items()}


def check_template(text: str, where: str, given: Collection[str] = ()) -> set[str]:
    """Return which of the *given* fields a template has.

    Raises
    ------
    VocabularyError
        If it is blank, or has a field that is neither a word for places nor given; the error says *where* it stands.
    """
    found = set()
    if not text.strip():
        raise VocabularyError(f"{where}: blank in one of the languages")
    for _, name, spec, _ in string.Formatter().parse(text):
        if name is not None and not (name in given and not spec) and not (name in NAMES and spec in CASES):
            field = f"{{{name}:{spec}}}" if spec else f"{{{name}}}"
            raise VocabularyError(f"{where}: {text!r} has an unknown field {field}")
        found |= {name} & set(given)
    return found


def fill_places(template: str, words: PlaceWords) -> str:
    """Return a template with the words for places put in; other fields stay for whoever has what belongs there.

    Examples
    --------
    >>> from parlib.language.words import words_for
    >>> fill_places("{edition}: điểm của {here}", words_for(None, "vi", "Huế"))
    '{edition}: điểm của thành phố'
    """
    filled = ""
    for literal, name, spec, _ in string.Formatter().parse(template):
        filled += literal
        if name is not None:
            filled += give_case(getattr(words, name), spec or "") if name in NAMES else f"{{{name}}}"
    return filled
