"""Surveys of one row a respondent (phiếu điều tra SIPAS): from answers to shares, and from shares to scores."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd

from parlib.clean.account import Account
from parlib.clean.panel import finish_scores
from parlib.clean.reference import Reference, check_mark, read_reference
from parlib.clean.share_book import read_shares
from parlib.problems import DataProblemsError, Problem, gather_problems, stop_at_problems
from parlib.province_names import UnknownProvinceError, fold_name
from parlib.readers.reference import read_questions
from parlib.readers.survey import Form, read_form
from parlib.scores import rank_provinces
from parlib.speech import tell
from parlib.subject import COUNTRY
from parlib.survey import SHARE_COLUMNS, Measure, Sample, estimate_shares, hide_small
from parlib.terms import ANSWERS, INDICES, TOTAL, find_vintage, list_by
from parlib.tidy import MISSING_FORMS, parse_numbers

WHOLE = 0.9
"""From this part of the provinces on, a survey speaks for the country."""

GROUPINGS = ((), ("service",), ("province_code",), ("province_code", "service"), ("province_code", "district"))
"""Groups of respondents whose shares are kept."""

SHARE_KEYS = ["index", "year", "province_code", "service", "district", "component_code", "measure"]
"""What names one share of the table ``survey``."""

SURVEY_COLUMNS = [
    "index",
    "year",
    "vintage",
    "province_code",
    "service",
    "district",
    "component_code",
    *SHARE_COLUMNS,
    "hidden",
    "name_vi",
    "name_en",
    "source_id",
]
"""Columns of the table ``survey``."""


def clean_surveys(known: Reference, account: Account | None = None) -> pd.DataFrame:
    """Return the shares of every survey file in data/raw (``sipas/sipas_microdata_YYYY.csv`` or ``.xlsx``),
    and of every aggregate workbook (``sipas/sipas_YYYY.xlsx``).

    Returns
    -------
    pandas.DataFrame
        Columns `SURVEY_COLUMNS` and ``cell`` (sheet and cell of a published share, else blank); empty where there is
        no file. No share is kept that fewer than thirty respondents stand behind.

    Raises
    ------
    DataProblemsError
        With every place, column, answer and weight that is not known.
    """
    tables: list[pd.DataFrame] = []
    problems: list[Problem] = []
    for index in list_by(workbooks="survey"):
        for path in sorted((known.raw / index).glob(f"{index}_microdata_[0-9][0-9][0-9][0-9]*.*")):
            with gather_problems(problems):
                tables.append(read_survey(path, index, known, account).assign(cell=""))
        for path in sorted((known.raw / index).glob(f"{index}_[0-9][0-9][0-9][0-9]*.xlsx")):
            with gather_problems(problems):
                shares = read_shares(path, index, known, account)
                questions = _read_questions(known, index, int(shares["year"].iloc[0]))
                tables.append(_name_rows(shares, questions)[[*SURVEY_COLUMNS, "cell"]])
    stop_at_problems(problems)
    if not tables:
        empty = pd.DataFrame(columns=[*SURVEY_COLUMNS, "cell"])
        return empty.astype({"index": str, "year": "int64", "n": "int64", "share": "float64"})
    whole = pd.concat(tables, ignore_index=True)
    # What was published stands before what is found anew from answers; both are there where a province has its forms.
    return whole.drop_duplicates(SHARE_KEYS, keep="last", ignore_index=True)


def find_form(raw: Path, index: str, year: int) -> tuple[Reference, pd.DataFrame, pd.DataFrame]:
    """Return the reference tables, and the components and single-answer questions of a survey's form.

    Raises
    ------
    ValueError
        If there is no form of the year.
    """
    known = read_reference(raw)
    trees = known.components[known.components["index"] == index]
    tree = trees[trees["year"] == year]
    if tree.empty:
        known_years = f"{trees['year'].min()}-{trees['year'].max()}"
        short = INDICES[index].short
        raise ValueError(
            tell(
                "there is no {short} form of {year}: frameworks/{index}.csv has {known_years}",
                short=short,
                year=year,
                index=index,
                known_years=known_years,
            )
        )
    return known, tree, _read_questions(known, index, year)


def _read_questions(known: Reference, index: str, year: int) -> pd.DataFrame:
    return read_questions(known.raw / "frameworks" / f"{index}_questions.csv", year)


def read_survey(path: Path, index: str, known: Reference, account: Account | None = None) -> pd.DataFrame:
    """Return the shares of one survey file."""
    file = path.relative_to(known.raw).as_posix()
    year = int(re.findall(r"_microdata_(\d{4})", file)[0])
    vintage, form = find_vintage(index, year), read_form(path, file)
    tree = known.components[(known.components["index"] == index) & (known.components["year"] == year)]
    if tree.empty:
        hint = tell("Extend frameworks/{index}.csv", index=index)
        raise DataProblemsError([Problem(file, tell("there is no framework of {year}", year=year), hint=hint)])
    questions = _read_questions(known, index, year)
    source, problems = check_mark(file, form.marked, known), find_label_problems(form, tree)
    with gather_problems(problems):
        sample = build_sample(form, questions, vintage, known)
    stop_at_problems(problems)
    if account is not None:
        asked, answered = sample.answers.size, int((sample.answers > 0).sum())
        account.add(file, asked, answered, tell("the others were not answered") if answered < asked else "")
    whole = sample.keys["province_code"].nunique() >= WHOLE * len(known.names[vintage].names)
    groupings = [by for by in GROUPINGS if whole or by[:1] == ("province_code",)]
    groupings = [by for by in groupings if set(by) <= set(sample.keys)]
    shares = hide_small(estimate_shares(sample, list_measures(list(form.questions), tree, questions), groupings))
    shares["province_code"] = shares["province_code"].replace("", COUNTRY)
    described = {"index": index, "year": year, "vintage": vintage, "source_id": source}
    return _name_rows(shares[shares["n"] > 0].assign(**described), questions)[SURVEY_COLUMNS]


def _name_rows(shares: pd.DataFrame, questions: pd.DataFrame) -> pd.DataFrame:
    """Return shares with blank groups where there are none, and with the words of single answers."""
    groups = shares.reindex(columns=["service", "district"]).astype(object).fillna("")
    words = {}
    for language in ("vi", "en"):
        names = dict(zip(questions["measure"], questions[f"name_{language}"], strict=True))
        words[f"name_{language}"] = [names.get(measure, "") for measure in shares["measure"]]
    return shares.assign(**groups, **words)


def find_label_problems(form: Form, tree: pd.DataFrame) -> list[Problem]:
    """Return questions whose words are not those of their code in that year's form: a code is not an identity."""
    names = dict(zip(tree["component_code"], tree["name_vi"], strict=True))
    return [
        form.problem(
            tell(
                "question {code} reads {label!r}; in this year's form it is {names!r}",
                code=code,
                label=label,
                names=names[code],
            ),
            form.header,
        )
        for code, label in form.labels.items()
        if label and code in names and fold_name(label) != fold_name(names[code])
    ]


