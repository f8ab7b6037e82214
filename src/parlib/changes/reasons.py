"""Why a page likely differs from that of an earlier run: what of its inputs has another hash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from parlib.pages.origins import SOURCES
from parlib.results.executed import ExecutedPage
from parlib.results.fingerprints import KnownVersions, list_changed

REASONS = ("data", "framework", "code", "template", "libraries", "parameters", "unexplained", "unknown")
"""Kinds of reason: ``unexplained`` where all inputs are equal, ``unknown`` where a manifest does not say them."""

FRAMEWORK = ("components", "bridges")
"""Tables that hold frameworks; rows of any other are data."""

NAMED = 3
"""How many files, libraries or sources a reason names."""


@dataclass(frozen=True)
class Reason:
    """Why a page likely differs: its kind (`REASONS`) and what of it changed."""

    kind: str
    parts: tuple[str, ...] = ()

    def to_text(self, words: Mapping[str, str]) -> str:
        """Write the reason in a reader's words."""
        more = f" (+{len(self.parts) - NAMED})" if len(self.parts) > NAMED else ""
        parts = [words.get(f"table_{part}", part) for part in self.parts[:NAMED]]
        named = f": {', '.join(parts)}{more}" if parts else ""
        return words[f"reason_{self.kind}"] + named


def find_input_reasons(
    old: Mapping[str, Any], new: Mapping[str, Any], old_known: KnownVersions, new_known: KnownVersions
) -> tuple[Reason, ...]:
    """Return what of a page's inputs changed, by what the manifests of both runs say of it; none if all are equal."""
    was, now = old.get("made"), new.get("made")
    if not was or not now or old.get("reads") is None or new.get("reads") is None:
        return (Reason("unknown"),)
    code = list_changed(old_known.code.get(was["code"], {}), new_known.code.get(now["code"], {}))
    libraries = list_changed(
        old_known.libraries.get(was["libraries"], {}), new_known.libraries.get(now["libraries"], {}), versions=True
    )
    parts = {"code": code, "template": [], "libraries": libraries, "parameters": []}
    reasons = [Reason(kind, tuple(parts[kind])) for kind in parts if was.get(kind) != now.get(kind)]
    return (*_find_read_reasons(old, new), *reasons)


def _find_read_reasons(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Reason]:
    """Return tables of which the same rows were read, with another content."""
    before = {(name, rows): hashed for name, rows, hashed in old["reads"]}
    after = {(name, rows): hashed for name, rows, hashed in new["reads"]}
    names = dict.fromkeys(read[0] for read in after if read in before and before[read] != after[read])
    tables = {
        "data": [name for name in names if name not in FRAMEWORK],
        "framework": [name for name in names if name in FRAMEWORK],
    }
    if not before.keys() & after.keys() and old.get("data") != new.get("data"):
        tables["data"].append("?")
    return [Reason(kind, tuple(sorted(tables[kind]))) for kind in tables if tables[kind]]


def name_sources(reasons: tuple[Reason, ...], old: ExecutedPage, new: ExecutedPage) -> tuple[Reason, ...]:
    """Let the reason *data* name the documents whose file has another hash, where the pages list them."""
    documents = _find_documents(old, new)
    return tuple(
        Reason("data", tuple(documents)) if reason.kind == "data" and documents else reason for reason in reasons
    )


def _find_documents(old: ExecutedPage, new: ExecutedPage) -> list[str]:
    before, after = (_read_documents(page) for page in (old, new))
    changed = [key for key in {**after, **before} if before.get(key) != after.get(key)]
    return list(dict.fromkeys(name for name, _ in changed))


def _read_documents(page: ExecutedPage) -> dict[tuple[str, str], str]:
    """Return the hash of each document, by its name and where it was found: two pages may quote one edition."""
    sources = page.find(SOURCES)
    if sources is None or not {"document", "sha256"} <= {column["name"] for column in sources.columns}:
        return {}
    names = [column["name"] for column in sources.columns]
    rows = [dict(zip(names, row, strict=False)) for row in sources.rows]
    return {
        (str(row["document"]), str(row.get("address") or "")): str(row["sha256"] or row.get("received") or "")
        for row in rows
    }
