"""Readers of data/raw of their own: pandas and numpy only, nothing of the program that is audited."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

SMALL = 1e-9
TABLES = {"papi": "63", "dti": "63", "service_766": "34", "par_index": "63", "sipas": "63", "pci": "63"}
TIERS = ("issuer", "government", "state_agency", "provincial_portal", "compiled", "reprint", "press", "mirror")


@cache
def fold(name: str) -> str:
    """Return a name without accents, capitals and signs."""
    text = unicodedata.normalize("NFD", str(name).replace("Đ", "D").replace("đ", "d"))
    return re.sub(r"[^a-z0-9]", "", "".join(sign for sign in text.lower() if not unicodedata.combining(sign)))


def strip_accents(name: str) -> str:
    text = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    return "".join(sign for sign in text if not unicodedata.combining(sign))


@dataclass
class Places:
    """The provinces of one vintage by code, with every name they may have on a page."""

    vi: dict[str, str]
    en: dict[str, str]
    region: dict[str, str]
    regions: dict[str, tuple[str, str]]
    holder: dict[str, str] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)

    def find(self, name: str) -> str | None:
        """Return the code that a name means, or None."""
        plain = re.sub(r"^(tỉnh|thành phố|TP\.?)\s+|\s+(City|Province)$", "", name.strip(), flags=re.IGNORECASE)
        return self.known.get(fold(plain)) or self.known.get(fold(name))

    def find_region(self, name: str) -> str | None:
        wanted = fold(re.sub(r"^(vùng|the)\s+", "", name.strip(), flags=re.IGNORECASE))
        wanted = wanted.replace("trungdumien", "trungduvamien")
        return next((code for code, names in self.regions.items() if wanted in {fold(each) for each in names}), None)


@dataclass
class Raw:
    """All of data/raw that pages speak of."""

    home: Path
    places: dict[str, Places]
    trees: dict[str, pd.DataFrame]
    cells: dict[str, pd.DataFrame]
    """Index to its cells: year, code, place, score (and rank, n where printed), vintage, printed."""
    facts: pd.DataFrame
    """Printed facts of the ledgers, the chosen one of each first."""
    covariates: pd.DataFrame
    """Year, place (of the 63), population, urban, grdp."""
    bridges: dict[str, pd.DataFrame]
    cuts: dict[str, set[tuple[int, str]]] = field(default_factory=dict)
    """Index to the years and components at which the instrument broke."""


def read_raw(home: Path) -> Raw:
    """Read everything once."""
    raw = Path(home)
    places = {vintage: _read_places(raw, vintage) for vintage in ("63", "34")}
    cuts = _read_cuts(raw / "frameworks" / "breaks.csv")
    trees = {
        path.stem: _read_tree(path, cuts.get(path.stem, set()))
        for path in (raw / "frameworks").glob("*.csv")
        if path.stem in TABLES
    }
    facts = _read_facts(raw, places)
    cells = {}
    for index in trees:
        tables = [_read_table(index, path, places) for path in sorted((raw / index).glob(f"{index}_????.csv"))]
        known = pd.concat(tables, ignore_index=True) if tables else _pick_scores(facts, index)
        cells[index] = known if known.empty else _add_sums(known, trees[index])
    bridges = {
        path.stem.removeprefix("bridge_"): pd.read_csv(path) for path in (raw / "frameworks").glob("bridge_*.csv")
    }
    return Raw(raw, places, trees, cells, facts, _read_covariates(raw, places["63"]), bridges, cuts)


def _read_places(raw: Path, vintage: str) -> Places:
    table = pd.read_csv(raw / "places" / f"provinces_{vintage}.csv", dtype=str)
    vi = dict(zip(table["code"], table["name_vi"], strict=True))
    en = dict(
        zip(
            table["code"], table["name_en"] if "name_en" in table else map(strip_accents, table["name_vi"]), strict=True
        )
    )
    regions = table if "region_code" in table else pd.read_csv(raw / "places" / "regions_34.csv", dtype=str)
    names: dict[str, tuple[str, ...]] = {}
    for row in regions.itertuples():
        english = getattr(row, "region_en", None) or REGIONS_63.get(fold(row.region_vi), row.region_vi)
        names[row.region_code] = (row.region_vi, english)
    aliases = pd.read_csv(raw / "places" / "aliases.csv", dtype=str)
    known = {
        fold(alias): code for alias, code in aliases.loc[aliases["vintage"] == vintage, ["alias", "code"]].to_numpy()
    }
    known |= {fold(name): code for code, name in [*en.items(), *vi.items()]}
    known |= {fold(name).removeprefix("tp"): code for code, name in vi.items() if name.startswith("TP")}
    holder = dict(zip(table["code"], table["successor_code"], strict=True)) if "successor_code" in table else {}
    return Places(vi, en, dict(zip(regions["code"], regions["region_code"], strict=True)), names, holder, known)


REGIONS_63 = {
    fold(vi): en
    for vi, en in {
        "Trung du và miền núi phía Bắc": "Northern Midlands and Mountains",
        "Đồng bằng sông Hồng": "Red River Delta",
        "Bắc Trung Bộ và duyên hải miền Trung": "North Central and Central Coast",
        "Tây Nguyên": "Central Highlands",
        "Đông Nam Bộ": "Southeast",
        "Đồng bằng sông Cửu Long": "Mekong River Delta",
    }.items()
}


def _read_tree(path: Path, cuts: set[tuple[int, str]]) -> pd.DataFrame:
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    rows = []
    for row in table.to_dict("records"):
        rows += [row | {"year": year} for year in range(int(row["year_from"]), int(row["year_to"]) + 1)]
    tree = pd.DataFrame(rows)
    siblings = tree.groupby(["year", "parent_code"])["component_code"].transform("count")
    tree["weight"] = [float(text) if text else np.nan for text in tree["weight"]] if "weight" in tree else np.nan
    for name in ("min_score", "max_score"):
        tree[name] = [_read_limit(text, n) for text, n in zip(tree[name], siblings, strict=True)]
    return _sign_series(tree, cuts)


def _read_cuts(path: Path) -> dict[str, set[tuple[int, str]]]:
    """Return by index the years and components before which scores may not be compared: the instrument broke."""
    if not path.exists():
        return {}
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    table = table[table["decision"].isin(["break", "undecided"])]
    return {
        index: set(zip(rows["year"].astype(int), rows["component_key"], strict=True))
        for index, rows in table.groupby("index")
    }


def _read_limit(text: str, n: int) -> float:
    if not text:
        return np.nan
    return float(text.removesuffix("/n")) / n if text.endswith("/n") else float(text)


def _sign_series(tree: pd.DataFrame, cuts: set[tuple[int, str]]) -> pd.DataFrame:
    """Add a signature: the same as long as a component may be compared (same key, scale and parts, or as reviewed)."""
    signatures: dict[tuple[int, str], str] = {}
    for (year,), rows in tree.groupby(["year"]):
        at = rows.set_index("component_code")

        records = {row["component_code"]: row for row in at.reset_index().to_dict("records")}

        def sign(code: str, records: dict = records, year: int = year) -> str:
            parts = sorted(sign(part, records, year) for part, row in records.items() if row["parent_code"] == code)
            row = records[code]
            text = (
                row["series"] or f"{row['component_key']}:{row['min_score']:g}:{row['max_score']:g}({'+'.join(parts)})"
            )
            signatures[year, code] = text
            return text

        for code in at.index[at["parent_code"] == ""]:
            sign(code)
    tree = tree.astype({name: object for name in tree.columns if tree[name].dtype not in (float, int)})
    tree = tree.assign(signature=[signatures[key] for key in zip(tree["year"], tree["component_code"], strict=True)])
    tree = tree.sort_values(["component_key", "year"], kind="stable")
    by_key = tree.groupby("component_key")
    new = (by_key["signature"].shift() != tree["signature"]) | (by_key["year"].diff() > 1)
    new |= np.array([cell in cuts for cell in zip(tree["year"], tree["component_key"], strict=True)])
    return tree.assign(run=new.groupby(tree["component_key"]).cumsum()).sort_values(
        "year", kind="stable", ignore_index=True
    )


def _read_number(text: object) -> float:
    text = str(text).strip().removesuffix("%")
    if re.fullmatch(r"-?[\d.]*,\d+", text):
        text = text.replace(".", "").replace(",", ".")
    try:
        return float(text)
    except ValueError:
        return np.nan


def _find_code(label: str) -> str | None:
    found = re.match(r"\s*(?:(?:Dimension|Chỉ số nội dung)\s*(\d+)\s*:|(\d+\.\d+)\.?\s)", str(label))
    return (found.group(1) or found.group(2)) if found else None


def _read_table(index: str, path: Path, places: dict[str, Places]) -> pd.DataFrame:
    year, known = int(path.stem[-4:]), places[TABLES[index]]
    grid = pd.read_csv(path, header=None, dtype=str, keep_default_na=False)
    if index == "papi":
        rows = _read_papi(grid)
    else:
        heads = [str(head).strip() for head in grid.iloc[0]]
        rows = [(row[0], heads[at], row[at]) for row in grid.iloc[1:].to_numpy() for at in range(1, len(heads))]
    table = pd.DataFrame(rows, columns=["name", "label", "text"])
    table["place"] = [known.find(re.sub(r"^UBND\s+", "", name.strip())) for name in table["name"]]
    table = table.dropna(subset="place").assign(year=year, vintage=TABLES[index], printed=False)
    table["score"] = table["text"].map(_read_number)
    if index == "papi":
        table["code"] = table["label"].map(_find_code)
        table["score"] = table["score"].where(table["score"] != 0)
        table = table[table["code"].str.contains(".", regex=False, na=False)]
    return table[["year", "vintage", "code" if "code" in table else "label", "place", "score", "printed"]].rename(
        columns={"label": "code"}
    )


def _read_papi(grid: pd.DataFrame) -> list[tuple[str, str, str]]:
    values = grid.to_numpy()
    if sum(_find_code(cell) is not None for cell in values[0]) >= 2:
        return [(row[0], values[0][at], row[at]) for row in values[1:] for at in range(1, len(row))]
    first = next(at for at, row in enumerate(values) if _find_code(row[0]))
    names = values[first - 1]
    return [
        (names[at], row[0], row[at])
        for row in values[first:]
        if _find_code(row[0])
        for at in range(1, len(row))
        if names[at].strip()
    ]


def _add_sums(cells: pd.DataFrame, tree: pd.DataFrame) -> pd.DataFrame:
    """Name columns by code where a table is headed by names, and add parents that are sums of their parts."""
    names = {}
    for row in tree.itertuples():
        names[row.year, fold(row.name_vi)] = row.component_code
        names[row.year, fold(getattr(row, "printed", "") or row.name_vi)] = row.component_code
    heads = {"dti": "total", "tongdiem": "total"}
    cells = cells.assign(
        code=[
            code
            if re.fullmatch(r"[\dP.]+|total", str(code))
            else names.get((year, fold(code)), heads.get(fold(code), code))
            for year, code in zip(cells["year"], cells["code"], strict=True)
        ]
    )
    parents = tree[tree["combine"] == "sum"].sort_values("component_code", key=lambda code: code == "total")
    whole = []
    for year, now in cells.groupby("year"):
        for parent in parents.loc[parents["year"] == year, "component_code"]:
            parts = tree.loc[(tree["year"] == year) & (tree["parent_code"] == parent), "component_code"].tolist()
            own = now[now["code"].isin(parts)]
            if own.empty:
                continue
            wide = own.pivot_table(index="place", columns="code", values="score", dropna=False).reindex(columns=parts)
            total = wide.sum(axis=1, skipna=False)
            about = {"year": year, "vintage": own["vintage"].iloc[0], "code": parent, "printed": False}
            made = pd.DataFrame({**about, "place": total.index, "score": total.to_numpy()})
            now = pd.concat([now[now["code"] != parent], made])
        whole.append(now)
    return pd.concat(whole, ignore_index=True)


def _read_facts(raw: Path, places: dict[str, Places]) -> pd.DataFrame:
    tiers = pd.read_csv(raw / "sources.csv", dtype=str, keep_default_na=False)
    tiers = dict(zip(tiers["source_id"], tiers["tier"], strict=True)) if "tier" in tiers else {}
    tables = []
    for path in sorted(raw.glob("*/ledger.csv")):
        table = pd.read_csv(path, dtype=str, keep_default_na=False)
        tables.append(table.assign(index=path.parent.name, row=range(len(table))))
    table = pd.concat(tables, ignore_index=True)
    known = places["63"]
    table["place_code"] = [
        "VN"
        if name in ("Cả nước", "VN")
        else known.find(name) or (f"R{known.find_region(name)}" if known.find_region(name) else "?")
        for name in table["place"]
    ]
    parts = table["text"].str.extract(r"^(-?[\d.,]+)%?(?:/(\d+))?$")
    table["value"] = parts[0].map(lambda text: _read_number(text) if isinstance(text, str) else np.nan)
    table["n"] = parts[1].astype(float)
    table["year"] = table["year"].astype(int)
    order = table.assign(
        derived=table["status"] != "printed",
        tier=table["source"].map(tiers).map({tier: at for at, tier in enumerate(TIERS)}).fillna(len(TIERS)),
    )
    return order.sort_values(["derived", "tier", "row"], kind="stable", ignore_index=True)


def _pick_scores(facts: pd.DataFrame, index: str) -> pd.DataFrame:
    own = facts[
        (facts["index"] == index)
        & facts["measure"].isin(["score", "rank"])
        & ~facts["place_code"].str.match(r"R|VN|\?")
    ]
    first = own.drop_duplicates(["year", "component", "place_code", "measure"])
    keys = ["year", "component", "place_code"]
    scores = first[first["measure"] == "score"].set_index(keys)["value"].rename("score")
    ranks = first[first["measure"] == "rank"].set_index(keys)[["value", "n"]].rename(columns={"value": "rank"})
    both = pd.concat([scores, ranks], axis=1).reset_index().rename(columns={"component": "code", "place_code": "place"})
    return both.assign(vintage="63", printed=True, n=_count_ranked(both))


def _count_ranked(cells: pd.DataFrame) -> list[float]:
    """Return among how many each rank is: as printed, else as all other ranks of the year say."""
    counts = {year: set(rows["n"].dropna()) for year, rows in cells.groupby("year")}
    return [
        row.n
        if not np.isnan(row.n) or np.isnan(row.rank) or len(counts[row.year]) != 1
        else next(iter(counts[row.year]))
        for row in cells.rename(columns={"index": "at"}).itertuples(index=False)
    ]


def _read_covariates(raw: Path, places: Places) -> pd.DataFrame:
    table = pd.read_csv(raw / "places" / "population_grdp_2022_2024.csv", dtype=str)
    table.columns = ["year", "name", "population", "urban", "grdp"]
    table["place"] = table["name"].map(places.find)
    for name in ("population", "urban", "grdp"):
        table[name] = table[name].map(lambda text: float(str(text).replace(".", "").replace(",", ".")))
    return table.dropna(subset="place").astype({"year": int})
