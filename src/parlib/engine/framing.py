"""Messages of several frames over a stream socket (between a notebook's kernel and papermill)."""

from __future__ import annotations

import select
import socket
import struct
from collections.abc import Sequence

_NUMBER = struct.Struct("!Q")
CHUNK = 1 << 18
"""Bytes asked for in one read."""


def pack_frames(frames: Sequence[bytes]) -> bytes:
    """Put *frames* behind their count and sizes, ready to send.

    Examples
    --------
    >>> buffer = FrameBuffer()
    >>> buffer.feed(pack_frames([b"a", b"", b"xyz"]))
    >>> buffer.take()
    [b'a', b'', b'xyz']
    """
    parts = [bytes(frame) for frame in frames]
    numbers = [len(parts), *map(len, parts)]
    return b"".join([*map(_NUMBER.pack, numbers), *parts])


def send_frames(pipe: socket.socket, frames: Sequence[bytes]) -> None:
    """Send *frames* as one message, waiting while the other side is slow (also if non-blocking)."""
    rest = memoryview(pack_frames(frames))
    while rest:
        try:
            rest = rest[pipe.send(rest) :]
        except BlockingIOError:
            # Our sockets do not block so that asyncio can read them; a full one is waited for here, because a
            # message that is cut in two would mix with the next one.
            select.select([], [pipe], [])


class FrameBuffer:
    """Bytes that have arrived, cut into messages."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def feed(self, data: bytes) -> None:
        """Add what was read from the socket."""
        self._bytes += data

    def has_message(self) -> bool:
        """Say whether a whole message has come."""
        return self._find_message() is not None

    def take(self) -> list[bytes] | None:
        """Take the next whole message, or None when it has not all come yet."""
        found = self._find_message()
        return None if found is None else self._cut(*found)

    def _find_message(self) -> tuple[int, list[int]] | None:
        """Return where the next message starts and how long its frames are."""
        size = _NUMBER.size
        if len(self._bytes) < size:
            return None
        (count,) = _NUMBER.unpack_from(self._bytes)
        start = size * (count + 1)
        if len(self._bytes) < start:
            return None
        lengths = [_NUMBER.unpack_from(self._bytes, size * (i + 1))[0] for i in range(count)]
        if len(self._bytes) < start + sum(lengths):
            return None
        return start, lengths

    def _cut(self, start: int, lengths: list[int]) -> list[bytes]:
        frames = []
        for length in lengths:
            frames.append(bytes(self._bytes[start : start + length]))
            start += length
        del self._bytes[:start]
        return frames


def read_message(pipe: socket.socket) -> list[bytes] | None:
    """Read exactly one message from a blocking socket; None at the end of the stream."""
    buffer = FrameBuffer()
    head = _read_exactly(pipe, _NUMBER.size)
    if head is None:
        return None
    # A stream that ends within a message gives short parts here; `take` then finds the message incomplete.
    sizes = _read_exactly(pipe, _NUMBER.size * _NUMBER.unpack(head)[0]) or b""
    total = sum(number for (number,) in _NUMBER.iter_unpack(sizes))
    buffer.feed(head + sizes + (_read_exactly(pipe, total) or b""))
    return buffer.take()


def _read_exactly(pipe: socket.socket, size: int) -> bytes | None:
    data = bytearray()
    while len(data) < size:
        part = pipe.recv(size - len(data))
        if not part:
            return None
        data += part
    return bytes(data)
