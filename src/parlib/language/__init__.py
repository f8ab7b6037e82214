"""How the house writes: numbers, messages with bound cells, words for places (ngôn ngữ).

A sentence is a `Message` (a template in both languages) filled by a `Voice` with `Cell` objects. What comes out is a
`Text`: pieces of which each either is plain words or carries the reference of the cell that it was written from. No
number is typed into a message and none is parsed back out of a sentence.
"""

from parlib.language.cells import Cell, Reference, about, cell, computed, method
from parlib.language.messages import Message
from parlib.language.text import Piece, Text, join_texts
from parlib.language.voice import Voice
from parlib.language.words import PlaceWords, words_for

__all__ = [
    "Cell",
    "Message",
    "Piece",
    "PlaceWords",
    "Reference",
    "Text",
    "Voice",
    "about",
    "cell",
    "computed",
    "join_texts",
    "method",
    "words_for",
]
