"""A reader process seen from watermap: started, asked, waited for, and killed when need be."""

import contextlib
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from watermap.reading.gdal import environment
from watermap.reading.process import protocol
from watermap.reading.process.arrow_file import BadAnswer
from watermap.reading.process.worker import STACK

_LONGEST_REPLY = 1 << 24  # bytes; a longer one is cut, and then none
_SHOWN = 200  # characters of what is wrong with one
_LAST_WORDS_S = 2.0  # its pipe closes before it has written where it stood


class Died(Exception):  # noqa: N818  (it says what the process did)
    """The process has ended. ``stack``: where it stood, if it could say so; no data in it."""

    def __init__(self, stack: str) -> None:
        """Take the stack."""
        super().__init__("the reader process has ended")
        self.stack = stack


class ReaderProcess:
    """One process with its own folder. Works where there is no fork."""

    def __init__(self, *, also_skip: frozenset[str]) -> None:
        """Start it. ``also_skip``: GDAL drivers to switch off beyond drivers.toml."""
        self.also_skip = also_skip
        self.folder = Path(tempfile.mkdtemp(prefix="watermap-reading-"))
        self._replies: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        own_group = os.name == "posix"  # Ctrl-C in a terminal must not reach it
        hidden = 0 if own_group else getattr(subprocess, "CREATE_NO_WINDOW", 0)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "watermap.reading.process.worker", str(self.folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(os.environ, also_skip=also_skip),
            start_new_session=own_group,
            creationflags=hidden,
        )
        self._listener = threading.Thread(
            target=_listen, args=(self._process.stdout, self._replies), daemon=True
        )
        self._listener.start()

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def warm(self) -> None:
        """Let it load its libraries before it is asked for a file."""
        with contextlib.suppress(Died):  # whoever asks next is told
            self.ask({"warm": True})

    def ask(self, request: Mapping[str, object]) -> None:
        """Send one request.

        Raises:
            Died: it is no longer there to be asked.
        """
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(protocol.dumps(request))
            self._process.stdin.flush()
        except OSError:
            raise Died(self._stack()) from None

    def reply(self, *, wait_s: float) -> Mapping[str, object] | None:
        """The answer to the last request; None when ``wait_s`` has passed without one.

        Raises:
            Died: the process has ended instead of answering.
            BadAnswer: what it says is no reply.
        """
        try:
            line = self._replies.get(timeout=wait_s)
        except queue.Empty:
            return None
        if not line:
            raise Died(self._stack())
        try:
            found = protocol.loads(line)
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise BadAnswer(str(error)[:_SHOWN]) from error
        if not isinstance(found, dict):
            raise BadAnswer(type(found).__name__)
        return found

    def close(self) -> None:
        """Kill it and remove its folder. It holds nothing that would be lost."""
        self._process.kill()
        self._process.wait()
        self._listener.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what was not sent cannot be sent any more
                    pipe.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _stack(self) -> str:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_LAST_WORDS_S)
        try:
            return (self.folder / STACK).read_text("utf-8", "replace")
        except OSError:
            return ""


def _listen(pipe: IO[bytes], replies: "queue.SimpleQueue[bytes]") -> None:
    """Pass lines on; an empty one says that there will be no more."""
    while line := pipe.readline(_LONGEST_REPLY):
        replies.put(line)
    replies.put(b"")
