"""A simulated survey of respondents (phiếu điều tra mô phỏng): correlated answers, clusters, weights, non-response."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pc

from parlib.clean.survey import find_form, list_measures
from parlib.forms.microdata import ABOUT
from parlib.forms.shares import write_share_book
from parlib.readers.register import log_file
from parlib.subject import COUNTRY
from parlib.survey import Sample, estimate_shares
from parlib.terms import NATIONAL, find_by, find_vintage
from parlib.wording.titles import SIMULATED, name_file

MARK = SIMULATED
"""Head of the last column of a simulated file, and what stands in each of its rows."""

SERVICES = (
    "Đất đai",
    "Hộ tịch, chứng thực",
    "Xây dựng",
    "Đăng ký kinh doanh",
    "Giao thông vận tải",
    "Lao động, người có công",
    "Môi trường",
    "Tư pháp",
)
"""Service fields of simulated respondents."""

DISTRICTS, CLUSTERS = 3, 6
"""Districts of a place, and clusters (communes) drawn in each of them."""

CUTS = np.array([-3.4, -2.2, -0.9, 1.1])
"""Where the answers 1 to 5 part on the latent scale of satisfaction."""


@dataclass(frozen=True)
class Respondents:
    """Who answered: place, district, cluster and service as numbers, and a latent satisfaction."""

    place: np.ndarray
    district: np.ndarray
    cluster: np.ndarray
    service: np.ndarray
    latent: np.ndarray
    weight: np.ndarray


def simulate_respondents(random: np.random.Generator, places: int, respondents: int) -> Respondents:
    """Return respondents spread over places, their districts, and the clusters (communes) drawn in each district.

    Satisfaction has a place's own level, a cluster's own and a person's own, so that answers within a cluster are alike
    and a design effect can be seen.
    """
    place = np.sort(random.integers(0, places, respondents))
    district = place * DISTRICTS + random.integers(0, DISTRICTS, respondents)
    cluster = district * CLUSTERS + random.integers(0, CLUSTERS, respondents)
    service = random.choice(len(SERVICES), respondents, p=np.array([30, 20, 10, 10, 10, 8, 7, 5]) / 100)
    latent = (
        random.normal(0.35, 0.45, places)[place]
        + random.normal(0, 0.35, places * DISTRICTS * CLUSTERS)[cluster]
        + random.normal(0, 0.15, len(SERVICES))[service]
        + random.normal(0, 1.0, respondents)
    )
    return Respondents(place, district, cluster, service, latent, random.gamma(9, 1 / 9, respondents).round(3) + 0.1)


def simulate_answers(random: np.random.Generator, people: Respondents, codes: list[str]) -> np.ndarray:
    """Return answers of 1 to 5 to the questions *codes*; 0 where a question was not answered.

    Questions of one factor share a difficulty. Four in ten used no service and leave the questions on services blank.
    """
    answers = np.zeros((len(people.latent), len(codes)), dtype=np.int8)
    factors = {code.rpartition(".")[0]: random.normal(0, 0.25) for code in codes}
    no_service = random.random(len(people.latent)) < 0.4
    for column, code in enumerate(codes):
        level = factors[code.rpartition(".")[0]] + random.normal(0, 0.12)
        scale = people.latent + level + random.normal(0, 0.9, len(people.latent))
        blank = random.random(len(people.latent)) < 0.01
        if code.startswith("2."):
            blank |= no_service
        answers[:, column] = np.where(blank, 0, np.searchsorted(CUTS, scale) + 1)
    return answers


def simulate_options(
    random: np.random.Generator, people: Respondents, question: str, yes_no: bool = False
) -> np.ndarray:
    """Return answers to a single-answer question: ``LC1``, ``LC2`` (1 none, 2 some, 3 many) or ``MDn`` (1 to 3).

    To *yes_no* (the form of 2017-2021) 1 is yes, which few say, and 2 no.
    """
    if question.startswith("MD"):
        return np.searchsorted([-0.8, 0.6], people.latent / 2 + random.normal(0, 1, len(people.latent))) + 1
    limits = [0.10, 0.012] if question == "LC1" else [0.06, 0.008]
    doubt = random.random(len(people.latent)) * np.exp(0.35 * people.latent)
    if yes_no:
        return np.where(doubt < limits[1] / 2, 1, 2)
    return 1 + (doubt < limits[0]).astype(np.int8) + (doubt < limits[1]).astype(np.int8)


def simulate_columns(
    tree: pd.DataFrame, questions: pd.DataFrame, places: list[str], seed: int, respondents: int
) -> dict[str, np.ndarray]:
    """Return a simulated survey as columns: `parlib.forms.microdata.ABOUT` and the codes of questions.

    Parameters
    ----------
    tree : pandas.DataFrame
        Components of the year: ``component_code, parent_code, name_vi``.
    questions : pandas.DataFrame
        Single-answer questions of the year: ``question``.
    places : list of str
        Names of provinces, or of a province's own localities.
    seed : int
        The same seed gives the same answers.

    Returns
    -------
    dict of str to numpy.ndarray
        One value a respondent; 0 stands for no answer.
    """
    random = np.random.default_rng(seed)
    people = simulate_respondents(random, len(places), respondents)
    codes = tree.loc[~tree["component_code"].isin(tree["parent_code"]), "component_code"].tolist()
    answers = simulate_answers(random, people, codes)
    about = {
        "place": np.array(places, dtype=object)[people.place],
        "district": _name("Địa bàn", people.district),
        "cluster": _name("Cụm", people.cluster),
        "service": np.array(SERVICES, dtype=object)[people.service],
        "weight": people.weight.round(3),
    }
    counts = questions["question"].value_counts(sort=False)
    options = {
        question: simulate_options(random, people, question, question[:2] == "LC" and count == 1).astype(np.int8)
        for question, count in counts.items()
    }
    return about | {code: answers[:, at] for at, code in enumerate(codes)} | options


def write_survey(
    path: Path, tree: pd.DataFrame, questions: pd.DataFrame, places: list[str], seed: int, respondents: int = 40_000
) -> int:
    """Write a simulated survey file (CSV) and return the number of respondents; see `simulate_columns`."""
    heads = {name: head for name, (head, _, _) in ABOUT.items()}
    names = dict(zip(tree["component_code"], tree["name_vi"], strict=True))
    columns: dict[str, object] = {}
    for code, values in simulate_columns(tree, questions, places, seed, respondents).items():
        head = heads.get(code) or f"{code} {names[code]}" if code in names or code in heads else code
        columns[head] = pa.array(values, mask=values == 0) if values.dtype == np.int8 else values
    columns[MARK] = np.full(respondents, MARK, dtype=object)
    path.parent.mkdir(parents=True, exist_ok=True)
    pc.write_csv(pa.table(columns), path)
    return respondents


def find_simulated_shares(
    tree: pd.DataFrame, questions: pd.DataFrame, places: dict[str, str], columns: dict[str, np.ndarray]
) -> pd.DataFrame:
    """Return the shares of simulated answers by province and for the country, as an aggregate workbook prints them.

    Parameters
    ----------
    places : dict of str to str
        Code and name of each place.
    columns : dict of str to numpy.ndarray
        As `simulate_columns` returns them.

    Returns
    -------
    pandas.DataFrame
        ``province_code, component_code, measure, share, n``.
    """
    asked = [name for name in columns if name not in ABOUT]
    codes = {name: code for code, name in places.items()}
    keys = pd.DataFrame({"province_code": pd.Categorical(pd.Series(columns["place"]).map(codes))})
    answers = np.column_stack([columns[name] for name in asked]).astype(np.int8)
    sample = Sample(answers, keys, None, columns["weight"])
    shares = estimate_shares(sample, list_measures(asked, tree, questions), ((), ("province_code",)))
    shares["province_code"] = shares["province_code"].replace("", COUNTRY)
    return shares[["province_code", "component_code", "measure", "share", "n"]]


def _name(word: str, numbers: np.ndarray) -> np.ndarray:
    found, at = np.unique(numbers, return_inverse=True)
    return np.array([f"{word} {number + 1}" for number in found], dtype=object)[at]


def simulate_survey(raw: Path, year: int, seed: int, respondents: int = 40_000, aggregate: bool = False) -> Path:
    """Write a simulated survey to *raw*, of every province of the year, and log it as simulated.

    Parameters
    ----------
    raw : pathlib.Path
        Raw folder of a home for simulated figures.
    year, seed, respondents : int
        Year of the results; the same seed gives the same answers.
    aggregate : bool
        True writes the workbook of shares of those answers, not one row a respondent.

    Raises
    ------
    ValueError
        If the year's form has no questions in the framework of the survey.
    """
    index = find_by(workbooks="survey")
    known, tree, questions = find_form(raw, index, year)
    places, short = known.names[find_vintage(index, year)].names, NATIONAL[index].short
    if aggregate:
        path = name_file(raw / index / f"{index}_{year}.xlsx", simulated=True)
        columns = simulate_columns(tree, questions, list(places.values()), seed, respondents)
        shares = find_simulated_shares(tree, questions, places, columns)
        write_share_book(path, year, tree, questions, places, shares, simulated=True, index=NATIONAL[index])
    else:
        path = name_file(raw / index / f"{index}_microdata_{year}.csv", simulated=True)
        write_survey(path, tree, questions, list(places.values()), seed, respondents)
    title = "Bảng tỷ lệ" if aggregate else "Phiếu điều tra"
    document = f"{title} mô phỏng {short} {year}, seed {seed} – {SIMULATED}"
    log_file(raw, path, issuer="parlib", document=document, simulated=True)
    return path
