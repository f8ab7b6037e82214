"""Which rows a question needs, and which of them are not there: one rule for every exhibit (câu hỏi chưa trả lời được).

A province's own scoreboard is not the country. What speaks of a mean, a best, a rank or a loss that others avoided
needs (nearly) all places (`parlib.scores.is_whole`); what follows a score through time needs its years. An exhibit
whose rows are not there is not shown: it stands in the page's one list with the file that would answer it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from parlib.indices import Index
from parlib.study.history import MIN_POINTS
from parlib.study.panel import cached_by_subject, gather_panel
from parlib.subject import Subject
from parlib.terms import NATIONAL, RULES


@dataclass(frozen=True)
class Gate:
    """What a question asks of the rows at hand before it may say anything.

    Attributes
    ----------
    needs : tuple of str
        What must be known (`list_known`); the first that is missing is named.
    otherwise : str
        What is missing where all of *needs* is there and the answer came out empty all the same.
    needs_table : bool
        False where a sentence alone is an answer, too: no point was lost, no task is set.
    only : str
        Kind of index of which it is asked (`KINDS`); of any if blank.
    """

    needs: tuple[str, ...] = ()
    otherwise: str = ""
    needs_table: bool = True
    only: str = ""


KINDS: dict[str, Callable[[Index], bool]] = {
    # A province's own index is scored like a scoreboard: from documents and surveys.
    "scoreboard": lambda index: index.id not in NATIONAL or RULES[index.id].workbooks == "scoreboard",
    "own": lambda index: index.nouns is not None,
    "similar": lambda index: index.similar,
    "groups": lambda index: index.grouped,
}
"""Kinds of index of which some questions are asked only: those that come as scoreboards, a province's own, those over
places with known covariates or in groups."""


def arises(subject: Subject, gate: Gate) -> bool:
    """Tell whether a question is asked of the subject's index at all."""
    return not gate.only or KINDS[gate.only](subject.index)


def find_need(subject: Subject, gate: Gate, empty: bool = False) -> str:
    """Return what an exhibit lacks, or nothing where it may be shown.

    Parameters
    ----------
    subject : Subject
        What the page is about.
    gate : Gate
        What its question asks for.
    empty : bool
        True where it came out without a table.

    Returns
    -------
    str
        A key of `parlib.wording.needs.NEEDS`; blank where nothing is lacking or the question does not arise.
    """
    known = list_known(subject) if gate.needs else {}  # pages of other tables need no figure of an index
    missing = (need for need in gate.needs if not known[need])
    return find_lacking(subject, next(missing, gate.otherwise if empty and gate.needs_table else ""))


def find_lacking(subject: Subject, need: str) -> str:
    """Return what is lacking: of a ranking that is at hand without the province, its own result."""
    known = list_known(subject) if need == "rank" else {}
    return "own" if known and known["nation"] and not known["own"] else need


@cached_by_subject
def list_known(subject: Subject) -> dict[str, bool]:
    """Return of each thing that a gate may ask for whether it is known of the subject's component and year."""
    return {need: bool(is_known(subject)) for need, is_known in _KNOWN.items()}


def _has(figure: str) -> Callable[[Subject], bool]:
    def is_known(subject: Subject) -> bool:
        panel = gather_panel(subject)
        return np.isfinite(panel.read_own(subject, figure)[panel.find(subject)])

    return is_known


def _has_years(subject: Subject) -> bool:
    """Tell whether two years have a score or a rank of the province."""
    panel, (row, last) = gather_panel(subject), gather_panel(subject).find(subject)
    own = [panel.read_own(subject, figure)[row, : last + 1] for figure in ("score", "rank")]
    return np.isfinite(own).any(axis=0).sum() > 1


def _has_five_years(subject: Subject) -> bool:
    panel, row = gather_panel(subject), gather_panel(subject).find(subject)[0]
    years = panel.list_comparable(subject.leaf["component_key"], subject.year)
    return np.isfinite(panel.read_own(subject)[row, years]).sum() >= MIN_POINTS


def _has_nation(subject: Subject) -> bool:
    panel = gather_panel(subject)
    return panel.whole[panel.find(subject)]


def _has_nation_before(subject: Subject) -> bool:
    panel, (row, last) = gather_panel(subject), gather_panel(subject).find(subject)
    return bool(panel.whole[row, :last].any())


def _find_parts(subject: Subject) -> tuple[list[int], int]:
    """Return where the parts of the component are; of one without parts, where it is itself."""
    panel = gather_panel(subject)
    return [panel.keys[key] for key in subject.smallest["component_key"]], panel.years[subject.year]


def _has_own_parts(subject: Subject) -> bool:
    panel, at = gather_panel(subject), _find_parts(subject)
    return np.isfinite(panel.read_own(subject)[at]).any()


def _has_nation_parts(subject: Subject) -> bool:
    return bool(gather_panel(subject).whole[_find_parts(subject)].any())


def _has_ranked_parts(subject: Subject) -> bool:
    """Tell whether the province has a place on any part: ranks are printed, or of (nearly) all places."""
    panel, at = gather_panel(subject), _find_parts(subject)
    return len(subject.parts) > 0 and bool(np.isfinite(panel.read_own(subject, "rank")[at]).any())


_KNOWN: dict[str, Callable[[Subject], bool]] = {
    "own": _has("score"),
    "rank": _has("rank"),
    "years": _has_years,
    "five_years": _has_five_years,
    "nation": _has_nation,
    "nation_before": _has_nation_before,
    "own_parts": _has_own_parts,
    "nation_parts": _has_nation_parts,
    "ranked_parts": _has_ranked_parts,
}


KNOWN = frozenset(_KNOWN)
"""What a gate may ask for."""


def is_few(subject: Subject) -> bool:
    """Tell whether figures are of some places only, so that what is said of them must say so."""
    return not list_known(subject)["nation"]
