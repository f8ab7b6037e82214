"""The reference site: guides in both languages, worked examples that are run, every public function (``make docs``).

It is built and read without a network: examples run on the figures in ``data/``, the theme carries its own fonts and
scripts, and a browser opens ``docs/site/index.html`` from the disk.
"""

from __future__ import annotations

import os
import shutil
import sys
from importlib.metadata import version as version_of
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
sys.path.insert(0, str(HERE))
os.environ.setdefault("PARLIB_HOME", str(ROOT))

# Notebooks and the codebook live where they are used; Sphinx reads only below its own folder.
shutil.rmtree(HERE / "gallery", ignore_errors=True)
shutil.copytree(ROOT / "notebooks" / "explore", HERE / "gallery", ignore=shutil.ignore_patterns("README.md", ".*"))
shutil.copyfile(ROOT / "data" / "processed" / "README.md", HERE / "codebook.md")

project = "parlib"
release = version_of("parlib")
author = "The parlib authors"
html_title = f"parlib {release}"

extensions = [
    "myst_nb",
    "numpydoc",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx_copybutton",
    "sphinx_design",
    "commands",
]
exclude_patterns = ["site", "jupyter_execute"]
language = "en"
html_theme = "pydata_sphinx_theme"
html_theme_options = {
    "navigation_with_keys": False,
    "show_prev_next": False,
    "header_links_before_dropdown": 7,
    "secondary_sidebar_items": ["page-toc"],
    "footer_start": [],
    "footer_end": [],
}
html_static_path = ["static"]
html_css_files = ["site.css"]
html_sidebars = {"index": []}
html_show_sourcelink = False
html_copy_source = False

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
suppress_warnings = [
    "myst.xref_missing",
    "myst.header",
]  # files of the repository beside the site are named, not copied

nb_execution_mode = "force"
nb_execution_timeout = 120
nb_execution_raise_on_error = True
nb_execution_show_tb = True

autodoc_typehints = "none"  # numpydoc's sections say them
autodoc_member_order = "bysource"
numpydoc_show_class_members = False
numpydoc_xref_param_type = False
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True
