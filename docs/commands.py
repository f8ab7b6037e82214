"""A directive that writes every command of the command line with its help, as ``parlib COMMAND --help`` says it."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from typer.main import get_command
from typer.testing import CliRunner

from parlib.cli import app as cli


class Commands(SphinxDirective):
    """``{commands}``: a section a command, in the order of ``parlib --help``."""

    def run(self) -> list[nodes.Node]:
        """Return a section a command."""
        sections: list[nodes.Node] = []
        for words in _list_commands(get_command(cli), ()):
            shown = CliRunner().invoke(cli, [*words, "--help"], prog_name="parlib", env={"COLUMNS": "80"})
            name = " ".join(("parlib", *words))
            section = nodes.section(ids=[nodes.make_id(name)])
            section += nodes.title(text=name)
            section += nodes.literal_block(text=shown.output.strip(), language="text")
            sections.append(section)
        return sections


def _list_commands(command: object, words: tuple[str, ...]) -> list[tuple[str, ...]]:
    below = getattr(command, "commands", None)
    if below is None:
        return [words]
    return [found for name in below for found in _list_commands(below[name], (*words, name))]


def setup(app: Sphinx) -> dict[str, bool]:
    """Make the directive known."""
    app.add_directive("commands", Commands)
    return {"parallel_read_safe": True}
