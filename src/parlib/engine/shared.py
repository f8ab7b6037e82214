"""A warm process that programs of one user share: it stays for a while after the last of them and then leaves.

PARLIB_KEEP_WARM says for how many minutes; without it a warm process ends with its program, so that nothing is left
running that nobody has asked for. The process listens on a socket in a folder that only its user can enter; the name
of the socket is what a program must have in common with it (`describe_program`), so that a kernel forked from it is
the kernel that the program would have started.
"""

from __future__ import annotations

import hashlib
import json
import os
import site
import socket
import sys
import sysconfig
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from parlib.engine.process import START_LIMIT, WarmFailure, WarmProcess

VARIABLE = "PARLIB_KEEP_WARM"
"""Minutes that a shared warm process stays after its last program has gone."""

VARIABLES_OF_PROGRAMS = {
    "JUPYTER_DEFAULT_PROVISIONER_NAME",
    "PYDEVD_DISABLE_FILE_VALIDATION",  # set by the command papermill, and for every warm process
    "SSH_CLIENT",
    "SSH_CONNECTION",
    "SSH_TTY",
    "WINDOWID",
    "XDG_SESSION_ID",
}
"""Variables that differ from one terminal or program to the next, and that no kernel reads while it imports."""

MOST_MINUTES = 24 * 60

BACKLOG = 64
"""Programs that may wait while the process imports."""


def read_seconds() -> float:
    """Return the seconds that a shared warm process stays; 0 where none is wanted.

    Raises
    ------
    WarmFailure
        If the variable holds no number of minutes of a day.
    """
    text = os.environ.get(VARIABLE, "0")
    with suppress(ValueError):
        if 0 <= (minutes := float(text)) <= MOST_MINUTES:
            return minutes * 60
    raise WarmFailure(f"{VARIABLE}={text} is not a number of minutes from 0 to {MOST_MINUTES}")


def can_share() -> bool:
    """Say whether what is imported is the same in any folder: a relative PYTHONPATH begins where a program stands."""
    return all(Path(part).is_absolute() for part in os.environ.get("PYTHONPATH", "/").split(os.pathsep))


def enter(names: Sequence[str], environment: object, anew: bool = False) -> WarmProcess:
    """Return this program's end of the user's warm process, started where none listens.

    Parameters
    ----------
    names : sequence of str
        What it has imported.
    environment : object
        Variables that a program must have in common with it, sorted.
    anew : bool
        Leave alone the one that listens, and start another in its place.

    Raises
    ------
    WarmFailure
        If the folder of its socket is not the user's own, or it cannot be used.
    """
    try:
        path = find_folder() / describe_program(names, environment)
        with FileLock(path.with_name("starting.lock"), timeout=START_LIMIT):
            line = None if anew else _call(path)
            if line is None:
                with _listen(path) as listener:
                    return WarmProcess.start(names, listener=listener, stay=read_seconds())
    except Timeout:
        raise WarmFailure(f"another program has been starting the warm process for {START_LIMIT:g} seconds") from None
    except WarmFailure:
        raise
    except OSError as error:  # a full disk, a path that is too long for a socket, a system without such namespaces
        raise WarmFailure(f"no warm process can be shared ({error})") from None
    return WarmProcess.join(line)


def is_listening(names: Sequence[str], environment: object) -> bool:
    """Say whether `enter` would start nothing."""
    with suppress(OSError):  # `WarmFailure` is one; whoever enters learns why
        line = _call(find_folder() / describe_program(names, environment))
        if line is not None:
            line.close()
            return True
    return False


def find_folder() -> Path:
    """Return the folder of the sockets, made where it is not there; only its user may enter."""
    folder = Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()) / f"parlib-{os.getuid()}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        state = folder.lstat()
    except OSError as error:
        raise WarmFailure(f"no warm process can be shared ({error})") from None
    # In a folder for all anybody may have made one of this name, or a link to one.
    if not folder.is_dir() or folder.is_symlink() or state.st_uid != os.getuid() or state.st_mode & 0o077:
        raise WarmFailure(f"no warm process is shared: others may enter {folder}")
    return folder


def describe_program(names: Sequence[str], environment: object) -> str:
    """Return a short name of all that a kernel has from the process that it is forked from."""
    import resource  # not there where processes are not forked

    bounds = [resource.getrlimit(getattr(resource, name)) for name in dir(resource) if name.startswith("RLIMIT_")]
    mask = os.umask(0o077)
    os.umask(mask)
    namespaces = [str(link.readlink()) for link in sorted(Path("/proc/self/ns").iterdir())]
    groups = Path("/proc/self/cgroup").read_text()
    # A library that is installed or upgraded changes the time of the folder that it stands in.
    libraries = {sysconfig.get_path(name) for name in ("purelib", "platlib")} | {site.getusersitepackages()}
    times = [Path(folder).stat().st_mtime_ns for folder in sorted(libraries) if Path(folder).exists()]
    who = [os.getuid(), os.geteuid(), os.getgid(), os.getegid(), sorted(os.getgroups()), mask, os.getpriority(0, 0)]
    scheduled = [os.sched_getscheduler(0), sorted(os.sched_getaffinity(0))]
    told = [sys.executable, sys.version, sorted(names), environment, times]
    described = json.dumps([told, bounds, who, scheduled, namespaces, groups])
    return hashlib.sha256(described.encode()).hexdigest()[:32]


def _call(path: Path) -> socket.socket | None:
    """Connect to the process that listens at *path*; None where none does."""
    line = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    try:
        line.settimeout(1.0)  # beyond the backlog a call waits
        line.connect(str(path))
    except OSError:
        line.close()
        return None
    return line


@contextmanager
def _listen(path: Path) -> Iterator[socket.socket]:
    """Listen at *path*, in the place of a process that has gone or is to be left alone."""
    path.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
        listener.bind(str(path))
        try:
            listener.listen(BACKLOG)
            yield listener
        except BaseException:
            path.unlink(missing_ok=True)
            raise
