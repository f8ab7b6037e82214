"""Changes of data/raw as transactions: one lock, all or nothing, what was there before kept so that it can come back.

A change is prepared in a folder of its own, ``data/journal/.NNNN.tmp``; one rename to ``.NNNN.begun`` decides it, then
its files are moved into their places, and a last rename to ``NNNN`` says that it is done. A command that finds a folder
``.tmp`` throws it away, one ``.begun`` is carried out: a process that was killed leaves the old or the new files.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from parlib.files.atomic import write_whole
from parlib.files.hashing import hash_file
from parlib.home import is_shipped
from parlib.speech import Said, tell

_PROBE = ".parlib-probe-"
"""Begins the names of files by which it is found out whether a folder can be written."""

WAIT = 120
"""Seconds that a command waits for another one that changes data/raw."""


_UNDOING = "undone: {what}"
"""What the journal says of an undoing."""


@dataclass(frozen=True)
class Entry:
    """A change that was made.

    Attributes
    ----------
    folder : pathlib.Path
        Where it is kept.
    what, time : str
        What was done, as the command said it, and when.
    files : dict
        Path in data/raw to the hashes before and after; None where there was no file.
    undone : bool
        True once it was taken back; an undoing is marked so, too: no further undo meets it again.
    undoes : bool
        True for an undoing.
    """

    folder: Path
    what: str
    time: str
    files: dict[str, list[str | None]]
    undone: bool = False
    undoes: bool = False


class BusyRawError(ValueError):
    """Another command is changing data/raw."""


class NothingToUndoError(ValueError):
    """No change is left that can be taken back."""


def find_journal(raw: Path) -> Path:
    """Return the folder in which changes of *raw* are kept."""
    return raw.parent / "journal"


@contextlib.contextmanager
def hold_raw(raw: Path) -> Iterator[Path]:
    """Hold data/raw for one command, and give it a folder to work in that is gone afterwards.

    What a killed command left is settled first. Where nothing can be written beside data/raw nobody can change it,
    and the folder lies elsewhere.

    Raises
    ------
    BusyRawError
        If another command holds it for longer than `WAIT` seconds.
    """
    journal = find_journal(raw)
    try:
        journal.mkdir(exist_ok=True)
        lock = FileLock(journal / ".lock")
        lock.acquire(timeout=WAIT)
    except Timeout:
        raise BusyRawError(tell("{raw}: another command is changing it; try again when it is done", raw=raw)) from None
    except OSError:
        with tempfile.TemporaryDirectory(prefix="parlib-") as folder:
            yield Path(folder)
        return
    try:
        _settle(raw)
        with tempfile.TemporaryDirectory(prefix=".work-", dir=journal) as folder:
            yield Path(folder)
    finally:
        lock.release()


def _settle(raw: Path) -> None:
    """Clear what killed commands left: unfinished preparations go, decided changes are carried out."""
    for folder in sorted(find_journal(raw).glob(".*")):
        if folder.name.startswith(".work-") or folder.suffix == ".tmp":
            shutil.rmtree(folder, ignore_errors=True)
        elif folder.suffix == ".begun":
            _carry_out(raw, folder)
    for probe in raw.rglob(f"{_PROBE}*"):
        probe.unlink(missing_ok=True)


def change_raw(raw: Path, new: dict[str, Path | None], what: str) -> Entry | None:
    """Put files into data/raw, or take them out, all or none; to be called while `hold_raw` holds it.

    Parameters
    ----------
    new : dict of str to pathlib.Path or None
        Path in data/raw to the file that is to lie there; None for one that is to go.
    what : str
        What is done, for the journal.

    Returns
    -------
    Entry or None
        The change; None where every file is already as asked.

    Raises
    ------
    OSError
        If it cannot be written; data/raw is as it was.
    ValueError
        If these are the figures that came with parlib: the next install would throw the change away.
    """
    if is_shipped(raw):
        raise ValueError("these figures came with parlib: run 'parlib new my-study', go there and try again")
    files = {file: [_hash(raw / file), _hash(path) if path else None] for file, path in new.items()}
    files = {file: hashes for file, hashes in files.items() if hashes[0] != hashes[1]}
    if not files:
        return None
    journal = find_journal(raw)
    number = max((int(path.name) for path in journal.glob("[0-9]*") if path.name.isdigit()), default=0) + 1
    prepared = journal / f".{number:04}.tmp"
    try:
        for file in files:
            _copy(raw / file, prepared / "old" / file)
            _copy(new[file], prepared / "new" / file)
        said = _keep_said(what) if isinstance(what, Said) else [what, {}]
        entry = {
            "what": what,
            "said": said,
            "time": datetime.datetime.now().isoformat(timespec="seconds"),
            "files": files,
        }
        (prepared / "entry.json").write_text(json.dumps(entry, ensure_ascii=False, indent=1), encoding="utf-8")
        begun = prepared.with_suffix(".begun")
        _probe(raw, files)
        prepared.rename(begun)  # this decides it: from here on a killed command is carried out by the next
    except OSError:
        shutil.rmtree(prepared, ignore_errors=True)
        raise
    return _read_entry(_carry_out(raw, begun))


def _probe(raw: Path, files: dict[str, list[str | None]]) -> None:
    """Raise OSError where a folder of data/raw cannot be written, before anything is decided."""
    for folder in {(raw / file).parent for file in files}:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=_PROBE):
            pass


def _carry_out(raw: Path, begun: Path) -> Path:
    """Move the files of a decided change into their places; done twice it does the same."""
    for file, (_, after) in json.loads((begun / "entry.json").read_text(encoding="utf-8"))["files"].items():
        prepared, target = begun / "new" / file, raw / file
        if after is None:
            target.unlink(missing_ok=True)
            with contextlib.suppress(OSError):  # a folder that holds anything stays
                target.parent.rmdir()
        elif prepared.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            prepared.replace(target)
    done = begun.with_name(begun.name.strip(".").removesuffix(".begun"))
    shutil.rmtree(begun / "new", ignore_errors=True)
    begun.rename(done)  # last: as long as it has the name of one begun, the files are moved again
    return done


def list_changes(raw: Path) -> list[Entry]:
    """Return the changes of data/raw, the oldest first."""
    return [_read_entry(folder) for folder in sorted(find_journal(raw).glob("[0-9]*")) if folder.is_dir()]


def _read_entry(folder: Path) -> Entry:
    about = json.loads((folder / "entry.json").read_text(encoding="utf-8"))
    template, fields = about.get("said", ("{what}", about))
    return Entry(
        folder,
        _say_again(template, fields),
        about["time"],
        about["files"],
        about.get("undone", False),
        template == _UNDOING,
    )


def _keep_said(what: Said) -> list[object]:
    """Return a message as JSON can keep it: template and fields, messages among these in the same way."""
    return [
        what.template,
        {name: {"said": _keep_said(one)} if isinstance(one, Said) else one for name, one in what.fields.items()},
    ]


def _say_again(template: str, fields: dict[str, Any]) -> Said:
    told = {name: _say_again(*one["said"]) if isinstance(one, dict) else one for name, one in fields.items()}
    return tell(template, **told)


def undo_change(raw: Path) -> Entry:
    """Take back the last change of data/raw that was not taken back yet.

    Raises
    ------
    NothingToUndoError
        If there is none, or a file of it is no longer as the change left it.
    """
    with hold_raw(raw):
        entries = [entry for entry in list_changes(raw) if not entry.undone]
        if not entries:
            raise NothingToUndoError(tell("no change of {raw} is left to be undone", raw=raw))
        entry = entries[-1]
        for file, (_, after) in entry.files.items():
            if _hash(raw / file) != after:
                raise NothingToUndoError(
                    tell("{file} was changed by hand after {what!r}: put it right by hand", file=file, what=entry.what)
                )
        old = {file: entry.folder / "old" / file if before else None for file, (before, _) in entry.files.items()}
        back = change_raw(raw, old, tell(_UNDOING, what=entry.what))
        for done in filter(None, (entry, back)):
            about = json.loads((done.folder / "entry.json").read_text(encoding="utf-8")) | {"undone": True}
            write_whole(json.dumps(about, ensure_ascii=False, indent=1), done.folder / "entry.json")
        return entry


def _hash(path: Path) -> str | None:
    return hash_file(path) if path.exists() else None


def _copy(source: Path | None, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source is not None and source.exists():
        shutil.copyfile(source, target)
