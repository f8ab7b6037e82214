"""What of a pack a province wants: a short YAML of its own, or what is usual."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from parlib.publish.outline.choose import ChoiceError, read_words, read_yaml
from parlib.speech import tell

PAPERS = ("programme", "outlines", "opening", "closing", "notice", "commended", "report", "plan")
"""Papers of a pack by the name under which a choice asks for them."""

KEYS = ("title", "subtitle", "slides", "papers", "annex", "units", "commend", "template", "ratio")


@dataclass(frozen=True)
class CommendRule:
    """By which rule departments and localities are put forward for commendation; the paper says it.

    Attributes
    ----------
    first : int
        The first so many of each block.
    best_grade : bool
        True for those alone that have the best grade that was given.
    overdue, open_tasks : int or None
        At most so many overdue dossiers and tasks that are not done; None asks for none.
    """

    first: int = 1
    best_grade: bool = True
    overdue: int | None = 0
    open_tasks: int | None = None


@dataclass(frozen=True)
class PackChoice:
    """What of a pack is wanted.

    Attributes
    ----------
    slides : sequence of str
        Kinds of slides of the deck for leaders, in order (`parlib.publish.lead.plan.KINDS`); the usual ones if blank.
    papers : sequence of str
        Papers to make (`PAPERS`); all if blank.
    title, subtitle : str
        Words of the first slide.
    annex : bool
        True for a deck of each index with a slide for each component.
    units : bool
        True for a paper of each department and commune of the province's own indices.
    commend : CommendRule
    template : pathlib.Path, optional
        A template of one's own for all decks.
    ratio : str
        ``16:9`` or ``4:3``, for the built-in template.
    """

    slides: Sequence[str] = ()
    papers: Sequence[str] = ()
    title: str = ""
    subtitle: str = ""
    annex: bool = False
    template: Path | None = None
    ratio: str = "16:9"
    units: bool = False
    commend: CommendRule = field(default_factory=CommendRule)

    def wants(self, paper: str) -> bool:
        """Tell whether a paper is to be made."""
        return not self.papers or paper in self.papers

    def know_slides(self) -> list[object]:
        """Return what the deck for leaders is made of beside the figures, as plain data."""
        return [list(self.slides), self.title, self.subtitle, *self.know_template()]

    def know_template(self) -> list[object]:
        """Return what all decks look like, as plain data: they are made again where the template changed."""
        return [self.ratio, str(self.template), self.template.stat().st_mtime_ns if self.template else 0]


def read_pack_choice(path: Path, kinds: Sequence[str]) -> PackChoice:
    """Read a YAML of a pack: any of `KEYS`.

    Parameters
    ----------
    kinds : sequence of str
        Kinds of slides that are known.

    Raises
    ------
    ChoiceError
        If the file is not there, is not YAML, or asks for what is not known.
    """
    found = read_yaml(path) or {}
    if not isinstance(found, dict):
        raise ChoiceError(tell("{path}: has no lines such as 'slides: [results, losses, tasks]'", path=path))
    _check(path, tell("key"), found, KEYS)
    _check(path, tell("slide"), _list(found.get("slides")), kinds)
    _check(path, tell("paper"), _list(found.get("papers")), PAPERS)
    own = path.parent / str(found["template"]) if found.get("template") else None
    return PackChoice(
        tuple(_list(found.get("slides"))),
        tuple(_list(found.get("papers"))),
        read_words(found, "title", path),
        read_words(found, "subtitle", path),
        bool(found.get("annex")),
        own,
        str(found.get("ratio") or "16:9"),
        bool(found.get("units")),
        _read_rule(path, found.get("commend") or {}),
    )


def _read_rule(path: Path, found: Any) -> CommendRule:  # noqa: ANN401
    """Return the rule of commendation that a file gives; what it leaves out is as usual."""
    known = {one.name: one for one in fields(CommendRule)}
    given = found if isinstance(found, dict) else {str(found): None}
    _check(path, tell("key"), given, tuple(known))
    for name, value in given.items():
        most = value is None and name in ("overdue", "open_tasks")
        if not (isinstance(value, bool) if name == "best_grade" else most or _counts(value)):
            message = "{path}: commend: {name} is a whole number (best_grade: yes or no), not {value!r}"
            raise ChoiceError(tell(message, path=path, name=name, value=value))
    return CommendRule(**given)


def _counts(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _list(value: Any) -> list[str]:  # noqa: ANN401
    return [str(one).strip() for one in (value if isinstance(value, list) else [value] if value else [])]


def _check(path: Path, what: str, asked: Any, known: Sequence[str]) -> None:  # noqa: ANN401
    unknown = [str(one) for one in asked if str(one) not in known]
    if unknown:
        message = "{path}: {what} {unknown!r} is not known; known: {known}"
        raise ChoiceError(tell(message, path=path, what=what, unknown=unknown[0], known=known))
