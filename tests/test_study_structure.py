import numpy as np
import pandas as pd
import pytest
from made_subjects import make_noise, make_subject, open_real
from statsmodels.multivariate.pca import PCA

from parlib.study.structure import (
    correlate_parts,
    find_alpha,
    find_ceilings,
    find_principal_components,
    measure_reliability,
    measure_weights,
    summarise_structure,
)


def read_wide(subject):
    codes = [str(number) for number in range(1, 9)]
    year = subject.scores[subject.scores["year"] == subject.year]
    return year.pivot(index="province_code", columns="component_code", values="score")[codes].dropna()


def test_correlate_parts_gives_the_correlations_of_pandas():
    subject = open_real("papi", 2024)
    table = correlate_parts(subject).pivot(index="component_code", columns="other_code", values="r")
    pd.testing.assert_frame_equal(table, read_wide(subject).corr(), check_names=False)


def test_find_alpha_of_identical_parts_is_one():
    assert find_alpha(np.tile([[1.0], [2.0], [4.0]], 3)) == pytest.approx(1)


def test_measure_reliability_is_the_published_formula_on_the_correlation_matrix():
    """With parts of equal variance alpha is k r / (1 + (k - 1) r), r the mean correlation (Cronbach 1951, eq. 25)."""
    noise = np.random.default_rng(2).normal(size=(40, 4)) + np.random.default_rng(3).normal(size=(40, 1))
    scaled = 5 + (noise - noise.mean(axis=0)) / noise.std(axis=0)
    scores = {(str(at + 1), 2019): scaled[:, at] for at in range(4)} | {("total", 2019): scaled.sum(axis=1)}
    r = (np.corrcoef(scaled.T).sum() - 4) / 12
    row = measure_reliability(make_subject(scores, maxima={"total": 40.0})).iloc[0]
    assert row["alpha"] == pytest.approx(4 * r / (1 + 3 * r))
    assert row["low"] < row["alpha"] < row["high"]


def test_find_principal_components_gives_the_eigenvalues_of_statsmodels():
    subject = open_real("papi", 2024)
    table = find_principal_components(subject)
    expected = PCA(read_wide(subject), standardize=True, method="eig")
    n = table["n"].iloc[0]
    np.testing.assert_allclose(table.drop_duplicates("axis")["eigenvalue"], expected.eigenvals / n)
    first = table[table["axis"] == 1].set_index("component_code")["loading"]
    np.testing.assert_allclose(
        np.abs(first), np.abs(expected.eigenvecs.iloc[:, 0] * np.sqrt(expected.eigenvals[0] / n))
    )


def test_measure_weights_add_up_to_one():
    subject = open_real("papi", 2024)
    table = measure_weights(subject).set_index("component_code")
    assert table["effective_weight"].sum() == pytest.approx(1)
    wide = read_wide(subject)
    total = wide.sum(axis=1)
    assert table.at["4", "correlation_ratio"] == pytest.approx(np.corrcoef(wide["4"], total)[0, 1] ** 2)
    assert table.at["4", "effective_weight"] == pytest.approx(wide["4"].cov(total) / total.var())


def test_find_ceilings_names_a_component_where_most_have_all_points():
    scores = {
        ("total", 2019): [20.0] * 12,
        ("1", 2019): [10.0] * 9 + [2.0, 3.0, 4.0],
        ("2", 2019): np.linspace(1, 9, 12),
        ("3", 2019): [5.0] * 12,
    }
    table = find_ceilings(make_subject(scores, maxima={"total": 30.0}))
    assert dict(zip(table["component_code"], table["verdict"], strict=True)) == {
        "1": "ceiling",
        "2": "tells_apart",
        "3": "flat",
    }
    assert table["at_max_share"].tolist() == [0.75, 0, 0]


def test_measure_weights_without_differences_is_empty():
    scores = make_noise(provinces=12, years=1)
    level = {key: np.full(12, 5.0) for key in scores}
    assert measure_weights(make_subject(level, maxima={"total": 30.0})).empty


def test_measure_weights_of_the_smallest_parts_add_up_to_one_over_all_levels():
    subject = open_real("papi", 2024)
    table = measure_weights(subject, smallest=True)
    assert len(table) == 28
    assert table["effective_weight"].sum() == pytest.approx(1)
    parts = measure_weights(subject).set_index("component_code")["effective_weight"]
    of_four = table[table["component_code"].str.startswith("4.")]["effective_weight"].sum()
    assert of_four == pytest.approx(parts["4"])


def test_find_ceilings_looks_below_the_component_only():
    table = find_ceilings(open_real("papi", 2024, "VN", "4"))
    assert sorted(table["component_code"]) == ["4.1", "4.2", "4.3", "4.4"]


def test_summarise_structure_gives_a_row_for_each_component_with_parts():
    subject = open_real("papi", 2024)
    table = summarise_structure(subject).set_index("component_code")
    assert table.index.tolist() == ["total", *"12345678"]
    r = read_wide(subject).corr().to_numpy()[np.triu_indices(8, 1)]
    assert table.loc["total", ["mean_r", "lowest_r", "highest_r"]].tolist() == pytest.approx(
        [r.mean(), r.min(), r.max()]
    )
    assert table.at["4", "alpha"] == measure_reliability(subject.with_component("4"))["alpha"].iloc[0]
    assert table.at["total", "first_axis_share"] == pytest.approx(
        np.linalg.eigvalsh(read_wide(subject).corr()).max() / 8
    )


def test_summarise_structure_of_printed_facts_is_empty():
    assert summarise_structure(open_real("par_index", 2023)).empty
