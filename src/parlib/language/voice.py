"""Who speaks: a language, an index with its unit and decimals, and the words for its places (giọng văn)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from parlib.language.cells import Cell
from parlib.language.kinds import write_value
from parlib.language.messages import Message
from parlib.language.numbers import format_change, format_number, format_percent
from parlib.language.text import Piece, Text
from parlib.language.words import NAMES, PlaceWords, give_case, words_for
from parlib.terms import Index

Bound = Cell | Text | str
"""What a field of a message may be bound to: a cell, a text with its own cells, or plain words without a digit."""

UNIT = Message("điểm", "points")
DISTANCE = Message("điểm phần trăm", "percentage points")
AND = Message(" và ", " and ")


@dataclass(frozen=True)
class Voice:
    """Fills messages for one page.

    Attributes
    ----------
    language : str
        ``vi`` or ``en``.
    index : Index
        Its unit, decimals and places.
    place : str
        Name of the province or city that the page is about; blank on pages of all.
    """

    language: str
    index: Index
    place: str = ""

    @cached_property
    def words(self) -> PlaceWords:
        """The words for the index's places."""
        return words_for(self.index.nouns, self.language, self.place)

    def say(self, message: Message, **bound: Bound) -> Text:
        """Return the message with its fields bound.

        Raises
        ------
        KeyError
            If a field of the language is not bound.
        TypeError
            If a field is bound to a bare number: a number comes with its cell.
        ValueError
            If plain words with a digit are bound, or a name that stands for a word for places.

        Examples
        --------
        >>> from parlib.language import Reference
        >>> from parlib.terms import INDICES
        >>> voice = Voice("vi", INDICES["papi"])
        >>> score = Cell(7.989, "score", Reference(0, "score"))
        >>> text = voice.say(Message("Tỉnh đạt {score:unit}.", "The score is {score:unit}."), score=score)
        >>> str(text), text.links()
        ('Tỉnh đạt 7,99 điểm.', [[9, 13, '', 0, 'score']])
        """
        pieces: list[Piece] = []
        if clash := NAMES & bound.keys():
            raise ValueError(f"field {min(clash)!r} is a word for places: bind its cell under another name")
        for words, name, spec in message.template(self.language):
            pieces += [Piece(words)] if words else []
            if name in NAMES:
                pieces.append(Piece(give_case(getattr(self.words, name), spec)))
            elif name:
                pieces += self._write(bound[name], spec, name)
        return Text(tuple(pieces))

    def _write(self, bound: Bound, spec: str, name: str) -> list[Piece]:
        if isinstance(bound, Text):
            return list(bound.pieces)
        if isinstance(bound, str):
            if any(map(str.isdecimal, bound)):
                raise ValueError(f"field {name!r} is bound to words with a number, {bound!r}: bind its cell")
            return [Piece(bound)]
        if not isinstance(bound, Cell):
            raise TypeError(f"field {name!r} is bound to {bound!r}: a number comes with its cell")
        if spec.startswith("="):
            return [Piece(self._agree(bound, spec[1:]))]
        return self._write_cell(bound, spec)

    def _write_cell(self, bound: Cell, spec: str) -> list[Piece]:
        value, shown = bound.value, bound.kind
        if spec in ("points", "size") and not isinstance(value, str):
            value, shown = abs(value), {"change": "score", "rank_change": "count"}.get(shown, shown)
        if spec == "signed":
            text = format_change(bound.number, self.language, 0)
        else:
            text = self._write_whole(value, shown) if spec == "whole" else self._write_plain(value, shown)
        unit = self._name_unit(spec)
        written = Piece(text + "%" if unit == "%" else text, bound.reference, bound.value)
        return [written, Piece(f" {unit}")] if unit and unit != "%" else [written]

    def _write_plain(self, value: float | str, kind: str) -> str:
        return write_value(value, kind, self.language, self.index.decimals)

    def _write_whole(self, value: float | str, kind: str) -> str:
        """Write without decimals: ``46%``, ``12``."""
        if kind == "share" and not isinstance(value, str):
            return format_percent(value, self.language, 0)
        return write_value(value, kind if kind == "change" else "count", self.language, 0)

    def _name_unit(self, spec: str) -> str:
        percent = self.index.unit_vi == "%"
        if spec == "unit":
            return "%" if percent else str(self.say(UNIT))
        if spec == "points":
            return str(self.say(DISTANCE if percent else UNIT))
        return ""

    def _agree(self, bound: Cell, forms: str) -> str:
        """Return the form of a word that agrees with a count; Vietnamese words have one form."""
        one, _, many = forms.partition("|")
        form = one if not many or abs(bound.number) == 1 else many
        return getattr(self.words, form) if form in NAMES else form

    def join(self, texts: Sequence[Bound]) -> Text:
        """Join cells and texts as a sentence does: ``a, b và c``.

        Examples
        --------
        >>> from parlib.terms import INDICES
        >>> str(Voice("en", INDICES["papi"]).join(["a", "b", "c"]))
        'a, b and c'
        """
        joined = Text()
        for at, text in enumerate(texts):
            link = "" if not at else self.say(AND) if at == len(texts) - 1 else ", "
            joined = joined + link + Text(tuple(self._write(text, "", "join")))
        return joined

    def number(self, value: float, decimals: int) -> str:
        """Write a number with the signs of the language."""
        return format_number(value, self.language, decimals)
