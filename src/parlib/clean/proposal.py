"""A table of provinces that nobody has described yet: what each column is, and the index that is made of it."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import numpy as np
import pandas as pd

from parlib.clean.faults import MOST_LISTED
from parlib.clean.proposal_table import count_places, find_table, holds_figures
from parlib.files.slug import make_slug
from parlib.plausible import find_mixed_scales, find_odd_wholes
from parlib.problems import DataProblemsError, Problem, stop_at_problems
from parlib.province_names import NameIndex
from parlib.readers.csvfile import read_table
from parlib.readers.tables import classify_head, fold_head
from parlib.speech import tell
from parlib.terms import MERGER_YEAR, TOTAL
from parlib.tidy import is_unsure, parse_numbers

YEAR_HEADS = ("year", "nam")
COMPONENT_HEADS = ("component", "componentcode", "indicator", "chiso", "thanhphan", "chitieu")
VALUE_HEADS = ("score", "value", "diem", "giatri", "diemso")
TOTAL_HEADS = ("total", "tong", "tongdiem", "diemtong", "tongso", "chisotonghop", "overall")
"""Folded heads of columns that are known by their names."""

PART_COLUMNS = ["component", "name_vi", "name_en", "weight", "year"]
"""Columns of a table that says more of the components; only the first must be there."""

_SCALES = (1.0, 10.0, 100.0)


@dataclass(frozen=True)
class NewIndex:
    """What a person says of a new index; blank is found out, or taken for granted and said.

    Attributes
    ----------
    index, short, short_en, name_vi, name_en : str
        Its id and names.
    year : int, optional
        Year of the results, where the table has no column of years.
    minimum, maximum : float, optional
        Ends of the scale of every component and of the whole.
    lower_is_better : bool
        Whether the least figure is the best.
    vintage : str
        ``34`` where results of before 2025 are of the 34.
    unit_vi, unit_en : str
        Unit of its figures; points if not said.
    merger, merger_source : str
        How its issuer merges old provinces, and who says so.
    total : str
        Head of the column of the whole, where it does not say so itself.
    parts : pathlib.Path, optional
        A CSV table of `PART_COLUMNS`.
    """

    index: str
    short: str = ""
    short_en: str = ""
    name_vi: str = ""
    name_en: str = ""
    year: int | None = None
    minimum: float | None = None
    maximum: float | None = None
    lower_is_better: bool = False
    vintage: str = ""
    unit_vi: str = ""
    unit_en: str = ""
    merger: str = ""
    merger_source: str = ""
    total: str = ""
    parts: Path | None = None


@dataclass
class Layout:
    """Which column of a table is what.

    Attributes
    ----------
    cells : pandas.DataFrame
        ``year, place, component, text, value``, one row a figure.
    place_head, year_head, component_head, value_head : str
        Printed heads; blank where there is no such column.
    total : str
        Head of the whole; blank where it is not printed.
    said : list of str
        What was found and what was taken for granted.
    """

    cells: pd.DataFrame
    place_head: str
    year_head: str
    component_head: str
    value_head: str
    total: str = ""
    said: list[str] = field(default_factory=list)


def read_layout(path: Path, new: NewIndex, names: dict[str, NameIndex]) -> Layout:
    """Return what the columns of a table are.

    Raises
    ------
    DataProblemsError
        If no column names provinces, no year is said, or no column holds figures.
    """
    file = str(path)
    table = find_table(path, file, names)
    heads = {head: fold_head(head) for head in table.columns}
    place = max(heads, key=lambda head: count_places(table[head], names))
    year_head = _find_one(file, heads, YEAR_HEADS, tell("years"))
    component = next((head for head, folded in heads.items() if folded in COMPONENT_HEADS), "")
    value = next((head for head, folded in heads.items() if folded in VALUE_HEADS), "")
    long = bool(component and value)
    if not long:
        _refuse_unsure(file, table, heads, value, new)
    said: list[str] = [tell("Provinces: column {place!r}.", place=place)]
    if long:
        said.append(
            tell("A figure a row: components in {component!r}, figures in {head!r}.", component=component, head=value)
        )
        cells = table.rename(columns={place: "place", component: "component", value: "text"})
        cells = cells.rename(columns={year_head: "year"} if year_head else {})
    else:
        kept = [head for head in heads if head not in (place, year_head) and not classify_head(head)]
        figures = [head for head in kept if holds_figures(table[head])]
        if passed := [head for head in heads if head and head not in (place, year_head, *figures)]:
            said.append(tell("Left out, no figures of the index: {passed!r}.", passed=passed))
        keys = [place, *([year_head] if year_head else [])]
        cells = table.melt(keys, figures, var_name="component", value_name="text")
        cells = cells.rename(columns={place: "place", **({year_head: "year"} if year_head else {})})
    cells = _put_year(cells, path, new, year_head, said)
    read = [parse_numbers(own) for _, own in cells.groupby("component")["text"]]
    cells["value"] = pd.concat([one.values for one in read]) if read else np.nan
    if unsure := {label: fault for one in read for label, fault in one.faults.items() if is_unsure(fault)}:
        first = list(unsure)[:MOST_LISTED]
        raise DataProblemsError(Problem(file, unsure[label], column=cells.at[label, "component"]) for label in first)
    if cells["value"].notna().sum() == 0:
        hint = "Each component needs a column of numbers, or a row a figure with heads component and score"
        raise DataProblemsError([Problem(file, "no column holds figures", hint=hint)])
    called = {*TOTAL_HEADS, *map(fold_head, filter(None, (new.total, new.index, new.short, new.name_vi)))}
    found = {head: fold_head(head) for head in cells["component"].unique()}
    total = new.total
    if total not in found:
        total = _find_one(file, found, called, tell("the whole"), "Say which with --total")
    return Layout(cells, place, year_head, component if long else "", value if long else "", total, said)


def _find_one(
    file: str, heads: dict[str, str], wanted: Iterable[str], what: str, hint: str = "Take one of them out"
) -> str:
    """Return the one head of the folded ones that are wanted; blank where there is none."""
    found = [head for head, folded in heads.items() if folded in wanted]
    if len(found) > 1:
        message = tell("columns {found!r:and} both name {what}", found=found, what=what)
        raise DataProblemsError([Problem(file, message, hint=hint)])
    return found[0] if found else ""


def _refuse_unsure(file: str, table: pd.DataFrame, heads: dict[str, str], value: str, new: NewIndex) -> None:
    """Refuse a score beside other figures, of which nobody knows what it is of, and a column that has no head."""
    figures = [head for head in heads if head != value and parse_numbers(table[head]).values.notna().any()]
    others = [head for head in figures if heads[head] not in YEAR_HEADS and not classify_head(head)]
    if value and others and new.total != value:
        hint = tell("Add --total '{value}' if it is the whole, else call it what it is a score of", value=value)
        message = tell("column {value!r} stands beside {others}", value=value, others=others)
        raise DataProblemsError([Problem(file, message, hint=hint)])


def _put_year(cells: pd.DataFrame, path: Path, new: NewIndex, year_head: str, said: list[str]) -> pd.DataFrame:
    """Return the cells with a year: of the table's column, of what was told, or of the file's name."""
    if year_head:
        texts = cells["year"].astype(str).str.strip()
        odd = sorted(set(texts[~texts.str.fullmatch(r"(19|20)\d\d(\.0)?")]))
        hint = "Write years such as 2024 in every row"
        stop_at_problems(
            [Problem(str(path), tell("{odd!r} is no year", odd=odd[0]), column=year_head, hint=hint)] if odd else []
        )
        years = texts.str.slice(0, 4).astype(int)
        if late := [int(year) for year in (years.min(), years.max()) if not 2005 <= year <= datetime.date.today().year]:
            message = tell(
                "year {year} cannot be: results are of {first} to {last}",
                year=late[0],
                first=2005,
                last=datetime.date.today().year,
            )
            raise DataProblemsError([Problem(str(path), message, column=year_head, hint=hint)])
        said.append(
            tell(
                "Years: column {year_head!r}, {first}-{last}.",
                year_head=year_head,
                first=years.min(),
                last=years.max(),
            )
        )
        return cells.assign(year=years)
    year = find_given_year(path, new)
    if not new.year:
        said.append(tell("Year: {year}, as the file's name says.", year=year))
    return cells.assign(year=year)


def find_given_year(path: Path, new: NewIndex) -> int:
    """Return the year that was told, else the one in the file's name.

    Raises
    ------
    DataProblemsError
        If it is neither.
    """
    named = re.findall(r"(?<!\d)(20\d\d)(?!\d)", path.stem)
    year = new.year or (int(named[0]) if len(named) == 1 else None)
    if year is None:
        hint = "Add --year 2024, or a column 'year'"
        raise DataProblemsError([Problem(str(path), "it is not said of which year the figures are", hint=hint)])
    return year


@dataclass(frozen=True)
class Proposal:
    """An index made of a table: its description and its tree as CSV rows, and what was taken for granted."""

    description: list[list[str]]
    tree: list[list[str]]
    years: tuple[int, int]
    said: list[str]


def propose_index(path: Path, new: NewIndex, names: dict[str, NameIndex]) -> Proposal:
    """Return the description and the tree of a new index, as its table and a person say them.

    Raises
    ------
    DataProblemsError
        With what cannot be found out, each with one thing to do.
    """
    layout = read_layout(path, new, names)
    said, cells = layout.said, layout.cells
    low, high = _find_scale(path, new, cells["value"], said)
    parts = _read_parts(new.parts, [head for head in cells["component"].unique() if head != layout.total])
    tree = _write_tree(layout, new, parts, (low, high))
    years = int(cells["year"].min()), int(cells["year"].max())
    places = {new.vintage or ("34" if year >= MERGER_YEAR else "63") for year in cells["year"].unique()}
    vintage = min(places)
    lacking = len(names[vintage].names) - count_places(cells["place"], {vintage: names[vintage]})
    if lacking > 0:
        said.append(
            tell(
                "{lacking} of {n} provinces have no row: they have no figure.",
                lacking=lacking,
                n=len(names[vintage].names),
            )
        )
    if not layout.total and len(parts) > 1:
        how = "by the weights given" if parts["weight"].ne("").any() else "all alike (--parts has weights)"
        said.append(tell("The whole is not printed: it is the mean of the components, {how}.", how=how))
    said += _tell_odd(layout, parts)
    if new.lower_is_better:
        said.append("The least figure is the best: figures are told from the other end of the scale.")
    description = _write_description(layout, new, lacking > 0)
    return Proposal(description, tree, years, said)


def _tell_odd(layout: Layout, parts: pd.DataFrame) -> list[str]:
    """Return of which figures a reader would ask whether they are meant so."""
    cells = layout.cells.rename(columns={"component": "column"})
    cells["column"] = cells["column"].replace({layout.total: TOTAL} if layout.total else {})
    known = cells[cells["value"].notna() & (cells["column"] != TOTAL)]
    weights = {}
    for year, own in known.groupby("year"):
        shares = dict(_weigh(set(own["column"]), parts, int(year)))
        weights[int(year)] = {name: 1.0 if share is None else share for name, share in shares.items()}
    return [*find_odd_wholes(cells, weights), *find_mixed_scales(cells)]


def _find_scale(path: Path, new: NewIndex, values: pd.Series, said: list[str]) -> tuple[float, float]:
    """Return the ends of the scale: as told, else the least of the usual scales that holds every figure."""
    low = 0.0 if new.minimum is None else new.minimum
    if new.maximum is not None:
        return low, new.maximum
    largest = float(values.max())
    high = next((scale for scale in _SCALES if largest <= scale), None)
    if high is None or float(values.min()) < low:
        hint = "Say the ends of its scale: --minimum and --maximum"
        raise DataProblemsError(
            [
                Problem(
                    str(path),
                    tell("figures run from {least:g} to {largest:g}", least=values.min(), largest=largest),
                    hint=hint,
                )
            ]
        )
    said.append(
        tell(
            "Scale {low:g} to {high:g}, taken for granted (the largest figure is {largest:g}): say "
            "--minimum and --maximum if it is another.",
            low=low,
            high=high,
            largest=largest,
        )
    )
    return low, high


def _read_parts(path: Path | None, heads: Sequence[str]) -> pd.DataFrame:
    """Return what is said of components, one row a component and year (blank: every year)."""
    if path is None:
        return pd.DataFrame({"component": list(heads)}).assign(**dict.fromkeys(PART_COLUMNS[1:], ""))
    table = read_table(path, ["component"], str(path), rest=True)
    hint = tell("Components are: {heads}", heads=heads)
    problems = [
        Problem(str(path), tell("{component!r} is not in the table", component=row.component), row.row, hint=hint)
        for row in table.itertuples()
        if row.component not in heads
    ]
    problems += [
        Problem(str(path), tell("component {head!r} is not there", head=head), hint="Add a row of it")
        for head in heads
        if head not in set(table["component"])
    ]
    stop_at_problems(problems)
    missing = [name for name in PART_COLUMNS if name not in table]
    table = table.assign(**dict.fromkeys(missing, ""))
    weights = table["weight"].str.replace(",", ".")
    odd = table[~weights.str.fullmatch(r"(\d+(\.\d+)?)?")]
    sized = "Write a number such as 1.5, or leave all blank"
    stop_at_problems(
        Problem(str(path), tell("weight {weight!r} is no number", weight=row.weight), row.row, "weight", sized)
        for row in odd.itertuples()
    )
    return table.assign(weight=weights)[[*PART_COLUMNS, "row"]]


def _write_tree(layout: Layout, new: NewIndex, parts: pd.DataFrame, limits: tuple[float, float]) -> list[list[str]]:
    """Return the rows of the framework: years that have the same components and weights stand together."""
    order = [head for head in dict.fromkeys(layout.cells["component"]) if head != layout.total]
    codes = {head: str(at) for at, head in enumerate(order, 1)}
    slugs = {head: make_slug(head).replace("-", "_") for head in order}
    often = Counter([TOTAL, *slugs.values()])  # Chi phí and Chi phi are one slug
    keys = {head: slug if often[slug] == 1 else f"{slug}_{codes[head]}" for head, slug in slugs.items()}
    known = layout.cells[layout.cells["value"].notna()]
    of_year = {int(year): _weigh(set(own["component"]), parts, int(year)) for year, own in known.groupby("year")}
    runs = [list(run) for _, run in groupby(enumerate(of_year), lambda pair: (pair[1] - pair[0], of_year[pair[1]]))]
    low, high = (f"{limit:g}" for limit in limits)
    about = parts.drop_duplicates("component").set_index("component")
    rows = []
    for run in runs:
        first, last = run[0][1], run[-1][1]
        weights = dict(of_year[first])
        single = not layout.total and len(weights) == 1
        if not layout.total and None in weights.values():
            weights = dict.fromkeys(weights, 1 / len(weights))
        made = "published" if layout.total or single else "weighted"
        head = layout.total or (next(iter(weights)) if single else "")
        name = new.name_vi or new.short or new.index
        span = [str(first), str(last)]
        rows.append([TOTAL, "", TOTAL, *span, name, new.name_en or name, low, high, made, "", "", "", head])
        for part, weight in () if single else weights.items():
            name_vi, key = about.at[part, "name_vi"] or part, keys[part]
            names = [name_vi, about.at[part, "name_en"] or name_vi]
            shown = "" if weight is None else f"{weight:.12g}"
            rows.append([codes[part], TOTAL, key, *span, *names, low, high, "leaf", "", "", shown, part])
    return rows


def _weigh(there: Iterable[str], parts: pd.DataFrame, year: int) -> tuple[tuple[str, float | None], ...]:
    """Return the components of a year with their part in the whole; None where no weight is given or needed."""
    there = set(there)
    own = parts[parts["component"].isin(there) & parts["year"].isin(["", str(year)])]
    own = own.sort_values("year", ascending=False, kind="stable").drop_duplicates("component")
    own = own.set_index("component").reindex([head for head in parts["component"].unique() if head in there])
    given = pd.to_numeric(own["weight"].replace("", None))
    if given.isna().all():
        return tuple((head, None) for head in own.index)
    shares = given.fillna(0.0) / given.sum()
    return tuple(zip(own.index, shares.round(12).tolist(), strict=True))


def _write_description(layout: Layout, new: NewIndex, lacking: bool) -> list[list[str]]:
    """Return the properties that are not what holds anyway."""
    values = layout.cells["text"].astype(str).str.extract(r"[.,](\d+)\s*%?\s*$")[0].str.len()
    decimals = int(min(4, max(2, values.max() if values.notna().any() else 2)))
    name = new.name_vi or new.short or new.index
    said = {
        "short": new.short or new.index.upper().replace("_", " "),
        "short_en": new.short_en,
        "name_vi": name,
        "name_en": new.name_en,
        "decimals": str(decimals),
        "unit_vi": new.unit_vi,
        "unit_en": new.unit_en,
        "tables": "long" if layout.component_head else "wide",
        "place_head": layout.place_head,
        "year_head": layout.year_head,
        "component_head": layout.component_head,
        "value_head": layout.value_head,
        "complete": "no" if lacking else "yes",
        "lower_is_better": "yes" if new.lower_is_better else "",
        "issued_for_34": "yes" if new.vintage == "34" else "",
        "merger": new.merger,
        "merger_source_vi": new.merger_source,
        "tolerance": f"{5 * 10 ** -(decimals + 1):.{decimals + 1}f}",
    }
    return [[name, value] for name, value in said.items() if value]
