"""Audit of a reports folder: all pages read, all claims checked, one table."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from . import (
    told_board,
    told_compare,
    told_country,
    told_course,
    told_duty,
    told_goes_with,
    told_losses,
    told_matters,
    told_onestop,
    told_position,
    told_sheet,
)
from .claims import MISSING, WRONG, Found, Reading, read_claims
from .contradictions import find_contradictions
from .field import Field
from .pages import find_pages, read_page
from .raw import read_raw
from .tables import find_unrendered, read_tables

TOLD = (
    told_board,
    told_sheet,
    told_onestop,
    told_duty,
    told_compare,
    told_position,
    told_course,
    told_losses,
    told_goes_with,
    told_country,
    told_matters,
)


@dataclass
class Audit:
    """What came of an audit."""

    pages: int = 0
    numbered: int = 0
    found: list[tuple[str, Found]] = field(default_factory=list)
    unread: list[tuple[str, str, str]] = field(default_factory=list)
    contradictions: list[tuple[str, str, str, str]] = field(default_factory=list)
    unrendered: list[tuple[str, str, str]] = field(default_factory=list)
    sentences: Counter = field(default_factory=Counter)
    """Sentences with numbers, by kind and language of the page."""
    not_checked: Counter = field(default_factory=Counter)

    def count(self) -> list[tuple[str, int, int, int]]:
        """Return kind, claims checked, wrong and from missing rows."""
        counts: dict[str, Counter] = defaultdict(Counter)
        for _, each in self.found:
            counts[each.kind][each.check.status] += 1
        return [(kind, sum(each.values()), each[WRONG], each[MISSING]) for kind, each in sorted(counts.items())]

    @property
    def wrong(self) -> list[tuple[str, Found]]:
        return [(page, each) for page, each in self.found if each.check.status == WRONG]

    @property
    def missing(self) -> list[tuple[str, Found]]:
        return [(page, each) for page, each in self.found if each.check.status == MISSING]

    @property
    def checked_share(self) -> float:
        return 1 - len(self.unread) / self.numbered if self.numbered else 1.0

    @property
    def coverage(self) -> dict[tuple[str, str], float]:
        """Return the share of sentences with numbers that are checked, by kind and language of the page."""
        return {kind: 1 - self.not_checked[kind] / many for kind, many in sorted(self.sentences.items()) if many}

    def add(self, reading: Reading) -> None:
        path = reading.page.path
        self.pages += 1
        self.numbered += reading.numbered
        self.found += [(path, each) for each in reading.found]
        self.unread += reading.unread
        self.contradictions += [(path, *each) for each in find_contradictions(reading)]
        kind = (reading.page.kind, reading.page.language)
        self.sentences[kind] += reading.numbered
        self.not_checked[kind] += len(reading.unread)


def open_raw(home: Path):
    """Return raw figures and a function from index and vintage to its field."""
    raw = read_raw(home)

    @cache
    def fields(index: str, vintage: str) -> Field:
        return Field(raw, index, vintage)

    return raw, fields


def audit(reports: Path, home: Path, paths: list[Path] | None = None) -> Audit:
    """Audit every page of a reports folder against data/raw in *home*."""
    raw, fields = open_raw(home)
    found = Audit()
    for path in paths or find_pages(reports):
        page = read_page(path, reports)
        found.add(read_claims(page, raw, fields))
        found.found += [(page.path, each) for each in read_tables(page, raw, fields)]
        found.unrendered += [(page.path, *each) for each in find_unrendered(page, path.with_suffix(".html"))]
    return found


def show(found: Audit, most: int = 40) -> str:
    """Return the table of an audit and the worst of what was found."""
    lines = [f"{'claim':28} {'checked':>8} {'wrong':>6} {'missing':>8}"]
    lines += [f"{kind:28} {n:8} {wrong:6} {missing:8}" for kind, n, wrong, missing in found.count()]
    total = [sum(row[at] for row in found.count()) for at in (1, 2, 3)]
    lines += [f"{'all':28} {total[0]:8} {total[1]:6} {total[2]:8}", ""]
    lines += [
        f"{found.pages} pages; {found.numbered} sentences with numbers, {len(found.unread)} not checked ({found.checked_share:.1%} checked)"
    ]
    lines += [
        f"  {kind} {language}: {share:.1%} of {found.sentences[kind, language]} sentences with numbers checked"
        for (kind, language), share in found.coverage.items()
    ]
    lines += [
        f"{len(found.contradictions)} contradictions; {len(found.unrendered)} sentences that the rendered page does not show",
        "",
    ]
    lines += [f"NOT RENDERED {page} [{exhibit}]: {sentence[:160]}" for page, exhibit, sentence in found.unrendered[:5]]
    for head, rows in (("WRONG", found.wrong), ("FROM MISSING ROWS", found.missing)):
        groups: dict[tuple, list] = defaultdict(list)
        for page, each in rows:
            groups[each.kind, each.check.label, each.exhibit].append((page, each))
        lines += [f"== {head}: {len(rows)}"]
        for (kind, label, exhibit), each in sorted(groups.items(), key=lambda item: -len(item[1]))[:most]:
            page, one = each[0]
            lines += [
                f"{len(each):5} {kind} / {label} [{exhibit}]: told {one.check.told}, raw {str(one.check.expected)[:120]}",
                f"      {page}: {one.sentence[:260]}",
            ]
    groups = defaultdict(list)
    for page, kind, exhibit, text in found.contradictions:
        groups[kind, exhibit].append((page, text))
    lines += [f"== CONTRADICTIONS: {len(found.contradictions)}"]
    for (kind, exhibit), each in sorted(groups.items(), key=lambda item: -len(item[1]))[:most]:
        lines += [f"{len(each):5} {kind} [{exhibit}]", f"      {each[0][0]}: {each[0][1][:260]}"]
    lines += [f"== NOT CHECKED: {len(found.unread)}"]
    groups = defaultdict(list)
    for exhibit, sentence, page in found.unread:
        groups[exhibit].append((page, sentence))
    for exhibit, each in sorted(groups.items(), key=lambda item: -len(item[1]))[:most]:
        lines += [f"{len(each):5} [{exhibit}] {each[0][0]}: {each[0][1][:300]}"]
    return "\n".join(lines)
