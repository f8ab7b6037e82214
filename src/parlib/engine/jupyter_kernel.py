"""The child for JupyterLab: ipykernel's own application with its ports, as it is, in a forked process."""

from __future__ import annotations

import os
import pickle
import socket
import sys

from ipykernel.kernelapp import IPKernelApp

from parlib.engine.framing import read_message
from parlib.engine.kernel import enter_folder, leave, name_launcher


def run_jupyter_kernel(orders: socket.socket) -> None:
    """Run a kernel on the ports of its connection file until it is told to shut down, then leave."""
    order = read_message(orders)
    if order is None:
        return
    settings = pickle.loads(order[0])
    enter_folder(settings["cwd"], settings["env"])
    sys.argv[:] = [name_launcher([])[0], *settings["arguments"]]
    sys.orig_argv[:] = [sys.executable, "-m", "ipykernel_launcher", *sys.argv[1:]]
    app = IPKernelApp.instance(parent_handle=os.getppid())  # it leaves when its parent changes: the warm process
    app.initialize(sys.argv[1:])
    orders.close()  # its ports are open
    app.start()
    leave(app)
