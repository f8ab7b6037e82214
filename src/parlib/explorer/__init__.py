"""A view to explore with: choose index, year, province, component; map, place, course and losses answer together.

The charts are those of the pages, so they say what pages say. In JupyterLab, Notebook and VS Code it is a widget
(anywidget); what is chosen on the map is chosen everywhere. Where there are no widgets it is a still picture.
"""

from __future__ import annotations

from parlib.explorer.view import View, draw_view, list_choices, write_code
from parlib.explorer.widget import explore

__all__ = ["View", "draw_view", "explore", "list_choices", "write_code"]
