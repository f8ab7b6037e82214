"""What type checkers and editors see: names of the front door, which are fetched when they are first used."""

from parlib import plot as plot
from parlib import study as study
from parlib.exhibits.asking import ask as ask
from parlib.explorer import explore as explore
from parlib.front import components as components
from parlib.front import facts as facts
from parlib.front import load as load
from parlib.front import open_subject as open_subject
from parlib.front import provinces as provinces
from parlib.front import sources as sources
from parlib.research.cite import cite as cite
from parlib.research.dossiers import open_onestop as open_onestop
from parlib.research.everywhere import for_all as for_all
from parlib.research.matching import match_provinces as match_provinces
from parlib.research.own import forget as forget
from parlib.research.own import register as register
from parlib.research.panel import panel as panel
from parlib.research.search import search as search

__version__: str
__all__: list[str]
