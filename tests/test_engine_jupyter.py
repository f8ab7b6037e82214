"""Warm kernels for JupyterLab: started by Jupyter's own kernel manager, forked, ended and restarted as any other."""

import os
import signal
import subprocess
import sys
import time
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from jupyter_client import KernelManager
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from made_notebooks import make_cell, make_notebook
from nbformat import write
from test_engine_failures import modules  # noqa: F401

from parlib.engine import borrowed
from parlib.engine.entry import find_fork_obstacle
from parlib.engine.provisioner import ForkedProcess, WarmProvisioner, warm_up

pytestmark = pytest.mark.skipif(find_fork_obstacle() is not None, reason="processes are not forked here")


@pytest.fixture
def kernels(modules, monkeypatch):  # noqa: F811
    """A function that starts a kernel as JupyterLab would; all are ended."""
    (modules / "kept.py").write_text("import os; value = os.environ.get('A_SETTING', 'none')")
    monkeypatch.setenv("PARLIB_PRELOAD", "kept")
    factory = KernelProvisionerFactory.instance()
    named = EntryPoint("parlib", "parlib.engine.provisioner:WarmProvisioner", factory.GROUP_NAME)
    monkeypatch.setitem(factory.provisioners, "parlib", named)
    monkeypatch.setattr(factory, "default_provisioner_name", "parlib")
    started = []

    def start(**options):
        manager = KernelManager(kernel_name="python3")
        manager.start_kernel(cwd=str(modules), **options)
        client = manager.client()
        client.start_channels()
        client.wait_for_ready(timeout=60)
        started.append((manager, client))
        return manager, client

    yield start
    for manager, client in started:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def ask(client, source):
    """Run a cell; return what it printed or showed."""
    said = []
    client.execute_interactive(
        source,
        timeout=60,
        output_hook=lambda m: said.append(
            m["content"].get("text") or m["content"].get("data", {}).get("text/plain", "")
        ),
    )
    return "".join(said).strip()


def is_forked(manager):
    return isinstance(manager.provisioner.process, ForkedProcess)


def test_the_first_kernel_is_jupyters_and_the_next_are_forked(kernels):
    first, client = kernels()
    assert (type(first.provisioner), is_forked(first), ask(client, "1 + 1")) == (WarmProvisioner, False, "2")
    warm_up(("kept",))
    second, client = kernels()
    assert is_forked(second)
    assert ask(client, "import sys, os; print('kept' in sys.modules, os.environ['JPY_PARENT_PID'], os.getcwd())") == (
        f"True {os.getpid()} {second.provisioner.cwd}"
    )


def test_a_forked_kernel_is_interrupted_restarted_and_shut_down(kernels):
    warm_up(("kept",))
    manager, client = kernels()
    asked = client.execute("import time; time.sleep(60)")
    time.sleep(0.5)
    manager.interrupt_kernel()
    reply = client.get_shell_msg(timeout=30)
    assert (reply["parent_header"]["msg_id"], reply["content"]["ename"]) == (asked, "KeyboardInterrupt")
    before = manager.provisioner.pid
    manager.restart_kernel()
    client.wait_for_ready(timeout=60)
    assert is_forked(manager)
    assert manager.provisioner.pid != before
    assert ask(client, "import kept; print(kept.value)") == "none"
    connection = Path(manager.connection_file)
    ask(client, "import atexit; atexit.register(open('left', 'w').write, 'ran'); None")
    manager.shutdown_kernel()
    assert not manager.is_alive()
    assert not connection.exists()
    assert borrowed._current.users == 0


def test_a_killed_kernel_is_seen_to_be_dead(kernels):
    warm_up(("kept",))
    manager, _ = kernels()
    os.kill(manager.provisioner.pid, signal.SIGKILL)
    end = time.monotonic() + 10
    while manager.is_alive():
        assert time.monotonic() < end
    assert borrowed._current.is_alive()


def test_a_kernel_with_variables_or_settings_of_its_own_is_jupyters(kernels, modules):  # noqa: F811
    warm_up(("kept",))
    manager, client = kernels(env=os.environ | {"A_SETTING": "own"})
    assert (is_forked(manager), ask(client, "import kept; print(kept.value)")) == (False, "own")
    sets = make_notebook(make_cell("import os; os.environ['A_SETTING'] = 'set'; import kept"))
    write(sets, modules / "sets.ipynb")
    manager, _ = kernels(env=os.environ | {"JPY_SESSION_NAME": str(modules / "sets.ipynb")})
    assert not is_forked(manager)
    manager, _ = kernels(env=os.environ | {"JPY_SESSION_NAME": str(modules / "other.ipynb")})
    assert is_forked(manager)


SERVES = """
import os, sys, time
from jupyter_client import KernelManager
from parlib.engine.provisioner import ForkedProcess, warm_up
warm_up(("json",))
manager = KernelManager(kernel_name="python3")
manager.start_kernel()
client = manager.client(); client.start_channels(); client.wait_for_ready(timeout=60)
print(isinstance(manager.provisioner.process, ForkedProcess), manager.provisioner.pid, flush=True)
time.sleep(60)
"""


def test_a_forked_kernel_dies_with_its_server(monkeypatch):
    monkeypatch.setenv("PARLIB_PRELOAD", "json")
    monkeypatch.setenv("JUPYTER_DEFAULT_PROVISIONER_NAME", "parlib")
    register = (
        "from importlib.metadata import EntryPoint\n"
        "from jupyter_client.provisioning.factory import KernelProvisionerFactory as F\n"
        "F.instance().provisioners['parlib'] = EntryPoint('parlib', 'parlib.engine.provisioner:WarmProvisioner', '')\n"
    )
    server = subprocess.Popen([sys.executable, "-c", register + SERVES], stdout=subprocess.PIPE, text=True)
    forked, number = server.stdout.readline().split()
    assert forked == "True"
    server.kill()
    server.wait()
    end = time.monotonic() + 10
    while Path("/proc", number).exists():
        assert time.monotonic() < end
        time.sleep(0.05)
