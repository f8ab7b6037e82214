"""``parlib place``: which province a name or code means, before and since the merger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

if TYPE_CHECKING:
    import pandas as pd

import typer

from parlib.cli.common import ClearHome, app, clean_if_changed, out, use_home
from parlib.speech import Said, tell


@app.command(epilog="Examples: parlib place 'Bắc Giang' · parlib place 24 · parlib place 'phu tho'")
def place(
    name: Annotated[str, typer.Argument(help="Name, alias or code of a province, of the 63 or of the 34.")],
    home: ClearHome = None,
) -> None:
    """Say which province a name or code means among the 63 and among the 34, and which new one holds which old ones.

    A code alone is ambiguous: 24 was Bắc Giang and is Bắc Ninh.
    """
    from parlib.places import load_names
    from parlib.province_names import UnknownProvinceError
    from parlib.store import load_table

    clean_if_changed(use_home(home))
    places, found = load_table("places"), []
    for vintage in ("63", "34"):
        try:
            found.append((vintage, load_names(vintage, places).find(name)))
        except UnknownProvinceError as error:
            problem = error
    if not found:
        raise problem
    for vintage, code in found:
        out.print(_describe(places, vintage, code), markup=False)


def _describe(places: pd.DataFrame, vintage: str, code: str) -> Said:
    own = places[(places["vintage"] == vintage) & (places["province_code"] == code)].iloc[0]
    names = places.set_index(["vintage", "province_code"])["name_vi"]
    head = f"{vintage}: {own['name_vi']} ({code}), {own['region_vi']}"
    if vintage == "63":
        holder = own["successor_code"]
        same = (places["successor_code"] == holder).sum() == 1
        if same:
            return tell("{head}; since 1 July 2025 unchanged", head=head)
        return tell("{head}; since 1 July 2025 part of {new} ({code})", head=head, new=names["34", holder], code=holder)
    parts = places[(places["successor_code"] == code) & (places["vintage"] == "63")]
    listed = [f"{part.name_vi} ({part.province_code})" for part in parts.itertuples()]
    return tell("{head}; holds {listed} of the 63", head=head, listed=listed)
