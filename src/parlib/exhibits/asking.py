"""Headings and questions of a notebook, shown by its code in the language of its subject (câu hỏi của sổ tính).

A markdown cell cannot know a parameter: one that holds two languages shows both wherever papermill runs it. So
templates ask by code. A question stands above its answer and is taken back where it does not arise; what an exhibit
has said, no other says again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from parlib.language.words import put_words, words_for
from parlib.wording.needs import say_unanswered, say_waiting

if TYPE_CHECKING:
    from parlib.subject import Subject

_HEADING = re.compile(r"(?P<marks>#+) (?:(?P<number>\d+)\. )?(?P<text>[^\n]*)\n*")


@dataclass
class _Shown:
    """An output that may change later: text, with what travels beside it."""

    text: str | None = None
    beside: Mapping[str, Any] = field(default_factory=dict)
    handle: Any = None

    def show(self, text: str) -> None:
        """Show a text, in the place of what was shown before."""
        from IPython.display import display

        if text == self.text:
            return
        data = {**self.beside, "text/markdown": text}
        if self.handle is None:
            self.handle = display(data, raw=True, display_id=True)
        else:
            self.handle.update(data, raw=True)
        self.text = text


@dataclass
class _Question:
    """What a cell asked: a heading, a sentence or both.

    It is *idle* once an exhibit said that it does not arise; a heading is *kept* once anything below it was answered.
    """

    heading: str
    title: str
    sentence: str
    shown: _Shown = field(default_factory=_Shown)
    answered: bool = False
    idle: bool = False
    kept: bool = False

    def show(self) -> None:
        """Show the heading, and the sentence unless it does not arise."""
        sentence = self.sentence if self.answered or not self.idle else ""
        self.shown.show("\n\n".join(filter(None, (self.heading, sentence))))


@dataclass
class Asking:
    """What a notebook has asked and said so far; a heading of level 1 begins it anew."""

    asked: _Question | None = None
    section: _Question | None = None
    titles: list[str] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    waiting: dict[str, dict[str, str]] = field(default_factory=dict)
    lacking: dict[str, _Shown] = field(default_factory=dict)

    def ask(self, text: str) -> None:
        """Show a heading, a question or both; number the heading among those that are left."""
        found = _HEADING.match(text)
        if found is None:
            self.asked = _Question("", "", text)
        else:
            self._leave_section(begins_anew=found["marks"] == "#")
            sentence = text[found.end() :]
            self.asked = self.section = _Question(self._number(found), found["text"], sentence)
        self.asked.show()

    def _leave_section(self, begins_anew: bool) -> None:
        """Take back the heading above questions of which none arises."""
        left = self.section
        if begins_anew:
            self.asked = None
            for kept in (self.titles, self.said, self.waiting, self.lacking):
                kept.clear()
        elif left and left.idle and not left.kept:
            left.shown.show("")
            self.titles = [title for title in self.titles if title != left.title]

    def _number(self, found: re.Match[str]) -> str:
        """Return a heading with its number; one whose cell is run again keeps it."""
        marks, title = found["marks"], found["text"]
        if not found["number"]:
            return f"{marks} {title}"
        if title not in self.titles:
            self.titles.append(title)
        return f"{marks} {self.titles.index(title) + 1}. {title}"

    def answer(self) -> None:
        """Take note that an exhibit answers what was asked last."""
        if self.asked:
            self.asked.answered = True
            self.asked.show()
        if self.section:
            self.section.kept = True

    def keep_new(self, name: str, lines: list[str]) -> list[str]:
        """Return those of the *lines* of the exhibit *name* that no other has said."""
        return [line for line in lines if self.said.setdefault(line, name) == name]

    def stay_silent(self, name: str, title: str, needs: str, language: str, data: Mapping[str, Any]) -> None:
        """Show *data* of the exhibit *name* with what it lacks in words; take the question back where nothing lacks.

        Exhibits that wait for one file are named behind the first of them, once.
        """
        here = _Shown(beside=data)
        if not self.asked:  # the question is text, and stays
            here.show(f"*{say_unanswered(needs, language)}*")
            return
        waiting = self.waiting.setdefault(needs, {})
        waiting[name] = title
        leads = bool(needs) and name == next(iter(waiting))
        if leads:
            self.lacking[needs] = here
            self.answer()
        else:
            here.show("")
            self._take_back()
        if needs:
            others = say_waiting(list(waiting.values())[1:], language)
            self.lacking[needs].show(f"*{say_unanswered(needs, language)}{others}*")

    def _take_back(self) -> None:
        for asked in (self.asked, self.section):
            if asked:
                asked.idle = True
        if self.asked:
            self.asked.show()


ASKING = Asking()
"""Of the notebook that this process runs."""


def ask(subject: Subject, *, vi: str, en: str) -> None:
    """Show a heading, or what the next cell asks, in the language of *subject*; ``{places}`` are its places.

    A cell that does nothing else is text to ``parlib report`` and ``parlib open``, which write it as a markdown cell.

    Parameters
    ----------
    subject : Subject
        What the notebook is about.
    vi, en : str
        Markdown in each language; a heading comes first.

    Examples
    --------
    >>> import parlib
    >>> subject = parlib.open_subject("papi", 2024, "22", language="en")
    >>> parlib.ask(subject, vi="# Một {place}", en="# One {place}")
    {'text/markdown': '# One province'}
    """
    words = words_for(subject.index.nouns, subject.language, subject.province)
    ASKING.ask(put_words({"vi": vi, "en": en}[subject.language].strip(), words))
