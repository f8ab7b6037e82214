"""Of which places are there figures, and where do they lie? (bản đồ ô)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.gate import Gate
from parlib.language import Message, Text, computed, join_texts
from parlib.questions.present import present, say_unit, voice_of
from parlib.questions.question import Question
from parlib.questions.stand import Stand
from parlib.subject import Subject

QUESTION = Question(
    name="map",
    title=Message("Bản đồ ô", "Tile map"),
    columns=("province_code", "province", "row", "col", "score", "rank", "short_name", "role"),
    pages=("national",),
    open_on=("national",),
    chart="tiles",
    gate=Gate(("nation",)),
    stand=Stand(slide=20, titled_by="ranking"),
)

ENDS, ENOUGH = 10, 40
"""Places at each end of the scores of which it is told where they lie, where so many have a figure."""

MOST_NAMED = 6
"""Of more places without a figure only the number is told."""

ALL = Message("Cả {all} {places} đều có số liệu.", "All {all} {places} have figures.")
SOME = Message(
    "{known} trong {all} {places} có điểm số trong các nguồn đang có.",
    "{known} of {all} {places} have a score in the sources at hand.",
)
PATTERN = Message(
    "Trong {n_top} {places} có điểm cao nhất, {top_north} ở nửa phía bắc và {top_south} ở nửa phía nam bản đồ; trong "
    "{n_low} {places} có điểm thấp nhất, {low_north} ở nửa phía bắc và {low_south} ở nửa phía nam.",
    "Of the {n_top} {places} with the highest scores, {top_north} {top_north:=lies|lie} in the northern and "
    "{top_south} in the southern half of the map; of the {n_low} with the lowest, {low_north} in the northern and "
    "{low_south} in the southern.",
)
WITHOUT = Message("Không có số liệu của {names}.", "There are no figures of {names}.")
NAME = Message("{name}", "{name}")


def show(subject: Subject, tiles: pd.DataFrame) -> Exhibit:
    """Show the tile map, both archipelagos included, and name the places without a figure.

    Parameters
    ----------
    tiles : pandas.DataFrame
        `parlib.study.nation.map_provinces`.
    """
    if tiles["score"].notna().sum() < 2:
        return present(QUESTION, subject, Text(), tiles, chart="none")
    return present(
        QUESTION,
        subject,
        _say_pattern(subject, tiles),
        tiles,
        figures=_count(tiles),
        unit=say_unit(subject),
        decimals=subject.index.decimals,
    )


def _count(tiles: pd.DataFrame) -> dict[str, int]:
    """Return how many places the map has, how many with a figure, and where the ends lie; archipelagos do not count."""
    places = tiles[tiles["role"] != "archipelago"]
    counts = {"n_provinces": len(places), "n_known": int(places["score"].notna().sum())}
    return counts | (_count_ends(places) if counts["n_known"] >= ENOUGH else {})


def _count_ends(places: pd.DataFrame) -> dict[str, int]:
    """Return how many of the highest and of the lowest lie in the northern and in the southern half of the map.

    Places with the score of the last that counts are counted too.
    """
    north = places["row"] <= places["row"].median()
    counts: dict[str, int] = {}
    for end, found in (
        ("top", places["score"].nlargest(ENDS, keep="all")),
        ("low", places["score"].nsmallest(ENDS, keep="all")),
    ):
        above = int(north[found.index].sum())
        counts |= {f"n_{end}": len(found), f"{end}_north": above, f"{end}_south": len(found) - above}
    return counts


def _say_pattern(subject: Subject, tiles: pd.DataFrame) -> Text:
    """Say where the highest and the lowest lie, and which places have no figure."""
    voice, counts = voice_of(subject), _count(tiles)
    if "n_top" in counts and len({counts["n_top"], counts["n_known"]}) > 1:
        bound = {name: computed(counts[name], "count", name) for name in PATTERN.fields}
        lacking = _say_lacking(subject, tiles) if counts["n_known"] < counts["n_provinces"] else Text()
        return join_texts([voice.say(PATTERN, **bound), lacking])
    return _say_lacking(subject, tiles)


def _say_lacking(subject: Subject, tiles: pd.DataFrame) -> Text:
    """Say how many places have a figure, or name those that do not."""
    voice, counts = voice_of(subject), _count(tiles)
    known, all_places = (computed(counts[name], "count", name) for name in ("n_known", "n_provinces"))
    absent = tiles[(tiles["role"] != "archipelago") & tiles["score"].isna()]
    if absent.empty:
        return voice.say(ALL, all=all_places)
    if len(absent) > MOST_NAMED:
        return voice.say(SOME, known=known, all=all_places)
    names = [voice.say(NAME, name=QUESTION.cell(row, "province")) for _, row in absent.iterrows()]
    return voice.say(WITHOUT, names=voice.join(names))
