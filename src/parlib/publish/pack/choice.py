"""What of a pack a province wants: a short YAML of its own, or what is usual."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml

from parlib.publish.outline.choose import ChoiceError
from parlib.speech import tell

PAPERS = ("programme", "outlines", "opening", "closing", "notice", "report", "plan")
"""Papers of a pack by the name under which a choice asks for them."""

KEYS = ("title", "subtitle", "slides", "papers", "annex", "template", "ratio")


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

    def wants(self, paper: str) -> bool:
        """Tell whether a paper is to be made."""
        return not self.papers or paper in self.papers

    def to_known(self) -> dict[str, Any]:
        """Return it as plain data, with what the template holds: products are made again where it changed."""
        when = self.template.stat().st_mtime_ns if self.template else 0
        return {**asdict(self), "template": str(self.template), "when": when}


def read_pack_choice(path: Path, kinds: Sequence[str]) -> PackChoice:
    """Read a YAML of a pack: any of ``title, subtitle, slides, papers, annex, template, ratio``.

    Parameters
    ----------
    kinds : sequence of str
        Kinds of slides that are known.

    Raises
    ------
    ChoiceError
        If the file is not there, is not YAML, or asks for what is not known.
    """
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (OSError, UnicodeDecodeError) as error:
        raise ChoiceError(tell("{path}: cannot be read: {error}", path=path, error=error)) from error
    except yaml.YAMLError as error:
        fault = " ".join(str(error).split())
        raise ChoiceError(tell("{path}: is not YAML: {fault}", path=path, fault=fault)) from error
    if not isinstance(found, dict):
        raise ChoiceError(tell("{path}: has no lines such as 'slides: [results, losses, tasks]'", path=path))
    _check(path, tell("key"), found, KEYS)
    _check(path, tell("slide"), _list(found.get("slides")), kinds)
    _check(path, tell("paper"), _list(found.get("papers")), PAPERS)
    own = path.parent / str(found["template"]) if found.get("template") else None
    return PackChoice(
        tuple(_list(found.get("slides"))),
        tuple(_list(found.get("papers"))),
        str(found.get("title") or ""),
        str(found.get("subtitle") or ""),
        bool(found.get("annex")),
        own,
        str(found.get("ratio") or "16:9"),
    )


def _list(value: Any) -> list[str]:  # noqa: ANN401
    return [str(one).strip() for one in (value if isinstance(value, list) else [value] if value else [])]


def _check(path: Path, what: str, asked: Any, known: Sequence[str]) -> None:  # noqa: ANN401
    unknown = [str(one) for one in asked if str(one) not in known]
    if unknown:
        told = "{path}: {what} {unknown!r} is not known; known: {known}"
        raise ChoiceError(tell(told, path=path, what=what, unknown=unknown[0], known=known))
