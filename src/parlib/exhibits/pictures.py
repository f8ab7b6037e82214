"""The picture of an exhibit: drawn when it is shown, in the words of its places, marked where it is simulated."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd
from matplotlib.figure import Figure

from parlib.figures.style import rename_words, render_png, stamp_figure
from parlib.subject import Subject
from parlib.wording.nouns import choose_words, speak_of
from parlib.wording.titles import SIMULATED


def prepare_picture(
    subject: Subject, table: pd.DataFrame, draw: Callable[..., Figure], options: Mapping[str, object]
) -> Callable[[], bytes]:
    """Return what draws the picture of *table* when it is shown."""
    drawn = table.astype(dict.fromkeys(table.select_dtypes("Int64").columns, "float64"))
    put = name_places(subject)

    def picture() -> bytes:
        with speak_of(subject.index.id, subject.language, subject.province):
            figure = draw(drawn, language=subject.language, **options)
        figure = rename_words(figure, put)
        return render_png(stamp_figure(figure, SIMULATED) if subject.simulated else figure)

    return picture


def name_places(subject: Subject) -> Callable[[str], str]:
    """Return what puts the words for the subject's places into a word of a picture, an alt text or a need."""
    if subject.index.nouns is None:
        names = subject.tree["component"] if subject.language == "vi" else ()
        return choose_words(None, subject.language, names, subject.province)
    names = [*subject.places["province"], *subject.places["region"].unique(), *subject.tree["component"]]
    names += [*subject.tree["agency"].unique(), subject.index.call(subject.language), *subject.issuers]
    return choose_words(subject.index.nouns, subject.language, names)
