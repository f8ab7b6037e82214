"""Seven shapes of less than a country's whole table in both languages, each in every product: what is said of it.

``python tests/prove_partial.py`` makes all; ``python tests/prove_partial.py ranks-vi gap-en`` makes those.
"""

import sys
import tempfile
from pathlib import Path

from made_partial import ONE_INDEX, YEAR, make_base, make_one_index, make_shape
from partial_claims import find_false, list_untold
from read_products import make_products, read_products

SHAPES = ("one", "twelve", "fields", *ONE_INDEX)
"""One province only, 12 of 34, fields of all, totals only, ranks only, factors of SIPAS only, a year left out."""


def prove(folder, shape, language, base):
    """Return how many files a shape has, what is false in them and what they leave out."""
    home = folder / shape
    if not home.exists():
        home = make_one_index(home, shape) if shape in ONE_INDEX else make_shape(folder, base(), shape)[0]
    index, year = ONE_INDEX.get(shape, ("par_index", YEAR))
    texts = dict(read_products(make_products(folder / f"{shape}-{language}", home, index, year, language)))
    return len(texts), find_false(shape, texts), list_untold(shape, texts)


def main():
    asked = sys.argv[1:] or [f"{shape}-{language}" for shape in SHAPES for language in ("vi", "en")]
    bad, bases = 0, []
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept)

        def base():
            if not bases:
                bases.append(make_base(folder / "base"))
            return bases[0]

        for one in asked:
            files, false, untold = prove(folder, *one.split("-"), base)
            print(f"{one}: {files} files, {len(false)} false, {len(untold)} not told", *false, *untold, sep="\n  ")
            bad += len(false) + len(untold)
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
