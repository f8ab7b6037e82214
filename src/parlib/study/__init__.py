"""Questions about a subject: open one, ask a function of a module, get a tidy table. Nothing here draws or speaks.

>>> import parlib
>>> from parlib.study import losses, position
>>> subject = parlib.open_subject("papi", 2024, "Quảng Ninh", component="4", language="en")
>>> position.measure_position(subject)[["score", "rank", "n_ranked"]].round(2).to_numpy().tolist()
[[7.99, 2.0, 61.0]]
>>> everywhere = parlib.for_all(losses.measure_losses, subject)       # the same of all provinces, with their codes

One province
    ``position`` score, share, rank, gaps · ``history`` the path over the years and its trend · ``losses`` points
    lost by part · ``profile`` all components on one scale · ``province`` strengths, weaknesses, streaks ·
    ``peers`` provinces like it · ``certainty`` how sure the rank is · ``lasting`` what of a result lasts ·
    ``movement`` why the rank changed · ``whatif`` what a recovered loss is worth · ``actions``, ``duty``,
    ``register`` who is responsible and what is done · ``granted`` claimed and granted · ``compare`` two provinces
    or two years · ``sheet`` all indices on one sheet
The whole country
    ``nation`` ranking, movers, map · ``inequality`` gaps and convergence · ``structure`` what an index is made of
    · ``drivers`` what goes with a component · ``within`` the same within regions
Years and frameworks
    ``bridge`` years of changed frameworks, chained · ``composite`` a new province and its old ones ·
    ``outlook`` what is expected of it
Where it rests
    ``evidence`` publications · ``checked`` what was held against print · ``claims`` the register of tests ·
    ``survey`` what respondents said · ``funnel`` which shares sampling does not explain · ``consistency`` the same
    matter in other indices · ``benchmarks`` nation and region as printed
"""

from __future__ import annotations

from importlib import import_module

__all__ = [
    "actions",
    "benchmarks",
    "bridge",
    "certainty",
    "checked",
    "claims",
    "compare",
    "composite",
    "consistency",
    "drivers",
    "duty",
    "evidence",
    "funnel",
    "granted",
    "history",
    "inequality",
    "lasting",
    "losses",
    "movement",
    "nation",
    "outlook",
    "peers",
    "position",
    "profile",
    "province",
    "register",
    "sheet",
    "structure",
    "survey",
    "whatif",
    "within",
]


def __getattr__(name: str) -> object:
    """Fetch a module of questions when it is first named, so that ``parlib.study.losses`` needs no import."""
    if name not in __all__:
        raise AttributeError(f"module 'parlib.study' has no attribute {name!r}; it has {', '.join(__all__)}")
    return import_module(f"parlib.study.{name}")


def __dir__() -> list[str]:
    """Return the modules of questions and nothing else, for completion."""
    return __all__