def build_sample(form: Form, questions: pd.DataFrame, vintage: str, known: Reference) -> Sample:
    """Return the respondents of a survey file with codes and numbers.

    Raises
    ------
    DataProblemsError
        With every place that is not known, every answer beyond its scale, every weight that is none.
    """
    problems: list[Problem] = []
    options = questions.groupby("question")["option"].max().to_dict()
    answers = np.zeros((len(form.keys["place"]), len(form.questions)), dtype=np.int8)
    for at, (code, column) in enumerate(form.questions.items()):
        most = max(options.get(code, 0), 3) if code in options else 5
        with gather_problems(problems):
            answers[:, at] = _read_answers(form, code, column, most)
    keys: dict[str, object] = {}
    with gather_problems(problems):
        keys["province_code"] = _find_provinces(form, vintage, known)
    with gather_problems(problems):
        weights = _read_weights(form)
    stop_at_problems(problems)
    keys |= {name: form.keys[name] for name in ("service", "district") if name in form.keys}
    clusters = form.keys["cluster"].codes if "cluster" in form.keys else None
    strata = form.keys["stratum"].codes if "stratum" in form.keys and clusters is not None else None
    return Sample(answers, pd.DataFrame(keys), clusters, weights, strata)


def _read_answers(form: Form, code: str, column: pd.Categorical, most: int) -> np.ndarray:
    """Return the answers to a question as whole numbers; 0 where there is none."""
    values, problems = np.zeros(len(column.categories) + 1, dtype=np.int8), []
    for at, text in enumerate(column.categories):
        plain = str(text).strip().removesuffix(".0")
        if plain.isdigit() and 1 <= int(plain) <= most:
            values[at] = int(plain)
        elif plain.casefold() not in MISSING_FORMS:
            message = tell("answer {plain!r} is not a whole number from 1 to {most}", plain=plain, most=most)
            problems.append(form.problem(message, form.find_row(column, text), code))
    stop_at_problems(problems)
    return values[column.codes]


