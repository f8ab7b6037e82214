"""XML of a workbook's parts read by a real reader (expat): any quotes, spaces, prefixes and encodings, no entities."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from parlib.problems import DataProblemsError
from parlib.speech import tell


class BadXmlError(ValueError):
    """A part is no XML, or defines entities."""


def parse_part(
    xml: bytes,
    start: Callable[[str, dict[str, str]], None],
    text: Callable[[str], None] | None = None,
    end: Callable[[str], None] | None = None,
    aside: Callable[[], None] | None = None,
) -> None:
    """Tell *start* every tag by its local name with its attributes, *text* what stands between, *end* every end.

    *aside* is told of comments, raw text (CDATA) and instructions, of which readers make different things.
    Attributes of a namespace lose it too (``r:id`` is ``id``). A DOCTYPE is refused, so that nothing can grow.

    Raises
    ------
    BadXmlError
        If it is not well-formed, with the line.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    locals_of: dict[str, str] = {}

    def start_tag(name: str, attributes: dict[str, str]) -> None:
        local = locals_of.get(name)
        if local is None:
            local = locals_of[name] = name.rpartition(" ")[2]
        start(local, attributes)

    def refuse_doctype(*_: object) -> None:
        raise BadXmlError("it defines XML entities, which no office program writes")

    parser.StartElementHandler = start_tag
    parser.StartDoctypeDeclHandler = refuse_doctype
    if text is not None:
        parser.CharacterDataHandler = text
    if aside is not None:
        parser.CommentHandler = lambda _: aside()
        parser.ProcessingInstructionHandler = lambda *_: aside()
        parser.StartCdataSectionHandler = aside
    if end is not None:
        parser.EndElementHandler = lambda name: end(name.rpartition(" ")[2])
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise BadXmlError(
            tell("{fault} in line {lineno}", fault=expat.ErrorString(error.code), lineno=error.lineno)
        ) from None
    except (ValueError, LookupError) as error:  # an encoding that Python does not know
        if isinstance(error, BadXmlError | DataProblemsError):
            raise
        raise BadXmlError(str(error)) from None


def list_tags(xml: bytes, name: str) -> list[dict[str, str]]:
    """Return the attributes of every tag of a name; those of a namespace by their local names.

    Examples
    --------
    >>> list_tags(b"<a xmlns:r='x'><sheet name = 'A &amp; B' r:id='rId1'/></a>", "sheet")
    [{'name': 'A & B', 'id': 'rId1'}]
    """
    found: list[dict[str, str]] = []

    def start(local: str, attributes: dict[str, str]) -> None:
        if local == name:
            found.append({key.rpartition(" ")[2]: value for key, value in attributes.items()})

    if xml:
        parse_part(xml, start)
    return found
