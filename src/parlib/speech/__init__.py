"""What the program says to the person at the terminal, in English and Vietnamese (lời của chương trình).

English stands in the code, Vietnamese in ``vi.po`` beside this file, keyed by the English, as gettext does it. A
message with fields is made by `tell`; it is its English text for everybody who knows nothing of languages (a researcher
who reads an exception, a test, a log) and is put into the language of the person where it is shown, by `say`. A
constant sentence, such as a hint or the help of an option, is looked up by `say` as it stands. It imports nothing of
the house.
"""

from parlib.speech.catalogue import ASKED, LANGUAGES, find_language, load_catalogue, look_up
from parlib.speech.said import Plain, Said, explain_refusal, say, tell
from parlib.speech.typed import OPEN, write_command

__all__ = [
    "ASKED",
    "LANGUAGES",
    "OPEN",
    "Plain",
    "Said",
    "explain_refusal",
    "find_language",
    "load_catalogue",
    "look_up",
    "say",
    "tell",
    "write_command",
]
