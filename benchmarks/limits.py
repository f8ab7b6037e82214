"""What a benchmark has measured beside its limit: it fails when one is broken, and says so in one table.

A benchmark calls `hold` for each figure that has a limit and `settle` at its end. Run alone it prints a table of its
own and fails if a limit is broken; under `run_all` the figures go there.
"""

import json
import os
import sys
from pathlib import Path

FILE = "PARLIB_FIGURES"
"""Variable with the file to which figures go instead of a table of one's own."""
BEFORE = Path(__file__).with_name("before.json")
"""The figures of the last time that somebody kept them (``run_all --keep``)."""

_held = []


def hold(what, now, most=None, least=None):
    """Note a figure that may be *most*, or must be *least*."""
    _held.append({"what": what, "now": float(now), "most": most, "least": least})


def settle():
    """Hand the figures on, or print them; leave with 1 if a limit is broken."""
    if FILE in os.environ:
        with Path(os.environ[FILE]).open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(figure) + "\n" for figure in _held)
    else:
        print_table(_held)
    broken = [figure["what"] for figure in _held if not is_kept(figure)]
    if broken:
        sys.exit(f"limit broken: {'; '.join(broken)}")


def is_kept(figure):
    """Say whether a figure is within its limit; one that is no number is not."""
    now, most, least = figure["now"], figure["most"], figure["least"]
    return (most is None or now <= most) and (least is None or now >= least) and now == now


def print_table(figures):
    """Print one line a figure: its goal, now, and before."""
    before = json.loads(BEFORE.read_text(encoding="utf-8")) if BEFORE.exists() else {}
    width = max((len(figure["what"]) for figure in figures), default=4)
    print(f"\n{'what':<{width}} {'goal':>14} {'now':>10} {'before':>10}  kept")
    for figure in figures:
        goal = " ".join(
            f"{word} {show(figure[key])}"
            for key, word in (("least", "from"), ("most", "to"))
            if figure[key] is not None
        )
        known = show(before[figure["what"]]) if figure["what"] in before else "–"
        kept = "yes" if is_kept(figure) else "NO"
        print(f"{figure['what']:<{width}} {goal:>14} {show(figure['now']):>10} {known:>10}  {kept}")


def show(number):
    """Return a number with three figures that count.

    >>> show(8192), show(0.1234), show(12.345)
    ('8,192', '0.123', '12.3')
    """
    return f"{number:,.0f}" if abs(number) >= 100 else f"{number:.3g}"
