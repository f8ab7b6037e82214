"""Aggregate survey workbooks: shares as published, with Wilson's interval on the number of respondents."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd

from parlib.clean.account import Account
from parlib.clean.faults import list_faults
from parlib.clean.reference import Reference, check_mark
from parlib.problems import DataProblemsError, Problem, gather_problems, list_problems, stop_at_problems
from parlib.province_names import UnknownProvinceError, fold_name
from parlib.readers.action_book import fold_head
from parlib.readers.reference import read_questions
from parlib.readers.share_book import ANSWER_SHEETS, COUNTRY_NAMES, cover_shares, list_shares, name_answer
from parlib.readers.workbook import is_marked, read_workbook
from parlib.rounding import round_half_up
from parlib.speech import tell
from parlib.subject import COUNTRY
from parlib.survey import hide_small, measure_shares
from parlib.terms import TOTAL, find_vintage
from parlib.tidy import parse_numbers

KEYS = ["province_code", "component_code", "measure"]
"""What names one share of a workbook."""

ROUNDED = 0.11
"""Percentage points by which shares printed with one decimal may miss each other (two figures, each by 0.05)."""


def read_shares(path: Path, index: str, known: Reference, account: Account | None = None) -> pd.DataFrame:
    """Return the shares of one aggregate workbook (``sipas_YYYY.xlsx``) with codes and intervals.

    The interval takes the respondents for a simple sample: an aggregate does not tell its clusters.

    Raises
    ------
    DataProblemsError
        With every province, component, answer, share and number that is not known, and with all shares that contradict
        each other, by sheet and cell.
    """
    file = path.relative_to(known.raw).as_posix()
    cells, year = read_share_cells(path, index, known)
    if account is not None:
        account.add(file, len(cells), int(cells["number"].notna().sum()))
        account.sheets[file] = [sheet.explain() for sheet in cover_shares(read_workbook(path, file))]
    shares = measure_shares(cells["number"] / 100, cells["people"], pd.Series(np.nan, index=cells.index)).assign(
        **cells[KEYS],
        n_clusters=np.nan,
        method="published",
        index=index,
        year=year,
        vintage=find_vintage(index, year),
        source_id=known.source_of(file),
        cell=cells["column"],
    )
    return hide_small(shares)


def read_share_cells(path: Path, index: str, known: Reference) -> tuple[pd.DataFrame, int]:
    """Return every share of an aggregate workbook with `KEYS`, ``number`` (per cent), ``people``, and the year.

    Raises
    ------
    DataProblemsError
        As `read_shares` says.
    """
    file = path.relative_to(known.raw).as_posix()
    year = int(re.findall(r"\d{4}", path.stem)[0])
    tree = known.components[(known.components["index"] == index) & (known.components["year"] == year)]
    if tree.empty:
        hint = tell("Extend frameworks/{index}.csv", index=index)
        raise DataProblemsError([Problem(file, tell("there is no framework of {year}", year=year), hint=hint)])
    sheets = read_workbook(path, file)
    check_mark(file, is_marked(sheets), known)
    cells = list_shares(sheets, file).assign(row=None)
    questions = read_questions(known.raw / "frameworks" / f"{index}_questions.csv", year)
    problems = _find_strangers(cells, tree, questions, year)
    with gather_problems(problems):
        cells["province_code"] = _find_places(cells, known, find_vintage(index, year))
    with gather_problems(problems):
        cells["number"], cells["people"] = _read_numbers(cells)
    stop_at_problems(problems)
    cells = _name_answers(cells, questions)
    twice = cells[cells.duplicated(KEYS)]
    message = "{place} stands twice for component {printed_code}"
    stop_at_problems(list_problems(twice, message, "place", "printed_code"))
    stop_at_problems(_find_fractions(cells) or _find_beyond(cells) + _find_outside(cells, tree))
    return cells, year


def _list_answers(questions: pd.DataFrame) -> dict[str, tuple[str, str, str]]:
    """Return the code of each answer that is counted, with its kind, measure and words."""
    counts = questions.groupby("question")["option"].transform("size")
    return {
        name_answer(row.question, row.option, count): (row.block, row.measure, row.name_vi)
        for row, count in zip(questions.itertuples(), counts, strict=True)
    }


def _name_answers(cells: pd.DataFrame, questions: pd.DataFrame) -> pd.DataFrame:
    """Return *cells* with the answers as measures of the whole; what they are printed as stays in ``printed_code``."""
    answers, single = _list_answers(questions), cells["measure"].isin(ANSWER_SHEETS)
    names = [
        answers[code][1] if one else measure
        for code, measure, one in zip(cells["component_code"], cells["measure"], single, strict=True)
    ]
    return cells.assign(
        printed_code=cells["component_code"], measure=names, component_code=cells["component_code"].mask(single, TOTAL)
    )


def _read_numbers(cells: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Return shares (0-100) and numbers of respondents; a dot or comma in a number of people parts thousands."""
    share = parse_numbers(cells["text"])
    n = parse_numbers(cells["respondents"].str.replace(r"[.,](?=\d{3}(?!\d))", "", regex=True))
    problems = list_faults(cells, share.faults) + list_faults(cells, n.faults)
    message = "share {text!r} is not between 0 and 100"
    problems += list_problems(cells[(share.values < 0) | (share.values > 100)], message, "text")
    message = "{place} has no number of respondents"
    problems += list_problems(cells[~(n.values > 0)].drop_duplicates("place"), message, "place")
    stop_at_problems(problems)
    return share.values, n.values