def _find_provinces(form: Form, vintage: str, known: Reference) -> pd.Categorical:
    column, codes, problems = form.keys["place"], [], []
    for name in column.categories:
        try:
            codes.append(known.names[vintage].find(name))
        except UnknownProvinceError as error:
            codes.append("")
            problems.append(form.problem(tell("{error}", error=error), form.find_row(column, name)))
    stop_at_problems(problems)
    found = pd.Index(codes).unique()
    return pd.Categorical.from_codes(found.get_indexer(codes)[column.codes], found)


def _read_weights(form: Form) -> np.ndarray | None:
    if "weight" not in form.keys:
        return None
    column = form.keys["weight"]
    reading = parse_numbers(pd.Series(column.categories))
    faults = dict(reading.faults)
    values = reading.values.to_numpy()
    faults |= {place: "the weight is not above zero" for place in np.flatnonzero(~(values > 0)) if place not in faults}
    stop_at_problems(
        form.problem(fault, form.find_row(column, column.categories[place]), "weight")
        for place, fault in list(faults.items())[:10]
    )
    return values[column.codes]


def list_measures(columns: list[str], tree: pd.DataFrame, questions: pd.DataFrame) -> list[Measure]:
    """Return the shares that a form with these questions has: of every component asked about, and of single answers.

    A question whose code is not in the tree (``3.2`` where the tree ends at factor 3) belongs to the factor that its
    code begins with.
    """
    measures = []
    for code in tree["component_code"]:
        own = tuple(at for at, column in enumerate(columns) if _is_under(column, code))
        if own:
            measures += [Measure(code, name, own, accepted) for name, accepted in ANSWERS.items()]
    for row in questions[questions["question"].isin(columns)].itertuples():
        measures.append(Measure(TOTAL, row.measure, (columns.index(row.question),), (row.option,)))
    return measures


def _is_under(column: str, code: str) -> bool:
    return column[0].isdigit() and (code == TOTAL or column == code or column.startswith(code + "."))


def score_surveys(survey: pd.DataFrame, printed: pd.DataFrame, known: Reference) -> pd.DataFrame:
    """Return scores of the surveyed indices: shares of satisfied respondents beside printed facts.

    A survey of the country at large is a whole table (kind ``computed``) and is ranked; its figures stand before
    printed ones, which stay in the table of facts. A survey of some provinces only (kind ``surveyed``) fills what no
    publication printed, and has no ranks.

    Parameters
    ----------
    survey : pandas.DataFrame
        As `clean_surveys` returns it.
    printed : pandas.DataFrame
        Scores of the index from its ledger.
    """
    tables = [_score_index(index, survey, printed, known) for index in list_by(workbooks="survey")]
    return pd.concat(tables, ignore_index=True) if tables else printed.iloc[:0]


def _score_index(index: str, survey: pd.DataFrame, printed: pd.DataFrame, known: Reference) -> pd.DataFrame:
    rows = survey[(survey["index"] == index) & (survey["measure"] == "satisfied") & ~survey["hidden"].astype(bool)]
    rows = rows[(rows["service"] == "") & (rows["district"] == "")]
    printed = printed[printed["index"] == index]
    if rows.empty:
        return printed
    rows = rows[rows["province_code"] != COUNTRY].assign(score=lambda table: 100 * table["share"])
    rows = rows.drop_duplicates(["year", "province_code", "component_code"], keep="last")
    whole = [
        year
        for year, own in rows.groupby("year")
        if own["province_code"].nunique() >= WHOLE * len(known.names[find_vintage(index, year)].names)
    ]
    rows["kind"] = np.where(rows["year"].isin(whole), "computed", "surveyed")
    rows = rank_provinces(rows)
    rows.loc[rows["kind"] == "surveyed", ["rank", "n_ranked"]] = pd.NA
    keys = ["year", "province_code", "component_code"]
    columns = [*keys, "kind", "score", "rank", "n_ranked", "n", "n_effective", "source_id"]
    tables = [table for table in (printed[~printed["year"].isin(whole)], rows) if len(table)]
    both = pd.concat(tables).reindex(columns=columns)
    return finish_scores(both[~both.duplicated(keys)], index, known)
