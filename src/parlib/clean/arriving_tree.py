"""The framework of a year as a scoreboard that has arrived brings it: proposed, compared with the year before, kept."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field

import pandas as pd

from parlib.clean.reference import Reference
from parlib.clean.registers import list_strangers
from parlib.problems import Problem
from parlib.province_names import fold_name
from parlib.readers.action_book import read_starter_agencies
from parlib.readers.reference import YEAR_TREE_COLUMNS
from parlib.readers.tree import find_tree
from parlib.readers.workbook import Sheet
from parlib.speech import tell
from parlib.terms import NATIONAL, TOTAL, find_vintage

WHOLE = 100
"""Points of a national index as a whole."""


@dataclass(frozen=True)
class ProposedTree:
    """A tree that stands in a workbook and is not yet the framework of the year.

    Attributes
    ----------
    table : pandas.DataFrame
        Columns `YEAR_TREE_COLUMNS`, all text.
    before : pandas.DataFrame
        The components of the newest year before that has as deep a tree; empty where there is none.
    usual : pandas.DataFrame or None
        Agencies and their other names, where the home has such a list.
    """

    table: pd.DataFrame
    before: pd.DataFrame = field(default_factory=pd.DataFrame)
    usual: pd.DataFrame | None = None

    def list_strangers(self) -> list[str]:
        """Return the agencies in charge that nothing is known of; they are taken as they are written."""
        return [] if self.usual is None else list_strangers(self.table["agency"], self.usual)

    def count_levels(self) -> tuple[int, int, int]:
        """Return how many fields, criteria and sub-criteria there are."""
        depth = self.table.loc[self.table["component_code"] != TOTAL, "component_code"].str.count(r"\.")
        fields, criteria, parts = (int((depth == level).sum()) for level in range(3))
        return fields, criteria, parts

    def list_changes(self) -> list[str]:
        """Return what differs from the tree before, one line a component."""
        if self.before.empty:
            return []
        old, new = self.before.set_index("component_code"), self.table.set_index("component_code")
        lines: list[str] = [
            tell("{code} {name}: no longer there", code=code, name=old.at[code, "name_vi"])
            for code in old.index.difference(new.index, False)
        ]
        for code, row in new.drop(index=TOTAL, errors="ignore").iterrows():
            if code not in old.index:
                lines.append(tell("{code} {name_vi}: new", code=code, name_vi=row["name_vi"]))
                continue
            if fold_name(row["name_vi"]) != fold_name(old.at[code, "name_vi"]):
                lines.append(
                    tell(
                        "{code} {name_vi}: was {before!r}",
                        code=code,
                        name_vi=row["name_vi"],
                        before=old.at[code, "name_vi"],
                    )
                )
            most, was = float(row["max_score"] or "nan"), old.at[code, "max_score"]
            if pd.notna(most) and pd.notna(was) and abs(most - was) > 1e-9:
                lines.append(
                    tell(
                        "{code} {name_vi}: maximum {was:g} becomes {most:g}",
                        code=code,
                        name_vi=row["name_vi"],
                        was=was,
                        most=most,
                    )
                )
        return lines

    def write(self) -> str:
        """Return the tree as the CSV text of a framework of one year."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow([*YEAR_TREE_COLUMNS, "note"])
        writer.writerows([*row, ""] for row in self.table[YEAR_TREE_COLUMNS].itertuples(index=False))
        return text.getvalue()


def propose_tree(sheets: list[Sheet], index: str, year: int, known: Reference, again: bool) -> ProposedTree | None:
    """Return the tree of a workbook where the framework of the year does not hold it yet; else None.

    Parameters
    ----------
    again : bool
        True proposes it though the year has a framework that names every component.
    """
    found = find_tree(sheets) if index in NATIONAL else None
    if found is None or found["name_vi"].map(known.names[find_vintage(index, year)].knows).sum() > 1:
        return None  # numbers of places in regions (I, 1, 2, II, 1 ...) are no codes
    trees = known.components[known.components["index"] == index]
    own = trees[trees["year"] == year]
    lacking = set(found["component_code"]) - set(own["component_code"])
    has_deep = own["component_code"].str.contains(".", regex=False).any()
    if not again and (has_deep or not lacking):
        return None
    earlier = trees[trees["component_code"].str.contains(".", regex=False) & (trees["year"] < year)]
    before = trees[trees["year"] == earlier["year"].max()] if len(earlier) else pd.DataFrame()
    there = (known.raw / "frameworks" / "agencies.csv").exists()
    usual = read_starter_agencies(known.raw) if there else None
    return ProposedTree(_call_as_before(found, trees, before if len(before) else own), before, usual)


def _call_as_before(found: pd.DataFrame, trees: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Return the tree with the spelling of names that were there before: an office writes its fields in capitals."""
    names = {fold_name(name): name for name in trees["name_vi"]}
    whole = before.loc[before["component_code"] == TOTAL, "name_vi"]
    name = found["name_vi"].map(lambda text: names.get(fold_name(text), text))
    name = name.where(found["component_code"] != TOTAL, whole.iloc[0] if len(whole) else "Tổng điểm")
    return found.assign(name_vi=name)


def check_tree(proposed: ProposedTree, file: str, index: str) -> list[Problem]:
    """Return what is wrong with a proposed tree beyond its sums, which every framework is checked for."""
    table, problems = proposed.table, []
    total = table.loc[table["component_code"] == TOTAL, "max_score"]
    if len(total) and total.iloc[0] and abs(float(total.iloc[0]) - WHOLE) > 1e-9:
        message = tell(
            "the whole has {total:g} points, {index} has {whole}", total=total.iloc[0], index=index, whole=WHOLE
        )
        problems.append(Problem(file, message, hint="Is a field missing, or a maximum wrong?"))
    parents = set(table["component_code"])
    for row in table.itertuples():
        if row.parent_code and row.parent_code not in parents and row.parent_code != TOTAL:
            problems.append(
                Problem(
                    file,
                    tell(
                        "component {component_code} has no component {parent_code} above it",
                        component_code=row.component_code,
                        parent_code=row.parent_code,
                    ),
                )
            )
    return problems
