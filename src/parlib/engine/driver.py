"""papermill's client for many short messages: the same notebook, with less work for each message."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from jupyter_client.jsonutil import parse_date
from jupyter_client.session import Session
from nbclient.exceptions import CellExecutionComplete
from nbformat import NotebookNode
from nbformat.notebooknode import from_dict
from papermill.clientwrap import PapermillNotebookClient

JSON_TYPE = re.compile(r"application/(.*\+)?json")
"""MIME types whose data may be of any kind; that of all others is text."""


class PipeSession(Session):
    """jupyter_client's session for a pipe that nobody else can write to: no signatures, and no search for dates.

    jupyter_client looks through every header and its values for text that looks like a date; there is one.
    """

    def __init__(self, **options: object) -> None:
        # The key goes after the constructor, which warns whoever has none.
        super().__init__(**{"key": b"for a moment", **options})
        self.key = b""

    def deserialize(  # type: ignore[override]  # our pipes bring bytes, never frames of zmq
        self, msg_list: list[bytes], content: bool = True, copy: bool = True
    ) -> dict[str, Any]:
        """Take a message apart: ``[signature, header, parent, metadata, content, *buffers]``."""
        header, parent, metadata, shown = (self.unpack(part) for part in msg_list[1:5])
        for head in (header, parent):
            if "date" in head:
                head["date"] = read_date(head["date"])
        return {
            "header": header,
            "msg_id": header["msg_id"],
            "msg_type": header["msg_type"],
            "parent_header": parent,
            "metadata": metadata,
            "content": shown,
            "buffers": [memoryview(buffer) for buffer in msg_list[5:]],
        }


def read_date(text: str) -> datetime:
    """Read a date of a message as jupyter_client does.

    Examples
    --------
    >>> read_date("2026-11-28T01:02:03.004000Z") == parse_date("2026-11-28T01:02:03.004000Z")
    True
    """
    with suppress(ValueError):
        date = datetime.fromisoformat(text)
        if date.tzinfo:
            return date
    read: Any = parse_date(text)
    return read


class Driver(PapermillNotebookClient):
    """papermill's client, which checks outputs against the schema one by one only where their form is unusual.

    The whole notebook is checked when it is written.
    """

    def execute_cell(self, cell: NotebookNode, cell_index: int, **options: object) -> NotebookNode:
        """Run a cell; text needs no event loop for it."""
        if cell.cell_type != "code" and self.on_cell_start is None:
            return cell
        return super().execute_cell(cell, cell_index, **options)

    async def _async_poll_output_msg(self, parent_msg_id: str, cell: NotebookNode, cell_index: int) -> None:
        """Process what the kernel shows until the cell is through; what has arrived is not waited for."""
        # nbclient awaits every message; what has arrived already needs no turn of the event loop.
        channel = self.kc.iopub_channel
        while True:
            message = channel.take_msg() or await channel.get_msg()
            if message["parent_header"].get("msg_id") != parent_msg_id:
                continue
            try:
                self.process_message(message, cell, cell_index)
            except CellExecutionComplete:
                return

    def output(
        self, outs: list[NotebookNode], msg: dict[str, Any], display_id: str | None, cell_index: int
    ) -> NotebookNode | None:
        """Turn a message into an output, as nbclient does."""
        usual = make_output(msg)
        # clear_output(wait=True) and output widgets change where an output goes: nbclient knows how.
        waiting = self.clear_before_next_output or self.output_hook_stack[msg["parent_header"].get("msg_id")]
        if usual is None or waiting:
            return super().output(outs, msg, display_id, cell_index)
        if display_id:
            places = self._display_id_map.setdefault(display_id, {}).setdefault(cell_index, [])
            places.append(len(outs))
        outs.append(usual)
        return usual


def make_output(message: Mapping[str, Any]) -> NotebookNode | None:
    """Make the output of a message of a usual form, equal to nbclient's; None for any other.

    Examples
    --------
    >>> content = {"data": {"text/plain": "1"}, "metadata": {}, "transient": {}}
    >>> make_output({"msg_type": "display_data", "content": content})
    {'output_type': 'display_data', 'metadata': {}, 'data': {'text/plain': '1'}}
    >>> content["data"] = {"text/plain": 1}
    >>> make_output({"msg_type": "display_data", "content": content}) is None
    True
    """
    content = message["content"]
    if message["msg_type"] != "display_data" or not isinstance(content.get("metadata"), dict):
        return None
    data = content.get("data")
    if not isinstance(data, dict) or not all(
        isinstance(value, str) or JSON_TYPE.fullmatch(kind) for kind, value in data.items()
    ):
        return None
    return from_dict({"output_type": "display_data", "metadata": content["metadata"], "data": data})