def _find_strangers(cells: pd.DataFrame, tree: pd.DataFrame, questions: pd.DataFrame, year: int) -> list[Problem]:
    """Return components and answers that are not in the form of the year, or whose words are those of another."""
    names = dict(zip(tree["component_code"], tree["name_vi"], strict=True))
    answers = {(kind, code): name for code, (kind, _, name) in _list_answers(questions).items()}
    problems = []
    for cell in cells.drop_duplicates(["measure", "component_code", "label"]).itertuples():
        single = cell.measure in ANSWER_SHEETS
        known = answers.get((cell.measure, cell.component_code)) if single else names.get(cell.component_code)
        what = tell("answer") if single else tell("component")
        if known is None:
            message = tell(
                "{what} {component_code} is not in the form of {year}",
                what=what,
                component_code=cell.component_code,
                year=year,
            )
            problems.append(Problem(cell.file, message, column=cell.column))
        elif cell.label and fold_name(cell.label) != fold_name(known):
            message = tell(
                "{component_code} reads {label!r}; in {year} it is {known!r}",
                component_code=cell.component_code,
                label=cell.label,
                year=year,
                known=known,
            )
            problems.append(Problem(cell.file, message, column=cell.column))
    return problems


def _find_places(cells: pd.DataFrame, known: Reference, vintage: str) -> pd.Series:
    codes, problems = {}, []
    for cell in cells.drop_duplicates("place").itertuples():
        try:
            codes[cell.place] = (
                COUNTRY if fold_head(cell.place) in COUNTRY_NAMES else known.names[vintage].find(cell.place)
            )
        except UnknownProvinceError as error:
            problems.append(Problem(cell.file, tell("{error}", error=error), column=cell.column))
    stop_at_problems(problems)
    return cells["place"].map(codes)


def _find_fractions(cells: pd.DataFrame) -> list[Problem]:
    """Return sheets of satisfied shares none of which is above one: they are written as 0.87, not as 87 per cent."""
    own = cells[(cells["measure"] == "satisfied") & (cells["number"] > 0)]
    if own.empty or own["number"].max() > 1:
        return []
    hint = "Write shares in per cent (87,5) or give the cells a percent sign"
    return [Problem(own["file"].iloc[0], "no share is above 1%", column=own["column"].iloc[0], hint=hint)]


