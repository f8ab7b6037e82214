"""What stands small on a slide, and what is said beside it: what to know, sources, the long version for the speaker."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from parlib.publish.outline.plan import PlannedSlide
from parlib.results.executed import ShownExhibit
from parlib.terms import TOTAL
from parlib.wording.deck import deck_word
from parlib.wording.labels import label
from parlib.wording.titles import SIMULATED


def list_foot(exhibits: Sequence[ShownExhibit]) -> list[str]:
    """Return the notes and the sources of exhibits, each once."""
    lines = [exhibit.note for exhibit in exhibits]
    return [
        *dict.fromkeys(line for line in lines if line),
        *dict.fromkeys(f"{label('source', one.language)}: {one.source}" for one in exhibits if one.source),
    ]


def _list_findings(slide: PlannedSlide) -> list[str]:
    """Return every finding once; where pages of several components say the same of each, with the component."""
    told: dict[str, set[str]] = {}
    for _, exhibit in slide.shown:
        told.setdefault(exhibit.name, set()).add(exhibit.finding)
    said = []
    for page, exhibit in slide.shown:
        code, name = page.about.get("component") or TOTAL, page.about.get("component_name")
        of = f"{code}. {name}: " if len(told[exhibit.name]) > 1 and name and code != TOTAL else ""
        said += [of + exhibit.finding] if exhibit.finding else []
    return list(dict.fromkeys([*said, *(one.finding for one in slide.more if one.finding)]))


def list_notes(slide: PlannedSlide, reports: Path, language: str) -> list[str]:
    """Return the long version: every finding in full, what to know, the source, and the cell that shows it."""
    exhibits = [exhibit for _, exhibit in slide.shown]
    shown = [*exhibits, *slide.more]
    lines: list[str] = [SIMULATED] if any(one.simulated for one in shown) else []
    lines += _list_findings(slide)
    lines += list_foot(shown)
    word, cell = deck_word("notebook", language), deck_word("cell", language)
    for page, exhibit in slide.shown:
        name = page.path.resolve().relative_to(reports.resolve()).as_posix()
        lines.append(f"{word}: {name}, {cell} {exhibit.cell + 1} ({exhibit.name})")
    return list(dict.fromkeys(lines))
