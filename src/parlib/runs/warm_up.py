"""What pages share, made before the processes that make them are forked, so that no page pays for the first time.

What is drawn for the first time looks up fonts, outlines of letters and readers of tables; what is computed for the
first time turns tables into arrays, and much of it is the same for all provinces. A process that is forked afterwards
finds all that at hand. Nothing of a notebook is run, and what is drawn is thrown away.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import ModuleType

import pandas as pd

from parlib.exhibits.exhibit import Exhibit
from parlib.questions import actions as next_steps
from parlib.questions import (
    answer,
    causes,
    chain,
    cheapest,
    companions,
    correlates,
    curve,
    expected,
    facts,
    groups,
    headline,
    lasting,
    marks,
    matters,
    merged,
    peer_parts,
    place,
    recovery,
    sources,
    sureness,
    survey_groups,
    survey_shares,
    trend,
)
from parlib.questions import certainty as rank_ranges
from parlib.questions import history as course
from parlib.questions import losses as points_lost
from parlib.questions import peers as similar_places
from parlib.questions import position as standings
from parlib.store import load_table, preload_tables
from parlib.study import (
    actions,
    bridge,
    certainty,
    composite,
    consistency,
    drivers,
    evidence,
    history,
    losses,
    movement,
    outlook,
    peers,
    position,
    steps,
    survey,
    whatif,
)
from parlib.study.standings import preload_standings
from parlib.subject import Subject, open_subject
from parlib.terms import list_by

EXAMPLE = "31"
"""Province of the exhibits: a merged one."""

SHARED_STUDIES = (
    position.measure_position,
    history.trace_history,
    losses.track_losses,
    bridge.list_breaks,
    bridge.chain_history,
    movement.split_rank_changes,
    composite.preload_past,
    outlook.expect_years,
    peers.find_peers,
    drivers.regress_companions,
    drivers.correlate_components,
    whatif.recover_losses,
    certainty.measure_certainty,
    consistency.compare_indices,
    evidence.list_sources,
)
"""Studies that keep what is the same for all provinces."""


def warm_up(home: str) -> None:
    """Read the tables of *home* and draw as the first page would; forget which warnings were shown meanwhile."""
    with _forget_warnings():
        preload_tables(home)
        preload_standings(home)
        for exhibit in list_exhibits():
            exhibit._repr_mimebundle_()


def warm_up_topics(topics: str) -> None:
    """Compute what pages about the same component of different provinces share.

    What fails here fails again in the page's own notebook, which says so.

    Parameters
    ----------
    topics : str
        JSON list of arguments of `parlib.subject.open_subject`.
    """
    with _forget_warnings():
        # Each by itself: what one study cannot do for one topic must not keep the others from being computed.
        for topic in json.loads(topics):
            with suppress(Exception):
                subject = open_subject(*topic)
                for study in SHARED_STUDIES:
                    with suppress(Exception):
                        study(subject)


@contextmanager
def _forget_warnings() -> Iterator[None]:
    """Let a warning that Python shows once be shown again, by the page that it concerns."""
    try:
        yield
    finally:
        for module in list(sys.modules.values()):
            if isinstance(module, ModuleType):
                # Not getattr: modules with a lazy __getattr__ would import something.
                module.__dict__.pop("__warningregistry__", None)


def list_exhibits() -> list[Exhibit]:
    """Return the exhibits of a component page: what is made for the first time costs most."""
    subject = open_subject(*_choose_example())
    standing = position.measure_position(subject)
    return [
        *_list_now(subject, standing),
        *_list_over_time(subject),
        *_list_beside(subject),
        *_list_prospects(subject),
        *_list_papers(subject),
    ]


def _choose_example() -> tuple[str, int, str, str]:
    """Return index, year, province and component of the exhibits: the index whose table is the largest."""
    sizes = {name: len(load_table("scores", index=name, noted=False)) for name in list_by(neighbour=True)}
    index = max(sizes, key=lambda name: sizes[name])
    trees = load_table("components", index=index, noted=False)
    newest = trees[trees["year"] == trees["year"].max()]
    return index, int(newest["year"].iloc[0]), EXAMPLE, newest["component_code"].iloc[min(1, len(newest) - 1)]


def _list_now(subject: Subject, standing: pd.DataFrame) -> list[Exhibit]:
    lost = losses.sum_losses(losses.measure_losses(subject), subject)
    return [
        answer.show(subject, standing, certainty.measure_certainty(subject), steps.list_steps(subject)),
        headline.show(subject, standing),
        standings.show(subject, position.compare_provinces(subject)),
        marks.show(subject, position.list_marks(standing)),
        place.show(subject, standing),
        points_lost.show(subject, lost, standing),
        lasting.show(subject, losses.track_losses(subject)),
    ]


def _list_over_time(subject: Subject) -> list[Exhibit]:
    path = history.trace_history(subject)
    return [
        course.show(subject, path),
        trend.show(subject, history.test_trend(subject), history.estimate_slope(path)),
        chain.show(subject, bridge.chain_history(subject), bridge.list_breaks(subject)),
        causes.show(subject, movement.split_rank_changes(subject), bridge.hold_framework(subject)),
        merged.show(subject, composite.trace_merged(subject)),
        expected.show(subject, outlook.expect_years(subject)),
    ]


def _list_beside(subject: Subject) -> list[Exhibit]:
    similar = peers.find_peers(subject)
    return [
        similar_places.show(subject, similar),
        peer_parts.show(subject, peers.compare_peers(subject, similar)),
        groups.show(subject, peers.compare_groups(subject, similar)),
        companions.show(subject, drivers.regress_companions(subject)),
        correlates.show(subject, drivers.correlate_components(subject)),
        matters.show(subject, consistency.compare_indices(subject), consistency.read_integrity(subject)),
    ]


def _list_prospects(subject: Subject) -> list[Exhibit]:
    sure, target = certainty.measure_certainty(subject), whatif.measure_target(subject)
    return [
        recovery.show(subject, whatif.recover_losses(subject)),
        curve.show(subject, whatif.trace_places(subject), target),
        cheapest.show(subject, target, whatif.find_cheapest(subject)),
        rank_ranges.show(subject, certainty.measure_rank_ranges(subject), sure),
        sureness.show(subject, sure),
    ]


def _list_papers(subject: Subject) -> list[Exhibit]:
    return [
        survey_shares.show(subject, survey.list_shares(subject)),
        survey_groups.show(subject, survey.list_groups(subject)),
        next_steps.show(subject, actions.plan_actions(subject)),
        facts.show(subject, evidence.list_facts(subject)),
        sources.show(subject, evidence.list_sources(subject)),
    ]
