"""The base of a merge: what a file held when it was made, kept in the file and beside it."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

from lxml import etree

from parlib.files.archive import fix_archive
from parlib.files.atomic import write_whole

SPACE = "urn:parlib:living:1"
"""Names the part of a file that carries its base; Word and PowerPoint keep such parts when they save."""

MEMBER = "customXml/parlib.xml"
CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_ROOTS = {".docx": ("word", "word/_rels/document.xml.rels"), ".pptx": ("ppt", "ppt/_rels/presentation.xml.rels")}


def put_base(content: bytes, kind: str, known: dict[str, Any]) -> tuple[bytes, bytes]:
    """Return a file that carries its base, and the base as bytes; the same content gives the same bytes.

    Parameters
    ----------
    kind : str
        ``.docx`` or ``.pptx``.
    """
    members = _read_members(fix_archive(content))
    # Word numbers such parts anew when it saves, so the base before is known by its name space, not by its file name.
    for name in [name for name, member in members.items() if _is_base(name, member)]:
        del members[name]
        members.pop(f"customXml/_rels/{name.rpartition('/')[2]}.rels", None)
    relations = _ROOTS[kind][1]
    members[relations] = _relate(members[relations], set(members))
    payload = json.dumps({**known, "digest": _digest(members, kind)}, ensure_ascii=False, sort_keys=True)
    root = etree.Element(f"{{{SPACE}}}base", nsmap={None: SPACE})
    root.text = payload
    members[MEMBER] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, member in members.items():
            archive.writestr(name, member)
    return fix_archive(made.getvalue()), payload.encode()


def read_base(path: Path, content: bytes) -> dict[str, Any] | None:
    """Return the base of a file, from the file or else from *beside* it, which it says; None where there is neither."""
    for name, member in _read_members(content).items():
        if _is_base(name, member):
            return json.loads(etree.fromstring(member).text or "{}")
    try:
        return {**json.loads(name_beside(path).read_bytes()), "beside": True}
    except (FileNotFoundError, ValueError):
        return None


def is_as_written(content: bytes, kind: str, base: dict[str, Any]) -> bool:
    """Tell whether nothing was done to a file since it was written."""
    return _digest(_read_members(content), kind) == base.get("digest")


def name_beside(path: Path) -> Path:
    """Return where the base lies beside a file: other programs than Office drop what they do not know."""
    return path.with_name(f".{path.name}.base.json")


def save_beside(payload: bytes, path: Path) -> None:
    """Write the base beside its file."""
    write_whole(payload, name_beside(path))


def _read_members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _is_base(name: str, member: bytes) -> bool:
    return name.startswith("customXml/") and name.endswith(".xml") and SPACE.encode() in member


def _digest(members: dict[str, bytes], kind: str) -> str:
    # Of what is shown only: not of the base, which holds this digest, nor of properties, which any saving changes.
    digest = hashlib.sha256()
    for name in sorted(members):
        if name.startswith(f"{_ROOTS[kind][0]}/"):
            digest.update(name.encode() + b"\0" + hashlib.sha256(members[name]).digest())
    return digest.hexdigest()


def _relate(relations: bytes, members: set[str]) -> bytes:
    """Return the relations of the main part with the one of the base, and without those of parts that are gone."""
    root = etree.fromstring(relations)
    for relation in root.findall(_RELATION):
        target = relation.get("Target").removeprefix("../").removeprefix("/")
        if relation.get("Type") == CUSTOM and target not in members:
            root.remove(relation)
    names = {relation.get("Id") for relation in root}
    free = next(f"rIdParlib{number}" for number in range(1, 100) if f"rIdParlib{number}" not in names)
    etree.SubElement(root, _RELATION, Id=free, Type=CUSTOM, Target=f"../{MEMBER}")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
