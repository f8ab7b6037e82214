"""An index among one vintage of provinces: scores, ranks, means and what may be compared, computed from `raw`."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import pandas as pd

from .raw import SMALL, TABLES, Raw

EQUAL_MERGED = ("dti",)
"""Indices whose issuer takes the plain mean of merged provinces: of others no rule is known, and population is assumed."""


class Field:
    """Scores of an index by year, component code and place code."""

    def __init__(self, raw: Raw, index: str, vintage: str) -> None:
        self.raw, self.index, self.vintage = raw, index, vintage
        self.kept: dict[tuple, object] = {}
        self.places = raw.places[vintage]
        self.back_cast = vintage != TABLES[index]
        cells = raw.cells[index]
        self.tree_rows = raw.trees[index]
        self.printed_years = set(cells.loc[cells["printed"], "year"]) if len(cells) else set()
        if len(cells):
            wide = {
                year: rows.pivot_table(index="place", columns="code", values="score", dropna=False)
                for year, rows in cells.groupby("year")
            }
        else:
            wide = {}
        self.old = wide
        self.tables = {year: self._merge(year, table) for year, table in wide.items()} if self.back_cast else wide
        self.years = sorted(self.tables)
        self._trees = {
            year: rows.set_index("component_code", drop=False) for year, rows in self.tree_rows.groupby("year")
        }
        self._rows = {(row["year"], row["component_code"]): row for row in self.tree_rows.to_dict("records")}
        self._codes = {(row["component_key"], row["year"]): row["component_code"] for row in self._rows.values()}
        self._parts: dict[tuple[int, str], list[str]] = {}
        for (year, code), row in self._rows.items():
            if row["combine"] != "beside":
                self._parts.setdefault((year, row["parent_code"]), []).append(code)
        self._scores = {(year, code): table[code].dropna() for year, table in self.tables.items() for code in table}
        self._ranks: dict[tuple[int, str], pd.Series] = {}

    # what there is -------------------------------------------------------------------------------------------------

    def tree(self, year: int) -> pd.DataFrame:
        return (
            self._trees[year]
            if year in self._trees
            else self.tree_rows.iloc[:0].set_index("component_code", drop=False)
        )

    def row(self, year: int, code: str) -> dict | None:
        return self._rows.get((year, code))

    def maximum(self, year: int, code: str) -> float:
        row = self.row(year, code)
        return np.nan if row is None else float(row["max_score"])

    def weight(self, year: int, code: str) -> float:
        """Return the weight of a part in a whole that is a weighted sum; 1 where parts are added as they are."""
        row = self.row(year, code)
        return 1.0 if row is None or np.isnan(row["weight"]) else float(row["weight"])

    def minimum(self, year: int, code: str) -> float:
        row = self.row(year, code)
        return np.nan if row is None else float(row["min_score"])

    def parts(self, year: int, code: str) -> list[str]:
        """Return the parts directly below; a component without parts is its own."""
        return self._parts.get((year, code)) or [code]

    def leaves(self, year: int, code: str = "total") -> list[str]:
        below = self._parts.get((year, code), [])
        return [leaf for part in below for leaf in self.leaves(year, part)] if below else [code]

    def find_part(self, year: int, name: str, language: str) -> list[str]:
        """Return the codes that a name means in a year's tree (a code before it is taken off)."""
        tree = self.tree(year)
        return list(tree.index[(tree[f"name_{language}"] == name)])

    def code_of(self, key: str, year: int) -> str | None:
        return self._codes.get((key, year))

    # scores --------------------------------------------------------------------------------------------------------

    def scores(self, year: int, code: str) -> pd.Series:
        found = self._scores.get((year, code))
        return pd.Series(dtype=float) if found is None else found

    def score(self, year: int, code: str, place: str | None) -> float:
        return float(self.scores(year, code).get(place, np.nan))

    def printed(self, year: int) -> bool:
        return year in self.printed_years

    def coverage(self, year: int, code: str) -> float:
        """Return the share of places with a score."""
        return len(self.scores(year, code)) / len(self.places.vi)

    @cached_property
    def _printed_ranks(self) -> dict[tuple, tuple[float, float]]:
        cells = self.raw.cells[self.index]
        if "rank" not in cells:
            return {}
        known = cells.dropna(subset="rank")
        return dict(
            zip(
                zip(known["year"], known["code"], known["place"], strict=True),
                zip(known["rank"], known["n"], strict=True),
                strict=True,
            )
        )

    def rank(self, year: int, code: str, place: str | None) -> float:
        if self.printed(year):
            return self._read_rank(year, code, place)[0]
        return float(self.ranks(year, code).get(place, np.nan))

    def _read_rank(self, year: int, code: str, place: str | None) -> tuple[float, float]:
        """Return a rank as it was printed, and of how many; told for the 34, one that was not merged keeps its own."""
        if self.back_cast:
            holder = self.raw.places["63"].holder
            old = [each for each, new in holder.items() if new == place]
            place = old[0] if len(old) == 1 else None
        rank, n = self._printed_ranks.get((year, code, place), (np.nan, np.nan))
        return float(rank), float(n)

    def ranks(self, year: int, code: str) -> pd.Series:
        """Return the rank of every place of a whole table; equal scores share the better one."""
        if (year, code) not in self._ranks:
            scores = self.scores(year, code)
            values = scores.to_numpy()
            self._ranks[year, code] = pd.Series(
                1.0 + (values[None, :] > values[:, None] + SMALL).sum(axis=1), scores.index
            )
        return self._ranks[year, code]

    def n_ranked(self, year: int, code: str, place: str | None = None) -> float:
        if self.printed(year):
            return self._read_rank(year, code, place)[1]
        return float(len(self.scores(year, code)))

    def tied(self, year: int, code: str, place: str) -> int:
        own = self.score(year, code, place)
        return (
            0 if np.isnan(own) or self.printed(year) else int((abs(self.scores(year, code) - own) <= SMALL).sum()) - 1
        )

    def whole(self, year: int, code: str) -> bool:
        return not self.printed(year) and len(self.scores(year, code)) > 0

    # the country ---------------------------------------------------------------------------------------------------

    def mean(self, year: int, code: str) -> float:
        if self.whole(year, code):
            return float(self.scores(year, code).mean())
        facts = self.raw.facts
        rows = facts[
            (facts["index"] == self.index)
            & (facts["year"] == year)
            & (facts["component"] == code)
            & (facts["measure"] == "national mean")
            & (facts["place_code"] == "VN")
        ]
        return float(rows["value"].iloc[0]) if len(rows) else np.nan

    def quantile(self, year: int, code: str, share: float) -> float:
        return float(np.quantile(self.scores(year, code), share)) if self.whole(year, code) else np.nan

    def best(self, year: int, code: str) -> tuple[float, set[str]]:
        """Return the best score and who has it; from a ledger, of the province printed first."""
        scores = self.scores(year, code)
        if self.printed(year):
            first = [place for place in scores.index if self.rank(year, code, place) == 1]
            return (float(scores[first].max()), set(first)) if first else (np.nan, set())
        if scores.empty:
            return np.nan, set()
        return float(scores.max()), set(scores.index[scores >= scores.max() - SMALL])

    def region_mean(self, year: int, code: str, region: str) -> float:
        if self.whole(year, code):
            scores = self.scores(year, code)
            own = scores[[self.places.region.get(place) == region for place in scores.index]]
            return float(own.mean()) if len(own) else np.nan
        facts = self.raw.facts
        rows = facts[
            (facts["index"] == self.index)
            & (facts["year"] == year)
            & (facts["component"] == code)
            & (facts["measure"] == "regional mean")
            & (facts["place_code"] == f"R{region}")
        ]
        return float(rows["value"].iloc[0]) if len(rows) else np.nan

    # over the years ------------------------------------------------------------------------------------------------

    def run(self, year: int, code: str) -> tuple[str, int] | None:
        row = self.row(year, code)
        return None if row is None else (row["component_key"], int(row["run"]))

    def changes(self, year: int, code: str, before: int) -> pd.Series:
        """Return every place's change on an earlier year that may be compared; empty where it may not."""
        own = self.run(year, code)
        then = self.code_of(own[0], before) if own else None
        if then is None or self.run(before, then) != own:
            return pd.Series(dtype=float)
        return (self.scores(year, code) - self.scores(before, then)).dropna()

    def comparable(self, year: int, code: str) -> list[tuple[int, str]]:
        """Return the years up to *year* that may be compared with it, each with the component's code then."""
        own, found = self.run(year, code), []
        for at in (at for at in self.years if at <= year):
            then = self.code_of(own[0], at) if own else None
            if then is not None and self.run(at, then) == own:
                found.append((at, then))
        return found

    def path(self, year: int, code: str, place: str) -> pd.Series:
        """Return the known scores of a place over the comparable years."""
        found = {at: self.score(at, then, place) for at, then in self.comparable(year, code)}
        return pd.Series(found, dtype=float).dropna()

    def before(self, year: int, code: str, place: str, at: int, what: str = "score") -> float:
        """Return a figure of an earlier year if it may be compared; ranks need only the same lasting key."""
        key = self.run(year, code)
        then = self.code_of(key[0], at) if key else None
        if then is None:
            return np.nan
        if what == "rank":
            return self.rank(at, then, place)
        return self.score(at, then, place) if self.run(at, then) == key else np.nan

    # merged provinces ----------------------------------------------------------------------------------------------

    def weights(self, year: int, how: str) -> pd.Series:
        """Return the weight of each old province in its new one."""
        facts, places = self.raw.covariates, self.raw.places["63"]
        near = min(facts["year"].unique(), key=lambda at: (abs(at - year), at))
        now = facts[facts["year"] == near].set_index("place")
        size = {
            "population": now["population"],
            "grdp": now["population"] * now["grdp"],
            "equal": now["population"] * 0 + 1,
        }[how]
        return size / size.groupby(size.index.map(places.holder)).transform("sum")

    @property
    def central(self) -> str:
        return "equal" if self.index in EQUAL_MERGED else "population"

    @property
    def weightings(self) -> tuple[str, ...]:
        """Return the ways to weight merged provinces: the issuer's alone where it is known."""
        return ("equal",) if self.index in EQUAL_MERGED else ("population", "equal", "grdp")

    def _merge(self, year: int, table: pd.DataFrame, how: str = "") -> pd.DataFrame:
        weights = self.weights(year, how or self.central)
        holder = pd.Series(self.raw.places["63"].holder)
        table = table.reindex(holder.index)
        sums = table.mul(weights.reindex(holder.index), axis=0).groupby(holder).sum()
        return sums.where(table.notna().groupby(holder).all())

    def merged(self, year: int, code: str, place: str, how: str) -> float:
        """Return the back-cast score of a new province under one weighting."""
        return (
            float(self._merge(year, self.old[year], how).at[place, code]) if code in self.old.get(year, ()) else np.nan
        )
