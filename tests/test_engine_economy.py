"""What the engine does with less work than stock: the same outputs, the same file, the same page."""

import asyncio
import base64
import json
import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from queue import Empty
from types import SimpleNamespace

import nbformat
import pytest
from jupyter_client.session import Session
from made_notebooks import display_exhibit, make_cell, make_exhibit, make_notebook, make_png
from nbclient.client import output_from_msg
from nbformat import v4

from parlib.engine.client import FrameChannel, WarmClient
from parlib.engine.driver import PipeSession, make_output
from parlib.engine.framing import pack_frames
from parlib.engine.saves import ThrottledManager, write_notebook
from parlib.engine.task import Task
from parlib.engine.workers import WarmWorkers
from parlib.pages.render_page import read_notebook, render_notebook

PNG = base64.b64encode(make_png()).decode()

BUNDLES = {
    "text": {"text/plain": "1\n2"},
    "list": {"text/plain": ["1\n", "2"]},
    "json": {"application/json": {"a": [1, None, {"b": 2.5}]}, "text/plain": "<JSON>"},
    "vendor": {"application/vnd.x.v1+json": [[1, "é"], []], "image/png": PNG},
    "number": {"text/plain": 1},
    "mixed": {"text/plain": ["1", 2]},
    "mapping": {"text/html": {"a": 1}},
}


def show(data, metadata=None):
    return {"data": data, "metadata": {} if metadata is None else metadata, "transient": {}}


@pytest.mark.parametrize("name", BUNDLES)
def test_output_of_a_usual_form_is_nbclients_and_any_other_is_left_to_it(name):
    message = {"header": {"msg_type": "display_data"}, "msg_type": "display_data", "content": show(BUNDLES[name])}
    made = make_output(message)
    if name in ("text", "json", "vendor"):
        assert made == output_from_msg(message)
        assert json.dumps(made) == json.dumps(output_from_msg(message))
        assert all(isinstance(part, nbformat.NotebookNode) for part in (made, made.data, made.metadata))
    else:
        assert made is None


@pytest.mark.parametrize("kind", ["execute_result", "stream", "error", "update_display_data"])
def test_other_messages_are_left_to_nbclient(kind):
    assert make_output({"msg_type": kind, "content": show({"text/plain": "1"})}) is None


def test_session_reads_a_message_as_jupyter_client_does():
    stock, ours = Session(key=b""), PipeSession()
    sent = stock.msg("stream", {"name": "stdout", "text": "tiếng Việt"}, parent=stock.msg("execute_request"))
    frames = [*stock.serialize(sent)[1:], b"buffer"]
    read, wanted = ours.deserialize(frames), stock.deserialize(frames)
    assert [bytes(part) for part in read.pop("buffers")] == [bytes(part) for part in wanted.pop("buffers")]
    assert read == wanted
    assert isinstance(read["header"]["date"], datetime)
    assert read["parent_header"]["date"].tzinfo is not None


def test_session_without_signatures_warns_nobody(monkeypatch):
    monkeypatch.setattr("jupyter_client.session.get_logger", lambda: pytest.fail("it warns"))
    session = PipeSession()
    assert (session.key, session.auth) == (b"", None)


def test_a_message_that_arrives_as_one_begins_to_wait_is_not_missed():
    async def exchange():
        ours, theirs = socket.socketpair()
        channel, session = FrameChannel(ours, PipeSession()), PipeSession()

        def send(text):
            theirs.sendall(pack_frames(session.serialize(session.msg("stream", {"text": text}))))

        send("first")
        read = [await channel.get_msg(timeout=5)]
        for number in range(3):
            send(str(number))
            await asyncio.sleep(0)  # the event loop sees it in the turn in which the wait begins
            read.append(await channel.get_msg(timeout=5))
        channel.stop()
        theirs.close()
        return [message["content"]["text"] for message in read]

    with ThreadPoolExecutor(1) as aside:  # browser tests may have left an event loop in this thread
        assert aside.submit(asyncio.run, exchange()).result() == ["first", "0", "1", "2"]


def test_a_kernel_that_answered_and_ended_is_read_before_it_is_called_dead():
    ours, theirs = socket.socketpair()
    kernel, session = SimpleNamespace(is_alive=lambda: False), PipeSession()
    client = WarmClient(kernel, ours, socket.socket())
    assert not client.is_alive()
    frames = session.serialize(session.msg("execute_reply", {"status": "ok"}))
    theirs.sendall(pack_frames(frames) + pack_frames(frames)[:9])  # the next is cut off
    theirs.close()
    assert client.is_alive()

    async def read():
        first = await client.shell_channel.get_msg(timeout=5)
        with pytest.raises(Empty):
            await client.shell_channel.get_msg(timeout=0.1)
        return first["msg_type"]

    with ThreadPoolExecutor(1) as aside:
        assert aside.submit(asyncio.run, read()).result() == "execute_reply"
    assert not client.is_alive()
    client.stop_channels()


