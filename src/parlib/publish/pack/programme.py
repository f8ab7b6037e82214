"""The programme of a conference (chương trình hội nghị)."""

from __future__ import annotations

from collections.abc import Iterator

from parlib.language import Text
from parlib.publish.pack import words
from parlib.publish.pack.draft import Draft, Listing, named, plain, take
from parlib.publish.pack.occasion import Occasion
from parlib.terms import INDICES
from parlib.wording.letters import FILL


def draft_programme(occasion: Occasion) -> Draft:
    """Return the programme: what comes when, and who speaks; times are left to fill in."""
    labels = [occasion.say(words.ROWS[name]) for name in ("order", "time", "item", "by")]
    items = list(_list_items(occasion))
    rows = [[Text.of(str(number)), plain(FILL), item, by] for number, (item, by) in enumerate(items, start=1)]
    table = Listing("", labels, rows, [False] * 4)
    about = occasion.voice.say(words.ABOUT["programme"], editions=occasion.editions, seat=named(occasion.seat, "seat"))
    return Draft("programme", about, [table])


def _list_items(occasion: Occasion) -> Iterator[tuple[Text, Text]]:
    """Yield each item with who speaks."""
    voice, editions = occasion.voice, occasion.editions
    home, chair, everybody = (plain(occasion.say(words.PEOPLE[name])) for name in ("home", "chair", "all"))
    office = voice.say(words.OFFICE)
    yield voice.say(words.REGISTER), office
    yield voice.say(words.INTRODUCE), office
    yield voice.say(words.OPENING), chair
    yield voice.say(words.REPORT, editions=editions), home
    for page in occasion.units:
        index = INDICES[page.about["index"]]
        edition = named(index.edition(page.about["year"], occasion.language), "edition")
        yield voice.say(words.UNITS, edition=edition), home
    yield from _list_speeches(occasion)
    yield voice.say(words.DISCUSS), everybody
    yield voice.say(words.CLOSING), chair


def _list_speeches(occasion: Occasion) -> Iterator[tuple[Text, Text]]:
    voice, page = occasion.voice, occasion.measured.overview
    if not occasion.by_agency:
        yield voice.say(words.SPEECHES_OPEN), plain(FILL)
    for agency, losses in occasion.by_agency.items():
        if (row := occasion.ranked_agencies.get(agency)) is not None:
            lost = take(page, page.expect("agencies"), row, "lost")
            yield voice.say(words.SPEECH, lost=lost), Text.of(agency)
        else:
            first = losses[0]
            by = take(first.page, first.exhibit, first.row, "lead_agency")
            yield voice.say(words.SPEECH_OF_PEOPLE if occasion.of_people else words.SPEECH_UNMEASURED), voice.join([by])
