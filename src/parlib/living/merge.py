"""Three-way merge of blocks: as they were made, as they stand, as they would be made now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from parlib.living.align import align
from parlib.living.blocks import WORD, Block, join_row, list_parts, write_parts
from parlib.living.looks import Look
from parlib.living.words import Outcome, Pair, list_figures, merge_words, pair_figures

KIN = 0.3
"""Share of the pieces of a file that have to be found in a file without marks if it is to be the same one."""

EXCERPT = 90
"""Letters of a passage that a list shows."""


@dataclass
class Merge:
    """A merge that is going on.

    Attributes
    ----------
    adopt : callable
        Returns a copy of a new block's element that may stand in the file in hand.
    swap : callable
        Puts a new picture in place of one that stands.
    flag : callable
        Marks a block whose words were kept although figures in them changed.
    where : str
        Part of the file that is being merged.
    looks : list of Look
        What a person has to look at.
    touched : bool
        True where anything was done by hand.
    renewed : list of tuple
        Figures that became others anywhere in the file.
    owned : list of Block
        What people added, with where it stands.
    """

    adopt: Callable[[Block], Any]
    swap: Callable[[Block, Block], None] = lambda mine, theirs: None
    flag: Callable[[Block, Look], None] = lambda block, look: None
    where: str = ""
    looks: list[Look] = field(default_factory=list)
    touched: bool = False
    renewed: list[Pair] = field(default_factory=list)
    owned: list[tuple[str, Block]] = field(default_factory=list)

    def note(self, kind: str, block: Block, outcome: Outcome | None = None) -> None:
        """Note that a person has to look at a block."""
        pairs = tuple(outcome.pairs) if outcome else ()
        look = Look(kind, self.where, block.words.strip()[:EXCERPT], pairs, outcome.said if outcome else "")
        self.looks.append(look)
        self.flag(block, look)

    def note_pairs(self, kind: str, passage: str, pairs: Sequence[Pair]) -> None:
        """Note that a person has to look at something that has no words of its own."""
        self.looks.append(Look(kind, self.where, passage.strip()[:EXCERPT], tuple(pairs)))


def check_kin(marks: Iterable[str], known: Iterable[str], found: int, pieces: int) -> None:
    """Make sure that a file in hand is the one that the base is of, and not another put in its place.

    Raises
    ------
    ValueError
        If it bears none of the marks that are *known*, and hardly any of its pieces is found in the base.
    """
    if not set(marks) & set(known) - {""} and found < KIN * pieces:
        raise ValueError("another file stands in its place")


def merge_blocks(merge: Merge, base: Sequence[Block], mine: Sequence[Block], theirs: Sequence[Block]) -> None:
    """Change what stands (*mine*, within its elements) by what is new in *theirs*."""
    stands, now = match_blocks(base, mine), align(_pieces(base), _pieces(theirs), moved=False)
    came = {new: old for old, new in now.items()}
    dropped: list[tuple[Block, Block]] = []
    for old, block in enumerate(base):  # whom the base knows on both sides is merged, on one side only goes
        here = mine[stands[old]] if old in stands else None
        new = theirs[now[old]] if old in now else None
        if here is None:
            merge.touched = True
        elif new is None:
            dropped.append((block, here))
        else:
            new.mark = here.mark = block.mark
            merge_block(merge, block, here, new)
    own = [mine[place] for place in sorted(set(range(len(mine))) - set(stands.values()))]
    merge.owned += [(merge.where, block) for block in own]
    for block in own:
        block.mark = ""
    merge.touched = merge.touched or len(stands) < len(mine)
    anchor: Any = None
    for place, new in enumerate(theirs):
        if place in came:
            anchor = mine[stands[came[place]]].element if came[place] in stands else anchor
        else:
            anchor = _insert(merge, new, anchor, mine)
    for block, here in dropped:  # only now: a cell or a box without a paragraph is no valid one
        _drop(merge, block, here)


def match_blocks(base: Sequence[Block], mine: Sequence[Block]) -> dict[int, int]:
    """Return which block of the base is which of those that stand: by marks, then by words."""
    known: dict[int, int] = {}
    places = {block.mark: at for at, block in enumerate(base) if block.mark}
    for number, block in enumerate(mine):
        place = places.get(block.mark, -1) if block.mark else -1
        if place >= 0 and place not in known and base[place].kind == block.kind:
            known[place] = number
    return align(_pieces(base), _pieces(mine), known)


def _pieces(blocks: Sequence[Block]) -> list[tuple[str, str]]:
    return [block.piece for block in blocks]


def _drop(merge: Merge, base: Block, here: Block) -> None:
    """Take away what is not made any more; what was edited by hand is kept, and told."""
    parent = here.element.getparent()
    if here.words == base.words and here.picture == base.picture:
        # A cell or box must hold a paragraph, and a section lives in its last one: these are emptied, not removed.
        alone = here.kind != "t" and sum(1 for child in parent if child.tag == here.element.tag) == 1
        if alone or (here.kind != "s" and next(here.element.iter(f"{WORD}sectPr"), None) is not None):
            write_parts(parts := list_parts(here.element), [""] * len(parts))
        else:
            parent.remove(here.element)
    else:
        merge.touched = True
        merge.note("gone", here)


def _insert(merge: Merge, new: Block, anchor: Any, mine: Sequence[Block]) -> Any:  # noqa: ANN401
    """Put a new block behind the one before it, or before all where there is none."""
    made = merge.adopt(new)
    if anchor is not None:
        anchor.addnext(made)
    elif mine and mine[0].element.getparent() is not None:
        mine[0].element.addprevious(made)
    return made if made.getparent() is not None else anchor


def merge_block(merge: Merge, base: Block, here: Block, new: Block) -> None:
    """Change one block that stands."""
    if here.kind == "t":
        _merge_table(merge, base, here, new)
    elif here.kind in ("p", "g", "s"):
        if base.picture and new.picture:
            _merge_picture(merge, base, here, new)
        merge_paragraph(merge, base, here, new)


def _merge_picture(merge: Merge, base: Block, here: Block, new: Block) -> None:
    if here.picture == base.picture:
        if new.picture != base.picture:
            merge.swap(here, new)
        return
    merge.touched = True
    if new.picture != base.picture:
        merge.note("picture", here)


def merge_paragraph(merge: Merge, base: Block, here: Block, new: Block) -> None:
    """Change the words of a paragraph that stands, run by run, so that their looks stay."""
    parts = list_parts(here.element)
    outcome = merge_words(base.text, [text for _, text in parts], new.text)
    merge.touched = merge.touched or outcome.edited
    merge.renewed += pair_figures(base.text, new.text)
    if outcome.said:
        _keep(merge, base, here, new, outcome)
    elif parts or not new.text:
        if not write_parts(parts, outcome.parts):
            _keep(merge, base, here, new, Outcome(outcome.parts, True, pair_figures(base.text, new.text), new.text))
    elif not outcome.edited:
        here.element.getparent().replace(here.element, made := merge.adopt(new))
        here.element = made


def _keep(merge: Merge, base: Block, here: Block, new: Block, outcome: Outcome) -> None:
    """Leave kept words as they are and tell what changed; the base stays until the figures are mended."""
    if outcome.pairs:
        new.agreed = base.text
    merge.touched = True
    figures, changed = list_figures(here.text), pair_figures(base.text, new.text)
    if outcome.pairs:
        merge.note("figures", here, outcome)
    elif base.text != new.text and (not changed or any(now and now not in figures for _, now in changed)):
        merge.note("words", here, outcome)


def _merge_table(merge: Merge, base: Block, here: Block, new: Block) -> None:
    # Rows are merged cell by cell only where all three tables have the same number of columns throughout.
    shapes = {len(row) for block in (base, here, new) for row in block.rows}
    if len(shapes) > 1:
        _merge_form(merge, base, here, new)
        return
    stands = align(_lines(base), _lines(here))
    now = align(_lines(base), _lines(new))
    for old, row in enumerate(base.rows):
        if old not in stands:
            merge.touched = True
        elif old in now:
            for was, cell, made in zip(row, here.rows[stands[old]], new.rows[now[old]], strict=True):
                merge_blocks(merge, was, cell, made)
        else:
            _drop_row(merge, row, here, stands[old])
    added = set(range(len(here.rows))) - set(stands.values())
    merge.touched = merge.touched or bool(added)
    merge.owned += [(merge.where, Block("o", join_row(here.rows[row]), element=here.element)) for row in added]
    _order_rows(
        merge, here, new, {new_row: stands[old] for old, new_row in now.items() if old in stands}, set(now.values())
    )


def _lines(block: Block) -> list[tuple[str, str]]:
    return [("r", join_row(row)) for row in block.rows]


def _merge_form(merge: Merge, base: Block, here: Block, new: Block) -> None:
    """Take a table of other columns whole where nobody touched it; keep it, and tell, where somebody did."""
    if here.words == base.words and base.words != new.words:
        here.element.getparent().replace(here.element, made := merge.adopt(new))
        here.element = made
    elif here.words != base.words:
        merge.touched = True
        if base.words != new.words:
            figures = list_figures(here.words)
            pairs = [pair for pair in pair_figures(base.words, new.words) if pair[0] in figures]
            merge.note("table", here, Outcome([], True, pairs))


def _drop_row(merge: Merge, base: list[list[Block]], here: Block, place: int) -> None:
    line = here.lines[place]
    if join_row(base) == join_row(here.rows[place]):
        line.getparent().remove(line)
    else:
        merge.touched = True
        merge.note("row", Block("o", join_row(here.rows[place]), element=here.element))


def _order_rows(merge: Merge, here: Block, new: Block, stands: dict[int, int], known: Iterable[int]) -> None:
    """Put new rows in their places, and rows in the new order where the old one was as it was made."""
    kept = [stands[row] for row in sorted(stands)]
    anchor, known = None, set(known)
    moves = kept != sorted(kept)  # the order of rows says something (largest first): the new one is taken
    for place in range(len(new.rows)):
        if place in stands:
            line = here.lines[stands[place]]
            if moves and anchor is not None:
                anchor.addnext(line)
            anchor = line
        elif place not in known:
            line = merge.adopt(Block("row", element=new.lines[place]))
            if anchor is not None:
                anchor.addnext(line)
                anchor = line


def list_quotes(merge: Merge, now: str, before: Sequence[Pair] = ()) -> None:
    """Tell of what people wrote themselves that quotes a figure which is another one now.

    Parameters
    ----------
    now : str
        All words as they would be made now: a figure that still stands anywhere is not told.
    before : sequence of tuple
        Figures that became others in earlier merges; `Merge.renewed` has all of them afterwards.
    """
    standing, after = set(list_figures(now)), dict(merge.renewed)
    pairs = {was: after.get(new, new) for was, new in before} | after
    merge.renewed = sorted((was, new) for was, new in pairs.items() if was not in standing and new and _is_exact(was))
    pairs = dict(merge.renewed)
    for where, block in merge.owned:
        found = tuple((figure, pairs[figure]) for figure in dict.fromkeys(list_figures(block.words)) if figure in pairs)
        if found:
            look = Look("quoted", where, block.words.strip()[:EXCERPT], found)
            merge.looks.append(look)
            merge.flag(block, look)


def _is_exact(figure: str) -> bool:
    """Tell whether a figure has places behind its point, so that it is hardly anything else."""
    return "," in figure or "." in figure
