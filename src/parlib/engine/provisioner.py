"""Warm kernels for JupyterLab: a provisioner of `jupyter_client` that forks ipykernel as it is.

``JUPYTER_DEFAULT_PROVISIONER_NAME=parlib jupyter lab`` takes it for every kernel. What the provisioner cannot fork it
starts as Jupyter does; so is the first kernel of a server, while the warm process imports.

Nothing of Jupyter is replaced here: the kernel is the unmodified IPKernelApp with its five ports and its connection
file, which costs 0.1 s a notebook more than the pipes of `client`, and is why runs of many notebooks have those.
"""

from __future__ import annotations

import asyncio
import logging
import os
import pickle
import select
import signal
import socket
import threading
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, cast

import nbformat
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner

from parlib.engine.borrowed import borrow_process, is_warm
from parlib.engine.entry import find_fork_obstacle, is_own_spec
from parlib.engine.framing import send_frames
from parlib.engine.preload import choose_preload
from parlib.engine.process import Child, WarmFailure, WarmProcess
from parlib.engine.run import find_early_setting

logger = logging.getLogger(__name__)

PORTS_LIMIT = 10.0
"""Seconds that a forked kernel may take to open its ports before it is asked all the same."""

OWN_VARIABLES = {"JPY_PARENT_PID", "JPY_SESSION_NAME", "JPY_API_TOKEN", "JUPYTER_SERVER_ROOT", "JUPYTER_SERVER_URL"}
"""Variables that Jupyter sets for a kernel, and that no library reads while it is imported."""


class ForkedProcess:
    """A forked kernel, with what `LocalProvisioner` asks of a process that it has started."""

    stdin = stdout = stderr = None

    def __init__(self, process: WarmProcess, child: Child, borrowed: ExitStack) -> None:
        self.pid = child.number
        self.returncode: int | None = None
        self._process = process
        self._pidfd = child.pidfd
        self._borrowed = borrowed

    def poll(self) -> int | None:
        """Return how it ended; None while it runs."""
        if self.returncode is None and select.select([self._pidfd], [], [], 0)[0]:
            os.close(self._pidfd)
            self.returncode = self._process.wait(self.pid)
            self._borrowed.close()
        return self.returncode

    def wait(self) -> int | None:
        """Wait until it has ended; return how."""
        if self.returncode is None:
            select.select([self._pidfd], [], [])
        return self.poll()

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._pidfd, signal.Signals(number))

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


class WarmProvisioner(LocalProvisioner):
    """Forks a kernel from the warm process of this program, or starts it as Jupyter does."""

    async def launch_kernel(self, cmd: list[str], **options: Any) -> KernelConnectionInfo:  # noqa: ANN401
        """Launch a kernel; `cmd` ends with ``ipykernel_launcher -f FILE`` where it can be forked."""
        folder, environment = str(options.get("cwd") or "."), options.get("env") or dict(os.environ)
        names = choose_preload()
        reason = self._find_obstacle(names, environment)
        if reason is None and not is_warm(names):
            threading.Thread(target=warm_up, args=(names,), daemon=True).start()
            reason = "the warm process is being started"
        if reason is None:
            try:
                forked, ready = self._fork(cmd, names, folder, environment)
            except OSError as failure:  # WarmFailure is one
                reason = str(failure)
            else:
                self.process, self.cwd = cast(Any, forked), cast(Any, folder)  # declared for what Jupyter starts
                # Not asked of the system: until the child has its own group, its group is that of the warm process.
                self.pid = self.pgid = forked.pid
                await wait_for_ports(ready)
                return self.connection_info
        logger.info("Kernel as Jupyter starts it: %s.", reason)
        return await super().launch_kernel(cmd, **options)

    def _find_obstacle(self, names: tuple[str, ...], environment: Mapping[str, str]) -> str | None:
        reason = find_fork_obstacle()
        if reason is None and not is_own_spec(self.kernel_spec):
            reason = "it is not this interpreter's own"
        other = {k for k in {*environment, *os.environ} if environment.get(k) != os.environ.get(k)} - OWN_VARIABLES
        if reason is None and other:
            reason = f"variables are set for it ({', '.join(sorted(other))})"
        return reason or _read_early_setting(names, environment.get("JPY_SESSION_NAME"))

    def _fork(
        self, cmd: list[str], names: tuple[str, ...], folder: str, environment: Mapping[str, str]
    ) -> tuple[ForkedProcess, socket.socket]:
        ours, theirs = socket.socketpair()
        with ExitStack() as stack:
            stack.callback(ours.close)
            process = stack.enter_context(borrow_process(names, folder))
            child = process.fork("parlib.engine.jupyter_kernel:run_jupyter_kernel", [theirs])
            arguments = cmd[cmd.index("ipykernel_launcher") + 1 :]
            variables = {**environment, "JPY_PARENT_PID": str(os.getpid())}
            order = {"cwd": str(Path(folder).absolute()), "env": variables, "arguments": arguments}
            with suppress(ConnectionError):
                send_frames(ours, [pickle.dumps(order)])
            return ForkedProcess(process, child, stack.pop_all()), ours


async def wait_for_ports(ready: socket.socket) -> None:
    """Wait until a forked kernel has opened its ports, by which it closes *ready*, or has ended.

    ZeroMQ waits for 0.1 s before it tries again to connect to a port that is not open yet.
    """
    ready.setblocking(False)
    with suppress(TimeoutError, ConnectionError):
        await asyncio.wait_for(asyncio.get_running_loop().sock_recv(ready, 1), PORTS_LIMIT)
    ready.close()


def warm_up(names: tuple[str, ...]) -> None:
    """Start the warm process, so that the next kernel is forked; what fails says so when that is asked for."""
    with suppress(WarmFailure), borrow_process(names, "/"):
        pass


def _read_early_setting(names: tuple[str, ...], session: str | None) -> str | None:
    """Say what the notebook of a session sets before its imports, as far as it is written down now."""
    path = Path(session or "")
    with suppress(Exception):  # a notebook that is not there or cannot be read is Jupyter's to tell
        if path.suffix == ".ipynb":
            return find_early_setting(nbformat.read(path, 4), names) or None
    return None
