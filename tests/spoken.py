"""Every sentence that the program can say, found in its code and in the help of its commands."""

import ast
import re

import typer
from places_here import ROOT

from parlib.cli import app
from parlib.cli.help import list_paragraphs

SOURCE = ROOT / "src" / "parlib"

ROOMS = [
    *(
        "cli",
        "clean",
        "readers",
        "runs",
        "files",
        "living",
        "site",
        "changes",
        "forms",
        "simulate",
        "results",
        "publish",
        "speech",
    ),
    *("bridges.py", "checks.py", "framework.py", "home.py", "front.py", "indices.py", "merger.py", "places.py"),
    *(
        "plausible.py",
        "problems.py",
        "province_names.py",
        "ready.py",
        "remedies.py",
        "scores.py",
        "store.py",
        "subject.py",
        "survey.py",
        "terms.py",
    ),
    *("tidy.py", "workspace.py"),
]
"""Rooms that speak to the person at the terminal; what only researchers meet, in Python, stays English."""

CALLS = {"Problem", "refuse", "problem", "_add_problem", "step", "confirm", "tell", "say", "status", "update"}
NAMES = {"message", "hint", "what", "why", "reason", "fault", "told", "notes", "reasons"}

OF_ROWS = {"list_problems": set(), "_list_odd": {"figure"}}
"""What makes a problem a row: its message is the second argument, and its fields are these and the columns named."""


def list_modules():
    return [path for room in ROOMS for path in (sorted((SOURCE / room).rglob("*.py")) or [SOURCE / room])]


def find_name(call):
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def list_places(tree):
    """Yield the expressions of a module that are messages: arguments of what shows or raises them, and their names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = find_name(node)
            if name in ("tell", "say"):
                yield from node.args[:1]
            elif name in OF_ROWS:
                yield from [*node.args[1:2], *(word.value for word in node.keywords)]
            elif name in CALLS or name.endswith("Error") or (name == "print" and hasattr(node.func, "attr")):
                yield from [*node.args, *(word.value for word in node.keywords)]
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id in NAMES:
            yield node.value
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
            pairs = zip(node.targets[0].elts, getattr(node.value, "elts", []), strict=False)
            yield from (value for target, value in pairs if getattr(target, "id", "") in NAMES)


def list_arms(node):
    """Yield what an expression may come out as."""
    if isinstance(node, ast.IfExp):
        yield from [*list_arms(node.body), *list_arms(node.orelse)]
    elif isinstance(node, ast.BoolOp):
        yield from (arm for value in node.values for arm in list_arms(value))
    else:
        yield node


def has_words(text):
    """Tell whether a text is a sentence or a piece of one: two words, or one beside a field."""
    plain = re.sub(r"\{[^}]*\}", "", text)
    return bool(re.search(r"[^\W\d_]{2}.*\s|\s.*[^\W\d_]{2}", plain)) and not text.startswith("<")


def list_sentences():
    """Return every sentence in the code, with where it stands."""
    found = {}
    for path in list_modules():
        for place in list_places(ast.parse(path.read_text(encoding="utf-8"))):
            for arm in list_arms(place):
                if isinstance(arm, ast.Constant) and isinstance(arm.value, str) and has_words(arm.value):
                    found.setdefault(arm.value, f"{path.relative_to(SOURCE)}:{arm.lineno}")
    for place, texts, _ in list_calls(list_modules()):  # these are found by whatever name they were given first
        for text in filter(has_words, texts):
            found.setdefault(text, place)
    return found


def list_formatted():
    """Return the places where a sentence is put together by the code, so that nobody can translate it."""
    return [
        f"{path.relative_to(SOURCE)}:{arm.lineno}"
        for path in list_modules()
        for place in list_places(ast.parse(path.read_text(encoding="utf-8")))
        for arm in list_arms(place)
        if isinstance(arm, ast.JoinedStr | ast.BinOp) and has_words("".join(list_words(arm)))
    ]


def list_words(node):
    return [part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)]


def list_helps():
    """Return every paragraph of help, with its command."""
    found, waiting = {}, [("parlib", typer.main.get_command(app))]
    while waiting:
        name, command = waiting.pop()
        waiting += [(f"{name} {below}", one) for below, one in getattr(command, "commands", {}).items()]
        for text in list_paragraphs(command.help or ""):
            found.setdefault(text, name)
        for text in (command.epilog, *(getattr(one, "help", None) for one in command.params)):
            if text:
                found.setdefault(text, name)
    return found


def list_calls(modules=None):
    """Yield every message with fields: where it stands, what its template may be, and the fields it is given."""
    for path in sorted(SOURCE.rglob("*.py")) if modules is None else modules:
        for scope in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(scope, ast.FunctionDef):
                continue
            known = dict(_list_assigned(scope))
            for call in ast.walk(scope):
                if isinstance(call, ast.Call) and find_name(call) in ("tell", *OF_ROWS) and call.args:
                    extra = OF_ROWS.get(find_name(call))
                    message = call.args[0 if extra is None else 1]
                    template = known.get(getattr(message, "id", ""), message)
                    texts = [arm.value for arm in list_arms(template) if isinstance(arm, ast.Constant)]
                    given = {word.arg for word in call.keywords}
                    given = given if extra is None else {*extra, *(name.value for name in call.args[2:])}
                    yield f"{path.relative_to(SOURCE)}:{call.lineno}", texts, given


def _list_assigned(scope):
    """Yield the names of a function that are assigned once, with their values."""
    found = {}
    for node in ast.walk(scope):
        if isinstance(node, ast.Assign):
            target, value = node.targets[0], node.value
            many = isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple)
            for one, what in zip(target.elts, value.elts, strict=False) if many else [(target, value)]:
                found.setdefault(getattr(one, "id", ""), []).append(what)
    yield from ((name, values[0]) for name, values in found.items() if name and len(values) == 1)


TYPED = re.compile(
    r"\{[^}]*\}|'[^']*'|“[^”]*”|--[\w-]+|<\w+>|\b[A-Z0-9_]{2,}\b|[\w*-]*[./_=*:](?=\w)[\w*./_=:-]*|\bparlib( [a-z]+)*"
    r"|\([A-Z][a-z]+[^()]*\)|, chọn File, Save As|\w+(?= \([^)]+\))|(?<=\()\w+(?=\))|data/|notebooks/"
)
"""What stands in a sentence as it is typed or clicked: names of files, options, commands, columns, menus."""


ALLOWED = """
    programs and formats: croissant dask docx excel frictionless jupyter jupyterlab lab libreoffice office parquet
    programs: powerpoint pyreveal python word zip
    commands and keys: add cd clean ctrl esc install http pip tcp
    units and addresses: byte id kb
    values, columns and names of parts that a person types: accountability all annex clean compare component decks demo
    commend en frameworks hdi national notebooks onestop papers papi places property province relation score sheet short
    slides subtitle summary template text title tolerance units value vi vintage weight year
    syllables of Vietnamese: an do giang in nam ninh quan so tra
"""
"""Words that may stand in both languages."""


def list_english(language):
    """Return the English words that stand in the Vietnamese of sentences as words, with one sentence each."""
    allowed = {word for line in ALLOWED.strip().splitlines() for word in line.rpartition(":")[2].split()}
    english = {word for text in language for word in re.findall(r"[a-z]{2,}", TYPED.sub(" ", text).lower())}
    found = {}
    for text in language.values():
        for word in re.findall(r"[^\W\d_]{2,}", TYPED.sub(" ", text)):
            if word.isascii() and word.lower() in english - allowed:
                found.setdefault(word.lower(), text)
    return found