def _find_beyond(cells: pd.DataFrame) -> list[Problem]:
    """Return shares of one question that make more than 100% together."""
    # MD1 to MD9 are questions of their own, LC1.1 to LC1.3 answers to one: neither may pass 100.
    single = cells["printed_code"] != cells["component_code"]
    question = cells["printed_code"].str.partition(".")[0].where(single, cells["component_code"])
    cells = cells.assign(question=question)
    groups = cells.groupby(["province_code", "question"], sort=False)["number"]
    cells = cells.assign(together=groups.transform("sum"), count=groups.transform("size"))
    over = cells[cells["together"] > 100 + ROUNDED * cells["count"]]
    last = over.drop_duplicates(["province_code", "question"], keep="last")
    message = "the shares of {place} on {question} make {together:.4g}% together"
    return list_problems(last, message, "place", "question", "together")


def _find_outside(cells: pd.DataFrame, tree: pd.DataFrame) -> list[Problem]:
    """Return satisfied shares below the lowest or above the highest of all their parts: no mean of them can be that.

    Of a form whose questions are not known (2017-2021) nobody can tell what its shares are means of.
    """
    if tree["level"].max() < 2:
        return []
    own = cells[cells["measure"] == "satisfied"]
    parents = tree.loc[tree["parent_code"] != "", ["component_code", "parent_code"]]
    counts = parents.groupby("parent_code").size()
    parts = own.merge(parents, on="component_code", validate="m:1")
    ends = parts.groupby(["province_code", "parent_code"])["number"].agg(["min", "max", "size"]).reset_index()
    ends = ends[ends["size"] == ends["parent_code"].map(counts)].rename(columns={"parent_code": "component_code"})
    both = own.merge(ends, on=["province_code", "component_code"], validate="1:1")
    odd = both[(both["number"] < both["min"] - ROUNDED) | (both["number"] > both["max"] + ROUNDED)]
    message = "{component_code} of {place} is {number:g}%, its parts lie between {min:g}% and {max:g}%"
    return list_problems(odd, message, "component_code", "place", "number", "min", "max")


def add_national_facts(survey: pd.DataFrame, facts: pd.DataFrame, known: Reference) -> pd.DataFrame:
    """Return *facts* and the national row of published workbooks as printed facts (``national_mean``).

    A mean that a ledger already holds for the same year and component is not given a second time: that they agree, or
    that somebody took the difference knowingly, was settled when the workbook was added.

    Parameters
    ----------
    survey : pandas.DataFrame
        As `parlib.clean.survey.clean_surveys` returns it.
    facts : pandas.DataFrame
        The table ``facts`` of the ledgers.
    """
    keys = ["index", "year", "component_code"]
    own = survey[(survey["method"] == "published") & (survey["province_code"] == COUNTRY)]
    own = own[(own["measure"] == "satisfied") & own["share"].notna()]
    printed = facts[(facts["measure"] == "national_mean") & (facts["place_code"] == COUNTRY)]
    there = set(printed[keys].itertuples(index=False, name=None))
    new = [key not in there for key in own[keys].itertuples(index=False, name=None)]
    own = own[np.array(new, dtype=bool)]
    measure = known.measures.set_index("measure").loc["national_mean"]
    files = dict(zip(known.register["source_id"], known.register["path"], strict=True))
    value = (100 * own["share"]).map(lambda percent: float(round_half_up(percent, 2)))
    rows = own[[*keys, "vintage", "source_id"]].assign(
        place_kind="country",
        place_code=COUNTRY,
        place=COUNTRY_NAMES[0].capitalize(),
        measure="national_mean",
        measure_vi=measure["name_vi"],
        measure_en=measure["name_en"],
        text=value.map("{:.2f}%".format),
        value=value,
        unit="%",
        status="printed",
        chosen=True,
        conflict=False,
        file=own["source_id"].map(files),
        row=0,
        n_ranked=np.nan,
        note=own["cell"],
        note_en=own["cell"],
    )
    return pd.concat([facts, rows[list(facts.columns)]], ignore_index=True) if len(rows) else facts
