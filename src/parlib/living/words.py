"""A sentence in three states: as it was made, as it stands, as it would be made now; and how they become one."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from parlib.wording.letters import FILL

_TOKEN = re.compile(r"…+|\d+(?:[.,]\d+)*|[^\W\d_]+|\s+|.", re.DOTALL)
_DOTS = frozenset({FILL, "…", "……"})

Pair = tuple[str, str]
"""A figure as it was and as it is now; empty where there is none."""

Edit = tuple[str, int, int, int, int]
"""What happens to which stretch of one list, and which stretch of the other comes of it."""


@dataclass
class Outcome:
    """What becomes of a sentence.

    Attributes
    ----------
    parts : list of str
        Its pieces, one for each run.
    edited : bool
        True where it is not as it was made.
    pairs : list of tuple
        Figures that stand in it as they were and are others now.
    said : str
        The sentence as it would be made now, where the words that stand were kept instead.
    """

    parts: list[str]
    edited: bool = False
    pairs: list[Pair] = field(default_factory=list)
    said: str = ""


def split_tokens(text: str) -> list[str]:
    """Return words, figures, dots to be filled in and signs, one by one.

    Examples
    --------
    >>> split_tokens("Đạt 84,25 điểm ……")
    ['Đạt', ' ', '84,25', ' ', 'điểm', ' ', '……']
    """
    return _TOKEN.findall(text)


def list_figures(text: str) -> list[str]:
    """Return the figures of a text.

    Examples
    --------
    >>> list_figures("Hạng 3/34, 84,25 điểm.")
    ['3', '34', '84,25']
    """
    return [token for token in split_tokens(text) if token[0].isdecimal()]


def compare(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Edit]:
    """Return how one list becomes another."""
    return [*SequenceMatcher(None, before, after, autojunk=False).get_opcodes()]


def pair_figures(before: str, after: str) -> list[Pair]:
    """Return which figures of a sentence became which.

    Examples
    --------
    >>> pair_figures("Đạt 84,25 điểm, hạng 3.", "Đạt 85,10 điểm, hạng 2.")
    [('84,25', '85,10'), ('3', '2')]
    """
    old, new = split_tokens(before), split_tokens(after)
    pairs: list[Pair] = []
    for tag, start, stop, begin, end in compare(old, new):
        if tag != "equal":
            was = list_figures("".join(old[start:stop]))
            now = list_figures("".join(new[begin:end]))
            length = max(len(was), len(now))
            pairs += zip(was + [""] * (length - len(was)), now + [""] * (length - len(now)), strict=True)
    return pairs


def is_filled_in(base: str, mine: str) -> bool:
    """Tell whether nothing was done to a sentence but to fill in its dots.

    Examples
    --------
    >>> is_filled_in("Đạt …… điểm", "Đạt 90 điểm"), is_filled_in("Đạt …… điểm", "Phấn đấu 90 điểm")
    (True, False)
    """
    old, new = split_tokens(base), split_tokens(mine)
    edits = [(old[start:stop], tag) for tag, start, stop, *_ in compare(old, new) if tag != "equal"]
    return bool(edits) and all(tag == "replace" and set(was) <= _DOTS for was, tag in edits)


def transfer(base: str, parts: Sequence[str], theirs: str) -> list[str] | None:
    """Return *parts* with what changed from *base* to *theirs*; None where it meets what was done by hand.

    Examples
    --------
    >>> transfer("Đạt 84,25 điểm ……", ["Đạt ", "84,25", " điểm rất tốt"], "Đạt 85,10 điểm ……")
    ['Đạt ', '85,10', ' điểm rất tốt']
    """
    old, mine = split_tokens(base), split_tokens("".join(parts))
    starts = [0]
    for token in mine:
        starts.append(starts[-1] + len(token))
    at: dict[int, int] = {}  # place of a token of the base among those that stand
    for tag, start, stop, begin, _ in compare(old, mine):
        if tag == "equal":
            at |= {start + step: begin + step for step in range(stop - start)}
    found = list(parts)
    # From behind: what is written there leaves the places of all letters before it as they are.
    for start, stop, words in reversed(list(_list_edits(old, theirs))):
        places = [at.get(token) for token in range(start, stop)]
        ahead, behind = at.get(start - 1), at.get(stop)
        # A token that no longer stands was changed by hand, and so was the place of words that are new if neither of
        # their neighbours stands: two hands at one place, which a person has to settle.
        if None in places or (start == stop and ahead is None and behind is None and old):
            return None
        first = places[0] if places else (ahead + 1 if ahead is not None else behind or 0)
        last = (places[-1] or 0) + 1 if places else first
        _replace(found, starts[first or 0], starts[last or 0], words)
    return found


def _list_edits(old: Sequence[str], theirs: str) -> Iterator[tuple[int, int, str]]:
    new = split_tokens(theirs)
    for tag, start, stop, begin, end in compare(old, new):
        if tag != "equal":
            yield start, stop, "".join(new[begin:end])


def _replace(parts: list[str], start: int, stop: int, words: str) -> None:
    """Put *words* in place of the letters from *start* to *stop*, into the run in which they begin."""
    place, written = 0, False
    for number, part in enumerate(parts):
        begin, end = place, place + len(part)
        place = end
        # What is only put in goes to the end of the run ahead; what replaces letters, into the run of the first.
        if end < start or (end == start and number < len(parts) - 1 and (stop > start or not part)):
            continue
        if begin > stop or (begin == stop and written):
            break
        head, tail = part[: max(0, start - begin)], part[max(0, stop - begin) :]
        parts[number] = head + ("" if written else words) + tail
        written = True
    if not written and parts:
        parts[-1] += words
    elif not parts:
        parts.append(words)


def merge_words(base: str, parts: Sequence[str], theirs: str) -> Outcome:
    """Return what becomes of a sentence: new where nobody touched it, kept where somebody did.

    Dots that were filled in stay filled; the figures around them are renewed.

    Examples
    --------
    >>> merge_words("Đạt 84,25 điểm.", ["Đạt 84,25 điểm."], "Đạt 85,10 điểm.").parts
    ['Đạt 85,10 điểm.']
    >>> kept = merge_words("Đạt 84,25 điểm.", ["Tỉnh ta đạt 84,25 điểm!"], "Đạt 85,10 điểm.")
    >>> kept.parts, kept.pairs
    (['Tỉnh ta đạt 84,25 điểm!'], [('84,25', '85,10')])
    """
    mine, stands = "".join(parts), list(parts)
    edited = mine != base
    if mine == theirs or base == theirs:
        return Outcome(stands, edited and mine != theirs)
    if not edited or is_filled_in(base, mine):
        renewed = transfer(base, parts, theirs)
        if renewed is not None:
            return Outcome(renewed, edited)
    figures = list_figures(mine)
    pairs = [pair for pair in pair_figures(base, theirs) if pair[0] in figures]
    return Outcome(stands, True, pairs, theirs)
