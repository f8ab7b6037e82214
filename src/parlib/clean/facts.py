"""Printed facts (sổ số liệu): read every one, keep them all, choose one where they disagree, and say by what rule."""

from __future__ import annotations

import pandas as pd

from parlib.checks import check_limits
from parlib.clean.account import Account
from parlib.clean.built import hash_table
from parlib.clean.faults import list_faults
from parlib.clean.panel import finish_scores, list_meanings
from parlib.clean.reference import Reference
from parlib.files.kept import Kept
from parlib.framework import BESIDE
from parlib.problems import Problem, gather_problems, stop_at_problems
from parlib.province_names import NameIndex, UnknownProvinceError, fold_name
from parlib.readers.ledger import read_ledger
from parlib.readers.reference import COVARIATES, read_covariates
from parlib.speech import tell
from parlib.store import lend
from parlib.terms import INDICES, NATIONAL, RULES, TOTAL, find_vintage
from parlib.tidy import parse_numbers, parse_rank

COVARIATE_FILE = "places/population_grdp_2022_2024.csv"
"""Population and GRDP of provinces."""

COUNTRY = "VN"
"""Place code of the whole country (cả nước)."""

TIERS = (
    "issuer",
    "government",
    "state_agency",
    "provincial_portal",
    "compiled",
    "reprint",
    "press",
    "mirror",
)
"""Kinds of publisher, the most trusted first, by which one of two printed figures is chosen."""

STATES = ("printed", "derived")
"""A figure is itself printed, or follows from printed ones by arithmetic."""

REGION_ALIASES = {"trungdumiennuiphiabac": "trungduvamiennuiphiabac"}
"""Folded names of regions as some publications print them, and the official ones."""

FACT_COLUMNS = [
    "index",
    "year",
    "vintage",
    "place_kind",
    "place_code",
    "place",
    "component_code",
    "measure",
    "measure_vi",
    "measure_en",
    "text",
    "value",
    "n_ranked",
    "unit",
    "status",
    "chosen",
    "conflict",
    "source_id",
    "file",
    "row",
    "note",
    "note_en",
]
"""Columns of the table ``facts``."""


def build_facts(known: Reference, account: Account) -> pd.DataFrame:
    """Return all printed facts of the ledgers and the covariates of provinces, one row a fact.

    Raises
    ------
    DataProblemsError
        With every place, component, measure, source or number that is not known.
    """
    tables: list[pd.DataFrame] = []
    problems: list[Problem] = []
    for index in NATIONAL:
        if known.holds(f"{index}/ledger.csv"):
            with gather_problems(problems):
                tables.append(read_facts(index, known, account))
    if known.holds(COVARIATE_FILE):
        with gather_problems(problems):
            tables.append(read_covariate_facts(known, account))
    stop_at_problems(problems)
    if not tables:
        return pd.DataFrame(columns=FACT_COLUMNS).astype({"index": str, "year": "int64", "chosen": bool})
    return choose_facts(pd.concat(tables, ignore_index=True), known.register)[FACT_COLUMNS]


def read_facts(index: str, known: Reference, account: Account | None = None) -> pd.DataFrame:
    """Return the facts of one ledger with codes, measures and values."""
    file = f"{index}/ledger.csv"
    trees = known.components[known.components["index"] == index]
    tables = map(hash_table, (trees, known.places, known.measures, known.register[["source_id"]]))
    beside = (file, RULES[index], INDICES[index], *tables, list_meanings(known))
    facts = lend(_LEDGERS_READ.recall(lambda: _read_facts(index, file, known), *beside, files=[known.raw / file]))
    if account is not None:
        account.add(file, len(facts), len(facts))
    return facts


_LEDGERS_READ = Kept[pd.DataFrame](most=32)
"""Facts of ledgers, by their bytes and all that they were read with."""


def _read_facts(index: str, file: str, known: Reference) -> pd.DataFrame:
    facts = read_ledger(known.raw / file, file).rename(columns={"source": "source_id"}).assign(index=index)
    problems = _find_unknown_words(facts, known)
    with gather_problems(problems):
        facts["year"] = _read_years(facts)
        with gather_problems(problems):
            facts = _find_components(facts, known)
    with gather_problems(problems):
        facts = _find_places(facts, known)
    stop_at_problems(problems)
    measures = dict(zip(known.measures["printed"], known.measures["measure"], strict=True))
    for language in ("vi", "en"):
        names = dict(zip(known.measures["printed"], known.measures[f"name_{language}"], strict=True))
        facts[f"measure_{language}"] = facts["measure"].map(names)
    facts["measure"] = facts["measure"].map(measures)
    facts = _read_values(facts.assign(column="text"))
    stop_at_problems(_find_beyond(facts, known))
    return facts


