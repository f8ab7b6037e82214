"""Help and the parser's own words in the language of the person: looked up when they are shown, not when imported."""

from __future__ import annotations

import gettext
import inspect
from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from parlib.speech import Said, look_up, tell


def list_paragraphs(text: str) -> list[str]:
    r"""Return the paragraphs of a docstring, each in one line: line breaks are those of the code.

    Examples
    --------
    >>> list_paragraphs("One\nsentence.\n\n    Another.")
    ['One sentence.', 'Another.']
    """
    return [" ".join(part.split()) for part in inspect.cleandoc(text).split("\n\n")]


def translate_help(command: Any) -> None:  # noqa: ANN401 (typer carries the parser's classes within itself)
    """Put the help of a command and of its options into the language, in place: typer makes them anew for each run."""
    command.help = command.help and "\n\n".join(map(look_up, list_paragraphs(command.help)))
    command.short_help = command.short_help and look_up(command.short_help)
    if command.epilog:
        head, colon, examples = command.epilog.partition(": ")
        command.epilog = look_up(head) + colon + examples
    for parameter in command.params:
        if text := getattr(parameter, "help", None):
            parameter.help = look_up(text)


class _Speaking:
    """What commands and groups of them share: help in the language of the person."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the help."""
        translate_help(self)
        super().format_help(ctx, formatter)  # type: ignore[misc]  # typer takes the class as it finds it

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the line that says how the command is called."""
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]  # typer takes the class as it finds it
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=look_up("Usage: "))

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401
        """Return the option --help."""
        option = super().get_help_option(ctx)  # type: ignore[misc]  # typer takes the class as it finds it
        if option is not None:
            option.help = look_up("Show this message and exit.")
        return option

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the line that stands in the list of commands."""
        translate_help(self)
        return super().get_short_help_str(limit)  # type: ignore[misc]  # typer takes the class as it finds it


class SpeakingCommand(_Speaking, TyperCommand):
    """A command whose help is in the language of the person."""


class SpeakingGroup(_Speaking, TyperGroup):
    """A group of commands whose help is in the language of the person."""


class Commands(typer.Typer):
    """Commands whose help is in the language of the person."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401
        super().__init__(cls=SpeakingGroup, no_args_is_help=True, rich_markup_mode=None, **options)

    def command(self, name: str | None = None, **options: Any) -> Callable:  # noqa: ANN401
        """Return the decorator that makes a function a command."""
        return super().command(name, **{"cls": SpeakingCommand, **options})


def find_defaults(group: Any, language: str) -> dict[str, Any]:  # noqa: ANN401
    """Return, for the parser, the defaults of the commands of a group that make something in a language."""
    found: dict[str, Any] = {}
    for name, command in group.commands.items():
        found[name] = find_defaults(command, language) if isinstance(command, TyperGroup) else {}
        for parameter in command.params:
            if parameter.name == "language":
                found[name]["language"] = [language] if parameter.multiple else language
    return found


def explain_usage(error: Any) -> Said:  # noqa: ANN401
    """Return what is wrong with a command as it was typed, and where its help is.

    Typer carries the parser's classes within itself or takes them from click, by its version: they are known by name.
    """
    kind, command = type(error).__name__, error.ctx.command_path if error.ctx is not None else "parlib"
    option = _name_option(error.param) if getattr(error, "param", None) else ""
    if kind == "NoSuchOption":
        near = tell("; is it {names:or}?", names=error.possibilities) if error.possibilities else ""
        fault = tell("there is no option {option}{near}", option=error.option_name, near=near)
    elif kind == "MissingParameter":
        fault = tell("{option} is missing", option=option)
    elif kind == "BadOptionUsage":
        fault = tell("{option} needs a value", option=error.option_name)
    elif kind == "BadParameter" and option:
        _, found, choices = error.message.partition(" is not one of ")
        message = tell("choose one of {choices}", choices=choices.rstrip(".")) if found else error.message
        fault = tell("the value of {option} cannot be used: {message}", option=option, message=message)
    elif "unexpected extra" in error.message:
        fault = tell("the command takes no {more}", more=error.message.rpartition("(")[2].rstrip(")"))
    else:
        fault = tell("{message}", message=error.format_message().strip("."))
    return tell("{fault}. See: {command} --help", fault=fault, command=command)


def _name_option(parameter: Any) -> str:  # noqa: ANN401
    is_option = parameter.param_type_name == "option"
    return max(parameter.opts, key=len) if is_option else parameter.name.upper()


def translate_parser() -> None:
    """Put the words of the parser itself (Usage, Options, No such option ...) into the language.

    It asks `gettext` of the standard library for each of its words when it shows it, and leaves it to the program where
    translations come from.
    """

    def choose(domain: str, msgid1: str, msgid2: str, n: int) -> str:
        return look_up(msgid1 if n == 1 else msgid2)

    gettext.dgettext = lambda domain, message: look_up(message)
    gettext.dngettext = choose
