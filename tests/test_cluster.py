"""The work of a run given to a Dask cluster on this machine: a scheduler and two workers."""

import os
import signal
import subprocess
import sys

import pytest
from made_runs import list_made, make_home, plan_few, read_pages_made, run_few

distributed = pytest.importorskip("distributed", reason="dask.distributed is not installed")

from parlib.runs import cluster  # noqa: E402
from parlib.runs.run import RunOptions  # noqa: E402

SLOW = """import os, time
from parlib.store import load_table
time.sleep(0.5)
load_table("scores", index=index, province_code=province, component_code=component, year=year)["score"].tolist()"""


def start(*arguments, folder):
    """Start a Dask process; no file of it stays."""
    environment = {**os.environ, "PARLIB_PRELOAD": "pandas,pyarrow.parquet,parlib.store"}
    command = [sys.executable, "-m", "dask", *arguments]
    log = (folder / "log").open("a")
    return subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Return the address of a scheduler with two workers, and the workers; all are ended."""
    folder = tmp_path_factory.mktemp("cluster")
    known = folder / "scheduler.json"
    common = ("--scheduler-file", str(known))
    place = ("--host", "127.0.0.1")
    processes = [start("scheduler", "--port", "0", "--no-dashboard", *place, *common, folder=folder)]
    for number in range(2):
        own = ("--no-nanny", "--no-dashboard", "--nthreads", "1", "--name", str(number))
        processes.append(start("worker", *own, *common, *place, folder=folder))
    with distributed.Client(scheduler_file=str(known), timeout=60) as client:
        client.wait_for_workers(2, timeout=60)
        yield client.scheduler.address, processes[1:]
    for process in processes:
        process.kill()
        process.wait()


def test_cluster_refuses_workers_with_other_versions(address, monkeypatch):
    ours = cluster.list_versions()
    monkeypatch.setattr(cluster, "list_versions", lambda: {**ours, "pandas": "0.1"})
    client = cluster.connect(address[0])
    monkeypatch.setattr(client, "run", lambda function: {"tcp://a": ours})
    with client, pytest.raises(cluster.ClusterError, match=r"tcp://a: pandas \d.* there, 0\.1 here"):
        cluster.compare_versions(client)


def test_cluster_says_when_nobody_answers(monkeypatch):
    monkeypatch.setattr(cluster, "TIMEOUT", 0.5)
    with pytest.raises(cluster.ClusterError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        cluster.connect("tcp://127.0.0.1:9")


class FakeFuture:
    """A notebook that was submitted."""

    def __init__(self, key, status="pending"):
        self.key, self.status = key, status

    def done(self):
        return self.status in ("finished", "error", "cancelled")


class FakeClient:
    """A cluster with two workers of one thread, and what each is said to work on."""

    def __init__(self, *keys):
        self.keys = keys

    def processing(self):
        return {f"tcp://{number}": own for number, own in enumerate(self.keys)}

    def nthreads(self):
        return {f"tcp://{number}": 1 for number in range(len(self.keys))}


def submit_three(monkeypatch, *keys):
    """Return workers with three submitted notebooks, of which workers hold those named."""
    monkeypatch.setattr(cluster, "connect", lambda scheduler: FakeClient(*keys))
    monkeypatch.setattr(cluster, "compare_versions", lambda client: "")
    workers = cluster.ClusterWorkers("tcp://x", "home", "reports", (), "")
    workers._submissions = [cluster.Submission(name, FakeFuture(name)) for name in ("a", "b")]
    workers._submissions.append(cluster.Submission("c", FakeFuture("c", "finished")))
    return workers


def test_what_no_worker_has_while_one_is_idle_is_given_out_again(monkeypatch):
    workers = submit_three(monkeypatch, ("a",), ())
    assert workers._find_lost() == []
    assert [submission.task for submission in workers._find_lost()] == ["b"]


def test_what_waits_while_all_workers_are_busy_is_not_lost(monkeypatch):
    workers = submit_three(monkeypatch, ("a",), ("x",))
    assert [workers._find_lost() for _ in range(4)] == [[]] * 4


def test_a_run_ends_when_no_worker_is_left(monkeypatch):
    workers = submit_three(monkeypatch)
    workers._last_with_workers -= cluster.TIMEOUT + 1
    with pytest.raises(cluster.ClusterError, match="no worker of the cluster is left"):
        workers._find_lost()


def test_a_notebook_lost_again_and_again_fails_and_says_so(monkeypatch):
    workers = submit_three(monkeypatch, (), ())
    submission = cluster.Submission("a", FakeFuture("a", "lost"))
    assert [workers._take(submission) for _ in range(cluster.MAX_RETRIES)] == [None] * cluster.MAX_RETRIES
    assert workers._take(submission).error.name == "WorkerLost"


def end_test(*_):
    raise TimeoutError("the cluster did not answer in three minutes")


@pytest.fixture
def bounded():
    """End a test that waits for a cluster that does not answer."""
    signal.signal(signal.SIGALRM, end_test)
    signal.alarm(180)
    yield
    signal.alarm(0)


def test_run_pages_on_a_cluster_survives_a_worker_that_is_killed(address, tmp_path, home, bounded):
    scheduler, workers = address
    place = make_home(tmp_path / "home", home, SLOW)
    plans = plan_few("22", "01", components=("main",))
    outcomes, killed = [], []

    def kill_one(outcome):
        if not killed:
            killed.append(workers[0].pid)
            workers[0].send_signal(signal.SIGKILL)

    from parlib.runs.run import run_pages

    reports = tmp_path / "reports"
    outcomes = run_pages(plans, reports, RunOptions(scheduler=scheduler), on_done=kill_one, home=place)
    assert killed
    assert [outcome.error for outcome in outcomes] == [None] * 16
    assert {(o.plan.province, o.plan.component) for o in outcomes} == {(p.province, p.component) for p in plans}
    assert all(
        (reports / name).stat().st_size == size
        for record in read_pages_made(reports)
        for name, size in record["files"].items()
    )
    assert list_made(run_few(place, reports, plans)[0]) == []  # what came from afar stands here