def _find_unknown_words(facts: pd.DataFrame, known: Reference) -> list[Problem]:
    """Return measures, sources and states that the reviewed tables do not hold."""
    allowed = (
        ("measure", known.measures["printed"], "is not in frameworks/measures.csv"),
        ("source_id", known.register["source_id"], "is not in sources.csv"),
        ("status", STATES, tell("is none of {states}", states=STATES)),
    )
    return [
        Problem(
            row.file,
            tell("{name} {word!r} {fault}", name=column.removesuffix("_id"), word=getattr(row, column), fault=fault),
            row.row,
        )
        for column, words, fault in allowed
        for row in facts[~facts[column].isin(words)].itertuples()
    ]


def _find_beyond(facts: pd.DataFrame, known: Reference) -> list[Problem]:
    """Return scores and means beyond the limits of their component, and ranks beyond the number of provinces."""
    points = facts[facts["measure"].isin(["score", "national_mean", "regional_mean"])].assign(score=facts["value"])
    components = known.components[known.components["index"].isin(facts["index"].unique())]
    ranks = facts[facts["measure"] == "rank"]
    count = ranks["n_ranked"].fillna(ranks["vintage"].map({name: len(own.names) for name, own in known.names.items()}))
    return check_limits(points, components) + [
        Problem(row.file, tell("rank {text!r} is not between 1 and {most}", text=row.text, most=most), row.row, "text")
        for row, most in zip(ranks.itertuples(), count, strict=True)
        if not 1 <= row.value <= most
    ]


def _read_years(facts: pd.DataFrame) -> pd.Series:
    odd = facts[~facts["year"].str.fullmatch(r"\d{4}")]
    stop_at_problems(
        Problem(row.file, tell("year {year!r} is not a year", year=row.year), row.row) for row in odd.itertuples()
    )
    return facts["year"].astype("int64")


def _find_places(facts: pd.DataFrame, known: Reference) -> pd.DataFrame:
    """Add ``vintage``, ``place_kind``, ``place_code``: the country, a region, or a province (of the year's vintage)."""
    index = facts["index"].iloc[0]
    vintages = {year: find_vintage(index, year) if str(year).isdigit() else "63" for year in facts["year"].unique()}
    facts = facts.assign(vintage=facts["year"].map(vintages))
    regions = {vintage: _name_regions(vintage, known) for vintage in set(vintages.values())}
    codes, problems = {}, []
    for row in facts.drop_duplicates(["vintage", "place"]).itertuples():
        try:
            codes[row.vintage, row.place] = _find_place(row.place, regions[row.vintage], known.names[row.vintage])
        except UnknownProvinceError as error:
            problems.append(Problem(row.file, tell("{error}", error=error), row.row))
    stop_at_problems(problems)
    found = [codes[key] for key in zip(facts["vintage"], facts["place"], strict=True)]
    return facts.assign(place_kind=[kind for kind, _ in found], place_code=[code for _, code in found])


def _name_regions(vintage: str, known: Reference) -> dict[str, str]:
    """Return the code of each region of a vintage by its folded name."""
    places = known.places[(known.places["vintage"] == vintage) & (known.places["region_code"] != "")]
    return {fold_name(name): code for name, code in zip(places["region_vi"], places["region_code"], strict=True)}


def _find_place(printed: str, regions: dict[str, str], names: NameIndex) -> tuple[str, str]:
    """Return kind and code of a printed place."""
    folded = fold_name(printed)
    if printed == "Cả nước":
        return "country", COUNTRY
    if region := regions.get(REGION_ALIASES.get(folded, folded)):
        return "region", region
    return "province", names.find(printed)


def _find_components(facts: pd.DataFrame, known: Reference) -> pd.DataFrame:
    """Add ``component_code`` from a printed code or Vietnamese name, in the framework of the fact's year."""
    trees = known.components[known.components["index"].isin(facts["index"].unique())]
    codes = {}
    for index, year, code, name in zip(
        trees["index"], trees["year"], trees["component_code"], trees["name_vi"], strict=True
    ):
        codes[index, year, fold_name(name)] = codes[index, year, code] = code
    keys = list(zip(facts["index"], facts["year"], facts["component"], strict=True))
    found = [codes.get(key) or codes.get((*key[:2], fold_name(key[2]))) for key in keys]
    facts = facts.assign(component_code=found)
    # A measure of the index as a whole (a count of provinces, say) may be printed for a year without a tree.
    facts.loc[facts["component"] == TOTAL, "component_code"] = TOTAL
    unknown = facts[facts["component_code"].isna()]
    stop_at_problems(
        Problem(
            row.file,
            tell("component {component!r} is not in the framework of {year}", component=row.component, year=row.year),
            row.row,
        )
        for row in unknown.itertuples()
    )
    return facts


