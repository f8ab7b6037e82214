"""A release is written: tables as CSV, what describes them, how to cite them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from parlib import __version__
from parlib.files.atomic import write_whole
from parlib.home import find_home
from parlib.ready import make_ready
from parlib.research.release.collect import collect_tables
from parlib.research.release.describe import (
    NOWHERE,
    About,
    describe_croissant,
    describe_csvw,
    describe_dcat,
    describe_package,
)
from parlib.speech import tell
from parlib.store import load_table

TITLE = "Reform indices of the provinces of Viet Nam: PAPI, PAR INDEX, SIPAS, DTI, the 766 set and PCI"
SIMULATED = "SIMULATED FIGURES – "
"""Before the title where any of the figures is simulated."""


class Release(NamedTuple):
    """What was written: the folder, rows by table, figures that were kept back for their terms."""

    folder: Path
    rows: Mapping[str, int]
    kept_back: int


def write_release(folder: Path, address: str = NOWHERE, terms: Collection[str] = ()) -> Release:
    """Write the tables of the home as a data package into *folder*: CSV in UTF-8, metadata, citation.

    ``datapackage.json`` (Frictionless), ``csv-metadata.json`` (CSV on the Web), ``croissant.json``, ``dcat.jsonld``,
    ``CITATION.cff``, ``README.md``. The same figures give the same bytes. Only what is under terms that are known to
    allow it is passed on (`parlib.research.release.collect.collect_tables`).

    Parameters
    ----------
    folder : pathlib.Path
        Made where it is not there; files of the same names are replaced.
    address : str
        Where the release will be found, such as the address of its DOI.
    terms : collection of str
        Further terms under which figures may be passed on, word for word as in the log of sources.

    Raises
    ------
    ValueError
        If *folder* lies among the figures of the home.

    Examples
    --------
    >>> import tempfile
    >>> release = write_release(Path(tempfile.mkdtemp()))
    >>> release.kept_back, release.rows["places"], (release.folder / "datapackage.json").exists()
    (0, 97, True)
    """
    data = (find_home() / "data").resolve()
    if folder.resolve().is_relative_to(data):
        raise ValueError(
            tell("{folder} lies in {data}, among the figures themselves: name another folder", folder=folder, data=data)
        )
    make_ready()
    tables, kept_back = collect_tables(terms)
    folder.mkdir(parents=True, exist_ok=True)
    files = {}
    for name, table in tables.items():
        content = _write_csv(table)
        write_whole(content, folder / f"{name}.csv")
        files[name] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    about = _say_about(tables["sources"], files, kept_back, address)
    for name, describe in (
        ("datapackage.json", describe_package),
        ("csv-metadata.json", describe_csvw),
        ("croissant.json", describe_croissant),
        ("dcat.jsonld", describe_dcat),
    ):
        text = json.dumps(describe(about), ensure_ascii=False, indent=2) + "\n"
        write_whole(text.encode(), folder / name)
    write_whole(_write_citation(about).encode(), folder / "CITATION.cff")
    write_whole(_write_readme(about, tables).encode(), folder / "README.md")
    return Release(folder, {name: len(table) for name, table in tables.items()}, kept_back)


def _write_csv(table: pd.DataFrame) -> bytes:
    """Return a table as CSV: numbers in full, blank where missing, true and false as the standards write them."""
    truths = {name: table[name].map({True: "true", False: "false"}) for name in table if table[name].dtype.kind == "b"}
    return table.assign(**truths).to_csv(index=False, lineterminator="\n").encode()


def _say_about(sources: pd.DataFrame, files: Mapping[str, Mapping[str, Any]], kept_back: int, address: str) -> About:
    marked = load_table("sources")["simulated"].eq("yes").any()
    title = SIMULATED * bool(marked) + TITLE
    stamp = hashlib.sha256("".join(one["sha256"] for one in files.values()).encode()).hexdigest()[:8]
    version, date = f"{__version__}+{stamp}", max(sources["received"].fillna(""), default="") or "2026-01-01"
    said = "Scores, ranks, frameworks, links between them, printed facts and sources; blank: not known."
    if kept_back:
        said += f" {kept_back} figures under other terms are not part of it."
    creators = list(dict.fromkeys(name for name in sources["issuer"] if name))
    terms = list(dict.fromkeys(sources["licence"]))
    citation = f"parlib {version} ({date[:4]}): {title}. Figures: the issuers named in sources.csv."
    return About(title, said, version, date, citation, address, creators, terms, files)


def _write_citation(about: About) -> str:
    """Return ``CITATION.cff``; a repository that gives a DOI adds it there."""
    lines = [
        "cff-version: 1.2.0",
        'message: "Cite the release, and the issuer of the figures that you use (sources.csv)."',
        "type: dataset",
        f"title: {json.dumps(about.title, ensure_ascii=False)}",
        f"version: {json.dumps(about.version)}",
        f"date-released: {about.date}",
        "authors:",
        *(f"  - name: {json.dumps(name, ensure_ascii=False)}" for name in about.creators),
    ]
    return "\n".join(lines) + "\n"


def _write_readme(about: About, tables: Mapping[str, pd.DataFrame]) -> str:
    """Return what a person reads first: what it is, the tables, the terms, how to cite."""
    rows = [f"| [{name}.csv]({name}.csv) | {len(table):,} |" for name, table in tables.items()]
    terms = [f"- {term}" for term in about.terms]
    parts = (
        f"# {about.title}",
        about.description,
        "\n".join(["| table | rows |", "|---|---|", *rows]),
        "[datapackage.json](datapackage.json) describes each column. `source_id` leads to [sources.csv](sources.csv), "
        "whose column `licence` holds the terms of each figure:",
        "\n".join(terms),
        about.citation,
    )
    return "\n\n".join(parts) + "\n"
