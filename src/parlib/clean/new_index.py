"""A new index over the provinces comes in: as one table, or as a folder with its description, tree and tables."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from parlib.clean.account import Account
from parlib.clean.adding import About, NotConfirmedError, copy_raw
from parlib.clean.arrival import check_home
from parlib.clean.journal import change_raw, hold_raw
from parlib.clean.panel import list_files
from parlib.clean.proposal import NewIndex, propose_index
from parlib.clean.readings_adding import refuse_month
from parlib.clean.reference import read_reference
from parlib.clean.run import clean_raw
from parlib.files.hashing import hash_file
from parlib.files.trees import begin_folder
from parlib.problems import DataProblemsError, Problem, stop_at_problems
from parlib.readers.csvfile import read_rows
from parlib.readers.indices import is_id, list_described, name_description
from parlib.readers.local import list_own
from parlib.readers.reference import SOURCE_COLUMNS, SOURCE_EXTRAS, TREE_COLUMNS
from parlib.readers.register import log_file, write_rows
from parlib.speech import tell
from parlib.terms import NATIONAL

TREE_HEADS = [*TREE_COLUMNS, "weight", "printed"]
"""Columns of a framework that is written here."""

ROLES = {
    "index": "frameworks/index_{id}.csv",
    "framework": "frameworks/{id}.csv",
    "bridge": "frameworks/bridge_{id}.csv",
    "ledger": "{id}/ledger.csv",
}
"""Files of a folder that brings an index, by stem, and where each lies in raw."""

SHARED = {
    "breaks": "frameworks/breaks.csv",
    "matters": "frameworks/matters.csv",
    "known_conflicts": "known_conflicts.csv",
}
"""Tables of raw that have rows of every index; a folder brings those of its own."""

DRAWN = "dữ kiện; bảng do parlib lập, MIT"
"""Licence of what is written here."""


@dataclass(frozen=True)
class Offer:
    """What taking an index in would do: to be shown before it is done.

    Attributes
    ----------
    index : str
        Its id.
    known : bool
        Whether the home has it already, so that its files are replaced.
    files : dict
        Path in raw to the file that is to lie there, or to its rows.
    rows : dict
        Path of a shared table of raw to the rows of the index.
    register : list of dict
        What the register says of its files and pages.
    said : list of str
        What was found in the table and what was taken for granted.
    """

    index: str
    known: bool
    files: Mapping[str, Path | list[list[str]]]
    rows: dict[str, list[list[str]]]
    register: list[dict[str, str]]
    said: list[str]


def offer_table(raw: Path, path: Path, new: NewIndex, about: About) -> Offer:
    """Return the index that a table of provinces makes.

    Raises
    ------
    DataProblemsError
        With what cannot be found out, each with one thing to do.
    ValueError
        If the id cannot be one, or is taken.
    """
    _check_new(raw, new.index)
    proposal = propose_index(path, new, read_reference(raw).names)
    first, last = proposal.years
    years = str(first) if first == last else f"{first}-{last}"
    if first == last and any(row[0] == "year_head" for row in proposal.description):
        years = f"{first}-{last}"
    table = f"{new.index}/{new.index}_{years}{path.suffix.casefold()}"
    description = [["property", "value", "source"], *([*row, ""] for row in proposal.description)]
    description += [[name, value, ""] for name, value in (("issuer", about.issuer),) if value]
    tree = [TREE_HEADS, *proposal.tree]
    short = next(value for name, value in proposal.description if name == "short")
    drawn = {"issuer": "parlib", "tier": "compiled", "licence": DRAWN}
    register = [
        {
            "path": table,
            "issuer": about.issuer,
            "document": about.document or f"{short} {years}",
            "tier": "issuer",
            "date": about.date,
            "licence": about.licence,
        },
        {**drawn, "path": name_description(new.index), "document": f"Mô tả {short}"},
        {**drawn, "path": f"frameworks/{new.index}.csv", "document": f"Cây chỉ số {short}"},
    ]
    files: dict[str, Path | list[list[str]]] = {
        table: path,
        name_description(new.index): description,
        f"frameworks/{new.index}.csv": tree,
    }
    return Offer(new.index, False, files, {}, register, proposal.said)


def _check_new(raw: Path, index: str) -> None:
    if not is_id(index):
        raise ValueError(
            tell(
                "index id {index!r} cannot be used: 2 to 30 plain small letters, digits and _, such as hdi", index=index
            )
        )
    if index in (*list_described(raw), *list_own(raw)):
        raise ValueError(
            tell(
                "there is an index {index!r} already: choose another --index, or change its files in data/raw",
                index=index,
            )
        )


def offer_year(raw: Path, path: Path, index: str, year: int, about: About) -> Offer:
    """Return one more year of an index whose whole table is published; the newest framework is taken for it, too.

    Raises
    ------
    ValueError
        If a file of several years holds the year already, or it is a reading within the year.
    """
    refuse_month(path, index, year)
    target = f"{index}/{index}_{year}{path.suffix.casefold()}"
    for other in list_files(index, raw):
        first, *last = map(int, re.findall(r"\d{4}", Path(other).stem.removeprefix(index)))
        if other != target and first <= year <= (last or [first])[0]:
            raise ValueError(
                tell(
                    "data/raw/{other} holds {year} already: put the figures there, or take it out first",
                    other=other,
                    year=year,
                )
            )
    files: dict[str, Path | list[list[str]]] = {target: path}
    known = (raw / target).exists()
    said: list[str] = [tell("Replaces {target}.", target=target) if known else tell("New: {target}.", target=target)]
    document = about.document or NATIONAL[index].edition(year)
    register = [{"path": target, **asdict(about), "document": document, "tier": "issuer"}]
    trees = read_reference(raw).components.query("index == @index")["year"]
    if year > trees.max():
        file = f"frameworks/{index}.csv"
        files[file] = _extend_tree(read_rows(raw / file, file), int(trees.max()), year)
        said.append(
            tell(
                "The framework of {newest} is taken for {year}, too; write {file} if it changed.",
                newest=trees.max(),
                year=year,
                file=file,
            )
        )
    return Offer(index, True, files, {}, register, said)


def _extend_tree(rows: list[list[str]], newest: int, year: int) -> list[list[str]]:
    """Return a framework whose newest rows hold up to a later year; a run of years that is named goes on, too."""
    header, *lines = rows
    first, last, series = (header.index(name) for name in ("year_from", "year_to", "series"))
    for line in lines:
        if line[last] == str(newest):
            line[series] = line[series].replace(f"-{newest}", f"-{year}")
            line[last] = str(year)
            if line[series] == line[first]:
                line[series] = f"{line[first]}-{year}"
    return [header, *lines]


def offer_folder(raw: Path, folder: Path, index: str, about: About) -> Offer:
    """Return the index that a folder brings: ``index.csv``, ``framework.csv``, tables ``ID_2024.csv``.

    Beside them it may hold ``bridge.csv``, ``ledger.csv``, frameworks of single years (``framework_2025.csv``), the
    index's rows of ``breaks.csv``, ``matters.csv`` and ``known_conflicts.csv``, and of the register (``sources.csv``,
    paths as in the folder).

    Raises
    ------
    DataProblemsError
        If a file is missing, or it is not known what one is.
    ValueError
        If the id cannot be one, or is taken by a province's own index.
    """
    if not is_id(index) or index in list_own(raw):
        raise ValueError(tell("index id {index!r} cannot be used: say another with --index", index=index))
    places, rows, problems = {}, {}, []
    for path in sorted(
        found for found in folder.iterdir() if found.is_file() and not found.name.startswith((".", "~$"))
    ):
        if path.name == "sources.csv" or path.suffix.casefold() in (".txt", ".md"):
            continue
        if path.suffix == ".csv" and path.stem in SHARED:
            rows[SHARED[path.stem]] = read_rows(path, str(path))
        elif target := _find_place(path, index):
            places[path.name] = target
        else:
            hint = tell("Call a table {index}_2024.csv, or take the file out", index=index)
            problems.append(Problem(str(path), "it is not known what this file is", hint=hint))
    for name in ("index.csv", "framework.csv"):
        if name not in places:
            problems.append(
                Problem(str(folder / name), "the file is missing", hint="docs/add-an-index.md has an example")
            )
    stop_at_problems(problems)
    register = _read_register(folder, places, about)
    files = {target: folder / name for name, target in places.items()}
    said: list[str] = [tell("{n} files: {places}.", n=len(files), places=places)]
    return Offer(index, index in list_described(raw), files, rows, register, said)


def _find_place(path: Path, index: str) -> str:
    """Return where a file of a folder lies in raw; blank where its name does not say what it is."""
    if path.suffix == ".csv" and path.stem in ROLES:
        return ROLES[path.stem].format(id=index)
    if re.fullmatch(r"framework_\d{4}\.csv", path.name):
        return f"frameworks/{path.name.replace('framework', index)}"
    return f"{index}/{path.name}" if re.fullmatch(rf"{index}_\d{{4}}(-\d{{4}})?\.(csv|xlsx)", path.name) else ""


def _read_register(folder: Path, places: dict[str, str], about: About) -> list[dict[str, str]]:
    """Return what a folder says of the sources of its files and pages; of other files, what is told."""
    register = folder / "sources.csv"
    rows = []
    if register.exists():
        header, *lines = read_rows(register, str(register))
        rows = [dict(zip(header, line, strict=True)) for line in lines]
    strange = [row for row in rows if row.get("path") and row["path"] not in places]
    stop_at_problems(
        Problem(str(register), tell("{path} is not in the folder", path=row["path"]), hint="Take the row out")
        for row in strange
    )
    rows = [{**row, "path": places.get(row.get("path", ""), "")} for row in rows]
    known = {row["path"] for row in rows}
    plain = {
        "issuer": about.issuer,
        "document": about.document,
        "tier": "issuer",
        "date": about.date,
        "licence": about.licence,
    }
    return rows + [{**plain, "path": path} for path in places.values() if path not in known]


def take_in(raw: Path, offer: Offer, confirm: Callable[[Offer, Account], bool]) -> Account:
    """Clean data/raw as it would be with the index in it, and only then put its files there, all or none.

    Parameters
    ----------
    confirm : callable
        Asked before anything is written.

    Raises
    ------
    DataProblemsError
        With everything that is wrong, by file, sheet and cell; nothing is written then.
    NotConfirmedError
        If *confirm* says no.
    """
    check_home(raw, offer.index, any(row.get("simulated") == "yes" for row in offer.register))
    with hold_raw(raw) as work:
        copy = work / "raw"
        copy_raw(raw, copy)
        given = {target: source for target, source in offer.files.items() if isinstance(source, Path)}
        for target, source in offer.files.items():
            _put(copy / target, source)
        for target, rows in offer.rows.items():
            _merge(copy / target, rows, offer.index)
            _log_anew(copy, target)
        for row in offer.register:
            _log(copy, row)
        for file in (file for file in offer.files if file not in {row["path"] for row in offer.register}):
            _log_anew(copy, file)
        try:
            _, account = clean_raw(copy)
        except DataProblemsError as error:
            raise DataProblemsError([_name_own(problem, given) for problem in error.problems]) from None
        own = Account(
            [row for row in account.rows if row["file"] in offer.files],
            [
                _name_own(note, given)
                for note in account.notes
                if note.file in offer.files or f"{offer.index}:" in note.message
            ],
        )
        if not confirm(offer, own):
            raise NotConfirmedError("nothing was changed")
        changed: dict[str, Path | None] = {file: copy / file for file in (*offer.files, *offer.rows, "sources.csv")}
        change_raw(raw, changed, tell("added the index {index}", index=offer.index))
    return own


def _put(target: Path, source: Path | list[list[str]]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)  # it may be a link to the file in data/raw
    if isinstance(source, Path):
        target.write_bytes(source.read_bytes())
        return
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(source)
    target.write_text(text.getvalue(), encoding="utf-8")


def _merge(target: Path, rows: list[list[str]], index: str) -> None:
    """Put the rows of an index into a table of all, in place of those that it had there."""
    header, *lines = rows
    old = read_rows(target, target.name) if target.exists() else [header]
    at = old[0].index("index")
    own = [[dict(zip(header, line, strict=True)).get(name, "") for name in old[0]] for line in lines]
    target.unlink(missing_ok=True)
    _put(target, [*(line for line in old if line[at] != index), *(line for line in own if line[at] == index)])


def _log_anew(copy: Path, file: str) -> None:
    """Put the hash of a file that was changed on purpose into its row of the register."""
    header, *lines = read_rows(copy / "sources.csv", "sources.csv")
    path, at = header.index("path"), header.index("sha256")
    new = hash_file(copy / file)
    lines = [[*line[:at], new, *line[at + 1 :]] if line[path] == file else line for line in lines]
    write_rows(copy / "sources.csv", [header, *lines])


def _log(copy: Path, row: dict[str, str]) -> None:
    """Write a row of the register: a file with its hash, or a page that is not there yet."""
    if not row["path"]:
        header, *lines = read_rows(copy / "sources.csv", "sources.csv")
        kept = [line for line in lines if line[header.index("source_id")] != row["source_id"]]
        write_rows(copy / "sources.csv", [header, *kept, [row.get(name, "") for name in header]])
        return
    names = ("issuer", "document", "date", "licence", "address")
    issuer, document, date, licence, address = (row.get(name, "") for name in names)
    source = log_file(copy, copy / row["path"], issuer, document, date, licence, address)
    more = {name: row[name] for name in ("source_id", "tier", "received", *SOURCE_EXTRAS) if row.get(name)}
    header, *lines = read_rows(copy / "sources.csv", "sources.csv")
    at = header.index("source_id")
    lines = [
        [more.get(name, value) for name, value in zip(header, line, strict=True)] if line[at] == source else line
        for line in lines
    ]
    write_rows(copy / "sources.csv", [header, *lines])


def _name_own(problem: Problem, given: dict[str, Path]) -> Problem:
    """Return a problem by the name of the file that was given."""
    return replace(problem, file=str(given[problem.file])) if problem.file in given else problem


def export_index(raw: Path, index: str, folder: Path) -> list[str]:
    """Write all that a home holds of an index over the provinces to a folder that `offer_folder` takes in again.

    Returns
    -------
    list of str
        Names of the files.

    Raises
    ------
    ValueError
        If the home has no such index, or the folder holds anything.
    """
    if index not in list_described(raw):
        raise ValueError(
            tell("there is no index {index!r} here: choose one of {known}", index=index, known=list_described(raw))
        )
    if folder.exists() and any(folder.iterdir()):
        raise ValueError(tell("{folder} is not empty: name another folder", folder=folder))
    lying = {target.format(id=index): f"{stem}.csv" for stem, target in ROLES.items()}
    years = sorted((raw / "frameworks").glob(f"{index}_[0-9][0-9][0-9][0-9].csv"))
    lying |= {f"frameworks/{path.name}": path.name.replace(index, "framework") for path in years}
    tables = sorted((raw / index).glob(f"{index}_*")) if (raw / index).exists() else []
    lying |= {f"{index}/{path.name}": path.name for path in tables}
    lying = {target: name for target, name in lying.items() if (raw / target).exists()}
    with begin_folder(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for target, name in lying.items():
            _put(folder / name, raw / target)
        for stem, target in SHARED.items():
            rows = read_rows(raw / target, target) if (raw / target).exists() else [["index"]]
            if own := [line for line in rows[1:] if line[rows[0].index("index")] == index]:
                _put(folder / f"{stem}.csv", [rows[0], *own])
        _put(folder / "sources.csv", _list_sources(raw, index, lying))
    return sorted(path.name for path in folder.iterdir())


def _list_sources(raw: Path, index: str, lying: dict[str, str]) -> list[list[str]]:
    """Return the rows of the register of an index's files, by their names in the folder, and of the pages it quotes."""
    header, *lines = read_rows(raw / "sources.csv", "sources.csv")
    ledger = raw / index / "ledger.csv"
    cells = read_rows(ledger, "ledger.csv") if ledger.exists() else [["source"]]
    quoted = {line[cells[0].index("source")] for line in cells[1:]}
    rows = [dict(zip(header, line, strict=True)) for line in lines]
    kept = [
        {**row, "path": lying.get(row["path"], "")}
        for row in rows
        if row["path"] in lying or (not row["path"] and row["source_id"] in quoted)
    ]
    names = [name for name in (*SOURCE_COLUMNS, *SOURCE_EXTRAS) if name != "sha256"]
    return [names, *([row.get(name, "") for name in names] for row in kept)]
