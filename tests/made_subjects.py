"""Small made subjects whose figures can be summed by eye; no figure here is a real one."""

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

import parlib
from parlib.framework import order_code
from parlib.scores import add_shares, measure_changes, rank_provinces
from parlib.store import NotCleanedError, find_home
from parlib.subject import Subject
from parlib.terms import INDICES


def make_subject(
    scores,
    maxima=None,
    year=None,
    province="01",
    component="total",
    kind="published",
    regions="112",
    series=None,
    index="papi",
    combine="sum",
    facts=None,
    weights=None,
):
    """Return a subject from ``{(component_code, year): [score of province 01, 02, ...]}``.

    Parents are given their own scores; ``1.1`` lies below ``1``, ``1`` below ``total``. Region of province i is the
    i-th letter of *regions*, the last letter for the rest. *weights* by component; without any, points add up.
    """
    maxima = maxima or {}
    years = sorted({at for _, at in scores})
    n = max(len(values) for values in scores.values())
    codes = [f"{number:02d}" for number in range(1, n + 1)]
    places = pd.DataFrame({"province_code": codes, "province": [f"P{code}" for code in codes], "vintage": "63"})
    places["region_code"] = [regions[min(at, len(regions) - 1)] for at in range(n)]
    places["region"] = "R" + places["region_code"]
    places["successor_code"] = codes
    trees = pd.DataFrame(
        [
            {
                "index": index,
                "year": at,
                "component_code": code,
                "component_key": f"key.{code}",
                "parent_code": _find_parent(code),
                "level": len(order_code(code)),
                "component": f"C{code}",
                "min_score": 0.0,
                "max_score": maxima.get(code, 10.0),
                "weight": (weights or {}).get(code, np.nan),
                "agency": "",
                "method": "",
                "series": (series or {}).get(at, f"{years[0]}-{years[-1]}"),
            }
            for code, at in sorted(scores, key=lambda key: (key[1], order_code(key[0])))
        ]
    )
    trees["order"] = trees.groupby("year").cumcount()
    parents = set(trees["parent_code"])
    trees["combine"] = [combine if code in parents else "leaf" for code in trees["component_code"]]
    rows = pd.DataFrame(
        [
            {
                "index": index,
                "year": at,
                "vintage": "63",
                "component_code": code,
                "province_code": place,
                "kind": kind,
                "score": float(value),
                "source_id": "",
            }
            for (code, at), values in scores.items()
            for place, value in zip(codes, values, strict=False)
        ]
    )
    rows = rows.merge(
        trees.drop(columns=["index", "order", "combine", "parent_code", "weight", "agency", "method"]),
        on=["year", "component_code"],
    )
    rows = measure_changes(rank_provinces(add_shares(rows)))
    rows = rows.merge(places[["province_code", "province", "region_code", "region"]], on="province_code")
    year = year or years[-1]
    return Subject(
        index=INDICES[index],
        year=year,
        vintage="63",
        province_code=province,
        province=f"P{province}",
        region_code=regions[min(int(province) - 1, len(regions) - 1)] if province.isdigit() else "",
        region="",
        component_code=component,
        component=f"C{component}",
        language="vi",
        scores=rows,
        components=trees,
        facts=pd.DataFrame(columns=_FACTS) if facts is None else facts,
        places=places,
        sources=pd.DataFrame(columns=["source_id", "issuer", "kind", "tier", "simulated"], dtype=str),
    )


_FACTS = ["index", "year", "place_code", "component_code", "measure", "value", "chosen", "unit", "source_id"]


def _find_parent(code):
    if code == "total":
        return ""
    return code.rsplit(".", 1)[0] if "." in code else "total"


def make_noise(provinces=12, years=6, parts=3, seed=7):
    """Return scores of *parts* random parts and of their total, for `make_subject`."""
    random = np.random.default_rng(seed)
    scores = {}
    for year in range(2020 - years, 2020):
        parts_of_year = random.uniform(2, 9, size=(parts, provinces))
        scores |= {(str(part + 1), year): values for part, values in enumerate(parts_of_year)}
        scores["total", year] = parts_of_year.sum(axis=0)
    return scores


@cache
def open_real(index, year, province="VN", component="total", language="vi", vintage=""):
    """Open a subject on the real tables, cleaning the raw ones first where that has not been done."""
    try:
        return parlib.open_subject(index, year, province, component, language, vintage)
    except NotCleanedError:
        from parlib.clean.run import clean_raw

        home = Path(find_home()) / "data"
        clean_raw(home / "raw", home / "processed")
        return parlib.open_subject(index, year, province, component, language, vintage)
