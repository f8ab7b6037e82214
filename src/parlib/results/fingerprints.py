"""What a page is made from, and what of it has changed since it was made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parlib.results.manifest import read_records
from parlib.speech import tell

if TYPE_CHECKING:
    from parlib.runs.row_hashes import ProcessedTables


@dataclass(frozen=True)
class Fingerprints:
    """Hashes of what a page is made from, besides the rows that it reads.

    Attributes
    ----------
    template : str
        The cells of the template, in the page's language.
    parameters : str
        Parameters and names of the page.
    code : str
        All code that the template can reach.
    libraries : str
        Versions of Python and of the libraries.
    """

    template: str
    parameters: str
    code: str
    libraries: str

    def to_dict(self) -> dict[str, str]:
        """Return the hashes as they stand in the manifest and in the notebook."""
        return asdict(self)


@dataclass(frozen=True)
class KnownVersions:
    """Code and libraries of earlier runs, by their hash, so that a reason can name what changed in them."""

    code: dict[str, dict[str, str]]
    libraries: dict[str, dict[str, str]]


def list_stale_reasons(
    record: Mapping[str, Any] | None, now: Fingerprints, tables: ProcessedTables, known: KnownVersions
) -> list[str]:
    """Return why a notebook must be run (again); empty when it would come out as it did.

    Parameters
    ----------
    record : mapping or None
        What the manifest last said of the page.
    now : Fingerprints
        What it would be made from now.
    tables : ProcessedTables
        The data now.
    known : KnownVersions
        Code and libraries by their hash.
    """
    if record is None:
        return [tell("new")]
    if record["status"] == "failed":
        return ["it failed last time"]
    made, current = record.get("made") or {}, now.to_dict()
    if not made or record.get("reads") is None:
        return ["nothing is known of what it was made from"]
    changed = [part for part in current if made.get(part) != current[part]]
    reasons = [_describe_change(part, made.get(part), current[part], known) for part in changed]
    # Where no file of the tables changed no row did: nothing is read then.
    if made.get("tables") != tables.fingerprint:
        for name, wanted, hashed in record["reads"]:
            if tables.hash_read((name, wanted)) != hashed:
                reasons.append(_describe_read(name, wanted))
    return reasons


def find_damage(record: Mapping[str, Any], reports: Path, name: str) -> list[str]:
    """Say whether a file of a page is gone or not as it was written."""
    try:
        size = (reports / name).stat().st_size
    except FileNotFoundError:
        return [tell("{path} is not there", path=name)]
    return [] if size == (record.get("files") or {}).get(name) else [tell("{name} is not as it was written", name=name)]


def _describe_change(part: str, before: str | None, now: str, known: KnownVersions) -> str:
    by_hash = {"code": known.code, "libraries": known.libraries}.get(part)
    if by_hash is None or before not in by_hash or now not in by_hash:
        return tell("{part} changed", part=tell(part))
    changed = list_changed(by_hash[before], by_hash[now], versions=part == "libraries")
    if len(changed) > 3:
        return tell(
            "{part} changed: {names} and {more} more", part=tell(part), names=changed[:3], more=len(changed) - 3
        )
    return tell("{part} changed: {names}", part=tell(part), names=changed)


def list_changed(before: Mapping[str, str], now: Mapping[str, str], versions: bool = False) -> list[str]:
    """Return the names that changed between two mappings, with both values where these are *versions*.

    Examples
    --------
    >>> list_changed({"pandas": "3.0"}, {"pandas": "3.1"}, versions=True)
    ['pandas 3.0 → 3.1']
    """
    changed = [name for name in {**before, **now} if before.get(name) != now.get(name)]
    if versions:
        return [f"{name} {before.get(name, 'none')} → {now.get(name, 'none')}" for name in changed]
    return changed


def _describe_read(name: str, wanted: str) -> str:
    where = json.loads(wanted)
    parts = [f"{column} {', '.join(map(str, values))}" for column, values in where.items() if len(values) < 4]
    rows = f" ({'; '.join(parts)})" if parts else ""
    if name == "components":
        return tell("framework changed{rows}", rows=rows)
    return tell("data changed: {name}{rows}", name=name, rows=rows)


def read_known_versions(reports: Path) -> KnownVersions:
    """Return the code and the libraries that pages of a folder were made with, by their hash."""
    kinds = [
        {record["hash"]: record["parts"] for record in read_records(reports, kind)} for kind in ("code", "libraries")
    ]
    return KnownVersions(*kinds)