def _read_values(facts: pd.DataFrame) -> pd.DataFrame:
    """Add ``value`` and, for ranks, ``n_ranked``; statements keep their text only."""
    is_rank = facts["measure"] == "rank"
    ranks = parse_rank(facts.loc[is_rank, "text"])
    reading = parse_numbers(facts.loc[~is_rank & (facts["measure"] != "statement"), "text"])
    faults = reading.faults | {
        label: tell("{text!r} is not a rank such as 4/63", text=facts.at[label, "text"])
        for label in ranks.index[ranks["rank"].isna()]
    }
    stop_at_problems(list_faults(facts, faults))
    facts["value"] = reading.values.reindex(facts.index)
    facts.loc[is_rank, "value"] = ranks["rank"].astype(float)
    facts["n_ranked"] = ranks["n_ranked"].reindex(facts.index)
    return facts


def read_covariate_facts(known: Reference, account: Account | None = None) -> pd.DataFrame:
    """Return population, urban population and GRDP per head as facts."""
    file = COVARIATE_FILE
    cells = read_covariates(known.raw / file, file).assign(index="gso", component_code=TOTAL, note="", note_en="")
    cells["year"] = _read_years(cells)
    cells = _find_places(cells, known)
    readings = [parse_numbers(group) for _, group in cells.groupby("column")["text"]]
    faults = {label: fault for reading in readings for label, fault in reading.faults.items()}
    stop_at_problems(list_faults(cells, faults))
    cells["value"] = pd.concat([reading.values for reading in readings])
    cells["measure"] = cells["column"].map({head: measure for head, (measure, _) in COVARIATES.items()})
    cells["unit"] = cells["column"].map({head: unit for head, (_, unit) in COVARIATES.items()})
    if account is not None:
        account.add(file, len(cells), int(cells["value"].notna().sum()))
    cells = cells.assign(measure_vi=cells["column"], measure_en=cells["measure"].str.replace("_", " "))
    return cells.assign(status="printed", source_id=known.source_of(file), n_ranked=pd.NA)


def choose_facts(facts: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
    """Mark one fact as chosen for each place, component, year and measure, and say where printed facts disagree.

    A printed one goes before a derived one, then the more trusted publisher (`TIERS`). All facts stay in the table.

    Returns
    -------
    pandas.DataFrame
        *facts* with ``chosen`` and ``conflict`` (True where two different values are printed for one fact).
    """
    keys = ["index", "year", "place_code", "component_code", "measure"]
    tiers = dict(zip(register["source_id"], register["tier"], strict=True))
    order = facts.assign(
        derived=facts["status"] != "printed",
        tier=facts["source_id"].map(tiers).map({tier: at for at, tier in enumerate(TIERS)}).fillna(len(TIERS)),
    ).sort_values(["derived", "tier", "row"], kind="stable")
    comparable = order["measure"] != "statement"
    chosen = ~order.duplicated(keys) | ~comparable
    values = facts.groupby(keys)["value"]
    spread = values.transform("max") - values.transform("min")
    return facts.assign(chosen=chosen.reindex(facts.index), conflict=(spread > 1e-9) & comparable.reindex(facts.index))


def pick_scores(facts: pd.DataFrame, index: str, known: Reference) -> pd.DataFrame:
    """Return the chosen printed scores and ranks of provinces as scores.

    Nothing is computed. A rank that is printed alone is told among as many as the other ranks of its year, if those
    agree: the publications of a year rank all provinces together.
    """
    rows = facts[facts["chosen"] & (facts["index"] == index) & (facts["place_kind"] == "province")]
    trees = known.components[known.components["index"] == index]
    beside = trees.loc[trees["combine"] == BESIDE, ["year", "component_code"]]
    rows = rows[~pd.MultiIndex.from_frame(rows[["year", "component_code"]]).isin(pd.MultiIndex.from_frame(beside))]
    keys = ["year", "place_code", "component_code"]
    points = rows[rows["measure"] == "score"].set_index(keys)[["value", "source_id"]]
    ranks = rows[rows["measure"] == "rank"].set_index(keys)[["value", "n_ranked", "source_id"]]
    both = points.add_suffix("_score").join(ranks, how="outer").reset_index()
    scores = pd.DataFrame(
        {
            "year": both["year"],
            "province_code": both["place_code"],
            "component_code": both["component_code"],
            "kind": "printed",
            "score": both["value_score"],
            "rank": both["value"].astype("Int64"),
            "n_ranked": both["n_ranked"].astype("Int64"),
            "source_id": both["source_id_score"].fillna(both["source_id"]),
        }
    )
    count = scores.groupby("year")["n_ranked"]
    of_year = count.transform("max").where(count.transform("nunique") == 1)
    scores["n_ranked"] = scores["n_ranked"].fillna(of_year).where(scores["rank"].notna())
    return finish_scores(scores, index, known)
