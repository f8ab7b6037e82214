"""Of which places are there figures, and where do they lie? (bản đồ ô)."""

from __future__ import annotations

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.figures.tiles import draw_tiles
from parlib.gate import Gate
from parlib.language import Message, Text, computed
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

MOST_NAMED = 6
"""Of more places without a figure only the number is told."""

ALL = Message("Cả {all} {places} đều có số liệu.", "All {all} {places} have figures.")
SOME = Message(
    "{known} trong {all} {places} có điểm số trong các nguồn đang có.",
    "{known} of {all} {places} have a score in the sources at hand.",
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
        QUESTION, subject, _say_known(subject, tiles), tiles, draw=draw_tiles, figures=_count(tiles),
        unit=say_unit(subject), decimals=subject.index.decimals,
    )  # fmt: skip


def _count(tiles: pd.DataFrame) -> dict[str, int]:
    """Return how many places the map has, and how many with a figure; the archipelagos are not counted."""
    places = tiles[tiles["role"] != "archipelago"]
    return {"n_provinces": len(places), "n_known": int(places["score"].notna().sum())}


def _say_known(subject: Subject, tiles: pd.DataFrame) -> Text:
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
