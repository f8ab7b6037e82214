"""The earlier run that a site is compared with: a reports folder, or a zip of one."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from parlib.files.bounds import is_swollen_run
from parlib.results.fingerprints import KnownVersions, read_known_versions
from parlib.results.manifest import MANIFEST, read_pages
from parlib.speech import tell

_SWOLLEN = "--against {path}: the archive unpacks to far more than a run of parlib: give the folder of the run itself"


@dataclass(frozen=True)
class EarlierRun:
    """An earlier run (lần chạy trước).

    Attributes
    ----------
    name : str
        What its folder or archive is called.
    folder : pathlib.Path
        Where its notebooks lie.
    records : dict
        What its manifest last said of each page, by the page's ``html``.
    known : KnownVersions
        Code and libraries that its pages were made with.
    """

    name: str
    folder: Path
    records: Mapping[str, Mapping[str, Any]]
    known: KnownVersions


@contextmanager
def open_earlier(path: Path, reports: Path, records: Iterable[Mapping[str, Any]]) -> Iterator[EarlierRun]:
    """Open an earlier run to compare *records*, the pages of *reports*, with.

    Parameters
    ----------
    path : pathlib.Path
        A reports folder, or a .zip that holds one.
    reports : pathlib.Path
        The run whose site is built.
    records : iterable of mapping
        Its pages as its manifest has them.

    Raises
    ------
    FileNotFoundError
        If there is nothing at *path*.
    ValueError
        If it is no run, an empty one, *reports* itself, of an older form, or about other things than *reports*.
    """
    if not path.exists():
        raise FileNotFoundError(tell("--against {path}: there is no such folder or archive", path=path))
    if path.resolve() == reports.resolve():
        raise ValueError(tell("--against {path}: that is the run itself: name the folder of an earlier one", path=path))
    if path.is_dir():
        yield _check_run(_read_run(path, path.resolve().name), path, records)
        return
    with tempfile.TemporaryDirectory(prefix="parlib-against-") as unpacked:
        yield _check_run(_read_run(_unpack_run(path, Path(unpacked)), path.stem), path, records)


def _read_run(folder: Path, name: str) -> EarlierRun:
    if not (folder / MANIFEST).is_file():
        raise ValueError(
            tell(
                "--against {folder}: not a run of 'parlib report': it holds no {manifest}",
                folder=folder,
                manifest=MANIFEST,
            )
        )
    records = {record["html"]: record for record in read_pages(folder)}
    return EarlierRun(name, folder, records, read_known_versions(folder))


def _unpack_run(path: Path, folder: Path) -> Path:
    """Unpack manifest and notebooks of an archive; return the folder in it that holds the manifest."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name: PurePosixPath(name).name for name in archive.namelist()}
            notebooks = {name for name, last in names.items() if last.endswith(".ipynb") and not last.startswith(".")}
            wanted = [name for name, last in names.items() if last == MANIFEST or name in notebooks]
            if is_swollen_run([archive.getinfo(name) for name in wanted]):
                raise ValueError(tell(_SWOLLEN, path=path))
            archive.extractall(folder, wanted)  # names that lead out of the folder are made to stay in it
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError) as error:
        raise ValueError(
            tell("--against {path}: cannot be read as a folder or a .zip of one ({error})", path=path, error=error)
        ) from error
    found = sorted(folder.rglob(MANIFEST), key=lambda manifest: len(manifest.parts))
    if not found:
        raise ValueError(
            tell("--against {path}: not a run of 'parlib report': it holds no {manifest}", path=path, manifest=MANIFEST)
        )
    return found[0].parent


def _check_run(run: EarlierRun, path: Path, records: Iterable[Mapping[str, Any]]) -> EarlierRun:
    """Refuse a run that nothing of the new one can be compared with."""
    present = [record for record in run.records.values() if (run.folder / record["notebook"]).is_file()]
    if not present:
        raise ValueError(tell("--against {path}: no executed notebook of that run is there", path=path))
    if not any("made" in record for record in present):
        raise ValueError(
            tell(
                "--against {path}: its manifest is of an older form that does not say what pages were made "
                "from: run 'parlib report' into it again with this version",
                path=path,
            )
        )
    if not {record["html"] for record in records} & run.records.keys():
        here, there = _name_indices(records), _name_indices(present)
        raise ValueError(
            tell(
                "--against {path}: no page in common: that run is about {there}, this one about {here}",
                path=path,
                there=there,
                here=here,
            )
        )
    return run


def _name_indices(records: Iterable[Mapping[str, Any]]) -> str:
    return ", ".join(sorted({f"{record['index']} {record['year']} ({record['language']})" for record in records}))
