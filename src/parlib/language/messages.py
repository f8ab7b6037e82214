"""Messages: templates in both languages whose fields are bound to cells (mẫu câu).

A field is written as its cell's kind says; a word after the colon asks for another way:

========================  ===================================================================
``{score}``               by kind: ``7,99``, ``45,8%``, ``2024``, ``+0,35``
``{score:unit}``          with the unit of the index: ``7,99 điểm``, ``90.61%``
``{gap:points}``          a distance without its sign: ``0,35 điểm``, ``3.02 percentage points``
``{change:size}``         without its sign: ``0,35``
``{share:whole}``         without decimals: ``46%``
``{change:signed}``       without decimals, with its sign: ``+12``
``{n:=province|provinces}``  not the number but the word that agrees with it
``{n:=place|places}``     the same; a name in ``PlaceWords`` is taken from the voice
========================  ===================================================================

``{place}``, ``{places}``, ``{whole}``, ... (`parlib.language.words.PlaceWords`) need no cell: the voice knows them.
"""

from __future__ import annotations

import string
from dataclasses import dataclass
from functools import cache

from parlib.language.words import CASES, NAMES, PlaceWords, give_case
from parlib.terms import check_language

Template = tuple[tuple[str, str, str], ...]
"""Literal, name of the field that follows (blank at the end), and how it is written."""


@dataclass(frozen=True)
class Message:
    """One sentence, or a part of one, in both languages.

    Raises
    ------
    ValueError
        If a digit is typed into it: every number is bound to a cell. Also if a word for places is asked for in a way
        that there is not.

    Examples
    --------
    >>> sorted(Message("{who} đạt {score:unit}", "{who} scores {score:unit}").fields)
    ['score', 'who']
    >>> Message("đạt 7,99 điểm", "scores 7.99 points")
    Traceback (most recent call last):
        ...
    ValueError: a digit is typed into a message: 'đạt 7,99 điểm'
    """

    vi: str
    en: str

    def __post_init__(self) -> None:
        for text in (self.vi, self.en):
            parts = _parse(text)
            if any(map(str.isdecimal, "".join(words for words, _, _ in parts))):
                raise ValueError(f"a digit is typed into a message: {text!r}")
            wrong = [f"{{{name}:{spec}}}" for _, name, spec in parts if name in NAMES and spec not in CASES]
            if wrong:
                raise ValueError(f"a message asks for {wrong[0]}, and only {{...:cap}} is known: {text!r}")

    def template(self, language: str) -> Template:
        """Return the pieces of the template of a language."""
        return _parse(self.vi if check_language(language) == "vi" else self.en)

    def fill(self, words: PlaceWords, language: str) -> str:
        """Return a message that has no fields but words for places.

        Examples
        --------
        >>> from parlib.language.words import OF_PROVINCES
        >>> Message("Các {groups}", "{groups:cap}").fill(OF_PROVINCES["en"], "en")
        'Regions'
        """
        parts = self.template(language)
        return "".join(
            literal + (give_case(getattr(words, name), spec) if name else "") for literal, name, spec in parts
        )

    @property
    def fields(self) -> frozenset[str]:
        """Names that must be bound, in either language; words for places are not among them."""
        names = {name for text in (self.vi, self.en) for _, name, _ in _parse(text) if name}
        return frozenset(names - NAMES)


@cache  # messages are constants of modules: there are as many as there are
def _parse(text: str) -> Template:
    return tuple((words, name or "", spec or "") for words, name, spec, _ in string.Formatter().parse(text))