ODD = {
    "empty": [],
    "text": [v4.new_markdown_cell("a\nb\r\nc\u2028d"), v4.new_raw_cell("x")],
    "attached": [v4.new_markdown_cell("![](a)", attachments={"a": {"image/png": PNG, "text/plain": "1\n2"}})],
    "outputs": [
        make_cell(
            "1",
            v4.new_output("stream", text="a\nb\n"),
            v4.new_output("display_data", {"text/html": "<b>\n</b>", "application/json": {"k": [], "e": {}}}),
            v4.new_output("error", ename="E", evalue="v", traceback=["1\n2", "3"]),
        )
    ],
    "not a number": [v4.new_code_cell("1", metadata={"x": [float("nan"), 1e16, 1e-7, -0.0, 10**30]})],
    "half a character": [v4.new_code_cell("'\ud800'")],
    "trusted": [v4.new_code_cell("1", metadata={"trusted": True})],
}


@pytest.mark.parametrize("name", ODD)
def test_text_of_a_notebook_is_nbformats(name):
    notebook = v4.new_notebook(cells=ODD[name], metadata={"signature": "s", "b": {"z": 1, "a": [{}]}})
    before = v4.nbjson.json.dumps(notebook)
    assert write_notebook(notebook) == v4.nbjson.writes(notebook)
    assert v4.nbjson.json.dumps(notebook) == before


def test_a_cell_is_timed_as_papermill_times_it():
    notebook = v4.new_notebook(cells=[v4.new_code_cell("1")], metadata={"papermill": {}})
    manager = ThrottledManager(notebook, progress_bar=False)
    manager.notebook_start()
    cell = notebook.cells[0]
    manager.cell_start(cell)
    manager.cell_complete(cell)
    noted = cell.metadata.papermill
    spent = datetime.fromisoformat(noted.end_time) - datetime.fromisoformat(noted.start_time)
    assert noted.duration == spent.total_seconds() >= 0
    assert noted.status == "completed"
    assert datetime.fromisoformat(noted.start_time).tzinfo == UTC


def test_a_page_made_of_the_notebook_at_hand_is_that_of_its_file(tmp_path):
    shown = display_exhibit(make_exhibit())
    notebook = make_notebook("# Câu hỏi", "## Vị trí", make_cell("show()", *shown), make_cell("1 / 0"))
    (tmp_path / "a.ipynb").write_text(v4.nbjson.writes(notebook), encoding="utf-8")
    assert render_notebook(notebook) == render_notebook(read_notebook(tmp_path / "a.ipynb"))


PRINTED = """
import ctypes, os, subprocess
from IPython.display import display
for n in range(40):
    os.write(1, b'descriptor %d\\n' % n)
    display(n)
    subprocess.run(['echo', 'child', str(n)])
    display(-n)
    print('printed', n)
os.write(2, b'the last word'); None
"""


def test_workers_whose_hook_cannot_be_imported_say_so_and_end(tmp_path, capfd):
    task = Task(make_notebook(make_cell("1")), tmp_path / "a.ipynb")
    with WarmWorkers(1, preload=["json"], after="no_such_module:hook", kernel_name="python3") as workers:
        [result] = workers.run([task])
    assert (result.status, result.error.name) == ("failed", "ModuleNotFoundError")
    assert "No module named 'no_such_module'" in capfd.readouterr().err


FORKED = """
import multiprocessing
from IPython.display import display
def talk(n):
    print('child', n, flush=True)
    return n
display('before')
with multiprocessing.get_context('fork').Pool(3) as pool:
    total = sum(pool.map(talk, range(200)))
print(total)
"""


def test_what_forked_processes_print_belongs_to_their_cell(tmp_path):
    tasks = [Task(make_notebook(make_cell(FORKED), make_cell("2")), tmp_path / f"{n}.ipynb") for n in range(3)]
    with WarmWorkers(1, preload=["json"], kernel_name="python3") as workers:
        assert [result.status for result in workers.run(tasks)] == ["done"] * 3
    for task in tasks:
        [cell] = [cell for cell in nbformat.read(task.output, 4).cells if "talk" in cell.source]
        text = "".join(output.get("text", "") for output in cell.outputs)
        said = "".join(f"child {n}\n" for n in range(200)) + "19900\n"
        assert sorted(text) == sorted(said)  # three processes at once: each letter once, in any order


def test_what_is_written_to_the_descriptor_stands_where_it_was_written(tmp_path, monkeypatch):
    monkeypatch.delenv("PYTEST_CURRENT_TEST")  # where it is set, ipykernel leaves descriptors alone
    task = Task(make_notebook(make_cell(PRINTED)), tmp_path / "a.ipynb")
    with WarmWorkers(1, preload=["json"], kernel_name="python3") as workers:
        [result] = workers.run([task])
    assert result.status == "done", result.error
    [cell] = [cell for cell in nbformat.read(tmp_path / "a.ipynb", 4).cells if "descriptor" in cell.source]
    streams = {name: [] for name in ("stdout", "stderr")}
    for output in cell.outputs:
        streams[output.get("name", "stdout")].append(output.get("text") or output.data["text/plain"] + "\n")
    assert "".join(streams["stderr"]) == "the last word"
    told = "".join(streams["stdout"]).replace("\n", ";")
    assert told == "".join(f"descriptor {n};{n};child {n};{-n};printed {n};" for n in range(40))
