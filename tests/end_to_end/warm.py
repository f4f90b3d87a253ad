"""Runs the program in a process that has it loaded, so that hundreds of tests stay quick."""

import json
import os
import select
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self


class Warm:
    """One process that forks for every command; its answer is that of a process of its own."""

    def __init__(self) -> None:
        """Start it; it loads the program meanwhile."""
        reading, writing = os.pipe()
        self._answers = os.fdopen(reading)
        self._process = subprocess.Popen(
            [sys.executable, "-P", str(Path(__file__).with_name("warm_process.py")), str(writing)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            env=environment(),
            pass_fds=[writing],
            start_new_session=True,
            text=True,
        )
        os.close(writing)

    def run(self, *arguments: object, timeout_s: float) -> subprocess.CompletedProcess[str]:
        """Run a command; both outputs as text."""
        words = [str(one) for one in arguments]
        with TemporaryDirectory() as folder:
            out, err = Path(folder, "out"), Path(folder, "err")
            asked = {
                "arguments": words, "environment": environment(), "out": str(out), "err": str(err),
            }  # fmt: skip
            assert self._process.stdin is not None
            self._process.stdin.write(json.dumps(asked) + "\n")
            self._process.stdin.flush()
            if not select.select([self._answers], [], [], timeout_s)[0]:
                self._kill()
                raise subprocess.TimeoutExpired(words, timeout_s)
            code = int(self._answers.readline())
            return subprocess.CompletedProcess(words, code, out.read_text(), err.read_text())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """End it with all it has started."""
        self._kill()

    def _kill(self) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.communicate()
        self._answers.close()


def environment() -> dict[str, str]:
    """That of the tests at this moment, without a display."""
    kept = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    return kept | {"QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"}
