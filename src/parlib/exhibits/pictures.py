"""The picture of an exhibit: drawn when it is shown, in the words of its places, marked where it is simulated."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd
from matplotlib.figure import Figure

from parlib.figures.style import render_png, stamp_figure
from parlib.language.words import speak_of
from parlib.subject import Subject
from parlib.wording.titles import SIMULATED


def prepare_picture(
    subject: Subject, table: pd.DataFrame, draw: Callable[..., Figure], options: Mapping[str, object]
) -> Callable[[], bytes]:
    """Return what draws the picture of *table* when it is shown."""
    drawn = table.astype(dict.fromkeys(table.select_dtypes("Int64").columns, "float64"))

    def picture() -> bytes:
        with speak_of(subject.index.id, subject.province):
            figure = draw(drawn, language=subject.language, **options)
        return render_png(stamp_figure(figure, SIMULATED) if subject.simulated else figure)

    return picture
