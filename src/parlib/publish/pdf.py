"""PDF of Office files, made by LibreOffice: tagged, with the PDF/UA filter, so that a screen reader can read it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from parlib.files.archive import check_output, replace_file
from parlib.speech import tell

PROGRAMS = ("soffice", "libreoffice")
"""Names under which LibreOffice is looked for."""

PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
)
"""Where LibreOffice lies when it is not on the path."""

FILTERS = {
    ".pptx": "impress_pdf_Export",
    ".docx": "writer_pdf_Export",
    ".xlsx": "calc_pdf_Export",
}
"""Kind of file to LibreOffice's name for its way to PDF."""

OPTIONS = {
    "UseTaggedPDF": {"type": "boolean", "value": "true"},
    "PDFUACompliance": {"type": "boolean", "value": "true"},
    "ExportBookmarks": {"type": "boolean", "value": "true"},
}
"""Tags and PDF/UA (ISO 14289-1), as LibreOffice's filter calls them."""

SECONDS = 60
"""Time that one file may take, besides a minute for LibreOffice to start."""


class PdfError(ValueError):
    """A PDF cannot be made; the message says why and what to do."""


def find_libreoffice() -> str | None:
    """Return LibreOffice's program, or None where it is not installed.

    The environment variable ``PARLIB_LIBREOFFICE`` names another program.
    """
    named = os.environ.get("PARLIB_LIBREOFFICE")
    if named is not None:
        return named if Path(named).exists() else None
    found = next((path for name in PROGRAMS if (path := shutil.which(name))), None)
    return found or next((place for place in PLACES if Path(place).exists()), None)


def convert_to_pdf(files: Sequence[Path]) -> list[Path]:
    """Make a tagged PDF beside each Office file, by starting LibreOffice once for each kind of file.

    Parameters
    ----------
    files : sequence of pathlib.Path
        Presentations, documents or workbooks (``.pptx``, ``.docx``, ``.xlsx``).

    Returns
    -------
    list of pathlib.Path
        The PDFs, of the same names, in the order of *files*.

    Raises
    ------
    PdfError
        If LibreOffice is not installed, does not end in time or makes no PDF of a file, or a file is damaged.
    OutputError
        If a PDF cannot be written where it should go.
    """
    program = find_libreoffice()
    if program is None:
        raise PdfError(
            "PDF needs LibreOffice, which was not found: install it (libreoffice.org), or open the file in Office "
            "and save it as PDF there; the Office files themselves are written"
        )
    for file in files:
        if not zipfile.is_zipfile(file):
            # LibreOffice would take anything for a letter, and print it.
            raise PdfError(tell("{file}: is damaged, or not an Office file", file=file))
        check_output(file.with_suffix(".pdf"))
    for kind in dict.fromkeys(file.suffix.lower() for file in files):
        _convert_kind(program, kind, [file for file in files if file.suffix.lower() == kind])
    return [file.with_suffix(".pdf") for file in files]


def _convert_kind(program: str, kind: str, files: Sequence[Path]) -> None:
    if kind not in FILTERS:
        raise PdfError(
            tell(
                "{files}: no PDF is made of {value} files; known: {filters}",
                files=files[0],
                value=kind or "such",
                filters=FILTERS,
            )
        )
    with tempfile.TemporaryDirectory(prefix="parlib-pdf-") as folder:
        # Files of one name from two folders must not meet in the folder that LibreOffice writes to.
        copies = [Path(folder) / f"{number}{kind}" for number in range(len(files))]
        for file, copy in zip(files, copies, strict=True):
            shutil.copyfile(file, copy)
        said = _run_libreoffice(program, f"pdf:{FILTERS[kind]}:{json.dumps(OPTIONS)}", copies, Path(folder))
        for file, copy in zip(files, copies, strict=True):
            made = copy.with_suffix(".pdf")
            if not made.exists():
                raise PdfError(
                    tell("{file}: LibreOffice made no PDF of it{said}", file=file, said=": " + said if said else "")
                )
            replace_file(made.read_bytes(), file.with_suffix(".pdf"))


def _run_libreoffice(program: str, target: str, files: Sequence[Path], folder: Path) -> str:
    """Run LibreOffice with a profile of its own, so that one that a person has open is not disturbed."""
    profile = (folder / "profile").as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", target]
    try:
        done = subprocess.run(
            [*command, "--outdir", str(folder), *map(str, files)],
            capture_output=True,
            text=True,
            timeout=60 + SECONDS * len(files),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PdfError(
            tell(
                "{name}: LibreOffice did not end within {timeout:.0f} seconds",
                name=files[0].name,
                timeout=error.timeout,
            )
        ) from error
    except OSError as error:
        raise PdfError(
            tell("{program}: LibreOffice cannot be started: {error}", program=program, error=error)
        ) from error
    return done.stderr.strip().splitlines()[-1] if done.stderr.strip() else ""
