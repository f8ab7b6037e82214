"""The process that does one task of the page: ``python -m parlib.app.worker``, the task as JSON on its input."""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from parlib.app.faults import tell_faults
from parlib.app.words import word

Report = Callable[..., None]
"""Says how far a task is: a term of the words or a sentence by language, what fills it, and done of total."""


def main() -> int:
    """Do the task that stands on the input; say how far it is and what came of it on the output."""
    for name in ("SIGINT", "SIGTERM", "SIGBREAK"):  # a page started in the background hands on that it ignores them
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
    task = json.loads(sys.stdin.buffer.read())
    # What libraries print belongs to the log: the answers have a line of their own.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)

    def answer(**said: object) -> None:
        answers.write(json.dumps(said, ensure_ascii=False, default=str) + "\n")
        answers.flush()

    def report(term: str, done: int = 0, total: int = 0, **filled: object) -> None:
        answer(step=word(term, **filled), done=done, total=total)

    try:
        answer(result=do_task(task, report))
    except KeyboardInterrupt:
        return 130
    except (ValueError, OSError) as error:
        traceback.print_exc()
        answer(faults=tell_faults(error))
        return 1
    except Exception:
        traceback.print_exc()
        answer(faults=[word("broken")])
        return 1
    return 0


def do_task(task: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """Do a task of a kind; heavy rooms are imported by the one that needs them."""
    home = Path(task["home"])
    if task["kind"] == "check":
        from parlib.app.taking import check_files

        return check_files(home, task["files"], report)
    if task["kind"] == "make":
        from parlib.app.packing import make_pack

        return make_pack(home, task, report)
    if task["kind"] == "undo":
        from parlib.app.taking import take_back

        return take_back(home)
    from parlib.app import register

    act = register.open_register if task["kind"] == "register" else register.save_register
    return act(home, task, report)


if __name__ == "__main__":
    sys.exit(main())
