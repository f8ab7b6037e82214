"""Numbers as readers write them; they live in `parlib.language.numbers`."""

from parlib.language.numbers import *  # noqa: F403
