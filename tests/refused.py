"""Run every command on a disk that refuses: in mounts of its own, one fork a command, its output on a cp1258 console.

    unshare --mount python tests/refused.py full|readonly all|half SOURCE DISK OUTSIDE

SOURCE holds ``home`` and ``reports``; DISK is an empty folder on which the disk is mounted; files that commands take in
lie in OUTSIDE. Each command is asked in both languages, or with *half* in one of them: the other on the other disk.
Prints a JSON list of command, language, exit code and what was said.
"""

import importlib
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

READING = {"place", "list", "check", "undo --list", "actions overdue", "serve"}
"""Commands that write nothing, and so may end well."""

SHARED = ("parlib.clean.run", "parlib.cli", "parlib.cli.report", "scipy.stats", "matplotlib.pyplot", "docx", "pptx")
SHARED += ("openpyxl", "papermill", "nbconvert", "parlib.questions.actions")
"""Modules that most commands import."""


def list_commands(disk, outside):
    """Return every command by its name, with what it is asked."""
    home, reports, out = disk / "home", disk / "reports", disk / "out"
    page = ["--index", "papi", "--province", "22"]
    paper = [*page, "--reports", reports, "--as-is", "--language", "vi", "--home", home]
    made = ["--index", "papi", "--year", "2024", "--home", home]
    return {
        "add": [outside / "dti_2023.csv", "--index", "dti", "--year", "2023", "--issuer", "x", "--yes", "--home", home],
        "undo": ["--home", home],
        "undo --list": ["--home", home],
        "new": [out / "study", "--home", home],
        "open": ["component", "--output", out / "a.ipynb", "--home", home],
        "clean": ["--home", home],
        "check": ["--home", home],
        "conference": ["--province", "22", "--index", "papi", "--output", out / "pack", "--home", home],
        "deck": [*paper, "--output", out / "a.pptx"],
        "document": [*paper, "--output", out / "a.docx"],
        "workbook": [*paper, "--output", out / "a.xlsx"],
        "slides": [*paper, "--output", out / "a.html"],
        "place": ["24", "--home", home],
        "release": ["--output", out / "release", "--home", home],
        "app": ["--shortcut", home, "--home", home],
        "report": [*page, "--output", out / "reports", "--home", home],
        "list": ["papi"],
        "site": ["--output", reports, "--as-is", "--home", home],
        "serve": ["--output", out],
        "actions write": [*page, "--year", "2024", "--output", out / "a.xlsx", "--home", home],
        "actions add": [outside / "register.xlsx", "--home", home],
        "actions overdue": ["--home", home],
        "review merge": [outside / "review-an.json", "--output", out / "review.csv", "--reports", reports],
        "simulate scoreboard": ["--home", out / "demo"],
        "simulate survey": ["--home", out / "demo", "--respondents", "2000"],
        "simulate dossiers": ["--home", out / "demo", "--rows", "100"],
        "template scoreboard": ["--year", "2025", "--output", out / "a.xlsx", "--home", home],
        "template survey": ["--year", "2025", "--output", out / "a.xlsx", "--home", home],
        "template index": ["--id", "pci", "--output", out / "pci", "--home", home],
        "template local": ["--id", "cchc_so", "--year", "2025", "--home", home],
    } | {"report again": ["report", *made, "--province", "22", "--output", reports, "--force"]}


def mount(mode, source, disk):
    """Mount the disk with copies of home and reports, and make it refuse whatever is written."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400m", "tmpfs", disk], check=True)
    for name in ("home", "reports"):
        shutil.copytree(source / name, disk / name)
    if mode == "readonly":
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        return
    (disk / "out").mkdir()
    size = sum(path.stat().st_blocks * 512 for path in disk.rglob("*") if path.is_file())
    subprocess.run(["mount", "-o", f"remount,size={size // 4096 * 4 + 64}k", disk], check=True)
    with (disk / "filler").open("wb", buffering=0) as file:
        for block in (4096, 512, 1):
            try:
                while file.write(b"0" * block):
                    pass
            except OSError:
                continue


def list_files(disk):
    return {
        str(path): (path.stat().st_size, path.stat().st_mtime_ns)
        for path in disk.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


def run(name, asked, language, outside):
    """Run one command in a process of its own; return its exit code and what it said."""
    said = outside / "said.txt"
    child = os.fork()
    if child == 0:
        target = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(target, 1)
        os.dup2(target, 2)
        sys.stdout = io.TextIOWrapper(os.fdopen(1, "wb"), encoding="cp1258", write_through=True)
        sys.stderr = io.TextIOWrapper(os.fdopen(2, "wb"), encoding="cp1258", write_through=True)
        os.environ["PARLIB_LANGUAGE"] = language
        words = [] if asked[0] == "report" else name.split()
        sys.argv = ["parlib", *words, *map(str, asked)]
        code = 0
        try:
            from parlib.cli import main

            main()
        except SystemExit as left:
            code = left.code or 0
        except BaseException:
            import traceback

            traceback.print_exc()
            code = 99
        sys.stdout.flush()
        os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return code, said.read_bytes().decode("utf-8", "backslashreplace")


def main():
    """Run every command in both languages and print what came of it."""
    (mode, many), (source, disk, outside) = sys.argv[1:3], map(Path, sys.argv[3:])
    mount(mode, source, disk)
    os.environ["PARLIB_HOME"] = str(disk / "home")
    for name in SHARED:  # imported once: every command is a fork of this process
        importlib.import_module(name)
    before, found = list_files(disk), []
    for at, (name, asked) in enumerate(list_commands(disk, outside).items()):
        for language in ("vi", "en") if many == "all" else (("vi", "en")[(at + (mode == "full")) % 2],):
            code, said = run(name, asked, language, outside)
            now = list_files(disk)
            changed = sorted(path for path in before.keys() | now.keys() if before.get(path) != now.get(path))
            found.append({"name": name, "language": language, "code": code, "said": said, "changed": changed})
            before = now
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
