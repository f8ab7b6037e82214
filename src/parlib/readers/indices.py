"""What an index over the provinces is, as its description says it (``frameworks/index_ID.csv``): a property a row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from parlib.files.kept import Kept
from parlib.problems import Problem, gather_problems, stop_at_problems
from parlib.readers.csvfile import read_table
from parlib.speech import tell
from parlib.terms import OVER_PROVINCES, POPULATION, VINTAGES, Described, describe_index

PROPERTIES = {
    "short": "",
    "short_en": "",
    "also": "",
    "name_vi": "",
    "name_en": None,
    "issuer": "",
    "issuer_en": "",
    "decimals": "2",
    "unit_vi": "điểm",
    "unit_en": "points",
    "sampled": "no",
    "rank_note_vi": "",
    "rank_note_en": None,
    "tables": "wide",
    "place_head": "",
    "year_head": "",
    "component_head": "",
    "value_head": "",
    "workbooks": "",
    "complete": "yes",
    "zero_is_missing": "no",
    "lower_is_better": "no",
    "tolerance": "0.005",
    "parts_add_up": "yes",
    "issued_for_34": "no",
    "dossiers": "no",
    "merger": "",
    "merger_source_vi": "",
    "merger_source_en": None,
    "neighbour": "yes",
    "order": "100",
    "conference": "100",
}
"""What a description says, and what holds where it says nothing; None: the same as in Vietnamese."""

NEEDED = ("short", "name_vi")
"""What must be said."""

CHOICES = {
    "tables": ("wide", "long", "labelled", "ledger"),
    "workbooks": ("", "scoreboard", "survey"),
    "merger": ("", "population", "equal", "grdp"),
}
"""Properties of which one of a few words is said."""

TURNED = {
    "vi": "Số công bố càng thấp càng tốt; điểm ở đây tính từ đầu kia của thang đo (tổng hai đầu thang trừ số công bố).",
    "en": "The lower a published figure the better; points are told from the other end of the scale (the sum of both "
    "ends minus the figure).",
}
"""What is said beside the ranks of an index of which the least figure is the best."""

_YES = (
    "sampled",
    "complete",
    "zero_is_missing",
    "lower_is_better",
    "parts_add_up",
    "issued_for_34",
    "dossiers",
    "neighbour",
)
_WHOLE = {"decimals": (0, 6), "order": (0, 1000), "conference": (0, 1000)}
_WORDS = {"yes": True, "no": False, "": False}
_ID = re.compile(r"(?!index_|bridge_)[a-z][a-z0-9_]{1,29}")
TAKEN = (*VINTAGES, POPULATION, "all", "places", "frameworks", "actions", "local", "own")
"""Words that no index may have for an id."""


def name_description(index: str) -> str:
    """Return the file in raw that describes an index over the provinces.

    Examples
    --------
    >>> name_description("papi")
    'frameworks/index_papi.csv'
    """
    return f"frameworks/index_{index}.csv"


def is_id(name: str) -> bool:
    """Tell whether a word can be the id of an index.

    Examples
    --------
    >>> is_id("hdi"), is_id("HDI"), is_id("all")
    (True, False, False)
    """
    return bool(_ID.fullmatch(name)) and name not in TAKEN


def list_described(raw: Path) -> list[str]:
    """Return the ids of the indices over the provinces that a home describes."""
    found = (raw / "frameworks").glob("index_*.csv")
    return sorted(path.stem.removeprefix("index_") for path in found)


_DESCRIBED = Kept[dict[str, Described]](most=8)
"""Descriptions of homes by their contents; whoever sorts them asks whether they are the same mapping."""


def describe_indices(raw: Path) -> dict[str, Described]:
    """Return the indices over the provinces by id, as a home's raw files describe them; nobody may change it.

    Raises
    ------
    DataProblemsError
        With everything that is wrong in any description.
    """
    known = list_described(raw)
    files = [raw / name_description(index) for index in known]
    return _DESCRIBED.recall(lambda: _describe(raw, known), known, files=files)


def _describe(raw: Path, known: Sequence[str]) -> dict[str, Described]:
    problems: list[Problem] = []
    found: dict[str, Described] = {}
    for index in known:
        with gather_problems(problems):
            found[index] = describe_index(read_description(raw, index))
    stop_at_problems(problems)
    return found


def read_description(raw: Path, index: str) -> dict[str, object]:
    """Return the properties of an index over the provinces, with their kinds, as a row of the table ``indices``.

    Raises
    ------
    DataProblemsError
        For an id that cannot be one, and for a property that is not known, said twice, missing or of another kind.
    """
    file = name_description(index)
    if not is_id(index):
        hint = "Use 2 to 30 plain small letters, digits and _, a letter first, such as hdi"
        stop_at_problems([Problem(file, tell("{index!r} cannot be the id of an index", index=index), hint=hint)])
    said, problems = read_said(raw / file, file, PROPERTIES, NEEDED)
    stop_at_problems(problems + _find_odd(file, said))
    kinds = {name: _WORDS[said[name]] for name in _YES} | {name: int(said[name]) for name in _WHOLE}
    known = {"grouped": True, "similar": True, "tolerance": float(said["tolerance"])}
    if kinds["lower_is_better"]:
        said |= {
            f"rank_note_{language}": " ".join(filter(None, (said[f"rank_note_{language}"], note)))
            for language, note in TURNED.items()
        }
    return {**said, **kinds, **known, "index": index, "scope": OVER_PROVINCES}


def _find_odd(file: str, said: Mapping[str, str]) -> list[Problem]:
    """Return the properties whose value is none of those that it may have."""
    allowed = {**{name: tuple(_WORDS) for name in _YES}, **CHOICES}
    problems = [
        Problem(
            file,
            tell("{name} is {said!r}", name=name, said=said[name]),
            hint=tell("Write one of {words}", words=filter(None, words)),
        )
        for name, words in allowed.items()
        if said[name] not in words
    ]
    for name, (least, most) in _WHOLE.items():
        if not said[name].isdecimal() or not least <= int(said[name]) <= most:
            problems.append(
                Problem(
                    file,
                    tell("{name} is {said!r}", name=name, said=said[name]),
                    hint=tell("Write a number from {least} to {most}", least=least, most=most),
                )
            )
    if not re.fullmatch(r"\d+(\.\d+)?", said["tolerance"]):
        problems.append(
            Problem(
                file,
                tell("tolerance is {tolerance!r}", tolerance=said["tolerance"]),
                hint="Write a number such as 0.005",
            )
        )
    heads = {"wide": ("place_head",), "long": ("place_head", "component_head", "value_head")}.get(said["tables"], ())
    return problems + [
        Problem(file, tell("{name} is not said", name=name), hint="Write how the table calls that column")
        for name in heads
        if not said[name]
    ]


def read_said(
    path: Path, file: str, properties: Mapping[str, str | None], needed: Sequence[str]
) -> tuple[dict[str, str], list[Problem]]:
    """Return what a table of properties says, with what holds where it says nothing, and what is wrong with it."""
    table = read_table(path, ["property", "value"], file)
    table["value"] = table["value"].str.strip()
    problems = [
        Problem(
            file,
            tell("{property!r} is not a property of an index", property=row.property),
            row.row,
            hint=tell("Known: {properties}", properties=properties),
        )
        for row in table[~table["property"].isin(properties)].itertuples()
    ]
    problems += [
        Problem(file, tell("{property!r} stands twice", property=row.property), row.row, hint="Keep one row of it")
        for row in table[table["property"].duplicated()].itertuples()
    ]
    said = dict(zip(table["property"], table["value"], strict=True))
    if missing := [name for name in needed if not said.get(name)]:
        problems.append(
            Problem(file, tell("{missing} is not said", missing=missing), hint="Write it in the column value")
        )
    filled = {name: said.get(name) or default for name, default in properties.items()}
    return {
        name: str(filled[name.replace("_en", "_vi")]) if value is None else value for name, value in filled.items()
    }, problems
