"""A simulated survey of respondents (phiếu điều tra mô phỏng): correlated answers, clusters, weights, non-response."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pc

from parlib.clean.reference import read_reference
from parlib.sources.reference import read_questions
from parlib.sources.register import log_file
from parlib.terms import find_vintage
from parlib.wording.titles import SIMULATED, name_file

MARK = SIMULATED
"""Head of the last column of a simulated file, and what stands in each of its rows."""

SERVICES = ("Đất đai", "Hộ tịch, chứng thực", "Xây dựng", "Đăng ký kinh doanh", "Giao thông vận tải",
            "Lao động, người có công", "Môi trường", "Tư pháp")  # fmt: skip
"""Service fields of simulated respondents."""

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


def simulate_respondents(
    random: np.random.Generator, places: int, respondents: int, districts: int = 3, clusters: int = 6
) -> Respondents:
    """Return respondents spread over places, their districts, and the clusters (communes) drawn in each district.

    Satisfaction has a place's own level, a cluster's own and a person's own, so that answers within a cluster are alike
    and a design effect can be seen.
    """
    place = np.sort(random.integers(0, places, respondents))
    district = place * districts + random.integers(0, districts, respondents)
    cluster = district * clusters + random.integers(0, clusters, respondents)
    service = random.choice(len(SERVICES), respondents, p=np.array([30, 20, 10, 10, 10, 8, 7, 5]) / 100)
    latent = (
        random.normal(0.35, 0.45, places)[place]
        + random.normal(0, 0.35, places * districts * clusters)[cluster]
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


def simulate_options(random: np.random.Generator, people: Respondents, question: str) -> np.ndarray:
    """Return answers to a single-answer question: ``LC1``, ``LC2`` (1 none, 2 some, 3 many) or ``MDn`` (1 to 3)."""
    if question.startswith("MD"):
        return np.searchsorted([-0.8, 0.6], people.latent / 2 + random.normal(0, 1, len(people.latent))) + 1
    limits = [0.10, 0.012] if question == "LC1" else [0.06, 0.008]
    doubt = random.random(len(people.latent)) * np.exp(0.35 * people.latent)
    return 1 + (doubt < limits[0]).astype(np.int8) + (doubt < limits[1]).astype(np.int8)


def write_survey(
    path: Path, tree: pd.DataFrame, questions: pd.DataFrame, places: list[str], seed: int, respondents: int = 40_000
) -> int:
    """Write a simulated survey file (CSV) and return the number of respondents.

    Parameters
    ----------
    tree : pandas.DataFrame
        Components of the year: ``component_code, parent_code, name_vi``.
    questions : pandas.DataFrame
        Single-answer questions of the year: ``question``.
    places : list of str
        Names of provinces, or of a province's own localities.
    seed : int
        The same seed gives the same file.
    """
    random = np.random.default_rng(seed)
    people = simulate_respondents(random, len(places), respondents)
    leaves = tree[~tree["component_code"].isin(tree["parent_code"])]
    codes = leaves["component_code"].tolist()
    answers = simulate_answers(random, people, codes)
    columns: dict[str, object] = {
        "Tỉnh, thành phố": np.array(places, dtype=object)[people.place],
        "Huyện, xã": _name("Địa bàn", people.district),
        "Cụm": _name("Cụm", people.cluster),
        "Lĩnh vực": np.array(SERVICES, dtype=object)[people.service],
        "Trọng số": people.weight.round(3),
    }
    for column, (code, name) in enumerate(zip(codes, leaves["name_vi"], strict=True)):
        columns[f"{code} {name}"] = pa.array(answers[:, column], mask=answers[:, column] == 0)
    for question in dict.fromkeys(questions["question"]):
        columns[question] = simulate_options(random, people, question).astype(np.int8)
    columns[MARK] = np.full(respondents, MARK, dtype=object)
    path.parent.mkdir(parents=True, exist_ok=True)
    pc.write_csv(pa.table(columns), path)
    return respondents


def _name(word: str, numbers: np.ndarray) -> np.ndarray:
    found, at = np.unique(numbers, return_inverse=True)
    return np.array([f"{word} {number + 1}" for number in found], dtype=object)[at]


def simulate_survey(raw: Path, year: int, seed: int, respondents: int = 40_000) -> Path:
    """Write a simulated survey of SIPAS to *raw*, of every province of the year, and log it as simulated.

    Parameters
    ----------
    raw : pathlib.Path
        Raw folder of a home for simulated figures.
    year, seed, respondents : int
        Year of the results; the same seed gives the same answers.

    Raises
    ------
    ValueError
        If the year's form has no questions in frameworks/sipas.csv.
    """
    known = read_reference(raw)
    components = known.components
    tree = components[(components["index"] == "sipas") & (components["year"] == year)]
    if tree.empty:
        raise ValueError(f"there is no SIPAS form of {year} in frameworks/sipas.csv")
    questions = read_questions(raw / "frameworks" / "sipas_questions.csv", year)
    places = list(known.names[find_vintage("sipas", year)].names.values())
    path = name_file(raw / "sipas" / f"sipas_microdata_{year}.csv", simulated=True)
    write_survey(path, tree, questions, places, seed, respondents)
    document = f"Phiếu điều tra mô phỏng SIPAS {year}, seed {seed} – {SIMULATED}"
    log_file(raw, path, issuer="parlib", document=document, simulated=True)
    return path
