"""An index of one's own stands beside the others: loaded, ranked, back-cast, put next to other indices."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import parlib
from parlib.terms import INDICES, NATIONAL, RULES

PARTS = {"cost": [60.0, 70.0, 80.0], "time": [50.0, 50.0, 40.0]}
THREE = pd.DataFrame({"tỉnh": ["Ha Noi City", "TP. HCM", "Da Nang"], **PARTS})


@pytest.fixture
def own(home):
    """Return what registers an index for one test only."""
    taken = []

    def register(*given, **named):
        scores = parlib.register(*given, **named)
        taken.append(named["id"])
        return scores

    yield register
    for name in dict.fromkeys(taken):
        parlib.forget(name)


@pytest.fixture
def pci(own):
    """Return PCI's ten sub-indices of 63 provinces, as somebody would bring them, and the index made of them."""
    scores = parlib.load("pci").query("year in [2015, 2016] and component_code != 'total'")
    wide = scores.pivot(index=["province", "year"], columns="component_code", values="score").reset_index()
    own(wide, id="mine", name="Mine", minimum=1, maximum=10, issuer="VCCI")
    return scores


def test_register_weighs_components_and_ranks_provinces(own):
    total = own(THREE, id="ease", year=2024, weights={"cost": 3, "time": 1}).query("component_code == 'total'")
    assert dict(zip(total["province_code"], total["score"], strict=True)) == {"01": 57.5, "48": 70.0, "79": 65.0}
    assert total.set_index("province_code")["rank"].to_dict() == {"01": 3, "48": 1, "79": 2}
    assert total["kind"].unique().tolist() == ["computed"]
    assert parlib.cite("ease", 2024).startswith("not told (2024). ease.")


def test_register_takes_a_long_table_as_the_wide_one(own):
    wide = own(THREE, id="ease", year=2024)
    long = THREE.melt("tỉnh", var_name="component", value_name="score")
    assert own(long, id="ease", year=2024).equals(wide)
    assert len(parlib.load("ease")) == 9


def test_registered_index_answers_questions_of_a_province(pci):
    subject = parlib.open_subject("mine", 2016, "Quảng Ninh")
    mean = pci.query("year == 2016 and province_code == '22'")["score"].mean()
    assert subject.own["score"] == pytest.approx(mean)
    assert len(parlib.study.losses.measure_losses(subject)) == pci["component_code"].nunique()
    assert len(parlib.study.nation.list_ranking(subject)) == 63
    assert len(parlib.study.whatif.recover_losses(subject)) >= 10


def test_registered_index_stands_beside_other_indices(pci):
    companions = parlib.study.drivers.regress_companions(parlib.open_subject("papi", 2016, "22"))
    assert "mine" in companions["index"].tolist()
    table = parlib.panel({"mine": "total", "papi": "4"}, years=(2015, 2016), wide=True)
    assert table["mine_total"].notna().sum() == 126
    assert "mine" in parlib.search("Mine")["index"].tolist()


def test_registered_index_is_back_cast_to_the_34(pci):
    past = parlib.load("mine", 34).query("component_code == 'total' and year == 2016").set_index("province_code")
    assert len(past) == 34
    old = (
        parlib.load("mine", 63).query("component_code == 'total' and year == 2016").set_index("province_code")["score"]
    )
    assert old[["24", "27"]].min() < past.at["24", "score"] < old[["24", "27"]].max()
    assert np.isclose(past.at["22", "score"], old["22"])


@pytest.mark.parametrize(
    ("table", "named", "why"),
    [
        (THREE, {"id": "papi", "year": 2024}, "id 'papi' is taken by Viet Nam Provincial Governance"),
        (THREE, {"id": "My index", "year": 2024}, "cannot be used: small letters"),
        (THREE, {"id": "ease"}, "say of which year the figures are"),
        (THREE, {"id": "ease", "year": 2024, "maximum": 10}, "scores lie outside 0-10"),
        (THREE, {"id": "ease", "year": 2024, "weights": {"cost": 1}}, "give each one"),
        (THREE.replace("Da Nang", "Da Nag"), {"id": "ease", "year": 2024}, "'Da Nag'.*nearest known: Đà Nẵng"),
        (THREE.assign(cost="x"), {"id": "ease", "year": 2024}, "'x' in column 'cost' is no number"),
    ],
)
def test_register_refuses_what_it_cannot_use_and_adds_nothing(home, table, named, why):
    with pytest.raises(ValueError, match=why):
        parlib.register(table, **named)
    with pytest.raises(ValueError, match="no index 'ease' was registered"):
        parlib.forget("ease")


def test_register_takes_weights_by_year_names_in_two_languages_and_the_least_as_the_best(own):
    table = pd.concat([THREE.assign(year=2023), THREE.assign(year=2024)])
    weights = {2023: {"cost": 3, "time": 1}, 2024: {"cost": 1, "time": 0}}
    names = {"cost": ("Chi phí", "Costs")}
    scores = own(table, id="ease", weights=weights, names=names, name="Thuận lợi", name_en="Ease", lower_is_better=True)
    total = scores.query("component_code == 'total' and province_code == '01'").set_index("year")
    assert total["score"].to_dict() == {2023: 42.5, 2024: 40.0}
    assert total["rank"].to_dict() == {2023: 1, 2024: 1}
    assert parlib.components("ease", 2024)[["name_vi", "name_en"]].iloc[1].tolist() == ["Chi phí", "Costs"]
    with pytest.raises(ValueError, match="weights are of 2023: give those of 2024, too"):
        own(table, id="ease", weights={2023: weights[2023]})


def test_what_a_session_adds_hides_no_index_of_the_house():
    house, own = NATIONAL["papi"], replace(NATIONAL["papi"], id="own")
    with pytest.raises(ValueError, match="is taken by"):
        INDICES.add(house, RULES["papi"])
    with pytest.raises(ValueError, match="no index 'papi' was registered"):
        INDICES.drop("papi")
    with pytest.raises(TypeError):
        NATIONAL["own"] = own
    INDICES.add(own, RULES["papi"])
    assert INDICES["own"] == own
    INDICES.drop("own")
    assert "own" not in INDICES
